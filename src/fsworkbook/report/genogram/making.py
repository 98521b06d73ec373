"""The genogram made: its sheets with the same in words, who is not in the tree, and which side is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.report.document import Picture
from fsworkbook.report.genogram.circle import circle
from fsworkbook.report.genogram.sheets import UPRIGHT, drawing, sheets
from fsworkbook.report.genogram.telling import ENOUGH, depth, headline, in_words, missing_sides, of_one, sentences
from fsworkbook.report.genogram.tracing import kindred
from fsworkbook.workbook.tree import beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.genogram.kindred import Kindred
    from fsworkbook.workbook.family import Family

_SENTENCE, _LINE = 58.0, 24.0
"""What the sentence on every copy takes of a page, and a line of the paper's own, in points."""


class Genogram(NamedTuple):
    """A family's genogram on a day.

    Attributes:
        kin: the family as a graph.
        pictures: its sheets, each with the same in words.
        depth: how many generations are recorded, from the children upwards.
        beside: who has no place in the tree, and how they stand to somebody, in words.
        missing: which sides of the family are not recorded, in sentences; empty in a copy.
        shallow: a sentence where fewer generations are recorded than there should be (H06), or "".
        centre: the key of the person whose family alone it shows; "" where it shows everybody.
    """

    kin: Kindred
    pictures: tuple[Picture, ...]
    depth: int
    beside: tuple[str, ...]
    missing: tuple[str, ...]
    shallow: str
    centre: str = ""


def genogram(
    family: Family, practice: Practice, day: date, *, whole: bool = True, culture: bool = False, centre: str = ""
) -> Genogram:
    """Return a family's genogram.

    Args:
        family: who is who, as far as its reader may know.
        practice: the words of kinship, and how each is drawn.
        day: the day as at which it is drawn.
        whole: whether it is the team's own: a copy says nothing of who is missing, nor of who lives where.
        culture: whether ethnicity, faith and language stand with each person.
        centre: the key of the person whose family alone is drawn; "": everybody.

    Raises:
        BadInput: that person has no place in the tree.
    """
    everybody = kindred(family, practice, day, whole=whole)
    kin = circle(everybody, centre) if centre else everybody
    outside = beside(kin.family, practice, kin.beside, day)
    missing = missing_sides(everybody, practice, kin.people) if whole else ()
    count = depth(everybody)
    notes = ([f"Not in the tree: {'; '.join(outside)}."] if outside else []) + list(missing)
    short = shallow(count) if whole and not centre else ""
    spare = (0.0 if whole else _SENTENCE) + (_LINE if short else 0.0)
    lead = of_one(kin, centre) if centre else headline(kin, family.surname)
    pictures = tuple(_pictures(kin, practice, lead, notes, culture=culture, spare=spare))
    return Genogram(kin, pictures, count, outside, missing, short, centre)


def shallow(count: int) -> str:
    """Return what is asked where too few generations are recorded; "" where there are enough (H06)."""
    if count >= ENOUGH:
        return ""
    only = (
        f"Only {in_words(count)} generation{'s are' if count != 1 else ' is'} recorded"
        if count
        else "Nobody is recorded"
    )
    return f"{only}. The assessment asks for {in_words(ENOUGH)}, or for the reason why there are fewer."


def _pictures(
    kin: Kindred, practice: Practice, headed: str, notes: list[str], *, culture: bool, spare: float
) -> Iterator[Picture]:
    """Yield the sheets; what belongs to all of them stands under the first."""
    found = sheets(kin, practice, culture=culture)
    for number, sheet in enumerate(found, start=1):
        first = number == 1
        room = (spare if first else 0.0) + (_LINE if sheet.title else 0.0)
        made = drawing(sheet, practice, notes if first else (), room)
        lead = [headed] if first else []
        lead += [f"Sheet {number} of {len(found)}: {sheet.title}."] if sheet.title else []
        words = [*lead, *sentences(sheet.kin, practice, culture=culture), *(notes if first else [])]
        caption = f"Sheet {number} of {len(found)}: {sheet.title}" if sheet.title else ""
        yield Picture(made, "\n".join(words), caption, landscape=made.width > UPRIGHT)
