"""Where pages may end: which parts of a paper stay whole, and which begin a page, in every format that has pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.document import (
    Break,
    Bullets,
    Evidence,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.report.document import Block, Blocks, Cell, Document

LISTED: Final = 2
"""The deepest level of heading that the contents list."""
WHOLE: Final = 1_200
"""Characters of a note, or of a table's row, up to which it stays on one page."""

_BOXED: Final = 700  # characters of a box: more would leave a fifth of the page before it empty
_FEW_ROWS: Final = 4
_LINE: Final = 60  # characters
_TALLEST_HEAD: Final = 12  # lines
_MOST_LISTED: Final = 68  # lines of the table of contents that stand on the first two pages
_LONG_SECTION: Final = 120  # blocks, and rows of tables: some ten pages
_MIDDLING_SECTION: Final = 40  # of the same
_LONG_PAPER: Final = 600  # likewise: some sixty pages


def begun(blocks: Blocks) -> Iterator[Block]:
    """Yield blocks with each long section on a page of its own, and in a long paper each that is not short.

    Such a section is easier to find and to hand out; and typst sets what lies between two page breaks side by side. All
    others follow on: before each such page half a page is empty, and sometimes nearly all of it, which a short paper
    would show.
    """
    sections = list(_sections(blocks))
    sizes = [_size(section) for section in sections]
    least = _MIDDLING_SECTION if sum(sizes) > _LONG_PAPER else _LONG_SECTION
    for place, (section, size) in enumerate(zip(sections, sizes, strict=True)):
        if place and size > least:
            yield PageBreak()
        yield from section


def _sections(blocks: Blocks) -> Iterator[Blocks]:
    """Yield blocks section by section; the first holds whatever stands before the first heading."""
    start = 0
    while start < len(blocks):
        end = next((at for at in range(start + 1, len(blocks)) if _is_section(blocks[at])), len(blocks))
        yield blocks[start:end]
        start = end


def _size(section: Blocks) -> int:
    return sum(len(block.rows) if isinstance(block, Table) else 1 for block in section)


def _is_section(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def listed(document: Document) -> int:
    """Return how many levels of headings the contents list: one where two would take more than two pages."""
    lines = sum(isinstance(block, Heading) and block.level <= LISTED for block in document.blocks)
    return 1 if lines > _MOST_LISTED else LISTED


def repeats(table: Table) -> bool:
    """Tell whether a table's head stands again on each of its pages: not where it is as tall as a page."""
    widths = table.widths or (1,) * len(table.head)
    whole = sum(widths)
    lines = (len(label) / max(1, _LINE * width / whole - 2) for label, width in zip(table.head, widths, strict=True))
    return max(lines) <= _TALLEST_HEAD


def is_long_row(row: tuple[Cell, ...]) -> bool:
    """Tell whether a table's row holds more than should be kept on one page."""
    return max((len(plain(cell)) for cell in row), default=0) > WHOLE


def is_small(table: Table) -> bool:
    """Tell whether a table is so small that it stays on one page as a whole."""
    return len(table.rows) <= _FEW_ROWS and not any(map(is_long_row, table.rows))


def is_form(table: Table) -> bool:
    """Tell whether a table is there to be written in: nothing stands beside the first words of its rows."""
    return bool(table.rows) and not any(plain(cell).strip() for row in table.rows for cell in row[1:])


def is_long(blocks: Blocks) -> bool:
    """Tell whether a box holds more than should be kept on one page."""
    return _held(blocks) > _BOXED


def _held(blocks: Blocks) -> int:
    """Return about how many characters' room blocks take; a drawing or verbatim text takes more than a page."""
    held = 0
    for block in blocks:
        match block:
            case Heading(_, content, _) | Paragraph(content):
                held += _LINE + len(plain(content)) + _LINE * content.count(Break())
            case Bullets() | Quote() | Note() | Evidence():
                held += sum(_held(inner) for inner in inside(block))
            case Facts(pairs):
                held += sum(_LINE // 2 + len(label) + len(plain(content)) for label, content in pairs)
            case Table(_, rows):
                held += sum(_LINE + max(len(plain(cell)) for cell in row) for row in rows if row)
            case _:
                held += WHOLE + 1
    return held


def inside(block: Block) -> Iterator[Blocks]:
    """Yield the runs of blocks that a block holds."""
    match block:
        case Bullets(items):
            yield from items
        case Quote(inner) | Note(inner, _) | Evidence(inner, _, _):
            yield inner
