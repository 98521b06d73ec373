"""A layout as a drawing: outlines lowest, then lines, symbols and words; scaled to the sheet."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Final

from fsworkbook.report.drawing import Label, Shape, Stroke
from fsworkbook.report.genogram.labelling import LEADING, TINY
from fsworkbook.report.genogram.layout import LABEL
from fsworkbook.report.genogram.shapes import HALF, line, outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.report.drawing import Colour
    from fsworkbook.report.genogram.labelling import Cell
    from fsworkbook.report.genogram.layout import Layout, Point, Wire

THIN: Final = 0.9
_ROUND: Final = 5.0
_AGE: Final = 9.0
_DASHES: Final[dict[str, tuple[float, ...]]] = {"dashed": (4.0, 2.6), "dotted": (1.0, 2.4), "": (7.0, 2.0, 1.0, 2.0)}
HOME: Final = (1.2, 2.8)
_ZIGZAG, _STEP = 2.2, 3.2
_STROKE: Final = 5.0
_APART: Final = 4.0
_CUT: Final = 5.0
_SIDE: Final = 1


def shapes(made: Layout) -> Iterator[Shape]:
    """Yield everything that is drawn of a layout, the lowest first."""
    for home in made.outlines:
        for ring in home.rings:
            yield Stroke(_rounded(ring), "quiet", width=0.8, dash=HOME)
    joints = {wire.owner: wire.points[0] for wire in reversed(made.wires) if wire.role == "child"}
    for wire in made.wires:
        yield from wire_shapes(wire, joints.get(wire.owner) if wire.role == "couple" else None)
    for key, (x, y) in made.spots.items():
        yield from symbol_shapes(made.cells[key], x, y)
    for key, (x, y) in made.spots.items():
        yield from _labels(made.cells[key], x, y)
    for caption in made.captions:
        yield Label(caption.x, caption.y, caption.text, TINY, colour="quiet", italic=True)


def symbol_shapes(cell: Cell, x: float, y: float) -> Iterator[Shape]:
    """Yield a symbol with what stands in it."""
    colour: Colour = "quiet" if cell.inside == "?" else "ink"
    yield Stroke(outline(cell.symbol, x, y), colour, "paper", 1.1)
    if cell.double:
        lift = 0.6 if cell.symbol == "triangle" else 0.0
        yield Stroke(
            outline(cell.symbol, x, y + lift, HALF - (4.4 if cell.symbol == "triangle" else 2.6)), colour, width=0.7
        )
    if cell.dead:
        reach = HALF * (0.7071 if cell.symbol == "circle" else 0.5 if cell.symbol == "diamond" else 1.0)
        if cell.symbol == "triangle":
            yield Stroke(line(((x - 8, y - 4), (x + 8, y + 12))), width=THIN)
            yield Stroke(line(((x - 8, y + 12), (x + 8, y - 4))), width=THIN)
            return
        yield Stroke(line(((x - reach, y - reach), (x + reach, y + reach))), width=THIN)
        yield Stroke(line(((x - reach, y + reach), (x + reach, y - reach))), width=THIN)
    elif cell.inside:
        triangle = cell.symbol == "triangle"
        size = 5.8 if triangle else _AGE if len(cell.inside) < 4 else 8.0  # noqa: PLR2004
        yield Label(x, y + (9.2 if triangle else size * 0.36), cell.inside, size, colour=colour)


def _labels(cell: Cell, x: float, y: float) -> Iterator[Shape]:
    height = y + HALF + LABEL
    for tag in cell.tags:
        height += tag.size * LEADING
        yield Label(
            x, height - tag.size * 0.25, tag.text, tag.size, colour="quiet" if tag.quiet else "ink", italic=tag.italic
        )


# Lines


def wire_shapes(wire: Wire, joint: Point | None = None) -> Iterator[Shape]:
    """Yield a line, with its strokes or its arrow; dashes begin at the joint where the children hang, if one does."""
    if wire.drawn == "zigzag":
        yield Stroke(line(_zigzag(wire.points)), width=THIN)
    elif wire.drawn == "cut":
        yield from _cut(wire.points)
    else:
        colour: Colour = "quiet" if wire.role == "couple" and not wire.drawn else "ink"
        dash = _DASHES.get(wire.drawn, ())
        path = _from_joint(wire.points, joint) if dash and joint else line(wire.points)
        yield Stroke(path, colour, width=THIN, dash=dash)
    if wire.strokes:
        yield from _strokes(wire)
    if wire.points_to:
        yield _arrow(wire.points)


def _from_joint(points: tuple[Point, ...], joint: Point) -> str:
    """Return a line that begins at a place on it and goes both ways, so that no gap between dashes falls there."""
    x, y = joint
    for at, ((x1, y1), (x2, y2)) in enumerate(pairwise(points), start=1):
        if min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) - _SIDE < y < max(y1, y2) + _SIDE:
            return line((joint, *reversed(points[:at]))) + line((joint, *points[at:]))
    return line(points)


def _longest(points: tuple[Point, ...], *, level: bool = True) -> tuple[Point, Point]:
    """Return the longest stretch of a line, of those that are level."""
    pairs = list(pairwise(points))
    flat = [pair for pair in pairs if not level or abs(pair[0][1] - pair[1][1]) < _SIDE]
    return max(flat or pairs, key=lambda pair: hypot(pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]))


def _strokes(wire: Wire) -> Iterator[Stroke]:
    """Yield the strokes through a couple's line, between its beginning and where the children hang."""
    (_, y), _ = _longest(wire.points)
    middle = wire.stroke_at
    for at in range(wire.strokes):
        place = middle + (at - (wire.strokes - 1) / 2) * _APART
        yield Stroke(line(((place - 2.6, y + _STROKE), (place + 2.6, y - _STROKE))), width=1.1)


def _zigzag(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return a line as a zigzag, where it is level and where it is longest; the rest of it stays straight."""
    made: list[Point] = [points[0]]
    longest = _longest(points, level=False)
    for (x1, y1), (x2, y2) in pairwise(points):
        length = hypot(x2 - x1, y2 - y1)
        count = int((length - 2 * _STEP) / _STEP)
        if count > 1 and (abs(y1 - y2) < _SIDE or ((x1, y1), (x2, y2)) == longest):
            ux, uy = (x2 - x1) / length, (y2 - y1) / length
            begin = (length - (count - 1) * _STEP) / 2
            for at in range(count):
                along, across = begin + at * _STEP, _ZIGZAG if at % 2 else -_ZIGZAG
                made.append((x1 + ux * along - uy * across, y1 + uy * along + ux * across))
        made.append((x2, y2))
    return tuple(made)


def _cut(points: tuple[Point, ...]) -> Iterator[Stroke]:
    """Yield a line with a gap in its longest stretch, and a bar on both sides of the gap."""
    (x1, y1), (x2, y2) = _longest(points, level=False)
    length = hypot(x2 - x1, y2 - y1) or 1.0
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    mx, my = (x1 + x2) / 2, (y1 + y2) / 2
    at = next(place for place, pair in enumerate(pairwise(points)) if pair == ((x1, y1), (x2, y2)))
    near, far = (mx - ux * 2.2, my - uy * 2.2), (mx + ux * 2.2, my + uy * 2.2)
    yield Stroke(line((*points[: at + 1], near)), width=THIN)
    yield Stroke(line((far, *points[at + 1 :])), width=THIN)
    for x, y in (near, far):
        yield Stroke(line(((x - uy * _CUT, y + ux * _CUT), (x + uy * _CUT, y - ux * _CUT))), width=THIN)


def _arrow(points: tuple[Point, ...]) -> Stroke:
    """Return the head of an arrow at the end of a line."""
    (x1, y1), (x2, y2) = points[-2], points[-1]
    length = hypot(x2 - x1, y2 - y1) or 1.0
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    back = (x2 - ux * 6, y2 - uy * 6)
    left, right = (back[0] - uy * 2.6, back[1] + ux * 2.6), (back[0] + uy * 2.6, back[1] - ux * 2.6)
    return Stroke(line((left, (x2, y2), right, left)) + "Z", fill="ink", width=0.5)


def _rounded(ring: tuple[Point, ...]) -> str:
    """Return a closed outline with rounded corners."""
    parts: list[str] = []
    size = len(ring)
    for at, (x, y) in enumerate(ring):
        (px, py), (nx, ny) = ring[at - 1], ring[(at + 1) % size]
        before, after = hypot(px - x, py - y), hypot(nx - x, ny - y)
        turn = min(_ROUND, before / 2, after / 2)
        ax, ay = x + (px - x) * turn / before, y + (py - y) * turn / before
        bx, by = x + (nx - x) * turn / after, y + (ny - y) * turn / after
        parts.append(f"{'L' if parts else 'M'}{ax:.1f} {ay:.1f}Q{x:.1f} {y:.1f} {bx:.1f} {by:.1f}")
    return "".join(parts) + "Z"
