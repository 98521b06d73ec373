"""The drawings of a paper as one SVG file: under its title, with the same in words for who cannot see it.

What else the paper says, such as whose copy it is, stands above and below the drawings.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from fsworkbook.report import characters
from fsworkbook.report.document import Note, Paragraph, Picture, date_in_words, marks, plain
from fsworkbook.report.drawing import Drawing, Label, svg
from fsworkbook.report.genogram.sheets import moved
from fsworkbook.report.lettering import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.report.document import Block, Document
    from fsworkbook.report.drawing import Shape

_MARGIN: Final = 18.0
_LEAST: Final = 420.0
_TITLE, _WORDS, _SMALL = 13.0, 9.0, 7.5
_LINES: Final = 40


def render(document: Document) -> str:
    """Return the drawings of a paper as an SVG file's text, the same for the same paper."""
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    wide = max([_LEAST, *(picture.drawing.width for picture in pictures)])
    shapes: list[Shape] = []
    y = _MARGIN
    for words, size, bold in _head(document):
        for line in wrapped(words, size, wide, _LINES, bold=bold):
            y += size * 1.35
            shapes.append(Label(_MARGIN, round(y, 2), line, size, anchor="start", bold=bold))
    y += 10
    for block in document.blocks:
        if isinstance(block, Picture):
            if block.caption:
                y += _WORDS * 1.6
                shapes.append(Label(_MARGIN, round(y, 2), block.caption, _WORDS, anchor="start", bold=True))
            y += 6
            left = _MARGIN + (wide - block.drawing.width) / 2
            shapes += [moved(shape, 1.0, left, y) for shape in block.drawing.shapes]
            y += block.drawing.height + 10
        for words in _words(block):
            for line in wrapped(words, _WORDS, wide, _LINES):
                y += _WORDS * 1.4
                shapes.append(Label(_MARGIN, round(y, 2), line, _WORDS, anchor="start"))
            y += 4
    cleaned = tuple(_cleaned(shape) for shape in shapes)
    made = svg(Drawing(round(wide + 2 * _MARGIN, 1), round(y + _MARGIN, 1), cleaned))
    head, _, rest = made.partition(">")
    told = characters.clean("\n".join(picture.alternative for picture in pictures))
    title = escape(characters.clean(document.title), quote=False)
    names = f"<title>{title}</title>\n<desc>{escape(told, quote=False)}</desc>"
    return f'{head} role="img">\n{names}\n{_ground(wide, y)}{rest}\n'


def _head(document: Document) -> Iterator[tuple[str, float, bool]]:
    """Yield the lines above the drawings: banners, title, and what it is of."""
    banners = " · ".join(marks(document))
    if banners:
        yield banners, _SMALL, True
    yield document.title, _TITLE, True
    known = [document.subtitle, document.reference, date_in_words(document.made)]
    yield " · ".join(part for part in known[:2] if part) or known[2], _SMALL, False
    for label, content in document.cover:
        yield f"{label}: {plain(content)}", _SMALL, False


def _words(block: Block) -> Iterator[str]:
    """Yield the paragraphs of a block that is no drawing."""
    if isinstance(block, Paragraph):
        yield plain(block.inlines)
    elif isinstance(block, Note):
        for inner in block.blocks:
            yield from _words(inner)


def _cleaned(shape: Shape) -> Shape:
    if not isinstance(shape, Label):
        return shape
    return Label(
        shape.x, shape.y, characters.clean(shape.text), shape.size, shape.anchor, shape.colour, shape.bold, shape.italic
    )


def _ground(wide: float, high: float) -> str:
    """Return a white ground, so that a dark screen does not swallow the lines."""
    return f'<rect width="{wide + 2 * _MARGIN:.0f}" height="{high + _MARGIN:.0f}" fill="#ffffff"/>'
