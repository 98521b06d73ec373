"""The reading of a family as a graph: whose child each is, who are couples, who lives together, who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.genogram.kindred import SOLID, UNKNOWN, Bond, Home, Kindred, Link, Union
from fsworkbook.workbook.family import Person
from fsworkbook.workbook.lineage import NONE, as_on, drawn_order, parent_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.model import Relation as Word
    from fsworkbook.workbook.family import Family, Household

_PAIR: Final = 2
_PARTNERS: Final = frozenset({"partner", "ex-partner"})
_SIBLINGS: Final = frozenset({"sibling"})
_OPPOSITE: Final = {"female": "male", "male": "female"}
_NOT_NAMED: Final = ("other_parent", "not named")


def kindred(family: Family, practice: Practice, day: date, *, whole: bool = True) -> Kindred:
    """Return a family as a graph on a day.

    Args:
        family: who is who.
        practice: its words of kinship, which say how each is drawn.
        day: the day.
        whole: whether everything that is recorded is here. A copy for somebody may lack people: then nobody is drawn as
            missing, and no home is outlined.
    """
    return _Reading(as_on(family, day), practice, day, whole=whole).graph()


class _Reading:
    """The reading of one family."""

    def __init__(self, family: Family, practice: Practice, day: date, *, whole: bool) -> None:
        self.family = family
        self.practice = practice
        self.day = day
        self.whole = whole
        self.links = _acyclic(parent_links(family, practice, day), family)
        self.unknown: dict[str, Person] = {}
        self.words: dict[str, str] = {}

    def graph(self) -> Kindred:
        """Return the graph."""
        unions = self.unions()
        people = dict(self.family.people) | self.unknown
        placed = {key for union in unions for key in (*union.partners, *union.children)}
        bonds = self.bonds()
        beside = tuple(key for key in people if key not in placed)
        if not placed:  # nobody is related to anybody: they stand side by side
            placed, beside = set(people), ()
        return Kindred(
            people={key: person for key, person in people.items() if key in placed},
            unions=tuple(unions),
            bonds=tuple(bond for bond in bonds if {bond.a, bond.b} <= placed),
            homes=tuple(self.homes(placed)) if self.whole else (),
            beside=beside,
            unknown=self.words,
            hint=tuple(key for key in drawn_order(self.family) if key in placed),
            family=self.family,
            day=self.day,
        )

    # Couples and their children

    def unions(self) -> list[Union]:
        """Return the couples, in the order of the file: those with children by their first child."""
        found: dict[tuple[str, ...], list[Link]] = {}
        for child in self.family.people:
            for partners, link in self.parents_of(child):
                found.setdefault(partners, []).append(link)
        for row in self.family.couples:
            found.setdefault(self.paired(row.partners), [])
        for relation in self.family.relations:
            word = self.word(relation.kind)
            if word is not None and word.line in _PARTNERS and relation.a != relation.b:
                found.setdefault(self.paired((relation.a, relation.b)), [])
        unions = [self.union(partners, links) for partners, links in found.items()]
        return [*unions, *self.sibships(unions)]

    def parents_of(self, child: str) -> list[tuple[tuple[str, ...], Link]]:
        """Return the couples or single parents under whom a child stands: by birth, and by adoption."""
        made: list[tuple[tuple[str, ...], Link]] = []
        for adoptive in (False, True):
            own = {
                key: kind
                for key, kind in self.links.get(child, {}).items()
                if ((word := self.word(kind)) is not None and word.adoptive) == adoptive
            }
            sure = [key for key, kind in own.items() if self.is_certain(kind)]
            unsure = [key for key in own if key not in sure]
            for partners in self.couples_of(sure, unsure):
                drawn = self.line_of([own[key] for key in partners])
                named = self.paired(partners)
                made.append((named, Link(child, drawn, tuple(own[key] for key in named))))
        person = self.family.people[child]
        if self.whole and person.is_child:
            made = self.completed(child, made)
        return made

    def couples_of(self, sure: list[str], unsure: list[str]) -> list[tuple[str, ...]]:
        """Return who are a child's parents together: two certain ones, and each uncertain one beside a certain one."""
        if not unsure:
            return [tuple(sure[at : at + _PAIR]) for at in range(0, len(sure), _PAIR)]
        made: list[tuple[str, ...]] = [tuple(sure[:_PAIR])] if len(sure) >= _PAIR else []
        for key in unsure:
            gender = self.family.people[key].gender
            beside = sorted(sure, key=lambda other: self.family.people[other].gender == gender)
            made.append((beside[0], key) if beside else (key,))
        return made

    def completed(self, child: str, made: list[tuple[tuple[str, ...], Link]]) -> list[tuple[tuple[str, ...], Link]]:
        """Return the parents of a child of the family with a symbol for the one who is not recorded."""
        if len(made) != 1 or len(made[0][0]) != 1:
            return made
        (parent,), link = made[0]
        gender = _OPPOSITE.get(self.family.people[parent].gender, "")
        key = f"{UNKNOWN}{parent}"
        if key not in self.unknown:
            self.unknown[key] = Person(key, "", "other", gender=gender)
            field, said = _NOT_NAMED
            unnamed = self.family.people[child].more.get(field) == said
            self.words[key] = "not named here" if unnamed else "not known"
        return [((parent, key), link)]

    def sibships(self, unions: list[Union]) -> list[Union]:
        """Return brothers and sisters of whom no parent is recorded, as they say that they are."""
        children = {key for union in unions for key in union.children}
        groups: list[list[str]] = []
        for row in self.family.relations:
            word = self.word(row.kind)
            if word is None or word.line not in _SIBLINGS or {row.a, row.b} & children or row.a == row.b:
                continue
            mine = [group for group in groups if {row.a, row.b} & set(group)]
            merged = list(dict.fromkeys([key for group in mine for key in group] + [row.b, row.a]))
            groups = [group for group in groups if group not in mine] + [merged]
        return [Union((), tuple(Link(key, SOLID, ()) for key in group)) for group in groups]

    def union(self, partners: tuple[str, ...], links: list[Link]) -> Union:
        """Return a couple with what is recorded of it: the last span that had begun by the day."""
        made = Union(partners, tuple(links))
        if len(partners) < _PAIR:
            return made
        spans = [row for row in self.family.couples if set(row.partners) == set(partners)]
        if spans:
            row = max(enumerate(spans), key=lambda at: (str(at[1].since or ""), at[0]))[1]
            known = self.practice.couples.get(row.status)
            over = row.until is not None and row.until <= self.day
            apart = known is not None and known.apart
            ended = over or (apart and row.until is None)
            strokes = max(known.strokes if known else 0, 1) if ended else 0
            return made._replace(drawn=known.drawn if known else SOLID, strokes=strokes, couple=row, ended=ended)
        for relation in self.family.relations:
            word = self.word(relation.kind)
            if word is not None and word.line in _PARTNERS and {relation.a, relation.b} == set(partners):
                drawn = word.drawn or SOLID
                return made._replace(drawn=drawn, strokes=word.strokes, kind=word.id, ended=bool(word.strokes))
        return made

    def paired(self, partners: Iterable[str]) -> tuple[str, ...]:
        """Return partners in one order, whoever names them: a man on the left, else as in the file."""
        rank = {key: place for place, key in enumerate((*self.family.people, *self.unknown))}
        genders = {"male": 0, "female": 2}
        people = {**self.family.people, **self.unknown}

        def place(key: str) -> tuple[int, int]:
            return genders.get(people[key].gender, 1), rank.get(key, 0)

        return tuple(sorted(dict.fromkeys(partners), key=place))

    # What else there is

    def bonds(self) -> list[Bond]:
        """Return violence and estrangement, each pair and kind once."""
        found: dict[tuple[str, str, str, str], Bond] = {}
        for row in self.family.relations:
            word = self.word(row.kind)
            if word is None or word.line != NONE or not word.drawn or row.a == row.b:
                continue
            points = {"a": row.a, "b": row.b}.get(word.points, "")
            a, b = (row.a, row.b) if row.a < row.b else (row.b, row.a)
            found.setdefault((a, b, word.drawn, points), Bond(row.a, row.b, word.id, word.drawn, points))
        return list(found.values())

    def homes(self, placed: set[str]) -> Iterable[Home]:
        """Yield the homes in which somebody of the tree lives."""
        for row in self.family.households:
            members = tuple(key for key in row.members if key in placed)
            if members:
                yield Home(row.key, self.home_name(row), members)

    def home_name(self, row: Household) -> str:
        """Return how a home is called, never by its address."""
        if row.name and row.name != row.address:
            return row.name
        first = next((self.family.people[key] for key in row.members if not self.family.people[key].is_child), None)
        person = first or self.family.people[row.members[0]]
        return f"{person.first_name}’s home"

    # Words

    def word(self, kind: str) -> Word | None:
        """Return the practice's word behind a kind, where it has one."""
        return self.practice.relations.get(kind)

    def is_certain(self, kind: str) -> bool:
        """Return whether a parent is more than expected or possible."""
        word = self.word(kind)
        return word is None or word.certain

    def line_of(self, kinds: list[str]) -> str:
        """Return the line down to a child: the first that is not plain among what the words of both parents say."""
        drawn = [word.drawn for kind in kinds if (word := self.word(kind)) is not None and word.drawn]
        return next((line for line in drawn if line != SOLID), SOLID)


def _acyclic(links: Mapping[str, Mapping[str, str]], family: Family) -> dict[str, dict[str, str]]:
    """Return the links without any that would make somebody their own forebear: a slip in the file."""
    kept: dict[str, dict[str, str]] = {}

    def is_above(key: str, child: str, seen: set[str]) -> bool:
        """Return whether `key` descends from `child`."""
        if key == child:
            return True
        seen.add(key)
        return any(is_above(up, child, seen) for up in kept.get(key, ()) if up not in seen)

    for child in family.people:
        for parent, kind in links.get(child, {}).items():
            if parent in family.people and not is_above(parent, child, set()):
                kept.setdefault(child, {})[parent] = kind
    return kept
