"""How wide the columns of a table are: as asked, and no narrower than their longest words where others can spare it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from fsworkbook.report.document import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.report.document import Table

TEXT: Final = 8_730
"""The measure of the text on an upright page, in twentieths of a point."""
LARGE: Final = 5_290
"""The same in large print, as if its letters were those of usual print."""

_LETTER: Final = 112  # twentieths of a point: about what a bold letter of a table takes
_MARGINS: Final = 210  # of a cell
_PARTS: Final = re.compile(r"[\s/-]+")


def columns(table: Table, room: int = TEXT) -> list[int]:
    """Return the width of each column of a table that is as wide as `room`, in twentieths of a point."""
    return _fitting(_shared(table.widths or (1,) * len(table.head), room), _needed(table))


def fits(words: str, width: int) -> bool:
    """Tell whether each word of a cell has room in a column of a width, in twentieths of a point."""
    return _longest(words) * _LETTER + _MARGINS <= width


def _shared(parts: Iterable[int], width: int) -> list[int]:
    """Return a width shared out by parts, to the last twentieth of a point."""
    sums = [0, *accumulate(parts)]
    edges = [width * part // sums[-1] for part in sums]
    return [right - left for left, right in pairwise(edges)]


def _needed(table: Table) -> list[int]:
    """Return about how wide each column is at its longest word, in twentieths of a point."""
    longest = [_longest(label) for label in table.head]
    for row in table.rows:
        for place, cell in enumerate(row):
            longest[place] = max(longest[place], _longest(plain(cell)))
    return [letters * _LETTER + _MARGINS for letters in longest]


@lru_cache(maxsize=4096)
def _longest(words: str) -> int:
    """Return the letters of the longest word; days and names come again in cell after cell."""
    return max((len(word) for word in _PARTS.split(words)), default=0)


def _fitting(widths: list[int], needed: list[int]) -> list[int]:
    """Return widths in which no word is broken, where what the other columns can spare is enough for it."""
    short = [max(need - width, 0) for width, need in zip(widths, needed, strict=True)]
    spare = [max(width - need, 0) for width, need in zip(widths, needed, strict=True)]
    lacking, found = sum(short), sum(spare)
    if not lacking or found < lacking:
        return widths
    taken = _shared(spare, lacking)
    return [width + more - less for width, more, less in zip(widths, short, taken, strict=True)]
