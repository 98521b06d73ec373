"""The measuring of a layout: what overlaps, what runs through whom, what crosses."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.genogram.labelling import LEADING, TINY
from fsworkbook.report.genogram.layout import LABEL
from fsworkbook.report.genogram.shapes import HALF, is_inside
from fsworkbook.report.lettering import width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.report.genogram.layout import Layout, Point, Wire

Box = tuple[float, float, float, float]
Segment = tuple["Point", "Point"]

_SLACK: Final = 0.8
_GRAZE: Final = 0.6
_STEP: Final = 1.5
_ALONG: Final = 2.0
_SAME: Final = 0.05
_STROKE: Final = 5.0


class Findings(NamedTuple):
    """What is wrong with a layout, and how it reads.

    Attributes:
        overlaps: pairs of labels, or of symbols, that touch.
        through: lines that run through a symbol or a label.
        along: lines of two couples or bonds that lie on one another.
        caught: people whom the outline of another home holds.
        crossings: how many times lines cross, which a reader can follow.
    """

    overlaps: tuple[str, ...]
    through: tuple[str, ...]
    along: tuple[str, ...]
    caught: tuple[str, ...]
    crossings: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.overlaps or self.through or self.along or self.caught)


def measured(made: Layout) -> Findings:
    """Return what is wrong with a layout."""
    labels = dict(label_boxes(made))
    names = sorted(labels)
    boxes = labels | {f"symbol {key}": _symbol_box(spot) for key, spot in made.spots.items()}
    overlaps = [
        f"{one}, {other}"
        for place, one in enumerate(boxes)
        for other in list(boxes)[place + 1 :]
        if _overlap(boxes[one], boxes[other])
    ]
    segments = [(wire.role, piece) for wire in made.wires for piece in segments_of(wire)]
    rings = [ring for outline in made.outlines for ring in outline.rings]
    segments += [("home", piece) for ring in rings for piece in pairwise((*ring, ring[0]))]
    through = [
        f"{role} {name}" for role, piece in segments for name in names if _meets_box(piece, labels[name], _GRAZE)
    ]
    through += [
        f"{role} {key}"
        for role, piece in segments
        for key, spot in made.spots.items()
        if _meets_box(piece, _symbol_box(spot), 0.0) and _enters(piece, made.cells[key].symbol, spot)
    ]
    crossings, along = _met(made)
    return Findings(tuple(overlaps), tuple(through), tuple(along), tuple(_caught(made)), crossings)


def label_boxes(made: Layout) -> Iterator[tuple[str, Box]]:
    """Yield the box of every run of words under a symbol, and of every home's name."""
    for key, (x, y) in made.spots.items():
        cell = made.cells[key]
        if cell.tags:
            wide = max(width(tag.text, tag.size) for tag in cell.tags) / 2
            yield f"name {key}", (x - wide, y + HALF + LABEL, x + wide, y + HALF + LABEL + cell.height)
    for number, caption in enumerate(made.captions):
        wide = width(caption.text, TINY) / 2
        yield (
            f"home {number}",
            (caption.x - wide, caption.y - TINY * 0.8, caption.x + wide, caption.y + TINY * (LEADING - 1)),
        )


def segments_of(wire: Wire) -> Iterator[Segment]:
    """Yield the stretches of a line, its strokes too."""
    yield from pairwise(wire.points)
    if wire.strokes:
        y = next(a[1] for a, b in pairwise(wire.points) if _holds(a, b, wire.stroke_at))
        for at in range(wire.strokes):
            x = wire.stroke_at + (at - (wire.strokes - 1) / 2) * 4
            yield ((x - 2.6, y + _STROKE), (x + 2.6, y - _STROKE))


def _holds(one: Point, other: Point, x: float) -> bool:
    return abs(one[1] - other[1]) < _SAME and min(one[0], other[0]) <= x <= max(one[0], other[0])


def _symbol_box(spot: Point) -> Box:
    x, y = spot
    return (x - HALF, y - HALF, x + HALF, y + HALF)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _meets_box(piece: Segment, box: Box, slack: float) -> bool:
    """Return whether a stretch passes through a box, deeper than `slack` (Liang and Barsky)."""
    (x1, y1), (x2, y2) = piece
    if max(x1, x2) <= box[0] + slack or min(x1, x2) >= box[2] - slack:
        return False
    if max(y1, y2) <= box[1] + slack or min(y1, y2) >= box[3] - slack:
        return False
    low, high = 0.0, 1.0
    for delta, near, far in (
        (x2 - x1, box[0] + slack - x1, box[2] - slack - x1),
        (y2 - y1, box[1] + slack - y1, box[3] - slack - y1),
    ):
        if abs(delta) < 1e-9:  # noqa: PLR2004
            if near >= 0 or far <= 0:
                return False
            continue
        first, last = sorted((near / delta, far / delta))
        low, high = max(low, first), min(high, last)
    return low < high


def _enters(piece: Segment, symbol: str, spot: Point) -> bool:
    """Return whether a stretch goes into a symbol."""
    (x1, y1), (x2, y2) = piece
    count = max(int(hypot(x2 - x1, y2 - y1) / _STEP), 1)
    return any(
        is_inside(symbol, x1 + (x2 - x1) * at / count - spot[0], y1 + (y2 - y1) * at / count - spot[1], _SLACK)
        for at in range(count + 1)
    )


def _met(made: Layout) -> tuple[int, list[str]]:
    """Return how often lines of different couples and bonds cross, and which of them lie on one another."""
    pieces = [(wire.owner, piece) for wire in made.wires for piece in pairwise(wire.points)]
    crossings, along = 0, []
    for place, (one, a) in enumerate(pieces):
        for other, b in pieces[place + 1 :]:
            if one == other:
                continue
            if _lie_along(a, b):
                along.append(f"{one} {other}")
            elif _cross(a, b):
                crossings += 1
    return crossings, along


def _cross(one: Segment, other: Segment) -> bool:
    def turn(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def _lie_along(one: Segment, other: Segment) -> bool:
    """Return whether two upright, or two level, stretches lie on one another."""
    for flat, along in ((0, 1), (1, 0)):
        same = [abs(piece[0][flat] - piece[1][flat]) < _SAME for piece in (one, other)]
        if all(same) and abs(one[0][flat] - other[0][flat]) < _ALONG:
            (low1, high1), (low2, high2) = (sorted((piece[0][along], piece[1][along])) for piece in (one, other))
            if min(high1, high2) - max(low1, low2) > _ALONG:
                return True
    return False


def _caught(made: Layout) -> Iterator[str]:
    """Yield who stands inside the outline of a home in which they do not live."""
    members = {home.key: home.members for home in made.kin.homes}
    for outline in made.outlines:
        for key, spot in made.spots.items():
            inside = sum(_is_within(ring, spot) for ring in outline.rings) % 2 == 1
            if inside != (key in members[outline.home]):
                yield f"{key} {outline.home}"


def _is_within(ring: tuple[Point, ...], spot: Point) -> bool:
    x, y = spot
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside
