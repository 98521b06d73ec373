"""Reading `family.toml`: from the parsed table to a `Family`, with every fault named."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product
from typing import TYPE_CHECKING, Any, Final, TypeGuard, TypeVar

from fsworkbook.errors import BadInput
from fsworkbook.practice.quoting import bare, listed
from fsworkbook.workbook.family import (
    Assessment,
    Couple,
    Cover,
    Family,
    Household,
    Member,
    Order,
    Person,
    Relation,
)
from fsworkbook.workbook.faultlines import account
from fsworkbook.workbook.record import KEY_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

Row = TypeVar("Row")

ON_DISK: Final = {"since": "from"}
"""Names that Python cannot use as attributes, and how they stand in the file."""

TABLES: Final[dict[str, type]] = {
    "person": Person,
    "relation": Relation,
    "couple": Couple,
    "household": Household,
    "assessment": Assessment,
    "order": Order,
    "team": Member,
    "cover": Cover,
}
"""The arrays of tables of `family.toml`, in the order in which they are written."""

TOP: Final = frozenset(
    {
        "format",
        "reference",
        "surname",
        "opened",
        "decision",
        "training",
        "practice",
        "closed",
        "settings",
        "policy",
        "genogram",
    },
)

REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "person": ("key", "name", "part"),
    "relation": ("key", "a", "b", "kind"),
    "couple": ("key", "partners", "status"),
    "household": ("key", "members"),
    "assessment": ("key", "parents", "children"),
    "order": ("key", "kind", "against", "protects"),
    "team": ("key", "name", "role"),
    "cover": ("role", "person"),
}
DATES: Final = frozenset({"born", "due", "died", "from", "until", "started", "concluded", "opened"})
LISTS: Final = frozenset(
    {"known_as", "partners", "members", "parents", "children", "protects", "works_with", "restricted"},
)
DAYS: Final = frozenset({"varied", "breached"})
FLAGS: Final = frozenset({"prebirth", "training"})
MOMENTS: Final = frozenset({"split"})
WORDS: Final = frozenset(
    {
        *("key", "name", "part", "a", "b", "kind", "status", "role", "against", "person", "gender"),
        *("responsibility", "how", "address", "terms", "made_by", "copy", "agency", "email", "title", "by"),
        *("ethnicity", "faith", "language", "disability", "communication", "line_manager", "signing_key", "follows"),
    },
)
NOBODY: Final = "somebody"
"""Stands in a sentence for a name that is no key."""
PEOPLE: Final[dict[str, tuple[str, ...]]] = {
    "relation": ("a", "b"),
    "couple": ("partners",),
    "household": ("members",),
    "assessment": ("parents", "children"),
    "order": ("against", "protects"),
    "team": ("works_with",),
}
"""Which fields name people of the family."""

_PAIR: Final = 2


def read_family(table: Mapping[str, Any], name: str) -> Family:
    """Read a parsed `family.toml` into a `Family`.

    Args:
        table: what `tomllib` read.
        name: the folder's name.

    Raises:
        BadInput: naming every table and key that cannot be used.
    """
    rows, faults = _read(table)
    if faults:
        raise BadInput(f"family.toml of {name} cannot be used:\n  " + "\n  ".join(account(faults, table)))
    return Family(
        name=name,
        reference=str(table.get("reference", "")),
        surname=str(table.get("surname", "")),
        opened=table.get("opened"),
        training=bool(table.get("training", False)),
        decision=table.get("decision", {}),
        practice=table.get("practice", {}),
        policy=table.get("policy", {}),
        genogram=table.get("genogram", {}),
        people={person.key: person for person in rows["person"]},
        relations=tuple(rows["relation"]),
        couples=tuple(rows["couple"]),
        households=tuple(rows["household"]),
        assessments={row.key: row for row in rows["assessment"]},
        orders=tuple(rows["order"]),
        team={row.key: row for row in rows["team"]},
        covers=tuple(rows["cover"]),
        remarks=tuple(_remarks(table)),
    )


def form_faults(table: Mapping[str, Any]) -> list[str]:
    """Return everything for which `read_family` would refuse a table."""
    return _read(table)[1]


def _read(table: Mapping[str, Any]) -> tuple[dict[str, list[Any]], list[str]]:
    faults = [*_top_faults(table)]
    rows: dict[str, list[Any]] = {}
    for kind, shape in TABLES.items():
        rows[kind], found = _read_rows(kind, shape, table.get(kind, []))
        faults += found
    return rows, faults or [*_key_faults(rows)]


def _top_faults(table: Mapping[str, Any]) -> Iterable[str]:
    for key in ("reference", "surname"):
        if not isinstance(table.get(key), str) or not table[key]:
            yield f"{key} is missing: give it as text in quotation marks."
    if not isinstance(table.get("format", 1), int) or isinstance(table.get("format"), bool):
        yield "format is not a number."
    for key in ("decision", "practice", "genogram"):
        if not isinstance(table.get(key, {}), dict):
            yield f"{key} is not a table."
    yield from wrong_type("", "opened", table.get("opened"))
    drawn = table.get("genogram")
    if isinstance(drawn, dict) and not _is_names(drawn.get("order", [])):
        yield '[genogram]: order is not a list: write ["one", "two"].'
    if "policy" in table:
        from fsworkbook.workbook.signers import wrong_policy  # noqa: PLC0415 - few families have one

        yield from wrong_policy(table)


def _read_rows(kind: str, shape: type[Row], found: object) -> tuple[list[Row], list[str]]:
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        return [], [f"{kind} must be written as tables: [[{kind}]]."]
    rows: list[Row] = []
    faults: list[str] = []
    for number, values in enumerate(found, start=1):
        where = f"[[{kind}]] {bare(values.get('key'), f'number {number}')}"
        wrong = [*_row_faults(kind, where, values)]
        faults += wrong
        if not wrong:
            rows.append(_build(shape, values))
    return rows, faults


def _row_faults(kind: str, where: str, values: Mapping[str, Any]) -> Iterable[str]:
    for key in REQUIRED[kind]:
        if not values.get(key) or not str(values[key]).strip():
            yield f"{where}: {key} is missing."
    for key, value in values.items():
        yield from wrong_type(where, key, value)
    own = values.get("key")
    if isinstance(own, str) and kind in {"person", "team"} and not KEY_PATTERN.fullmatch(own):
        yield f"{where}: a key is small letters, digits and hyphens, begins with a letter, at most 32 in all."
    if kind == "couple" and _is_pairless(values.get("partners")):
        yield f"{where}: partners names two people."
    yield from _order_faults(where, values, "from", "until")
    yield from _order_faults(where, values, "born", "died")


def _order_faults(where: str, values: Mapping[str, Any], earlier: str, later: str) -> Iterable[str]:
    first, second = values.get(earlier), values.get(later)
    if _is_day(first) and _is_day(second) and second < first:
        yield f"{where}: {later} ({second}) is before {earlier} ({first})."


def wrong_type(where: str, key: str, value: object) -> Iterable[str]:
    """Yield what is wrong with the type of a key's value; nothing where the key may hold anything."""
    prefix = f"{where}: " if where else ""
    if value is None:
        return
    if key in DATES and not _is_day(value):
        yield f"{prefix}{key} is not a date: write 2025-03-04, without quotation marks."
    elif key in MOMENTS and not isinstance(value, datetime):
        yield f"{prefix}{key} is not a moment: write 2025-03-04T15:30:00Z, without quotation marks."
    elif key in LISTS and not _is_names(value):
        yield f'{prefix}{key} is not a list: write ["one", "two"].'
    elif key in DAYS and not (isinstance(value, list) and all(_is_day(item) for item in value)):
        yield f"{prefix}{key} is not a list of dates: write [2025-03-04], without quotation marks."
    elif key in FLAGS and not isinstance(value, bool):
        yield f"{prefix}{key} is true or false, without quotation marks."
    elif key in WORDS and not isinstance(value, str):
        yield f"{prefix}{key} is not text: write it in quotation marks."


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_pairless(partners: object) -> bool:
    """Return whether a list of partners, otherwise as it should be, does not name two."""
    return isinstance(partners, list) and len({key for key in partners if isinstance(key, str)}) != _PAIR


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def names_of(shape: type) -> tuple[str, ...]:
    """Return the names of what a shape of `TABLES` holds."""
    names: tuple[str, ...] = shape._fields  # type: ignore[attr-defined] # every shape is a named tuple
    return names


def _build(shape: type[Row], values: Mapping[str, Any]) -> Row:
    names = set(names_of(shape))
    known = {name: _frozen(values[ON_DISK.get(name, name)]) for name in names if ON_DISK.get(name, name) in values}
    if "more" in names:
        taken = {ON_DISK.get(name, name) for name in names}
        known["more"] = {key: value for key, value in values.items() if key not in taken}
    return shape(**known)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _key_faults(rows: Mapping[str, Sequence[Any]]) -> Iterable[str]:
    people = {person.key for person in rows["person"]}
    for kind in TABLES:
        keys = [row.key for row in rows[kind] if kind != "cover"]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"[[{kind}]] {listed(key)}: the key is used twice."
    for key in sorted(people & {member.key for member in rows["team"]}):
        yield f"{key} is the key of a person and of a member of the team: each needs a key of its own."
    yield from _unknown_people(rows, people)
    team = {member.key for member in rows["team"]}
    for cover in rows["cover"]:
        if cover.person not in team:
            yield f"[[cover]] {listed(cover.role)}: {bare(cover.person, 'person')} is no member of the team."


def _unknown_people(rows: Mapping[str, Sequence[Any]], people: AbstractSet[str]) -> Iterable[str]:
    for kind, names in PEOPLE.items():
        for row, name in product(rows[kind], names):
            value = getattr(row, name)
            for key in (value,) if isinstance(value, str) else value:
                if key not in people:
                    who = bare(key, NOBODY)
                    yield f"[[{kind}]] {listed(row.key)}: {name} names {who}, and no [[person]] has that key."


def _remarks(table: Mapping[str, Any]) -> Iterable[str]:
    for key in table:
        if key not in TOP and key not in TABLES:
            yield f"{listed(key)} is not known; it is kept as it is"
    for kind, shape in TABLES.items():
        names = {ON_DISK.get(name, name) for name in names_of(shape)}
        if "more" in names:
            continue
        for row in table.get(kind, []):
            for key in row:
                if key not in names:
                    yield f"[[{kind}]] {listed(row.get('key', ''))}: {listed(key)} is not known; it is kept as it is"
