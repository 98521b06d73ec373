"""Who is whose parent on a day, as recorded from either side or as it follows, and who was there at all (L.30-L.34)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.ages import PREGNANCY
from fsworkbook.workbook.family import Family, live

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.model import Relation as Word
    from fsworkbook.workbook.family import Person, Relation

PARENT, CHILD, GRANDPARENT, NONE = "parent", "child", "grandparent", "none"
"""Places in a family tree (`practice.relations.LINES`)."""
_EITHER: Final = frozenset({"female", "male"})


def as_on(family: Family, on: date) -> Family:
    """Return a family as it was on a day: those who were there, and what held between them.

    Somebody is there from birth, an unborn child from the first day of the pregnancy; who has died stays. A couple that
    parted stays, and so does what has no day.
    """
    people = {key: as_then(person, on) for key, person in family.people.items() if was_there(person, on)}
    return family._replace(
        people=people,
        relations=tuple(
            row._replace(since=None) if row.since is not None and row.since > on else row
            for row in family.relations
            if {row.a, row.b} <= people.keys() and _holds(row, family, on)
        ),
        couples=tuple(
            row
            for row in family.couples
            if set(row.partners) <= people.keys() and (row.since is None or row.since <= on)
        ),
        households=tuple(
            row._replace(members=tuple(key for key in row.members if key in people))
            for row in family.households
            if live(row.since, row.until, on)
        ),
    )


def _holds(row: Relation, family: Family, on: date) -> bool:
    """Return whether a relation holds on a day; what holds from a birth on holds for the unborn child before it."""
    births = {family.people[key].born for key in (row.a, row.b)} - {None}
    if row.since is not None and row.since > on and row.since in births:
        return row.until is None or on <= row.until
    return live(row.since, row.until, on)


def was_there(person: Person, on: date) -> bool:
    """Return whether somebody was born, or on the way, by a day."""
    if person.due is not None and (person.born is None or person.born > on):
        return person.due - PREGNANCY <= on
    return person.born is None or person.born - PREGNANCY <= on if person.is_child else _is_born(person, on)


def as_then(person: Person, on: date) -> Person:
    """Return somebody as on a day: unborn before the birth, alive before the death."""
    born = person.born
    died = person.died if person.died is not None and person.died <= on else None
    if born is None or born <= on:
        return person if died == person.died else person._replace(died=died)
    return person._replace(born=None, due=person.due or born, died=died)


def _is_born(person: Person, on: date) -> bool:
    return person.born is None or person.born <= on


def parent_links(family: Family, practice: Practice, on: date) -> dict[str, dict[str, str]]:
    """Return the parents of each child on a day, each with the id of the relation's word, in the order of the file.

    A grandparent of one side stands over the parent on that side, where there is exactly one.
    """
    links: dict[str, dict[str, str]] = {}
    rows = [row for row in family.relations if live(row.since, row.until, on)]
    for row in rows:
        word = practice.relations.get(row.kind)
        if word is not None and word.line == PARENT:
            links.setdefault(row.b, {}).setdefault(row.a, row.kind)
        elif word is not None and word.line == CHILD:
            links.setdefault(row.a, {}).setdefault(row.b, word.inverse.get(gender_of(row.b, family), PARENT))
    for row in rows:
        word = practice.relations.get(row.kind)
        if word is None or word.line != GRANDPARENT or not word.side:
            continue
        between = [parent for parent, kind in links.get(row.b, {}).items() if _is_of_side(kind, word.side, practice)]
        if len(between) == 1 and between[0] != row.a:
            above = parent_word(word.gender, practice)
            links.setdefault(between[0], {}).setdefault(row.a, above.id if above else PARENT)
    return links


def drawn_order(family: Family) -> tuple[str, ...]:
    """Return the order from left to right that somebody has given by hand: `[genogram] order` in family.toml."""
    order = family.genogram.get("order", ())
    return tuple(key for key in order if isinstance(key, str)) if isinstance(order, list | tuple) else ()


def gender_of(key: str, family: Family) -> str:
    """Return the gender by which a relation's inverse is found: `female`, `male`, or `other`."""
    gender = family.people[key].gender if key in family.people else ""
    return gender if gender in _EITHER else "other"


def parent_word(gender: str, practice: Practice) -> Word | None:
    """Return the plain word for a certain parent of a gender ("" for a parent without one)."""
    return next(
        (
            word
            for word in practice.relations.values()
            if word.line == PARENT and word.certain and not word.adoptive and word.gender == gender
        ),
        None,
    )


def _is_of_side(kind: str, side: str, practice: Practice) -> bool:
    """Return whether a word for a parent is of the side that is meant: a certain mother, a certain father."""
    meant, word = practice.relations.get(side), practice.relations.get(kind)
    return word is not None and meant is not None and word.certain and word.gender == meant.gender
