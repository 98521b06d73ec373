"""Where everybody stands along their row: as near to parents and children as the widths allow (isotonic regression).

Rows are taken in turn, down and up; each is fitted at once by pooling adjacent violators, so that nobody stands nearer
to the next one than they may, and the squares of the distances from where they would like to stand are least.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from fsworkbook.report.genogram.kindred import Kindred, Union
    from fsworkbook.report.genogram.ordering import Row, Rows

_SWEEPS: Final = 24
_PAIR: Final = 2
_BELOW, _ABOVE, _MATE, _IDLE, _STAYS = 1.0, 0.8, 0.05, 0.02, 3.0
"""How strongly somebody is drawn to where their parents, their children and their partners stand; and stays."""


class Room(NamedTuple):
    """How much room there must be.

    Attributes:
        width: of each cell.
        channel: before each place of each row, and after the last.
        least: between two cells.
        side: of a parent alone, by the one key in a tuple: whether the children hang on the right (1) or the left (-1).
    """

    width: Mapping[str, float]
    channel: Mapping[tuple[int, int], float]
    least: float
    side: Mapping[tuple[str, ...], int] = MappingProxyType({})

    def apart(self, row: Row, at: int, place: int) -> float:
        """Return how far the one at a place of a row must stand from the one before."""
        between = self.channel.get((at, place), self.least)
        return (self.width[row[place - 1]] + self.width[row[place]]) / 2 + max(between, self.least)


def fitted(wanted: Sequence[float], weights: Sequence[float], apart: Sequence[float]) -> list[float]:
    """Return the places nearest to the wanted ones, each at least `apart[i]` after the one before (`apart[0]` is idle).

    The squares of the differences, by weight, are least (pool adjacent violators).
    """
    shift, offsets = 0.0, []
    for place, gap in enumerate(apart):
        shift += gap if place else 0.0
        offsets.append(shift)
    pools: list[list[float]] = []  # value, weight, how many
    for want, weight, offset in zip(wanted, weights, offsets, strict=True):
        pools.append([want - offset, weight, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            value, heavy, count = pools.pop()
            before = pools[-1]
            whole = before[1] + heavy
            before[0] = (before[0] * before[1] + value * heavy) / whole
            before[1], before[2] = whole, before[2] + count
    flat = [value for value, _, count in pools for _ in range(int(count))]
    return [value + offset for value, offset in zip(flat, offsets, strict=True)]


def placed(kin: Kindred, rows: Rows, room: Room) -> dict[str, float]:
    """Return where everybody's symbol stands from left to right; the first cell of all begins at 0."""
    return _Placing(kin, rows, room).settled()


class _Placing:
    """The sweeps over one family."""

    def __init__(self, kin: Kindred, rows: Rows, room: Room) -> None:
        self.rows = rows
        self.room = room
        self.at = {key: (line, place) for line, row in enumerate(rows) for place, key in enumerate(row)}
        self.as_child: dict[str, list[Union]] = {}
        self.as_parent: dict[str, list[Union]] = {}
        for union in kin.unions:
            if union.partners and union.links:
                for key in union.children:
                    self.as_child.setdefault(key, []).append(union)
            for key in union.partners:
                self.as_parent.setdefault(key, []).append(union)
        self.x: dict[str, float] = {}
        self.apart = [
            [0.0, *(room.apart(row, line, place) for place in range(1, len(row)))] for line, row in enumerate(rows)
        ]
        self.beside = {key: list(self.mates(key)) for key in self.at}
        for line, row in enumerate(rows):
            shift = 0.0
            for place, key in enumerate(row):
                shift += room.apart(row, line, place) if place else room.width[key] / 2
                self.x[key] = shift

    def settled(self) -> dict[str, float]:
        """Return the places after the sweeps, the leftmost cell at 0."""
        count = len(self.rows)
        for sweep in range(_SWEEPS):
            down = sweep % 2 == 0
            for line in range(count) if down else range(count - 1, -1, -1):
                self.fit(line, self.pull_down if down else self.pull_up)
        for line in range(count - 1, -1, -1):
            self.fit(line, self.pull_last)
        left = min((self.x[key] - self.room.width[key] / 2 for key in self.x), default=0.0)
        return {key: value - left for key, value in self.x.items()}

    def fit(self, line: int, pull: Callable[[str], Iterable[tuple[float, float]]]) -> None:
        """Fit one row to where those in it are drawn."""
        row = self.rows[line]
        wanted, weights = [], []
        for key in row:
            mates = [(self.x[other] + gap, _MATE) for other, gap in self.beside[key]]
            pulls = [*pull(key), *mates, (self.x[key], _IDLE)]
            weight = sum(heavy for _, heavy in pulls)
            wanted.append(sum(place * heavy for place, heavy in pulls) / weight)
            weights.append(weight)
        for key, place in zip(row, fitted(wanted, weights, self.apart[line]), strict=True):
            self.x[key] = place

    def pull_down(self, key: str) -> Iterable[tuple[float, float]]:
        """Yield where somebody is drawn by their parents: with brothers and sisters, to below the couple."""
        for union in self.as_child.get(key, ()):
            yield self.x[key] + self.middle(union) - self.mean(union.children), _BELOW

    def pull_up(self, key: str) -> Iterable[tuple[float, float]]:
        """Yield where somebody is drawn by their children: with the partner, to above them."""
        for union in self.as_parent.get(key, ()):
            if union.links:
                yield self.x[key] + self.mean(union.children) - self.middle(union), _ABOVE

    def pull_last(self, key: str) -> Iterable[tuple[float, float]]:
        """Yield where somebody is drawn in the end: forebears over their children, everybody else where they are."""
        if key in self.as_child:
            yield self.x[key], _STAYS
        yield from self.pull_up(key)

    def mates(self, key: str) -> Iterable[tuple[str, float]]:
        """Yield the partners beside somebody, who draw them as near as may be, and how far from each that is."""
        line, place = self.at[key]
        for union in self.as_parent.get(key, ()):
            for other in union.partners:
                there, spot = self.at[other]
                if there == line and abs(spot - place) == 1:
                    gap = self.apart[line][max(spot, place)]
                    yield other, gap if place > spot else -gap

    def middle(self, union: Union) -> float:
        """Return from where the children of a union hang: between the two, or beside the one."""
        partners = union.partners
        if len(partners) == 1:
            key = partners[0]
            line, place = self.at[key]
            side = self.room.side.get(partners) or (1 if self.mean(union.children) >= self.x[key] else -1)
            gap = self.room.channel.get((line, place + (side > 0)), self.room.least)
            return self.x[key] + side * (self.room.width[key] + gap) / 2
        one, other = sorted(partners, key=lambda key: self.x[key])
        left = self.x[one] + self.room.width[one] / 2
        right = self.x[other] - self.room.width[other] / 2
        return (left + right) / 2 if left <= right else self.mean(partners)

    def mean(self, keys: Sequence[str]) -> float:
        """Return the middle between the first and the last of some."""
        places = [self.x[key] for key in keys]
        return (min(places) + max(places)) / 2
