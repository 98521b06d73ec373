"""Which restrictions bind a reader, and what those cover (F2, F.54).

A copy is made for a day and given out on another: what either day keeps back is kept back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.practice.audiences import NAMED, UNLESS_ALLOWED
from fsworkbook.workbook.disclosure.covers import named
from fsworkbook.workbook.disclosure.restrictions import restrictions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from fsworkbook.workbook.disclosure.recipient import Recipient
    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


class Binding:
    """What binds one reader.

    Attributes:
        restrictions: those that bind, by key.
    """

    def __init__(self, recipient: Recipient, family: Family, ledger: Ledger, days: Iterable[date]) -> None:
        """Take the restrictions of a ledger that bind a reader on any of some days."""
        days = tuple(days)
        self._recipient = recipient
        self._ledger = ledger
        self.restrictions: Mapping[str, Restriction] = {
            found.key: found for found in restrictions(ledger) if any(binds(found, recipient, on) for on in days)
        }
        self._rows: set[tuple[str, str]] = set()
        self._records: set[str] = set()
        self._parts: set[tuple[str, str]] = set()
        for found in self.restrictions.values():
            for cover in (cover for text in found.covers for cover in named(text, family)):
                if cover.table != "record":
                    self._rows.add((cover.table, cover.key))
                elif cover.part:
                    self._parts.add((cover.key, cover.part))
                else:
                    self._records.add(cover.key)

    @property
    def guarded(self) -> dict[str, tuple[str, ...]]:
        """The strings to look for, by the key of their restriction."""
        return {key: found.guard for key, found in self.restrictions.items() if found.guard}

    def covers_row(self, table: str, key: str, restricted: Iterable[str] = ()) -> bool:
        """Return whether a row of `family.toml` is kept from the reader: by its own `restricted`, or by a cover."""
        return (table, key) in self._rows or any(name in self.restrictions for name in restricted)

    def covers_record(self, record: Record) -> bool:
        """Return whether a record is kept from the reader as a whole, by what covers it or any version before it."""
        return self._withheld(record, "") or any(
            version.id in self._records or any(name in self.restrictions for name in version.names("restricted"))
            for version in versions(record, self._ledger)
        )

    def covers_part(self, record: Record, section: str) -> bool:
        """Return whether one section of a record is kept from the reader."""
        return self._withheld(record, section) or any(
            (version.id, section) in self._parts for version in versions(record, self._ledger)
        )

    def _withheld(self, record: Record, section: str) -> bool:
        """Return whether the record itself withholds itself, or a section, from the reader."""
        if not section:
            return self._recipient.key in record.names("withhold_from")
        parts = record.head.get("withhold_parts", {})
        people = parts.get(section, ()) if isinstance(parts, dict) else ()
        return self._recipient.key in ((people,) if isinstance(people, str) else tuple(people))


def binds(restriction: Restriction, recipient: Recipient, on: date) -> bool:
    """Return whether a restriction keeps its matter from a reader on a day.

    Whoever it names may not have it until it is lifted for them. Of the others, those who are bound by more than their
    name have it only where it says that they may.
    """
    key = recipient.key
    if key in restriction.never_to:
        return restriction.keeps_from(key, on)
    if key in restriction.may_have or not restriction.in_force(on):
        return False
    return {NAMED: bool(restriction.may_have), UNLESS_ALLOWED: True}.get(recipient.reader.restricted, False)


def versions(record: Record, ledger: Ledger) -> Iterator[Record]:
    """Yield a record, and all that it stands in the place of."""
    waiting, seen = [record], {record.id}
    while waiting:
        found = waiting.pop()
        yield found
        before = [key for key in found.corrects if key in ledger.everything and key not in seen]
        seen.update(before)
        waiting += [ledger.everything[key] for key in before]
