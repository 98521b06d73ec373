"""A parent's goals as a page for the fridge: a copy for that parent like any other (I.13, F.20)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fsworkbook.cli.disclosing.copying import Paper, copy, edition_for
from fsworkbook.cli.disclosing.stopping import first_name
from fsworkbook.errors import BadInput, Refused
from fsworkbook.report.goalpage import paper
from fsworkbook.workbook.goals import goals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.edition import Edition

NAME = "goals"


def make(call: Call, parent: str | None, formats: Sequence[str], output: Path | None) -> None:
    """Make the page.

    Raises:
        BadInput: no parent is named, or nobody of that name; or it cannot be written there.
        Refused: a rule stops it, or the parent has no open goal.
    """
    if not parent:
        raise BadInput("whose page? A page for the fridge is one parent’s own: --page --parent WHO.")
    sitting = call.sit(recording=True)
    found = edition_for(sitting, parent, call.until(), "--parent")
    copy(sitting, found, build(sitting, {}), formats, output)


def build(sitting: Sitting, _told: Mapping[str, Any]) -> Callable[[Edition], Paper]:
    """Return what makes the page once more."""
    return partial(_paper, sitting)


def _paper(sitting: Sitting, found: Edition) -> Paper:
    key = found.recipient.person
    mine = tuple(goal for goal in goals(found.ledger, sitting.practice, parent=key) if goal.open) if key else ()
    if not mine:
        raise Refused(f"no open goal is {first_name(sitting, found)}’s. Set one: fsworkbook goal set")
    authors = tuple(dict.fromkeys(found.originals[goal.record.id].by for goal in mine))
    return Paper(name=NAME, what=NAME, document=paper(mine, key, found.family, found.day), authors=authors)
