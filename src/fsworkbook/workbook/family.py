"""A family: who is who, who lives with whom, who works with them, and what is being assessed.

Named tuples: nine frozen data classes take ten milliseconds of every command just to be defined.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


def joined(names: Iterable[str]) -> str:
    """Return names as they are said: `Tyler, Maisie and the baby`."""
    listed = list(names)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


AWAITED: Final = "unborn"
"""The key that says of somebody that they are not born yet, where no day is known or told for which they are due."""


class Person(NamedTuple):
    """Somebody of the family or close to it (L.37; format.md `[[person]]`).

    `more` holds every other key of the table: faith, language, disability, what no program knows yet.
    """

    key: str
    name: str
    part: str
    known_as: tuple[str, ...] = ()
    gender: str = ""
    born: date | None = None
    due: date | None = None
    died: date | None = None
    restricted: tuple[str, ...] = ()
    more: Mapping[str, Any] = _NOTHING

    @property
    def is_child(self) -> bool:
        """Whether the work is for this person as a child of the family."""
        return self.part == "child"

    @property
    def is_unborn(self) -> bool:
        """Whether the birth is still awaited, also where nobody says for when."""
        return self.born is None and (self.due is not None or self.more.get(AWAITED) is True)

    @property
    def first_name(self) -> str:
        """The name used in a sentence; an unborn child has no first name yet."""
        return "the baby" if self.is_unborn else self.name.split(maxsplit=1)[0]


class Relation(NamedTuple):
    """`a` is `b`'s `kind`, between two dates (L.30–L.32)."""

    key: str
    a: str
    b: str
    kind: str
    responsibility: str = ""
    how: str = ""
    since: date | None = None
    until: date | None = None
    restricted: tuple[str, ...] = ()


class Couple(NamedTuple):
    """Two people who are or were a couple, between two dates (L.35)."""

    key: str
    partners: tuple[str, ...]
    status: str
    since: date | None = None
    until: date | None = None
    restricted: tuple[str, ...] = ()


class Household(NamedTuple):
    """People who live at one address, between two dates (L.33).

    `overnight` holds a table for each who stays there without living there: person, nights, from, until.
    """

    key: str
    members: tuple[str, ...]
    name: str = ""
    address: str = ""
    since: date | None = None
    until: date | None = None
    restricted: tuple[str, ...] = ()
    overnight: tuple[Mapping[str, Any], ...] = ()


class Assessment(NamedTuple):
    """A parenting assessment: of one parent, or of two by a recorded decision (A.05, G.05).

    `split` is the moment at which a joint one became two; each of these names it in `follows` (F.52).
    """

    key: str
    parents: tuple[str, ...]
    children: tuple[str, ...]
    started: date | None = None
    concluded: date | None = None
    prebirth: bool = False
    split: datetime | None = None
    follows: str = ""
    more: Mapping[str, Any] = _NOTHING


class Order(NamedTuple):
    """A court order or bail condition that keeps people apart (L.22).

    `made_by` is the court or the police station, `copy` says where a copy of it is held; `varied` and `breached` are
    the days on which it was.
    """

    key: str
    kind: str
    against: str
    protects: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    terms: str = ""
    made_by: str = ""
    copy: str = ""
    varied: tuple[date, ...] = ()
    breached: tuple[date, ...] = ()


class Member(NamedTuple):
    """Somebody who works with the family, in a role, between two dates."""

    key: str
    name: str
    role: str
    agency: str = ""
    email: str = ""
    since: date | None = None
    until: date | None = None
    works_with: tuple[str, ...] = ()
    title: str = ""
    restricted: tuple[str, ...] = ()
    more: Mapping[str, Any] = _NOTHING


class Cover(NamedTuple):
    """Somebody stands in for a role, for a time."""

    role: str
    person: str
    since: date | None = None
    until: date | None = None
    by: str = ""
    key: str = ""


class Family(NamedTuple):
    """Everything that `family.toml` says.

    `name` is the folder's own name, by which practitioners call the family on the command line. `genogram` says by hand
    how the family is drawn.
    """

    name: str
    reference: str
    surname: str
    opened: date | None = None
    training: bool = False
    decision: Mapping[str, Any] = _NOTHING
    practice: Mapping[str, Any] = _NOTHING
    policy: Mapping[str, Any] = _NOTHING
    genogram: Mapping[str, Any] = _NOTHING
    people: Mapping[str, Person] = _NOTHING
    relations: tuple[Relation, ...] = ()
    couples: tuple[Couple, ...] = ()
    households: tuple[Household, ...] = ()
    assessments: Mapping[str, Assessment] = _NOTHING
    orders: tuple[Order, ...] = ()
    team: Mapping[str, Member] = _NOTHING
    covers: tuple[Cover, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def children(self) -> tuple[Person, ...]:
        """The children of the family, in the order of the file."""
        return tuple(person for person in self.people.values() if person.is_child)

    @property
    def parents(self) -> tuple[Person, ...]:
        """The parents and carers, in the order of the file."""
        return tuple(person for person in self.people.values() if person.part in {"parent", "carer"})

    def called(self, key: str) -> str:
        """Return the full name behind a key of a person or of the team; the key itself where nobody has it."""
        if key in self.people:
            return self.people[key].name
        return self.team[key].name if key in self.team else key

    def first_name(self, key: str) -> str:
        """Return the name for a sentence behind a key; the key itself where nobody has it."""
        if key in self.people:
            return self.people[key].first_name
        return self.team[key].name.removeprefix("Dr ").split(maxsplit=1)[0] if key in self.team else key


def live(since: date | None, until: date | None, on: date) -> bool:
    """Return whether a span without end or beginning, or between two days, holds on `on` (both days count)."""
    return (since is None or since <= on) and (until is None or on <= until)
