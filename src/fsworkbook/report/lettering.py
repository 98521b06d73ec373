"""How wide words are in Noto Sans, and where their lines end: near enough for a drawing, rather too wide."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST: Final = 32
_WIDTHS: Final = (
    *(260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372, 572, 572, 572, 572, 572, 572),
    *(572, 572, 572, 572, 268, 268, 572, 572, 572, 434, 899, 639, 650, 632, 730, 556, 519, 728, 741, 339, 273, 619),
    *(524, 907, 760, 781, 605, 781, 622, 549, 556, 731, 600, 930, 586, 566, 572, 329, 372, 329, 572, 444, 281, 561),
    *(615, 480, 615, 564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605, 615, 615, 413, 479, 361, 618, 508, 786),
    *(529, 510, 470, 380, 551, 380, 572),
)
"""Thousandths of the size, from the space to the tilde."""
_OTHERS: Final = {"–": 500, "—": 1000, "’": 175, "‘": 175, "“": 359, "”": 359, "…": 791, "·": 268}
_LETTER, _BROAD, _WIDE = 750, 860, 1000
"""Letters of Greek and Cyrillic; of the scripts from Syriac on, and the box for one that no font has; of Chinese."""
_FROM: Final = "\u0700"
_BOLD: Final = 1.07
_PART: Final = re.compile(r"-*[^-]+-?|-+")
_OVER: Final = 1.4
_SLACK: Final = 1.03
"""Faces differ: a reader without Noto Sans sees another one."""


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide words are, in points, at a size in points."""
    return sum(map(_advance, words)) * size / 1000 * _SLACK * (_BOLD if bold else 1)


def wrapped(words: str, size: float, room: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """Return words as lines of at most `room` points; what is beyond `most` lines ends in a dot dot dot.

    A word of its own may be longer by two fifths; one that is longer still is broken at its hyphens, or cut.
    """
    lines: list[str] = []
    for glue, word in _pieces(words, size, room * _OVER, bold=bold):
        joined = f"{lines[-1]}{glue}{word}" if lines else word
        if lines and width(joined, size, bold=bold) <= room:
            lines[-1] = joined
        else:
            lines.append(_cut(word, size, room * _OVER, bold=bold))
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]}…", size, room * _OVER, bold=bold)]
    return tuple(lines)


def _pieces(words: str, size: float, room: float, *, bold: bool) -> Iterator[tuple[str, str]]:
    """Yield words with what joins each to the one before; the parts of one with hyphens that is too long are words."""
    for word in words.split():
        parts = [word] if width(word, size, bold=bold) <= room else _PART.findall(word)
        yield from ((("" if number else " "), part) for number, part in enumerate(parts))


def _cut(word: str, size: float, room: float, *, bold: bool) -> str:
    """Return a word that is no wider than any cell may grow."""
    if width(word, size, bold=bold) <= room:
        return word
    kept = word
    while kept and width(f"{kept}…", size, bold=bold) > room:
        kept = kept[:-1]
    return f"{kept}…"


def _advance(character: str) -> int:
    place = ord(character) - _FIRST
    if 0 <= place < len(_WIDTHS):
        return _WIDTHS[place]
    if character in _OTHERS:
        return _OTHERS[character]
    if unicodedata.combining(character):
        return 0
    plain = unicodedata.normalize("NFD", character)[0]
    if plain != character:
        return _advance(plain)
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    return _LETTER if character < _FROM else _BROAD
