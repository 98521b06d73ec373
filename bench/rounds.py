"""Measuring side by side: every contender once a round, so that a busy moment of the machine falls on all of them."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Times(NamedTuple):
    """What one contender took in every round, in seconds."""

    seconds: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.seconds)

    @property
    def best(self) -> float:
        """The least disturbed round."""
        return min(self.seconds)

    def over(self, floor: Times) -> float:
        """Return how many times the floor this is: the median of the ratios, each of two that ran in the same round."""
        return median(mine / its for mine, its in zip(self.seconds, floor.seconds, strict=True))


def side_by_side(contenders: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Times]:
    """Return what each contender took; a first round, which fills caches, does not count."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, contender in contenders.items():
            start = time.perf_counter()
            contender()
            if number:
                taken[name].append(time.perf_counter() - start)
    return {name: Times(tuple(seconds)) for name, seconds in taken.items()}
