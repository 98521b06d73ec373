"""The chronology as a copy for one reader."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from fsworkbook.cli.disclosing.copying import Paper, copy, edition_for, emit
from fsworkbook.cli.disclosing.genogramcopy import present
from fsworkbook.cli.disclosing.stopping import check, first_name
from fsworkbook.cli.paper import filenames
from fsworkbook.errors import Refused
from fsworkbook.report import pedigree
from fsworkbook.report.chronologypaper import paper
from fsworkbook.workbook.chronology import Wanted, chronology
from fsworkbook.workbook.disclosure.guarding import Guard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.chronology import Chronology
    from fsworkbook.workbook.disclosure.edition import Edition

NAME = "chronology"


class Printing(NamedTuple):
    """In which formats a copy is wanted, where it goes, and whether it ends with the family tree."""

    formats: Sequence[str]
    output: Path | None
    genogram: bool = False


def make(call: Call, whom: str, wanted: Wanted, printing: Printing) -> None:
    """Make the copy, or print it as JSON.

    Raises:
        BadInput: nobody of that name, or it cannot be written there.
        Refused: a rule stops it, or nothing of it is the reader's.
    """
    sitting = call.sit(recording=not call.json)
    found = edition_for(sitting, whom, call.until())
    if wanted.child and wanted.child not in found.family.people:
        raise Refused(f"nothing of this is for {first_name(sitting, found)}.")
    if call.json:
        from fsworkbook.cli.paper.chronology import as_data  # noqa: PLC0415 - it calls this module

        check(sitting, found, Guard(found.guarded))
        emit(sitting, found, NAME, as_data(_chronology(sitting, found, wanted)))
        return
    told = {
        "child": wanted.child,
        "since": wanted.since.isoformat() if wanted.since else "",
        "until": wanted.until.isoformat() if wanted.until else "",
        "milestones": wanted.milestones,
        "everything": wanted.everything,
        **({"genogram": True} if printing.genogram else {}),
    }
    copy(sitting, found, build(sitting, told), printing.formats, printing.output)


def build(sitting: Sitting, told: Mapping[str, Any]) -> Callable[[Edition], Paper]:
    """Return what makes the copy of a chronology, as its command was told."""
    return partial(_paper, sitting, told)


def _paper(sitting: Sitting, told: Mapping[str, Any], found: Edition) -> Paper:
    wanted = Wanted(
        str(told.get("child", "")),
        _day(told.get("since")),
        _day(told.get("until")),
        milestones=bool(told.get("milestones", True)),
        everything=bool(told.get("everything", False)),
    )
    made = _chronology(sitting, found, wanted)
    people = present(sitting, found)
    tree = pedigree.tree(people, sitting.practice, found.day, whole=found.whole) if told.get("genogram") else ()
    return Paper(
        name=" ".join(part for part in (NAME, wanted.child) if part),
        what=filenames.chronology(sitting.family, wanted, genogram=bool(told.get("genogram"))),
        document=paper(made, found.family, team=found.whole, tree=tree),
        told={key: value for key, value in told.items() if value not in ("", None)},
    )


def _chronology(sitting: Sitting, found: Edition, wanted: Wanted) -> Chronology:
    made = chronology(found.family, sitting.practice, found.ledger, found.day, wanted)
    # What is recorded for others alone is a question to the team, and no part of anybody's copy.
    return made if found.whole else made._replace(elsewhere=())


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
