"""Where things stand along a line of time: in proportion, but never so close that they run into one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.drawing import Label
from fsworkbook.workbook.clock import brief

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

WIDTH: Final = 436.0
"""Points: the measure of the text on an upright page."""
SMALL: Final = 7.5
"""The size of the words of an axis, in points."""
LINE: Final = 9.0
"""Points between two lines of small words."""
_DATE: Final = 34.0  # points that a day and a month take


def spread(days: Sequence[date], width: float, gap: float) -> tuple[float, ...]:
    """Return where days stand within a width, in their order, at least `gap` apart where there is room for that."""
    if len(days) < 2:  # noqa: PLR2004 - nothing to keep apart
        return tuple(width / 2 for _ in days)
    gap = min(gap, width / (len(days) - 1))
    whole = max((days[-1] - days[0]).days, 1)
    places = [width * (day - days[0]).days / whole for day in days]
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + gap)
    places[-1] = min(places[-1], width)
    for at in range(len(places) - 2, -1, -1):
        places[at] = min(places[at], places[at + 1] - gap)
    return tuple(places)


def dates(days: Sequence[tuple[date, str]], places: Sequence[float], y: float, room: float = WIDTH) -> Iterator[Label]:
    """Yield the days under an axis, as many as there is room for: the last, the first, and what is clear of them.

    Args:
        days: each day, with what stands for it where only its month is known ("Jan 2025"), or "".
        places: where each stands.
        y: the baseline of the first of two lines: under the day stands its year, where that is a new one.
        room: how wide the sheet is.
    """
    before = ""
    for at in _clear(places):
        day, _, year = (days[at][1] or brief(days[at][0])).rpartition(" ")
        x = min(max(places[at], _DATE / 2), room - _DATE / 2)
        yield Label(x, y, day or year, SMALL, colour="quiet")
        if year != before and day:
            yield Label(x, y + LINE, year, SMALL, colour="quiet")
        before = year


def _clear(places: Sequence[float]) -> list[int]:
    """Return which days have room for their words, in their order."""
    shown: list[int] = []
    for at in dict.fromkeys((len(places) - 1, 0, *range(len(places) - 2, 0, -1))):
        if all(abs(places[other] - places[at]) >= _DATE for other in shown):
            shown.append(at)
    return sorted(shown)
