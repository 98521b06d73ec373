"""The records as they stand: corrections put in place, withdrawn ones left out, as at any day."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.clock import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fsworkbook.workbook.record import Record


class Ledger(NamedTuple):
    """The records of a family, in the order of the work.

    Attributes:
        standing: the records that count: each correction in the place of what it replaces, nothing withdrawn.
        everything: every record on disk by id, replaced and withdrawn ones too.
        replaced_by: for a record that was corrected, the ids of its corrections.
        struck_by: for a record that was withdrawn, the id of the record that did it.
    """

    standing: tuple[Record, ...]
    everything: Mapping[str, Record] = MappingProxyType({})
    replaced_by: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    struck_by: Mapping[str, str] = MappingProxyType({})

    def of(self, *kinds: str) -> tuple[Record, ...]:
        """Return the standing records of some kinds, by the day of the work, then by the time of recording."""
        return tuple(record for record in self.standing if record.kind in kinds)

    def first_version(self, record: Record) -> Record:
        """Return the record that a chain of corrections began with: timeliness counts the first submission."""
        seen = {record.id}
        while record.corrects and record.corrects[0] in self.everything and record.corrects[0] not in seen:
            record = self.everything[record.corrects[0]]
            seen.add(record.id)
        return record

    def rivals(self, record: Record) -> tuple[str, ...]:
        """Return ids of other standing corrections of the same record, until one names them all (format.md)."""
        standing = {item.id for item in self.standing}
        rivals: list[str] = []
        for corrected in record.corrects:
            rivals += [
                other for other in self.replaced_by.get(corrected, ()) if other in standing and other != record.id
            ]
        return tuple(dict.fromkeys(rivals))


def ledger(records: Iterable[Record], at: date | None = None) -> Ledger:
    """Put corrections and withdrawals in place.

    Args:
        records: all records of the family, in any order.
        at: the British day by whose end a record must have been recorded; None for everything.
    """
    known = {record.id: record for record in records if at is None or day_of(record.recorded) <= at}
    struck: dict[str, str] = {record.strikes: record.id for record in known.values() if record.strikes}
    replaced: dict[str, tuple[str, ...]] = {}
    for record in sorted(known.values(), key=lambda item: (item.recorded, item.id)):
        if record.id in struck:  # a withdrawn correction no longer replaces anything
            continue
        for corrected in record.corrects:
            before = known.get(corrected)
            if before is None or before.kind == record.kind:  # else a note could withdraw a restriction
                replaced[corrected] = (*replaced.get(corrected, ()), record.id)
    standing = [
        record
        for record in known.values()
        if record.id not in replaced and record.id not in struck and not record.strikes
    ]
    standing.sort(key=lambda item: (item.on, item.recorded, item.id))
    return Ledger(tuple(standing), known, replaced, struck)
