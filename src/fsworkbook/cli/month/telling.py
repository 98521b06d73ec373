"""A record told in a line: the day, what it is, with whom, and how it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.output import clean, width_of
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.subjects import module_of

if TYPE_CHECKING:
    from fsworkbook.cli.frame.output import Line
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.record import Record


def what(record: Record, family: Family) -> str:
    """Return what a record is, and with whom: `module 3 with Kerry`."""
    number = module_of(record)
    kind = f"module {number}" if number else record.kind
    people = record.about or record.names("children_seen") or record.children
    people = people or tuple(key for key in (record.word("person"), record.word("child")) if key)
    names = " and ".join(family.first_name(key) for key in people[:2]) + (" and others" if people[2:] else "")
    return f"{kind} with {names}" if names and record.kind in {"module", "visit"} else f"{kind} {names}".strip()


def told_in_a_line(record: Record, family: Family, width: int, indent: int = 2) -> list[Line]:
    """Return one line that fits in `width` columns."""
    lead = f"{' ' * indent}{brief(record.on):<12}  {what(record, family)}"
    words = " ".join(clean(next((part.text for part in record.sections), "")).split())
    room = width - width_of(lead) - 2
    if words and room > len("“”…") + 8:
        return [f"{lead}  {_cut(words, room)}"]
    return [lead]


def _cut(words: str, room: int) -> str:
    if width_of(words) <= room:
        return words
    kept = words
    while kept and width_of(kept) + 1 > room:
        kept = kept[: -max(1, (width_of(kept) + 1 - room) // 2)]
    cut, _, _ = kept.rpartition(" ")
    return f"{cut or kept}…"
