"""The marks of a chart: each kind has a shape of its own, so that no colour is needed to tell them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from fsworkbook.report.drawing import PALETTE, Stroke

if TYPE_CHECKING:
    from collections.abc import Callable

    from fsworkbook.report.drawing import Colour


def line(*points: tuple[float, float]) -> str:
    """Return the path of a line through points."""
    return "M " + " L ".join(f"{x:.2f} {y:.2f}" for x, y in points)


def square(x: float, y: float, size: float) -> str:
    """Return the path of a square about a place; `size` is about how wide every mark looks."""
    half = size * 0.45
    return line((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)) + " Z"


def diamond(x: float, y: float, size: float) -> str:
    """Return the path of a diamond."""
    half = size * 0.6
    return line((x, y - half), (x + half, y), (x, y + half), (x - half, y)) + " Z"


def circle(x: float, y: float, size: float) -> str:
    """Return the path of a circle."""
    half = size / 2
    arcs = f"A {half:.2f} {half:.2f} 0 1 0"
    return f"M {x - half:.2f} {y:.2f} {arcs} {x + half:.2f} {y:.2f} {arcs} {x - half:.2f} {y:.2f} Z"


def triangle(x: float, y: float, size: float) -> str:
    """Return the path of a triangle that points up."""
    half = size * 0.55
    return line((x, y - half), (x + half, y + half * 0.8), (x - half, y + half * 0.8)) + " Z"


def cross(x: float, y: float, size: float) -> str:
    """Return the path of a cross."""
    half = size * 0.42
    return f"{line((x - half, y - half), (x + half, y + half))} {line((x - half, y + half), (x + half, y - half))}"


RANKED: Final[tuple[Callable[[float, float, float], str], ...]] = (square, diamond, circle, triangle)
"""The shapes of what has ranks, the first for the first of them."""


def ranked(rank: int, key: str, x: float, y: float, size: float) -> Stroke:
    """Return the mark of a rank, in the colour that its key names on paper, if it names one."""
    colour = cast("Colour", key) if key in PALETTE else "ink"
    return Stroke(RANKED[min(rank, len(RANKED) - 1)](x, y, size), colour, colour, 0.8)
