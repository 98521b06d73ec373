"""The document tree as the PDF theme reads it: plain values for JSON, with all text cleaned and all depths clamped.

Right-to-left text is marked, anchors are numbered in order (their own names never leave), links to nowhere become
words, and characters that the fonts lack are replaced by stand-ins, which are noted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from fsworkbook.report import characters
from fsworkbook.report.breaking import WHOLE, begun, inside, is_form, is_long, is_long_row, is_small, listed, repeats
from fsworkbook.report.columns import LARGE, TEXT, columns, fits
from fsworkbook.report.document import (
    MAX_HEADING,
    Break,
    Bullets,
    Cite,
    Code,
    Emphasis,
    Evidence,
    Facts,
    Gap,
    Heading,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Rule,
    Signature,
    Strong,
    Table,
    Text,
    marks,
    plain,
)
from fsworkbook.report.drawing import PALETTE, Label, svg
from fsworkbook.report.keeping import holds, turns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.report.document import Block, Cell, Document, Inline, Inlines

Node: TypeAlias = dict[str, Any]

MAX_NESTING = 9
"""Blocks deeper than this are set as if at this depth: one more than prose gives, for the box around it."""

_USUAL = 10.5  # points
_LARGE = 16.0  # points: what the RNIB and councils call large print
_HEADER = 60  # characters
_SHORT = 900
"""Characters of a paragraph that may go to the next page for the sake of the line below it: some eleven lines."""
_UNTOLD = "A drawing."  # PDF/UA asks for words, even where nobody gave any
_SPACES = re.compile(r"[ \t\n]+")


@dataclass(slots=True)
class Galley:
    """The making of one document's pages.

    `replaced` maps each missing character to where it was first met; `simple` says that no text has any letter
    that a font has to put together from parts.
    """

    glyphs: characters.Glyphs
    linked: bool = True
    anchors: dict[str, str] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    replaced: dict[str, str] = field(default_factory=dict)
    set_lines: dict[str, str] = field(default_factory=dict)
    place: str = ""
    level: int = 0
    lies: bool = False
    room: int = TEXT
    simple: bool = True

    def document(self, document: Document, made: str) -> Node:
        """Return a document as values for JSON; `made` is its date in words."""
        anchors = _anchors(document.blocks) if self.linked else ()
        self.anchors = {name: f"a{number}" for number, name in enumerate(anchors, 1)}
        self.lies = document.turned
        self.room = LARGE if document.large else TEXT
        self.place = "the title"
        title = self.line(document.title).strip() or "Untitled"  # PDF/UA asks for a title
        reference = self.line(document.reference)
        self.place = "the text"
        language, _, region = document.language.partition("-")
        return {
            "name": reference.strip() or title,
            "title": title,
            "subtitle": self.line(document.subtitle),
            "reference": reference,
            "running": _shortened(title),
            "footer": _shortened(reference),
            "banners": [_shortened(self.line(mark)) for mark in marks(document)],
            "made": made,
            "cover": [{"label": self.line(label), **self.run(content)} for label, content in document.cover],
            "size": _LARGE if document.large else _USUAL,
            "turned": self.lies,
            "lang": language,
            "region": region or None,
            "contents": document.contents and any(isinstance(block, Heading) for block in document.blocks),
            "depth": listed(document),
            "blocks": self.kept(begun(document.blocks)),
            "simple": self.simple,  # the last, since all words have been looked at by then
        }

    # ---- text ---------------------------------------------------------------------------------------------

    def shown(self, words: str) -> str:
        """Return text as it is printed, noting what had to be replaced."""
        words = characters.clean(words)
        self.simple = self.simple and not characters.is_in_parts(words)
        for character in self.glyphs.missing(words):
            self.replaced.setdefault(character, self.place)
        return self.glyphs.shown(words)

    def line(self, words: str) -> str:
        """Return text as one line of print; days, names and labels come again and again."""
        known = self.set_lines.get(words)
        if known is None:
            is_plain = self.glyphs.is_plain(words)
            shown = words if is_plain else self.shown(words)
            spaced = shown if is_plain and "  " not in shown else _SPACES.sub(" ", shown)
            known = self.set_lines[words] = characters.breakable(spaced)
        return known

    def label_words(self, words: str) -> str:
        """Return words of a drawing as one line of print, as long as they were meant to be; the rest is noted."""
        self.simple = self.simple and not characters.is_in_parts(words)
        words = characters.clean(words)
        for character in self.glyphs.missing(words):
            self.replaced.setdefault(character, self.place)
        return _SPACES.sub(" ", self.glyphs.boxed(words))

    def run(self, content: Inlines) -> Node:
        """Return inlines, with their direction where it is from right to left."""
        match content:
            case (Text(words),) if words and self.glyphs.is_plain(words):
                return {"c": [self.line(words)]}
        node: Node = {"c": [self.inline(inline, 0) for inline in _merged(content)]}
        if characters.is_right_to_left(plain(content)):
            node["rtl"] = True
        return node

    def inline(self, inline: Inline, depth: int) -> Node | str:
        """Return one inline; what is nested deeper than any use has its words only."""
        if isinstance(inline, Text):  # as most are
            return self.line(inline.text)
        match inline:
            case Code(words):
                return {"k": "code", "t": self.line(words)}
            case Break():
                return {"k": "break"}
            case Cite(label, target):
                return {"k": "cite", "t": self.line(label), "to": self.anchors.get(target)}
            case Emphasis(inner) | Strong(inner) | Link(inner, _):
                return self.wrapped(inline, inner, depth)

    def wrapped(self, inline: Emphasis | Strong | Link, inner: Inlines, depth: int) -> Node | str:
        """Return an inline that holds others, or just its words where it is empty, deep or leads nowhere."""
        if depth >= MAX_NESTING or not plain(inner).strip():
            return self.line(plain(inner))
        children = [self.inline(child, depth + 1) for child in _merged(inner)]
        match inline:
            case Emphasis():
                return {"k": "emph", "c": children}
            case Strong():
                return {"k": "strong", "c": children}
            case Link(_, target) if target in self.anchors:
                return {"k": "link", "c": children, "to": self.anchors[target]}
        return {"k": "plain", "c": children}

    # ---- blocks -------------------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[Block], depth: int = 0) -> list[Node]:
        """Return blocks in their order."""
        return [node for block in blocks for node in self.block(block, depth)]

    def kept(self, blocks: Iterable[Block]) -> list[Node]:
        """Return the blocks of a paper, with those marked or gathered that no end of a page may part."""
        made = [(block, node) for block in blocks for node in self.block(block, 0)]
        printed, nodes = [block for block, _ in made], [node for _, node in made]
        turned = {} if self.lies else turns(printed)
        gathered = {place for begin, end in turned.items() for place in range(begin, end)}
        for place, headed in holds(printed, _SHORT).items():
            if place not in gathered:
                nodes[place] |= {"sticky": True, "headed": headed}
        for begin, end in reversed(turned.items()):
            nodes[begin : end + 1] = [{"k": "turned", "c": nodes[begin : end + 1]}]
        return nodes

    def block(self, block: Block, depth: int) -> Iterator[Node]:
        """Yield one block; an empty heading or paragraph yields nothing."""
        match block:
            case Heading() | Paragraph():
                yield from self.words(block)
            case Preformatted(words):
                yield {"k": "pre", "lines": self.lines(words)}
            case Gap(words, anchor):
                node = self.run((Text(words),))
                yield {"k": "gap", **self.target(anchor, words), "split": len(words) > WHOLE, **node}
            case Signature(label):
                yield {"k": "sign", "t": self.line(label)}
            case Rule():
                yield {"k": "rule"}
            case PageBreak():
                yield {"k": "page"} if depth == 0 else {"k": "rule"}
            case Facts(pairs):
                yield {"k": "facts", "pairs": [{"label": self.line(label), **self.run(c)} for label, c in pairs]}
            case Table() | Picture():
                yield self.table(block) if isinstance(block, Table) else self.picture(block, depth)
            case Bullets() | Quote() | Note() | Evidence():
                yield from self.container(block, depth)

    def words(self, block: Heading | Paragraph) -> Iterator[Node]:
        """Yield a heading or a paragraph that has any words."""
        if not characters.clean(plain(block.inlines)).strip():
            return
        node = self.run(block.inlines)
        if isinstance(block, Heading):
            level = min(max(block.level, 1), MAX_HEADING)
            self.level = min(level, self.level + 1)
            yield {"k": "h", "l": level, "tag": self.level, "a": self.placed_at(block.anchor), **node}
        else:
            yield {"k": "p", **node}

    def lines(self, words: str) -> list[str]:
        """Return preformatted lines; their spaces hold."""
        shown = self.shown(words).expandtabs(4).split("\n")
        return [characters.breakable(line.replace("  ", " \u00a0")) for line in shown]

    def table(self, table: Table) -> Node:
        """Return a table, its short rows filled up."""
        widths = columns(table, self.room)
        return {
            "k": "table",
            "caption": self.line(table.caption),
            "head": [self.cell((Text(label),), width) for label, width in zip(table.head, widths, strict=True)],
            "repeat": repeats(table),
            "small": is_small(table),
            "form": is_form(table),
            "widths": widths,
            "rows": [self.row(row, widths) for row in table.rows],
        }

    def picture(self, picture: Picture, depth: int) -> Node:
        """Return a drawing; only one that stands by itself can turn its page.

        Its words are set by typst over its lines: within an SVG, letters that join (Bengali) would fail the file.
        """
        lines = tuple(shape for shape in picture.drawing.shapes if not isinstance(shape, Label))
        return {
            "k": "picture",
            "svg": svg(picture.drawing._replace(shapes=lines)),
            "labels": [self.label(shape) for shape in picture.drawing.shapes if isinstance(shape, Label)],
            "width": picture.drawing.width,
            "height": picture.drawing.height,
            "alt": self.line(picture.alternative).strip() or self.line(picture.caption).strip() or _UNTOLD,
            "caption": self.line(picture.caption),
            "turned": picture.landscape and depth == 0 and not self.lies,
        }

    def label(self, label: Label) -> Node:
        """Return the words of a drawing at their place."""
        return {
            "x": label.x,
            "y": label.y,
            "t": self.label_words(label.text),
            "size": label.size,
            "at": label.anchor,
            "fill": PALETTE[label.colour],
            "weight": "bold" if label.bold else "regular",
            "style": "italic" if label.italic else "normal",
            "rtl": characters.is_right_to_left(label.text),
        }

    def row(self, row: tuple[Cell, ...], widths: list[int]) -> list[Node]:
        """Return a table's row; only a long one may run over a page's end."""
        split = is_long_row(row)
        cells = (*row, *((),) * (len(widths) - len(row)))
        return [{"split": split, **self.cell(cell, width)} for cell, width in zip(cells, widths, strict=True)]

    def cell(self, cell: Cell, width: int) -> Node:
        """Return a cell; one with a word that its column has no room for is hyphenated.

        Not one with links: typst 0.15 fails on a hyphen beside a link, when it writes the tags.
        """
        long = not fits(plain(cell), width)
        return {"hyphenate": long and not _has_links(cell), **self.run(cell)}

    def container(self, block: Bullets | Quote | Note | Evidence, depth: int) -> Iterator[Node]:
        """Yield a block that holds others; at the greatest depth, just what it holds."""
        if depth >= MAX_NESTING:
            yield from self.flat(block, depth)
            return
        match block:
            case Bullets(items, ordered, start):
                yield {
                    "k": "list",
                    "items": [self.blocks(item, depth + 1) for item in items],
                    "ordered": ordered,
                    "start": max(start, 0),
                    "tight": all(len(item) <= 1 for item in items),
                }
            case Quote(inner):
                yield {"k": "quote", "c": self.blocks(inner, depth + 1)}
            case Note(inner, tone):
                yield {"k": "note", "tone": tone, "split": is_long(inner), "c": self.blocks(inner, depth + 1)}
            case Evidence(inner, credit, anchor):
                before, self.place = self.place, f"entry {anchor}" if anchor else self.place
                target = self.target(anchor, _said(block))
                content = self.blocks(inner, depth + 1)
                split = is_long(inner)
                yield {"k": "evidence", **target, "split": split, "c": content, "credit": self.run(credit)}
                self.place = before

    def flat(self, block: Bullets | Quote | Note | Evidence, depth: int) -> Iterator[Node]:
        """Yield what a block holds without its box or its list."""
        match block:
            case Bullets(items):
                for item in items:
                    yield from self.blocks(item, depth)
            case Quote(inner) | Note(inner, _):
                yield from self.blocks(inner, depth)
            case Evidence(inner, credit, _):
                yield from self.blocks((*inner, Paragraph(credit)), depth)

    def target(self, anchor: str, words: str) -> Node:
        """Return what a link to a block leads to, and the words by which such a link is described."""
        placed = self.placed_at(anchor)
        return {} if placed is None else {"a": placed, "said": _shortened(self.line(words)).strip()}

    def placed_at(self, anchor: str) -> str | None:
        """Return the number of an anchor, the first time that it is met."""
        if anchor not in self.anchors or anchor in self.placed:
            return None
        self.placed.add(anchor)
        return self.anchors[anchor]


def _has_links(content: Inlines) -> bool:
    return any(
        isinstance(inline, Link | Cite) or (isinstance(inline, Emphasis | Strong) and _has_links(inline.inlines))
        for inline in content
    )


def _said(block: Evidence) -> str:
    """Return what tells one record from another: the line under it where that has its number, or else its first."""
    first = block.blocks[0] if block.blocks else None
    if isinstance(first, Paragraph) and not any(isinstance(inline, Cite) for inline in block.credit):
        return plain(first.inlines)
    return plain(block.credit)


def _shortened(line: str) -> str:
    """Return a line that fits the head or the foot of a page."""
    return line if len(line) <= _HEADER else f"{line[:_HEADER]}…"


def _merged(content: Inlines) -> Iterator[Inline]:
    """Yield inlines with neighbouring texts made one, so that a word stays a word."""
    held = ""
    for inline in content:
        if isinstance(inline, Text):
            held += inline.text
            continue
        if held:
            yield Text(held)
        held = ""
        yield inline
    if held:
        yield Text(held)


def _anchors(blocks: Iterable[Block], depth: int = 0) -> dict[str, None]:
    """Return the anchors that blocks set, each once, in order."""
    found: dict[str, None] = {}
    for block in blocks:
        match block:
            case Heading(_, _, anchor) | Gap(_, anchor) | Evidence(_, _, anchor) if anchor:
                found[anchor] = None
        for inner in inside(block):
            found |= _anchors(inner, depth + 1)
    return found
