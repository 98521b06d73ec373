"""Keys for people, pairs, homes and orders: short, made from names, and never used twice."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_LONGEST: Final = 32
_TITLES: Final = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "rev", "dc", "pc"})
# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"})


def slug(words: str) -> str:
    """Return words in small plain letters with hyphens; "" where nothing of them can be written so."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in "’'`.")
    return re.sub(r"[^a-z0-9]+", "-", kept).strip("-")


def key_of(name: str, taken: Collection[str], otherwise: str = "person") -> str:
    """Return a key for somebody: the first name; with the surname, then a number, where it is taken.

    Args:
        name: the name in full, with or without a title.
        taken: the keys of everybody else, people and team.
        otherwise: what the key begins with where the name has no letters that a key may have.
    """
    words = [word for word in name.split() if _lettered(slug(word)) and slug(word) not in _TITLES]
    first = _lettered(slug(words[0]) if words else "") or otherwise
    whole = _lettered("-".join(slug(word) for word in (words[0], words[-1]))) if len(words) > 1 else first
    return free([first, whole], taken)


def folder_name(surname: str) -> str:
    """Return the name of a family's folder; "" where the surname has no letters for one."""
    return _lettered(slug(surname))[:_LONGEST].rstrip("-")


def pair_key(letter: str, one: str, other: str, taken: Collection[str]) -> str:
    """Return the key of what is between two people: `r-kerry-tyler`, `c-kerry-daniel`."""
    return free([f"{letter}-{one}-{other}"], taken, longest=0)


def home_key(members: Iterable[str], taken: Collection[str]) -> str:
    """Return the key of a household, by who is named first: `h-sheila`."""
    return free([f"h-{next(iter(members), 'home')}"], taken, longest=0)


def assessment_key(parents: Iterable[str], taken: Collection[str]) -> str:
    """Return the key of an assessment, by its parents' first letters: `PA-K`, `PA-KD`."""
    listed = list(parents)
    wider = ["PA-" + "".join(key[:size].upper() for key in listed) for size in (1, 2, 3)]
    return free(wider, taken, longest=0)


def order_key(kind: str, taken: Collection[str]) -> str:
    """Return the key of an order: its kind's first letters and a number, `nmo1`."""
    letters = "".join(word[0] for word in slug(kind).split("-") if word) or "order"
    number = 1
    while f"{letters}{number}" in taken:
        number += 1
    return f"{letters}{number}"


def free(wanted: Iterable[str], taken: Collection[str], *, longest: int = _LONGEST) -> str:
    """Return the first wanted key that nobody has; the last of them with a number where all are taken."""
    key = ""
    for key in wanted:
        short = key[:longest].rstrip("-") if longest else key
        if short not in taken:
            return short
    number = 2
    while True:
        tail = f"-{number}"
        found = (key[: longest - len(tail)].rstrip("-") if longest else key) + tail
        if found not in taken:
            return found
        number += 1


def _lettered(key: str) -> str:
    """Return a key that begins with a letter, as every key must."""
    return re.sub(r"^[^a-z]+", "", key)
