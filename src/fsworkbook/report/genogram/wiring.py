"""The corners of every line, once rows, channels and lanes are settled."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.genogram.kindred import SOLID
from fsworkbook.report.genogram.lanes import BAR, BRACKET
from fsworkbook.report.genogram.layout import Wire
from fsworkbook.report.genogram.shapes import side, top
from fsworkbook.report.genogram.strands import LEFT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.report.genogram.joining import Ports
    from fsworkbook.report.genogram.kindred import Bond, Kindred, Link, Union
    from fsworkbook.report.genogram.labelling import Cell
    from fsworkbook.report.genogram.lanes import Level
    from fsworkbook.report.genogram.layout import Frame, Point
    from fsworkbook.report.genogram.ordering import Rows
    from fsworkbook.report.genogram.strands import Plan, Strand

_APEX: Final = 20.0
_BESIDE: Final = 5.0
_BELOW: Final = 4.0
_OVER, _NEXT, _UNDER = -10.5, -3.5, 3.4
_PAIR: Final = 2


class Ground(NamedTuple):
    """What lines are drawn on.

    Attributes:
        kin: the family.
        rows: who stands where.
        shown: how each is drawn.
        at: where lines come down to each child.
        x: where each stands.
        plan: the strands.
        found: the horizontal lines in the gap below each row.
        frame: the heights.
    """

    kin: Kindred
    rows: Rows
    shown: Mapping[str, Cell]
    at: Ports
    x: Mapping[str, float]
    plan: Plan
    found: list[list[Level]]
    frame: Frame


class Wiring:
    """The lines of one sheet."""

    def __init__(self, ground: Ground) -> None:
        """Take where everything lies."""
        self.kin, self.shown, self.at, self.x = ground.kin, ground.shown, ground.at, ground.x
        self.plan, self.found, self.frame = ground.plan, ground.found, ground.frame
        self.place = {key: spot for row in ground.rows for spot, key in enumerate(row)}

    def all(self) -> Iterator[Wire]:
        """Yield every line."""
        for number, union in enumerate(self.kin.unions):
            for wire in (*self.couple(number, union), *self.children(number, union)):
                yield wire._replace(owner=("u", number))
        drawn: dict[tuple[str, str], int] = {}
        for number, bond in enumerate(self.kin.bonds):
            pair = (min(bond.a, bond.b), max(bond.a, bond.b))
            yield self.bond(number, bond, drawn.get(pair, 0))._replace(owner=("b", number))
            drawn[pair] = drawn.get(pair, 0) + 1

    # A couple

    def couple(self, number: int, union: Union) -> Iterator[Wire]:
        """Yield the line between two."""
        if len(union.partners) < _PAIR:
            return
        one, other = sorted(union.partners, key=lambda key: (self.at.row[key], self.place[key]))
        if ("u", number) in self.plan.straight:
            points = self.straight(one, other, 0.0)
        else:
            points = self.around(("u", number), one, other)
        yield Wire("couple", points, union.drawn, union.strokes, self.stroke_at(points, self.at.row[other]))

    def stroke_at(self, points: tuple[Point, ...], line: int) -> float:
        """Return where strokes cut a line: where nothing else comes near."""
        (x1, _), (x2, _) = max(
            (pair for pair in pairwise(points) if abs(pair[0][1] - pair[1][1]) < 1),
            key=lambda pair: abs(pair[0][0] - pair[1][0]),
        )
        low, high = min(x1, x2), max(x1, x2)
        others = [strand.x for strand in self.plan.strands.values() if strand.row == line]
        others += [x for level in self.found[line] for x in (*level.up, *level.down)]
        spots = [low + (high - low) * part / 20 for part in (5, 6, 7, 8, 4, 13, 14, 15, 12, 16)]
        return max(spots, key=lambda spot: min([10.0, *(abs(spot - x) for x in others), spot - low, high - spot]))

    def straight(self, left: str, right: str, off: float) -> tuple[Point, ...]:
        """Return the line from side to side of two neighbours."""
        y = self.middle(left) + off
        return (
            (self.x[left] + side(self.shown[left].symbol, off), y),
            (self.x[right] - side(self.shown[right].symbol, off), y),
        )

    def around(self, owner: tuple[str, int], one: str, other: str) -> tuple[Point, ...]:
        """Return the line of two who do not stand side by side: down beside the one, along, up beside the other."""
        strands = self.plan.strands
        first = strands.get((*owner, "left")) if self.at.row[one] == self.at.row[other] else None
        if first is not None:
            second = strands[(*owner, "right")]
            lane = self.lane(owner, first.row, BRACKET)
            down = [*self.leaving(first), (first.x, lane)]
            return (*down, (second.x, lane), *reversed(self.leaving(second)))
        begin = strands[(*owner, "from")]
        points: list[Point] = [*self.leaving(begin)]
        here = begin
        for line in range(begin.row, self.at.row[other]):
            there = strands[(*owner, f"@{line + 1}")]
            lane = self.lane(owner, line, BAR, here.x, there.x)
            points += [(here.x, lane), (there.x, lane)]
            here = there
        up = strands.get((*owner, "right")) or strands[(*owner, "left")]
        lane = self.lane(owner, self.at.row[other], BRACKET)
        return (*points, (here.x, lane), (up.x, lane), *reversed(self.leaving(up)))

    def leaving(self, strand: Strand) -> list[Point]:
        """Return how a strand leaves the side of its symbol: to where it goes down."""
        off = self.off(strand)
        y = self.middle(strand.key) + off
        reach = side(self.shown[strand.key].symbol, off)
        edge = self.x[strand.key] + (reach if strand.lean == LEFT else -reach)
        return [(edge, y), (strand.x, y)]

    def off(self, strand: Strand) -> float:
        """Return how far below the middle a strand leaves: below the line to a neighbour, and the farther the lower."""
        if strand.above:
            return self.off_above(strand)
        mine = [
            other
            for other in self.plan.within(strand.row, strand.slot)
            if other.key == strand.key and other.lean == strand.lean and not other.above
        ]
        mine.sort(key=lambda other: (other.reach, other.name))
        busy = any(
            strand.key in self.kin.unions[number].partners and self.slot_of(number) == (strand.row, strand.slot)
            for kind, number in self.plan.straight
            if kind == "u"
        )
        return (_BESIDE if busy else 0.0) + _BELOW * mine.index(strand)

    def off_above(self, strand: Strand) -> float:
        """Return how far above the middle a bond from another row comes in: below those that are there already."""
        beside = [
            other for other in self.plan.within(strand.row, strand.slot) if other.above and other.key == strand.key
        ]
        neighbours = sum(
            strand.key in pair
            and (self.at.row[strand.key], max(self.place[key] for key in pair)) == (strand.row, strand.slot)
            for kind, number in self.plan.straight
            if kind == "b" and (pair := (self.kin.bonds[number].a, self.kin.bonds[number].b))
        )
        return _OVER + _UNDER * (beside.index(strand) + neighbours)

    def slot_of(self, number: int) -> tuple[int, int]:
        """Return the channel over which two neighbours are joined."""
        partners = self.kin.unions[number].partners
        return (self.at.row[partners[0]], max(self.place[key] for key in partners))

    # Their children

    def children(self, number: int, union: Union) -> Iterator[Wire]:
        """Yield the lines down to the children: from the couple, along, and to each."""
        if not union.links:
            return
        lines = {link.drawn for link in union.links}
        common = lines.pop() if len(lines) == 1 else SOLID
        base = max((self.at.row[key] for key in union.partners), default=None)
        line = base if base is not None else self.at.row[union.children[0]] - 1
        level = (
            next(
                (
                    one
                    for one in self.found[line]
                    if one.owner == ("u", number) and one.zone == BAR and (one.up or base is None)
                ),
                None,
            )
            if line >= 0
            else None
        )
        if level is None:
            return
        bar = self.frame.lane(line, level)
        if union.partners:
            yield Wire("child", (*self.origin(number, union, line), (level.up[0], bar)), common)
        if level.is_flat:
            yield Wire("child", ((level.low, bar), (level.high, bar)), common)
        for link in union.links:
            yield Wire("child", self.down_to(number, link, line, bar), link.drawn)

    def origin(self, number: int, union: Union, line: int) -> list[Point]:
        """Return where the line to the children begins: on the couple's line, or at the one parent's side."""
        drop = self.plan.strands.get(("u", number, "drop"))
        if drop is None:
            level = next(one for one in self.found[line] if one.owner == ("u", number) and one.zone == BRACKET)
            return [(level.down[0], self.frame.lane(line, level))]
        if drop.key:
            return self.leaving(drop)
        return [(drop.x, self.middle(union.partners[0]))]

    def down_to(self, number: int, link: Link, line: int, bar: float) -> tuple[Point, ...]:
        """Return the line from the bar to one child, through the rows between."""
        child, row = link.child, self.at.row[link.child]
        strands = self.plan.strands
        end = self.at.x[number, child]
        height = self.middle(child) - top(self.shown[child].symbol, end - self.x[child])
        group = self.at.twin(number, child) if row == line + 1 else ()
        if group:
            places = [self.at.x[number, key] for key in group]
            apex = (min(places) + max(places)) / 2
            return ((apex, bar), (apex, self.middle(child) - 16.0 - _APEX), (end, height))
        points: list[Point] = []
        here = end if row == line + 1 else strands["u", number, f"{child}@{line + 1}"].x
        points.append((here, bar))
        for at in range(line + 1, row):
            there = end if row == at + 1 else strands["u", number, f"{child}@{at + 1}"].x
            if abs(there - here) > 1:
                lane = self.lane(("u", number), at, BAR, here, there)
                points += [(here, lane), (there, lane)]
            here = there
        return (*points, (end, height))

    # What else is between two

    def bond(self, number: int, bond: Bond, before: int) -> Wire:
        """Return the line of a bond; it ends at whom its arrow points."""
        one, other = sorted((bond.a, bond.b), key=lambda key: (self.at.row[key], self.place[key]))
        strands = self.plan.strands
        if ("b", number) in self.plan.straight:
            points = self.straight(one, other, _OVER + _NEXT * min(before, 1))
        elif self.at.row[one] == self.at.row[other]:
            points = self.around(("b", number), one, other)
        else:
            begin, end = strands["b", number, "from"], strands["b", number, "to"]
            found: list[Point] = [*self.leaving(begin)]
            here = begin
            for line in range(begin.row, end.row):
                there = end if line + 1 == end.row else strands["b", number, f"@{line + 1}"]
                if abs(there.x - here.x) > 1:
                    lane = self.lane(("b", number), line, BAR, here.x, there.x)
                    found += [(here.x, lane), (there.x, lane)]
                here = there
            points = (*found, *reversed(self.leaving(end)))
        if bond.points == one:
            points = points[::-1]
        return Wire("bond", points, bond.drawn, points_to=bool(bond.points))

    # Heights

    def middle(self, key: str) -> float:
        """Return the height of somebody's middle."""
        return self.frame.middle[self.at.row[key]]

    def lane(
        self, owner: tuple[str, int], line: int, zone: int, up: float | None = None, down: float | None = None
    ) -> float:
        """Return the height of a horizontal line: by whose it is, and where it begins and ends."""
        for level in self.found[line]:
            same = (up is None or up in level.up) and (down is None or down in level.down)
            if level.owner == owner and level.zone == zone and same:
                return self.frame.lane(line, level)
        raise LookupError(owner)  # pragma: no cover - every strand that leaves a row has its line
