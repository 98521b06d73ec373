"""Whom of the family, and whom of the team, the reader of a copy knows of (F.21, F.31, F.32, F.41, F.48).

A reader from the family learns of nobody by a copy: it shows those whom the family tree ties to their children, those
who are tied to them by a row of their own, and the workers who work with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.practice.audiences import EVERYTHING, SHARED
from fsworkbook.workbook.fitness import HELD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.disclosure.binding import Binding
    from fsworkbook.workbook.disclosure.recipient import Recipient
    from fsworkbook.workbook.family import Family, Member, Relation

_UP, _DOWN, _NONE = "parent", "child", "none"
_BLOOD: Final = frozenset(
    {"parent", "child", "grandparent", "great-grandparent", "sibling", "half-sibling", "step-parent"}
)
"""The places in a family tree by which somebody is tied to a child, whoever else they know."""
_GENERATIONS: Final = 3


def own_children(recipient: Recipient, family: Family, practice: Practice) -> frozenset[str]:
    """Return the children for whom a reader holds parental responsibility, and the baby whom she expects.

    What is not known about responsibility is not assumed (F.71).
    """
    unborn = {person.key for person in family.children if person.is_unborn}
    return frozenset(
        row.b
        for row in family.relations
        if row.a == recipient.person
        and row.b in family.people
        and (row.responsibility in HELD or (row.b in unborn and _certain_parent(row, practice)))
    )


def tied(recipient: Recipient, family: Family, practice: Practice) -> frozenset[str]:
    """Return the children with whom a reader has anything to do, whatever it is."""
    children = {child.key for child in family.children}
    rows = (row for row in family.relations if recipient.person in (row.a, row.b))
    return frozenset(
        other
        for row in rows
        for other in (row.a, row.b)
        if other in children and other != recipient.person and _line(row, practice) != _NONE
    )


def known_people(
    recipient: Recipient, family: Family, practice: Practice, binding: Binding, children: Iterable[str]
) -> frozenset[str]:
    """Return the people of whom a copy may show that they are there.

    Args:
        recipient: whom it is for.
        family: who is who.
        practice: the words of kinship.
        binding: what keeps somebody's very existence from the reader.
        children: the children whom the copy is about.
    """
    hidden = hidden_people(recipient, family, binding)
    rows = [
        row
        for row in family.relations
        if not {row.a, row.b} & hidden and not binding.covers_row("relation", row.key, row.restricted)
    ]
    if {SHARED, EVERYTHING} & set(recipient.reader.grounds):
        return frozenset(family.people) - hidden
    mine = {recipient.person, *children}
    found = set(mine)
    found |= {key for row in rows for key in (row.a, row.b) if recipient.person in (row.a, row.b)}
    found |= _kin(mine, rows, family, practice)
    for couple in family.couples:
        covered = binding.covers_row("couple", couple.key, couple.restricted)
        if recipient.person in couple.partners and not covered:
            found |= set(couple.partners)
    return frozenset(found & set(family.people)) - hidden


def hidden_people(recipient: Recipient, family: Family, binding: Binding) -> frozenset[str]:
    """Return those of whom a reader must not learn that they are there at all (F.27, F.48); never the reader."""
    return frozenset(
        key
        for key, person in family.people.items()
        if key != recipient.person and binding.covers_row("person", key, person.restricted)
    )


def known_workers(
    recipient: Recipient, family: Family, practice: Practice, binding: Binding, met: Iterable[str]
) -> frozenset[str]:
    """Return the members of the team of whose work a reader knows (F.41).

    Args:
        recipient: whom the copy is for.
        family: who works with whom.
        practice: the roles that every parent meets: who leads the work and who answers for it.
        binding: what keeps a member's work from the reader.
        met: keys of those who wrote what is the reader's own.
    """
    mine = {recipient.person, *own_children(recipient, family, practice)}
    answers = {practice.allocated_role, *(role.id for role in practice.who_may("sign-report", "D"))}
    known = set()
    for member in family.team.values():
        if binding.covers_row("team", member.key, member.restricted):
            continue
        if _is_known(member, recipient, mine, answers, set(met)):
            known.add(member.key)
    return frozenset(known)


def secret_workers(family: Family, recipient: Recipient, known: Iterable[str]) -> tuple[Member, ...]:
    """Return the members of whom it is written down who knows of them, where the reader does not (F.41)."""
    return tuple(
        member
        for member in family.team.values()
        if member.key not in set(known) and member.more.get("known_to") and recipient.person
    )


def _is_known(member: Member, recipient: Recipient, mine: set[str], answers: set[str], met: set[str]) -> bool:
    if not recipient.person:
        return True
    told = member.more.get("known_to")
    if told:
        return recipient.person in told
    return bool(set(member.works_with) & mine) or member.role in answers or member.key in met


def _kin(of: set[str], rows: list[Relation], family: Family, practice: Practice) -> set[str]:
    """Return who is tied to some people by blood, as recorded or as it follows from who is whose parent.

    Brothers and sisters count where they are children of this family: another family's child is that family's (F.32).
    """
    children = {child.key for child in family.children}
    parents: dict[str, set[str]] = {}
    found: set[str] = set()
    for row in rows:
        line = _line(row, practice)
        if line in {_UP, _DOWN}:
            low, high = (row.b, row.a) if line == _UP else (row.a, row.b)
            parents.setdefault(low, set()).add(high)
        if line in _BLOOD:
            found |= {a for a, b in ((row.a, row.b), (row.b, row.a)) if b in of}
    above = {parent for child in of & children for parent in parents.get(child, ())}
    found |= {child for child in children if parents.get(child, set()) & above}
    for _ in range(_GENERATIONS):
        found |= above
        above = {parent for key in above for parent in parents.get(key, ())}
    return found


def _certain_parent(row: Relation, practice: Practice) -> bool:
    word = practice.relations.get(row.kind)
    return word is not None and word.line == _UP and word.certain


def _line(row: Relation, practice: Practice) -> str:
    word = practice.relations.get(row.kind)
    return word.line if word else ""
