"""The words of files that are text: Markdown, HTML, SVG, Word, JSON, CSV and calendars, in every place they could hide.

Each file is read raw and as whoever opens it sees it: without tags, with entities resolved, lines unfolded. Words are
read twice where tags stand between them, once as if nothing did and once with a space, since a tag may be either.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from fsworkbook.report.places import Place, decoded, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
        "html", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td",
        "tfoot", "th", "thead", "title", "tr", "ul", "a:p", "w:p", "w:br", "w:tab", "w:tc", "w:tr", "text",
        "desc", "metadata",
    }
)  # fmt: skip
"""Elements after which a new line begins, of HTML, SVG and Word (whose text boxes hold paragraphs of `a:p`)."""
_FOLD: Final = re.compile(r"\r?\n[ \t]")
_MOST_LAYERS: Final = 4
"""Files within files within files: nothing of ours has more."""


def markdown(data: bytes) -> Iterator[Place]:
    """Yield the words of a Markdown file: as they stand, and as a reader of Markdown shows them."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 47 ms that only a search needs

    text = decoded(data)
    yield Place("the text", text)
    shown = MarkdownIt("commonmark", {"maxNesting": 1000}).enable(["table", "strikethrough"]).render(text)
    yield from _markup(shown, "the text as it is shown")


def markup(data: bytes) -> Iterator[Place]:
    """Yield the words of an HTML, SVG or other XML file: raw, in its text, attributes, comments and declarations."""
    text = decoded(data)
    yield Place("the source", text)
    yield from _markup(text, "the text")


def word(data: bytes) -> Iterator[Place]:
    """Yield the words of a Word file, or of any other zip: every part of it, its names and its comments."""
    yield from _archive(data, _MOST_LAYERS)


def structured(data: bytes) -> Iterator[Place]:
    """Yield the words of a JSON file: raw, and every key and string in it."""
    text = decoded(data)
    yield Place("the source", text)
    try:
        whole = json.loads(text)
    except ValueError:
        return
    for words in dict.fromkeys(_strings(whole)):
        yield Place("a value", words)


def rows(data: bytes) -> Iterator[Place]:
    """Yield the words of a CSV file: raw, and every cell."""
    text = decoded(data)
    yield Place("the source", text)
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline="")), 1):
        for cell in cells:
            yield Place(f"row {number}", cell)


def calendar(data: bytes) -> Iterator[Place]:
    """Yield the words of a calendar: raw, and with its folded lines put together and its escapes resolved."""
    text = decoded(data)
    yield Place("the source", text)
    whole = _FOLD.sub("", text)
    yield Place("the entries", whole.replace("\\n", "\n").replace("\\N", "\n").replace("\\", ""))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield key
            yield from _strings(held)
    elif isinstance(value, list):
        for held in value:
            yield from _strings(held)
    elif value is not None:
        yield str(value)


def _archive(data: bytes, layers: int) -> Iterator[Place]:
    yield from (Place("the file itself", words) for words in runs(data))
    if not layers or not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield Place("the archive’s comment", decoded(archive.comment))
        for member in archive.infolist():
            yield Place("a name in the file", unquote(member.filename))
            yield Place("a comment in the file", decoded(member.comment))
            yield from (Place("a field in the file", words) for words in runs(member.extra))
            yield from _member(archive.read(member), member.filename, layers - 1)


def _member(data: bytes, name: str, layers: int) -> Iterator[Place]:
    if zipfile.is_zipfile(io.BytesIO(data)):
        yield from _archive(data, layers)
    elif data.lstrip()[:1] == b"<" or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield from (Place(f"{where} of {name}", words) for where, words in markup(data))
    else:
        yield from (Place(name, words) for words in runs(data))


def _markup(source: str, where: str) -> Iterator[Place]:
    reader = _Reader()
    reader.feed(source)
    reader.close()
    yield Place(where, "".join(reader.joined))
    yield Place(where, " ".join(reader.joined))
    for words in dict.fromkeys(reader.aside):
        yield Place("an attribute or comment", words)
        if "%" in words or "&" in words:
            yield Place("an attribute or comment", html.unescape(unquote(words)))


class _Reader(HTMLParser):
    """Gathers text in its order, and beside it whatever else could carry words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.joined: list[str] = []
        self.aside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the attributes; a block begins on a line of its own. Its name stands in the source as it is."""
        for name, value in attrs:
            self.aside.extend((name, value or ""))
        self._end_line(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element without content as its start."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """End the line after a block."""
        self._end_line(tag)

    def handle_data(self, data: str) -> None:
        """Take text, of scripts and styles too."""
        self.joined.append(data)

    def handle_comment(self, data: str) -> None:
        """Take a comment; what it comments out may be markup in turn."""
        self.aside.extend((data, html.unescape(data)))

    def handle_decl(self, decl: str) -> None:
        """Take a declaration."""
        self.aside.append(decl)

    def handle_pi(self, data: str) -> None:
        """Take an instruction."""
        self.aside.append(data)

    def unknown_decl(self, data: str) -> None:
        """Take a section of plain characters (CDATA), which is text."""
        self.joined.append(data.removeprefix("CDATA["))

    def _end_line(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.joined.append("\n")
