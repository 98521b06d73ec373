"""What a restriction may name in `covers`: a record, one section of it, or a row of `family.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.disclosure.restrictions import PART
from fsworkbook.workbook.record import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fsworkbook.workbook.family import Family

RECORD: Final = "record"
"""What stands for the table where a record is covered."""

TABLES: Final[Mapping[str, Callable[[Family], Iterable[str]]]] = {
    "person": lambda family: family.people,
    "relation": lambda family: (row.key for row in family.relations),
    "couple": lambda family: (row.key for row in family.couples),
    "household": lambda family: (row.key for row in family.households),
    "order": lambda family: (row.key for row in family.orders),
    "team": lambda family: family.team,
}
"""The tables of `family.toml` whose rows can be covered, and the keys of each."""

IN_TABLE: Final = ":"
"""What stands between a table and a key, where rows of several tables have one key: `household:kerry`."""


class Cover(NamedTuple):
    """One thing that a restriction covers.

    Attributes:
        table: `record`, or a table of `family.toml`.
        key: id of the record, or key of the row.
        part: name of the record's section where only that is covered; or "".
    """

    table: str
    key: str
    part: str = ""


def named(text: str, family: Family) -> tuple[Cover, ...]:
    """Return what a name in `covers` stands for: where rows of several tables have that key, all of them.

    Returns:
        Nothing where the family has nothing of that name, except for an id of a record, which is taken as it stands.
    """
    key, _, part = text.partition(PART)
    if ID_PATTERN.fullmatch(key):
        return (Cover(RECORD, key, part),)
    table, colon, row = text.partition(IN_TABLE)
    if colon:
        return (Cover(table, row),) if table in TABLES and row in TABLES[table](family) else ()
    return tuple(Cover(name, text) for name, known in TABLES.items() if text in known(family))


def spelled(cover: Cover, family: Family) -> str:
    """Return the shortest name that stands for one thing alone."""
    if cover.part:
        return f"{cover.key}{PART}{cover.part}"
    plain = named(cover.key, family)
    return cover.key if plain == (cover,) else f"{cover.table}{IN_TABLE}{cover.key}"
