"""What the workbook knows of people: needs, composition, generations, who was heard, seen and watched together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report import pedigree
from fsworkbook.report.genogram.telling import ENOUGH
from fsworkbook.report.quality.gathered import Gathered, lines
from fsworkbook.report.scope import listed
from fsworkbook.workbook.observations import reviews
from fsworkbook.workbook.reached import reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.checklists import CheckItem
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.workbook.family import Person
    from fsworkbook.workbook.record import Record

_NEEDS: Final = ("language", "disability", "communication")
_TRAITS: Final = ("ethnicity", "faith")


def access_needs(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell what is known of each assessed parent's needs: a need, or that none was found (H02, H03, H29)."""
    found: list[str] = []
    gaps: list[str] = []
    for person in made.scope.parents:
        known = [f"{name} {person.more[name]}" for name in _NEEDS if person.more.get(name)]
        lack = [name for name in _NEEDS if not person.more.get(name)]
        found += [f"{person.first_name}: {'; '.join(known)}"] if known else []
        gaps += [f"{person.first_name}: {listed(lack)} not recorded, not even as none"] if lack else []
    return lines(found, gaps)


def composition(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell what the table of the family lacks of each person (H07); "not asked" counts as an answer."""
    gaps = []
    for person in (*made.scope.children, *made.scope.parents):
        lack = [*_unknown(person)]
        gaps += [f"{made.scope.child_name(person.key)}: {listed(lack)}"] if lack else []
    return lines([] if gaps else ["every child and parent has all that the table asks for"], gaps)


def _unknown(person: Person) -> Iterator[str]:
    if not person.gender and not person.is_unborn:
        yield "gender"
    if person.born is None and person.due is None:
        yield "date of birth"
    for name in _TRAITS:
        if not person.more.get(name) and not person.is_unborn:
            yield name


def generations(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell over how many generations the family tree goes (H06)."""
    count = pedigree.generations(made.scope)
    words = f"the family tree goes over {count} generation{'s' if count != 1 else ''}"
    return lines([words], [] if count >= ENOUGH else ["fewer than three generations, and why is for the worker to say"])


def heard(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell which children, fathers and adults at home were heard, or tried to be (H23)."""
    scope = made.scope
    found: list[str] = []
    gaps: list[str] = []
    for one in reached(scope.family, scope.practice, scope.ledger, scope.day):
        if not one.person:
            gaps.append(f"no father is recorded of {listed([scope.child_name(child) for child in one.father_of])}")
        elif one.child or one.father_of or one.at_home:
            name = scope.family.first_name(one.person)
            if not one.unheard:
                found.append(name)
            elif one.tried:
                found.append(f"{name} (tried {one.tried} times)" if one.tried > 1 else f"{name} (tried once)")
            else:
                gaps.append(f"{name} was not heard, and nobody recorded an attempt")
    return lines([f"heard: {listed(found)}"] if found else (), gaps)


def children_seen(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell how often each child was seen, and alone (H14)."""
    scope = made.scope
    known = {one.person: one for one in reached(scope.family, scope.practice, scope.ledger, scope.day)}
    found: list[str] = []
    gaps: list[str] = []
    for child in scope.children:
        name = scope.child_name(child.key)
        one = known.get(child.key)
        if child.is_unborn or one is None:
            continue
        found.append(f"{name}: visits {one.seen}, seen alone {one.alone} (at visits and in other work)")
        gaps += [f"{name} was never seen alone"] if not one.alone else []
    return lines(found, gaps)


def strengths(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell how many entries show a strength of each parent (H17)."""
    found: list[str] = []
    gaps: list[str] = []
    for person in made.scope.parents:
        mine = [entry for entry in made.scope.entries if person.key in _about(entry, made)]
        count = sum(entry.head.get("strength") is True for entry in mine)
        words = f"{person.first_name}: entries marked as a strength, {count}"
        (found if count else gaps).append(words)
    return lines(found, gaps)


def observed(made: Assembly, item: CheckItem) -> Gathered:
    """Tell for which parent and child they were watched together (H22)."""
    scope = made.scope
    seen = {question.id for question in scope.practice.questions.values() if question.kind in item.kinds}
    found: list[str] = []
    gaps: list[str] = []
    for person in scope.parents:
        for child in scope.children:
            if child.is_unborn:
                continue
            entries = [
                entry
                for entry in scope.entries
                if seen & set(entry.questions) and child.key in entry.children and person.key in _about(entry, made)
            ]
            count = len(entries) + len(reviews(scope.ledger, parent=person.key, child=child.key))
            words = f"{person.first_name} with {scope.child_name(child.key)}"
            (found if count else gaps).append(words)
    return lines(
        [f"watched together: {listed(found)}"] if found else (),
        [f"not watched together, and why is for the worker to say: {listed(gaps)}"] if gaps else (),
    )


def _about(entry: Record, made: Assembly) -> tuple[str, ...]:
    """Return whom an entry is about; where it names nobody, the parents of its assessment."""
    return tuple(entry.about) or made.scope.assessment.parents
