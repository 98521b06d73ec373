"""The subject of a commit: kind, keys and date; never a typed word, a name beyond keys, or a rating (format.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsworkbook.workbook.record import Record


def module_of(record: Record) -> str:
    """Return the number of the module that an entry belongs to, by its first question; "" for any other record."""
    if record.kind == "module" and isinstance(own := record.head.get("module"), int):
        return str(own)
    first = next(iter(record.questions), "")
    return first.partition(".")[0].removeprefix("M") if record.kind == "module" and first.startswith("M") else ""


def subject(record: Record) -> str:
    """Return the subject of the commit that adds a record."""
    what = f"{record.kind} {module_of(record)}".strip()
    step = record.word("step")
    whom = [key for key in (record.word("person"), record.word("child")) if key]
    whom = whom or list(record.about) or list(record.names("children_seen")) or [record.by]
    said = "corrects" if record.corrects else step
    return " · ".join([" ".join(part for part in (what, said) if part), " ".join(whom), record.on.isoformat()])
