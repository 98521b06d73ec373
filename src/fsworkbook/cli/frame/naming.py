"""What a record is called on a screen: `module 3 with Kerry`, `visit to Tyler and Maisie`; never a typed word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.family import joined
from fsworkbook.workbook.subjects import module_of

if TYPE_CHECKING:
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.record import Record

__all__ = ["called", "capital", "joined", "subject_of", "tail"]

_JOINING: Final = {"module": "with", "visit": "to", "consent": "of", "reply": "of", "status": "of"}
_NOUNS: Final = {"chronology": "chronology event", "strike": "withdrawal", "supervision": "supervision"}


def called(record: Record, family: Family, practice: Practice) -> str:
    """Return what a record is called, in small letters: `correction of module 3 with Kerry`."""
    words = subject_of(record, family, practice)
    return f"correction of {words}" if record.corrects else words


def subject_of(record: Record, family: Family, practice: Practice) -> str:
    """Return what a record is called, whether or not it puts another right: `module 3 with Kerry`."""
    noun = _NOUNS.get(record.kind) or _kind(record, practice)
    step = record.word("step")
    whom = joined(family.first_name(key) for key in _whom(record))
    joining = _JOINING.get(record.kind, "about")
    if record.kind == "visit" and "missed_by" in record.head:
        return "missed visit"
    return " ".join(part for part in (noun, step, f"{joining} {whom}" if whom else "") if part)


def tail(record_id: str) -> str:
    """Return the last ten characters of an id, which are enough to name it by."""
    return record_id.rpartition("-")[2]


def capital(words: str) -> str:
    """Return words as the beginning of a line."""
    return words[:1].upper() + words[1:]


def _kind(record: Record, practice: Practice) -> str:
    if record.kind == "module":
        number = _module(record, practice)
        return f"module {number}" if number else "module entry"
    known = practice.records.get(record.kind)
    name = known.name if known else record.kind
    return name[:1].lower() + name[1:]


def _module(record: Record, practice: Practice) -> str:
    first = next(iter(record.questions), "")
    own = practice.questions.get(first) if first and not first.startswith("M") else None
    return str(own.module) if own else module_of(record)


def _whom(record: Record) -> list[str]:
    named = [key for key in (record.word("person"), record.word("child")) if key]
    seen = list(record.names("children_seen")) if record.kind == "visit" else []
    if record.kind in {"rating", "summary", "supervision", "strike"}:
        return []
    return named or seen or list(record.about) or (list(record.children) if record.kind == "chronology" else [])
