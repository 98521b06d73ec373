"""The days of one supervision: when its reminder, its summaries, its minutes and its approval are due (C.02–C.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.timing.deadlines import Deadline, deadlines
from fsworkbook.workbook.timing.outlook import because

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.timescales import Timescale
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting
    from fsworkbook.workbook.timing.days import Counting


class Due(NamedTuple):
    """One thing that belongs to a supervision, and its day.

    Attributes:
        rule: the number that the day comes from.
        due: the day to the end of which there is time.
        late_after: the last day on which it is not late.
        why: the rule in a sentence, with its id and other readings.
        done: the day on which it was done, by the last of those who owe it; None while somebody has not.
        open: keys of those who still owe it, where each owes their own.
        late: whether it was done too late, or is.
    """

    rule: Timescale
    due: date
    late_after: date
    why: str
    done: date | None
    open: tuple[str, ...]
    late: bool


def days_of(
    meeting: Meeting, family: Family, ledger: Ledger, practice: Practice, counting: Counting, today: date
) -> tuple[Due, ...]:
    """Return what belongs to a supervision and when each is due, by day.

    What comes after the meeting is counted from the day for which it is planned until it is held.
    """
    found: dict[str, list[Deadline]] = {}
    for deadline in deadlines(family, ledger, practice, counting):
        if deadline.meeting == meeting.id:
            found.setdefault(deadline.rule.id, []).append(deadline)
    days = [_due(every, practice, today) for every in found.values()]
    if meeting.held is None:
        days += [_expected(rule, meeting, counting) for rule in _after(practice) if rule.id not in found]
    return tuple(sorted(days, key=lambda item: (item.due, item.rule.id)))


def _after(practice: Practice) -> list[Timescale]:
    """Return the rules that run from the day a supervision is held to something of the same supervision."""
    return [
        rule
        for rule in practice.timescales.values()
        if rule.of == "supervision" and rule.trigger == ("supervision.held",) and not rule.reading_of
    ]


def _due(every: list[Deadline], practice: Practice, today: date) -> Due:
    first = every[0]
    undone = tuple(deadline.of for deadline in every if deadline.met is None)
    done = None if undone else max(deadline.met.on for deadline in every if deadline.met)
    mine = first.rule.of == "practitioner"
    late = any(deadline.late(today) for deadline in every)
    why = because(first, practice)
    return Due(first.rule, first.due, first.late_after, why, done, undone if mine else (), late)


def _expected(rule: Timescale, meeting: Meeting, counting: Counting) -> Due:
    due = counting.after(meeting.planned, rule.number, rule.unit)
    amount = f"{rule.number} {rule.unit[:-1] if rule.number == 1 else rule.unit}"
    why = f"{amount} after {rule.after}, where it is held as planned ({rule.said})"
    return Due(rule, due, due, why, None, (), late=False)
