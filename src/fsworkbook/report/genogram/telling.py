"""The genogram in words: as somebody would describe it who looks at it, in short sentences, and who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.genogram.generations import generations
from fsworkbook.report.genogram.labelling import culture_of
from fsworkbook.report.scope import listed
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.lineage import parent_word
from fsworkbook.workbook.tree import aged, couple_told

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.genogram.kindred import Bond, Kindred, Link, Union

ENOUGH: Final = 3
"""How many generations a genogram should have (H06)."""
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
_PAIR: Final = 2


def sentences(kin: Kindred, practice: Practice, *, culture: bool = False) -> tuple[str, ...]:
    """Return a genogram in words: each couple with their children, the oldest first, then homes and the rest."""
    return tuple(_Telling(kin, practice, culture=culture).all())


def depth(kin: Kindred) -> int:
    """Return how many generations are recorded, from the children of the family upwards (H06)."""
    above: dict[str, set[str]] = {}
    for union in kin.unions:
        for child in union.children:
            above.setdefault(child, set()).update(key for key in union.partners if key not in kin.unknown)

    def height(key: str) -> int:
        return 1 + max((height(parent) for parent in above.get(key, ())), default=0)

    children = [key for key, person in kin.people.items() if person.is_child]
    return max((height(key) for key in children or kin.people), default=0)


def in_words(count: int) -> str:
    """Return a small number in words."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def missing_sides(kin: Kindred, practice: Practice, among: Container[str]) -> tuple[str, ...]:
    """Return which sides of the children's family are not recorded, a sentence each; of the children `among` some."""
    found: dict[str, None] = {}
    for child in (person for person in kin.people.values() if person.is_child and person.key in among):
        parents = _parents(child.key, kin)
        if not parents:
            found[f"Of {child.name} neither parent is recorded."] = None
        for parent in parents:
            if parent in kin.unknown:
                word = parent_word(kin.people[parent].gender, practice)
                other = word.name.lower() if word else "other parent"
                said = kin.unknown[parent]
                found[f"The {other} of {child.name} is {said}, and so that side of the family is missing."] = None
                continue
            known = _parents(parent, kin)
            if not known:
                side = _side(kin.people[parent].gender)
                found[f"The parents of {kin.people[parent].name} are not recorded: {_whose(parent, kin)}{side}."] = None
            elif len(known) < _PAIR:
                found[f"Of {kin.people[parent].name} only one parent is recorded: {kin.people[known[0]].name}."] = None
    return tuple(found)


def _parents(key: str, kin: Kindred) -> list[str]:
    return list(dict.fromkeys(parent for union in kin.unions if key in union.children for parent in union.partners))


def _side(gender: str) -> str:
    return {"female": "mother’s side", "male": "father’s side"}.get(gender, "side of the family")


def _whose(parent: str, kin: Kindred) -> str:
    """Return whose side a parent's family is: `Tyler’s and Maisie’s `."""
    names = [
        child.name if child.is_unborn else child.first_name
        for child in kin.people.values()
        if child.is_child and parent in _parents(child.key, kin)
    ]
    return f"{listed([f'{name}’s' for name in names])} "


class _Telling:
    """The words of one genogram; who was named before is not described again."""

    def __init__(self, kin: Kindred, practice: Practice, *, culture: bool) -> None:
        self.kin = kin
        self.practice = practice
        self.culture = culture
        self.told: set[str] = set()
        level: Mapping[str, int] = generations(kin)
        rank = {key: place for place, key in enumerate(kin.people)}
        self.unions = sorted(
            kin.unions,
            key=lambda union: (
                max((level[key] for key in union.partners or union.children), default=0),
                min(rank[key] for key in (*union.children, *union.partners)),
            ),
        )

    def all(self) -> Iterator[str]:
        """Yield every sentence."""
        for union in self.unions:
            yield self.couple(union)
        for key in self.kin.people:
            if key not in self.told and key not in self.kin.unknown:
                yield f"{self.named(key)}."
        for home in self.kin.homes:
            if len(home.members) >= _PAIR:
                yield f"{home.name}: {listed([self.kin.people[key].name for key in home.members])} live together."
        for bond in self.kin.bonds:
            yield self.bond(bond)

    def couple(self, union: Union) -> str:
        """Return a couple with their children."""
        known = [key for key in union.partners if key not in self.kin.unknown]
        unknown = [key for key in union.partners if key in self.kin.unknown]
        heads = [self.named(key) for key in known]
        if unknown:
            heads.append(self.unknown(unknown[0]))
        children = [self.child(link, union) for link in union.links]
        if not heads:
            return f"{listed(children)} are brothers and sisters; their parents are not recorded."
        together = listed(heads) if all("," not in head for head in heads) else ", and ".join(heads)
        status = self.status(union)
        lead = f"{together}: {status}."
        if not children:
            return lead if status else f"{together}: a couple."
        noun = "child" if len(children) == 1 else "children"
        if len(heads) == 1:
            return f"{heads[0]} has {'a ' if len(children) == 1 else ''}{noun}: {'; '.join(children)}."
        tail = f"Their {noun}: {'; '.join(children)}."
        return f"{lead} {tail}" if status else f"{together}. {tail}"

    def status(self, union: Union) -> str:
        """Return how two stand as a couple, as far as it is recorded."""
        if union.couple is not None:
            return couple_told(union.couple, self.practice, self.kin.day)
        known = self.practice.relations.get(union.kind)
        if known is not None:
            return known.name.lower()
        return ""

    def named(self, key: str) -> str:
        """Return somebody, with the age where they are named for the first time."""
        person = self.kin.people[key]
        if key in self.told:
            return person.name
        self.told.add(key)
        extra = [aged(person, self.kin.day), *(culture_of(person) if self.culture else ())]
        said = "; ".join(part for part in extra if part)
        return f"{person.name} ({said})" if said else person.name

    def unknown(self, key: str) -> str:
        """Return a parent who is not recorded, in words."""
        word = parent_word(self.kin.people[key].gender, self.practice)
        who = f"a {word.name.lower()}" if word and self.kin.people[key].gender else "another parent"
        return f"{who} who is {self.kin.unknown[key]}"

    def child(self, link: Link, union: Union) -> str:
        """Return a child, with what is not plain: adopted, a parent who is not certain, twins."""
        extra = []
        for key, kind in zip(union.partners, link.kinds, strict=False):
            word = self.practice.relations.get(kind)
            if word is not None and word.drawn:
                extra.append(f"{word.name.lower()} {self.kin.people[key].name}")
        person = self.kin.people[link.child]
        day = person.born or person.due
        twins = [
            self.kin.people[other.child].name
            for other in union.links
            if other is not link
            and day
            and day == (self.kin.people[other.child].born or self.kin.people[other.child].due)
        ]
        if twins:
            extra.append(f"born with {listed(twins)}" if person.born else f"expected with {listed(twins)}")
        return self.named(link.child) + (f", {', '.join(extra)}" if extra else "")

    def bond(self, bond: Bond) -> str:
        """Return what is between two people."""
        word = self.practice.relations.get(bond.kind)
        name = word.name.lower() if word else bond.kind
        return f"{self.kin.people[bond.a].name}: {name} {self.kin.people[bond.b].name}."


def of_one(kin: Kindred, centre: str) -> str:
    """Return the first sentence where one person's family is drawn: whose it is, and of which day."""
    return f"The family of {kin.people[centre].name}, as at {spoken(kin.day)}."


def headline(kin: Kindred, surname: str) -> str:
    """Return the first sentence: whose tree it is, of which day, over how many generations."""
    count = depth(kin)
    over = f"over {in_words(count)} generation{'s' if count != 1 else ''}" if count else "without anybody in it yet"
    return f"The family tree of {surname}, as at {spoken(kin.day)}, {over}."
