"""More time for a parenting assessment: until when, why, and with each child's own time in mind (C.21, X3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterable


def _faults(filled: Filled) -> Iterable[str]:
    assessment = filled.bearings.family.assessments[filled["assessment"]]
    if assessment.started is None:
        yield "assessment names one that has not started: there is nothing to extend."
        return
    if assessment.concluded is not None and assessment.concluded <= filled.bearings.today:
        yield f"assessment names one that was concluded on {brief(assessment.concluded)}."
    from fsworkbook.workbook.extensions import ends, last_day  # noqa: PLC0415 - only where more time is agreed
    from fsworkbook.workbook.ledger import ledger  # noqa: PLC0415 - likewise

    found = ledger(filled.bearings.records())
    corrected = set(filled.get("corrects", ()))
    before = [record for record in ends(found, assessment.key) if record.id not in corrected]
    last = last_day(assessment, before, filled.bearings.practice)
    if last is not None and filled["until"] <= last:
        yield f"until is no later than the day it has already: {brief(last)}."


FORM: Final = Form(
    kind="extension",
    command="extend",
    action="extend-assessment",
    keys=(
        Key(
            "assessment",
            "the key of an assessment",
            keys.assessment,
            required=True,
            about="which assessment; or --parent",
        ),
        Key("until", "a date", keys.day, required=True, about="the day by which it is finished"),
        Key("reason", "words", keys.text, required=True, about="why it needs longer"),
        Key(
            "child_time",
            "words",
            keys.text,
            required=True,
            about="what it means for each child: a settled home, their own time, safety meanwhile (C.21)",
        ),
        Key("agreed_with", "members of the team or names", keys.somebody, about="who else agreed"),
    ),
    faults=_faults,
)
