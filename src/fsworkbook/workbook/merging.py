"""Two people changed who is who apart from each other: one table of both, and what they disagree about.

Three ways, from what both began with: what one changed stands, and where both changed the same value, the one
already shared stands and the other becomes a `Difference` (format.md "family.toml"). Rows are matched by their key.
"""

from __future__ import annotations

import copy
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.errors import BadInput
from fsworkbook.workbook.registry import LISTS, PEOPLE, read_family

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Table = dict[str, Any]
Rows = dict[str, Table]

_FIXED: Final = frozenset({"partners", "parents"})
"""Lists that mean something as a whole: the sum of two couples is no couple."""

_SAID_BY: Final = {"cover": ("role", "person", "from")}
"""What tells rows apart that may have no key."""

_NAMES: Final = {**PEOPLE, "cover": ("person",)}
"""The keys of a row that name a person or a member of the team."""

_SPANS: Final = (("from", "until"), ("born", "died"))

_EVERYBODY: Final = ("person", "team")


class Difference(NamedTuple):
    """Two people's values for one thing.

    Attributes:
        path: where it stands: `("person", "kerry", "communication")`, a row `("person", "sam")`, `("reference",)`.
        shared: the value that was shared first, and stands; None where it is absent.
        other: the other value; None where it was taken away.
    """

    path: tuple[str, ...]
    shared: Any
    other: Any


class Merged(NamedTuple):
    """Who is who with both sides' changes, and what they disagree about."""

    table: Table
    differences: tuple[Difference, ...]


def merge(base: Mapping[str, Any], other: Mapping[str, Any], shared: Mapping[str, Any]) -> Merged:
    """Return one table of two that began as `base`; where both changed a value, `shared` stands.

    Raises:
        BadInput: each table can be read, and both together cannot.
    """
    found: list[Difference] = []
    table: Table = {}
    for name in dict.fromkeys((*shared, *other)):
        sides = base.get(name), other.get(name), shared.get(name)
        value = _merge_rows(name, sides, found) if _all_rows(sides) else _value((name,), sides, found)
        if value is not None:
            table[name] = value
    _heal(table, other, shared, found)
    if _readable(other) and _readable(shared):
        read_family(table, "family")
    return Merged(table, tuple(found))


def rows(table: Mapping[str, Any], kind: str) -> Rows:
    """Return the rows of one kind by what tells them apart: the key; the second of two with one key is `key#2`."""
    found: Rows = {}
    for row in table.get(kind, ()):
        name = identity(kind, row)
        count = sum(1 for known in found if known == name or known.startswith(f"{name}#"))
        found[f"{name}#{count + 1}" if count else name] = row
    return found


def identity(kind: str, row: Mapping[str, Any]) -> str:
    """Return what tells a row apart from the others of its kind."""
    key = row.get("key")
    if isinstance(key, str):
        return key
    names = _SAID_BY.get(kind, tuple(sorted(row)))
    return " ".join(str(row.get(name, "")) for name in names)


def is_rows(value: object) -> bool:
    """Return whether a value is an array of tables."""
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def at(table: Mapping[str, Any], path: Sequence[str]) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Return what stands at a difference's path; None where nothing does."""
    value: Any = table
    for place, name in enumerate(path):
        if place == 1 and is_rows(value):
            value = rows({path[0]: value}, path[0]).get(name)
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def placed(table: Mapping[str, Any], path: Sequence[str], value: object) -> Table:
    """Return the table with `value` at a difference's path; None takes away what stands there.

    Raises:
        BadInput: the row that the path leads through is not there.
    """
    after: Table = copy.deepcopy(dict(table))
    listed = after.get(path[0])
    in_rows = is_rows(listed) or (listed is None and len(path) > 1 and isinstance(value, dict) and path[0] in _SORTS)
    if len(path) == 1 or not in_rows:
        _put(after, path, value)
        return after
    kept = rows(after, path[0])
    if len(path) == 2:  # noqa: PLR2004 - a kind and a key: a whole row
        if value is None:
            kept.pop(path[1], None)
        else:
            kept[path[1]] = _as_table(value)
    elif path[1] in kept:
        _put(kept[path[1]], path[2:], value)
    else:
        raise BadInput(f"family.toml has no [[{path[0]}]] {path[1]} any more. Keep what is shared.")
    after[path[0]] = list(kept.values())
    if not kept:
        del after[path[0]]
    return after


_SORTS: Final = frozenset({*_NAMES, "person", "household", "order"})


def _as_table(value: object) -> Table:
    return dict(value) if isinstance(value, dict) else {}


def _put(table: Table, path: Sequence[str], value: object) -> None:
    for name in path[:-1]:
        inner = table.get(name)
        table[name] = inner if isinstance(inner, dict) else {}
        table = table[name]
    if value is None:
        table.pop(path[-1], None)
    else:
        table[path[-1]] = value


Sides = tuple[Any, Any, Any]
"""A value as it was, as the other side has it, and as it is shared; None where it is absent."""


def _all_rows(sides: Sides) -> bool:
    present = [side for side in sides if side is not None and side != []]
    return bool(present) and all(is_rows(side) for side in present)


def _value(path: tuple[str, ...], sides: Sides, found: list[Difference]) -> Any:  # noqa: ANN401 - whatever TOML holds
    base, other, shared = sides
    if same(other, base) or same(other, shared):
        return shared
    if same(shared, base):
        return other
    if isinstance(other, dict) and isinstance(shared, dict):
        return _merge_tables(path, sides, found)
    union = _union(base or [], other, shared) if _together(path[-1], sides) else []
    if union:
        return union
    found.append(Difference(path, shared, other))
    return shared


def _merge_tables(path: tuple[str, ...], sides: Sides, found: list[Difference]) -> Table:
    base, other, shared = (side if isinstance(side, dict) else {} for side in sides)
    merged: Table = {}
    for name in dict.fromkeys((*shared, *other)):
        value = _value((*path, name), (base.get(name), other.get(name), shared.get(name)), found)
        if value is not None:
            merged[name] = value
    return merged


def _together(name: str, sides: Sides) -> bool:
    """Return whether a list is a set of names, of which each side may add and take away its own."""
    base, *now = sides
    lists = [*now, *([] if base is None else [base])]
    plain = all(isinstance(side, list) and all(isinstance(item, str) for item in side) for side in lists)
    return plain and (name in LISTS or name == "known_to") and name not in _FIXED


def _union(base: list[str], other: list[str], shared: list[str]) -> list[str]:
    gone = {item for item in base if item not in other}
    kept = [item for item in shared if item not in gone]
    return [*kept, *(item for item in other if item not in shared and item not in base)]


def _merge_rows(kind: str, sides: Sides, found: list[Difference]) -> list[Table] | None:
    base, other, shared = (rows({kind: side or []}, kind) for side in sides)
    merged: list[Table] = []
    for name in dict.fromkeys((*shared, *other)):
        row = _row((kind, name), (base.get(name), other.get(name), shared.get(name)), found)
        if row is not None:
            merged.append(row)
    return merged or None


def _row(path: tuple[str, ...], sides: Sides, found: list[Difference]) -> Table | None:
    base, other, shared = sides
    if base is None and other is not None and shared is not None and _disagree(other, shared):
        # Two people may have given one key to two different things: half of each would be nobody.
        found.append(Difference(path, shared, other))
        return dict(shared)
    before = len(found)
    value = _value(path, sides, found)
    if value is not None and shared is not None and _backwards(value) and not _backwards(shared):
        # Each changed one end of a time, and together it would end before it begins.
        found[before:] = [Difference(path, shared, other)]
        return dict(shared)
    return None if value is None else dict(value)


def _backwards(row: Table) -> bool:
    ends = [(row.get(first), row.get(last)) for first, last in _SPANS]
    return any(isinstance(one, date) and isinstance(two, date) and str(two) < str(one) for one, two in ends)


def _disagree(one: Table, two: Table) -> bool:
    return any(not same(one[name], two[name]) for name in one.keys() & two.keys())


def _heal(table: Table, other: Mapping[str, Any], shared: Mapping[str, Any], found: list[Difference]) -> None:
    """Take back, as differences, what the other side did to rows that no longer fit: a name that nobody has.

    A key that both gave to different people, and a row that names somebody whom the other side took away.
    """
    for name in _twice(table):
        kind = next(kind for kind in _EVERYBODY if name not in rows(shared, kind))
        _restore(table, (kind, name), shared, found)
    for _ in range(sum(len(rows(other, kind)) + len(rows(shared, kind)) for kind in _NAMES) + 1):
        wrong = next(_lost(table, shared), None)
        if wrong is None:
            return
        _restore(table, wrong, shared, found)


def _twice(table: Table) -> list[str]:
    return [name for name in rows(table, "person") if name in rows(table, "team")]


def _lost(table: Table, shared: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the rows to put back as they are shared, so that every name is somebody's again."""
    known = {name for kind in _EVERYBODY for name in rows(table, kind)}
    for kind, fields in _NAMES.items():
        for name, row in rows(table, kind).items():
            missing = [person for person in _named(row, fields) if person not in known]
            for person in missing:
                home = next((sort for sort in _EVERYBODY if person in rows(shared, sort)), None)
                if home is not None:
                    yield home, person
            if missing and not same(row, rows(shared, kind).get(name)):
                yield kind, name


def _named(row: Table, fields: Sequence[str]) -> Iterator[str]:
    for field in fields:
        value = row.get(field)
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, str))


def _restore(table: Table, path: tuple[str, str], shared: Mapping[str, Any], found: list[Difference]) -> None:
    kind, name = path
    merged, kept = rows(table, kind), rows(shared, kind)
    found[:] = [difference for difference in found if difference.path[:2] != path]
    found.append(Difference(path, kept.get(name), merged.get(name)))
    if name in kept:
        merged[name] = dict(kept[name])
    else:
        del merged[name]
    table[kind] = list(merged.values())
    if not table[kind]:
        del table[kind]


def _readable(table: Mapping[str, Any]) -> bool:
    try:
        read_family(table, "family")
    except BadInput:
        return False
    return True


def same(one: object, two: object) -> bool:
    """Return whether two values of TOML are the same, in type too, whatever the order of keys."""
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(same(one[key], two[key]) for key in one)
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(same, one, two))
    return type(one) is type(two) and repr(one) == repr(two)
