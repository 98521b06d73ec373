"""Whether some words repeat what they must not: a run of its words, or a name that stands nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

RUN: Final = 3
"""How many words in a row are a repetition."""

_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_NUMBER: Final = re.compile(r"\d{4,}")
_NAME: Final = 3


def repeats(words: str, gone: Iterable[str], stays: Iterable[str]) -> bool:
    """Return whether some words repeat something of what goes.

    Args:
        words: what somebody wrote.
        gone: the texts that go.
        stays: the texts that stay; a name that stands there may be said.
    """
    said = [word.casefold() for word in _WORD.findall(words)]
    known = {word.casefold() for text in stays for word in _WORD.findall(text)}
    runs = {tuple(said[place : place + RUN]) for place in range(len(said) - RUN + 1)}
    for text in gone:
        found = _WORD.findall(text)
        plain = [word.casefold() for word in found]
        if any(tuple(plain[place : place + RUN]) in runs for place in range(len(plain) - RUN + 1)):
            return True
        names = {word.casefold() for word in found if _names(word, all_small=text == text.lower())}
        if names.intersection(said) - known:
            return True
    return False


def _names(word: str, *, all_small: bool) -> bool:
    """Return whether a word may name somebody: it has a capital, or is a long number; or nothing there has capitals."""
    return bool(_NUMBER.fullmatch(word)) or (len(word) >= _NAME and (all_small or word[:1].isupper()))
