"""Visits as each child’s own plan asks for them: last seen, seen alone, next due, missed and by whom (L.50, C.14).

Which intervals there are stands in `timescales.toml`; this only gathers what the clocks say.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.statuses import on_day
from fsworkbook.workbook.timing.deadlines import by_rule, deadlines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Person
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.statuses import Standing
    from fsworkbook.workbook.timing.days import Counting
    from fsworkbook.workbook.timing.deadlines import Deadline

SEEN: Final = "visit.statutory"
"""The event that every clock of visits waits for."""
WRITTEN: Final = "visit.recorded"
"""The event that stops the clock from a visit to its record."""


class ChildVisits(NamedTuple):
    """How one child is visited, as at a day.

    Attributes:
        child: the child.
        standing: the status on that day, or None.
        last: the last visit at which the child was seen, or None.
        alone: the last at which the child was seen alone, or None.
        statutory: the last statutory visit at which the child was seen, or None.
        following: the next visit that is due, the earliest where several rules ask for one; None where none does.
        gaps: statutory visits that came later than the rule, or are late now, in their order.
        missed: visits to this child that were missed, in their order.
    """

    child: Person
    standing: Standing | None
    last: Record | None
    alone: Record | None
    statutory: Record | None
    following: Deadline | None
    gaps: tuple[Deadline, ...]
    missed: tuple[Record, ...]


def in_no_room(ledger: Ledger, practice: Practice, on: date, days: int) -> tuple[int, int]:
    """Return how many of the visits of the last days had nobody in the room, and how many visits there were (J.24)."""
    first = on - timedelta(days=days)
    held = [record for record in ledger.of("visit") if first <= record.on <= on and not record.word("missed_by")]
    kinds = (practice.sessions.get(record.word("session")) for record in held)
    return sum(kind is not None and kind.remote for kind in kinds), len(held)


class Visits(NamedTuple):
    """How a family's children are visited, as at a day.

    Attributes:
        children: each child.
        missed: every visit that was missed, in their order.
        late: statutory visits that were recorded too late, each with its clock.
    """

    children: tuple[ChildVisits, ...]
    missed: tuple[Record, ...]
    late: tuple[Deadline, ...]


def visits(family: Family, ledger: Ledger, practice: Practice, counting: Counting, on: date) -> Visits:
    """Return how a family's children are visited, as at a day.

    Args:
        family: who is who.
        ledger: the records that stand; as at a day, the records of that day.
        practice: the model in use.
        counting: how days are counted.
        on: the day.
    """
    every = [record for record in ledger.of("visit") if record.on <= on]
    clocks = by_rule(deadlines(family, ledger, practice, counting))
    timed = [item for items in clocks.values() for item in items if SEEN in item.rule.met_by]
    written = [item for items in clocks.values() for item in items if WRITTEN in item.rule.met_by]
    return Visits(
        children=tuple(_child(child, every, timed, ledger, on) for child in family.children),
        missed=tuple(record for record in every if record.word("missed_by")),
        late=tuple(item for item in written if item.began.on <= on and not item.in_time),
    )


def began(record: Record) -> datetime:
    """Return the moment at which a visit began or was to begin."""
    start = record.head.get("start")
    return start if isinstance(start, datetime) else datetime.combine(record.on, datetime.min.time(), UTC)


def _child(child: Person, every: Iterable[Record], timed: Iterable[Deadline], ledger: Ledger, on: date) -> ChildVisits:
    listed = list(every)
    seen = [record for record in listed if child.key in record.names("children_seen")]
    mine = [item for item in timed if item.of == child.key and item.began.on <= on]
    # A visit under a plan that has ended can be made up for no more; it stands among the gaps.
    open_ = [item for item in mine if item.met is None and item.ended >= on]
    gaps = [item for item in mine if item.late(min(on, item.ended))]
    return ChildVisits(
        child=child,
        standing=on_day(ledger, child.key, on),
        last=_latest(seen),
        alone=_latest([record for record in seen if child.key in record.names("seen_alone")]),
        statutory=_latest([record for record in seen if record.head.get("statutory")]),
        following=min(open_, key=lambda item: (item.due, item.rule.id), default=None),
        gaps=tuple(sorted(gaps, key=lambda item: (item.due, item.rule.id))),
        missed=tuple(
            record
            for record in listed
            if record.word("missed_by") and (not record.children or child.key in record.children)
        ),
    )


def _latest(records: Iterable[Record]) -> Record | None:
    return max(records, key=lambda record: (began(record), record.id), default=None)
