"""The lines of a history: which commits two sides had in common last."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Lines:
    """Commits by their parents, added parents first."""

    def __init__(self) -> None:
        self._place: dict[str, int] = {}
        self._parents: list[tuple[int, ...]] = []
        self._names: list[str] = []

    def add(self, commit: str, parents: Sequence[str]) -> None:
        """Add a commit whose parents are there."""
        self._place[commit] = len(self._names)
        self._names.append(commit)
        self._parents.append(tuple(self._place[parent] for parent in parents))

    def bases(self, sides: Sequence[str]) -> tuple[str, ...]:
        """Return the commits that all sides hold and of which no other such commit is a descendant.

        Only what came since those commits is looked at.
        """
        places = [self._place[side] for side in sides if side in self._place]
        whole = (1 << len(places)) - 1
        seen: dict[int, int] = {}
        for number, place in enumerate(places):
            seen[place] = seen.get(place, 0) | 1 << number
        waiting = [-place for place in seen]
        heapq.heapify(waiting)
        stale: set[int] = set()
        found = []
        while waiting and not all(-place in stale for place in waiting):
            place = -heapq.heappop(waiting)
            marks = seen[place]
            if marks == whole and place not in stale:
                found.append(self._names[place])
            past = marks == whole or place in stale
            for parent in self._parents[place]:
                if parent not in seen:
                    heapq.heappush(waiting, -parent)
                seen[parent] = seen.get(parent, 0) | marks
                if past:
                    stale.add(parent)
        return tuple(found)
