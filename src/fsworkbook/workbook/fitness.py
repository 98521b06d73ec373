"""Whether a `family.toml` fits: its own rules and the practice model's words, every fault named at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.practice.quoting import bare, listed
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.registry import NOBODY, PEOPLE, TABLES, form_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from fsworkbook.practice.model import Practice

RESPONSIBILITY: Final = ("yes", "no", "not known", "shared with council")
"""Who holds parental responsibility (format.md `[[relation]]`)."""

HELD: Final = frozenset({"yes", "shared with council"})
"""The answers that say that somebody holds it."""

FARTHEST: Final = timedelta(days=305)
"""How far ahead a due date can lie: ten months."""

_SHOWN: Final = 14


def faults(table: Mapping[str, Any], practice: Practice, today: date) -> list[str]:
    """Return everything that is wrong with a family's table: its form, who is named, and the practice's words."""
    found = [*form_faults(table), *_name_faults(table), *_practice_faults(table, practice, today)]
    return list(dict.fromkeys(found))


def rows(table: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    """Return the tables of a kind that are tables at all."""
    value = table.get(kind, [])
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def label(kind: str, row: Mapping[str, Any], number: int) -> str:
    """Return how a table is called in a fault: by its key, else by its number (from 1)."""
    return f"[[{kind}]] {bare(row.get('key'), f'number {number}')}"


def unknown(value: object, known: Mapping[str, Any]) -> str:
    """Return what to say of a word that the practice model does not have; it never repeats the word."""
    near = _nearest(value, known)
    listed = list(known)
    shown = ", ".join(listed[:_SHOWN]) + (" …" if len(listed) > _SHOWN else "")
    hint = f"Did you mean “{near}”?" if near else f"It takes: {shown}."
    return f"is not a word of the practice model. {hint}"


def _name_faults(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield who is named and is not there, in the words of `read_family`, which comes to it last."""
    people = set(_keys(rows(table, "person")))
    for kind in TABLES:
        if kind != "cover":
            keys = _keys(rows(table, kind))
            for key in dict.fromkeys(keys):
                if keys.count(key) > 1:
                    yield f"[[{kind}]] {listed(key)}: the key is used twice."
    for kind, names in PEOPLE.items():
        for number, row in enumerate(rows(table, kind), start=1):
            for name in names:
                for key in _listed(row.get(name)):
                    if key not in people:
                        who = bare(key, NOBODY)
                        yield f"{label(kind, row, number)}: {name} names {who}, and no [[person]] has that key."


def _practice_faults(table: Mapping[str, Any], practice: Practice, today: date) -> Iterator[str]:
    for kind, check in _CHECKS.items():
        for number, row in enumerate(rows(table, kind), start=1):
            for key, fault in check(row, practice, today):
                yield f"{label(kind, row, number)}: {key} {fault}"
    yield from _assessment_faults(table)


def _assessment_faults(table: Mapping[str, Any]) -> Iterator[str]:
    children = set(_keys(row for row in rows(table, "person") if row.get("part") == "child"))
    people = set(_keys(rows(table, "person")))
    for number, row in enumerate(rows(table, "assessment"), start=1):
        where = label("assessment", row, number)
        if set(_listed(row.get("parents"))) & children:
            yield f"{where}: parents names a child of the family. Name a parent or carer."
        if set(_listed(row.get("children"))) & people - children:
            yield f"{where}: children names somebody whose part is not child."


def _word(row: Mapping[str, Any], key: str, known: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    value = row.get(key)
    if isinstance(value, str) and value and value not in known:
        yield key, unknown(value, known)


def _person(row: Mapping[str, Any], practice: Practice, today: date) -> Iterator[tuple[str, str]]:
    yield from _word(row, "part", practice.parts)
    yield from _word(row, "gender", practice.genders)
    for key in ("born", "died"):
        if _is_day(row.get(key)) and row[key] > today:
            hint = " Give the due date of an unborn child as due." if key == "born" else ""
            yield key, f"lies in the future: today is {brief(today)}.{hint}"
    due = row.get("due")
    if isinstance(due, date) and _is_day(due) and due > today + FARTHEST:
        yield "due", "is more than ten months away. Check the year."


def _relation(row: Mapping[str, Any], practice: Practice, _today: date) -> Iterator[tuple[str, str]]:
    yield from _word(row, "kind", practice.relations)
    if row.get("a") and row.get("a") == row.get("b"):
        yield "b", "names the same person as a."
    value = row.get("responsibility")
    if value is not None and value not in RESPONSIBILITY:
        yield "responsibility", f"takes one of: {', '.join(RESPONSIBILITY)}."


def _order(row: Mapping[str, Any], practice: Practice, _today: date) -> Iterator[tuple[str, str]]:
    yield from _word(row, "kind", practice.orders)
    if row.get("against") in _listed(row.get("protects")):
        yield "protects", "names whom the order is against as well."


def _couple(row: Mapping[str, Any], practice: Practice, _today: date) -> Iterator[tuple[str, str]]:
    yield from _word(row, "status", practice.couples)


def _role(row: Mapping[str, Any], practice: Practice, _today: date) -> Iterator[tuple[str, str]]:
    yield from _word(row, "role", practice.roles)
    if "signing_key" in row or "revoked_keys" in row:
        from fsworkbook.workbook.signers import wrong_keys  # noqa: PLC0415 - few have one

        yield from wrong_keys(row)


_CHECKS: Final[dict[str, Callable[[Mapping[str, Any], Practice, date], Iterator[tuple[str, str]]]]] = {
    "person": _person,
    "relation": _relation,
    "couple": _couple,
    "order": _order,
    "team": _role,
    "cover": _role,
}


def _keys(found: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the keys of tables, without any that is no text."""
    return [row["key"] for row in found if isinstance(row.get("key"), str)]


def _listed(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _nearest(value: object, known: Mapping[str, Any]) -> str:
    """Return the id that a wrong word most likely means: by its name, what people call it, or its spelling."""
    if not isinstance(value, str):
        return ""
    wanted = value.casefold()
    spellings = {spelling: key for key, item in known.items() for spelling in _spellings(key, item)}
    if wanted in spellings:
        return spellings[wanted]
    near = get_close_matches(wanted, list(spellings), n=1, cutoff=0.75)
    return spellings[near[0]] if near else ""


def _spellings(key: str, item: object) -> Iterable[str]:
    words = getattr(item, "words", ())
    more = words if isinstance(words, tuple) else ()
    return (key.casefold(), str(getattr(item, "name", key)).casefold(), *(word.casefold() for word in more))
