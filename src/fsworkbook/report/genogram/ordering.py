"""Who stands beside whom: the order of each row, by an explicit cost and a seeded search that moves whole segments.

What it costs: partners apart, strangers between brothers and sisters or in a home, lines that cross, brothers and
sisters out of the order of their birth, and most of all another order than somebody has given by hand. The same family
comes out the same, whatever the seed of Python's hashes.
"""

from __future__ import annotations

import random
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fsworkbook.report.genogram.kindred import Kindred, Union

Row = tuple[str, ...]
Rows = tuple[Row, ...]

STARTS: Final = 6
_TRIES: Final = 420
"""Orders that are looked at from each start; twice as many from the best."""
_SEGMENT: Final = 4
_PAIR: Final = 2
_HINT, _APART, _CROSSED, _STRANGER, _HOME, _BIRTH, _SIDE = 40.0, 6.0, 5.0, 4.0, 1.5, 0.8, 0.3
_SLIGHT: Final = 1e-9
_AGREED: Final = 3
"""Where so many starts come to the same cost, no more are made."""
_GOOD: Final = 0.5
"""A cost under which nothing is worth a longer search."""


def ordered(kin: Kindred, level: Mapping[str, int]) -> Rows:
    """Return the rows, from the oldest generation, each from left to right."""
    return _Search(kin, level).best()


class _Search:
    """The search for one family."""

    def __init__(self, kin: Kindred, level: Mapping[str, int]) -> None:
        self.kin = kin
        self.level = level
        self.count = max(level.values(), default=-1) + 1
        self.within: dict[tuple[int, Row], float] = {}
        self.crossed: dict[tuple[int, Row, Row], float] = {}
        self.rank = {key: place for place, key in enumerate(kin.people)}
        self.hint = {key: place for place, key in enumerate(kin.hint)}
        self.of_child: dict[str, list[Union]] = {}
        self.of_partner: dict[str, list[Union]] = {}
        for union in kin.unions:
            for key in union.partners:
                self.of_partner.setdefault(key, []).append(union)
            for key in union.children:
                self.of_child.setdefault(key, []).append(union)
        self.above = {key: [one for union in of for one in union.partners] for key, of in self.of_child.items()}
        self.below = {key: [one for union in of for one in union.children] for key, of in self.of_partner.items()}
        self.mates = {key: [one for union in of for one in union.partners] for key, of in self.of_partner.items()}
        self.row_facts = [_Facts(self, at) for at in range(self.count)]

    def best(self) -> Rows:
        """Return the cheapest order that was found."""
        found: list[tuple[float, int, Rows]] = []
        for start in range(STARTS):
            luck = random.Random(start)  # noqa: S311 - a search, no secret
            rows, cost = self.climb(self.begun(start, luck), luck, _TRIES)
            found.append((cost, start, rows))
            if cost < _GOOD or sum(abs(one[0] - min(found)[0]) < _SLIGHT for one in found) >= _AGREED:
                break
        cost, _, rows = min(found, key=lambda one: one[:2])
        if cost >= _GOOD:
            rows, _ = self.climb(rows, random.Random(STARTS), 2 * _TRIES)  # noqa: S311 - likewise
        return self.facing(rows)

    # Where it starts

    def begun(self, start: int, luck: random.Random) -> Rows:
        """Return rows in which each family stands with its own: forebears first, everybody after their parents."""
        roots = [key for key in self.kin.people if not any(union.partners for union in self.of_child.get(key, ()))]
        roots.sort(key=lambda key: (self.hint.get(key, len(self.hint)), self.level[key], self.rank[key]))
        if start:
            luck.shuffle(roots)
        rows: list[list[str]] = [[] for _ in range(self.count)]
        seen: set[str] = set()
        for root in roots:
            self.stand(root, rows, seen)
        for key in self.kin.people:  # who was not reached
            self.stand(key, rows, seen)
        made = tuple(map(tuple, rows))
        return self.followed_down(made, 0) if start % 2 else self.followed_up(made, self.count - 1)

    def stand(self, key: str, rows: list[list[str]], seen: set[str]) -> None:
        """Let somebody stand in their row with their partners on both sides, and their children below."""
        if key in seen:
            return
        unions = self.of_partner.get(key, [])
        others = [other for union in unions for other in union.partners if other != key and other not in seen]
        others = list(dict.fromkeys(others))
        half = len(others) // 2 if len(others) > 1 else int(bool(others) and unions[0].partners[0] != key)
        for one in (*others[:half], key, *others[half:]):
            if one not in seen:
                seen.add(one)
                rows[self.level[one]].append(one)
        for union in (union for one in (*others[:half], key, *others[half:]) for union in self.of_partner.get(one, ())):
            for child in sorted(union.children, key=self.born):
                self.stand(child, rows, seen)

    def born(self, key: str) -> tuple[str, int]:
        """Return what sorts by age: the eldest first, an unborn child last, else as in the file."""
        person = self.kin.people[key]
        return (str(person.born or person.due or ""), self.rank[key])

    # The search

    def climb(self, rows: Rows, luck: random.Random, tries: int) -> tuple[Rows, float]:
        """Return the rows after every move that helped, and what they cost."""
        cost = self.cost(rows)
        improved = True
        while improved and tries > 0 and cost >= _GOOD:
            improved = False
            moves = list(self.moves(rows))
            luck.shuffle(moves)
            for at, row in moves:
                plain = (*rows[:at], row, *rows[at + 1 :])
                for made in self.variants(plain, at):
                    tries -= 1
                    new = self.cost(made)
                    if new < cost - _SLIGHT:
                        rows, cost, improved = made, new, True
                        break
                if improved or tries <= 0:
                    break
        return rows, cost

    def moves(self, rows: Rows) -> Iterator[tuple[int, Row]]:
        """Yield each row with a segment moved elsewhere, or turned round."""
        for at, row in enumerate(rows):
            size = len(row)
            for first in range(size):
                for last in range(first + 1, min(first + _SEGMENT, size) + 1):
                    part, rest = row[first:last], row[:first] + row[last:]
                    if len(part) > 1:
                        yield at, row[:first] + part[::-1] + row[last:]
                    for place in range(first + 1, len(rest) + 1):
                        yield at, rest[:place] + part + rest[place:]

    def variants(self, rows: Rows, at: int) -> Iterator[Rows]:
        """Yield rows as they are, and with the rows below and above following the one that changed."""
        yield rows
        yield self.followed_down(rows, at)
        if at:
            yield self.followed_up(rows, at)

    def followed_down(self, rows: Rows, at: int) -> Rows:
        """Return rows with those below sorted by where their parents stand."""
        made = list(rows)
        for below in range(at + 1, self.count):
            made[below] = self.sorted_by(made[below], self.above, _places(made[below - 1]))
        return tuple(made)

    def followed_up(self, rows: Rows, at: int) -> Rows:
        """Return rows with those above sorted by where their children stand."""
        made = list(rows)
        for above in range(at - 1, -1, -1):
            made[above] = self.sorted_by(made[above], self.below, _places(made[above + 1]))
        return tuple(made)

    def sorted_by(self, row: Row, near: Mapping[str, Sequence[str]], places: Mapping[str, int]) -> Row:
        """Return a row sorted by the places of those near each; who has none there goes with a partner, or stays."""
        found: dict[str, float] = {}
        for key in row:
            spots = [places[one] for one in near.get(key, ()) if one in places]
            if spots:
                found[key] = sum(spots) / len(spots)
        keys: dict[str, float] = {}
        last = -1.0
        for key in row:
            value = found.get(key)
            if value is None:
                value = min([found[one] for one in self.mates.get(key, ()) if one in found], default=last)
            keys[key] = last = value
        return tuple(sorted(row, key=keys.__getitem__))

    # What an order costs

    def cost(self, rows: Rows) -> float:
        """Return what rows cost."""
        total = 0.0
        for at, row in enumerate(rows):
            facts = self.row_facts[at]
            one = (at, row)
            if one not in self.within:
                self.within[one] = facts.cost(row)
            total += self.within[one]
            if at:
                two = (at, rows[at - 1], row)
                if two not in self.crossed:
                    self.crossed[two] = facts.crossings(rows[at - 1], row)
                total += self.crossed[two]
        return total

    def facing(self, rows: Rows) -> Rows:
        """Return rows as they are or turned, whichever costs less."""
        turned = tuple(row[::-1] for row in rows)
        return turned if self.cost(turned) < self.cost(rows) - _SLIGHT else rows


class _Facts:
    """What bears on one row: who are partners, brothers and sisters, who shares a home."""

    def __init__(self, search: _Search, at: int) -> None:
        kin, level = search.kin, search.level
        here = [key for key in kin.people if level[key] == at]
        self.couples = [
            union.partners
            for union in kin.unions
            if len(union.partners) == _PAIR and all(level[key] == at for key in union.partners)
        ]
        self.lone = {
            pair
            for pair in self.couples
            if all(sum(len(union.partners) for union in search.of_partner[key]) == _PAIR for key in pair)
        }
        self.sibships = [
            (group, _own(group, union, search))
            for union in kin.unions
            if len(group := [key for key in union.children if level[key] == at]) > 1
        ]
        self.births = [
            (one, other) if search.born(one) < search.born(other) else (other, one)
            for union in kin.unions
            for one, other in combinations([key for key in union.children if level[key] == at], 2)
            if _dated(kin, one) and _dated(kin, other)
        ]
        self.births += _half_births(search, at)
        self.homes = [group for home in kin.homes if len(group := [key for key in home.members if key in here]) > 1]
        hinted = sorted((key for key in here if key in search.hint), key=search.hint.__getitem__)
        self.hinted = list(combinations(hinted, 2))
        self.lines = [
            (union.partners, key)
            for union in kin.unions
            for key in union.children
            if level[key] == at and union.partners and any(level[one] == at - 1 for one in union.partners)
        ]

    def cost(self, row: Row) -> float:
        """Return what is wrong within the row."""
        place = _places(row)
        total = 0.0
        for one, other in self.couples:
            total += _APART * (abs(place[one] - place[other]) - 1)
            total += _SIDE * (place[one] > place[other]) if (one, other) in self.lone else 0
        for group, own in self.sibships:
            total += _STRANGER * _between(group, own, row, place)
        for members in self.homes:
            total += _HOME * _between(members, frozenset(members), row, place)
        total += _BIRTH * sum(place[one] > place[other] for one, other in self.births)
        total += _HINT * sum(place[one] > place[other] for one, other in self.hinted)
        return total

    def crossings(self, above: Row, row: Row) -> float:
        """Return what it costs that lines from the row above cross."""
        up, down = _places(above), _places(row)
        ends: list[tuple[float, int]] = []
        for partners, child in self.lines:
            there = [up[key] for key in partners if key in up]
            ends.append((sum(there) / len(there), down[child]))
        return _CROSSED * sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(ends, 2))


def _own(group: Sequence[str], union: Union, search: _Search) -> frozenset[str]:
    """Return who may stand between brothers and sisters: they, their partners, and half-brothers and half-sisters."""
    mates = (key for one in group for other in search.of_partner.get(one, ()) for key in other.partners)
    halves = (key for one in union.partners for other in search.of_partner.get(one, ()) for key in other.children)
    return frozenset((*group, *mates, *halves))


def _half_births(search: _Search, at: int) -> Iterable[tuple[str, str]]:
    """Yield half-brothers and half-sisters, the elder first."""
    for unions in search.of_partner.values():
        for one, other in combinations(unions, 2):
            for a in one.children:
                for b in other.children:
                    if search.level[a] == search.level[b] == at and _dated(search.kin, a) and _dated(search.kin, b):
                        yield (a, b) if search.born(a) < search.born(b) else (b, a)


def _dated(kin: Kindred, key: str) -> bool:
    person = kin.people[key]
    return person.born is not None or person.due is not None


def _places(row: Row) -> dict[str, int]:
    return {key: place for place, key in enumerate(row)}


def _between(group: Sequence[str], own: frozenset[str], row: Row, place: Mapping[str, int]) -> int:
    """Return how many strangers stand between the first and the last of a group."""
    there = [place[key] for key in group]
    return sum(key not in own for key in row[min(there) : max(there) + 1])
