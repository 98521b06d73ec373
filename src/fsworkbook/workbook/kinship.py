"""Words of kinship: who is meant by `mum`, `dad` or `nan`, and how two people are related."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.errors import BadInput
from fsworkbook.practice.quoting import quoted
from fsworkbook.workbook.family import live

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from fsworkbook.practice.model import Relation as RelationWord
    from fsworkbook.workbook.family import Family, Person, Relation


class Several(BadInput):
    """A word may mean several people; the text lists them."""


def find_person(
    word: str,
    family: Family,
    words: Mapping[str, RelationWord],
    option: str = "--parent",
    among: Collection[str] | None = None,
) -> Person:
    """Return the one person whom `word` means: a key, a name, another name, or a word of kinship to a child.

    Args:
        word: what was typed.
        family: where to look.
        words: the relationship words of the practice model (L.30-L.31).
        option: the option it was typed for; the error repeats it.
        among: keys to which the search is limited.

    Raises:
        Several: more than one fits; it lists them.
        BadInput: nobody fits.
    """
    people = [person for person in family.people.values() if among is None or person.key in among]
    wanted = word.strip().casefold()
    for found in _rounds(wanted, people, family, words):
        if len(found) == 1:
            return found[0]
        if found:
            listed = " or ".join(
                f"{person.first_name} ({_standing(person, family, words)})"
                if _standing(person, family, words)
                else person.first_name
                for person in found
            )
            keys = " or ".join(f"{option} {person.key}" for person in found)
            raise Several(f"{quoted(word, 'That name')} could be {listed}.\nSay which: {keys}.")
    keys = ", ".join(person.key for person in people) or "nobody yet"
    raise BadInput(
        f"{quoted(word, 'What was given')} is nobody whom {option} can mean in {family.name}. It takes: {keys}."
    )


def _rounds(
    wanted: str,
    people: list[Person],
    family: Family,
    words: Mapping[str, RelationWord],
) -> Iterable[list[Person]]:
    yield [person for person in people if person.key == wanted]
    yield [person for person in people if wanted in {name.casefold() for name in (person.name, *person.known_as)}]
    yield [person for person in people if person.name.casefold().split(maxsplit=1)[0] == wanted]
    kinds = {key for key, kin in words.items() if wanted in {key, *(item.casefold() for item in kin.words)}}
    children = {child.key for child in family.children}
    related = {row.a for row in family.relations if row.kind in kinds and row.b in children}
    yield [person for person in people if person.key in related]
    near = {row.a for row in family.relations if row.kind in kinds}
    yield [person for person in people if person.key in near]


def _standing(person: Person, family: Family, words: Mapping[str, RelationWord]) -> str:
    """Return how a person stands to the children: `Maisie’s father`."""
    children = {child.key: child for child in family.children}
    for row in family.relations:
        if row.a == person.key and row.b in children and row.kind in words:
            return f"{children[row.b].first_name}’s {words[row.kind].name.lower()}"
    return ""


def standing(person: Person, family: Family, words: Mapping[str, RelationWord], on: date) -> str:
    """Return how a person stands to each child on a day: `Tyler’s mother, Maisie’s mother`."""
    parts = []
    for child in family.children:
        for row in relations_between(family, person.key, child.key, on):
            name = words[row.kind].name.lower() if row.kind in words else row.kind
            parts.append((name, child.first_name))
    grouped: dict[str, list[str]] = {}
    for name, child_name in parts:
        grouped.setdefault(name, []).append(child_name)
    return "; ".join(f"{name} of {' and '.join(children)}" for name, children in grouped.items())


def relations_between(family: Family, a: str, b: str, on: date) -> tuple[Relation, ...]:
    """Return what `a` is to `b` on a day (L.32)."""
    return tuple(row for row in family.relations if (row.a, row.b) == (a, b) and live(row.since, row.until, on))
