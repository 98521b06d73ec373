"""The versions of one record: what stands in its place now, what stood before, what withdrawing it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


def standing_for(ledger: Ledger, record_id: str) -> tuple[Record, ...]:
    """Return what stands now in the place of a record: itself, its corrections (rivals all), or nothing."""
    stands = {record.id: record for record in ledger.standing}
    found: dict[str, Record] = {}
    waiting, seen = [record_id], set[str]()
    while waiting:
        key = waiting.pop(0)
        if key in seen:
            continue
        seen.add(key)
        if key in stands:
            found[key] = stands[key]
        waiting += ledger.replaced_by.get(key, ())
    return tuple(sorted(found.values(), key=lambda record: (record.recorded, record.id)))


def earlier(ledger: Ledger, record: Record) -> tuple[Record, ...]:
    """Return the versions that a record replaced, the oldest first."""
    found: dict[str, Record] = {}
    waiting = list(record.corrects)
    while waiting:
        key = waiting.pop(0)
        if key in ledger.everything and key not in found and key != record.id:
            found[key] = ledger.everything[key]
            waiting += ledger.everything[key].corrects
    return tuple(sorted(found.values(), key=lambda item: (item.recorded, item.id)))


def with_corrections(ledger: Ledger, record_id: str) -> tuple[str, ...]:
    """Return what must be withdrawn so that a record is gone: its corrections, the latest first, and then itself.

    Withdrawing a correction alone brings back what it replaced; so naming the first version takes all of them.
    """
    found: dict[str, Record] = {}
    waiting = [record_id]
    while waiting:
        key = waiting.pop(0)
        if key in ledger.everything and key not in found and key not in ledger.struck_by:
            found[key] = ledger.everything[key]
            waiting += ledger.replaced_by.get(key, ())
    ordered = sorted(found.values(), key=lambda item: (item.recorded, item.id), reverse=True)
    return (*(item.id for item in ordered if item.id != record_id), record_id)


def later(ledger: Ledger, record_id: str) -> tuple[Record, ...]:
    """Return every correction that followed a record, the oldest first, withdrawn ones too."""
    found: dict[str, Record] = {}
    waiting = [record_id]
    while waiting:
        key = waiting.pop(0)
        for record in ledger.everything.values():
            if key in record.corrects and record.id not in found:
                found[record.id] = record
                waiting.append(record.id)
    return tuple(sorted(found.values(), key=lambda item: (item.recorded, item.id)))
