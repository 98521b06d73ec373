"""The blocks of a paper as HTML: each by the element that says what it is, so that it reads alike aloud."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.breaking import LISTED, inside, is_form, is_long, is_long_row, is_small, listed
from fsworkbook.report.characters import clean
from fsworkbook.report.document import (
    MAX_HEADING,
    Bullets,
    Evidence,
    Facts,
    Gap,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Rule,
    Signature,
    Table,
    plain,
)
from fsworkbook.report.htmlpicture import picture
from fsworkbook.report.htmltext import MAX_NESTING, Words, direction, escaped, line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.report.document import Block, Blocks, Document, Inlines

_WIDE: Final = 3
"""Columns from which a table is a list of its rows on a telephone."""
_BACK: Final = re.compile("\x00(a[0-9]+)\x00")
"""Where the way back to the citations of an anchor goes; no text can hold it."""


class Entry(NamedTuple):
    """A line of the contents: its level, 1 or 2, its id, and its words, escaped."""

    level: int
    anchor: str
    words: str


def directed(tag: str, words: str, name: str = "") -> str:
    """Return an element of plain words, marked where they run from right to left; `name` is its class."""
    kind = f' class="{name}"' if name else ""
    return f"<{tag}{kind}{direction(words)}>{escaped(line(words))}</{tag}>"


@dataclass(slots=True)
class Body:
    """The making of the blocks of one paper.

    Attributes:
        words: its inlines.
        cover: what stands under its title.
        text: its blocks.
        entries: its contents.
    """

    words: Words
    cover: str = ""
    text: str = ""
    entries: list[Entry] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)
    widths: set[int] = field(default_factory=set)
    sheets: set[int] = field(default_factory=set)
    listed: int = LISTED
    level: int = 0
    tables: int = 0

    @classmethod
    def of(cls, document: Document) -> Body:
        """Return what stands on a document's cover, and its blocks, as HTML."""
        anchors = {name: f"a{number}" for number, name in enumerate(_anchors(document.blocks), 1)}
        made = cls(Words(anchors), listed=listed(document))
        made.cover = "\n".join(made._facts(document.cover))
        made.text = _BACK.sub(made._back, made.blocks(document.blocks))
        return made

    def rules(self) -> list[str]:
        """Return the rules of the style sheet that only this paper needs: how wide its columns and drawings are."""
        columns = [f".w{width} {{ width: {width}% }}" for width in sorted(self.widths)]
        return columns + [f".s{width} {{ width: {width}pt }}" for width in sorted(self.sheets)]

    def blocks(self, blocks: Iterable[Block], depth: int = 0) -> str:
        """Return blocks in their order, each on lines of its own."""
        return "".join([f"{part}\n" for block in blocks for part in self._block(block, depth)])

    def _block(self, block: Block, depth: int) -> Iterator[str]:
        match block:
            case Heading():
                yield from self._heading(block)
            case Paragraph(content):
                if clean(plain(content)).strip():
                    yield self._element("p", content)
            case Picture():
                self.sheets.add(round(block.drawing.width))
                yield picture(block)
            case Table():
                yield from self._table(block)
            case Bullets() | Quote() | Note() | Evidence():
                yield from self._container(block, depth)
            case Preformatted() | Rule() | PageBreak() | Gap() | Signature() | Facts():
                yield from self._line(block, depth)

    def _line(self, block: Preformatted | Rule | PageBreak | Gap | Signature | Facts, depth: int) -> Iterator[str]:
        match block:
            case Preformatted(words):
                yield f"<pre{direction(words)}>\n{escaped(words)}</pre>"
            case Rule() | PageBreak():
                yield '<div class="page"></div>' if isinstance(block, PageBreak) and depth == 0 else "<hr>"
            case Gap(words, anchor):
                attributes = f' class="gap"{self._id(anchor)}{direction(words)}'
                yield f"<p{attributes}><strong>To be written:</strong> {escaped(line(words))}</p>"
            case Signature(label):
                yield f'<p class="signature"><span>Signed: {escaped(line(label))}</span> <span>Date</span></p>'
            case Facts(pairs):
                yield from self._facts(pairs)

    def _element(self, tag: str, content: Inlines, attributes: str = "") -> str:
        return f"<{tag}{attributes}{direction(plain(content))}>{self.words.of(content)}</{tag}>"

    def _heading(self, block: Heading) -> Iterator[str]:
        """Yield a heading that has any words: it looks as deep as it was meant, and its element skips no level."""
        if not clean(plain(block.inlines)).strip():
            return
        meant = min(max(block.level, 1), MAX_HEADING)
        self.level = min(meant, self.level + 1)
        attribute = self._id(block.anchor)
        if meant <= self.listed:
            own = attribute[5:-1] or f"h{len(self.entries) + 1}"
            attribute = f' id="{own}"'
            self.entries.append(Entry(meant, own, escaped(line(plain(block.inlines))).strip()))
        yield self._element(f"h{self.level + 1}", block.inlines, f' class="l{meant}"{attribute}')

    def _facts(self, pairs: Iterable[tuple[str, Inlines]]) -> Iterator[str]:
        rows = [f"<dt>{escaped(line(label))}:</dt>{self._element('dd', content)}" for label, content in pairs]
        if rows:
            yield "\n".join(["<dl>", *rows, "</dl>"])

    # ---- tables -------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> Iterator[str]:
        """Yield a table in a frame that can be pushed sideways, by keys too.

        On a telephone a wide one becomes a list of its rows, each cell led by its head; the roles keep it a table for
        who has it read aloud.
        """
        self.tables += 1
        name = f"t{self.tables}"
        labelled = f'aria-labelledby="{name}"' if table.caption else f'aria-label="{_label(table)}"'
        looks = ["wide" if len(table.head) >= _WIDE else "narrow"]
        looks += [look for look, has in (("form", is_form(table)), ("whole", is_small(table))) if has]
        yield f'<div class="scroll" role="group" tabindex="0" {labelled}>'
        yield f'<table role="table" class="{" ".join(looks)}">'
        if table.caption:
            yield f'<caption id="{name}"{direction(table.caption)}>{escaped(line(table.caption))}</caption>'
        yield f"<colgroup>{''.join(self._columns(table))}</colgroup>"
        yield f'<thead role="rowgroup"><tr role="row">{"".join(map(_head, table.head))}</tr></thead>'
        yield '<tbody role="rowgroup">'
        heads = [_led(label) for label in table.head]
        for row in table.rows:
            tall = ' class="tall"' if is_long_row(row) else ""
            cells = (*row, *((),) * (len(heads) - len(row)))
            pairs = zip(heads, cells, strict=True)
            yield f'<tr role="row"{tall}>{"".join(self._element("td", cell, led) for led, cell in pairs)}</tr>'
        yield "</tbody>"
        yield "</table>"
        yield "</div>"

    def _columns(self, table: Table) -> Iterator[str]:
        widths = table.widths or (1,) * len(table.head)
        for width in widths:
            share = max(1, round(100 * width / sum(widths)))
            self.widths.add(share)
            yield f'<col class="w{share}">'

    # ---- what holds other blocks --------------------------------------------------------------------------

    def _container(self, block: Bullets | Quote | Note | Evidence, depth: int) -> Iterator[str]:
        """Yield a block that holds others; at the greatest depth, just what it holds."""
        if depth >= MAX_NESTING:
            yield from self._flat(block, depth)
            return
        match block:
            case Bullets():
                yield from self._list(block, depth)
            case Quote(inner):
                if inner:
                    yield f"<blockquote>\n{self.blocks(inner, depth + 1)}</blockquote>"
            case Note(inner, tone):
                kind = 'class="note warning" aria-label="Important"' if tone == "warning" else 'class="note"'
                yield f'<div role="note" {kind}>\n{self.blocks(inner, depth + 1)}</div>'
            case Evidence():
                yield self._evidence(block, depth)

    def _list(self, block: Bullets, depth: int) -> Iterator[str]:
        items = [self._item(item, depth + 1) for item in block.items]
        if not items:
            return
        start = max(block.start, 0)
        begin = f' start="{start}"' if block.ordered and start != 1 else ""
        tag = "ol" if block.ordered else "ul"
        yield "\n".join([f"<{tag}{begin}>", *items, f"</{tag}>"])

    def _item(self, item: Blocks, depth: int) -> str:
        match item:
            case (Paragraph(content),):
                return self._element("li", content)
        return f"<li>\n{self.blocks(item, depth)}</li>"

    def _evidence(self, block: Evidence, depth: int) -> str:
        attribute = self._id(block.anchor)
        whole = "" if is_long(block.blocks) else " whole"
        inner = self.blocks(block.blocks, depth + 1)
        quoted = f"<blockquote>\n{inner}</blockquote>\n" if inner else ""
        back = f"\x00{attribute[5:-1]}\x00" if attribute else ""
        credit = f"<p{direction(plain(block.credit))}>{self.words.of(block.credit)}{back}</p>"
        return f'<figure class="evidence{whole}"{attribute}>\n{quoted}<figcaption>{credit}</figcaption>\n</figure>'

    def _flat(self, block: Bullets | Quote | Note | Evidence, depth: int) -> Iterator[str]:
        """Yield what a block holds without its box or its list."""
        match block:
            case Bullets(items):
                inner = [each for item in items for each in item]
            case Quote(blocks) | Note(blocks, _):
                inner = list(blocks)
            case Evidence(blocks, credit, _):
                inner = [*blocks, Paragraph(credit)]
        yield from (part for each in inner for part in self._block(each, depth))

    # ---- anchors ------------------------------------------------------------------------------------------

    def _id(self, anchor: str) -> str:
        """Return the attribute of an anchor, the first time that it is met."""
        if not anchor or anchor in self.placed:
            return ""
        self.placed.add(anchor)
        return f' id="{self.words.anchors[anchor]}"' if anchor in self.words.anchors else ""

    def _back(self, found: re.Match[str]) -> str:
        """Return the ways back from an anchor to where it is cited."""
        places = self.words.cited.get(found[1], ())
        links = [
            f'<a href="#{place}" aria-label="Back to citation {number} of {len(places)}">↩</a>'
            for number, place in enumerate(places, 1)
        ]
        return f' <span class="back">{" ".join(links)}</span>' if links else ""


def _head(label: str) -> str:
    words = escaped(line(label))
    return f'<th role="columnheader" scope="col"{direction(label)}>{words}</th>' if words.strip() else "<td></td>"


def _led(label: str) -> str:
    """Return the attributes of a cell under a head."""
    words = escaped(line(label)).strip()
    return ' role="cell"' + (f' data-head="{words}"' if words else "")


def _label(table: Table) -> str:
    return escaped(f"Table: {', '.join(line(label) for label in table.head if label.strip())}")


def _anchors(blocks: Iterable[Block]) -> dict[str, None]:
    """Return the anchors that blocks set, each once, in order."""
    found: dict[str, None] = {}
    for block in blocks:
        match block:
            case Heading(_, _, anchor) | Gap(_, anchor) | Evidence(_, _, anchor) if anchor:
                found[anchor] = None
        for inner in inside(block):
            found |= _anchors(inner)
    return found
