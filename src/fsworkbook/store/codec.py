r"""One record as the bytes of its file, and back to the letter (format.md "A record").

A line is what follows a `\n`; U+2028, a lone CR and the like are text like any other. Each section stands as

    ## name title

    text

with one blank line before the next. Reading takes away exactly what writing added and never more, so text
may begin and end with any number of blank lines.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any, Final, TypeVar

from fsworkbook.errors import BadInput
from fsworkbook.store import toml
from fsworkbook.workbook.record import FORMAT, HEAD_KEYS, KEY_PATTERN, Record, Section

_T = TypeVar("_T")

FENCE: Final = "+++"
"""The line before and after the front matter."""

_TO_ESCAPE: Final = re.compile(r"^(?=## |\\)", re.MULTILINE)
_ESCAPED: Final = re.compile(r"^\\", re.MULTILINE)
_HEADING: Final = re.compile(r"^## .*\n?", re.MULTILINE)
_NAME: Final = re.compile(r"[^\s\x00-\x1f\x7f]+")


class Unreadable(BadInput):
    """A file is no record; `line` counts from 1, and `reason` is the sentence without the file's name."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(f"{name}, line {line}: {reason}")
        self.line = line
        self.reason = reason


def encode(record: Record) -> bytes:
    """Return the bytes of a record's file, UTF-8; `recorded` is written in UTC to the second.

    Raises:
        BadInput: something in it cannot be written down, or could not be read back as it is.
    """
    head = "".join(f"{toml.pair(key, value)}\n" for key, value in _head(record).items())
    body = "\n".join([*_preamble(record), *(_section(section) for section in record.sections)])
    return f"{FENCE}\n{head}{FENCE}\n{body}".encode()


def decode(stem: str, data: bytes) -> Record:
    """Return the record in a file called `stem` + ".md".

    Files that were edited by hand are taken as they come: a missing last newline, a byte order mark, CRLF
    throughout, keys that nobody knows (kept, in their order) and text before the first section (`preamble`).
    A record of a newer format is read, and keeps `format` in its `head`.

    Raises:
        Unreadable: it is no record; the message names the file and the line, and nothing that stands there.
    """
    head, body, first = _split(stem, _text(stem, data))
    record = _Front(stem, head).record()
    preamble, sections = _sections(stem, body, first)
    return Record(*record, sections=sections, preamble=preamble)


def _head(record: Record) -> dict[str, Any]:
    if any(key in HEAD_KEYS for key in record.head):
        raise BadInput(f"{record.id}: a key of the record's head is set twice. Leave it to the program.")
    if not isinstance(record.on, date) or isinstance(record.on, datetime):
        raise BadInput(f"{record.id}: `on` must be a day, such as 2025-03-04.")
    if not isinstance(record.recorded, datetime) or record.recorded.tzinfo is None:
        raise BadInput(f"{record.id}: `recorded` must be a moment with its offset from UTC.")
    if not isinstance(record.kind, str) or not KEY_PATTERN.fullmatch(record.kind):
        raise BadInput(f"{record.id}: `kind` must be a plain word in lower case.")
    if not isinstance(record.by, str) or not KEY_PATTERN.fullmatch(record.by):
        raise BadInput(f"{record.id}: `by` must be the key of somebody on the team.")
    recorded = record.recorded.astimezone(UTC).replace(microsecond=0)
    common = (FORMAT, record.kind, record.on, recorded, record.by)
    return dict(zip(HEAD_KEYS, common, strict=True)) | dict(record.head)


def _preamble(record: Record) -> tuple[str, ...]:
    return (_escape("the text before the first section", record.preamble) + "\n",) if record.preamble else ()


def _section(section: Section) -> str:
    if not isinstance(section.name, str) or not _NAME.fullmatch(section.name):
        raise BadInput("A section's name must be one word. Name each section by an id, or by what it holds.")
    if not isinstance(section.title, str) or "\n" in section.title or "\r" in section.title:
        raise BadInput(f"The title of section `{section.name}` must be text on one line.")
    for part in (section.name, section.title):
        _escape(f"the heading of `{section.name}`" if toml.storable(section.name) else "a heading", part)
    heading = f"## {section.name} {section.title}" if section.title else f"## {section.name}"
    return f"{heading}\n\n{_escape(f'section `{section.name}`', section.text)}\n"


def _escape(where: str, text: str) -> str:
    if not isinstance(text, str):
        raise BadInput(f"What stands in {where} must be text.")
    if not toml.storable(text):
        raise BadInput(
            f"In {where} there is a character that no file can keep (NUL, or half of a pair). "
            "Take it out and try again."
        )
    return _TO_ESCAPE.sub(r"\\", text)


def _text(stem: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Unreadable(f"{stem}.md", line, "this is not UTF-8 text. Save the file as UTF-8.") from None
    text = text.removeprefix("\ufeff")
    # An editor that turned the first line to CRLF turned them all.
    return text.replace("\r\n", "\n") if text.startswith(f"{FENCE}\r\n") else text


def _split(stem: str, text: str) -> tuple[str, str, int]:
    """Return the front matter, the body, and the number of the body's first line."""
    if not text.startswith(f"{FENCE}\n"):
        raise Unreadable(f"{stem}.md", 1, f"a record begins with a line `{FENCE}`. Put it back above its keys.")
    whole = text if text.endswith("\n") else text + "\n"
    end = whole.find(f"\n{FENCE}\n", len(FENCE))
    if end < 0:
        reason = f"the second line `{FENCE}`, below the keys, is missing. Put it back."
        raise Unreadable(f"{stem}.md", 1, reason)
    head = whole[len(FENCE) + 1 : end + 1]
    return head, text[end + len(FENCE) + 2 :], head.count("\n") + 3


class _Front:
    """The front matter of one file: its keys, and where each stands."""

    def __init__(self, stem: str, text: str) -> None:
        self.stem = stem
        self.text = text

    def record(self) -> tuple[str, str, date, datetime, str, dict[str, Any]]:
        """Return id, kind, on, recorded, by and head."""
        table = self.table()
        if self.format(table) <= FORMAT:
            table.pop("format", None)
        kind = self.take(table, "kind", str, 'a word, such as kind = "note"')
        on = self.take(table, "on", date, "a day, such as on = 2025-03-04")
        if isinstance(on, datetime):
            raise self.wrong("on", "`on` must be a day, such as on = 2025-03-04.")
        recorded = self.take(table, "recorded", datetime, "a moment, such as recorded = 2025-03-04T15:30:12Z")
        by = self.take(table, "by", str, 'a key of the team, such as by = "priya"')
        try:
            return self.stem, kind, on, _utc(recorded), by, table
        except OverflowError:
            raise self.wrong("recorded", "`recorded` is no moment that there was. Put it right.") from None

    def table(self) -> dict[str, Any]:
        plain = toml.plain(self.text)
        if plain is not None:
            return plain
        try:
            return toml.parse(self.text)
        except toml.Unparsable as problem:
            raise Unreadable(f"{self.stem}.md", problem.line + 1, problem.reason) from None

    def format(self, table: dict[str, Any]) -> int:
        found = table.get("format", FORMAT)
        if not isinstance(found, int) or isinstance(found, bool) or found < 1:
            raise self.wrong("format", f"`format` must be a whole number, such as format = {FORMAT}.")
        return found

    def take(self, table: dict[str, Any], key: str, kind: type[_T], wanted: str) -> _T:
        value = table.pop(key, None)
        if not isinstance(value, kind):
            raise self.wrong(key, f"`{key}` must be {wanted}.")
        return value

    def wrong(self, key: str, reason: str) -> Unreadable:
        found = re.search(rf"^[\"']?{key}\b", self.text, re.MULTILINE)
        line = self.text.count("\n", 0, found.start()) + 2 if found else 1
        return Unreadable(f"{self.stem}.md", line, reason)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    from fsworkbook.workbook.clock import utc  # noqa: PLC0415 - time zones, for a moment typed by hand only

    return utc(moment)


def _sections(stem: str, body: str, first: int) -> tuple[str, tuple[Section, ...]]:
    """Return the text before the first section, and the sections of a body that begins on line `first`."""
    starts = [found.span() for found in _HEADING.finditer(body)]
    if not starts:
        return _strip(body, last=True), ()
    ends = [start for start, _ in starts[1:]] + [len(body)]
    sections = []
    for (start, stop), end in zip(starts, ends, strict=True):
        name, _, title = body[start + 3 : stop].removesuffix("\n").lstrip(" ").partition(" ")
        if not name:
            line = first + body.count("\n", 0, start)
            raise Unreadable(f"{stem}.md", line, "a section's name is missing after `## `. Write it there.")
        text = _strip(body[stop:end].removeprefix("\n"), last=end == len(body))
        sections.append(Section(name, title, text))
    return _strip(body[: starts[0][0]], last=False), tuple(sections)


def _strip(text: str, *, last: bool) -> str:
    """Take away the newline that ends a section and the blank line before the next, then the escapes."""
    kept = text[:-2] if not last and text.endswith("\n\n") else text.removesuffix("\n")
    return _ESCAPED.sub("", kept) if "\\" in kept else kept
