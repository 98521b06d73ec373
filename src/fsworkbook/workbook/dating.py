"""The day of a record as it is said: a copy may have only the month of what its reader was not at (F.45)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.clock import brief, spoken, weekday

if TYPE_CHECKING:
    from fsworkbook.workbook.record import Record

PRECISION: Final = "precision"
"""The key of a record in a copy that says how exact its day is; a record on disk has none, and its day is the day."""
MONTH: Final = "month"


def is_rough(record: Record) -> bool:
    """Return whether only the month of a record's day is told."""
    return record.word(PRECISION) == MONTH


def spoken_day(record: Record) -> str:
    """Return a record's day as it is said: `4 March 2025`, or `March 2025`."""
    return f"{record.on:%B %Y}" if is_rough(record) else spoken(record.on)


def brief_day(record: Record) -> str:
    """Return a record's day in the shortest form: `4 Mar 2025`, or `Mar 2025`."""
    return f"{record.on:%b %Y}" if is_rough(record) else brief(record.on)


def weekday_of(record: Record) -> str:
    """Return a record's day with its weekday: `Tue 4 March 2025`, or `March 2025`."""
    return spoken_day(record) if is_rough(record) else weekday(record.on)
