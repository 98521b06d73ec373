"""Which line of a TOML file a value stands on.

`tomllib` keeps no positions. This scan is made only once something is wrong, so that reading stays fast.
A place is the way to a value: ("question", 3, "feeds") is the feeds of the fourth [[question]].
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Place = tuple[str | int, ...]

_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([^\[\]\n]+?)[ \t]*\]\]?[^\n]*\n?")
_KEY = re.compile(r"""[ \t]*((?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*)[ \t]*=""")
_PIECE = re.compile(r"""[\w-]+|"[^"\n]*"|'[^'\n]*'""")
_TOKEN = re.compile(
    r'''
    """(?:\\.|[^\\])*?"""  |  '{3}.*?'{3}       # text over several lines
    | "(?:\\.|[^"\\\n])*"  |  '[^'\n]*'         # text on one line
    | \#[^\n]*  |  [\[\]{}]  |  \n              # a comment, a bracket, the line's end
    | [^"'\#\[\]{}\n]+  |  .                    # anything else
    ''',
    re.DOTALL | re.VERBOSE,
)
_ID = re.compile(r"""[ \t]*(?:"([^"\n]*)"|'([^'\n]*)')""")


def places(text: str) -> dict[Place, int]:
    """Return the line (from 1) of every table header and key in a TOML text."""
    return {place: line for place, line, _ in _statements(text)}


def line_of(found: Mapping[Place, int], place: Place) -> int:
    """Return the line of a place, or of the nearest thing that holds it, or 1."""
    while place:
        for near in (place, (*place, 0)):  # a list of tables opens where its first table does
            if near in found:
                return found[near]
        place = place[:-1]
    return 1


def line_of_id(text: str, ident: str, key: str = "id") -> int | None:
    """Return the line of a key in the table whose id this is, or of the id; None if the id is not here."""
    found: dict[Place, int] = {}
    home: Place | None = None
    for place, line, end in _statements(text):
        found[place] = line
        if home is None and place and place[-1] == "id":
            value = _ID.match(text, end)
            if value and (value[1] if value[1] is not None else value[2]) == ident:
                home = place
    if home is None:
        return None
    return found.get((*home[:-1], key), found[home])


def find(folder: Path, ident: str, key: str = "id") -> tuple[str, int] | None:
    """Return the file (relative to the folder) and the line of an id, or of a key beside it; None if absent."""
    for path in sorted(folder.rglob("*.toml")):
        line = line_of_id(path.read_text(encoding="utf-8"), ident, key)
        if line is not None:
            return path.relative_to(folder).as_posix(), line
    return None


def _statements(text: str) -> Iterator[tuple[Place, int, int]]:
    """Yield the place, line and end offset of each header and of each key up to its equals sign."""
    counts: dict[Place, int] = {}
    home: Place = ()
    at, line = 0, 1
    while at < len(text):
        header = _HEADER.match(text, at)
        if header:
            home = _open(counts, _pieces(header[2]), listed=header[1] == "[[")
            yield home, line, header.end()
            at, line = header.end(), line + header[0].count("\n")
            continue
        key = _KEY.match(text, at)
        if key:
            yield home + _pieces(key[1]), line, key.end()
        end = _end_of_statement(text, key.end() if key else at)
        line += text.count("\n", at, end)
        at = end


def _open(counts: dict[Place, int], pieces: tuple[str, ...], *, listed: bool) -> Place:
    """Return the place of a table, counting it where it is one of a list."""
    place: Place = ()
    for depth, piece in enumerate(pieces, start=1):
        place = (*place, piece)
        if listed and depth == len(pieces):
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _pieces(dotted: str) -> tuple[str, ...]:
    return tuple(piece.strip("\"'") for piece in _PIECE.findall(dotted))


def _end_of_statement(text: str, at: int) -> int:
    """Return the offset after the line break that ends the statement: not one within brackets or a string."""
    depth = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:  # pragma: no cover - the last alternative takes any character
            return len(text)
        at = token.end()
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if token[0] == "\n" and depth <= 0:
            return at
    return at
