"""The case summary as a copy for staff who read and do not write here: the out-of-hours team (E.37, B.74)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fsworkbook.cli.disclosing.copying import Paper, copy, edition_for
from fsworkbook.cli.disclosing.stopping import first_name
from fsworkbook.errors import BadInput, Refused
from fsworkbook.report.casesummarypaper import paper
from fsworkbook.workbook.casesummaries import latest
from fsworkbook.workbook.disclosure.restrictions import restrictions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.edition import Edition

NAME = "case-summary"


def make(call: Call, whom: str, formats: Sequence[str], output: Path | None) -> None:
    """Make the copy.

    Raises:
        BadInput: nobody of that name, none is written yet, or it cannot be written there.
        Refused: it is not for this reader.
    """
    sitting = call.sit(recording=True)
    found = edition_for(sitting, whom, call.until())
    if latest(sitting.ledger(call.until())) is None:
        raise BadInput(f"{sitting.folder.name} has no case summary yet. Write it: fsworkbook summary --case")
    if latest(found.ledger) is None:
        raise Refused(
            f"summaries are the team's own, and no copy of one goes to {first_name(sitting, found)} (F.44, E.37). "
            "What they may have: fsworkbook records --for"
        )
    copy(sitting, found, build(sitting, {}), formats, output)


def build(sitting: Sitting, _told: Mapping[str, Any]) -> Callable[[Edition], Paper]:
    """Return what makes the copy of the case summary."""
    return partial(_paper, sitting)


def _paper(sitting: Sitting, found: Edition) -> Paper:
    from fsworkbook.cli.month.casesummary import STAFF, heading  # noqa: PLC0415 - its room reads this one

    record = latest(found.ledger)
    if record is None:
        raise BadInput("there is no case summary to copy.")
    known = restrictions(sitting.ledger()) if found.whole else ()
    called = partial(heading, sitting=sitting)
    made = paper(record, found.family, found.day, called, STAFF.partition(".")[0], known)
    return Paper(name=NAME, what=NAME, document=made)
