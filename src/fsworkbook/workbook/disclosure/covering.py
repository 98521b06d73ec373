"""What every restriction covers, and where its guarded words stand without it (F.47, F.54)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.workbook.disclosure.binding import versions
from fsworkbook.workbook.disclosure.covers import RECORD, Cover, named
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.restrictions import KIND, restrictions
from fsworkbook.workbook.record import ID_PATTERN, strings_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

SPEAKS_OF_IT: Final = frozenset({KIND, "copy", "strike"})
"""Kinds of record that are about restrictions and papers themselves, and go to nobody outside the team."""


class Found(NamedTuple):
    """Guarded words in a record.

    Attributes:
        record: the record's id.
        section: the section that they stand in; "" for its front matter.
        strings: which of the restriction's strings, from 0.
    """

    record: str
    section: str
    strings: tuple[int, ...]


class Coverage(NamedTuple):
    """What one restriction covers.

    Attributes:
        restriction: the restriction.
        tagged: ids of standing records that it covers whole: those that name it, and those that it names.
        parts: sections that it covers of records that it does not cover whole.
        rows: what it covers of `family.toml`; a covered person's relations and couples are covered with them. A row
            inside a person's own, such as one of their schools, has the name of its list as `part`.
        holding: standing records in which a guarded string stands, by record and section.
        untagged: those of them that it does not cover.
    """

    restriction: Restriction
    tagged: tuple[str, ...]
    parts: tuple[Cover, ...]
    rows: tuple[Cover, ...]
    holding: tuple[Found, ...]
    untagged: tuple[Found, ...]


def coverage(family: Family, ledger: Ledger) -> tuple[Coverage, ...]:
    """Return what each restriction of a family covers, in the order of `restrictions`."""
    found = restrictions(ledger)
    held = _holding(Guard({item.key: item.guard for item in found}), family, ledger)
    return tuple(_coverage(item, family, ledger, held.get(item.key, ())) for item in found)


def unguarded(item: Coverage, ledger: Ledger) -> tuple[Record, ...]:
    """Return the records in which a restriction's words stand without it, each once."""
    return tuple(ledger.everything[key] for key in dict.fromkeys(found.record for found in item.untagged))


def unknown_keys(family: Family, ledger: Ledger) -> Mapping[str, tuple[str, ...]]:
    """Return keys that records or rows of `family.toml` name in `restricted`, and that no restriction has, with where.

    Nothing is kept back by such a key.
    """
    known = {record.word("key") for record in ledger.everything.values() if record.kind == KIND}
    found: dict[str, tuple[str, ...]] = {}
    for cover, keys in _restricted_rows(family):
        for key in keys:
            if key not in known:
                found[key] = (*found.get(key, ()), f"{cover.table} {cover.key}")
    for record in ledger.standing:
        for key in record.names("restricted"):
            if key not in known:
                found[key] = (*found.get(key, ()), record.id)
    return found


def found_in(record: Record, guard: Guard, family: Family) -> Mapping[str, tuple[Found, ...]]:
    """Return where guarded words stand in what somebody typed into a record, by the restriction's key."""
    found: dict[str, dict[str, list[int]]] = {}
    for section, text in typed(record, family):
        for hit in guard.hits(text):
            found.setdefault(hit.restriction, {}).setdefault(section, []).append(hit.string)
    return {
        key: tuple(Found(record.id, section, tuple(sorted(set(strings)))) for section, strings in sections.items())
        for key, sections in found.items()
    }


def typed(record: Record, family: Family) -> Iterator[tuple[str, str]]:
    """Yield the words that somebody typed into a record, each with its section; "" for the front matter.

    The wording of questions is the practice model's, and keys of people and ids are none of anybody's words.
    """
    for section in record.sections:
        yield section.name, section.text
    if record.preamble:
        yield "", record.preamble
    keys = {*family.people, *family.team, *family.assessments}
    for name, value in record.head.items():
        if name not in {"restricted", "withhold_from"}:
            yield from (("", text) for text in strings_in(value) if text not in keys and not ID_PATTERN.fullmatch(text))


def covers(restriction: Restriction, record: Record, family: Family, ledger: Ledger) -> bool:
    """Return whether a restriction covers a record as a whole, by any version of it."""
    whole = {cover.key for cover in _named(restriction, family) if cover.table == RECORD and not cover.part}
    return any(
        version.id in whole or restriction.key in version.names("restricted") for version in versions(record, ledger)
    )


def _coverage(restriction: Restriction, family: Family, ledger: Ledger, held: Iterable[Found]) -> Coverage:
    standing = [record for record in ledger.standing if record.kind != KIND]
    tagged = tuple(record.id for record in standing if covers(restriction, record, family, ledger))
    parts = tuple(_parts(restriction, standing, family, ledger))
    free = {*tagged}
    covered = {(cover.key, cover.part) for cover in parts}
    held = tuple(held)
    return Coverage(
        restriction=restriction,
        tagged=tagged,
        parts=tuple(cover for cover in parts if cover.key not in free),
        rows=_rows(restriction, family),
        holding=held,
        untagged=tuple(item for item in held if item.record not in free and (item.record, item.section) not in covered),
    )


def _parts(restriction: Restriction, standing: Iterable[Record], family: Family, ledger: Ledger) -> Iterator[Cover]:
    """Yield the covered sections by the ids of the records that stand now."""
    wanted: dict[str, list[str]] = {}
    for cover in _named(restriction, family):
        if cover.part:
            wanted.setdefault(cover.key, []).append(cover.part)
    if not wanted:
        return
    for record in standing:
        for version in versions(record, ledger):
            yield from (Cover(RECORD, record.id, part) for part in wanted.get(version.id, ()))


def _holding(guard: Guard, family: Family, ledger: Ledger) -> dict[str, tuple[Found, ...]]:
    found: dict[str, tuple[Found, ...]] = {}
    for record in ledger.standing:
        if record.kind in SPEAKS_OF_IT:
            continue
        for key, places in found_in(record, guard, family).items():
            found[key] = (*found.get(key, ()), *places)
    return found


def _rows(restriction: Restriction, family: Family) -> tuple[Cover, ...]:
    rows = [cover for cover in _named(restriction, family) if cover.table != RECORD]
    rows += [cover for cover, keys in _restricted_rows(family) if restriction.key in keys]
    people = {cover.key for cover in rows if cover.table == "person" and not cover.part}
    rows += [Cover("relation", row.key) for row in family.relations if {row.a, row.b} & people]
    rows += [Cover("couple", row.key) for row in family.couples if people & set(row.partners)]
    return tuple(dict.fromkeys(rows))


def _named(restriction: Restriction, family: Family) -> Iterator[Cover]:
    for text in restriction.covers:
        yield from named(text, family)


def _restricted_rows(family: Family) -> Iterator[tuple[Cover, tuple[str, ...]]]:
    """Yield every row of `family.toml` that names restrictions itself, with the keys that it names."""
    for person in family.people.values():
        yield Cover("person", person.key), person.restricted
        yield from _inside("person", person.key, person.more)
    for member in family.team.values():
        yield Cover("team", member.key), member.restricted
        yield from _inside("team", member.key, member.more)
    yield from ((Cover("relation", row.key), row.restricted) for row in family.relations)
    yield from ((Cover("couple", row.key), row.restricted) for row in family.couples)
    yield from ((Cover("household", row.key), row.restricted) for row in family.households)


def _inside(table: str, key: str, more: Mapping[str, Any]) -> Iterator[tuple[Cover, tuple[str, ...]]]:
    for name, value in more.items():
        for row in value if isinstance(value, list | tuple) else (value,):
            if isinstance(row, dict) and "restricted" in row:
                keys = row["restricted"]
                yield Cover(table, key, name), (keys,) if isinstance(keys, str) else tuple(map(str, keys))
