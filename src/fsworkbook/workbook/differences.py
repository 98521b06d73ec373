"""Differences between two people's changes of who is who: each a note, open until somebody settles it (format.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.workbook.clock import day_of
from fsworkbook.workbook.merging import Difference
from fsworkbook.workbook.record import Record, Section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fsworkbook.workbook.ledger import Ledger

TOPIC: Final = "difference"
"""The topic of such a note."""

_PERSON: Final = "person"


class Open(NamedTuple):
    """A difference that nobody has settled yet.

    Attributes:
        note: the id of its note.
        difference: what it is about; its path is empty where it is about a whole file.
        shared_by: the key of whoever gave the value that stands; "" where that is not known.
        other_by: likewise, of the other value.
        file: the path of the file that it is about; "" where it is about a value.
    """

    note: str
    difference: Difference
    shared_by: str
    other_by: str
    file: str = ""


def of_value(
    record_id: str,
    now: datetime,
    by: str,
    difference: Difference,
    makers: tuple[str, str],
    restricted: Sequence[str] = (),
) -> Record:
    """Return the note about a value that two people gave differently.

    Args:
        record_id: the note's id.
        now: when it is recorded.
        by: the key of whoever synced.
        difference: the two values.
        makers: the keys of who gave the shared value, and the other; "" where that is not known.
        restricted: the restrictions that cover where it stands, and so the note that holds it.
    """
    path = difference.path
    head: dict[str, Any] = {"about": [path[1]]} if len(path) > 1 and path[0] == _PERSON else {}
    head |= {"path": list(path)}
    said = {"shared": difference.shared, "other": difference.other}
    head |= {name: value for name, value in said.items() if value is not None}
    head |= {name: key for name, key in zip(("shared_by", "other_by"), makers, strict=True) if key}
    head |= {"restricted": list(restricted)} if restricted else {}
    text = (
        "Two people changed the same thing in who is who at the same time. What was shared first stands; this note "
        "keeps both, until somebody settles which is right.\n"
    )
    return _note(record_id, now, by, head, text)


def of_file(record_id: str, now: datetime, by: str, path: str, kept: str) -> Record:
    """Return the note about a file that two people changed by hand; `kept` is where the one that does not stand is."""
    text = (
        "Two people changed the same file by hand, or it could not be read. One version stands; this note keeps the "
        "other beside it, until somebody settles which is right.\n"
    )
    return _note(record_id, now, by, {"file": path, "kept": kept}, text)


def open_in(ledger: Ledger) -> tuple[Open, ...]:
    """Return the differences that nobody has settled, oldest first."""
    notes = [record for record in ledger.of("note") if record.word("topic") == TOPIC]
    found = (_read(record) for record in sorted(notes, key=lambda record: (record.recorded, record.id)))
    return tuple(item for item in found if item is not None)


def _read(record: Record) -> Open | None:
    file = record.word("file")
    path = record.names("path")
    if not path and not file:
        return None  # a note that somebody wrote under that topic in their own words
    said = Difference(path, record.head.get("shared"), record.head.get("other"))
    return Open(record.id, said, record.word("shared_by"), record.word("other_by"), file)


def _note(record_id: str, now: datetime, by: str, head: dict[str, Any], text: str) -> Record:
    section = Section("account", "", text)
    return Record(record_id, "note", day_of(now), now, by, {"topic": TOPIC} | head, (section,))
