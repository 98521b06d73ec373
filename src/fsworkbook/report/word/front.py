"""What stands before a paper's content: its title, what it says of itself, and the table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.document import Facts, Text, date_in_words, marks
from fsworkbook.report.word.elements import paragraph, w
from fsworkbook.report.word.fields import closing, opening
from fsworkbook.report.word.frame import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.report.document import Document
    from fsworkbook.report.word.body import Body, Entry
    from fsworkbook.report.word.elements import Element
    from fsworkbook.report.word.runs import Runs

_CONTENTS: Final = r'TOC \o "1-{}" \h \z \u'


def title_page(document: Document, body: Body) -> Iterator[Element]:
    """Yield the title, and under it what the paper says of itself."""
    frame = whole(turned=document.turned)
    for style, words in _small(document) if document.turned else _lines(document):
        if words.strip():
            yield body.paragraph(style, frame, (Text(words),))
    yield from body.blocks((Facts(document.cover),), frame)
    if not document.turned:
        yield paragraph("CoverRule")


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the lines of the title page, each with its style."""
    yield "Banner", " · ".join(marks(document))
    yield "Title", document.title
    yield "Subtitle", document.subtitle
    yield "Reference", " · ".join(part for part in (document.reference, date_in_words(document.made)) if part)


def _small(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the lines over a drawing that is all there is, which needs the room."""
    yield "Banner", " · ".join(marks(document))
    yield "Title", document.title
    yield "Reference", " · ".join(part for part in (document.subtitle, document.reference) if part)


def contents(entries: Iterable[Entry], runs: Runs, levels: int) -> Iterator[Element]:
    """Yield the table of contents, as a field that Word can bring up to date.

    It lists the headings of the first levels, each as a link, and no page numbers: only Word knows them, and gives them
    when the table is brought up to date; a number that is wrong would be worse than none.
    """
    lines = [
        paragraph(f"TOC{entry.level}", w("hyperlink", *runs.of(entry.words), anchor=entry.name, history=1))
        for entry in entries
        if entry.level <= levels
    ]
    if not lines:
        return
    lines[0].content[:0] = opening(_CONTENTS.format(levels))
    lines[-1].content.append(closing())
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    head = paragraph("TOCHeading", *runs.of((Text("Contents"),)))
    yield w("sdt", w("sdtPr", gallery), w("sdtContent", head, *lines))
