"""How long something is on the page: set as it would be printed, never counted in words (C.23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.report.document import PageBreak, para

if TYPE_CHECKING:
    from fsworkbook.report.document import Blocks, Document


class Length(NamedTuple):
    """How long a paper, or a part of one, is.

    Attributes:
        pages: on how many pages it stands.
        over: how many words stand beyond the pages that it may have; 0 where it fits.
    """

    pages: int
    over: int


def part(blocks: Blocks, like: Document, most: int) -> Length:
    """Return how long a part is that begins a page of its own, in the type of a paper.

    Args:
        blocks: the part, with its heading.
        like: the paper that it stands in.
        most: how many pages it may have.
    """
    begin = like._replace(contents=False)
    return _measured(begin._replace(blocks=(PageBreak(), *blocks)), most, before=1)


def whole(document: Document, most: int) -> Length:
    """Return how long a whole paper is.

    Args:
        document: the paper.
        most: how many pages it may have.
    """
    return _measured(document, most, before=0)


def _measured(document: Document, most: int, before: int) -> Length:
    """Return how long a paper is without its first pages."""
    from fsworkbook.report import pdf  # noqa: PLC0415 - 33 MB that only a PDF needs

    made = pdf.render(document)
    if made.pages is not None and made.pages - before <= most:
        return Length(made.pages - before, 0)
    found = _words(made.bytes)[before:]
    shorter = document._replace(contents=False, blocks=(para("word"), PageBreak(), para("word")))
    edge = len(_words(pdf.render(shorter).bytes)[-1]) - 1
    return Length(len(found), sum(max(len(words) - edge, 1) for words in found[most:]))


def _words(data: bytes) -> list[list[str]]:
    """Return the words of each page of a PDF, as they stand on it."""
    import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 - 90 ms, only where something is too long

    made = pypdfium2.PdfDocument(data)
    try:
        return [made[number].get_textpage().get_text_range().split() for number in range(len(made))]
    finally:
        made.close()
