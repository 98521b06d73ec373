"""Ratings over time: a row for each practitioner, for what was agreed, and for each child (B.01-B.13).

A row is a small chart of its own: the higher a mark stands in it, the more caution; its shape and the word under it
say the same without a colour.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.charts.axis import LINE, SMALL, WIDTH
from fsworkbook.report.charts.legend import Key, legend
from fsworkbook.report.charts.marks import line, ranked
from fsworkbook.report.document import Picture, date_in_words
from fsworkbook.report.drawing import Drawing, Label, Stroke
from fsworkbook.report.lettering import width, wrapped
from fsworkbook.workbook.clock import brief

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.drawing import Shape
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ratings import Opened

MOST: Final = 12
"""Meetings that are drawn: the latest; the words tell of all."""
NOT_GIVEN: Final = "not given"
AGREED: Final = "Agreed"
_LEFT: Final = 82.0
_WIDEST: Final = 84.0
_STEP: Final = 4.5
_MARK: Final = 6.5
_NAME: Final = 8.5
_OVER: Final = 1.4
"""How much wider than its room `wrapped` lets a single word be."""


class Row(NamedTuple):
    """A line of the chart.

    Attributes:
        label: whose it is.
        ratings: the key of a rating for each meeting; `MISSING` where one was expected, "" where none was.
        agreed: for whom it was agreed: a child, or the family; "" where it is one practitioner's.
    """

    label: str
    ratings: tuple[str, ...]
    agreed: str = ""

    @property
    def strong(self) -> bool:
        """Whether it is what was agreed, and not one practitioner's rating."""
        return bool(self.agreed)

    @property
    def named(self) -> str:
        """Whose it is, in one line."""
        return f"{self.label} for {self.agreed}" if self.agreed else self.label


MISSING: Final = "-"


def picture(views: Sequence[Opened], family: Family, practice: Practice) -> Picture | None:
    """Return the ratings of the meetings that were held, or None where none was or nobody rated; for the team only.

    Args:
        views: the ratings of each meeting, in their order; those that are closed are left out.
        family: who is who.
        practice: the ratings, and how cautious each is.
    """
    held = [view for view in views if view.open and view.meeting]
    lines = rows(held, family)
    if not lines:
        return None
    days = [view.meeting.on for view in held if view.meeting]
    shown = [each._replace(ratings=each.ratings[-MOST:]) for each in lines]
    drawn = chart(days[-MOST:], [each for each in shown if any(each.ratings)], practice)
    caption = "Ratings over time" + (f", the last {MOST} supervisions" if len(days) > MOST else "")
    return Picture(drawn, told(days, lines, practice), caption)


def rows(views: Sequence[Opened], family: Family) -> list[Row]:
    """Return the rows: practitioners in the order in which they first rated, what was agreed, and each child."""
    raters = dict.fromkeys(key for view in views for key in (*view.raters, *view.missing))
    found = [Row(family.first_name(key), tuple(_of(key, view) for view in views)) for key in raters]
    if not any(rating not in {"", MISSING} for row in found for rating in row.ratings):
        return []
    agreed = Row(AGREED, tuple(view.agreed for view in views), "the family")
    children = dict.fromkeys(key for view in views for key in view.agreed_children)
    found += [agreed] if any(agreed.ratings) else []
    return found + [
        Row(
            AGREED,
            tuple(view.agreed_children.get(key, "") for view in views),
            family.first_name(key),
        )
        for key in children
    ]


def _of(key: str, view: Opened) -> str:
    given = next((item.rating for item in view.given if item.by == key), "")
    return given or (MISSING if key in view.missing else "")


def chart(days: Sequence[date], lines: Sequence[Row], practice: Practice) -> Drawing:
    """Return rows of ratings as a drawing."""
    ranks = _ranks(practice)
    column = min((WIDTH - _LEFT) / len(days), _WIDEST)
    places = [_LEFT + column * (at + 0.5) for at in range(len(days))]
    band = _STEP * (len(ranks) - 1)
    shapes: list[Shape] = [*_heads(days, places)]
    y = 2 * LINE + 6
    for before, row in zip((None, *lines), lines, strict=False):
        if row.strong and not (before and before.strong):
            shapes.append(Stroke(line((0, y), (places[-1] + column / 2, y)), "ink", width=0.8))
        elif before:
            shapes.append(Stroke(line((0, y), (places[-1] + column / 2, y)), "faint", width=0.4))
        shapes += _row(row, y + 7, places, column, practice)
        y += band + 23
    keys = [Key(practice.ratings[key].name, partial(_mark, rank, key)) for key, rank in ranks.items()]
    under, end = legend([*keys, Key("The higher a mark stands in its row, the more caution.")], y + 13)
    return Drawing(WIDTH, end, (*shapes, *under))


def told(days: Sequence[date], lines: Sequence[Row], practice: Practice) -> str:
    """Return rows of ratings in words: every rating of every meeting."""
    said = ["Ratings of each group supervision."]
    for at, day in enumerate(days):
        each = [(row.named, row.ratings[at]) for row in lines if row.ratings[at]]
        given = "; ".join(f"{label}: {_name(rating, practice)}" for label, rating in each) or "nobody rated"
        said.append(f"{date_in_words(day)}. {given}.")
    return "\n".join(said)


def _ranks(practice: Practice) -> Mapping[str, int]:
    """Return the place of each rating, the most cautious first."""
    ordered = sorted(practice.ratings, key=lambda key: -practice.ratings[key].caution)
    return {key: rank for rank, key in enumerate(ordered)}


def _mark(rank: int, key: str, x: float, y: float) -> Stroke:
    return ranked(rank, key, x, y, _MARK)


def _heads(days: Sequence[date], places: Sequence[float]) -> Iterator[Label]:
    """Yield the day of each meeting, over its column."""
    for day, x in zip(days, places, strict=True):
        short, _, year = brief(day).rpartition(" ")
        yield Label(x, LINE, short, SMALL, bold=True)
        yield Label(x, 2 * LINE, year, SMALL, colour="quiet")


def _row(row: Row, y: float, places: Sequence[float], column: float, practice: Practice) -> Iterator[Shape]:
    """Yield a row: whose it is, a line from rating to rating, and each rating's mark with its word."""
    ranks = _ranks(practice)
    band = _STEP * (len(ranks) - 1)
    yield from _whose(row, y + band / 2 + (-1 if row.agreed else 3))
    points = [(x, y + _STEP * ranks[key], key) for x, key in zip(places, row.ratings, strict=True) if key in ranks]
    known = [key in ranks for key in row.ratings]
    heights = iter(points)
    marks = [next(heights) if each else None for each in known]
    for one, two in pairwise(marks):
        if one and two:
            yield Stroke(line(one[:2], two[:2]), "quiet", width=1.6 if row.strong else 0.9)
    for x, key, mark in zip(places, row.ratings, marks, strict=True):
        if mark:
            yield _mark(ranks[key], key, *mark[:2])
        elif key == MISSING:
            yield Stroke(line((x - 3, y + band / 2), (x + 3, y + band / 2)), "quiet")
        if key:
            words = _fitting(_names(key, practice), column - 3, bold=row.strong)
            yield Label(x, y + band + 11.5, words, SMALL, colour="ink" if mark else "quiet", bold=row.strong)


def _whose(row: Row, y: float) -> Iterator[Label]:
    for place, words in enumerate((row.label, row.agreed)):
        (label, *_) = wrapped(words, _NAME, (_LEFT - 8) / _OVER, 1, bold=row.strong) or ("",)
        if label:
            yield Label(0, y + 10 * place, label, _NAME, "start", bold=row.strong and not place)


def _names(key: str, practice: Practice) -> tuple[str, ...]:
    """Return the words for a rating, the fullest first."""
    if key in practice.ratings:
        return (practice.ratings[key].name, practice.ratings[key].letter)
    return (NOT_GIVEN, "–") if key == MISSING else (key,)


def _name(key: str, practice: Practice) -> str:
    return _names(key, practice)[0]


def _fitting(names: Sequence[str], room: float, *, bold: bool) -> str:
    return next((name for name in names if width(name, SMALL, bold=bold) <= room), names[-1])
