"""The house style: the unpacked Word file in `templates/report/word`, opened, measured, and made larger on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import docx
from docx.oxml.ns import qn

from fsworkbook.practice.locating import templates_root

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as Package
    from docx.oxml.xmlchemy import BaseOxmlElement


_USUAL: Final = 21  # half points: the size of the text
_LARGE: Final = 32  # what the RNIB and councils call large print
_HEADINGS_GROW: Final = 1.3
_ROOM_GROWS: Final = 1.4
_OVER_A_DRAWING: Final = frozenset({"Banner", "Title", "Reference", "Picture"})
_SMALL_TITLE: Final = 28  # half points
_LITTLE_ROOM: Final = 60  # twentieths of a point


def opened() -> Package:
    """Return the house style as a Word file without content."""
    return docx.Document(str(templates_root() / "report" / "word"))


def enlarge(styles: BaseOxmlElement) -> None:
    """Set every style in large print: nothing is smaller than 16 points, and headings are larger still."""
    for size in (*styles.iter(qn("w:sz")), *styles.iter(qn("w:szCs"))):
        _change(size, "w:val", lambda usual: max(_LARGE, round(usual * _HEADINGS_GROW)) if usual > _USUAL else _LARGE)
    for room in styles.iter(qn("w:spacing")):
        for side in ("w:before", "w:after"):
            _change(room, side, lambda usual: round(usual * _ROOM_GROWS))


def make_room(styles: BaseOxmlElement) -> None:
    """Set what stands over a drawing small, on a page that is turned for it."""
    for style in styles.iter(qn("w:style")):
        if style.get(qn("w:styleId")) in _OVER_A_DRAWING:
            for size in (*style.iter(qn("w:sz")), *style.iter(qn("w:szCs"))):
                _change(size, "w:val", lambda usual: min(usual, _SMALL_TITLE))
            for room in style.iter(qn("w:spacing")):
                _change(room, "w:after", lambda _: _LITTLE_ROOM)


def indents(styles: BaseOxmlElement) -> dict[str, int]:
    """Return how far each paragraph style stands in, in twentieths of a point."""
    found: dict[str, int] = {}
    for style in styles.iter(qn("w:style")):
        key = str(style.get(qn("w:styleId")))
        based = style.find(qn("w:basedOn"))
        inherited = found.get(str(based.get(qn("w:val"))), 0) if based is not None else 0
        own = style.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        found[key] = inherited if own is None else int(own.get(qn("w:left"), inherited))
    return found


def _change(element: BaseOxmlElement, name: str, change: Callable[[int], int]) -> None:
    value = element.get(qn(name))
    if value is not None:
        element.set(qn(name), str(change(int(value))))
