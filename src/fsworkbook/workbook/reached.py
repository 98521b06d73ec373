"""Everybody whom the work should hear: each child, parent, father and adult in the home, at zero too (J.50, J.54, H23).

An attempt to reach somebody counts: a visit that was missed, or a note with the topic `tried`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.ages import years
from fsworkbook.workbook.family import live
from fsworkbook.workbook.fathers import fathers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Person
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

TRIED: Final = "tried"
"""The topic of a note that says how somebody was asked for and not reached."""
_WORK: Final = ("module", "visit", "chronology")
_GROWN: Final = 18
_PARENT: Final = "parent"


class Reached(NamedTuple):
    """How far the work has come to one person.

    Attributes:
        person: the key, or "" for a father of whom nothing is known.
        child: whether it is a child of the family.
        assessment: the key of the assessment of this person, or "".
        father_of: keys of the children whose father it is, or may be.
        at_home: whether it is an adult who lives with, or stays overnight with, one of the children on the day.
        entries: records of direct work that are about this person, or were made with them there, or hold their views.
        seen: visits at which a child was seen; for an adult, at which they were there.
        alone: visits and entries at which a child was seen alone.
        tried: attempts to reach them that did not succeed.
        last: the day of the last entry or visit, or None.
    """

    person: str
    child: bool
    assessment: str
    father_of: tuple[str, ...]
    at_home: bool
    entries: int
    seen: int
    alone: int
    tried: int
    last: date | None

    @property
    def unheard(self) -> bool:
        """Whether nothing of the work was with, or about, this person."""
        return not (self.entries or self.seen)


class Standing(NamedTuple):
    """What makes somebody to be heard: who is assessed, whose father, who is at home; and which misses are ours."""

    assessed: Mapping[str, str]
    his: Mapping[str, tuple[str, ...]]
    home: frozenset[str]
    ours: frozenset[str]


def reached(family: Family, practice: Practice, ledger: Ledger, day: date) -> tuple[Reached, ...]:
    """Return everybody whom the work should hear, as at a day: children, parents, fathers, other adults at home."""
    his = {one.key: one.children for one in fathers(family, practice, ledger) if one.key}
    unknown = [one.children for one in fathers(family, practice, ledger) if not one.key]
    assessed = {parent: one.key for one in family.assessments.values() for parent in one.parents}
    children = {child.key for child in family.children}
    parents = [row.a for row in family.relations if row.b in children and _line(row.kind, practice) == _PARENT]
    home = _at_home(family, day)
    order = [child.key for child in family.children if not child.is_unborn]
    order += [*assessed, *(key for key in parents if key not in his), *his, *home]
    records = [record for record in ledger.of(*_WORK, "note") if record.on <= day]
    everybody = [family.people[key] for key in dict.fromkeys(order) if key in family.people]
    ours = frozenset(name for name, word in practice.missed.items() if word.ours)
    found = [_person(person, Standing(assessed, his, frozenset(home), ours), records) for person in everybody]
    nobody = [
        Reached("", False, "", children, at_home=False, entries=0, seen=0, alone=0, tried=0, last=None)
        for children in unknown
    ]
    return (*found, *nobody)


def unviewed(family: Family, ledger: Ledger, day: date, days: int) -> tuple[str, ...]:
    """Return the children and assessed parents of whom no entry, reply or diary of the last days holds a view (K.R07).

    A baby who is not born yet has no words to hold.
    """
    first = day - timedelta(days=days)
    lately = [record for record in ledger.of("module", "reply", "diary") if first <= record.on <= day]
    heard = {view.rpartition(":")[2] for record in lately for view in record.names("views")}
    heard |= {record.word("person") for record in lately} | {
        key for record in lately if record.kind == "diary" for key in record.about
    }
    people = [child.key for child in family.children if not child.is_unborn]
    people += [parent for one in family.assessments.values() for parent in one.parents]
    return tuple(key for key in dict.fromkeys(people) if key in family.people and not heard & _words_for(key, family))


def _words_for(key: str, family: Family) -> set[str]:
    """Return the words by which a view names somebody: a key, or a word of kinship where one person fits."""
    return {key, *(word.casefold() for word in family.people[key].known_as)}


def _line(kind: str, practice: Practice) -> str:
    """Return on which line of a family tree a kind of relation stands; "" for one that the practice does not know."""
    word = practice.relations.get(kind)
    return word.line if word is not None else ""


def _at_home(family: Family, day: date) -> list[str]:
    """Return the adults who live, or stay overnight, where a child lives on the day (H23: all men of the household)."""
    children = {child.key for child in family.children}
    found = []
    for home in family.households:
        if not live(home.since, home.until, day) or not children & set(home.members):
            continue
        guests = [str(row.get("person", "")) for row in home.overnight]
        found += [key for key in (*home.members, *guests) if key not in children]
    return [key for key in found if key in family.people and _is_grown(family.people[key], day)]


def _is_grown(person: Person, day: date) -> bool:
    if person.died is not None and person.died <= day:
        return False
    return person.born is None or years(person.born, day) >= _GROWN


def _person(person: Person, known: Standing, records: Iterable[Record]) -> Reached:
    key = person.key
    worked = [record for record in records if record.kind in _WORK and key in _whom(record)]
    there = [record for record in worked if record.kind == "visit" and not record.word("missed_by")]
    missed = [record for record in worked if record.word("missed_by") and record.word("missed_by") not in known.ours]
    notes = [record for record in records if record.word("topic") == TRIED and key in record.about]
    entries = [record for record in worked if record.kind != "visit"]
    days = [record.on for record in (*entries, *there)]
    return Reached(
        key,
        person.is_child,
        known.assessed.get(key, ""),
        known.his.get(key, ()),
        at_home=key in known.home,
        entries=len(entries),
        seen=len(there),
        alone=sum(key in record.names("seen_alone") for record in worked),
        tried=len(missed) + len(notes),
        last=max(days, default=None),
    )


def _whom(record: Record) -> set[str]:
    """Return the keys of those with whom, or about whom, a record of the work is."""
    views = {view.rpartition(":")[2] for view in record.names("views")}
    return views | {*record.about, *record.names("present"), *record.names("children_seen"), *record.names("children")}
