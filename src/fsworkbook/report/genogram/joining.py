"""Where lines join: where they come down to each child, and the horizontal lines in each gap between two rows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.genogram.lanes import BAR, BRACKET, Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.report.genogram.kindred import Kindred, Union
    from fsworkbook.report.genogram.ordering import Rows
    from fsworkbook.report.genogram.strands import Name, Plan

_PORT: Final = 8.0
_PAIR: Final = 2
_CLEAR: Final = 5.0
_HAIR: Final = 4.0


class Ports(NamedTuple):
    """Where lines come down to each child from each couple; who are twins.

    Attributes:
        x: by number of the couple and key of the child.
        twins: by number of the couple, keys of those who come from one point.
        row: which row each stands in.
    """

    x: Mapping[tuple[int, str], float]
    twins: Mapping[int, tuple[tuple[str, ...], ...]]
    row: Mapping[str, int]

    def down_to(self, line: int) -> list[float]:
        """Return where lines come down to a row."""
        return [x for (_, key), x in self.x.items() if self.row[key] == line]

    def twins_in(self, line: int) -> bool:
        """Return whether a row has twins."""
        return any(self.row[group[0]] == line for groups in self.twins.values() for group in groups)

    def twin(self, number: int, key: str) -> tuple[str, ...]:
        """Return somebody with their twins; empty where they have none."""
        return next((group for group in self.twins.get(number, ()) if key in group), ())


def ports(kin: Kindred, rows: Rows, x: Mapping[str, float]) -> Ports:
    """Return where lines come down to each child: in the middle, or side by side where there are several couples."""
    found: dict[tuple[int, str], float] = {}
    row = {key: line for line, here in enumerate(rows) for key in here}
    for key in kin.people:
        mine = [number for number, union in enumerate(kin.unions) if key in union.children]
        mine.sort(key=lambda number: _middle(kin.unions[number], x))
        for place, number in enumerate(mine):
            found[number, key] = x[key] + _PORT * (place - (len(mine) - 1) / 2)
    twins = {number: groups for number, union in enumerate(kin.unions) if (groups := tuple(_twins(kin, union, row, x)))}
    return Ports(found, twins, row)


def _middle(union: Union, x: Mapping[str, float]) -> float:
    places = [x[key] for key in union.partners or union.children]
    return sum(places) / len(places)


def _twins(kin: Kindred, union: Union, row: Mapping[str, int], x: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    """Yield those of one couple's children who were born, or are due, on one day."""

    def day(key: str) -> str:
        person = kin.people[key]
        return f"{row[key]} {'born' if person.born else 'due'} {person.born or person.due or ''}"

    children = [key for key in union.children if kin.people[key].born or kin.people[key].due]
    for _, group in groupby(sorted(children, key=lambda key: (day(key), x[key])), key=day):
        keys = tuple(group)
        if len(keys) > 1:
            yield keys


def aims(kin: Kindred, at: Ports) -> dict[Name, float]:
    """Return where the line down to the children of each couple would best lie: over the middle of them."""
    return {
        ("u", number, "drop"): (min(places) + max(places)) / 2
        for number, union in enumerate(kin.unions)
        if (places := [at.x[number, key] for key in union.children])
    }


def snapped(kin: Kindred, at: Ports, plan: Plan) -> Ports:
    """Return the ports with an only child's right under its line, where they miss each other by a hair."""
    moved = dict(at.x)
    for number, union in enumerate(kin.unions):
        drop = plan.strands.get(("u", number, "drop"))
        if drop is not None and len(union.links) == 1 and at.row[union.links[0].child] == drop.row + 1:
            key = (number, union.links[0].child)
            if abs(moved[key] - drop.x) <= _HAIR:
                moved[key] = drop.x
    return at._replace(x=moved)


def levels(kin: Kindred, line: int, at: Ports, plan: Plan) -> list[Level]:
    """Return the horizontal lines in the gap below a row."""
    made: list[Level] = []
    for number, union in enumerate(kin.unions):
        made += _union_levels(number, union, line, at, plan)
    for number, _ in enumerate(kin.bonds):
        made += _bond_levels(number, line, plan)
    taken = [x for level in made for x in (*level.up, *level.down)]
    for level in made:
        if level.zone == BRACKET and level.down:
            _hang(level, made, taken)
    return made


def _union_levels(number: int, union: Union, line: int, at: Ports, plan: Plan) -> Iterator[Level]:
    owner = ("u", number)
    base = max((at.row[key] for key in union.partners), default=None)
    below = [key for key in union.children if at.row[key] == line + 1]
    if base is None:
        if below:
            yield Level(owner, BAR, (), tuple(_targets(number, below, at)))
        return
    yield from _steps(owner, line, plan, at, base)
    far = [key for key in union.children if at.row[key] > line + 1]
    if base == line:
        down = [*_targets(number, below, at)]
        down += [plan.strands["u", number, f"{key}@{line + 1}"].x for key in far]
        drop = plan.strands.get(("u", number, "drop"))
        ends = _bracket_ends(owner, line, plan)
        if ends:
            middle = min(max((min(down) + max(down)) / 2, ends[0] + _CLEAR), ends[1] - _CLEAR) if down else 0.0
            yield Level(owner, BRACKET, ends, (middle,) if down else ())
            if down:
                yield Level(owner, BAR, (middle,), tuple(down))
        elif drop is not None and down:
            yield Level(owner, BAR, (drop.x,), tuple(down))
    elif base < line:
        for key in (key for key in union.children if at.row[key] > line):
            here = plan.strands["u", number, f"{key}@{line}"].x
            there = at.x[number, key] if at.row[key] == line + 1 else plan.strands["u", number, f"{key}@{line + 1}"].x
            yield Level(owner, BAR, (here,), (there,))


def _targets(number: int, below: list[str], at: Ports) -> Iterator[float]:
    """Yield where lines go down to children; twins share one."""
    seen: set[tuple[str, ...]] = set()
    for key in below:
        group = at.twin(number, key)
        if not group:
            yield at.x[number, key]
        elif group not in seen:
            seen.add(group)
            yield _apex(number, group, at)


def _apex(number: int, group: tuple[str, ...], at: Ports) -> float:
    places = [at.x[number, key] for key in group]
    return (min(places) + max(places)) / 2


def _bracket_ends(owner: tuple[str, int], line: int, plan: Plan) -> tuple[float, float] | None:
    """Return where a bracket under a row begins and ends; None where the couple has none there."""
    mine = [s for s in plan.of(*owner) if s.row == line and (s.name[2] in {"left", "right"} or s.through)]
    mine = [s for s in mine if s.name[2] in {"left", "right", f"@{line}"}]
    return (min(s.x for s in mine), max(s.x for s in mine)) if len(mine) == _PAIR else None


def _steps(owner: tuple[str, int], line: int, plan: Plan, at: Ports, base: int) -> Iterator[Level]:
    """Yield the line from a partner who stands higher, in the gap below each row that it passes."""
    if line >= base:
        return
    here = plan.strands.get((*owner, "from")) if at else None
    if here is None or here.row > line:
        return
    now = here if here.row == line else plan.strands[(*owner, f"@{line}")]
    yield Level(owner, BAR, (now.x,), (plan.strands[(*owner, f"@{line + 1}")].x,))


def _bond_levels(number: int, line: int, plan: Plan) -> Iterator[Level]:
    owner = ("b", number)
    ends = _bracket_ends(owner, line, plan)
    first, last = plan.strands.get(("b", number, "from")), plan.strands.get(("b", number, "to"))
    if ends:
        yield Level(owner, BRACKET, ends, ())
    elif first is not None and last is not None and first.row <= line < last.row:
        here = first if first.row == line else plan.strands["b", number, f"@{line}"]
        there = last if last.row == line + 1 else plan.strands["b", number, f"@{line + 1}"]
        yield Level(owner, BAR, (here.x,), (there.x,))


def _hang(level: Level, made: list[Level], taken: list[float]) -> None:
    """Move where children hang from a bracket, so that their line runs along no other."""
    (where,) = level.down
    others = [x for x in taken if x != where]
    bar = next(one for one in made if one.owner == level.owner and one.zone == BAR and one.up == (where,))
    low, high = min(level.up) + 1, max(level.up) - 1
    for shift in (0.0, 5.0, -5.0, 8.0, -8.0, 12.0, -12.0, 18.0, -18.0):
        place = where + shift
        if low < place < high and all(abs(place - x) >= _CLEAR for x in others if x not in bar.down or shift):
            level.down = bar.up = (place,)
            return
