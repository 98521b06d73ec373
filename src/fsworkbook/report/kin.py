"""What one person is to another: as recorded, turned round, or following from who is whose parent (L.30-L.32)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fsworkbook.report.scope import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.report.scope import Scope

PARENT: Final = "parent"
CHILD: Final = "child"
NONE: Final = "none"
_POSSESSED: Final = re.compile(r"[\w-]+['’]s ")
_SIDES: Final = {"female": "mother", "male": "father"}


def line_of(kind: str, scope: Scope) -> str:
    """Return the place of a relation's word in a family tree; "" for a word that the practice does not know."""
    word = scope.practice.relations.get(kind)
    return word.line if word else ""


def is_certain(kind: str, scope: Scope) -> bool:
    """Return whether a relation is more than expected or possible."""
    word = scope.practice.relations.get(kind)
    return word is None or word.certain


def parents_of(person: str, scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return the parents of somebody on the day, each with the id of the relation's word."""
    found: dict[str, str] = {}
    for row in scope.relations:
        if row.b == person and line_of(row.kind, scope) == PARENT:
            found.setdefault(row.a, row.kind)
        elif row.a == person and line_of(row.kind, scope) == CHILD:
            found.setdefault(row.b, inverse(row.kind, row.b, scope))
    return tuple(found.items())


def between(person: str, other: str, scope: Scope) -> tuple[str, ...]:
    """Return the ids of the words for what `person` is to `other`: as recorded from either side, else as it follows."""
    said = [row.kind for row in scope.relations if (row.a, row.b) == (person, other)]
    if not said:
        said = [inverse(row.kind, person, scope) for row in scope.relations if (row.a, row.b) == (other, person)]
    told = [kind for kind in said if line_of(kind, scope) != NONE] or said
    return tuple(dict.fromkeys(told or _following(person, other, scope)))


def standing(person: str, scope: Scope) -> str:
    """Return what somebody is to each child of the assessment: `mother of Tyler and Maisie`; else to others; or ""."""
    grouped: dict[str, list[str]] = {}
    for child in scope.children:
        for word in between(person, child.key, scope) if child.key != person else ():
            grouped.setdefault(word, []).append(child.first_name)
    if not grouped:
        others = [other for other in scope.family.people.values() if other.key != person]
        for other in sorted(others, key=lambda one: not one.is_child):  # every child of the family before one adult
            for word in between(person, other.key, scope) if other.is_child or not grouped else ():
                grouped.setdefault(word, []).append(other.first_name)
    return "; ".join(_phrase(kind, names, scope) for kind, names in grouped.items())


def _phrase(kind: str, names: list[str], scope: Scope) -> str:
    """Return what somebody is to several: `mother of Tyler and Maisie`, but `mother's partner (to Tyler)`."""
    known = scope.practice.relations.get(kind)
    word = known.name.lower() if known else kind
    through = _POSSESSED.match(word) or line_of(kind, scope) == NONE
    return f"{word} (to {listed(names)})" if through else f"{word} of {listed(names)}"


def inverse(kind: str, person: str, scope: Scope) -> str:
    """Return the word for the same relation seen from the other side, by the gender of the person there."""
    word = scope.practice.relations.get(kind)
    if word is None:
        return kind
    return str(word.inverse.get(scope.family.people[person].gender) or word.inverse.get("other") or kind)


def _following(person: str, other: str, scope: Scope) -> Iterator[str]:
    """Yield the word for what follows from who is whose parent: a grandparent, a brother or sister."""
    mine, theirs = dict(parents_of(person, scope)), dict(parents_of(other, scope))
    for parent in theirs:
        if person in dict(parents_of(parent, scope)):
            side = _SIDES.get(scope.family.people[parent].gender, "")
            yield _word("grandparent", person, scope, side)
            return
    shared = set(mine) & set(theirs)
    if shared:
        whole = set(mine) == set(theirs) and len(shared) > 1
        yield _word("sibling" if whole else "half-sibling", person, scope)


def _word(line: str, person: str, scope: Scope, side: str = "") -> str:
    """Return the practice's word on a line of the family tree that fits a person's gender."""
    gender = scope.family.people[person].gender
    there = [word for word in scope.practice.relations.values() if word.line == line and not word.adoptive]
    for wanted in ((gender, side), (gender, ""), ("", "")):
        for word in there:
            if (word.gender, word.side) == wanted:
                return word.id
    return line
