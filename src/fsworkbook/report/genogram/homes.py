"""Who lives together: a dotted outline round each home that catches nobody else, and its name."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.genogram.labelling import TINY
from fsworkbook.report.genogram.shapes import HALF
from fsworkbook.report.lettering import width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fsworkbook.report.genogram.kindred import Home, Kindred
    from fsworkbook.report.genogram.layout import Frame, Point
    from fsworkbook.report.genogram.ordering import Rows
    from fsworkbook.report.genogram.strands import Plan

Box = tuple[float, float, float, float]

_LEADING: Final = 1.15
_LINES: Final = 3
_INSET: Final = 2.5
_OVER: Final = 8.0
_SLAB = (16.0, 11.0)
_NARROW: Final = 26.0
_MARGIN: Final = 3.0
_BELOW: Final = 3.0
_TOGETHER: Final = 2


class Caption(NamedTuple):
    """A line of a home's name: its middle and its baseline.

    Until heights are known `line` says under which row, `base` how far under its symbols' feet, and `at` which line.
    """

    home: str
    text: str
    x: float
    y: float
    line: int
    at: int
    base: float


class Outline(NamedTuple):
    """The outline of a home: one or more closed rings."""

    home: str
    rings: tuple[tuple[Point, ...], ...]


class _Run(NamedTuple):
    """Members who stand side by side: the row, the first and the last place."""

    line: int
    first: int
    last: int


def captions(
    kin: Kindred,
    rows: Rows,
    x: Mapping[str, float],
    widths: Mapping[str, float],
    heights: Mapping[str, float],
    plan: Plan,
) -> dict[int, list[Caption]]:
    """Return the names of the homes by the row under which they stand, between the lines that go down there."""
    made: dict[int, list[Caption]] = {}
    for home in _shared(kin):
        for part in _parts(home, rows):
            run = max(part, key=lambda one: (one.line, one.last - one.first, -one.first))
            low, high = _free(run, rows, x, widths, plan, _borders(home, kin, rows[run.line]))
            here = made.setdefault(run.line, [])
            middle = (low + high) / 2
            lines = wrapped(home.name, TINY, high - low, _LINES)
            widest = max(width(words, TINY) for words in lines)
            beside = [one for one in here if abs(one.x - middle) < (widest + width(one.text, TINY)) / 2 + _MARGIN]
            base = max([_deepest(rows[run.line][run.first : run.last + 1], heights), *map(_foot, beside)])
            here += [Caption(home.key, words, middle, 0.0, run.line, at, base) for at, words in enumerate(lines)]
    return made


def _free(
    run: _Run, rows: Rows, x: Mapping[str, float], widths: Mapping[str, float], plan: Plan, borders: set[int]
) -> tuple[float, float]:
    """Return the widest room under a run in which no line goes down, and no other home's outline."""
    row = rows[run.line]
    edges = [x[row[run.first]] - widths[row[run.first]] / 2 + _MARGIN]
    for slot in range(run.first + 1, run.last + 1):
        edges += [strand.x for strand in plan.within(run.line, slot) if not strand.above]
        if slot in borders:
            edges += [x[row[slot - 1]] + widths[row[slot - 1]] / 2, x[row[slot]] - widths[row[slot]] / 2]
    edges = [*edges[:1], *sorted(edges[1:])]
    edges.append(x[row[run.last]] + widths[row[run.last]] / 2 - _MARGIN)
    rooms = [(low + _MARGIN * (place > 0), high - _MARGIN) for place, (low, high) in enumerate(pairwise(edges))]
    return max(rooms, key=lambda room: room[1] - room[0])


def _deepest(keys: Iterable[str], heights: Mapping[str, float]) -> float:
    return max(heights[key] for key in keys)


def _borders(home: Home, kin: Kindred, row: tuple[str, ...]) -> set[int]:
    """Return before which places of a row another home begins or ends."""
    return {
        place
        for other in _shared(kin)
        if other.key != home.key
        for place in range(1, len(row))
        if (row[place] in other.members) != (row[place - 1] in other.members)
    }


def reach(row: tuple[str, ...], heights: Mapping[str, float], here: Iterable[Caption]) -> float:
    """Return how far names and captions reach under the symbols of a row."""
    return max([_deepest(row, heights), *(_foot(one) for one in here)])


def _foot(caption: Caption) -> float:
    return caption.base + (caption.at + 1) * TINY * _LEADING + _MARGIN


def standing(found: Mapping[int, list[Caption]], frame: Frame) -> tuple[Caption, ...]:
    """Return the captions with their heights."""
    return tuple(
        one._replace(y=frame.under[one.line] + one.base + (one.at + 1) * TINY * _LEADING)
        for here in found.values()
        for one in here
    )


def outlines(
    kin: Kindred,
    rows: Rows,
    x: Mapping[str, float],
    widths: Mapping[str, float],
    heights: Mapping[str, float],
    frame: Frame,
    found: Mapping[int, list[Caption]],
) -> tuple[Outline, ...]:
    """Return the outline of every home in which two or more of the tree live."""
    depth: dict[str, int] = {}
    made = []
    for home in _shared(kin):
        inset = _INSET * max((depth.get(key, 0) for key in home.members), default=0)
        for key in home.members:
            depth[key] = depth.get(key, 0) + 1
        rings: list[tuple[Point, ...]] = []
        for part in _parts(home, rows):
            feet = {run: _run_foot(run, rows, x, widths, heights, found) for run in part}
            rings += _rings([*_boxes(part, rows, x, widths, frame, inset, feet)])
        made.append(Outline(home.key, tuple(rings)))
    return tuple(made)


def _run_foot(
    run: _Run,
    rows: Rows,
    x: Mapping[str, float],
    widths: Mapping[str, float],
    heights: Mapping[str, float],
    found: Mapping[int, list[Caption]],
) -> float:
    """Return how far an outline reaches under the symbols of a run: its names, and what homes are called there."""
    keys = rows[run.line][run.first : run.last + 1]
    low, high = x[keys[0]] - widths[keys[0]] / 2, x[keys[-1]] + widths[keys[-1]] / 2
    mine = [_foot(one) for one in found.get(run.line, ()) if low <= one.x <= high]
    return max([_deepest(keys, heights), *mine])


def _shared(kin: Kindred) -> list[Home]:
    return [home for home in kin.homes if len(home.members) >= _TOGETHER]


def _runs(home: Home, rows: Rows) -> list[_Run]:
    """Return where members stand side by side."""
    runs: list[_Run] = []
    for line, row in enumerate(rows):
        for place, key in enumerate(row):
            if key not in home.members:
                continue
            if runs and (runs[-1].line, runs[-1].last) == (line, place - 1):
                runs[-1] = runs[-1]._replace(last=place)
            else:
                runs.append(_Run(line, place, place))
    return runs


def _parts(home: Home, rows: Rows) -> list[list[_Run]]:
    """Return the runs that one outline can hold together: those of one row, and of the next."""
    parts: list[list[_Run]] = []
    for run in _runs(home, rows):
        if parts and run.line - parts[-1][-1].line <= 1:
            parts[-1].append(run)
        else:
            parts.append([run])
    return parts


def _boxes(
    part: list[_Run],
    rows: Rows,
    x: Mapping[str, float],
    widths: Mapping[str, float],
    frame: Frame,
    inset: float,
    feet: Mapping[_Run, float],
) -> Iterator[Box]:
    """Yield the boxes that make up an outline: round each run, and between them where nobody stands."""

    def span(run: _Run) -> tuple[float, float]:
        row = rows[run.line]
        first, last = row[run.first], row[run.last]
        return (x[first] - widths[first] / 2 + inset, x[last] + widths[last] / 2 - inset)

    def over(line: int) -> float:
        return frame.middle[line] - HALF - _OVER + inset

    def under(run: _Run) -> float:
        return frame.under[run.line] + feet[run] + _BELOW - inset / 2

    by_line: dict[int, list[_Run]] = {}
    for run in part:
        by_line.setdefault(run.line, []).append(run)
        low, high = span(run)
        yield (low, over(run.line), high, under(run))
    lines = sorted(by_line)
    for line in lines:
        runs = by_line[line]
        slab, slab_end = (frame.middle[line] - HALF - edge + inset / 2 for edge in _SLAB)
        if len(runs) > 1:
            yield (span(runs[0])[0], slab, span(runs[-1])[1], slab_end)
            for run in runs:
                yield (span(run)[0], slab, span(run)[1], over(line) + 1)
        if line + 1 not in by_line:
            continue
        one, other = _nearest(runs, by_line[line + 1], span)
        (a1, a2), (b1, b2) = span(one), span(other)
        low, high = max(a1, b1), min(a2, b2)
        if high - low >= _NARROW:
            yield (low, under(one) - 1, high, over(line + 1) + 1)
            continue
        slab, slab_end = (frame.middle[line + 1] - HALF - edge + inset / 2 for edge in _SLAB)
        c1, c2 = (max(a1, a2 - _NARROW), a2) if a2 < b2 else (a1, min(a2, a1 + _NARROW))
        yield (c1, under(one) - 1, c2, slab_end)
        yield (min(c1, b1), slab, max(c2, b2), slab_end)
        yield (b1, slab, b2, over(line + 1) + 1)


def _nearest(upper: list[_Run], lower: list[_Run], span: object) -> tuple[_Run, _Run]:
    """Return which runs of two rows lie most nearly under one another."""

    def overlap(pair: tuple[_Run, _Run]) -> float:
        (a1, a2), (b1, b2) = span(pair[0]), span(pair[1])  # type: ignore[operator]
        return float(min(a2, b2) - max(a1, b1))

    return max(((one, other) for one in upper for other in lower), key=overlap)


def _rings(boxes: list[Box]) -> list[tuple[Point, ...]]:
    """Return the outline of some boxes taken together."""
    xs = sorted({edge for box in boxes for edge in (box[0], box[2])})
    ys = sorted({edge for box in boxes for edge in (box[1], box[3])})
    full = {
        (i, j)
        for i in range(len(xs) - 1)
        for j in range(len(ys) - 1)
        if any(b[0] <= xs[i] and xs[i + 1] <= b[2] and b[1] <= ys[j] and ys[j + 1] <= b[3] for b in boxes)
    }
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, j in sorted(full):
        for near, begin, end in (
            ((i, j - 1), (i, j), (i + 1, j)),
            ((i + 1, j), (i + 1, j), (i + 1, j + 1)),
            ((i, j + 1), (i + 1, j + 1), (i, j + 1)),
            ((i - 1, j), (i, j + 1), (i, j)),
        ):
            if near not in full:
                edges.setdefault(begin, []).append(end)
    rings = []
    while edges:
        start = min(edges)
        ring, here = [start], start
        while True:
            there = edges[here].pop(0)
            if not edges[here]:
                del edges[here]
            if there == start:
                break
            ring.append(there)
            here = there
        rings.append(_cornered([(xs[i], ys[j]) for i, j in ring]))
    return rings


def _cornered(ring: list[Point]) -> tuple[Point, ...]:
    """Return a ring with nothing but its corners."""
    size = len(ring)
    return tuple(
        ring[at]
        for at in range(size)
        if not (
            ring[at - 1][0] == ring[at][0] == ring[(at + 1) % size][0]
            or ring[at - 1][1] == ring[at][1] == ring[(at + 1) % size][1]
        )
    )
