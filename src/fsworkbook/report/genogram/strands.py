"""Which lines run down beside whom: the channels between the cells of a row, and what passes through each.

No line ever crosses a cell: from the side of a symbol it goes into the channel beside it, and from there straight down
into the gap between two rows, where the horizontal lines are. So a line meets no symbol but those that it joins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.report.genogram.kindred import Bond, Kindred, Union
    from fsworkbook.report.genogram.ordering import Rows

Name = tuple[str, int, str]
"""What a strand belongs to: "u" or "b" for a couple or a bond, its number, and which of its strands it is."""

GAP: Final = 15.0
_STEP: Final = 6.5
_EDGE: Final = 5.0
_LEAST: Final = 4.0
_PAIR: Final = 2
_BESIDE, _BUSY = 40.0, 100.0
LEFT, MIDDLE, RIGHT = -1, 0, 1


@dataclass
class Strand:
    """A line that runs down a channel.

    Attributes:
        name: what it belongs to.
        row: which row it passes, or leaves, or comes to.
        slot: before which place of the row the channel lies.
        lean: whether it comes from the cell on the left (`LEFT`), on the right, or keeps to the middle.
        reach: how far it goes sideways below: the farther, the nearer to its cell.
        toward: where it would best lie.
        key: whose side it comes from or goes to, or "".
        above: whether it comes from above and ends at the side of `key`.
        through: whether it passes the whole row.
        x: where it lies, once that is known.
    """

    name: Name
    row: int
    slot: int
    lean: int
    reach: float
    toward: float
    key: str = ""
    above: bool = False
    through: bool = False
    x: float = 0.0

    @property
    def comes_down(self) -> bool:
        """Whether it comes from the gap above its row."""
        return self.above or self.through


@dataclass
class Plan:
    """All strands of a family, and which couples and bonds are drawn straight from side to side."""

    strands: dict[Name, Strand] = field(default_factory=dict)
    straight: set[tuple[str, int]] = field(default_factory=set)

    def channels(self) -> dict[tuple[int, int], float]:
        """Return how wide each channel has to be."""
        count: dict[tuple[int, int], int] = {}
        for strand in self.strands.values():
            count[strand.row, strand.slot] = count.get((strand.row, strand.slot), 0) + 1
        return {at: 2 * _EDGE + _STEP * (number - 1) + _STEP * 1.2 for at, number in count.items()}

    def sides(self, kin: Kindred) -> dict[tuple[str, ...], int]:
        """Return on which side of a parent alone the children hang."""
        return {
            kin.unions[name[1]].partners: 1 if strand.lean == LEFT else -1
            for name, strand in self.strands.items()
            if name[0] == "u" and name[2] == "drop" and strand.key
        }

    def within(self, row: int, slot: int) -> list[Strand]:
        """Return the strands of a channel from left to right."""
        mine = [strand for strand in self.strands.values() if (strand.row, strand.slot) == (row, slot)]
        return sorted(mine, key=_across)

    def of(self, kind: str, number: int) -> list[Strand]:
        """Return the strands of a couple or a bond."""
        return [strand for name, strand in self.strands.items() if name[:2] == (kind, number)]


def _across(strand: Strand) -> tuple[int, float, float]:
    reach = -strand.reach if strand.lean == LEFT else strand.reach if strand.lean == RIGHT else strand.toward
    return (strand.lean, reach, strand.toward)


def planned(kin: Kindred, rows: Rows, x: Mapping[str, float]) -> Plan:
    """Return which strands there are, from where everybody would stand if lines took no room."""
    return _Planning(kin, rows, x).plan


class _Planning:
    """The planning of one family."""

    def __init__(self, kin: Kindred, rows: Rows, x: Mapping[str, float]) -> None:
        self.rows = rows
        self.x = x
        self.at = {key: (line, place) for line, row in enumerate(rows) for place, key in enumerate(row)}
        self.plan = Plan()
        for number, union in enumerate(kin.unions):
            self.of_union(kin, number, union)
        for number, bond in enumerate(kin.bonds):
            self.of_bond(number, bond)

    def add(self, strand: Strand) -> None:
        self.plan.strands[strand.name] = strand

    def of_union(self, kin: Kindred, number: int, union: Union) -> None:
        """Plan how two are joined, and how the line to their children leaves them."""
        partners = sorted(union.partners, key=lambda key: self.at[key])
        toward = self.middle(union)
        if len(partners) == _PAIR and self.at[partners[0]][0] == self.at[partners[1]][0]:
            (line, left), (_, right) = self.at[partners[0]], self.at[partners[1]]
            if right == left + 1:
                self.plan.straight.add(("u", number))
                if union.links:
                    self.add(Strand(("u", number, "drop"), line, right, MIDDLE, 0, toward))
            else:
                self.bracket("u", number, partners[0], partners[1])
        elif len(partners) == _PAIR:
            self.stepped(number, partners[0], partners[1])
        elif partners and union.links:
            key = partners[0]
            line, place = self.at[key]
            lean = self.free_side(kin, number, key, toward)
            self.add(Strand(("u", number, "drop"), line, place + (lean == LEFT), lean, 0, toward, key))
        low = max((self.at[key][0] for key in partners), default=0)
        for child in union.children:
            if partners:
                for line in range(low + 1, self.at[child][0]):
                    self.through(("u", number, f"{child}@{line}"), line, self.x[child])

    def free_side(self, kin: Kindred, number: int, key: str, toward: float) -> int:
        """Return on which side of a parent alone the children hang: where they are, but rather not among couples."""
        costs = {LEFT: abs(self.x[key] + _BESIDE - toward), RIGHT: abs(self.x[key] - _BESIDE - toward)}
        for other, union in enumerate(kin.unions):
            if other != number and key in union.partners:
                for mate in (mate for mate in union.partners if mate != key):
                    costs[LEFT if self.x[mate] > self.x[key] else RIGHT] += _BUSY
        return LEFT if costs[LEFT] <= costs[RIGHT] else RIGHT

    def of_bond(self, number: int, bond: Bond) -> None:
        """Plan how what is between two people joins them."""
        one, other = sorted((bond.a, bond.b), key=lambda key: self.at[key])
        (high, first), (low, second) = self.at[one], self.at[other]
        if high == low:
            if second == first + 1:
                self.plan.straight.add(("b", number))
            else:
                self.bracket("b", number, one, other)
            return
        lean = LEFT if self.x[other] >= self.x[one] else RIGHT
        slot = first + (lean == LEFT)
        self.add(Strand(("b", number, "from"), high, slot, lean, 0, self.x[other], one))
        for line in range(high + 1, low):
            self.through(("b", number, f"@{line}"), line, self.x[other])
        back = RIGHT if self.x[one] <= self.x[other] else LEFT
        slot = second + (back == LEFT)
        self.add(Strand(("b", number, "to"), low, slot, back, 0, self.x[one], other, above=True))

    def bracket(self, kind: str, number: int, one: str, other: str) -> None:
        """Plan a line under those who stand between two."""
        (line, left), (_, right) = self.at[one], self.at[other]
        reach = self.x[other] - self.x[one]
        self.add(Strand((kind, number, "left"), line, left + 1, LEFT, reach, self.x[other], one))
        self.add(Strand((kind, number, "right"), line, right, RIGHT, reach, self.x[one], other))

    def stepped(self, number: int, upper: str, lower: str) -> None:
        """Plan the line of a couple who stand on two rows: it comes down beside the lower one."""
        (high, first), (low, second) = self.at[upper], self.at[lower]
        lean = LEFT if self.x[lower] >= self.x[upper] else RIGHT
        self.add(Strand(("u", number, "from"), high, first + (lean == LEFT), lean, 0, self.x[lower], upper))
        for line in range(high + 1, low):
            self.through(("u", number, f"@{line}"), line, self.x[lower])
        slot = second + (lean == RIGHT)
        beside = Strand(("u", number, f"@{low}"), low, slot, lean, 0, self.x[lower], through=True)
        self.add(beside)
        name = "right" if lean == LEFT else "left"
        self.add(Strand(("u", number, name), low, slot, -lean, 0, self.x[upper], lower))

    def through(self, name: Name, line: int, toward: float) -> None:
        """Plan a strand through a row, in the channel that lies nearest to where it goes."""
        row = self.rows[line]
        edges = [self.x[row[0]] - 40] if row else [toward]
        edges += [(self.x[a] + self.x[b]) / 2 for a, b in pairwise(row)]
        edges += [self.x[row[-1]] + 40] if row else []
        slot = min(range(len(edges)), key=lambda place: abs(edges[place] - toward))
        self.add(Strand(name, line, slot, MIDDLE, 0, toward, through=True))

    def middle(self, union: Union) -> float:
        """Return the middle of a couple's children, else of the couple."""
        places = [self.x[key] for key in union.children or union.partners]
        return (min(places) + max(places)) / 2


def settle(
    plan: Plan,
    rows: Rows,
    x: Mapping[str, float],
    width: Mapping[str, float],
    toward: Mapping[Name, float],
    avoid: Mapping[int, list[float]],
) -> None:
    """Give every strand its place in its channel.

    Args:
        plan: the strands.
        rows: who stands where.
        x: where each symbol stands.
        width: how wide each cell is.
        toward: where strands would best lie, as far as it is known better than when they were planned.
        avoid: for each row, where lines come down to somebody of the next row, which a strand should not run along.
    """
    for name, place in toward.items():
        if name in plan.strands:
            plan.strands[name].toward = place
    for line, row in reversed(list(enumerate(rows))):
        below = [strand.x for strand in plan.strands.values() if strand.row == line + 1 and strand.comes_down]
        for slot in range(len(row) + 1):
            mine = plan.within(line, slot)
            if not mine:
                continue
            low, high = _channel(row, slot, x, width, len(mine))
            _spread(mine, low, high)
            for strand in mine:
                if strand.name[2] == "drop":
                    _over_children(strand, mine, low, high)
                _step_aside(strand, mine, low, high, [*avoid.get(line, []), *below])


def _channel(
    row: tuple[str, ...], slot: int, x: Mapping[str, float], width: Mapping[str, float], count: int
) -> tuple[float, float]:
    """Return where a channel begins and ends; beside the row it is as wide as it needs to be."""
    need = 2 * _EDGE + _STEP * count
    if not row:
        return (0.0, need)
    if slot == 0:
        right = x[row[0]] - width[row[0]] / 2
        return (right - need, right)
    left = x[row[slot - 1]] + width[row[slot - 1]] / 2
    return (left, left + need) if slot == len(row) else (left, x[row[slot]] - width[row[slot]] / 2)


def _spread(mine: list[Strand], low: float, high: float) -> None:
    """Lay strands side by side: each near its cell, the others where they go, as far as there is room."""
    left = [strand for strand in mine if strand.lean == LEFT]
    right = [strand for strand in mine if strand.lean == RIGHT]
    middle = [strand for strand in mine if strand.lean == MIDDLE]
    step = min(_STEP, (high - low - 2 * _EDGE) / max(len(mine) - 1, 1)) if len(mine) > 1 else _STEP
    for place, strand in enumerate(left):
        strand.x = low + _EDGE + place * step
    for place, strand in enumerate(reversed(right)):
        strand.x = high - _EDGE - place * step
    begin, end = low + _EDGE + len(left) * step, high - _EDGE - len(right) * step
    if not middle:
        return
    room = end - begin
    need = step * (len(middle) - 1)
    start = min(max(sum(strand.toward for strand in middle) / len(middle) - need / 2, begin), begin + room - need)
    for place, strand in enumerate(middle):
        strand.x = start + place * step


def _over_children(strand: Strand, mine: list[Strand], low: float, high: float) -> None:
    """Move the line to somebody's children right over them, where there is room for it."""
    others = [other.x for other in mine if other is not strand]
    if low + _LEAST <= strand.toward <= high - _LEAST and all(
        abs(strand.toward - x) >= _LEAST and (strand.toward > x) == (strand.x > x) for x in others
    ):
        strand.x = strand.toward


def _step_aside(strand: Strand, mine: list[Strand], low: float, high: float, avoid: list[float]) -> None:
    """Move a strand a little where it would run along another family's line."""
    others = [other.x for other in mine if other is not strand]

    def is_free(place: float) -> bool:
        inside = low + _LEAST <= place <= high - _LEAST
        kept = all((place > one) == (strand.x > one) for one in others)
        near = (one for one in (*avoid, *others) if abs(one - strand.toward) > 1)
        return inside and kept and all(abs(place - one) >= _LEAST for one in near)

    for shift in (0.0, 3.0, -3.0, 4.5, -4.5, 6.0, -6.0, 9.0, -9.0):
        if is_free(strand.x + shift):
            strand.x += shift
            return
