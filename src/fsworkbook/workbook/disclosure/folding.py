"""Text as it sounds to whoever looks for words in it: letters and digits alone, and what stood between them (F.47).

Case, accents, compatibility forms, the digits of other scripts and everything that is not seen are taken out; where a
letter stood in the source, and how it was parted from the one before it, is kept.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

INSIDE: Final = 0
"""Nothing that is seen stands between two letters of one word."""
EDGE: Final = 1
"""Nothing stands between, but a word may begin: a capital after a small letter, a digit beside a letter."""
JOINED: Final = 2
"""A hyphen, an apostrophe, other punctuation without a space, or a word parted at a line's end."""
SPACED: Final = 3
"""A space, with or without punctuation."""
BROKEN: Final = 4
"""The end of a line or more, with no hyphen before it."""

_PIECE: Final = re.compile(r"[A-Z]*[a-z]+|[A-Z]+|[0-9]+|[^\x00-\x7f]")
_LATIN_NAME: Final = re.compile(
    "LATIN (?:(?:SMALL|CAPITAL) LETTER|LETTER SMALL CAPITAL) (?:DOTLESS )?"
    "(?:(?P<letter>[A-Z])|(?P<pair>AE|OE|IJ)|(?P<eth>ETH)|(?P<thorn>THORN))(?: WITH .*)?"
)
_HIDDEN: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters and signs without a shape of their own."""
_APOSTROPHES: Final = frozenset("ʹʺʻʼʽʾʿˈˊˋˌˮꞋꞌ")
"""Apostrophes that Unicode counts among the letters."""
_HYPHENATED: Final = re.compile(
    r"\S*[-\u00ac\u00ad\u02d7\u058a\u05be\u200b\u2010-\u2015\u207b\u208b\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d\ufffe\uffff\x02]"
    r"[ \t]*\r?\n\s*"
)
"""A hyphen of whatever kind at a line's end; the ones without a meaning in Unicode are how a PDF's reader tells it."""
_LINE_END: Final = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


class Folded(NamedTuple):
    """A text, folded.

    Attributes:
        source: the text as it was.
        letters: its letters and digits in their plain form.
        places: for each of them, where its character stands in the source.
        gaps: for each of them, what stands between it and the one before: INSIDE, EDGE, JOINED, SPACED or BROKEN.
    """

    source: str
    letters: str
    places: list[int]
    gaps: bytearray

    def begins(self, place: int) -> bool:
        """Tell whether a word may begin with a letter."""
        return place >= len(self.gaps) or self.gaps[place] >= EDGE


def fold(text: str) -> Folded:
    """Return a text in its plain form."""
    letters: list[str] = []
    places: list[int] = []
    gaps = bytearray()
    end = 0
    last = ""
    for found in _PIECE.finditer(text):
        start, piece_end = found.span()
        piece = found[0]
        plain = piece.lower() if piece.isascii() else _plain(piece)
        if not plain:
            continue
        gaps.append(_gap(text[end:start]) or _edge(last, piece[0]) if gaps else BROKEN)
        gaps.extend(bytes(len(plain) - 1))
        letters.append(plain)
        if len(plain) == len(piece):
            places.extend(range(start, piece_end))
        else:
            places.extend([start] * len(plain))
        last, end = piece[-1], piece_end
    return Folded(text, "".join(letters), places, gaps)


def pieces(folded: Folded) -> Iterator[tuple[int, str]]:
    """Yield the words of a folded text, each with the place of its first letter."""
    starts = [found.start() for found in _PARTED.finditer(folded.gaps)]
    for start, end in zip(starts, [*starts[1:], len(folded.letters)], strict=False):  # of no letters there are no words
        yield start, folded.letters[start:end]


_PARTED: Final = re.compile(b"[\x02-\x04]")


class _Plain(dict[str, str]):
    """The plain form of each character that was met; of what is no letter or digit it is empty."""

    def __missing__(self, character: str) -> str:
        plain = "".join(map(_unaccented, unicodedata.normalize("NFKD", character).casefold()))
        self[character] = plain
        return plain


def _unaccented(character: str) -> str:
    """Return a decomposed character without what is drawn over, through or under it."""
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    if kind in {"Mn", "Mc"}:  # vowels of Indic scripts are marks too, of no combining class: those are kept
        return "" if unicodedata.combining(character) or _is_selector(character) else character
    if kind[0] not in "LN" or character in _HIDDEN or character in _APOSTROPHES:
        return ""
    named = _LATIN_NAME.fullmatch(unicodedata.name(character, ""))
    if named is None:
        return character
    return (named["letter"] or named["pair"] or (named["eth"] and "d") or "th").lower()


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef" or character == "\u034f"


class _Gaps(dict[str, int]):
    """What stands between two letters, for each run of other characters that was met."""

    def __missing__(self, between: str) -> int:
        gap = _measured(between)
        if len(self) < _MOST_KEPT:
            self[between] = gap
        return gap


_MOST_KEPT: Final = 4096


def _measured(between: str) -> int:
    if _HYPHENATED.fullmatch(between):
        return JOINED
    seen = "".join(character for character in between if not _is_unseen(character))
    if not seen:
        return INSIDE
    if _LINE_END.search(seen):
        return JOINED if _HYPHENATED.fullmatch(seen) else BROKEN
    return SPACED if any(map(str.isspace, seen)) or any(c in _WIDE for c in seen) else JOINED


_WIDE: Final = frozenset("\u2800\u3164\uffa0")
"""Signs that stand for an empty place."""


def _is_unseen(character: str) -> bool:
    if character.isspace() or character in _WIDE:
        return False
    return unicodedata.category(character) in {"Cf", "Cc", "Mn", "Me", "Mc", "Cn", "Cs"} or character in _HIDDEN


def _edge(before: str, after: str) -> int:
    """Tell whether a word may begin between two characters with nothing between them."""
    if before.isalpha():
        return INSIDE if not (before.islower() and after.isupper()) and _has_case(before, after) else EDGE
    return INSIDE if before.isalnum() and after.isalnum() and before.isalpha() == after.isalpha() else EDGE


def _has_case(*characters: str) -> bool:
    """Tell whether letters are of scripts that part their words; others write them together, or put words before."""
    return all(c.lower() != c.upper() or unicodedata.name(c, "").startswith("LATIN") for c in characters)


_plain: Final = _Plain().__getitem__
_gap: Final = _Gaps().__getitem__
