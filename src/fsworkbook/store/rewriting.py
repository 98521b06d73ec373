"""family.toml made to say another table, by the fewest edits of its text; comments and what is not edited stay.

The file is seen as segments: what stands above the first table, and each table with the remarks right above it. So
two texts can also be merged segment by segment, byte for byte, before any value is edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.errors import BadInput
from fsworkbook.store import familyfile, tables
from fsworkbook.workbook import merging

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Name = tuple[str, str]
"""A segment's name: `("person", "kerry")`, `("practice", "")`, and `("", "")` for what stands above them all."""

TOP: Final[Name] = ("", "")


class Segment(NamedTuple):
    """One part of a family.toml: its name, its text, and the empty lines below it."""

    name: Name
    text: str
    gap: str


def merge(base: str, other: str, shared: str) -> tuple[str, tuple[merging.Difference, ...]]:
    """Return one text of two that began as `base`, and what they disagree about; there `shared` stands.

    Raises:
        BadInput: one of them is no valid TOML, or both together cannot be read.
    """
    said = [tables.parse(text.encode()) for text in (base, other, shared)]
    merged = merging.merge(said[0], said[1], said[2])
    parts = [segments(text, table) for text, table in zip((base, other, shared), said, strict=True)]
    return saying(_assembled(parts[0], parts[1], parts[2]), merged.table), merged.differences


def saying(text: str, wanted: Mapping[str, Any]) -> str:
    """Return the text edited so that it says `wanted`, whatever it said; a text that cannot be is written afresh.

    Raises:
        BadInput: `wanted` cannot stand in TOML.
    """
    try:
        edited = _edited(text, wanted)
        if _alike(tables.parse(edited.encode()), wanted):
            return edited
    except BadInput:
        pass
    return familyfile.compose(wanted)


def segments(text: str, table: Mapping[str, Any]) -> list[Segment]:
    """Return the segments of a text that says `table`; put together again they are the text."""
    headers = familyfile.headers(text)
    names: dict[str, list[str]] = {}
    starts: list[tuple[int, Name]] = [(0, TOP)]
    for header in headers:
        kind = header.name
        if kind.partition(".")[0] == starts[-1][1][0] and "." in kind:
            continue  # a table within the one above
        if header.array and merging.is_rows(table.get(kind)):
            waiting = names.setdefault(kind, list(merging.rows(table, kind)))
            starts.append((header.start, (kind, waiting.pop(0))))
        else:
            starts.append((header.start, (kind, "")))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [_segment(name, text[start:end]) for (start, name), end in zip(starts, ends, strict=True)]


def _segment(name: Name, text: str) -> Segment:
    kept = text.rstrip(" \t\r\n")
    return Segment(name, kept, text[len(kept) :])


def _assembled(base: Sequence[Segment], other: Sequence[Segment], shared: Sequence[Segment]) -> str:
    """Return the shared text with those segments of the other in place that only the other changed or added."""
    before, theirs = _texts(base), _texts(other)
    made = list(shared)
    for place, (name, text, gap) in enumerate(made):
        if text == before.get(name) and theirs.get(name, text) != text:
            made[place] = Segment(name, theirs[name], gap)
    made = [part for part in made if part.name in theirs or part.text != before.get(part.name)]
    for place, part in enumerate(other):
        names = [known.name for known in made]
        if part.name not in names and part.name not in before:
            made.insert(_home(names, part.name, [known.name for known in other[:place]]), part)
    return _joined(made)


def _texts(parts: Sequence[Segment]) -> dict[Name, str]:
    return {part.name: part.text for part in parts}


def _home(names: Sequence[Name], name: Name, above: Sequence[Name]) -> int:
    """Return where an added segment goes: below the one that it stands below, else below the last of its kind."""
    if above and above[-1] in names and above[-1][0] == name[0]:
        place = names.index(above[-1]) + 1
        while place < len(names) and names[place][0] == name[0]:
            place += 1
        return place
    kind = [place for place, known in enumerate(names) if known[0] == name[0]]
    if kind:
        return kind[-1] + 1
    return names.index(above[-1]) + 1 if above and above[-1] in names else len(names)


def _joined(parts: Sequence[Segment]) -> str:
    text = ""
    newline = "\r\n" if any("\r\n" in part.text + part.gap for part in parts) else "\n"
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        empty = not part.text or part.text == "\ufeff"
        gap = part.gap if last or empty or part.gap.count("\n") > 1 else newline * 2
        text += part.text + (newline if last and not empty and "\n" not in gap else gap)
    return text


def _edited(text: str, wanted: Mapping[str, Any]) -> str:
    """Return the text with every value edited that says something else than `wanted`."""
    now = tables.parse(text.encode())
    for kind in dict.fromkeys((*now, *wanted)):
        if merging.is_rows(now.get(kind)) or merging.is_rows(wanted.get(kind)):
            text = _rows_edited(text, kind, wanted)
        elif not merging.same(now.get(kind), wanted.get(kind)):
            text = _top_edited(text, kind, now.get(kind), wanted.get(kind))
    return text


def _rows_edited(text: str, kind: str, wanted: Mapping[str, Any]) -> str:
    rows = merging.rows(wanted, kind)
    for name, row in merging.rows(tables.parse(text.encode()), kind).items():
        if name not in rows:
            text = _without(text, (kind, name))
        elif not merging.same(row, rows[name]):
            text = _changed(text, (kind, name), row, rows[name])
    there = merging.rows(tables.parse(text.encode()), kind)
    for name, row in rows.items():
        if name not in there:
            text = familyfile.append(text, kind, row)
    return text


def _changed(text: str, name: Name, row: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    values = {key: wanted.get(key) for key in (*row, *wanted) if not merging.same(row.get(key), wanted.get(key))}
    if name[1] == row.get("key"):
        try:
            return familyfile.change(text, name[0], name[1], values)
        except BadInput:
            pass
    return familyfile.append(_without(text, name), name[0], wanted)


def _without(text: str, name: Name) -> str:
    parts = segments(text, tables.parse(text.encode()))
    return "".join(part.text + part.gap for part in parts if part.name != name)


def _top_edited(text: str, kind: str, now: object, wanted: object) -> str:
    parts = segments(text, tables.parse(text.encode()))
    if not any(part.name == (kind, "") for part in parts):
        return familyfile.set_top(text, kind, wanted)
    if not isinstance(wanted, dict) or not isinstance(now, dict):
        return _without(text, (kind, ""))
    for key in dict.fromkeys((*now, *wanted)):
        if not merging.same(now.get(key), wanted.get(key)):
            text = familyfile.set_single(text, kind, key, wanted.get(key))
    return text


def _alike(said: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Return whether two tables say the same; the order of rows says nothing."""
    if said.keys() != wanted.keys():
        return False
    for kind, value in wanted.items():
        if merging.is_rows(value) and merging.is_rows(said[kind]):
            if not merging.same(merging.rows(said, kind), merging.rows(wanted, kind)):
                return False
        elif not merging.same(said[kind], value):
            return False
    return True
