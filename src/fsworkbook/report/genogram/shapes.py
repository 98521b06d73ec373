"""The symbols of the field: their outlines, and where a line from the side or from above meets them."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.model import Gender
    from fsworkbook.workbook.family import Person

HALF: Final = 16.0
"""Half the height of a symbol, in points."""
SQUARE, CIRCLE, DIAMOND, TRIANGLE = "square", "circle", "diamond", "triangle"
_BASE: Final = 0.85
_SLOPE: Final = 1 + _BASE
"""A triangle stands on its base: how far that lies below the middle, and how steep its sides are."""


def symbol_of(person: Person, genders: Mapping[str, Gender]) -> str:
    """Return the symbol of somebody: as the practice draws the gender, or a pregnancy's."""
    if person.is_unborn:
        return TRIANGLE
    known = genders.get(person.gender)
    return known.symbol if known else DIAMOND


def side(symbol: str, off: float) -> float:
    """Return how far from the middle the outline is, to the side, at a height below the middle."""
    if symbol == SQUARE:
        return HALF
    if symbol == CIRCLE:
        return sqrt(max(HALF * HALF - off * off, 0.0))
    if symbol == DIAMOND:
        return HALF - abs(off)
    return max((off + HALF) / _SLOPE, 0.0)


def top(symbol: str, off: float) -> float:
    """Return how far above the middle the outline is, at a place beside the middle."""
    if symbol == SQUARE:
        return HALF
    if symbol == CIRCLE:
        return sqrt(max(HALF * HALF - off * off, 0.0))
    if symbol == DIAMOND:
        return HALF - abs(off)
    return HALF - _SLOPE * abs(off)


def outline(symbol: str, x: float, y: float, half: float = HALF) -> str:
    """Return the outline as path data, in which every number is a coordinate, so that it can be scaled."""
    if symbol == CIRCLE:
        return _circle(x, y, half)
    return polygon(corners(symbol, x, y, half))


def _circle(x: float, y: float, half: float) -> str:
    """Return a circle, as four curves."""
    bend = half * 0.5523
    parts = [f"M{_n(x)} {_n(y - half)}"]
    for ax, ay, bx, by, cx, cy in (
        (bend, -half, half, -bend, half, 0.0),
        (half, bend, bend, half, 0.0, half),
        (-bend, half, -half, bend, -half, 0.0),
        (-half, -bend, -bend, -half, 0.0, -half),
    ):
        parts.append(f"C{_n(x + ax)} {_n(y + ay)} {_n(x + bx)} {_n(y + by)} {_n(x + cx)} {_n(y + cy)}")
    return "".join(parts) + "Z"


def corners(symbol: str, x: float, y: float, half: float = HALF) -> tuple[tuple[float, float], ...]:
    """Return the corners of a symbol; of a circle, those of the square around it."""
    if symbol == DIAMOND:
        return ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    if symbol == TRIANGLE:
        return ((x, y - half), (x + half, y + _BASE * half), (x - half, y + _BASE * half))
    return ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))


def is_inside(symbol: str, dx: float, dy: float, slack: float) -> bool:
    """Return whether a point, seen from the middle, lies inside a symbol, deeper than `slack`."""
    half = HALF - slack
    if symbol == CIRCLE:
        return dx * dx + dy * dy < half * half
    if symbol == SQUARE:
        return abs(dx) < half and abs(dy) < half
    if symbol == DIAMOND:
        return abs(dx) + abs(dy) < half
    return dy < _BASE * HALF - slack and dy > -HALF + _SLOPE * abs(dx) + 2 * slack


def polygon(points: tuple[tuple[float, float], ...]) -> str:
    """Return a closed path."""
    return f"{line(points)}Z"


def line(points: tuple[tuple[float, float], ...]) -> str:
    """Return an open path."""
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
