"""What stays together on the pages of a paper: a closing line with what it closes, a turned drawing with its heading.

One look at the blocks serves the PDF and Word. What they make of it differs, since typst and Word do:

- typst moves the whole of a paragraph that holds on to the next, Word its last lines: so the PDF says how long a
  paragraph may be that holds on to a line below it (`longest`), and Word does not.
- What leads to a drawing on a turned page is gathered with it for typst, and has nothing to hold on to there; Word ends
  a section before it.
- typst keeps or breaks a box, a list or a quotation as a whole, and asks about the paper's own run of blocks only;
  Word's paragraphs know nothing of what is around them, so it asks about each run within as well.
- The PDF has left out what prints nothing before it asks; Word leaves it out as it writes, so that there an empty
  paragraph still parts its neighbours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.document import (
    Break,
    Bullets,
    Cite,
    Code,
    Emphasis,
    Heading,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.report.document import Block, Inline

_LEAD: Final = 3
"""Blocks before a drawing that go to its page: a heading, and two short paragraphs under it."""
_LINES: Final = 250
"""Characters of a paragraph that leads what follows: three lines at most."""


def turns(blocks: Sequence[Block]) -> dict[int, int]:
    """Return where each page begins that is turned for a drawing, with the place of the drawing, which ends it.

    The heading of such a drawing goes to its page, where it would else be left behind on a page of its own.
    """
    return {
        _led_from(blocks, place): place
        for place, block in enumerate(blocks)
        if isinstance(block, Picture) and block.landscape
    }


def holds(blocks: Sequence[Block], longest: int | None = None) -> dict[int, bool]:
    """Return the places of paragraphs that hold on to the next block, each with whether it stands under a heading.

    A paragraph before one that begins with stressed words ("Priya Nandakumar, 29 May 2025; rests on …") holds on to it:
    such a line at the head of a page would belong to nothing. A short one before a table or a list holds on to it, and
    so does a label, which is bold as a whole, a line under a heading that says who wrote what follows, and one there
    before another that holds on.

    Args:
        blocks: a run of blocks.
        longest: the most characters of a paragraph that holds on to the line below it; None where any may.
    """
    found: dict[int, bool] = {}
    for place in range(len(blocks) - 2, -1, -1):
        block, after = blocks[place], blocks[place + 1]
        if not isinstance(block, Paragraph):
            continue
        headed = place > 0 and isinstance(blocks[place - 1], Heading)
        closed = _closes(after) and _fits(block, longest)
        if closed or _leads(block, after, headed=headed, chained=place + 1 in found):
            found[place] = headed
    return found


def _led_from(blocks: Sequence[Block], place: int) -> int:
    """Return where the heading of a drawing begins; the drawing's own place, where it has none."""
    for begin in range(place - 1, max(place - _LEAD, 0) - 1, -1):
        block = blocks[begin]
        if isinstance(block, Heading):
            return begin
        if not isinstance(block, Paragraph) or not _fits(block, _LINES):
            break
    return place


def _closes(block: Block) -> bool:
    """Tell whether a block is a line that says something of the paragraph before it."""
    return isinstance(block, Paragraph) and bool(plain(block.inlines)) and isinstance(block.inlines[0], Emphasis)


def _leads(block: Paragraph, after: Block, *, headed: bool, chained: bool) -> bool:
    """Tell whether a paragraph says what the next block is: a label; under a heading, who wrote it; before a table."""
    if isinstance(after, Heading):
        return False
    lined = isinstance(after, Table | Bullets) or (headed and chained)
    return (lined or _is_stressed(block, headed=headed)) and _fits(block, _LINES)


def _is_stressed(block: Paragraph, *, headed: bool) -> bool:
    return all(isinstance(inline, Strong) or (headed and isinstance(inline, Emphasis)) for inline in block.inlines)


def _fits(block: Paragraph, longest: int | None) -> bool:
    """Tell whether a paragraph has no more than so many characters."""
    return longest is None or sum(map(_length, block.inlines)) <= longest


def _length(inline: Inline) -> int:
    """Return how many characters an inline prints; what is around the number of a source is too small to count."""
    match inline:
        case Text(words) | Code(words) | Cite(words, _):
            return len(words)
        case Break():
            return 0
    return sum(map(_length, inline.inlines))
