"""What a practitioner typed, read as Markdown, as blocks of the tree: every word of it, in its order.

The reading is CommonMark with what surprises a writer of plain notes taken out: raw HTML, entities, reference
definitions and indented code are text; a line over dashes is no heading; a new line stays a new line. After
it, the words of the tree are compared with those that were typed, and a stretch that lost any is given as it
was typed.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING

from fsworkbook.report.characters import lined
from fsworkbook.report.document import (
    MAX_HEADING,
    Blocks,
    Break,
    Bullets,
    Code,
    Emphasis,
    Evidence,
    Facts,
    Gap,
    Heading,
    Inline,
    Inlines,
    Note,
    PageBreak,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Signature,
    Strong,
    Table,
    Text,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    from fsworkbook.report.document import Block

MAX_NESTING = 8
"""Lists and quotes deeper than this are read as if they were at this depth."""

_MOST_BRACKETS = 2_000  # the reader's time grows with the square of these
_LONGEST_RUN = re.compile(r"[^\w\s]{500}")  # and of this
_MARKUP = re.compile(r"[\\`*_#<>\[\]!~]|^[ \t]*(?:[-+]|\d+[.)])", re.MULTILINE)
_SEPARATORS = re.compile(r"[\s\\`*_#+\-.()\[\]<>!~=\"']+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def blocks(source: str, level: int = 3) -> Blocks:
    """Return typed Markdown as blocks that hold every word of it, in order.

    Args:
        source: what was typed; any text at all.
        level: the level of the tree that a typed heading of the first level gets; deeper ones follow, to 4.

    Returns:
        Headings, paragraphs, lists, quotes, preformatted text and rules; nested at most `MAX_NESTING` deep.
    """
    source = lined(source).replace("\0", "\ufffd")
    if not _MARKUP.search(source) or _LONGEST_RUN.search(source) or source.count("[") > _MOST_BRACKETS:
        return verbatim(source)
    read = tuple(_read(source, level))
    return read if _same_words(source, read) else verbatim(source)


def verbatim(source: str) -> Blocks:
    """Return plain text as paragraphs, parted at blank lines, with its line ends; no markup is read."""
    parts = _BLANK_LINES.split(lined(source))
    return tuple(Paragraph(_lines(part.strip("\n"))) for part in parts if part.strip())


def _lines(source: str) -> Inlines:
    lines = [part for line in source.split("\n") for part in (Break(), Text(line.strip()))]
    return tuple(lines[1:])


# ---- reading ----------------------------------------------------------------------------------------------


@functools.cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 47 ms, and only for reports

    reader = MarkdownIt("commonmark", {"maxNesting": 60})
    reader.disable(["lheading", "code", "reference", "html_block", "html_inline", "entity"])
    for keep_as_typed in ("normalizeLink", "normalizeLinkText"):
        setattr(reader, keep_as_typed, str)
    return reader


def _read(source: str, level: int) -> Iterator[Block]:
    """Read each block of the top level by itself, so that one unreadable stretch costs only its own markup."""
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415

    lines = source.split("\n")
    done = 0
    for node in SyntaxTreeNode(_reader().parse(source)).children:
        begin, end = node.map or (done, done)
        yield from verbatim("\n".join(lines[done:begin]))
        typed = "\n".join(lines[max(begin, done) : end])
        read = tuple(_blocks_of(node, level, 0))
        yield from read if _same_words(typed, read) and any(_spoken(read)) else _typed_block(node, typed)
        done = max(done, end)
    yield from verbatim("\n".join(lines[done:]))


def _typed_block(node: SyntaxTreeNode, typed: str) -> Blocks:
    return (Rule(),) if node.type == "hr" else verbatim(typed)


def _blocks_of(node: SyntaxTreeNode, level: int, depth: int) -> Iterator[Block]:
    match node.type:
        case "heading":
            yield Heading(min(level + int(node.tag[1:]) - 1, MAX_HEADING), tuple(_inlines_of(node)))
        case "paragraph":
            yield Paragraph(tuple(_inlines_of(node)))
        case "hr":
            yield Rule()
        case "fence" | "code_block":
            opening = f"{node.info.strip()}\n" if node.info.strip() else ""
            yield Preformatted(opening + node.content.rstrip("\n"))
        case "blockquote":
            inner = _all_blocks(node.children, level, depth + 1)
            yield from (Quote(inner),) if depth < MAX_NESTING else inner
        case "bullet_list" | "ordered_list":
            yield from _lists_of(node, level, depth)


def _all_blocks(nodes: Iterable[SyntaxTreeNode], level: int, depth: int) -> Blocks:
    return tuple(block for node in nodes for block in _blocks_of(node, level, depth))


def _lists_of(node: SyntaxTreeNode, level: int, depth: int) -> Iterator[Block]:
    """Yield a list, or one for each run of its numbers: "2019." then "2021." must not become 2019 and 2020."""
    items = [_all_blocks(item.children, level, depth + 1) for item in node.children]
    if depth >= MAX_NESTING:
        yield from itertools.chain.from_iterable(items)
    elif node.type == "bullet_list":
        yield Bullets(tuple(items))
    else:
        numbers = [int(item.info) for item in node.children]
        starts = [i for i, number in enumerate(numbers) if i == 0 or number != numbers[i - 1] + 1]
        for start, end in itertools.pairwise([*starts, len(items)]):
            yield Bullets(tuple(items[start:end]), ordered=True, start=numbers[start])


def _inlines_of(node: SyntaxTreeNode) -> Iterator[Inline]:
    for child in node.children:
        match child.type:
            case "inline":
                yield from _inlines_of(child)
            case "text":
                if child.content:
                    yield Text(child.content)
            case "code_inline":
                yield Code(child.content)
            case "softbreak" | "hardbreak":
                yield Break()
            case "em":
                yield Emphasis(tuple(_inlines_of(child)))
            case "strong":
                yield Strong(tuple(_inlines_of(child)))
            case "link" | "image":
                yield from _pointer(child)


def _pointer(node: SyntaxTreeNode) -> Iterator[Inline]:
    """Yield the words of a link or picture, then where it points, in words: nothing is fetched, nothing is lost."""
    yield from _inlines_of(node)
    if node.info != "auto":
        address = str(node.attrs.get("src") or node.attrs.get("href") or "")
        title = str(node.attrs.get("title") or "")
        place = " ".join(part for part in (address, f'"{title}"' if title else "") if part)
        if place:
            yield Text(f" ({place})")


# ---- checking ---------------------------------------------------------------------------------------------


def _same_words(typed: str, read: Blocks) -> bool:
    return _words(typed) == _words("\n".join(_spoken(read)))


def _words(source: str) -> list[str]:
    """Return the runs of characters that no markup is made of."""
    return [word for word in _SEPARATORS.split(source) if word]


def _spoken(read: Iterable[Block]) -> Iterator[str]:
    """Yield the text of the blocks that reading makes, with the numbers of its lists."""
    for block in read:
        match block:
            case Heading(_, content, _) | Paragraph(content):
                yield plain(content)
            case Preformatted(content):
                yield content
            case Quote(inner):
                yield from _spoken(inner)
            case Bullets(items, ordered, start):
                for number, item in enumerate(items, start):
                    if ordered:
                        yield str(number)
                    yield from _spoken(item)
            case Rule() | Table() | Gap() | Note() | Evidence() | Facts() | Signature() | PageBreak():
                pass
