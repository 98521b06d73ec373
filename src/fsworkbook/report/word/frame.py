"""Where a block stands: how far in, how wide, how deep in lists; lengths are twentieths of a point."""

from __future__ import annotations

from typing import Final, NamedTuple

from fsworkbook.report.word.numbering import LEVELS, STEP

TALL: Final = 16_838
"""The longer side of A4."""
SHORT: Final = 11_906
"""Its shorter side."""
SIDE: Final = 1_588  # 28 mm
TURNED_SIDE: Final = 1_020  # 18 mm
TEXT: Final = SHORT - 2 * SIDE  # the measure of the text, as the tab stops of the theme have it
TURNED_TEXT: Final = TALL - 2 * TURNED_SIDE
_NARROWEST: Final = 2_400


def whole(*, turned: bool) -> Frame:
    """Return where what nothing else holds stands: on an upright page, or on one that is turned."""
    return Frame(TURNED_TEXT if turned else TEXT)


class Frame(NamedTuple):
    """Where a block stands.

    Attributes:
        width: of the room that there is.
        base: how far in what holds it stands, lists aside.
        lists: how many lists it stands in.
        style: the style of its paragraphs.
        top: whether nothing holds it: only there a page can end, or be turned.
    """

    width: int = TEXT
    base: int = 0
    lists: int = 0
    style: str = "Normal"
    top: bool = True

    @property
    def indent(self) -> int:
        """How far in a block stands."""
        return self.base + STEP * min(self.lists, LEVELS)

    @property
    def room(self) -> int:
        """How wide a block is."""
        return max(self.width - self.indent, _NARROWEST)

    def item(self) -> Frame:
        """Return where the items of a list stand."""
        return self._replace(lists=self.lists + 1, top=False)

    def moved(self, by: int, style: str) -> Frame:
        """Return where what is set apart stands; it counts its lists anew."""
        return Frame(self.width, min(self.indent + by, self.width - _NARROWEST), 0, style, top=False)
