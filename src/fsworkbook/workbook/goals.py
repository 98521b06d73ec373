"""Parents' goals: what each wants to do with which child, and how it went; what is in the way (I.10-I.13)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.threads import GOAL, Thread, threads

if TYPE_CHECKING:
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_REVIEW: Final = "review"


class Goal(NamedTuple):
    """One goal.

    Attributes:
        record: the goal itself.
        progress: what was recorded of it since, by the day.
        since: its first day, or None.
        until: its last day, as it was said last, or None.
        stands: the id of how it stands, as it was said last, or "".
        open: whether it has not come to an end.
    """

    record: Record
    progress: tuple[Record, ...]
    since: date | None
    until: date | None
    stands: str
    open: bool

    @property
    def task(self) -> str:
        """What the parent wants to do."""
        return self.record.section("task") or ""

    def last(self, name: str) -> str:
        """Return what was said last under a key or a section of its progress; "" where nothing was."""
        for item in reversed(self.progress):
            words: str = item.section(name) or item.word(name)
            if words:
                return words
        return ""


def goals(ledger: Ledger, practice: Practice, *, parent: str = "", child: str = "") -> tuple[Goal, ...]:
    """Return the goals, those of one parent, or with one child, alone where that is asked; the first set first."""
    return tuple(
        _goal(thread, practice)
        for thread in threads(ledger, GOAL)
        if (not parent or parent in thread.first.about) and (not child or child in thread.first.children)
    )


def _goal(thread: Thread, practice: Practice) -> Goal:
    every = (thread.first, *thread.later)
    stands = next((item.word("stands") for item in reversed(every) if item.word("stands")), "")
    known = practice.direct_work.goal_states.get(stands)
    days = [item.head["to"] for item in every if isinstance(item.head.get("to"), date)]
    since = thread.first.head.get("from")
    return Goal(
        record=thread.first,
        progress=thread.later,
        since=since if isinstance(since, date) else None,
        until=days[-1] if days else None,
        stands=stands,
        open=not (known and known.over),
    )


def obstacles(ledger: Ledger, parent: str) -> tuple[Record, ...]:
    """Return what stands in a parent's way just now: the last word on each, where it is still there (I.10)."""
    last: dict[str, Record] = {}
    for record in ledger.of(_REVIEW):
        marks = record.head.get("marks")
        if parent in record.about and isinstance(marks, dict) and "obstacle" in marks:
            last[str(marks["obstacle"])] = record
    return tuple(record for record in last.values() if record.head["marks"].get("still") is True)
