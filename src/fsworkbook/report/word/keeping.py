"""What stays together on the pages of a Word file: a closing line and what it closes, a turned drawing and its head."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from fsworkbook.report.document import Bullets, Emphasis, Heading, Paragraph, Picture, Strong, Table, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.report.document import Block

_LEAD: Final = 3
"""Blocks before a drawing that go to its page: a heading, and two short paragraphs under it."""
_LINES: Final = 250
"""Characters of a paragraph that leads what follows: three lines at most."""


def turns(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the places of blocks with which a page that is turned for a drawing begins."""
    return frozenset(
        _led_from(blocks, place) for place, block in enumerate(blocks) if isinstance(block, Picture) and block.landscape
    )


def holds(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the places of paragraphs that hold on to the next block.

    The next one says something of them, as who wrote them; or they say what it is: a label, a line before a table.
    """
    found: set[int] = set()
    for place, (block, after) in reversed(list(enumerate(pairwise(blocks)))):
        headed = place > 0 and isinstance(blocks[place - 1], Heading)
        if not isinstance(block, Paragraph):
            continue
        chained = headed and place + 1 in found and len(plain(block.inlines)) <= _LINES
        if chained or _closes(after) or _leads(block, after, headed=headed):
            found.add(place)
    return frozenset(found)


def _led_from(blocks: Sequence[Block], place: int) -> int:
    for begin in range(place - 1, max(place - _LEAD, 0) - 1, -1):
        block = blocks[begin]
        if isinstance(block, Heading):
            return begin
        if not isinstance(block, Paragraph) or len(plain(block.inlines)) > _LINES:
            break
    return place


def _leads(block: Paragraph, after: Block, *, headed: bool) -> bool:
    """Tell whether a paragraph says what the next block is: a label; under a heading, who wrote it; before a table."""
    stressed = all(isinstance(inline, Strong) or (headed and isinstance(inline, Emphasis)) for inline in block.inlines)
    short = len(plain(block.inlines)) <= _LINES
    return short and not isinstance(after, Heading) and (stressed or isinstance(after, Table | Bullets))


def _closes(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(plain(block.inlines)) and isinstance(block.inlines[0], Emphasis)
