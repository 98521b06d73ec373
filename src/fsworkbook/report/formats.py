"""The formats of a paper: how each is made from the one document tree, and how a finished file is read for its words.

A new format is one row of `FORMATS` (made and read) or of `READERS` (only read, as what other commands print).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from fsworkbook.report.places import Place, decoded, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fsworkbook.report.document import Document


class Made(NamedTuple):
    """A finished paper.

    Attributes:
        data: the file.
        warnings: what the worker should know about it, each a sentence without any of its words.
    """

    data: bytes
    warnings: tuple[str, ...] = ()


class Format(NamedTuple):
    """A format of papers.

    Attributes:
        suffix: of its files: ".pdf".
        render: makes the file from a document.
        texts: yields every place of a finished file that could carry words, each with its words.
        beside: makes the same file while something else is done; where that saves no time, None.
    """

    suffix: str
    render: Callable[[Document], Made]
    texts: Callable[[bytes], Iterator[Place]]
    beside: Callable[[Document, Callable[[], object]], Made] | None = None

    def made(self, document: Document, meanwhile: Callable[[], object] | None) -> Made:
        """Return the file of a document, and do something else, once: first, or at the same time."""
        if meanwhile is not None and self.beside is not None:
            return self.beside(document, meanwhile)
        if meanwhile is not None:
            meanwhile()
        return self.render(document)


def texts(name: str, data: bytes) -> Iterator[Place]:
    """Yield every place of a file that could carry words, by the suffix of its name; a strange file is read raw."""
    suffix = name[name.rfind(".") :].casefold() if "." in name else ""
    yield from READERS.get(suffix, _anything)(data)


def _anything(data: bytes) -> Iterator[Place]:
    yield Place("the file itself", decoded(data))
    yield from (Place("the file itself", words) for words in runs(data))


def _markdown(document: Document) -> Made:
    from fsworkbook.report import markdown  # noqa: PLC0415 - one format at a time

    return Made(markdown.render(document).encode("utf-8"))


def _pdf(document: Document, meanwhile: Callable[[], object] | None = None) -> Made:
    from fsworkbook.report import pdf  # noqa: PLC0415 - likewise

    made = pdf.render(document, meanwhile)
    return Made(made.bytes, made.warnings)


def _html(document: Document) -> Made:
    from fsworkbook.report import html  # noqa: PLC0415 - likewise

    return Made(html.render(document).encode("utf-8"))


def _word(document: Document) -> Made:
    from fsworkbook.report.word import paper  # noqa: PLC0415 - likewise

    return Made(paper.render(document))


def _drawing(document: Document) -> Made:
    from fsworkbook.report import svgpaper  # noqa: PLC0415 - likewise

    return Made(svgpaper.render(document).encode("utf-8"))


def _reader(module: str, name: str) -> Callable[[bytes], Iterator[Place]]:
    """Return a reader of files that is imported where one is read: a paper of the team's own never is."""

    def read(data: bytes) -> Iterator[Place]:
        found = getattr(import_module(f"fsworkbook.report.{module}"), name)
        return cast("Iterator[Place]", found(data))

    return read


FORMATS: Final[Mapping[str, Format]] = {
    each.suffix: each
    for each in (
        Format(".md", _markdown, _reader("markupwords", "markdown")),
        Format(".pdf", _pdf, _reader("pagewords", "pdf"), beside=_pdf),
        Format(".html", _html, _reader("markupwords", "markup")),
        Format(".docx", _word, _reader("markupwords", "word")),
    )
}
"""The formats in which a paper is made."""

DRAWINGS: Final[Mapping[str, Format]] = {".svg": Format(".svg", _drawing, _reader("markupwords", "markup"))}
"""The formats in which the drawings of a paper are made by themselves."""


def form(suffix: str) -> Format:
    """Return the format of a suffix, of papers or of drawings."""
    return FORMATS.get(suffix) or DRAWINGS[suffix]


READERS: Final[Mapping[str, Callable[[bytes], Iterator[Place]]]] = {
    ".xml": _reader("markupwords", "markup"),
    ".json": _reader("markupwords", "structured"),
    ".csv": _reader("markupwords", "rows"),
    ".ics": _reader("markupwords", "calendar"),
    **{suffix: each.texts for suffix, each in {**DRAWINGS, **FORMATS}.items()},
}
"""How a file of each suffix is read for its words, whether papers are made in it or not."""
