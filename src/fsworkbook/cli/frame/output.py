"""Everything that is printed goes through here: data to standard output, messages to standard error.

A family's words are never read as markup, and nothing in them can move the cursor, ring, recolour or turn the
line round: control characters are taken out as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

if TYPE_CHECKING:
    from fsworkbook.cli.frame.desk import Desk

_CONTROLS: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but for newline and tab, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns text round
    "\u180e\u200b\u2060-\u2065\u206a-\u206f"  # what nobody sees; joiners stay, since some scripts need them
    "\u2028\u2029\ufeff\ufff0-\ufffb\ud800-\udfff]"  # line ends in disguise, unseen marks, half characters
)
# Marks over and under a letter: more of them in a row than any script sets would climb over the lines around.
_MARKS: Final = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_FLOOD: Final = f"({_MARKS}{{6}}){_MARKS}+"

_SGR: Final = {
    "strong": "1",
    "quiet": "2",
    "red": "1;31",
    "amber": "1;33",
    "green": "1;32",
}


class Piece(NamedTuple):
    """Some words in a style: strong, quiet, red, amber or green. Without colour they read the same."""

    text: str
    style: str = ""


Line = str | Piece | Sequence[str | Piece]
"""One line to print: plain words, a piece in a style, or several side by side."""


def words_of(line: Line) -> str:
    """Return a line's words without their style."""
    pieces = (line,) if isinstance(line, str | Piece) else line
    return "".join(piece.text if isinstance(piece, Piece) else piece for piece in pieces)


def clean(text: str) -> str:
    """Return `text` with everything taken out that would act on the terminal rather than be read."""
    if not text.isprintable():
        text = re.sub(_CONTROLS, "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "))
    return text if text.isascii() else _thinned(text)


@lru_cache(maxsize=512)
def _thinned(text: str) -> str:
    """Return `text` without floods of marks; a page repeats its dashes and arrows."""
    return re.sub(_FLOOD, r"\1", text)


def stood_in(text: str) -> str:
    """Return `text` with a visible mark for each character that would act on the terminal; as long as it was.

    For what is being typed and must stay whole: only its picture is another.
    """
    return text if text.isprintable() else re.sub(_CONTROLS, "¿", text)


def say(desk: Desk, *lines: Line) -> None:
    """Print data to standard output, a line each."""
    _print(desk, desk.stdout, lines)


def tell(desk: Desk, *lines: Line) -> None:
    """Print a message to standard error, a line each."""
    _print(desk, desk.stderr, lines)


def warn(desk: Desk, sentence: str) -> None:
    """Print what is wrong to standard error, under the program's name; folded where it goes to a terminal."""
    from fsworkbook.cli.frame.desk import is_terminal  # noqa: PLC0415 - desk imports nothing of this module

    text = f"fsworkbook: {clean(sentence)}"
    _print(desk, desk.stderr, wrap(text, desk.width) if is_terminal(desk.stderr) else [text])


def over(desk: Desk, text: str, before: int = 0) -> int:
    """Write a short message over the line that stands on standard error; returns its length, for the next one.

    Args:
        desk: where it is written.
        text: the message; "" takes away what stands there.
        before: how long that is.
    """
    line = clean(text)
    desk.stderr.write(f"\r{line:<{before}}" if line else f"\r{' ' * before}\r")
    desk.stderr.flush()
    return len(line)


def rating(word: str) -> Piece:
    """Return a rating as it is always shown: the word first, the colour after."""
    return Piece(word.upper(), word.lower() if word.lower() in _SGR else "")


def columns(
    rows: Sequence[Sequence[str | Piece]],
    *,
    width: int = 80,
    indent: int = 2,
    gap: int = 2,
    right: AbstractSet[int] = frozenset(),
) -> list[Line]:
    """Lay `rows` out in calm aligned columns; only the last column is folded where a line grows too long.

    Args:
        rows: the cells, every row with as many.
        width: how many columns a line may have (`desk.width`).
        indent: the space before the first column.
        gap: the space between two columns.
        right: the columns that are aligned to the right, such as numbers.
    """
    if not rows:
        return []
    cleaned = [[_piece(cell) for cell in row] for row in rows]
    count = max(len(row) for row in cleaned)
    widest = [max((width_of(row[at].text) for row in cleaned if at < len(row)), default=0) for at in range(count)]
    room = max(width - indent - sum(widest[:-1]) - gap * (count - 1), 16)
    lines: list[Line] = []
    for row in cleaned:
        lines += _row(row, widest, room, indent=indent, gap=gap, right=right)
    return lines


def wrap(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """Fold `text` at spaces to lines of `width` columns; its own line ends stay.

    Args:
        text: what is folded.
        width: how many columns a line may have, its indent counted.
        indent: what stands before each line.
        first: what stands before the first line instead.
    """
    lines: list[str] = []
    lead = indent if first is None else first
    if text.isascii() and width_of(lead) + len(text) <= width and text == " ".join(text.split()):
        return [lead + text if text else lead.rstrip()]
    margin = width_of(indent)
    room = max(width - margin, 8)
    for paragraph in text.split("\n"):
        line, used = lead, width_of(lead)
        empty = True
        for word in paragraph.split():
            long = width_of(word)
            for part in (word,) if long <= room else _parts(word, room):
                length = long if part is word else width_of(part)
                if not empty and used + 1 + length > width:
                    lines.append(line)
                    line, used, empty = indent, margin, True
                line += part if empty else f" {part}"
                used += length if empty else length + 1
                empty = False
        lines.append(line.rstrip() if empty else line)
        lead = indent
    return lines


def width_of(text: str) -> int:
    """Return how many columns `text` takes on a terminal."""
    return len(text) if text.isascii() else _wide(text)


@lru_cache(maxsize=512)
def _wide(text: str) -> int:
    if text.isprintable() and all(c < "\u0300" or "\u2010" <= c <= "\u2027" for c in text):
        return len(text)  # European letters and the marks of English take one column each
    from wcwidth import wcswidth  # noqa: PLC0415 - only for letters beyond ASCII

    return max(wcswidth(text), 0)


def emit_text(desk: Desk, text: str) -> None:
    """Print data in a format of its own, such as CSV, to standard output; each cell has been through `clean`."""
    desk.stdout.write(text)


def emit_json(desk: Desk, kind: str, family: str | None, at: date | None, data: object) -> None:
    """Print the program's JSON."""
    desk.stdout.write(json_text(kind, family, at, data) + "\n")


def json_text(kind: str, family: str | None, at: date | None, data: object) -> str:
    """Return the program's JSON: its format, what it is, of which family, as at which day, and the data."""
    import json  # noqa: PLC0415 - only with --json

    document = {"format": 1, "kind": kind, "family": family, "at": at, "data": data}
    # Data is never taken out; what would act on a terminal stands there as JSON's own escape.
    text = json.dumps(plain(document), ensure_ascii=False, indent=2)
    return re.sub(_CONTROLS, lambda found: f"\\u{ord(found[0]):04x}", text)


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return `value` in JSON's own types: dates ISO, moments in UTC with Z, tuples and sets as lists."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | AbstractSet):
        items = [plain(item) for item in value]
        return items if isinstance(value, Sequence) else sorted(items, key=str)
    return str(value)


def _piece(cell: str | Piece) -> Piece:
    text, style = (cell.text, cell.style) if isinstance(cell, Piece) else (cell, "")
    return Piece(" ".join(clean(text).split("\n")), style)


def _row(
    row: Sequence[Piece], widest: Sequence[int], room: int, *, indent: int, gap: int, right: AbstractSet[int]
) -> list[Line]:
    """Return one row's lines: the last cell folded under itself."""
    last = len(widest) - 1
    line: list[str | Piece] = [" " * indent]
    for at, cell in enumerate(row):
        padding = " " * (widest[at] - width_of(cell.text))
        if at == last:
            before = " " * (indent + sum(widest[:-1]) + gap * last)
            folded = [cell.text] if at in right else wrap(cell.text, room)
            lead = padding if at in right else ""
            rest: list[Line] = [[before, Piece(more, cell.style)] for more in folded[1:]]
            return [[*line, lead, Piece(folded[0], cell.style)], *rest]
        line += [padding, cell] if at in right else [cell, padding]
        line.append(" " * gap)
    return [line]


def _parts(word: str, width: int) -> list[str]:
    """Return a `word` that is longer than any line, as an address on the web may be, cut."""
    parts, part = [], ""
    for character in word:
        if width_of(part + character) > width:
            parts.append(part)
            part = ""
        part += character
    return [*parts, part]


def _print(desk: Desk, stream: TextIO, lines: Sequence[Line]) -> None:
    colour = desk.colour(stream)
    for line in lines:
        pieces = [line] if isinstance(line, str | Piece) else line
        text = "".join(_painted(piece, colour=colour) for piece in pieces)
        stream.write(text.rstrip(" ") + "\n")
    stream.flush()


def _painted(piece: str | Piece, *, colour: bool) -> str:
    if isinstance(piece, str):
        return clean(piece)
    code = _SGR.get(piece.style) if colour else None
    return f"\x1b[{code}m{clean(piece.text)}\x1b[0m" if code and piece.text else clean(piece.text)
