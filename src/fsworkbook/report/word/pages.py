"""Pages: their size and margins, and what stands at the head and the foot of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.report.document import marks
from fsworkbook.report.word.elements import line, paragraph, parsed, reference, run, tab, w
from fsworkbook.report.word.fields import page_of_pages
from fsworkbook.report.word.frame import SHORT, SIDE, TALL, TEXT, TURNED_SIDE, TURNED_TEXT

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.parts.document import DocumentPart

    from fsworkbook.report.document import Document
    from fsworkbook.report.word.elements import Element, Xml


class _Sheet(NamedTuple):
    """A page's sides and margins, in twentieths of a point."""

    width: int
    height: int
    top: int
    bottom: int
    side: int
    measure: int


_UPRIGHT = _Sheet(SHORT, TALL, 1_701, 1_531, SIDE, TEXT)
_TURNED = _Sheet(TALL, SHORT, 1_474, 1_134, TURNED_SIDE, TURNED_TEXT)
_LYING = _Sheet(TALL, SHORT, 964, 964, TURNED_SIDE, TURNED_TEXT)
_EDGE = 794  # 14 mm: from the edge of the page to its running head and foot
_LYING_EDGE = 480
_LONGEST = 60  # characters of a line at the head or the foot


class Pages:
    """The sections of one file; upright and turned pages have a running head and foot of their own."""

    def __init__(self, part: DocumentPart, document: Document) -> None:
        self._part = part
        self._title = "" if document.large else _shortened(line(document.title))  # no line holds it in large print
        self._banners = " · ".join(_shortened(line(mark)) for mark in marks(document))
        self._reference = _shortened(line(document.reference))
        self._running: dict[_Sheet, tuple[str, str]] = {}
        self._begun = False
        self._whole = _LYING if document.turned else _UPRIGHT

    def section(self, *, turned: bool = False) -> Xml:
        """Return the end of a section; the first page of a paper has its title and no running head."""
        sheet = _TURNED if turned else self._whole
        if sheet not in self._running:
            self._running[sheet] = self._header(sheet), self._footer(sheet)
        head, foot = self._running[sheet]
        references = [reference("header", "default", head), reference("footer", "default", foot)]
        first = [] if self._begun else [w("titlePg")]
        if first:
            references.append(reference("footer", "first", self._footer(sheet)))
        self._begun = True
        turn = {"orient": "landscape"} if sheet.width > sheet.height else {}
        edge = _LYING_EDGE if sheet is _LYING else _EDGE
        sides = {"top": sheet.top, "right": sheet.side, "bottom": sheet.bottom, "left": sheet.side}
        size = w("pgSz", w=sheet.width, h=sheet.height, **turn)
        margins = w("pgMar", **sides, header=edge, footer=edge, gutter=0)
        return w("sectPr", *references, w("type", val="nextPage"), size, margins, *first)

    def _header(self, sheet: _Sheet) -> str:
        part, name = self._part.add_header_part()  # type: ignore[no-untyped-call] # python-docx 1.2 leaves it bare
        said = [run(self._banners, w("b"), w("bCs"), w("color", val="262626"))] if self._banners else []
        if self._title:
            words = paragraph("Header", run(self._title), *([tab(), *said] if said else []), settings=_stop(sheet))
        else:  # it may need two lines, which no tab holds
            words = paragraph("Header", *said, settings=[w("jc", val="end")])
        self._fill(part.element, words)
        return str(name)

    def _footer(self, sheet: _Sheet) -> str:
        part, name = self._part.add_footer_part()  # type: ignore[no-untyped-call] # likewise
        words = [run(self._reference), tab(), *page_of_pages()]
        self._fill(part.element, paragraph("Footer", *words, settings=_stop(sheet)))
        return str(name)

    @staticmethod
    def _fill(root: BaseOxmlElement, content: Element) -> None:
        for child in list(root):
            root.remove(child)
        root.append(parsed(content))


def _stop(sheet: _Sheet) -> list[Xml]:
    """Return the tab stop at the right margin, where it is not the theme's own."""
    if sheet.measure == TEXT:
        return []
    return [w("tabs", w("tab", val="clear", pos=TEXT), w("tab", val="right", pos=sheet.measure))]


def _shortened(words: str) -> str:
    """Return a line that fits the head or the foot of a page."""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
