"""Reading a drawing back by its shapes alone: what is a symbol, a line, a label, and what touches what."""

import re
from itertools import combinations, pairwise
from math import hypot

from fsworkbook.report.drawing import Label, Stroke
from fsworkbook.report.lettering import width

_PIECE = re.compile(r"[MLQCZ]|-?\d+(?:\.\d+)?")
_TAKES = {"M": 1, "L": 1, "Q": 2, "C": 3}


def rings(path):
    """The runs of points of a path, curves as the points on them, and whether each is closed."""
    found, here, letter, numbers = [], [], "M", []
    for piece in _PIECE.findall(path):
        if piece == "Z":
            found.append(([*here, here[0]], True))
            here = []
        elif piece.isalpha():
            letter, numbers = piece, []
            if piece == "M" and here:
                found.append((here, False))
                here = []
        else:
            numbers.append(float(piece))
            if len(numbers) == 2 * _TAKES[letter]:
                points = list(zip(numbers[::2], numbers[1::2], strict=True))
                here += _curve(here[-1], points) if letter in "QC" else points
                numbers = []
                letter = "L" if letter == "M" else letter
    return found + ([(here, False)] if here else [])


def _curve(start, points):
    whole = [start, *points]
    return [_on(whole, at / 6) for at in range(1, 7)]


def _on(points, share):
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(points)]
    return points[0]


class Read:
    """A drawing's symbols (polygons), lines (runs of points) and labels (boxes)."""

    def __init__(self, drawing):
        strokes = [shape for shape in drawing.shapes if isinstance(shape, Stroke)]
        self.symbols = [rings(stroke.path)[0][0] for stroke in strokes if stroke.fill == "paper"]
        self.labels = {
            f"{shape.text} {number}": _box(shape)
            for number, shape in enumerate(drawing.shapes)
            if isinstance(shape, Label)
        }
        self.lines = [
            points
            for stroke in strokes
            if stroke.fill == "none"
            for points, _ in rings(stroke.path)
            if not any(_holds(symbol, points) for symbol in self.symbols)
        ]

    def overlapping(self):
        """Pairs of labels, or of symbols, that touch."""
        boxes = [*self.labels.items(), *((f"symbol {at}", _round(ring)) for at, ring in enumerate(self.symbols))]
        for (one, a), (other, b) in combinations(boxes, 2):
            inside = "symbol" in other and a[0] >= b[0] and a[2] <= b[2] and a[1] >= b[1] and a[3] <= b[3]
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] and not inside:
                yield one, other

    def run_through(self):
        """Symbols and labels that a line runs through."""
        for points in self.lines:
            for one, other in pairwise(points):
                box = _round([one, other])
                near = [(at, ring) for at, ring in enumerate(self.symbols) if _touch(box, _round(ring))]
                names = [(name, label) for name, label in self.labels.items() if _touch(box, label)]
                for x, y in _along(one, other) if near or names else ():
                    yield from (f"symbol {at}" for at, ring in near if _deep(ring, x, y))
                    yield from (
                        name for name, (x1, y1, x2, y2) in names if x1 + 0.4 < x < x2 - 0.4 and y1 + 0.4 < y < y2 - 0.4
                    )


def _touch(one, other):
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _box(label):
    wide = width(label.text, label.size, bold=label.bold) / 1.03  # without the slack that the program allows itself
    left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
    return (left, label.y - label.size * 0.72, left + wide, label.y + label.size * 0.2)


def _round(ring):
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs), min(ys), max(xs), max(ys))


def _holds(ring, points):
    x1, y1, x2, y2 = _round(ring)
    return all(x1 - 0.1 <= x <= x2 + 0.1 and y1 - 0.1 <= y <= y2 + 0.1 for x, y in points)


def _along(one, other):
    count = max(int(hypot(other[0] - one[0], other[1] - one[1])), 1)
    return [
        (one[0] + (other[0] - one[0]) * at / count, one[1] + (other[1] - one[1]) * at / count)
        for at in range(count + 1)
    ]


def _deep(ring, x, y):
    """Whether a point lies inside a symbol, deeper than its own line is thick."""
    x1, y1, x2, y2 = _round(ring)
    if not (x1 < x < x2 and y1 < y < y2):
        return False
    mx, my = (x1 + x2) / 2, (y1 + y2) / 2
    shrunk = [(mx + (a - mx) * 0.88, my + (b - my) * 0.88) for a, b in ring]
    inside = False
    for (ax, ay), (bx, by) in pairwise(shrunk):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside
