"""The blocks of a document as the paragraphs, tables and pictures of a Word file, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.breaking import LISTED, WHOLE, is_long
from fsworkbook.report.characters import is_right_to_left
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
    Strong,
    Table,
    Text,
    plain,
)
from fsworkbook.report.keeping import holds, turns
from fsworkbook.report.word import boxes, tables
from fsworkbook.report.word.elements import line, paragraph, run, shown, tab, w
from fsworkbook.report.word.frame import TEXT, TURNED_TEXT, Frame
from fsworkbook.report.word.numbering import LAST, LEVELS, STEP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fsworkbook.report.document import Block, Blocks, Inlines
    from fsworkbook.report.word.anchors import Anchors
    from fsworkbook.report.word.elements import Element, Par, Xml
    from fsworkbook.report.word.numbering import Numbering
    from fsworkbook.report.word.pages import Pages
    from fsworkbook.report.word.pictures import Pictures
    from fsworkbook.report.word.runs import Runs

_STYLED_LEVELS: Final = 5  # Word names no deeper ones
_TALLEST: Final = 12_500  # twentieths of a point: a picture on an upright page, with its caption
_TALLEST_TURNED: Final = 7_200  # under a heading and a line
_WHOLE: Final = ("keepNext", "keepLines")


class Entry(NamedTuple):
    """A line of the table of contents: its level, its words, and its bookmark."""

    level: int
    words: Inlines
    name: str


class Parts(NamedTuple):
    """What of a file grows with its content."""

    numbering: Numbering
    pages: Pages
    pictures: Pictures


class Body:
    """The making of one file's content; `contents` is what its table of contents lists."""

    def __init__(self, anchors: Anchors, runs: Runs, parts: Parts, indents: Mapping[str, int]) -> None:
        self._anchors = anchors
        self._runs = runs
        self._parts = parts
        self._indents = indents
        self._breaks = False
        self._holds = False
        self._anchor = ""
        self._apart = boxes.Apart()
        self.contents: list[Entry] = []

    def blocks(self, blocks: Iterable[Block], frame: Frame) -> Iterator[Element]:
        """Yield blocks in their order; the end of a section follows what it ends."""
        listed = tuple(blocks)
        turned = turns(listed) if self._turns(frame) else ()
        held = holds(listed)
        for place, block in enumerate(listed):
            self._apart.meet(block)
            self._holds = place in held
            if place in turned:
                self._breaks = False
                yield self._parts.pages.section()
            yield from self._block(block, frame)

    @staticmethod
    def _turns(frame: Frame) -> bool:
        """Tell whether a drawing can be given a page on its side: not where all pages lie so, nor inside anything."""
        return frame.top and frame.width <= TEXT

    def _block(self, block: Block, frame: Frame) -> Iterator[Element]:
        match block:
            case Rule() | PageBreak():
                yield from self._pause(block, frame)
            case Picture():
                yield from self._picture(block, frame)
            case Table():
                yield from self._table(block, frame)
            case Bullets():
                yield from self._list(block, frame)
            case Gap() | Quote() | Note() | Evidence():
                yield from self._set_apart(block, frame)
            case _:
                yield from self._words(block, frame)

    def _words(self, block: Heading | Paragraph | Preformatted | Facts | Signature, frame: Frame) -> Iterator[Element]:
        match block:
            case Heading():
                yield from self._heading(block, frame)
            case Paragraph(content):
                if plain(content).strip():
                    yield self.paragraph(frame.style, frame, content, ("keepNext",) if self._holds else ())
            case Preformatted(words):
                yield self._verbatim(words, frame)
            case Facts(pairs):
                for label, content in pairs:
                    yield self.paragraph("Facts", frame, (Strong((Text(f"{label}: "),)), *content))
            case Signature(label):
                yield self._written("SignatureLine", frame, [tab(), tab(), tab()])
                yield self._written("SignatureLabel", frame, [run(f"Signed: {line(label)}"), tab(), run("Date")])

    # ---- paragraphs ---------------------------------------------------------------------------------------

    def paragraph(self, style: str, frame: Frame, content: Inlines, kept: Iterable[str] = ()) -> Par:
        """Return a paragraph of inlines; `kept` is what holds it together, as Word names it."""
        return self._written(style, frame, self._runs.of(content), kept, rtl=is_right_to_left(plain(content)))

    def _written(
        self, style: str, frame: Frame, runs: Iterable[Xml], kept: Iterable[str] = (), *, rtl: bool = False
    ) -> Par:
        breaks = self._breaking()
        settings = [w(each) for each in (*kept, *breaks)]
        settings += [w("bidi")] if rtl else []
        settings += [w("spacing", before=0)] if breaks else []  # a page begins at its head
        return paragraph(style, *self._marked(runs), settings=(*settings, *self._indent(style, frame)))

    def _breaking(self) -> tuple[str, ...]:
        """Return what begins a page, where one is to begin."""
        breaks, self._breaks = self._breaks, False
        return ("pageBreakBefore",) if breaks else ()

    def _marked(self, runs: Iterable[Xml]) -> tuple[Xml, ...]:
        """Return runs within the bookmark of the anchor that is to be placed, if there is one."""
        anchor, self._anchor = self._anchor, ""
        return self._anchors.around(anchor, runs)

    def _indent(self, style: str, frame: Frame) -> list[Xml]:
        own = self._indents.get(style, 0)
        left = frame.indent + (0 if style == frame.style else own)
        left += self._apart.shift(style)
        return [] if left == own else [w("ind", left=left)]

    def _heading(self, block: Heading, frame: Frame) -> Iterator[Element]:
        words = plain(block.inlines)
        if not line(words).strip():
            return
        level = min(max(block.level, 1), MAX_HEADING)
        self._anchor = block.anchor
        runs = self._runs.of(block.inlines)
        if level <= LISTED:
            name = f"_Toc{len(self.contents) + 1:06}"
            self.contents.append(Entry(level, block.inlines, name))
            runs = self._anchors.marked(name, runs)
        yield self._written(f"Heading{level}", frame, runs, rtl=is_right_to_left(words))

    def _verbatim(self, words: str, frame: Frame) -> Par:
        first, *more = shown(words).expandtabs(4).split("\n")
        runs = [run(first), *(each for words in more for each in (w("r", w("br")), run(words)))]
        return self._written("Preformatted", frame, runs)

    def _pause(self, block: Rule | PageBreak, frame: Frame) -> Iterator[Element]:
        if isinstance(block, PageBreak) and frame.top:
            self._breaks = True
        else:
            yield self._written("Rule", frame, ())

    # ---- tables and pictures ------------------------------------------------------------------------------

    def _table(self, block: Table, frame: Frame) -> Iterator[Element]:
        if block.caption:
            yield self.paragraph("Caption", frame, (Text(block.caption),))
        yield from self._set(tables.table(block, frame, self._runs), frame)

    def _set(self, table: Xml, frame: Frame) -> Iterator[Element]:
        """Yield a table and the little room after it; only a paragraph can begin a page or hold a bookmark."""
        if self._breaks or self._anchor:
            yield self._written("AfterTable", frame, ())
        yield from (table, paragraph("AfterTable"))

    def _picture(self, block: Picture, frame: Frame) -> Iterator[Element]:
        turned = block.landscape and self._turns(frame)
        if block.caption:
            yield self.paragraph("Caption", frame, (Text(block.caption),))
        width = TURNED_TEXT if turned else frame.room
        height = _TALLEST_TURNED if turned or frame.width > TEXT else _TALLEST
        yield self._written("Picture", frame, [self._parts.pictures.inline(block, width, height)])
        if turned:
            yield self._parts.pages.section(turned=True)

    # ---- lists --------------------------------------------------------------------------------------------

    def _list(self, block: Bullets, frame: Frame) -> Iterator[Element]:
        level = min(frame.lists, LEVELS - 1)
        numbering = self._parts.numbering
        counted = block.ordered and block.start + len(block.items) <= LAST
        number = numbering.numbered(level, block.start) if counted else numbering.bulleted()
        style = ("ListNumber" if counted else "ListBullet") + _nth(min(level, _STYLED_LEVELS - 1))
        inside = frame.item()
        loose = any(len(item) > 1 for item in block.items)
        for place, item in enumerate(block.items, block.start):
            first, rest = _parted(item)
            if block.ordered and not counted:
                first = (Text(f"{place}. "), *first)  # farther than Word counts: as it was typed
            yield self._item(style, first, inside, (level, number), loose=loose, leads=bool(rest))
            yield from self.blocks(rest, inside)

    def _item(
        self,
        style: str,
        content: Inlines,
        inside: Frame,
        numbered: tuple[int, int],
        *,
        loose: bool,
        leads: bool,
    ) -> Par:
        """Return the words beside a list's mark; `leads` says that more of the same item follows them."""
        level, number = numbered
        settings = [w(each) for each in (*(("keepNext",) if leads else ()), *self._breaking())]
        settings.append(w("numPr", w("ilvl", val=level), w("numId", val=number)))
        settings += [w("bidi")] if is_right_to_left(plain(content)) else []
        settings += [w("ind", left=inside.indent, hanging=STEP)] if inside.base else []
        settings += [w("contextualSpacing", val=0)] if loose else []
        return paragraph(style, *self._marked(self._runs.of(content)), settings=settings)

    # ---- what is set apart --------------------------------------------------------------------------------

    def _set_apart(self, block: Gap | Quote | Note | Evidence, frame: Frame) -> Iterator[Element]:
        match block:
            case Gap(words, anchor):
                self._anchor = anchor
                said = (Strong((Text("To be written: "),)), Text(words))
                yield self.paragraph("Gap", frame, said, ("keepLines",) if len(words) <= WHOLE else ())
            case Quote(inner):
                yield from self.blocks(inner, frame.moved(self._indents["Quote"], "Quote"))
            case Note(inner, tone):
                yield from self._note(inner, "Warning" if tone == "warning" else "Note", frame)
            case Evidence(inner, credit, anchor):
                self._anchor = anchor
                yield from self._evidence(inner, credit, frame)

    def _note(self, inner: Blocks, style: str, frame: Frame) -> Iterator[Element]:
        said = boxes.paragraphs(inner)
        if said is None:
            yield from self._boxed(style, inner, frame, whole=not is_long(inner))
            return
        for left, content in zip(range(len(said) - 1, -1, -1), said, strict=True):
            made = self.paragraph(style, frame, content, () if is_long(inner) else _WHOLE if left else ("keepLines",))
            yield made if left == len(said) - 1 else boxes.joined(made)

    def _evidence(self, inner: Blocks, credit: Inlines, frame: Frame) -> Iterator[Element]:
        said, whole = boxes.paragraphs(inner), not is_long(inner)
        if said is None:
            yield from self._boxed("Evidence", inner, frame, credit, whole=whole)
            return
        for left, content in zip(range(len(said) - 1, -1, -1), said, strict=True):
            ends = left in {0, len(said) - 1}  # the line that says whose it is, and the last words, stay with the rest
            yield self.paragraph("Evidence", frame, content, _WHOLE if whole else ("keepNext",) if ends else ())
        yield self.paragraph("Credit", frame, credit, ("keepLines",))

    def _boxed(self, kind: str, inner: Blocks, frame: Frame, credit: Inlines = (), *, whole: bool) -> Iterator[Element]:
        """Yield a box around blocks that no border of paragraphs could hold together."""
        within = boxes.within(frame)
        content = [*self.blocks(inner, within)]
        content += [self.paragraph("BoxCredit", within, credit)] if credit else []
        yield from self._set(boxes.box(kind, content, frame, whole=whole), frame)


def _nth(level: int) -> str:
    """Return what a list's style of a level ends in: the first has no number."""
    return str(level + 1) if level else ""


def _parted(item: Blocks) -> tuple[Inlines, Blocks]:
    """Return the words that stand beside a list's mark, and what follows them."""
    match item:
        case (Paragraph(content), *rest):
            return content, tuple(rest)
    return (), item
