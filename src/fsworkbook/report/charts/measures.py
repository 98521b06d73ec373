"""A measure or a ruler over time: each point where it stands between the lowest and the highest that there can be."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from fsworkbook.report.charts.axis import LINE, SMALL, WIDTH, dates, spread
from fsworkbook.report.charts.marks import circle, line
from fsworkbook.report.document import Picture
from fsworkbook.report.drawing import Drawing, Label, Stroke
from fsworkbook.report.lettering import width, wrapped
from fsworkbook.workbook.measures import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fsworkbook.report.drawing import Shape
    from fsworkbook.workbook.measures import Point, Series

MOST: Final = 60
"""Points that are drawn: the latest; the words tell of all."""
_LEFT: Final = 46.0
_RIGHT: Final = 18.0
_TOP: Final = 16.0
_HEIGHT: Final = 66.0
_GAP: Final = 34.0
_UNDER: Final = 25.0
_VALUE: Final = 8.5
_WORST: Final = 1.4  # how much wider than its room `wrapped` lets a single word be


def picture(series: Series) -> Picture | None:
    """Return a series as a chart, or None where it is told in words and cannot be drawn."""
    if not series.numeric:
        return None
    late = f", the last {MOST} times" if len(series.points) > MOST else ""
    return Picture(chart(series), told(series), f"{series.name}{_better(series)}{late}")


def told(series: Series) -> str:
    """Return a series in words: every point, and what the scale is."""
    scale = ""
    if series.low is not None and series.high is not None:
        scale = f", from {said(series.low)} to {said(series.high)}"
    points = "; ".join(f"{point.when}: {point.words}" for point in series.points)
    return f"{series.name}{scale}{_better(series)}. {points}."


def chart(series: Series) -> Drawing:
    """Return the points of a series as a drawing; each has to be a number."""
    points = series.points[-MOST:]
    low, high = _scale(series, points)
    days = [point.on for point in points]
    places = [_LEFT + 12 + x for x in spread(days, WIDTH - _LEFT - _RIGHT - 24, _GAP)]
    spots = [
        (x, _TOP + _HEIGHT * (1 - _share(point.value or 0.0, low, high)))
        for x, point in zip(places, points, strict=True)
    ]
    bottom = _TOP + _HEIGHT
    shapes: list[Shape] = [*_ground(low, high)]
    shapes += [Stroke(line(one, two), "ink", width=1.4) for one, two in pairwise(spots)]
    shapes += [Stroke(circle(*spot, 6), "ink", "ink") for spot in spots]
    shapes += _values(points, spots)
    shapes += dates([(point.on, "" if point.exact else point.when) for point in points], places, bottom + _UNDER)
    return Drawing(WIDTH, bottom + _UNDER + LINE + 4, tuple(shapes))


def _better(series: Series) -> str:
    return f" ({series.better} is better)" if series.better else ""


def _scale(series: Series, points: Sequence[Point]) -> tuple[float, float]:
    """Return the lowest and the highest value of the scale: those of the measure, else nought and a round number.

    A scale that began at the lowest point would make a small change look great. A point beyond the scale widens it.
    """
    values = [point.value for point in points if point.value is not None]
    low = series.low if series.low is not None else 0.0
    high = series.high if series.high is not None else _round(max(values))
    return min(low, *values, low), max(high, *values, high)


def _round(value: float) -> float:
    """Return the first round number that is no less than a value: 1, 2, 5, 10, 20, 50 and so on."""
    if value <= 0:
        return 0.0
    tens = 10.0 ** math.floor(math.log10(value))
    return next(step * tens for step in (1, 2, 5, 10) if step * tens >= value * 0.999)


def _share(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low) if high > low else 0.5


def _ground(low: float, high: float) -> Iterator[Shape]:
    """Yield the lines of the lowest and the highest value, each with its number."""
    ends = [(high, _TOP), (low, _TOP + _HEIGHT)] if high > low else [(low, _TOP + _HEIGHT / 2)]
    for value, y in ends:
        yield Stroke(line((_LEFT, y), (WIDTH - _RIGHT, y)), "faint", width=0.6)
        (words, *_) = wrapped(said(round(value, 2)), SMALL, (_LEFT - 8) / _WORST, 1)
        yield Label(_LEFT - 5, y + 2.6, words, SMALL, "end", "quiet")


def _values(points: Sequence[Point], spots: Sequence[tuple[float, float]]) -> Iterator[Label]:
    """Yield the numbers beside the points, as many as there is room for, from the last one back."""
    edge = WIDTH
    for at in range(len(points) - 1, -1, -1):
        x, _ = spots[at]
        (words, *_) = wrapped(points[at].words, _VALUE, (_GAP - 4) / _WORST, 1, bold=True) or ("",)
        half = width(words, _VALUE, bold=True) / 2
        heights = [y for y in _heights(spots, at) if _is_clear(x, y, half, spots)]
        if words and x + half <= edge and heights:
            edge = x - half - 2
            yield Label(x, heights[0], words, _VALUE, bold=True)


def _heights(spots: Sequence[tuple[float, float]], at: int) -> tuple[float, float]:
    """Return where the number of a point may stand, the better place first.

    Above it; but under it where the lines to its neighbours go up from there.
    """
    y = spots[at][1]
    around = [spots[near][1] for near in (at - 1, at + 1) if 0 <= near < len(spots)]
    above, under = y - 6, y + 13
    return (under, above) if around and sum(around) / len(around) < y - 1 else (above, under)


def _is_clear(x: float, y: float, half: float, spots: Sequence[tuple[float, float]]) -> bool:
    """Return whether no point lies on the words that would stand there."""
    top, bottom = y - _VALUE, y + 2
    return not any(abs(px - x) < half + 3 and py + 3 > top and py - 3 < bottom for px, py in spots)
