"""A document as a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from fsworkbook.report.breaking import begun, listed
from fsworkbook.report.word import theme
from fsworkbook.report.word.anchors import Anchors
from fsworkbook.report.word.body import Body, Parts
from fsworkbook.report.word.elements import paragraph, w
from fsworkbook.report.word.frame import whole
from fsworkbook.report.word.front import contents, title_page
from fsworkbook.report.word.numbering import Numbering
from fsworkbook.report.word.package import describe, packed
from fsworkbook.report.word.pages import Pages
from fsworkbook.report.word.pictures import Pictures
from fsworkbook.report.word.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.report.document import Document
    from fsworkbook.report.word.elements import Element


def render(document: Document) -> bytes:
    """Return a document as a Word file (ISO/IEC 29500 transitional), the same bytes for the same document.

    Raises:
        BadInput: a drawing could not be set.
    """
    package = theme.opened()
    styles = package.styles.element
    _speak(styles, document.language)
    if document.large:
        theme.enlarge(styles)
    if document.turned:
        theme.make_room(styles)
    part = package.part
    anchors = Anchors(document.blocks)
    runs = Runs(anchors)
    parts = Parts(Numbering(part.numbering_part.element), Pages(part, document), Pictures(part))
    body = Body(anchors, runs, parts, theme.indents(styles))
    before = [*title_page(document, body)]
    content = [*body.blocks(begun(document.blocks), whole(turned=document.turned))]
    opening = contents(body.contents, runs, listed(document)) if document.contents else ()
    _fill(package.element.body, [*before, *opening, *content], parts.pages)
    describe(package, document)
    return packed(package)


def _fill(body: Element, content: Iterable[Element], pages: Pages) -> None:
    """Put content into a file's body; a section's end goes into its last paragraph, the last one to the body's end."""
    for child in list(body):
        body.remove(child)
    pending: Element | None = None
    for each in content:
        if pending is not None:
            _end_section(body, pending)
        pending = each if each.tag == _SECTION else None
        if pending is None:
            body.append(each)
    body.append(pages.section() if pending is None else pending)


def _end_section(body: Element, section: Element) -> None:
    last = body[-1]
    if last.tag != _PARAGRAPH:
        last = paragraph("AfterTable")
        body.append(last)
    last[0].append(section)


def _speak(styles: Element, language: str) -> None:
    """Name the paper's language, in which Word checks its spelling and a screen reader speaks."""
    for each in styles.iter(qn("w:lang")):
        each.set(qn("w:val"), language)


_SECTION = w("sectPr").tag
_PARAGRAPH = w("p").tag
