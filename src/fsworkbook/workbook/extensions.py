"""More time that was agreed for a parenting assessment, and the day by which it is finished (C.18, C.21, X3)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.timing.days import counting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.timescales import Timescale
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

EXTENDED: Final = "assessment.extended"
"""The event that gives an assessment a later day."""


def ends(ledger: Ledger, assessment: str) -> tuple[Record, ...]:
    """Return the extensions of an assessment, in the order in which they were first recorded."""
    mine = [record for record in ledger.of("extension") if record.word("assessment") == assessment]
    return tuple(sorted(mine, key=lambda record: ledger.first_version(record).recorded))


def until(record: Record) -> date | None:
    """Return the day by which an extended assessment is finished."""
    day = record.head.get("until")
    return day if isinstance(day, date) else None


def limit(practice: Practice) -> Timescale | None:
    """Return the number of the practice that limits an assessment, and that an extension moves."""
    return next((rule for rule in practice.timescales.values() if EXTENDED in rule.extended_by), None)


def last_day(assessment: Assessment, extensions: Iterable[Record], practice: Practice) -> date | None:
    """Return the day by which an assessment is finished, with what was agreed; None where no number limits it."""
    agreed = [day for record in extensions if (day := until(record)) is not None]
    if agreed:
        return agreed[-1]  # each one moves the day that the one before set
    rule = limit(practice)
    if rule is None or assessment.started is None:
        return None
    return counting(practice.days).after(assessment.started, rule.number, rule.unit)
