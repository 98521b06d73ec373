"""Each child's status over time, from the records of what conferences, reviews and courts decided (L.01-L.22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


@dataclass(frozen=True, slots=True)
class Standing:
    """One status of one child: `until` is the day the next one began, or None while it lasts."""

    child: str
    status: str
    since: date
    until: date | None
    record: Record


def history(ledger: Ledger, child: str) -> tuple[Standing, ...]:
    """Return a child's statuses in the order in which they began."""
    mine = [record for record in ledger.of("status") if record.word("child") == child]
    mine.sort(key=lambda record: (_began(record), record.recorded))
    ends = [*(_began(record) for record in mine[1:]), None][: len(mine)]
    return tuple(
        Standing(child, record.word("status"), _began(record), end, record)
        for record, end in zip(mine, ends, strict=True)
    )


def on_day(ledger: Ledger, child: str, on: date) -> Standing | None:
    """Return a child's status on a day; None where none is recorded."""
    held = [item for item in history(ledger, child) if item.since <= on]
    return held[-1] if held else None


def _began(record: Record) -> date:
    began = record.head.get("from", record.on)
    return began if isinstance(began, date) else record.on
