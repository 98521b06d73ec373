"""What goes on over time: a first record that says what it is, and later ones that say how it went.

A goal and its progress, a worry from the start and each look at it, a measure and its further points: each later record
names the first under the key of its kind (`goal = "<id>"`), and stands or falls with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

GOAL, RISK, MEASURE = "goal", "risk", "measure"
KINDS: Final = (GOAL, RISK, MEASURE)
"""The kinds of which a record may go on from another; the key under which it names that one is the kind."""


class Thread(NamedTuple):
    """A first record as it stands, and what followed it as that stands, by the day of the work."""

    first: Record
    later: tuple[Record, ...]

    @property
    def last(self) -> Record:
        """The newest record of it."""
        return self.later[-1] if self.later else self.first


def leads_to(record: Record) -> str:
    """Return the id of the record that this one goes on from, as it names it; "" where it is a first one itself."""
    return record.word(record.kind) if record.kind in KINDS else ""


def threads(ledger: Ledger, kind: str) -> tuple[Thread, ...]:
    """Return what goes on of a kind, in the order in which it began; what lost its first record is left out."""
    later: dict[str, list[Record]] = {}
    for record in ledger.of(kind):
        named = leads_to(record)
        if named:
            later.setdefault(origin(named, ledger), []).append(record)
    return tuple(
        Thread(record, tuple(later.get(ledger.first_version(record).id, ())))
        for record in ledger.of(kind)
        if not leads_to(record)
    )


def origin(named: str, ledger: Ledger) -> str:
    """Return the id of the first version of a record, whichever version is named."""
    record = ledger.everything.get(named)
    return ledger.first_version(record).id if record is not None else named


def orphans(ledger: Ledger, kept: frozenset[str]) -> frozenset[str]:
    """Return the ids of standing records that go on from one of which no version is among those that are kept."""
    there = {origin(item.id, ledger) for item in ledger.standing if item.id in kept and not leads_to(item)}
    return frozenset(
        item.id for item in ledger.standing if leads_to(item) and origin(leads_to(item), ledger) not in there
    )
