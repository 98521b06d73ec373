"""Numbered lists: each gets a numbering of its own, so that none runs on from the list before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.word.elements import parsed, w

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

LEVELS: Final = 9
"""Word knows no more levels of lists than these."""
STEP: Final = 320  # twentieths of a point: how much further in each level stands, in the theme too
LAST: Final = 32_767
"""Word counts no farther."""
_BULLETS: Final = 1
_NUMBERS: Final = 2


class Numbering:
    """The numberings of one file; the theme holds the two kinds of list that they follow."""

    def __init__(self, part: BaseOxmlElement) -> None:
        self._part = part
        self._count = 1  # the theme's own: bullets

    def bulleted(self) -> int:
        """Return the numbering of lists with bullets."""
        return _BULLETS

    def numbered(self, level: int, start: int) -> int:
        """Return a new numbering for one list, that begins with `start` at its level."""
        self._count += 1
        begins = w("startOverride", val=min(max(start, 0), LAST))
        override = w("lvlOverride", begins, ilvl=level)
        numbered = w("num", w("abstractNumId", val=_NUMBERS), override, numId=self._count)
        self._part.append(parsed(numbered))
        return self._count
