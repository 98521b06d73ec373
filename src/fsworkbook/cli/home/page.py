"""The page of the home menu: the time of day, my families, how they stand, and what I left unfinished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.cli.frame.output import Line, Piece, columns, width_of
from fsworkbook.cli.time.caseload import rated, short, standing
from fsworkbook.workbook.caseload import line
from fsworkbook.workbook.clock import british, weekday
from fsworkbook.workbook.timing.due import LATE, WEEK, due

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.workbook.caseload import Glance

SHOWN: Final = 12
"""How many families are listed; the most pressing, where there are more."""

_NOON: Final = 12
_EVENING: Final = 18


def greeting(desk: Desk) -> Line:
    """Return the first line: who is greeted, by the time of day, and the day."""
    now = desk.now().astimezone(british())
    part = "morning" if now.hour < _NOON else "afternoon" if now.hour < _EVENING else "evening"
    name = desk.settings.name.removeprefix("Dr ").partition(" ")[0] or desk.settings.key
    said, day = f"Good {part}{f', {name}' if name else ''}.", weekday(now.date())
    gap = desk.width - width_of(said) - width_of(day)
    return [Piece(said, "strong"), " " * max(gap, 3), Piece(day, "quiet")]


def families(desk: Desk, mine: Sequence[Glance], key: str, today: date) -> list[Line]:
    """Return a line for each of my families: agreed rating and direction, next supervision, what I owe there."""
    owed = {one.name: _owed(one, key, today) for one in mine}
    shown = sorted(mine, key=lambda one: (one.read_only, one.surname.casefold(), one.name))
    if len(shown) > SHOWN:
        shown = sorted(shown, key=lambda one: (one.read_only, -owed[one.name][0], -owed[one.name][1]))[:SHOWN]
    rows = []
    for one in shown:
        last = line(one, today).last
        meeting = f"supervision {short(one.following, weekday=True)}" if one.following else "no supervision planned"
        said = _said(*owed[one.name])
        rows.append((one.surname, rated(last), *((standing(one), "read-only") if one.read_only else (meeting, said))))
    page: list[Line] = list(columns(rows, width=desk.width))
    if len(mine) > SHOWN:
        page.append(Piece(f"  and {len(mine) - SHOWN} more families: fsworkbook caseload, fsworkbook due", "quiet"))
    return page


def _owed(one: Glance, key: str, today: date) -> tuple[int, int]:
    """Return how much somebody has late there, and how much more is due this week."""
    groups = [owed.group for owed in due(one.outlook, today, key) if owed.owners]
    return groups.count(LATE), groups.count(WEEK)


def _said(late: int, this_week: int) -> str | Piece:
    if late:
        return Piece(f"{late} late, {this_week} due this week" if this_week else f"{late} late", "red")
    return f"{this_week} due this week" if this_week else "nothing due"
