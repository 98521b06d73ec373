"""The plan of an assessment as a page for one of the family, or for somebody outside the team (N.54)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fsworkbook.cli.disclosing.copying import Paper, copy, edition_for
from fsworkbook.cli.disclosing.stopping import first_name
from fsworkbook.errors import Refused
from fsworkbook.report.planpaper import paper
from fsworkbook.workbook.plans import plan_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.edition import Edition

NAME = "plan"


def make(call: Call, whom: str, assessment: str, formats: Sequence[str], output: Path | None) -> None:
    """Make the copy of the plan of an assessment, by its key.

    Raises:
        BadInput: nobody of that name, or it cannot be written there.
        Refused: a rule stops it, or nothing of it is the reader's.
    """
    sitting = call.sit(recording=True)
    found = edition_for(sitting, whom, call.until())
    copy(sitting, found, build(sitting, {"assessment": assessment}), formats, output)


def build(sitting: Sitting, told: Mapping[str, Any]) -> Callable[[Edition], Paper]:
    """Return what makes the copy of a plan, as its command was told."""
    return partial(_paper, sitting, str(told.get("assessment", "")))


def _paper(sitting: Sitting, key: str, found: Edition) -> Paper:
    known = found.family.assessments
    plan = plan_of(known[key], sitting.practice, found.ledger, found.day) if key in known else None
    if plan is None or plan.is_empty:
        raise Refused(f"nothing of this plan is for {first_name(sitting, found)}.")
    document = paper(plan, known[key], found.family, sitting.practice, found.day, team=found.whole)
    return Paper(name=f"{NAME} {key}", what=f"{NAME}-{key}", document=document, told={"assessment": key})
