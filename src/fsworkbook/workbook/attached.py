"""What is attached to a record: a note each, with its file beside it, and whose consent it still needs (F.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.consents import agreements, allowing
from fsworkbook.workbook.versions import earlier

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

TOPIC: Final = "attachment"
"""The topic of a note that brings a file."""


def is_attachment(record: Record) -> bool:
    """Return whether a record is a note that brings a file."""
    return record.kind == "note" and record.word("topic") == TOPIC


def attached_to(ledger: Ledger, record: Record) -> tuple[Record, ...]:
    """Return the notes that bring files to a record, or to what it puts right, the earliest first."""
    versions = {record.id, *(item.id for item in earlier(ledger, record))}
    return tuple(note for note in ledger.of("note") if is_attachment(note) and note.word("adds_to") in versions)


def homes(ledger: Ledger, note: Record) -> tuple[str, ...]:
    """Return the ids beside which a note's file may lie: its own, and those of what it puts right."""
    return (*(item.id for item in earlier(ledger, note)), note.id)


def unconsented(note: Record, family: Family, practice: Practice, ledger: Ledger, on: date) -> tuple[str, ...]:
    """Return the people whose consent to an attachment is not on record as at a day: whose it is, and who is in it.

    Args:
        note: the note that brings it.
        family: who is who.
        practice: what each kind of attachment needs.
        ledger: the consents as they stand.
        on: the day.
    """
    matter = needed(note, practice)
    if not matter:
        return ()
    found = agreements(ledger, practice, on)
    return tuple(key for key in shown_in(note, family) if allowing(found, key, matter, practice) is None)


def needed(note: Record, practice: Practice) -> str:
    """Return the matter of consent that a kind of attachment needs; "" for one that needs none."""
    kind = practice.attachments.get(note.word("shows"))
    return kind.consent if kind else ""


def shown_in(note: Record, family: Family) -> tuple[str, ...]:
    """Return the people whose consent an attachment needs: whose it is, and who is in it."""
    named = dict.fromkeys((*note.names("whose"), *note.children, *note.about))
    return tuple(key for key in named if key in family.people)
