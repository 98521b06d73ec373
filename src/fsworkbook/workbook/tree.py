"""The family as a small tree in words: one line for each couple, children under their parents, as on one day.

Nothing is drawn: the indent says who is whose child, and every line says the rest in words, so that it reads the same
aloud. Who has no place in the tree stands below it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.ages import age
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.family import live
from fsworkbook.workbook.lineage import NONE, gender_of, parent_links, parent_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.model import Relation as Word
    from fsworkbook.workbook.family import Couple, Family, Person

_STEP: Final = "  "
_PAIR: Final = 2
_OTHER_PARENT: Final = "other_parent"


class Branch(NamedTuple):
    """One line of the tree: how deep it stands, and what it says."""

    depth: int
    text: str

    def __str__(self) -> str:
        """Return the line with its indent."""
        return _STEP * self.depth + self.text


class Tree(NamedTuple):
    """A family's tree on one day.

    Attributes:
        branches: the lines of the tree, from the oldest generation down.
        beside: a line for each person who has no place in it.
    """

    branches: tuple[Branch, ...]
    beside: tuple[str, ...]


def tree(family: Family, practice: Practice, on: date) -> Tree:
    """Return a family's tree as on a day."""
    drawing = _Drawing(family, practice, on)
    branches = tuple(drawing.branches())
    beside = tuple(drawing.beside())
    return Tree(branches, beside)


def beside(family: Family, practice: Practice, keys: Iterable[str], on: date) -> tuple[str, ...]:
    """Return a line for each of some people: the name, the age, and how they stand to the first whom it is said of."""
    drawing = _Drawing(family, practice, on)
    return tuple(drawing.line_beside(key) for key in keys)


@dataclass
class _Drawing:
    """The links of a family, and who stands in the tree already."""

    family: Family
    practice: Practice
    on: date
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    told: set[frozenset[str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.links = parent_links(self.family, self.practice, self.on)

    def branches(self) -> Iterator[Branch]:
        """Yield the lines, each line of ancestors with all who come from it."""
        for root in self._roots():
            if root not in self.placed:
                yield from self._descend(root, 0)

    def beside(self) -> Iterator[str]:
        """Yield a line for each person who is nobody's child, parent or partner here."""
        for person in self.family.people.values():
            if person.key not in self.placed:
                yield self.line_beside(person.key)

    def line_beside(self, key: str) -> str:
        """Return somebody with how they stand to the first whom it is said of."""
        near = self._nearest(key)
        return self._named(key) + (f", {near}" if near else "")

    # Who is whose

    def _roots(self) -> list[str]:
        """Return who has no parent here but children or a partner, those with the most children of the family first."""
        known = [key for key in self.family.people if not self._parents(key)]
        heads = [key for key in known if self._units(key)]
        return sorted(heads, key=lambda key: (-self._weight(key), -self._height(key)))

    def _weight(self, key: str) -> int:
        return sum(1 for below in self._below(key, set()) if self.family.people[below].is_child)

    def _height(self, key: str) -> int:
        return len(self._below(key, set()))

    def _below(self, key: str, seen: set[str]) -> set[str]:
        for child in self._children(key):
            if child not in seen:
                seen.add(child)
                self._below(child, seen)
        return seen

    def _parents(self, key: str) -> list[str]:
        return [parent for parent in self.links.get(key, {}) if parent in self.family.people]

    def _children(self, key: str) -> list[str]:
        return [child for child in self.family.people if key in self.links.get(child, {})]

    def _couples(self, key: str) -> list[str]:
        return [
            other
            for couple in self.family.couples
            if key in couple.partners and (couple.since is None or couple.since <= self.on)
            for other in couple.partners
            if other != key and other in self.family.people
        ]

    def _kin(self, child: str, *, adoptive: bool) -> tuple[str, ...]:
        """Return the parents under whom a child stands: two at most, the certain ones first."""
        links = self.links.get(child, {})
        kept = [(parent, self._word(kind)) for parent, kind in links.items() if parent in self.family.people]
        own = [(parent, word) for parent, word in kept if (word is not None and word.adoptive) == adoptive]
        certain = [parent for parent, word in own if word is None or word.certain]
        unsure = [parent for parent, word in own if word is not None and not word.certain]
        whole = [*certain, *unsure]
        return tuple(whole if len(whole) <= _PAIR else certain[:_PAIR] or unsure[:1])

    def _units(self, key: str) -> list[tuple[tuple[str, ...], list[str]]]:
        """Return the people with whom somebody has children or was a couple, and the children of each."""
        units: dict[tuple[str, ...], list[str]] = {}
        for child in self._children(key):
            for adoptive in (False, True):
                kin = self._kin(child, adoptive=adoptive)
                if key in kin:
                    units.setdefault(tuple(other for other in kin if other != key), []).append(child)
        for other in self._couples(key):
            units.setdefault((other,), [])
        return list(units.items())

    # What the lines say

    def _descend(self, key: str, depth: int) -> Iterator[Branch]:
        units = [
            (others, children) for others, children in self._units(key) if frozenset({key, *others}) not in self.told
        ]
        if not units:
            beside = [other for others, _ in self._units(key) for other in others if key in self.placed]
            with_whom = " and ".join(self.family.called(other) for other in dict.fromkeys(beside))
            self.placed.add(key)
            yield Branch(depth, self._as_child(key) + (f" (above, with {with_whom})" if with_whom else ""))
            return
        for place, (others, children) in enumerate(units):
            self.told.add(frozenset({key, *others}))
            yield Branch(depth, self._unit_line(key, others, children, first=place == 0))
            self.placed |= {key, *others}
            for child in children:
                yield from self._descend(child, depth + 1)

    def _unit_line(self, key: str, others: tuple[str, ...], children: list[str], *, first: bool) -> str:
        head = self._as_child(key) if first else self.family.called(key)
        if not others:
            missing = self._missing(key, children)
            return f"{head}, and {missing}" if missing else head
        partners = " and ".join(
            self.family.called(other) if other in self.placed else self._named(other) for other in others
        )
        told = self._couple_told(key, others)
        return f"{head}, and {partners}" + (f": {told}" if told else "")

    def _couple_told(self, key: str, others: tuple[str, ...]) -> str:
        spans = [
            couple
            for couple in self.family.couples
            if set(couple.partners) == {key, *others} and (couple.since is None or couple.since <= self.on)
        ]
        return couple_told(spans[-1], self.practice, self.on) if spans else ""

    def _as_child(self, key: str) -> str:
        """Return somebody with age, and with every parent who is not certain."""
        unsure: dict[str, list[str]] = {}
        for parent, kind in self.links.get(key, {}).items():
            word = self._word(kind)
            if word is not None and parent in self.family.people and not word.certain:
                unsure.setdefault(word.name.lower(), []).append(self.family.called(parent))
        said = "".join(f"; {name}: {' or '.join(people)}" for name, people in unsure.items())
        adopted = any(word.adoptive for kind in self.links.get(key, {}).values() if (word := self._word(kind)))
        return self._named(key) + ("; adopted" if adopted else "") + said

    def _named(self, key: str) -> str:
        person = self.family.people[key]
        told = aged(person, self.on)
        return f"{person.name}, {told}" if told else person.name

    def _missing(self, key: str, children: list[str]) -> str:
        """Return which parent of the children is not known, by who is; "" where no child is there to ask about."""
        if not children:
            return ""
        word = self._word(self.links[children[0]][key])
        gender = {"female": "male", "male": "female"}.get(word.gender if word else "", "")
        other = parent_word(gender, self.practice)
        who = f"a {other.name.lower()}" if gender and other else "another parent"
        if all(len(self.links[child]) > 1 for child in children):
            return f"{who} not certain"
        unnamed = any(self.family.people[child].more.get(_OTHER_PARENT) == "not named" for child in children)
        return f"{who} {'not named here' if unnamed else 'not known'}"

    def _nearest(self, key: str) -> str:
        """Return how somebody stands to the first person to whom anything is said."""
        for row in self.family.relations:
            if key in {row.a, row.b} and live(row.since, row.until, self.on):
                word = self._word(row.kind)
                if word is None or word.line == NONE:
                    continue
                if row.a == key:
                    return f"{self.family.called(row.b)}’s {word.name.lower()}"
                inverse = word.inverse.get(gender_of(key, self.family)) or word.inverse.get("other", "")
                back = self._word(inverse)
                return f"{self.family.called(row.a)}’s {(back.name if back else inverse).lower()}"
        return ""

    def _word(self, kind: str) -> Word | None:
        return self.practice.relations.get(kind)


def couple_told(couple: Couple, practice: Practice, on: date) -> str:
    """Return how two stand, or stood, as a couple on a day: `separated (since 18 August 2024)`."""
    known = practice.couples.get(couple.status)
    status = known.name[:1].lower() + known.name[1:] if known else couple.status
    apart = known is not None and known.apart
    if couple.until is not None and couple.until <= on:
        return f"{status} ({'since' if apart else 'until'} {spoken(couple.until)})"
    if apart and couple.until is not None:
        return "a couple then"
    return f"{status} (since {spoken(couple.since)})" if couple.since and not apart else status


def aged(person: Person, on: date) -> str:
    """Return somebody's age in words, the day on which a baby is due, or the day of a death; "" where not known."""
    if person.is_unborn and person.due is not None:
        return f"due {spoken(person.due)}"
    return age(person, on)
