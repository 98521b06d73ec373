"""The genogram as a copy for one reader: those whom they may know, no homes, and not a word of who is missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fsworkbook.cli.disclosing.copying import Paper, copy, edition_for, emit
from fsworkbook.cli.disclosing.stopping import check, first_name
from fsworkbook.cli.paper import filenames
from fsworkbook.cli.paper.onefamily import Way, centre_of
from fsworkbook.errors import Refused
from fsworkbook.report.genogram.making import Genogram, genogram
from fsworkbook.report.genogram.paper import paper
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.lineage import as_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.edition import Edition
    from fsworkbook.workbook.family import Family

NAME = "genogram"


def make(call: Call, whom: str, formats: tuple[str, ...], output: Path | None, way: Way) -> None:
    """Make the copy, or print it as JSON.

    Raises:
        BadInput: nobody of that name, or it cannot be written there.
        Refused: a rule stops it.
    """
    sitting = call.sit(recording=not call.json)
    told = {"culture": way.culture, "centre": centre_of(sitting, way)}
    found = edition_for(sitting, whom, call.until())
    if call.json:
        from fsworkbook.cli.paper.genogram import as_data  # noqa: PLC0415 - it calls this module

        check(sitting, found, Guard(found.guarded))
        emit(sitting, found, NAME, as_data(_drawn(sitting, found, told)))
        return
    copy(sitting, found, build(sitting, told), formats, output)


def build(sitting: Sitting, told: Mapping[str, Any]) -> Callable[[Edition], Paper]:
    """Return what makes the copy of a genogram, as its command was told."""
    return partial(_paper, sitting, told)


def _paper(sitting: Sitting, told: Mapping[str, Any], found: Edition) -> Paper:
    made = _drawn(sitting, found, told)
    return Paper(
        name=f"{NAME} {made.centre}" if made.centre else NAME,
        what=filenames.genogram(sitting.family, made.centre, culture=bool(told.get("culture"))),
        document=paper(made, found.family, team=found.whole),
        told={key: value for key, value in told.items() if value},
    )


def _drawn(sitting: Sitting, found: Edition, told: Mapping[str, Any]) -> Genogram:
    family, centre = present(sitting, found), str(told.get("centre", ""))
    if centre and centre not in family.people:
        raise Refused(f"no tree with that person in its middle is for {first_name(sitting, found)}.")
    return genogram(
        family,
        sitting.practice,
        found.day,
        whole=found.whole,
        culture=bool(told.get("culture", False)),
        centre=centre,
    )


def present(sitting: Sitting, found: Edition) -> Family:
    """Return whom a reader may know, of those who were there on the day of the copy."""
    # A copy may lack the days that say who was there yet: the family itself has them.
    there = as_on(sitting.family, found.day).people
    return found.family._replace(people={key: one for key, one in found.family.people.items() if key in there})
