"""The family tree in words: three generations, partners, brothers and sisters, and who is not known (S03, H06).

It stands where a drawing would, and is what somebody who cannot see a drawing reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report import kin
from fsworkbook.report.document import Blocks, Bullets, bullets, para, strong
from fsworkbook.report.gaps import TOLD, Missing
from fsworkbook.report.scope import listed
from fsworkbook.workbook.ages import age
from fsworkbook.workbook.clock import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.model import Section
    from fsworkbook.report.scope import Scope

ENOUGH: Final = 3
_BOTH: Final = 2
_NAMES: Final = ("The children", "Their parents", "Their grandparents", "Their great-grandparents")


def blocks(scope: Scope) -> Blocks:
    """Return the family tree in words, generation by generation, then couples and everybody else."""
    levels = generations(scope)
    told = {key for people in levels for key in people}
    pairs = [
        (_NAMES[min(at, len(_NAMES) - 1)], [_line(key, scope) for key in people]) for at, people in enumerate(levels)
    ]
    pairs.append(("Couples", [*_couples(scope)]))
    pairs.append(("Others", [_line(key, scope) for key in scope.family.people if key not in told]))
    lead = para("The family tree in words, as it is recorded; the drawing follows.")
    return (lead, Bullets(tuple((para(strong(label)), bullets(*lines)) for label, lines in pairs if lines)))


def missing(scope: Scope, section: Section) -> Iterator[Missing]:
    """Yield whose parents are not recorded, and too few generations: then the reason has to be given (H06)."""
    unsure = [child.first_name for child in scope.children if len(kin.parents_of(child.key, scope)) < _BOTH]
    if unsure:
        yield Missing(section.id, section.id, "", "fact", f"who both parents are of {listed(unsure)}", topic=TOLD)
    if len(generations(scope)) < ENOUGH:
        yield Missing(section.id, section.id, "", "fact", "why the tree has fewer than three generations", topic=TOLD)


def generations(scope: Scope) -> tuple[tuple[str, ...], ...]:
    """Return the keys of the children with their brothers and sisters, of their parents, and so on upwards."""
    level = tuple(child.key for child in scope.children)
    parents = {key for child in level for key, _ in kin.parents_of(child, scope)}
    level += tuple(
        key
        for key in scope.family.people
        if key not in level and parents & {parent for parent, _ in kin.parents_of(key, scope)}
    )
    found, seen = [level], set(level)
    while True:
        above = tuple(dict.fromkeys(parent for key in found[-1] for parent, _ in kin.parents_of(key, scope)))
        above = tuple(key for key in above if key not in seen)
        if not above:
            return tuple(found)
        seen |= set(above)
        found.append(above)


def _line(key: str, scope: Scope) -> str:
    """Return one person: the name, the age, whose child, and what they are to the children."""
    person = scope.family.people[key]
    years = age(person, scope.day)
    known = [f"{person.name}{f', {years}' if years else ''}"]
    parents = [
        f"{scope.family.called(parent)}{'' if kin.is_certain(kind, scope) else f' ({_word(kind, scope)})'}"
        for parent, kind in kin.parents_of(key, scope)
    ]
    if parents:
        known.append(f"child of {listed(parents)}")
    if len(parents) < _BOTH and parents and key in scope.assessment.children:
        known.append("the other parent is not known")
    elif not parents and key in scope.assessment.children:
        known.append("the parents are not known")
    to_children = kin.standing(key, scope)
    if to_children:
        known.append(to_children)
    return "; ".join(known) + "."


def _couples(scope: Scope) -> Iterator[str]:
    for couple in scope.family.couples:
        if couple.since is not None and couple.since > scope.day:
            continue
        known = scope.practice.couples.get(couple.status)
        dates = [f"from {spoken(couple.since)}"] if couple.since else []
        dates += [f"until {spoken(couple.until)}"] if couple.until and couple.until <= scope.day else []
        names = listed([scope.family.called(key) for key in couple.partners])
        status = (known.name if known else couple.status).lower()
        yield f"{names}: {', '.join(part for part in (status, ' '.join(dates)) if part)}."


def _word(kind: str, scope: Scope) -> str:
    known = scope.practice.relations.get(kind)
    return known.name.lower() if known else kind
