"""The family tree of the assessment: the genogram, with the same in words, and what it lacks (S03, H06)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report import kin
from fsworkbook.report.document import Blocks, para
from fsworkbook.report.gaps import TOLD, Missing
from fsworkbook.report.genogram.making import genogram
from fsworkbook.report.genogram.telling import ENOUGH
from fsworkbook.report.scope import listed
from fsworkbook.workbook.clock import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fsworkbook.practice.model import Practice, Section
    from fsworkbook.report.scope import Scope
    from fsworkbook.workbook.family import Family

_BOTH: Final = 2


def blocks(scope: Scope) -> Blocks:
    """Return the family tree on the day of the paper; a copy has the people whom its reader may know, and no homes."""
    return tree(scope.family, scope.practice, scope.day, whole=not scope.held)


def tree(family: Family, practice: Practice, day: date, *, whole: bool) -> Blocks:
    """Return the family tree on a day as a part of a paper, without its heading.

    Args:
        family: who is who, as far as the reader may know.
        practice: the words of kinship, and how each is drawn.
        day: the day of the paper.
        whole: whether it is the team's own.
    """
    made = genogram(family, practice, day, whole=whole)
    if not made.pictures:
        return (para("Nobody is recorded."),)
    return (para(f"The family tree as it is recorded, as at {spoken(day)}."), *made.pictures)


def missing(scope: Scope, section: Section) -> Iterator[Missing]:
    """Yield whose parents are not recorded, and too few generations: then the reason has to be given (H06)."""
    unsure = [child.first_name for child in scope.children if len(kin.parents_of(child.key, scope)) < _BOTH]
    if unsure:
        yield Missing(section.id, section.id, "", "fact", f"who both parents are of {listed(unsure)}", topic=TOLD)
    if generations(scope) < ENOUGH:
        yield Missing(section.id, section.id, "", "fact", "why the tree has fewer than three generations", topic=TOLD)


def generations(scope: Scope) -> int:
    """Return over how many generations the tree goes, from the children of the assessment upwards."""
    level = {child.key for child in scope.children}
    seen: set[str] = set()
    count = 0
    while level:
        count += 1
        seen |= level
        level = {parent for key in level for parent, _ in kin.parents_of(key, scope)} - seen
    return count
