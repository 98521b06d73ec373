"""An analysis: what the worker makes of the evidence, for one part of the report (G.06, G.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.errors import BadInput
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.joint import refuse_parted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.workbook.forms.bearings import Bearings


def _assessment(value: object, bearings: Bearings) -> str:
    known = bearings.family.assessments
    if not isinstance(value, str) or value not in known:
        raise Unfit(f"takes the key of an assessment: {', '.join(known) or 'there is none yet'}.")
    return value


def _section(value: object, bearings: Bearings) -> str:
    try:
        return str(bearings.practice.section(str(value)).id)
    except BadInput as trouble:
        raise Unfit(str(trouble)) from None


def _faults(filled: Filled) -> Iterable[str]:
    if not isinstance(filled.get("text"), str):
        yield "text is missing: write the analysis in words."
    if "corrects" not in filled:
        try:
            refuse_parted(filled.bearings.family.assessments[filled["assessment"]], filled.bearings.family)
        except BadInput as trouble:
            yield str(trouble)


FORM: Final = Form(
    kind="analysis",
    command="report write",
    action="lead-assessment",
    keys=(
        Key("assessment", "the key of an assessment", _assessment, required=True, about="whose report"),
        Key("section", 'a part of the report: "S09.01" or "9.1"', _section, required=True, about="which part"),
        Key("child", "a child", keys.child, about="for a part that is written for each child"),
        Key("cites", "ids of records", keys.record_ids, about="the evidence that it rests on"),
    ),
    faults=_faults,
)
