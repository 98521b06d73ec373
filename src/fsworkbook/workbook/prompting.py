"""What is worth asking, watching for or bearing in mind beside a question, by the children’s ages (J, I, G.36)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.prompts import Band, Prompt, Prompts
    from fsworkbook.workbook.family import Assessment, Family, Person


class Aside(NamedTuple):
    """Prompts for one child of an age, or for everybody.

    Attributes:
        child: the child's key, or "" for prompts that no age limits.
        band: the band of the child's age, or None likewise.
        prompts: what is shown.
    """

    child: str
    band: Band | None
    prompts: tuple[Prompt, ...]


def band_of(person: Person, on: date, prompts: Prompts) -> Band | None:
    """Return the band of a child's age on a day (J.45): a birthday changes it; None where no age is known."""
    bands = prompts.bands.values()
    if person.born is None or person.born > on:
        return next((band for band in bands if band.unborn), None) if person.due else None
    months = (on.year - person.born.year) * 12 + on.month - person.born.month - (on.day < person.born.day)
    return next(
        (band for band in prompts.bands.values() if not band.unborn and band.since <= months < band.until), None
    )


def asides(
    place: str,
    assessment: Assessment,
    family: Family,
    practice: Practice,
    on: date,
    children: Sequence[str] = (),
) -> tuple[Aside, ...]:
    """Return what is shown beside a question, or a whole module: first for everybody, then for each child by age.

    Args:
        place: the id of a question (M3.Q09), or of a module (M3) for what is offered beside the whole of it.
        assessment: the one that is worked on.
        family: who is who.
        practice: the model, with its prompts.
        on: the day of the entry, whose ages count (J.45).
        children: the keys of the children whom it is about; none: all of the assessment's.
    """
    every = practice.prompts
    fitting = [one for one in every.prompts if place in one.beside and _holds(one, assessment, family)]
    found = [Aside("", None, tuple(one for one in fitting if not one.bands))]
    for child in children or assessment.children:
        person = family.people.get(child)
        band = band_of(person, on, every) if person is not None else None
        if band is not None:
            found.append(Aside(child, band, tuple(one for one in fitting if band.id in one.bands)))
    return tuple(aside for aside in found if aside.prompts)


def _holds(prompt: Prompt, assessment: Assessment, family: Family) -> bool:
    if prompt.prebirth and not assessment.prebirth:
        return False
    return not prompt.parent or prompt.parent in set(_genders(assessment, family))


def _genders(assessment: Assessment, family: Family) -> Iterator[str]:
    yield from (family.people[key].gender for key in assessment.parents if key in family.people)
