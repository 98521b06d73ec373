"""A family laid out on a sheet: every symbol, label and line with its place, before anything is drawn or measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.genogram import homes, joining
from fsworkbook.report.genogram.generations import generations
from fsworkbook.report.genogram.labelling import cells
from fsworkbook.report.genogram.lanes import assign
from fsworkbook.report.genogram.ordering import ordered
from fsworkbook.report.genogram.placing import Room, placed
from fsworkbook.report.genogram.shapes import HALF
from fsworkbook.report.genogram.strands import GAP, planned, settle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.genogram.homes import Caption, Outline
    from fsworkbook.report.genogram.kindred import Kindred
    from fsworkbook.report.genogram.labelling import Cell
    from fsworkbook.report.genogram.lanes import Level
    from fsworkbook.report.genogram.ordering import Rows

Point = tuple[float, float]

HEAD: Final = 18.0
"""Room over each row: for the outlines of homes, and for lines that come down."""
LABEL: Final = 4.0
"""Room between a symbol and its name."""
_FOOT: Final = 7.0
_BRACKET, _BAR, _STUB, _TWINS = 14.0, 9.0, 4.0, 18.0


class Wire(NamedTuple):
    """A line between people.

    Attributes:
        role: "couple", "child" or "bond".
        points: its corners.
        drawn: how it is drawn: solid, dashed, dotted, zigzag, cut; "" where nothing is said.
        strokes: how many strokes cut it.
        stroke_at: where they do, from left to right.
        points_to: whether an arrow stands at its end.
        owner: the couple or bond that it belongs to.
    """

    role: str
    points: tuple[Point, ...]
    drawn: str
    strokes: int = 0
    stroke_at: float = 0.0
    points_to: bool = False
    owner: tuple[str, int] = ("", 0)


class Layout(NamedTuple):
    """A sheet's people and lines with their places.

    Attributes:
        kin: whom it shows.
        cells: how each is drawn.
        spots: where each symbol's middle stands.
        wires: the lines.
        outlines: the homes.
        captions: their names.
        width: how wide it is, from 0.
        height: how high it is, from 0.
    """

    kin: Kindred
    cells: Mapping[str, Cell]
    spots: Mapping[str, Point]
    wires: tuple[Wire, ...]
    outlines: tuple[Outline, ...]
    captions: tuple[Caption, ...]
    width: float
    height: float


def laid_out(kin: Kindred, practice: Practice, *, culture: bool = False) -> Layout:
    """Return a family laid out, the same for the same family."""
    shown = cells(kin, practice, culture=culture)
    widths = {key: cell.width for key, cell in shown.items()}
    rows = ordered(kin, generations(kin))
    x = placed(kin, rows, Room(widths, {}, GAP))
    plan = planned(kin, rows, x)
    x = placed(kin, rows, Room(widths, plan.channels(), GAP, plan.sides(kin)))
    at = joining.ports(kin, rows, x)
    avoid = {line: at.down_to(line + 1) for line in range(len(rows))}
    settle(plan, rows, x, widths, joining.aims(kin, at), avoid)
    at = joining.snapped(kin, at, plan)
    heights = {key: cell.height for key, cell in shown.items()}
    captions = homes.captions(kin, rows, x, widths, heights, plan)
    levels = [joining.levels(kin, line, at, plan) for line in range(len(rows))]
    frame = _frame(rows, shown, levels, captions, at)
    from fsworkbook.report.genogram.wiring import Ground, Wiring  # noqa: PLC0415 - it makes wires

    wires = tuple(Wiring(Ground(kin, rows, shown, at, x, plan, levels, frame)).all())
    spots = {key: (x[key], frame.middle[line]) for line, row in enumerate(rows) for key in row}
    outlines = homes.outlines(kin, rows, x, widths, heights, frame, captions)
    return _pressed(Layout(kin, shown, spots, wires, outlines, homes.standing(captions, frame), 0, 0))


class Frame(NamedTuple):
    """The heights of a sheet: each row's middle, where its names begin and where it ends; each gap's lanes."""

    middle: tuple[float, ...]
    under: tuple[float, ...]
    foot: tuple[float, ...]
    lanes: tuple[tuple[int, float], ...]
    stub: tuple[float, ...]

    def lane(self, line: int, level: Level) -> float:
        """Return the height of a horizontal line in the gap below a row."""
        brackets, begin = self.lanes[line]
        if level.zone == 0:
            return begin + level.lane * _BRACKET
        return begin + brackets * _BRACKET + level.lane * _BAR


def _frame(
    rows: Rows,
    shown: Mapping[str, Cell],
    levels: list[list[Level]],
    captions: Mapping[int, list[Caption]],
    at: joining.Ports,
) -> Frame:
    """Return the heights: each row as high as its longest label, each gap as high as its lines need."""
    middle, under, foot, lanes, stub = [], [], [], [], []
    y = 0.0
    for line, row in enumerate(rows):
        y += HEAD + HALF
        middle.append(y)
        y += HALF + LABEL
        under.append(y)
        y += homes.reach(row, {key: shown[key].height for key in row}, captions.get(line, ()))
        y += _FOOT
        foot.append(y)
        brackets, bars = assign(levels[line])
        lanes.append((brackets, y + (4.0 if brackets else 2.0)))
        y += brackets * _BRACKET + bars * _BAR + (_STUB if line + 1 < len(rows) else 0)
        if at.twins_in(line + 1):
            y += _TWINS
        stub.append(y)
    return Frame(tuple(middle), tuple(under), tuple(foot), tuple(lanes), tuple(stub))


def _pressed(made: Layout) -> Layout:
    """Return a layout moved so that it begins at 0, with its size."""
    xs = [x - made.cells[key].width / 2 for key, (x, _) in made.spots.items()]
    ends = [x + made.cells[key].width / 2 for key, (x, _) in made.spots.items()]
    points = [point for wire in made.wires for point in wire.points]
    points += [point for outline in made.outlines for ring in outline.rings for point in ring]
    left = min([*xs, *(x for x, _ in points)], default=0.0)
    right = max([*ends, *(x for x, _ in points)], default=0.0)
    low = max(
        [
            *(y + HALF + LABEL + made.cells[key].height for key, (_, y) in made.spots.items()),
            *(y for _, y in points),
            *(caption.y + 2 for caption in made.captions),
        ],
        default=0.0,
    )
    return made._replace(
        spots={key: (x - left, y) for key, (x, y) in made.spots.items()},
        wires=tuple(
            wire._replace(points=tuple((x - left, y) for x, y in wire.points), stroke_at=wire.stroke_at - left)
            for wire in made.wires
        ),
        outlines=tuple(
            one._replace(rings=tuple(tuple((x - left, y) for x, y in ring) for ring in one.rings))
            for one in made.outlines
        ),
        captions=tuple(one._replace(x=one.x - left) for one in made.captions),
        width=right - left,
        height=low,
    )
