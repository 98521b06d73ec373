"""Measures and rulers as series of points over time, for a line on the screen, a table and a chart (S13.T2, I.07)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.directwork import MARK
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.family import joined
from fsworkbook.workbook.threads import MEASURE, Thread, threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Point(NamedTuple):
    """One point of a series.

    Attributes:
        on: the day; the first of the month where no more is known.
        exact: whether the day is known, and not the month alone.
        value: the number, or None where it was said in words.
        words: the value as it is read.
        record: the id of the record that it stands in.
    """

    on: date
    exact: bool
    value: float | None
    words: str
    record: str

    @property
    def when(self) -> str:
        """When it was, in words: `10 Mar 2025`, `Jan 2025`."""
        return brief(self.on) if self.exact else f"{self.on:%b %Y}"


class Series(NamedTuple):
    """Points of one measure over time.

    Attributes:
        id: the id of the record that began it; for a ruler the parent's key and the part's id.
        name: what is measured.
        better: “lower”, “higher”, or "" where nothing is said of it.
        low: the lowest value that there can be, or None.
        high: the highest one, or None.
        points: in the order of time.
        about: keys of the grown-ups whom it is about.
        children: keys of the children.
        records: the records that it stands in.
    """

    id: str
    name: str
    better: str
    low: float | None
    high: float | None
    points: tuple[Point, ...]
    about: tuple[str, ...]
    children: tuple[str, ...]
    records: tuple[Record, ...]

    @property
    def numeric(self) -> bool:
        """Whether every point is a number, so that it can be drawn."""
        return bool(self.points) and all(point.value is not None for point in self.points)


def series(ledger: Ledger, practice: Practice, family: Family) -> tuple[Series, ...]:
    """Return every measure, then every ruler, as series; those without a point are left out."""
    found = [_measure(thread) for thread in threads(ledger, MEASURE)]
    return tuple(one for one in (*found, *_rulers(ledger, practice, family)) if one.points)


def line(one: Series) -> str:
    """Return the values in a line, and from when to when: `19 → 13 → 8 → 7 (10 Mar 2025 to 13 May 2025)`."""
    first, last = one.points[0], one.points[-1]
    span = first.when if len(one.points) == 1 else f"{first.when} to {last.when}"
    return f"{' → '.join(point.words for point in one.points)} ({span})"


def _measure(thread: Thread) -> Series:
    first = thread.first
    every = (first, *thread.later)
    points = [point for record in every for point in _points(record)]
    return Series(
        id=first.id,
        name=first.word("name"),
        better=first.word("better"),
        low=_number(first.head.get("low")),
        high=_number(first.head.get("high")),
        points=tuple(sorted(points, key=lambda point: point.on)),
        about=first.about,
        children=first.children,
        records=every,
    )


def _points(record: Record) -> Iterator[Point]:
    """Yield the points of a record; what a hand-made file has otherwise is passed over."""
    listed = record.head.get("points", ())
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, list) and len(item) == 2:  # noqa: PLR2004 - when, and how much
            on = _day(item[0])
            if on is not None:
                yield Point(on, bool(_DAY.fullmatch(str(item[0]))), _number(item[1]), said(item[1]), record.id)


def _day(value: object) -> date | None:
    text = str(value)
    month = _MONTH.fullmatch(text)
    try:
        return date(int(month[1]), int(month[2]), 1) if month else date.fromisoformat(text)
    except ValueError:
        return None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def said(value: object) -> str:
    """Return a value as it is read: a whole number without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _rulers(ledger: Ledger, practice: Practice, family: Family) -> Iterator[Series]:
    """Yield what was marked on a scale in reviews: a series for each parent, form, subject and part."""
    found: dict[tuple[tuple[str, ...], str, str, str], list[Record]] = {}
    for record in ledger.of("review"):
        form = practice.direct_work.reviews.get(record.word("form"))
        marks = record.head.get("marks")
        for part in form.parts if form and isinstance(marks, dict) else ():
            if part.takes == MARK and isinstance(marks, dict) and part.id in marks:
                key = (record.about, record.word("form"), _subject(record, practice), part.id)
                found.setdefault(key, []).append(record)
    for (about, form_id, subject, part_id), records in found.items():
        part = next(part for part in practice.direct_work.reviews[form_id].parts if part.id == part_id)
        whose = joined(family.first_name(key) for key in about)
        name = " · ".join(word for word in (whose, subject, part.name) if word)
        values = [(record, record.head["marks"][part_id]) for record in records]
        yield Series(
            id="/".join((*about, form_id, part_id)),
            name=name,
            better="",
            low=part.low,
            high=part.high,
            points=tuple(Point(record.on, True, _number(value), said(value), record.id) for record, value in values),
            about=about,
            children=tuple(dict.fromkeys(key for record in records for key in record.children)),
            records=tuple(records),
        )


def _subject(record: Record, practice: Practice) -> str:
    """Return what the marks of a review are about: its first part, where that takes words."""
    form = practice.direct_work.reviews[record.word("form")]
    return (record.section(form.parts[0].id) or "").strip() if form.parts[0].takes != MARK else ""
