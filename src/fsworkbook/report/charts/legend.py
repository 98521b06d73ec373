"""What the marks of a chart stand for, in a line under it, or several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.charts.axis import SMALL, WIDTH
from fsworkbook.report.drawing import Label
from fsworkbook.report.lettering import width, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fsworkbook.report.drawing import Shape, Stroke

_ROW: Final = 12.0
_MARK: Final = 12.0
_APART: Final = 16.0


class Key(NamedTuple):
    """A mark and what it stands for; `mark` draws it about a place."""

    words: str
    mark: Callable[[float, float], Stroke] | None = None


def legend(keys: Sequence[Key], y: float) -> tuple[tuple[Shape, ...], float]:
    """Return a legend whose first line stands at `y`, and where it ends."""
    shapes: list[Shape] = []
    x = 0.0
    for key in keys:
        (words, *_) = wrapped(key.words, SMALL, WIDTH - _MARK, 1) or ("",)
        takes = (_MARK if key.mark else 0) + width(words, SMALL)
        if x and x + takes > WIDTH:
            x, y = 0.0, y + _ROW
        if key.mark:
            shapes.append(key.mark(x + 5, y - 2.7))
        shapes.append(Label(x + (_MARK if key.mark else 0), y, words, SMALL, "start", "quiet"))
        x += takes + _APART
    return tuple(shapes), y + 4
