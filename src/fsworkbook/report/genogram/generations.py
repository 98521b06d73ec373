"""Which generation each stands in: partners on one line, a child one below the lower of its parents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.report.genogram.kindred import Kindred, Union

_PAIR: Final = 2


def generations(kin: Kindred) -> dict[str, int]:
    """Return everybody's generation, 0 for the oldest.

    Partners of whom one descends from the other's side stand on different lines: a line between them says so.
    """
    return _Levels(kin).settled()


class _Levels:
    """The relaxation."""

    def __init__(self, kin: Kindred) -> None:
        self.kin = kin
        self.below: list[tuple[str, str]] = [
            (parent, child) for union in kin.unions for parent in union.partners for child in union.children
        ]
        self.pairs: list[tuple[str, str]] = []
        ranked = sorted(kin.unions, key=_rank)
        beside = [pair for union in ranked for pair in _same(union)]
        beside += [(union.children[0], other) for union in ranked for other in union.children[1:]]
        for pair in dict.fromkeys(beside):
            if self.levels([*self.pairs, pair]) is not None:
                self.pairs.append(pair)

    def levels(self, pairs: Iterable[tuple[str, str]]) -> dict[str, int] | None:
        """Return the highest line on which everybody can stand; None where these pairs cannot stand side by side."""
        pairs = tuple(pairs)
        level = dict.fromkeys(self.kin.people, 0)
        for _ in range(len(level) + 2):
            before = dict(level)
            for parent, child in self.below:
                level[child] = max(level[child], level[parent] + 1)
            for one, other in pairs:
                level[one] = level[other] = max(level[one], level[other])
            if level == before:
                return level
        return None

    def settled(self) -> dict[str, int]:
        """Return the lines, with everybody who has nobody above as near to those below as can be."""
        level = self.levels(self.pairs) or dict.fromkeys(self.kin.people, 0)
        groups = self.groups()
        above = {child for _, child in self.below}
        for _ in range(len(level)):
            moved = False
            for group in groups:
                if any(key in above for key in group):
                    continue
                lowest = [level[child] - 1 for parent, child in self.below if parent in group]
                wanted = min(lowest, default=level[group[0]])
                if wanted > level[group[0]]:
                    level.update(dict.fromkeys(group, wanted))
                    moved = True
            if not moved:
                break
        return _pressed(level)

    def groups(self) -> list[tuple[str, ...]]:
        """Return who stands on one line with whom."""
        group = {key: key for key in self.kin.people}
        for one, other in self.pairs:
            old, new = group[other], group[one]
            group = {key: new if held == old else held for key, held in group.items()}
        found: dict[str, list[str]] = {}
        for key, held in group.items():
            found.setdefault(held, []).append(key)
        return [tuple(keys) for keys in found.values()]


def _same(union: Union) -> list[tuple[str, str]]:
    """Return the partners, who should stand on one line."""
    return [(union.partners[0], union.partners[1])] if len(union.partners) == _PAIR else []


def _rank(union: Union) -> tuple[int, int]:
    """Return in which order unions are settled: those that are certain, then those with children, first."""
    return (0 if union.couple else 1, -len(union.links))


def _pressed(level: Mapping[str, int]) -> dict[str, int]:
    """Return the lines without empty ones between them."""
    used = sorted(set(level.values()))
    return {key: used.index(line) for key, line in level.items()}
