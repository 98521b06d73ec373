"""A drawing as data: strokes and labels on a sheet measured in points (1/72 inch), whatever file it goes into.

A colour is a role, not a number, so that one drawing is black on white on paper and light on dark on a screen; what a
colour says is said by a shape or a word as well. Every word that is seen is a `Label`, so that all of them can be
searched before the drawing leaves.
"""

from __future__ import annotations

from html import escape
from typing import Literal, NamedTuple, TypeAlias

Colour: TypeAlias = Literal["none", "ink", "quiet", "faint", "paper", "red", "amber", "green"]

PALETTE: dict[str, str] = {
    "none": "none",
    "ink": "#262626",
    "quiet": "#595959",
    "faint": "#b3b3b3",
    "paper": "#ffffff",
    "red": "#b3261e",
    "amber": "#9a6700",
    "green": "#2e6b34",
}
"""The colours on paper by their role; each that carries text or a line keeps 4.5:1 against white (WCAG 2.2, 1.4.3)."""

FACES = "'Noto Sans', sans-serif"


class Stroke(NamedTuple):
    """A line or an outline: `path` is SVG path data; `dash` the lengths of dashes and gaps, in points."""

    path: str
    colour: Colour = "ink"
    fill: Colour = "none"
    width: float = 1.0
    dash: tuple[float, ...] = ()


class Label(NamedTuple):
    """Words at a place: `x` and `y` are those of the baseline's start, middle or end, `size` in points."""

    x: float
    y: float
    text: str
    size: float = 9.0
    anchor: Literal["start", "middle", "end"] = "middle"
    colour: Colour = "ink"
    bold: bool = False
    italic: bool = False


Shape: TypeAlias = Stroke | Label


class Drawing(NamedTuple):
    """A sheet of `width` by `height` points, and what is drawn on it, the first lowest."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every label's words, in the order in which they are drawn."""
        return tuple(shape.text for shape in self.shapes if isinstance(shape, Label))


def svg(drawing: Drawing, *, classes: bool = False) -> str:
    """Return a drawing as an SVG file's text, the same for the same drawing.

    Args:
        drawing: what to write.
        classes: name each colour as a class (`ink`, `fill-paper`) for a style sheet to settle, instead of its number.
    """
    size = f'width="{_number(drawing.width)}pt" height="{_number(drawing.height)}pt"'
    box = f'viewBox="0 0 {_number(drawing.width)} {_number(drawing.height)}"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {"" if classes else size + " "}{box}>']
    lines += [
        _label(each, classes=classes) if isinstance(each, Label) else _stroke(each, classes=classes)
        for each in drawing.shapes
    ]
    return "\n".join([*lines, "</svg>"])


def _stroke(stroke: Stroke, *, classes: bool) -> str:
    dash = f' stroke-dasharray="{" ".join(map(_number, stroke.dash))}"' if stroke.dash else ""
    if classes:
        colours = f'class="stroke-{stroke.colour} fill-{stroke.fill}"'
    else:
        colours = f'stroke="{PALETTE[stroke.colour]}" fill="{PALETTE[stroke.fill]}"'
    return f'<path d="{escape(stroke.path)}" {colours} stroke-width="{_number(stroke.width)}"{dash}/>'


def _label(label: Label, *, classes: bool) -> str:
    colour = f'class="fill-{label.colour}"' if classes else f'fill="{PALETTE[label.colour]}"'
    weight = ' font-weight="bold"' if label.bold else ""
    style = ' font-style="italic"' if label.italic else ""
    place = f'x="{_number(label.x)}" y="{_number(label.y)}" text-anchor="{label.anchor}"'
    face = f'font-family="{FACES}" font-size="{_number(label.size)}"{weight}{style}'
    return f"<text {place} {colour} {face}>{escape(label.text, quote=False)}</text>"


def _number(value: float) -> str:
    """Return a length with at most two decimals and no idle noughts."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
