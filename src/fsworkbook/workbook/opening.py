"""Opening a family: what its table must hold, what is filled in by itself, and the first records (B.50, N.06, N.07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput
from fsworkbook.workbook.fitness import faults, label, rows
from fsworkbook.workbook.forms.catalogue import form_of
from fsworkbook.workbook.forms.form import fill, make
from fsworkbook.workbook.naming import assessment_key, home_key, order_key, pair_key
from fsworkbook.workbook.record import FORMAT, KEY_PATTERN
from fsworkbook.workbook.registry import read_family

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.record import Record

RECORDED: Final = ("status", "consent")
"""Tables of the file that become records, and stay out of family.toml."""

_PEOPLE: Final = {"person": "part", "team": "role"}
_NAMED: Final[dict[str, Callable[[Mapping[str, Any], Collection[str]], str]]] = {
    "relation": lambda row, taken: pair_key("r", str(row.get("a")), str(row.get("b")), taken),
    "couple": lambda row, taken: pair_key("c", *_two(row.get("partners")), taken),
    "household": lambda row, taken: home_key(_texts(row.get("members")), taken),
    "assessment": lambda row, taken: assessment_key(_texts(row.get("parents")), taken),
    "order": lambda row, taken: order_key(str(row.get("kind", "")), taken),
}


@dataclass(frozen=True)
class Opening:
    """A family as it is to be opened.

    Attributes:
        table: what `family.toml` will say.
        added: keys that were made, by table and place (from 0).
        tops: what was filled in above the tables, `practice` included.
        records: the tables that become records, by kind.
    """

    table: Mapping[str, Any]
    added: Mapping[tuple[str, int], str]
    tops: Mapping[str, Any]
    records: Mapping[str, list[Mapping[str, Any]]]


def prepare(given: Mapping[str, Any], practice: Practice, today: date) -> Opening:
    """Take out what becomes records, and fill in what may be left out: format, day, practice model, keys."""
    table = {name: value for name, value in given.items() if name not in RECORDED}
    tops = {
        name: value
        for name, value in (
            ("format", FORMAT),
            ("opened", today),
            ("practice", {"model": practice.id, "version": practice.version}),
        )
        if name not in table
    }
    table |= tops
    added: dict[tuple[str, int], str] = {}
    for kind, name in _NAMED.items():
        found = table.get(kind)
        if isinstance(found, list) and all(isinstance(row, dict) for row in found):
            table[kind] = _keyed(kind, found, name, added)
    return Opening(table, added, tops, {kind: rows(given, kind) for kind in RECORDED})


def misfits(opening: Opening, practice: Practice, today: date) -> list[str]:
    """Return everything that is wrong with the family's own table."""
    found = [*faults(opening.table, practice, today), *_decision_faults(opening.table, today)]
    named = opening.table.get("practice")
    if isinstance(named, dict) and (named.get("model"), named.get("version")) != (practice.id, practice.version):
        found.append(
            f"practice: the model in use is {practice.id}, version {practice.version}. "
            "Name that one, or choose another with “fsworkbook setup”."
        )
    newest = opening.table.get("format")
    if newest != FORMAT:
        found.append(f"format: this fsworkbook writes format {FORMAT}.")
    opened = opening.table.get("opened")
    if isinstance(opened, date) and not isinstance(opened, datetime) and opened > today:
        found.append("opened lies in the future.")
    if not rows(opening.table, "person"):
        found.append("person is missing: give at least one child, as [[person]].")
    elif not any(row.get("part") == "child" for row in rows(opening.table, "person")):
        found.append("[[person]]: none of them is a child. A family has at least one, born or expected.")
    if not rows(opening.table, "team"):
        found.append("team is missing: give at least yourself, as [[team]].")
    return list(dict.fromkeys(found))


def people_of(opening: Opening, name: str) -> Family:
    """Return the family with nothing but who is in it and on its team, to read records against, whatever is wrong."""
    table: dict[str, Any] = {"reference": "-", "surname": "-"}
    taken: set[str] = set()
    for kind, word in _PEOPLE.items():
        table[kind] = []
        for row in rows(opening.table, kind):
            key = row.get("key")
            if isinstance(key, str) and KEY_PATTERN.fullmatch(key) and key not in taken:
                taken.add(key)
                table[kind].append({"key": key, "name": _text(row, "name"), word: _text(row, word)})
    return read_family(table, name)


def record_faults(opening: Opening, bearings: Bearings) -> list[str]:
    """Return everything that is wrong with the tables that become records."""
    found: list[str] = []
    for kind, row, where in _record_rows(opening):
        try:
            fill(form_of(kind), row, bearings)
        except BadInput as trouble:
            found += [f"{where}: {fault}" for fault in str(trouble).split("\n  ")[1:]]
    return found


def records(opening: Opening, bearings: Bearings) -> tuple[Record, ...]:
    """Return the first records.

    No role is asked for: they say what was decided and agreed before the team was there, with the decision itself
    (B.50, B.65), and any member of the team may carry the opening out.

    Raises:
        BadInput: one of their tables cannot be used.
    """
    made = []
    for kind, row, _ in _record_rows(opening):
        form = form_of(kind)
        filled = fill(form, row, bearings)
        made.append(make(form, filled, form.draft(filled)))
    return tuple(made)


def _record_rows(opening: Opening) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    for kind, tables in opening.records.items():
        for number, row in enumerate(tables, start=1):
            who = row.get("child") or row.get("person")
            named = f" ({who})" if isinstance(who, str) and len(who.split()) == 1 else ""
            yield kind, row, label(kind, {}, number) + named


def _decision_faults(table: Mapping[str, Any], today: date) -> Iterator[str]:
    decision = table.get("decision")
    if not isinstance(decision, dict):
        yield "decision is missing: say who decided that the team is needed, and when (by, on)."
        return
    if not isinstance(decision.get("by"), str) or not decision["by"].strip():
        yield "decision: by is missing: say who decided that the team is needed."
    on = decision.get("on")
    if not isinstance(on, date) or isinstance(on, datetime):
        yield "decision: on is missing: give the day of the decision, as a date."
    elif on > today:
        yield "decision: on lies in the future."


def _keyed(
    kind: str,
    found: list[Mapping[str, Any]],
    name: Callable[[Mapping[str, Any], Collection[str]], str],
    added: dict[tuple[str, int], str],
) -> list[Mapping[str, Any]]:
    taken: set[Any] = {row.get("key") for row in found}
    made: list[Mapping[str, Any]] = []
    for place, row in enumerate(found):
        if "key" in row:
            made.append(row)
            continue
        key = name(row, taken)
        taken.add(key)
        added[kind, place] = key
        made.append({"key": key, **row})
    return made


def _texts(value: object) -> Collection[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) and value.strip() else "-"


def _two(value: object) -> tuple[str, str]:
    listed = [*_texts(value), "somebody", "somebody"]
    return listed[0], listed[1]
