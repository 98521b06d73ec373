"""The roll: who is on the team in which role, with which keys, as it counts and not merely as it is written.

A change of roles, cover, keys or policy counts when it was made by somebody who leads the team, judged by the roll
before it (design.md section 7). What was written otherwise stands in `family.toml` and not here.
"""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.workbook.family import live

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    Table = Mapping[str, Any]
    Rows = Mapping[str, Table]

OWN: Final = frozenset({"name", "agency", "email", "title"})
"""What everybody may change in their own `[[team]]` table."""

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Roll(NamedTuple):
    """The team as it counts: `[[team]]` and `[[cover]]` tables by key, `[policy]`, and whether it is for training."""

    team: Rows = _NOTHING
    cover: Rows = _NOTHING
    policy: Any = None
    training: bool = False

    @classmethod
    def of(cls, table: Table) -> Roll:
        """Return everything that a `family.toml` says, as it counts where nothing was before."""
        return cls(rows_of(table, "team"), rows_of(table, "cover"), table.get("policy"), bool(table.get("training")))

    def roles(self, key: str, day: date) -> frozenset[str]:
        """Return the roles in which a member may act on a day: their own, and those that they cover."""
        own = {str(self.team[key].get("role", ""))} if key in self.team else set()
        covered = {
            str(row.get("role", "")) for row in self.cover.values() if row.get("person") == key and _live(row, day)
        }
        return frozenset(own | covered)

    def leads(self, key: str, day: date, deciders: AbstractSet[str]) -> bool:
        """Return whether a member may change the team: who decides about it, or anybody while nobody there does."""
        if key not in self.team:
            return False
        if self.roles(key, day) & deciders:
            return True
        leading = any(row.get("role") in deciders and not left(row, day) for row in self.team.values())
        covered = any(row.get("role") in deciders and _live(row, day) for row in self.cover.values())
        return not leading and not covered


class Breach(NamedTuple):
    """Something in `family.toml` that was changed and does not count: the table, its key, and the names in it."""

    table: str
    key: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it in words that repeat no value."""
        named = f"[[{self.table}]] {self.key}" if self.key else self.table
        return f"{named} ({', '.join(self.names)})" if self.names else named


class Step(NamedTuple):
    """From one `family.toml` to the next: both tables, who changed it, and whether they lead the team."""

    before: Table
    after: Table
    author: str
    leads: bool


def evolve(roll: Roll, step: Step) -> tuple[Roll, tuple[Breach, ...]]:
    """Return the roll after a commit, and what that commit changed and may not."""
    team, wrong_team = _rows(roll.team, step, "team")
    cover, wrong_cover = _rows(roll.cover, step, "cover")
    breaches = [*wrong_team, *wrong_cover]
    policy = roll.policy
    if step.before.get("policy") != step.after.get("policy"):
        if step.leads:
            policy = step.after.get("policy")
        else:
            breaches.append(Breach("policy", ""))
    return Roll(team, cover, policy, roll.training), tuple(breaches)


def join(after: Table, sides: Sequence[tuple[Table, Roll]], *, free: bool) -> tuple[Roll, tuple[Breach, ...]]:
    """Return the roll after a merge of several sides, each with its table and its roll, and what the merge altered.

    `free` says that what neither side had so counts as well: the manager merged, or it is what `sync` makes of both.
    """
    breaches: list[Breach] = []
    joined: dict[str, Rows] = {}
    for kind in ("team", "cover"):
        written = [(rows_of(table, kind), getattr(roll, kind)) for table, roll in sides]
        wanted = rows_of(after, kind)
        found: dict[str, Table] = {}
        for key in dict.fromkeys(key for rows in (wanted, *(rows for rows, _ in written)) for key in rows):
            row, wrong = _joined(
                wanted.get(key), [(rows.get(key), counted.get(key)) for rows, counted in written], free
            )
            if wrong:
                breaches.append(Breach(kind, key, wrong))
            if row is not None:
                found[key] = row
        joined[kind] = found
    policies = [({"": table.get("policy")}, {"": roll.policy}) for table, roll in sides]
    policy, wrong = _joined({"": after.get("policy")}, policies, free)
    if wrong:
        breaches.append(Breach("policy", ""))
    training = all(roll.training for _, roll in sides)
    return Roll(joined["team"], joined["cover"], (policy or {}).get(""), training), tuple(breaches)


def rows_of(table: Table, kind: str) -> dict[str, Table]:
    """Return the tables of a kind by their keys; a cover without one by what it says."""
    listed = table.get(kind, ())
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list | tuple) else []
    return {str(row.get("key") or f"{row.get('role')} {row.get('person')} {row.get('from')}"): row for row in rows}


def left(row: Table, day: date) -> bool:
    """Return whether the member in a `[[team]]` table had left before a day."""
    until = _day(row.get("until"))
    return until is not None and until < day


def _rows(counted: Rows, step: Step, kind: str) -> tuple[Rows, list[Breach]]:
    before, after = rows_of(step.before, kind), rows_of(step.after, kind)
    if before == after:
        return counted, []
    found = dict(counted)
    breaches = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if step.leads:
            if new is None:
                found.pop(key, None)
            else:
                found[key] = new
        elif kind == "team" and key == step.author and old and new and key in counted and _differing(old, new) <= OWN:
            found[key] = _with(counted[key], new, _differing(old, new))
        else:
            names = tuple(sorted(_differing(old, new))) if old and new else ()
            breaches.append(Breach(kind, key, names))
    return found, breaches


def _joined(
    new: Table | None,
    written: Sequence[tuple[Table | None, Table | None]],
    free: bool,
) -> tuple[Table | None, tuple[str, ...]]:
    """Return what counts of a table after a merge, and the names in it that neither side had so."""
    same = [counted for row, counted in written if row == new]
    if same:
        return next((counted for counted in same if counted == new), same[0]), ()
    if new is None:
        return None, () if free else ("key",)
    found: dict[str, Any] = {}
    wrong = []
    for name in dict.fromkeys([*new, *(name for row, _ in written for name in row or ())]):
        fitting = [counted for row, counted in written if row is not None and row.get(name) == new.get(name)]
        if not fitting and not free:
            wrong.append(name)
        elif not fitting and name in new:
            found[name] = new[name]
        elif fitting and fitting[0] is not None and name in fitting[0]:
            found[name] = fitting[0][name]
    first = next((counted for _, counted in written if counted is not None), None)
    return (first if wrong or first is None else found), tuple(wrong)


def _with(row: Table, new: Table, names: AbstractSet[str]) -> Table:
    kept = {name: value for name, value in row.items() if name not in names}
    return kept | {name: new[name] for name in names if name in new}


def _differing(old: Table, new: Table) -> set[str]:
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}


def _live(row: Table, day: date) -> bool:
    return live(_day(row.get("from")), _day(row.get("until")), day)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
