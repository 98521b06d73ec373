"""Words that a restriction may have to guard: of addresses, schools and telephone numbers that are recorded (F.21)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.workbook.disclosure.covering import typed
from fsworkbook.workbook.disclosure.covers import Cover, spelled
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.restrictions import KIND, restrictions
from fsworkbook.workbook.disclosure.strings import LEAST
from fsworkbook.workbook.family import live

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger

_BRACKETS: Final = re.compile(r"\([^()]*\)")
_NUMBERED: Final = re.compile(r"^\d+\w?\s+")
_ENDS_IN_NUMBER: Final = re.compile(r"^\D*\s\d+\w?$")
_TELEPHONE: Final = re.compile(r"(?<!\d)(?:\+44|0)(?:[ -]?\d){9,10}(?!\d)")


class Proposal(NamedTuple):
    """A string that may be worth guarding.

    Attributes:
        string: as it is written there.
        source: whose it is, in the family's own names: a home's, a person's; or "" where a record has it.
        cover: what a restriction of it would cover besides, as its `covers` names it; or "".
    """

    string: str
    source: str = ""
    cover: str = ""


def proposals(family: Family, ledger: Ledger, on: date) -> tuple[Proposal, ...]:
    """Return strings of the homes, schools and numbers that hold on a day or later, each once, homes first.

    What a restriction guards on that day already is left out.
    """
    guard = Guard({item.key: item.guard for item in restrictions(ledger) if item.in_force(on)})
    found: dict[str, Proposal] = {}
    for item in (*_homes(family, on), *_places(family, on), *_numbers(family, ledger)):
        found.setdefault("".join(filter(str.isalnum, item.string)).casefold(), item)
    return tuple(item for item in found.values() if not guard.hits(item.string))


def _homes(family: Family, on: date) -> Iterator[Proposal]:
    for home in family.households:
        if home.until is None or home.until >= on:
            cover = spelled(Cover("household", home.key), family)
            yield from (Proposal(part, home.name or home.key, cover) for part in _parts(home.address))


def _places(family: Family, on: date) -> Iterator[Proposal]:
    """Yield the names of schools, nurseries and the like: rows with a name inside a person's own."""
    for person in family.people.values():
        for row in _rows(person.more.values()):
            name, since, until = row.get("name"), row.get("from"), row.get("until")
            if isinstance(name, str) and (live(None, until, on) or (since and since > on)):
                yield from (Proposal(part, person.name) for part in _parts(name))


def _numbers(family: Family, ledger: Ledger) -> Iterator[Proposal]:
    for person in family.people.values():
        for value in person.more.values():
            if isinstance(value, str):
                yield from (Proposal(found[0], person.name) for found in _TELEPHONE.finditer(value))
    for record in ledger.standing:
        if record.kind == KIND:
            continue
        for _, text in typed(record, family):
            yield from (Proposal(found[0]) for found in _TELEPHONE.finditer(text))


def _parts(address: str) -> Iterator[str]:
    """Yield the parts of an address that tell where it is, without the number of a flat or a house."""
    for part in _BRACKETS.sub("", address).split(","):
        bare = _NUMBERED.sub("", part.strip())
        if sum(sign.isalnum() for sign in bare) >= LEAST and not _ENDS_IN_NUMBER.fullmatch(bare):
            yield bare


def _rows(values: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from (row for row in value if isinstance(row, dict))
