"""A document as a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from fsworkbook.report.breaking import begun, listed
from fsworkbook.report.word import theme
from fsworkbook.report.word.anchors import Anchors
from fsworkbook.report.word.body import Body, Parts
from fsworkbook.report.word.elements import Par, Xml, is_a, paragraph
from fsworkbook.report.word.frame import whole
from fsworkbook.report.word.front import contents, title_page
from fsworkbook.report.word.numbering import Numbering
from fsworkbook.report.word.package import describe, packed
from fsworkbook.report.word.pages import Pages
from fsworkbook.report.word.pictures import Pictures
from fsworkbook.report.word.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.oxml.xmlchemy import BaseOxmlElement

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
    describe(package, document)
    return packed(package, _sectioned([*before, *opening, *content], parts.pages))


def _sectioned(content: Iterable[Element], pages: Pages) -> list[Element]:
    """Return the content of a body: a section's end goes into its last paragraph, the last one to the body's end."""
    whole: list[Element] = []
    pending: Xml | None = None
    for each in content:
        if pending is not None:
            _end_section(whole, pending)
        pending = each if isinstance(each, Xml) and is_a(each, "sectPr") else None
        if pending is None:
            whole.append(each)
    whole.append(pages.section() if pending is None else pending)
    return whole


def _end_section(before: list[Element], section: Xml) -> None:
    last = before[-1] if before else None
    if not isinstance(last, Par):
        last = paragraph("AfterTable")
        before.append(last)
    last.settings.append(section)


def _speak(styles: BaseOxmlElement, language: str) -> None:
    """Name the paper's language, in which Word checks its spelling and a screen reader speaks."""
    for each in styles.iter(qn("w:lang")):
        each.set(qn("w:val"), language)
