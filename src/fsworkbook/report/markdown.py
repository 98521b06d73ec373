"""A document as Markdown that reads well as plain text: CommonMark, with GitHub's tables.

Typed text is escaped where a reader could take it for structure, and only there, so that it comes back as the same
words; control characters and direction marks are left out. Anchors are not written: a reference is its number.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from fsworkbook.report.characters import clean
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
    date_in_words,
    marks,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.report.document import Block, Document, Inlines

_SPACES = re.compile(r"\s+")
_ATOM = "\ufffc"  # stands for a reference or a piece of code while escaping is decided
_SPECIAL = re.compile(
    r"[`*\[\]|]"
    r"|\\(?![A-Za-z0-9 ])"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore, but not one within a word
    r"|~(?=~)|(?<=~)~"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
    rf"|(?<={_ATOM})[(:]"  # what would make a link of a reference
)
_LINE_START = re.compile(r"^(?:#(?=#{0,5}(?:\s|$))|>|[-+](?=\s|$)|-(?=[-\s]*$)|=(?==*$)|:(?=-))")
_LIST_NUMBER = re.compile(r"^\d{1,9}(?=[.)](?:\s|$))")
_LAST_NUMBER = 999_999_999


def render(document: Document) -> str:
    """Return a document as Markdown, ending in a newline; its banners stand first."""
    return "\n\n".join([*_opening(document), *_blocks(document.blocks)]) + "\n"


def _opening(document: Document) -> Iterator[str]:
    if banners := marks(document):
        yield _bold(" · ".join(banners))
    yield f"# {_heading((Text(document.title),))}"
    if document.subtitle:
        yield _line((Text(document.subtitle),))
    reference = f"{_line((Text(document.reference),))} · " if document.reference else ""
    yield f"{reference}{date_in_words(document.made)}"
    yield from _block(Facts(document.cover), other=False) if document.cover else ()


# ---- blocks -----------------------------------------------------------------------------------------------


def _blocks(blocks: Iterable[Block]) -> list[str]:
    """Return the blocks that have something to say; a list after a list gets another mark, to stay apart."""
    written: list[str] = []
    other = False
    after_list = False
    for block in blocks:
        is_list = isinstance(block, Bullets | Facts)
        other = is_list and after_list and not other
        parts = [part for part in _block(block, other=other) if part]
        after_list = is_list if parts else after_list
        written += parts
    return written


def _block(block: Block, *, other: bool) -> Iterator[str]:
    match block:
        case Heading(level, content, _):
            words = _heading(content)
            yield f"{'#' * (min(max(level, 1), MAX_HEADING) + 1)} {words}" if words else ""
        case Paragraph(content):
            yield _line(content)
        case Preformatted(words):
            yield _fenced(words)
        case Rule() | PageBreak():
            yield "___" if isinstance(block, Rule) else ""
        case Gap(words, _):
            yield f"**To be written:** {_inner((Text(words),))}"
        case Signature(label):
            yield f"Signed ({_inner((Text(label),))}): {'.' * 30}  Date: {'.' * 15}"
        case Facts(pairs):
            mark = "* " if other else "- "
            yield "\n".join(_item([f"{_bold(f'{label}:')} {_inner(content)}"], mark) for label, content in pairs)
        case Picture():
            yield _bold(block.caption) if block.caption else ""
            yield _quoted([_line((Text(line),)) for line in block.alternative.splitlines() if line.strip()])
        case Table() | Bullets() | Quote() | Note() | Evidence():
            yield from _container(block, other=other)


def _container(block: Table | Bullets | Quote | Note | Evidence, *, other: bool) -> Iterator[str]:
    match block:
        case Table():
            yield from _table(block)
        case Bullets():
            yield _list(block, other=other)
        case Quote(inner):
            yield _quoted(_blocks(inner))
        case Note(inner, tone):
            yield _quoted([*(["**Important**"] if tone == "warning" else []), *_blocks(inner)])
        case Evidence(inner, credit, _):
            yield _quoted([*_blocks(inner), f"— {_inner(credit)}"])


def _quoted(parts: list[str]) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in "\n\n".join(parts).split("\n"))


def _list(block: Bullets, *, other: bool) -> str:
    items = [_blocks(item) for item in block.items]
    gap = "\n" if all(len(item) <= 1 for item in items) else "\n\n"
    return gap.join(_item(item, _mark(block, place, other=other)) for place, item in enumerate(items))


def _mark(block: Bullets, place: int, *, other: bool) -> str:
    if not block.ordered:
        return "* " if other else "- "
    return f"{min(max(block.start, 0) + place, _LAST_NUMBER)}{')' if other else '.'} "


def _item(parts: list[str], mark: str) -> str:
    indent = " " * len(mark)
    first, *others = "\n\n".join(parts).split("\n")
    return "\n".join(
        [f"{mark}{first}".rstrip() if not first else mark + first, *(line and indent + line for line in others)]
    )


def _fenced(words: str) -> str:
    content = clean(words)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", content)), default=0))
    return f"{fence}\n{content}\n{fence}"


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield _bold(table.caption)
    empty: tuple[Inlines, ...] = ((),) * len(table.head)
    rows = [(*row, *empty[len(row) :]) for row in table.rows]
    head = _row((Text(label),) for label in table.head)
    yield "\n".join([head, "|" + " --- |" * len(table.head), *map(_row, rows)])


def _row(cells: Iterable[Inlines]) -> str:
    """Return a row; a line end becomes a slash, and code plain text, for a row is one line parted by bars."""
    written = (_inner((Text(plain(cell).replace("\n", " / ")),) if _has_code(cell) else cell) for cell in cells)
    return "| " + " | ".join(words.replace("  \n", " / ") for words in written) + " |"


def _has_code(cell: Inlines) -> bool:
    return any(isinstance(atom, Code) for atom, _ in _flat(cell, ""))


# ---- inlines ----------------------------------------------------------------------------------------------


_Style: TypeAlias = Literal["", "*", "**"]


def _bold(words: str) -> str:
    return _inner((Strong((Text(words),)),))


def _heading(content: Inlines) -> str:
    """Return inlines on one line, with no number sign at its end that would be taken for the heading's."""
    return re.sub(r"#(?=#*$)", r"\\#", _SPACES.sub(" ", _inner(content)))


def _inner(content: Inlines) -> str:
    """Return inlines that follow something else on their line."""
    return _line(content, start=False)


def _line(content: Inlines, *, start: bool = True) -> str:
    """Return inlines as lines of Markdown; `start` tells whether the first begins a block."""
    lines: list[list[tuple[Text | Code | Cite, _Style]]] = [[]]
    for atom, style in _flat(content, ""):
        if isinstance(atom, Break):
            lines.append([])
        elif _is_empty(atom):
            continue
        elif isinstance(atom, Code) and lines[-1] and isinstance(before := lines[-1][-1][0], Code):
            lines[-1][-1] = Code(before.text + atom.text), style  # two pieces side by side would be misread
        else:
            lines[-1].append((atom, style))
    written = [_Line(line).written(start=start or place > 0) for place, line in enumerate(lines)]
    return "  \n".join(line for line in written if line)


def _is_empty(atom: Text | Code | Cite) -> bool:
    match atom:
        case Text(words):
            return not clean(words)
        case Code(words):
            return not _code(words)
        case Cite():
            return not _cited(atom)


def _flat(content: Inlines, style: _Style) -> Iterator[tuple[Text | Code | Cite | Break, _Style]]:
    """Yield inlines without their nesting; of styles within styles the outermost counts."""
    for inline in content:
        match inline:
            case Emphasis(inner):
                yield from _flat(inner, style or "*")
            case Strong(inner):
                yield from _flat(inner, style or "**")
            case Link(inner, _):
                yield from _flat(inner, style)
            case Text() | Code() | Cite() | Break():
                yield inline, style


class _Line:
    """One line: its characters (or whole atoms) and styles, from which escapes and marks are decided."""

    def __init__(self, parts: list[tuple[Text | Code | Cite, _Style]]) -> None:
        self.pieces: list[str] = []
        self.styles: list[_Style] = []
        self.shadow = ""
        for atom, style in parts:
            if isinstance(atom, Text):
                self._add_text(_SPACES.sub(" ", clean(atom.text)), style)
            else:
                self._add(_code(atom.text) if isinstance(atom, Code) else _cited(atom), _ATOM, style)
        while self.shadow.endswith(" "):
            self._drop()
        for place, character in enumerate(self.shadow):
            if character == " " and self._at_edge(place):
                self.styles[place] = ""  # a mark is one only right beside a word

    def _add_text(self, words: str, style: _Style) -> None:
        for character in words:
            if character != " " or (self.shadow and not self.shadow.endswith(" ")):
                self._add(character, character, style)

    def _add(self, piece: str, shadow: str, style: _Style) -> None:
        if piece:
            self.pieces.append(piece)
            self.styles.append(style)
            self.shadow += shadow

    def _drop(self) -> None:
        self.pieces.pop()
        self.styles.pop()
        self.shadow = self.shadow[:-1]

    def written(self, *, start: bool) -> str:
        """Return the line with its escapes and its marks."""
        for place in self._escapes(start=start):
            self.pieces[place] = f"\\{self.pieces[place]}"
        return "".join(self._marked())

    def _escapes(self, *, start: bool) -> set[int]:
        places = {found.start() for found in _SPECIAL.finditer(self.shadow)}
        places |= {i for i, character in enumerate(self.shadow) if character in "\\_<" and self._at_edge(i)}
        if start and (found := _LINE_START.search(self.shadow)):
            places.add(found.start())
        if start and not self._is_marked_first() and (found := _LIST_NUMBER.search(self.shadow)):
            places.add(found.end())
        return places

    def _is_marked_first(self) -> bool:
        """Tell whether a mark stands before everything else, so that no number begins a list."""
        style = self.styles[0] if self.styles else ""
        end = next((place for place, other in enumerate(self.styles) if other != style), len(self.styles))
        return bool(style) and self._can_open(0) and self._can_close(end)

    def _at_edge(self, place: int) -> bool:
        """Tell whether the style changes beside a character, so that a mark may come to stand there."""
        return len(set(self.styles[max(place - 1, 0) : place + 2])) > 1

    def _marked(self) -> Iterator[str]:
        """Yield the pieces, with marks round each styled run where a reader of Markdown will take them."""
        place = 0
        after_mark = False
        for style, run in groupby(list(self.styles)):
            end = place + len(list(run))
            marked = bool(style) and not after_mark and self._can_open(place) and self._can_close(end)
            mark = style if marked else ""
            yield from (mark, *self.pieces[place:end], mark)
            after_mark = marked
            place = end

    def _can_open(self, first: int) -> bool:
        before = self.shadow[first - 1] if first else " "
        return self.shadow[first].isalnum() or before == " "

    def _can_close(self, last: int) -> bool:
        after = self.shadow[last] if last < len(self.shadow) else " "
        return self.shadow[last - 1].isalnum() or after == " "


def _code(words: str) -> str:
    """Return code between more backticks than it holds; space alone is no code."""
    content = _SPACES.sub(" ", clean(words)).strip()
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", content)), default=0))
    padding = " " if content[:1] == "`" or content[-1:] == "`" else ""
    return f"{fence}{padding}{content}{padding}{fence}" if content else ""


def _cited(cite: Cite) -> str:
    label = _line((Text(cite.label),), start=False)
    return f"[{label}]" if label else ""
