"""The sheets of a genogram: one where it can be drawn cleanly, else one for each couple, and what stands under it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.drawing import Drawing, Label, Stroke
from fsworkbook.report.genogram import legend
from fsworkbook.report.genogram.checking import measured
from fsworkbook.report.genogram.layout import laid_out
from fsworkbook.report.genogram.sketch import shapes
from fsworkbook.report.lettering import width, wrapped
from fsworkbook.report.scope import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.drawing import Shape
    from fsworkbook.report.genogram.kindred import Kindred, Union
    from fsworkbook.report.genogram.layout import Layout

PAGE: Final = (736.0, 425.0)
"""The room that a drawing has on a landscape page of A4, in points."""
UPRIGHT: Final = 436.0
"""The width that a drawing has on an upright page."""
LARGEST: Final = 1.25
"""A small family is drawn no larger than that."""
SMALLEST: Final = 0.72
"""The smallest scale at which names can be read on paper."""
MOST_CROSSINGS: Final = 9
"""More crossings than that, and a reader loses the thread."""
_MARGIN: Final = 3.0
_NOTE: Final = 7.0
_LINE: Final = 1.35
_LEGEND: Final = 58.0
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")


class Sheet(NamedTuple):
    """One drawing of a genogram.

    Attributes:
        title: whom it is about; "" where it is the only one.
        kin: whom it shows.
        layout: where everything stands.
        crossings: how many times its lines cross.
    """

    title: str
    kin: Kindred
    layout: Layout
    crossings: int


def sheets(kin: Kindred, practice: Practice, *, culture: bool = False) -> tuple[Sheet, ...]:
    """Return the sheets of a genogram: one, where that is clean and can be read; else one for each couple."""
    if not kin.people:
        return ()
    whole = _sheet("", kin, practice, culture=culture)
    if _reads(whole):
        return (whole,)
    if len(kin.unions) < 2:  # noqa: PLR2004 - nothing to part
        return (_barer(whole, practice, culture=culture),)
    made: list[Sheet] = []
    shown: list[set[str]] = []
    for union in sorted(kin.unions, key=lambda one: _weight(one, kin)):
        mine = {*union.partners, *union.children}
        if any(mine <= people for people in shown):
            continue
        sheet = _best(union, kin, practice, culture=culture)
        shown.append(set(sheet.kin.people))
        made.append(sheet)
    return tuple(made)


def _weight(union: Union, kin: Kindred) -> tuple[int, int]:
    """Return which couples come first: those with children of the family, then those with most children."""
    return (-sum(kin.people[key].is_child for key in union.children), -len(union.links))


def _best(union: Union, kin: Kindred, practice: Practice, *, culture: bool) -> Sheet:
    """Return the sheet of a couple with as many round them as can be drawn cleanly."""
    title = listed([kin.people[key].name or "somebody not recorded" for key in union.partners or union.children])
    made = None
    for keep in _circles(union, kin):
        made = _sheet(title, kin.without(keep), practice, culture=culture)
        if _reads(made):
            break
    assert made is not None  # noqa: S101 - there are always circles
    return _barer(made, practice, culture=culture)


def _barer(sheet: Sheet, practice: Practice, *, culture: bool) -> Sheet:
    """Return a sheet as it is where it is clean, else without homes, else without bonds too: words tell of those."""
    found = sheet
    homeless = sheet.kin._replace(homes=())
    for less in (homeless, homeless._replace(bonds=())):
        if found.crossings <= MOST_CROSSINGS:
            break
        found = _sheet(sheet.title, less, practice, culture=culture)._replace(kin=sheet.kin)
    return found


def _circles(union: Union, kin: Kindred) -> Iterator[set[str]]:
    """Yield a couple with those round them: all before and after them, then fewer, at last their children alone."""
    above = set(_all_above(union.partners, kin))
    below = set(_all_below(union.children, kin))
    own = {*union.partners, *union.children}
    siblings = {key for one in kin.unions if set(one.children) & set(union.partners) for key in one.children}
    yield own | above | below | siblings
    yield own | above | below
    near = {key for one in kin.unions if set(one.children) & set(union.partners) for key in one.partners}
    yield own | near
    yield own


def _all_above(keys: Iterable[str], kin: Kindred) -> Iterator[str]:
    waiting, seen = list(keys), set(keys)
    while waiting:
        child = waiting.pop()
        for union in kin.unions:
            if child in union.children:
                new = [key for key in union.partners if key not in seen]
                seen.update(new)
                waiting += new
                yield from new


def _all_below(keys: Iterable[str], kin: Kindred) -> Iterator[str]:
    waiting, seen = list(keys), set(keys)
    while waiting:
        parent = waiting.pop()
        for union in kin.unions:
            if parent in union.partners:
                new = [key for key in (*union.children, *union.partners) if key not in seen]
                seen.update(new)
                waiting += [key for key in new if key in union.children]
                yield from new


def _sheet(title: str, kin: Kindred, practice: Practice, *, culture: bool) -> Sheet:
    made = laid_out(kin, practice, culture=culture)
    found = measured(made)
    return Sheet(title, kin, made, found.crossings if found.is_clean else MOST_CROSSINGS + 1)


def _reads(sheet: Sheet) -> bool:
    """Return whether a sheet is clean, and large enough to be read on paper."""
    return sheet.crossings <= MOST_CROSSINGS and scale(sheet.layout, _LEGEND) >= SMALLEST


def scale(made: Layout, below: float) -> float:
    """Return how much a layout has to shrink for a landscape page, with some room below it."""
    room, high = PAGE[0] - 2 * _MARGIN, PAGE[1] - below - 2 * _MARGIN
    return min(LARGEST, room / max(made.width, 1), high / max(made.height, 1))


def drawing(sheet: Sheet, practice: Practice, notes: Iterable[str] = (), spare: float = 0.0) -> Drawing:
    """Return a sheet as a drawing, over its notes and its key; `spare` points of the page are for something else."""
    made = sheet.layout
    found = legend.entries(made, practice)
    lines = [line for note in notes for line in wrapped(note, _NOTE, PAGE[0] - 30, 6)]
    widest = max((width(line, _NOTE) for line in lines), default=0.0)
    key, height = legend.drawn(found, max(made.width, min(PAGE[0], 430.0)) - 2 * _MARGIN, 0.0)
    below = height + len(lines) * _NOTE * _LINE + 26
    size = scale(made, below + spare)
    wide = max(made.width * size, widest, max((_end(shape) for shape in key), default=0.0)) + 2 * _MARGIN
    drawn: list[Shape] = []
    left = _MARGIN + (wide - 2 * _MARGIN - made.width * size) / 2
    drawn += [moved(shape, size, left, _MARGIN) for shape in shapes(made)]
    y = made.height * size + _MARGIN + 18
    for line in lines:
        drawn.append(Label(_MARGIN, y, line, _NOTE, anchor="start", colour="quiet"))
        y += _NOTE * _LINE
    y += 6
    drawn += [moved(shape, 1.0, _MARGIN, y) for shape in key]
    return Drawing(round(wide, 1), round(y + height + _MARGIN, 1), tuple(drawn))


def _end(shape: Shape) -> float:
    return shape.x + width(shape.text, shape.size) if isinstance(shape, Label) else 0.0


def moved(shape: Shape, size: float, x: float, y: float) -> Shape:
    """Return a shape scaled, and moved by so many points."""
    if isinstance(shape, Label):
        return shape._replace(
            x=round(shape.x * size + x, 2), y=round(shape.y * size + y, 2), size=round(shape.size * size, 2)
        )
    if size == 1.0 and not x and not y:
        return shape
    count = 0

    def turned(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        value = float(found[0]) * size + (x if count % 2 else y)
        return f"{value:.2f}".rstrip("0").rstrip(".") or "0"

    dash = tuple(round(part * size, 2) for part in shape.dash)
    return Stroke(_NUMBER.sub(turned, shape.path), shape.colour, shape.fill, round(shape.width * (size**0.5), 2), dash)
