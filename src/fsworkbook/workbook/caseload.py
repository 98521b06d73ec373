"""A family at a glance: what it owes, and how its supervisions went, without a day on which it is looked at (B.76).

It does not depend on the day, so that an index can keep it; a line of a caseload reads it as at one. Of ratings it
holds only those that were agreed when a supervision was held: what is still closed cannot be told from it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.clock import day_of
from fsworkbook.workbook.episodes import closed, closed_children
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.timing.deadlines import deadlines
from fsworkbook.workbook.timing.due import LATE, WEEK, due
from fsworkbook.workbook.timing.outlook import SIGNATURE, Outlook, outlook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.timing.days import Counting
    from fsworkbook.workbook.timing.deadlines import Deadline
    from fsworkbook.workbook.timing.due import Owed
    from fsworkbook.workbook.timing.outlook import Task

STEPS: Final = ("held", "minuted", "authorised")
"""What is looked at of a supervision, whether it came in time (C.06, C.07, C.12)."""

_EVENTS: Final = {"held": "supervision.held", "minuted": "supervision.minuted", "authorised": "supervision.approved"}

IN_TIME, TOO_LATE, TO_COME, OVERDUE, NO_CLOCK = "in time", "late", "to come", "overdue", "done"
"""How a step stands: it came in time, it came late, there is time, it is missing, or it came and no rule counts it."""


class Step(NamedTuple):
    """A step of a supervision and the rules' days for it.

    Attributes:
        met: the day it was taken, or None.
        due: the last day for it; None where no rule says one.
        late_after: the last day on which it is not late.
        in_time: whether it was taken, and is late by no rule that counts it.
    """

    met: date | None = None
    due: date | None = None
    late_after: date | None = None
    in_time: bool = False

    def state(self, on: date) -> str:
        """Return how it stands on a day: IN_TIME, TOO_LATE, TO_COME, OVERDUE or NO_CLOCK; "" where nothing is owed."""
        if self.met:
            return NO_CLOCK if self.due is None else IN_TIME if self.in_time else TOO_LATE
        if self.due is None or self.late_after is None:
            return ""
        return OVERDUE if on > self.late_after else TO_COME


class Held(NamedTuple):
    """A supervision that took place.

    Attributes:
        on: the day.
        agreed: the rating that was agreed there, or "".
        direction: up (towards more caution), down, same, or "" where none was agreed before.
        steps: how it was held, minuted and authorised, in the order of STEPS.
        attendance: how each attended, by key of the team.
        there: how many were there, in the room or remotely.
        expected: how many are listed.
    """

    on: date
    agreed: str
    direction: str
    steps: tuple[Step, ...]
    attendance: Mapping[str, str]
    there: int
    expected: int


class Ended(NamedTuple):
    """A child with whom the work has ended while the workbook stays open: key, first name, since when (B.38, B.41)."""

    key: str
    name: str
    on: date


class Glance(NamedTuple):
    """A family at a glance.

    Attributes:
        name: the folder's name.
        reference: the council's own number.
        surname: the family's.
        training: whether it is made up.
        outlook: what it owes, and who is there to do it.
        names: the full name behind each key of the team.
        held: its supervisions, in their order.
        following: the day of the next one, or None.
        latest: the British day on which the last of its records was recorded, or None without any.
        faults: a sentence for each file that could not be read.
        closed: the day on which its workbook was closed, or None (B.40).
        ended: the children with whom the work has ended.
        handed: the day on which another team's workbook was opened here, to be read; None for one's own.
    """

    name: str
    reference: str
    surname: str
    training: bool
    outlook: Outlook
    names: Mapping[str, str]
    held: tuple[Held, ...] = ()
    following: date | None = None
    latest: date | None = None
    faults: tuple[str, ...] = ()
    closed: date | None = None
    ended: tuple[Ended, ...] = ()
    handed: date | None = None

    @property
    def read_only(self) -> bool:
        """Whether nothing is recorded there, and so nothing is due."""
        return self.closed is not None or self.handed is not None

    def called(self, key: str) -> str:
        """Return the full name behind a key of the team; the key itself where nobody has it."""
        return self.names.get(key, key)

    def first_name(self, key: str) -> str:
        """Return the name for a sentence behind a key of the team; the key itself where nobody has it."""
        return self.called(key).removeprefix("Dr ").split(maxsplit=1)[0]

    def works_here(self, key: str) -> bool:
        """Return whether somebody is or was on the team, or stands in for a role; another team's keys are others'."""
        return self.handed is None and any(hand.key == key for hand in self.outlook.hands)

    def roles_of(self, key: str, on: date) -> frozenset[str]:
        """Return the roles that somebody holds or stands in for on a day; none in another team's workbook."""
        if self.handed is not None:
            return frozenset()
        return frozenset(
            hand.role
            for hand in self.outlook.hands
            if hand.key == key and (hand.since or on) <= on <= (hand.until or on)
        )


class Line(NamedTuple):
    """A family in a caseload, as at a day.

    Attributes:
        glance: the family.
        last: its last supervision, or None.
        late: what is late, the longest late first.
        due: how much more is due this week.
        awaited: what waits for a signature, and is never late.
    """

    glance: Glance
    last: Held | None
    late: tuple[Owed, ...]
    due: int
    awaited: tuple[Task, ...] = ()


def glance(
    family: Family,
    ledger: Ledger,
    practice: Practice,
    counting: Counting,
    faults: Iterable[str] = (),
    handed: date | None = None,
) -> Glance:
    """Return a family at a glance.

    Args:
        family: who is who.
        ledger: the records that stand; as at a day, the records of that day.
        practice: the model in use.
        counting: how days are counted.
        faults: a sentence for each file that could not be read.
        handed: as in `Glance`.
    """
    found = deadlines(family, ledger, practice, counting)
    meetings = calendar(ledger)
    end, ended = closed(ledger), _ended(family, ledger)
    over, gone = bool(end or handed), {one.key for one in ended}
    seen = outlook(family, ledger, practice, counting, found)
    tasks = () if over else tuple(task for task in seen.tasks if task.of not in gone)
    return Glance(
        name=family.name,
        reference=family.reference,
        surname=family.surname,
        training=family.training,
        outlook=seen._replace(tasks=tasks),
        names={key: member.name for key, member in family.team.items()},
        held=_all_held(meetings.held, found, ledger, practice),
        following=meetings.next.on if meetings.next and not over else None,
        latest=max((day_of(record.recorded) for record in ledger.everything.values()), default=None),
        faults=tuple(faults),
        closed=end.on if end else None,
        ended=ended,
        handed=handed,
    )


def _ended(family: Family, ledger: Ledger) -> tuple[Ended, ...]:
    found = closed_children(ledger, family)
    return tuple(Ended(key, family.first_name(key), record.on) for key, record in found.items())


def line(seen: Glance, on: date) -> Line:
    """Return the line of a family, as at a day."""
    owed = due(seen.outlook, on)  # what is late stands first, the longest late before the others
    late = tuple(item for item in owed if item.group == LATE)
    this_week = sum(item.group == WEEK for item in owed[len(late) :])
    waiting = {item.task.what: item.task for item in owed if item.task.rule == SIGNATURE and item.task.due <= on}
    return Line(seen, seen.held[-1] if seen.held else None, late, this_week, tuple(waiting.values()))


def _all_held(
    meetings: Iterable[Meeting], found: Iterable[Deadline], ledger: Ledger, practice: Practice
) -> tuple[Held, ...]:
    by_event: dict[str, list[Deadline]] = {}
    for deadline in found:
        if len(deadline.rule.met_by) == 1 and not deadline.rule.hint:
            by_event.setdefault(deadline.rule.met_by[0], []).append(deadline)
    told: list[Held] = []
    for meeting in meetings:
        if meeting.held is not None:
            before = told[-1].agreed if told else ""
            told.append(_held(meeting, meeting.held, before, by_event, ledger, practice))
    return tuple(told)


def _held(
    meeting: Meeting,
    record: Record,
    before: str,
    by_event: Mapping[str, list[Deadline]],
    ledger: Ledger,
    practice: Practice,
) -> Held:
    agreed = meeting.agreed
    listed = record.head.get("attendance", {})
    attendance = {str(key): str(state) for key, state in listed.items()} if isinstance(listed, dict) else {}
    states = Counter(attendance.values())
    there = sum(count for state, count in states.items() if state in practice.attendance and _present(state, practice))
    taken = {"held": record, "minuted": meeting.minutes, "authorised": meeting.approved}
    return Held(
        on=record.on,
        agreed=agreed,
        direction=_direction(before, agreed, practice),
        steps=tuple(_step(taken[name], meeting, by_event.get(_EVENTS[name], []), ledger, name) for name in STEPS),
        attendance=attendance,
        there=there,
        expected=len(attendance),
    )


def _present(state: str, practice: Practice) -> bool:
    return practice.attendance[state].present


def _step(record: Record | None, meeting: Meeting, rules: Iterable[Deadline], ledger: Ledger, name: str) -> Step:
    """Return a step with the earliest of the days that rules set for it; late is what `due` calls late."""
    mine = [
        deadline
        for deadline in rules
        if (record is not None and deadline.met is not None and deadline.met.record == record.id)
        or (record is None and deadline.met is None and deadline.meeting == meeting.id)
    ]
    met = None
    if record is not None:
        met = record.on if name == "held" else day_of(ledger.first_version(record).recorded)
    if not mine:
        return Step(met)
    first = min(mine, key=lambda deadline: (deadline.late_after, deadline.due))
    return Step(met, first.due, first.late_after, met is not None and not any(item.late(met) for item in mine))


def _direction(before: str, now: str, practice: Practice) -> str:
    if before not in practice.ratings or now not in practice.ratings:
        return ""
    change = practice.ratings[now].caution - practice.ratings[before].caution
    return "same" if change == 0 else "up" if change > 0 else "down"
