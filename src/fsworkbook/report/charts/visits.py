"""Visits over time: when each child was seen, when alone, and which visits did not take place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.charts.axis import LINE, SMALL, WIDTH, dates, spread
from fsworkbook.report.charts.legend import Key, legend
from fsworkbook.report.charts.marks import circle, cross, line
from fsworkbook.report.document import Picture
from fsworkbook.report.drawing import Drawing, Label, Stroke
from fsworkbook.report.lettering import wrapped
from fsworkbook.workbook.clock import brief

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from fsworkbook.report.drawing import Shape

MOST: Final = 60
"""Days that are drawn: the latest; the words tell of all."""
MISSED: Final = "Did not take place"
_SHORT: Final = "Missed"
_LEFT: Final = 92.0
_RIGHT: Final = 78.0
_ROW: Final = 22.0
_MARK: Final = 7.0
_NAME: Final = 8.5
_OVER: Final = 1.4  # how much wider than its room `wrapped` lets a single word be


class Seen(NamedTuple):
    """One day on which children were seen, or were to be seen.

    Attributes:
        on: the day.
        when: its month in words, where no more is known of it; else "".
        children: for each child who was seen, whether alone.
        missed: whether a visit was to be and did not take place.
    """

    on: date
    when: str
    children: Mapping[str, bool]
    missed: bool = False


def picture(days: Sequence[Seen], names: Mapping[str, str], *, counted: bool = True) -> Picture | None:
    """Return visits as a chart, a row for each child, or None where no child was ever seen.

    Args:
        days: in the order of time.
        names: of the children, by their keys, in the order of the rows.
        counted: whether it says how often; a copy has not all visits, so that a number of them would be untrue.
    """
    met = [day for day in days if day.missed or set(day.children) & set(names)]
    if not any(set(day.children) & set(names) for day in met):
        return None
    if not counted:
        names = {key: name for key, name in names.items() if any(key in day.children for day in met)}
    late = f", the last {MOST} times" if len(met) > MOST else ""
    drawn, words = chart(met[-MOST:], met, names, counted=counted), told(met, names, counted=counted)
    return Picture(drawn, words, f"When each child was seen{late}")


def told(days: Sequence[Seen], names: Mapping[str, str], *, counted: bool = True) -> str:
    """Return visits in words: every day for each child, and those that did not take place."""
    said = []
    for key, name in names.items():
        each = [f"{_when(day)}{' (alone)' if day.children[key] else ''}" for day in days if key in day.children]
        often = f" {_times(len(each))}" if counted else ""
        said.append(f"{name} was seen{often}: {', '.join(each)}." if each else f"{name}: not seen.")
    missed = [_when(day) for day in days if day.missed]
    said += [f"{MISSED}: {', '.join(missed)}."] if missed else []
    return "\n".join(said)


def chart(shown: Sequence[Seen], every: Sequence[Seen], names: Mapping[str, str], *, counted: bool = True) -> Drawing:
    """Return visits as a drawing; the numbers at the end of a row count every visit, drawn or not."""
    room = WIDTH - _LEFT - _RIGHT
    places = [_LEFT + x for x in spread([day.on for day in shown], room, _MARK + 1.5)]
    size = min(_MARK, room / len(shown) - 0.6)
    shapes: list[Shape] = []
    y = 12.0
    for key, name in names.items():
        shapes += _ruled(name, y)
        marks = [(x, day.children[key]) for x, day in zip(places, shown, strict=True) if key in day.children]
        shapes += [_seen(x, y, size, alone=alone) for x, alone in marks]
        shapes += [Label(WIDTH, y + 3, _count(every, key), SMALL, "end", "quiet")] if counted else []
        y += _ROW
    if any(day.missed for day in every):
        shapes += _ruled(_SHORT, y)
        shapes += [_missed(x, y, size) for x, day in zip(places, shown, strict=True) if day.missed]
        missed = _times(sum(day.missed for day in every))
        shapes += [Label(WIDTH, y + 3, missed, SMALL, "end", "quiet")] if counted else []
        y += _ROW
    shapes += dates([(day.on, day.when) for day in shown], places, y + 4)
    keys = [
        Key("seen", partial(_seen, size=_MARK, alone=False)),
        Key("seen alone", partial(_seen, size=_MARK, alone=True)),
        Key("missed", partial(_missed, size=_MARK)),
    ]
    under, end = legend(keys if any(day.missed for day in every) else keys[:2], y + 4 + 2 * LINE + 8)
    return Drawing(WIDTH, end, (*shapes, *under))


def _ruled(name: str, y: float) -> Iterator[Shape]:
    (label, *_) = wrapped(name, _NAME, (_LEFT - 10) / _OVER, 1) or ("",)
    yield Label(0, y + 3, label, _NAME, "start")
    yield Stroke(line((_LEFT - 8, y), (WIDTH - _RIGHT + 8, y)), "faint", width=0.5)


def _seen(x: float, y: float, size: float, *, alone: bool) -> Stroke:
    return Stroke(circle(x, y, size), "ink", "ink" if alone else "paper", 1.1)


def _missed(x: float, y: float, size: float) -> Stroke:
    return Stroke(cross(x, y, size), "ink", width=1.4)


def _count(days: Sequence[Seen], key: str) -> str:
    seen = [day.children[key] for day in days if key in day.children]
    return f"{_times(len(seen))}, {sum(seen)} alone" if seen else "not seen"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _when(day: Seen) -> str:
    return day.when or brief(day.on)
