"""A parent's goals as a page for the fridge: in large print, in their words, with room to tick and to write (I.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.banners import TRAINING
from fsworkbook.report.document import Break, Document, Heading, Table, para, text
from fsworkbook.report.prose import blocks as prose
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.family import joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fsworkbook.report.document import Block
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.goals import Goal

_DAYS: Final = ("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WIDTHS: Final = (4, 2, 2, 2, 2, 2, 2, 2)
_LEVEL: Final = 2
_ROOM: Final = (Break(), Break())
"""An empty cell that is high enough to write in."""


def paper(goals: tuple[Goal, ...], parent: str, family: Family, day: date) -> Document:
    """Return the page.

    Args:
        goals: the parent's open goals, as far as the parent may have them.
        parent: the parent's key.
        family: who is who, as far as the parent may know.
        day: the day of the page.
    """
    return Document(
        title=f"What I want to do: {family.first_name(parent)}",
        reference=family.reference,
        blocks=tuple(block for goal in goals for block in _goal(goal, family)),
        banners=(TRAINING,) if family.training else (),
        made=day,
        contents=False,
        large=True,
    )


def _goal(goal: Goal, family: Family) -> Iterator[Block]:
    names = joined(family.first_name(key) for key in goal.record.children if key in family.people)
    yield Heading(1, text(f"With {names}" if names else "For me"))
    yield from prose(goal.task, _LEVEL)
    facts = [goal.record.word("frequency"), _when(goal)]
    if any(facts):
        yield para(" · ".join(filter(None, facts)))
    noticed = f"What {names} did" if names else "What I noticed"
    rows = tuple((text(label), *(_ROOM for _ in _DAYS[1:])) for label in ("Done", noticed))
    yield Table(_DAYS, rows, _WIDTHS)


def _when(goal: Goal) -> str:
    since = f"from {spoken(goal.since)}" if goal.since else ""
    until = f"until {spoken(goal.until)}" if goal.until else ""
    return " ".join(filter(None, [since, until]))
