"""Numbers in an analysis become citations on the page: each leads to the entry in the list of sources (G.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report.document import (
    Block,
    Blocks,
    Bullets,
    Cite,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from fsworkbook.workbook.citing import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def cited(blocks: Iterable[Block], cites: Mapping[int, tuple[Cite, ...]]) -> Blocks:
    """Return blocks of typed text with citations for its numbers.

    Args:
        blocks: what was typed, as `prose` reads it.
        cites: by the number in the text, the citations of what stands there now; a number that has none prints nothing.
    """
    return tuple(_block(block, cites) for block in blocks)


def _block(block: Block, cites: Mapping[int, tuple[Cite, ...]]) -> Block:
    match block:
        case Paragraph(content):
            return Paragraph(_inlines(content, cites))
        case Heading(level, content, anchor):
            return Heading(level, _inlines(content, cites), anchor)
        case Quote(inner):
            return Quote(cited(inner, cites))
        case Bullets(items, ordered, start):
            return Bullets(tuple(cited(item, cites) for item in items), ordered, start)
    return block


def _inlines(content: Inlines, cites: Mapping[int, tuple[Cite, ...]]) -> Inlines:
    return tuple(made for inline in content for made in _inline(inline, cites))


def _inline(inline: Inline, cites: Mapping[int, tuple[Cite, ...]]) -> Iterator[Inline]:
    match inline:
        case Text(words):
            yield from _text(words, cites)
        case Emphasis(inner):
            yield Emphasis(_inlines(inner, cites))
        case Strong(inner):
            yield Strong(_inlines(inner, cites))
        case Link(inner, target):
            yield Link(_inlines(inner, cites), target)
        case _:
            yield inline


def _text(words: str, cites: Mapping[int, tuple[Cite, ...]]) -> Iterator[Inline]:
    """Yield words with the citations between them; a mark of numbers that lead nowhere leaves no double space."""
    parts = list(pieces(words))
    for place, part in enumerate(parts):
        if isinstance(part, str):
            follows = parts[place + 1] if place + 1 < len(parts) else ()
            alone = isinstance(follows, tuple) and follows and not any(cites.get(number) for number in follows)
            yield Text(part.rstrip(" ") if alone else _held(part) if follows else part)
        else:
            yield from dict.fromkeys(cite for number in part for cite in cites.get(number, ()))


def _held(words: str) -> str:
    """Return words before a citation that hold on to it: a number alone on a line belongs to nothing."""
    return f"{words[:-1]}\u00a0" if words.endswith(" ") else words
