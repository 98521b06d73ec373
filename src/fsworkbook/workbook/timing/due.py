"""What is due, for whom, as at a day: late, this week, next week (inventory section C; design.md section 4)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.timing.outlook import MEETING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.workbook.timing.outlook import Hand, Outlook, Task

LATE, WEEK, NEXT, LATER = "late", "this week", "next week", "later"
GROUPS: Final = (LATE, WEEK, NEXT, LATER)

_WEEK: Final = 7


class Owed(NamedTuple):
    """One thing that is owed, as at a day.

    Attributes:
        task: what it is.
        group: late, this week, next week or later.
        owners: the keys of those who owe it; empty where nobody holds the role.
        days: how many days are left; negative where it is late.
    """

    task: Task
    group: str
    owners: tuple[str, ...]
    days: int


def due(outlook: Outlook, on: date, member: str = "") -> tuple[Owed, ...]:
    """Return what is owed as at a day, the most pressing first: everybody's, or one member's.

    A group keeps the outlook's order, which is by the day. What was missed and can no longer be met, such as a
    reminder of a meeting that is over, or a visit under a plan that has ended, is not owed any more; a hint whose day
    has passed is quiet.
    """
    found: dict[str, list[Owed]] = {group: [] for group in GROUPS}
    sunday = _sunday(on)
    known: dict[tuple[str, str], tuple[str, ...]] = {}  # many tasks of a family are one role's
    for task in outlook.tasks:
        whose = (task.owner, task.role)
        if whose not in known:
            known[whose] = owing(task, outlook.hands, on)
        owners = known[whose]
        if (member and member not in owners and task.rule != MEETING) or (task.hint and task.due < on):
            continue
        if task.ended < on:
            continue
        group = _group(task, on, sunday)
        found[group].append(Owed(task, group, owners, (task.due - on).days))
    return (*found[LATE], *found[WEEK], *found[NEXT], *found[LATER])


def group_of(task: Task, on: date) -> str:
    """Return whether a task is late, due this week (until Sunday), next week or later."""
    return _group(task, on, _sunday(on))


def _sunday(on: date) -> date:
    return on + timedelta(days=6 - on.weekday())


def _group(task: Task, on: date, sunday: date) -> str:
    if task.late_after < on and task.rule != MEETING:
        return LATE
    if task.working <= sunday:
        return WEEK
    return NEXT if task.working <= sunday + timedelta(days=_WEEK) else LATER


def owing(task: Task, hands: Iterable[Hand], on: date) -> tuple[str, ...]:
    """Return who owes a task on a day: the one it was given to, or those who hold or stand in for its role."""
    if task.owner or not task.role:
        return (task.owner,) if task.owner else ()
    there = [hand for hand in hands if hand.role == task.role and (hand.since or on) <= on <= (hand.until or on)]
    standing_in = [hand.key for hand in there if hand.covers]
    return tuple(dict.fromkeys(standing_in or [hand.key for hand in there]))
