"""The horizontal lines between two rows: couples' brackets first, below them the bars that children hang from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Final

BRACKET, BAR = 0, 1
_CLEAR: Final = 7.0
_MOST: Final = 5
_SAME: Final = 0.5


@dataclass
class Level:
    """A horizontal line in the gap below a row.

    Attributes:
        owner: the couple or bond that it belongs to.
        zone: `BRACKET` or `BAR`.
        up: where lines come down to it.
        down: where lines go down from it.
        lane: how deep it lies in its zone, from 0; set by `assign`.
    """

    owner: tuple[str, int]
    zone: int
    up: tuple[float, ...]
    down: tuple[float, ...]
    lane: int = 0

    @property
    def low(self) -> float:
        """Where it begins."""
        return min(*self.up, *self.down, float("inf"))

    @property
    def high(self) -> float:
        """Where it ends."""
        return max(*self.up, *self.down, float("-inf"))

    @property
    def is_flat(self) -> bool:
        """Whether it has any length at all."""
        return self.high - self.low > _SAME


def assign(levels: list[Level]) -> tuple[int, int]:
    """Give every line its lane, so that none lies on another and few cross; return how many lanes there are."""
    brackets = [one for one in levels if one.zone == BRACKET]
    nested = sorted(brackets, key=lambda level: (level.high - level.low, level.low, level.owner))
    for place, one in enumerate(nested):
        one.lane = 1 + max((other.lane for other in nested[:place] if _meet(one, other)), default=-1)
    bars = [one for one in levels if one.zone == BAR]
    for group in _clusters([one for one in bars if one.is_flat]):
        best = _best(group)
        for place, one in enumerate(best):
            one.lane = 1 + max((other.lane for other in best[:place] if _meet(one, other)), default=-1)
    flat = [one for one in bars if one.is_flat]
    return (
        max((one.lane for one in brackets), default=-1) + 1,
        max((one.lane for one in flat), default=-1) + 1,
    )


def _meet(one: Level, other: Level) -> bool:
    """Return whether two lines would touch on one lane."""
    return one.low < other.high + _CLEAR and other.low < one.high + _CLEAR


def _clusters(levels: list[Level]) -> list[list[Level]]:
    """Return lines in groups of which none meets another."""
    groups: list[list[Level]] = []
    for one in sorted(levels, key=lambda level: (level.low, level.high, level.owner)):
        mine = [group for group in groups if any(_meet(one, other) for other in group)]
        groups = [group for group in groups if group not in mine]
        groups.append([*(other for group in mine for other in group), one])
    return groups


def _best(group: list[Level]) -> list[Level]:
    """Return the order from above in which the fewest lines are crossed."""
    size = range(len(group))
    costs = [[0 if a == b else _cost(group[a], group[b]) for b in size] for a in size]
    if len(group) > _MOST:
        return [group[at] for at in sorted(size, key=lambda at: (sum(costs[at]), group[at].low))]
    found = min(
        permutations(size),
        key=lambda order: (sum(costs[a][b] for a, b in combinations(order, 2)), order),
    )
    return [group[place] for place in found]


def _cost(above: Level, below: Level) -> int:
    """Return how many crossings it makes that one line lies above another."""
    if not _meet(above, below):
        return 0
    down = sum(below.low < x < below.high for x in above.down)
    up = sum(above.low < x < above.high for x in below.up)
    near = sum(abs(x - y) < _CLEAR / 2 for x in above.down for y in below.up) * 3
    return down + up + near
