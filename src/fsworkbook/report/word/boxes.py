"""What is set apart: paragraphs within one border where that can be, a table of one cell where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.document import Evidence, Gap, Note, Paragraph, plain
from fsworkbook.report.word.elements import Par, is_a, paragraph, w
from fsworkbook.report.word.frame import Frame
from fsworkbook.report.word.tables import in_one_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.report.document import Block, Blocks, Inlines
    from fsworkbook.report.word.elements import Element, Xml

_SIDES: Final = ("top", "left", "bottom", "right")
_GROUND: Final = "F6F6F6"
_INSIDE: Final = 440  # twentieths of a point: what a box takes of the measure


class Apart:
    """Keeps boxes that follow one another apart: Word makes one of paragraphs whose border and measure are the same."""

    def __init__(self) -> None:
        self._kind: type[Block] | None = None
        self._shifted = False

    def meet(self, block: Block) -> None:
        """Take note of the next block."""
        boxed = isinstance(block, Evidence | Note | Gap)
        self._shifted = boxed and type(block) is self._kind and not self._shifted
        self._kind = type(block) if boxed else None

    def shift(self, style: str) -> int:
        """Return how much further in a paragraph of a box stands, too little for an eye to see."""
        return 1 if self._shifted and style in _STYLES else 0


_STYLES: Final = frozenset({"Evidence", "Credit", "Note", "Warning", "Gap"})


def paragraphs(blocks: Blocks) -> list[Inlines] | None:
    """Return the paragraphs of a box that holds nothing else; a border of paragraphs holds nothing but these."""
    said = [block.inlines for block in blocks if isinstance(block, Paragraph)]
    return [content for content in said if plain(content).strip()] if len(said) == len(blocks) else None


def joined(made: Par) -> Par:
    """Return a box's further paragraph: the room above a box stands above its first one alone."""
    settings = made.settings
    place = len(settings) - 1 if is_a(settings[-1], "ind") else len(settings)
    settings.insert(place, w("spacing", before=0))
    return made


def within(frame: Frame) -> Frame:
    """Return where the content of a box stands."""
    return Frame(frame.room - _INSIDE, top=False)


def box(kind: str, content: list[Element], frame: Frame, *, whole: bool) -> Xml:
    """Return a box of a kind ("Evidence", "Note", "Warning") around its content."""
    if not content or not isinstance(content[-1], Par):
        content.append(paragraph("AfterTable"))  # a cell has to end with a paragraph
    return in_one_cell(content, frame, [*_look(kind)], whole=whole)


def _look(kind: str) -> Iterator[Xml]:
    if kind == "Evidence":
        yield w("tcBorders", w("left", val="single", sz=8, space=0, color="8C8C8C"))
        yield w("tcMar", w("right", w=0, type="dxa"))
        return
    if kind == "Warning":
        yield w("tcBorders", *(w(side, val="single", sz=12, space=0, color="262626") for side in _SIDES))
    yield w("shd", val="clear", color="auto", fill=_GROUND)
