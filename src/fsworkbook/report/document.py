"""The one document tree that every format is written from: frozen, pure, and ignorant of all formats.

A view of the records becomes a `Document`; `markdown`, `pdf` and the other writers turn the same tree into
files. Text in the tree is always text: no writer may read markup in it. Anchors are names inside one
document; a writer numbers them afresh, so that an anchor never leaves in a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from fsworkbook.report.drawing import Drawing

MAX_HEADING = 4
"""The deepest heading level; a writer treats a deeper one as this."""


class _Alike:
    """What holds nothing: each is as good as another of its kind."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


# ---- inlines ----------------------------------------------------------------------------------------------


class Text(NamedTuple):
    """Plain text, exactly as it was typed or worded; a newline in it counts as a space."""

    text: str


class Emphasis(NamedTuple):
    """Stressed words (italics)."""

    inlines: Inlines


class Strong(NamedTuple):
    """Words that must be seen (bold)."""

    inlines: Inlines


class Code(NamedTuple):
    """Letters to be read one by one, such as an id."""

    text: str


class Break(_Alike):
    """A new line within a paragraph."""

    __slots__ = ()


class Link(NamedTuple):
    """Words that lead to an anchor of this document; where there is no such anchor, just the words."""

    inlines: Inlines
    target: str


class Cite(NamedTuple):
    """A small reference, such as `4`, to the entry of the source list at the anchor `target`."""

    label: str
    target: str


Inline: TypeAlias = Text | Emphasis | Strong | Code | Break | Link | Cite
Inlines: TypeAlias = tuple[Inline, ...]
Cell: TypeAlias = Inlines


# ---- blocks -----------------------------------------------------------------------------------------------


class Heading(NamedTuple):
    """A heading of level 1 (a section of the report) to 4; levels 1 and 2 stand in the table of contents."""

    level: int
    inlines: Inlines
    anchor: str = ""


class Paragraph(NamedTuple):
    """A paragraph."""

    inlines: Inlines


class Bullets(NamedTuple):
    """A list, with bullets or numbered from `start`; each item is a run of blocks."""

    items: tuple[Blocks, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head row; `widths` are relative (empty: all the same); short rows end in empty cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    caption: str = ""

    def __post_init__(self) -> None:
        """Refuse what no reader could follow: a table without a head, or rows wider than it."""
        columns = len(self.head)
        if not columns or any(len(row) > columns for row in self.rows):
            raise ValueError("A table needs a head as wide as its rows.")
        if self.widths and (len(self.widths) != columns or min(self.widths) < 1):
            raise ValueError("A table needs one width of at least 1 for each column, or none.")


class Quote(NamedTuple):
    """Somebody's words, set apart."""

    blocks: Blocks


class Preformatted(NamedTuple):
    """Text whose lines and spaces stay as they are."""

    text: str


class Rule(_Alike):
    """A pause: a thin line across."""

    __slots__ = ()


class Gap(NamedTuple):
    """Something still to be written, shown as "To be written: …" so that nobody takes it for finished."""

    text: str
    anchor: str = ""


Tone: TypeAlias = Literal["neutral", "warning"]


class Note(NamedTuple):
    """A boxed remark; `warning` is for what must not be overlooked (by weight, not colour alone)."""

    blocks: Blocks
    tone: Tone = "neutral"


class Evidence(NamedTuple):
    """What an entry of the record says, with its source line: date, author, entry number."""

    blocks: Blocks
    credit: Inlines
    anchor: str = ""


class Facts(NamedTuple):
    """A list of labels and what is known about each: (label, inlines)."""

    pairs: tuple[tuple[str, Inlines], ...]


class Signature(NamedTuple):
    """A line to sign and to date; `label` says who signs."""

    label: str


class Picture(NamedTuple):
    """A drawing with the same in words.

    Attributes:
        drawing: what is seen.
        alternative: what it shows, in words, for who cannot see it: a line, or several. A format that cannot draw
            prints it instead.
        caption: a line above it, or empty.
        landscape: whether it is given a page turned on its side, in formats that have pages.
    """

    drawing: Drawing
    alternative: str
    caption: str = ""
    landscape: bool = False


class PageBreak(_Alike):
    """What follows begins on a new page, in formats that have pages."""

    __slots__ = ()


Block: TypeAlias = (
    Heading
    | Paragraph
    | Bullets
    | Table
    | Quote
    | Preformatted
    | Rule
    | Gap
    | Note
    | Evidence
    | Facts
    | Signature
    | Picture
    | PageBreak
)
Blocks: TypeAlias = tuple[Block, ...]


class Document(NamedTuple):
    """A whole paper, ready to be written in any format.

    Attributes:
        title: what it is ("Parenting assessment of Kerry Ashdown"); never empty, PDF/UA-1 asks for one.
        subtitle: a line under the title, or empty.
        reference: the family's neutral reference, which stands on every page; or empty.
        blocks: the content.
        banners: short lines that stand on every page ("For the team only", "Training example").
        made: the day, or the moment, that the paper gives as its own; the file's time stamp too.
        language: the language of the paper (BCP 47).
        draft: whether every page says that this is a draft.
        contents: whether a table of contents follows the title (where there are headings).
        cover: what stands under the title: (label, what is known), such as its status, its version, whom it is for.
        large: whether it is set in large print, for who reads better so.
        turned: whether its pages lie on their side with a small title, for a drawing that is all there is.
    """

    title: str
    blocks: Blocks
    made: dt.date
    subtitle: str = ""
    reference: str = ""
    banners: tuple[str, ...] = ()
    language: str = "en-GB"
    draft: bool = False
    contents: bool = True
    cover: tuple[tuple[str, Inlines], ...] = ()
    large: bool = False
    turned: bool = False


# ---- helpers ----------------------------------------------------------------------------------------------


def text(words: str) -> Inlines:
    """Return plain words as inlines."""
    return (Text(words),)


def strong(words: str) -> Strong:
    """Return plain words as strong ones."""
    return Strong((Text(words),))


def emphasis(words: str) -> Emphasis:
    """Return plain words as stressed ones."""
    return Emphasis((Text(words),))


def inlines(*parts: str | Inline) -> Inlines:
    """Return strings and inlines, in their order, as inlines."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def para(*parts: str | Inline) -> Paragraph:
    """Return a paragraph of strings and inlines."""
    return Paragraph(inlines(*parts))


def heading(level: int, words: str, anchor: str = "") -> Heading:
    """Return a heading of plain words."""
    return Heading(level, text(words), anchor)


def bullets(*items: str | Inlines) -> Bullets:
    """Return a list whose items are single paragraphs."""
    return Bullets(tuple((Paragraph(text(item) if isinstance(item, str) else item),) for item in items))


def plain(content: Iterable[Inline]) -> str:
    """Return inlines as the text that a reader sees; a `Break` is a newline."""
    # Most inlines are plain text, and this is asked of each of them several times: a match takes twice as long.
    return "".join([inline.text if type(inline) is Text else _plain(inline) for inline in content])


def _plain(inline: Inline) -> str:
    if isinstance(inline, Text | Code):
        return inline.text
    if isinstance(inline, Cite):
        return f"[{inline.label}]"
    return "\n" if isinstance(inline, Break) else plain(inline.inlines)


def marks(document: Document) -> tuple[str, ...]:
    """Return the short lines that stand on every page: the banners, and whether it is a draft."""
    return (*document.banners, "Draft") if document.draft else document.banners


def date_in_words(day: dt.date) -> str:
    """Return a date as English papers write it, such as "30 May 2025", whatever the machine's language."""
    months = "January February March April May June July August September October November December"
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"


def words(document: Document) -> list[str]:
    """Return every piece of text that a reader of the document could see, in reading order.

    A piece is a whole heading, paragraph, cell, label or line, with the text of its inlines joined, so that a
    word that is partly bold is still one word. Empty pieces are left out; anchors are not text. Used by the
    search for what must not leave.
    """
    pieces = [document.title, document.subtitle, document.reference, *document.banners]
    pieces += [piece for label, content in document.cover for piece in (label, plain(content))]
    pieces += _pieces(document.blocks)
    return [piece for piece in pieces if piece]


def pieces(block: Block) -> Iterator[str]:
    """Yield the pieces of text of one block, in reading order (`words`)."""
    yield from _pieces_of(block)


def _pieces(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _pieces_of(block)


def _pieces_of(block: Block) -> Iterator[str]:
    match block:
        case Heading(_, content, _) | Paragraph(content):
            yield plain(content)
        case Preformatted(words) | Gap(words, _) | Signature(words):
            yield words
        case Quote(inner) | Note(inner, _):
            yield from _pieces(inner)
        case Evidence(inner, credit, _):
            yield from _pieces(inner)
            yield plain(credit)
        case Picture(drawing, alternative, caption, _):
            yield from (caption, alternative, *drawing.words)
        case Bullets() | Table() | Facts():
            yield from _pieces_of_rows(block)
        case Rule() | PageBreak():
            return


def _pieces_of_rows(block: Bullets | Table | Facts) -> Iterator[str]:
    match block:
        case Bullets(items):
            for item in items:
                yield from _pieces(item)
        case Table(head, rows, _, caption):
            yield from (caption, *head)
            yield from (plain(cell) for row in rows for cell in row)
        case Facts(pairs):
            for label, content in pairs:
                yield from (label, plain(content))
