"""A meeting about the family, planned or held: conference, core group, review, family group conference (L.60)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.apart import refuse_together
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, plain
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterable


def _faults(filled: Filled) -> Iterable[str]:
    bearings = filled.bearings
    planned = filled.get("planned")
    if planned is not None and planned < bearings.today and "corrects" not in filled:
        yield "planned lies in the past: a meeting that was held takes its day as on."
    if planned is not None and "outcome" in filled:
        yield "outcome stands beside planned: a meeting that is still to come has none."
    if "invited" in filled and planned is None:
        yield "invited belongs to a meeting that is still to come: who was there stands under present."
    if "holds" in filled:
        record = bearings.find(filled["holds"])
        if record is None or record.kind != "meeting" or "planned" not in record.head:
            yield "holds takes the id of the record that planned this meeting."


def _draft(filled: Filled) -> Draft:
    """Refuse to ask two people to one meeting whom a live order keeps apart on its day (F.51).

    Raises:
        Refused: naming the order. One of them comes at another time, as `separate_attendance` says.
    """
    if "planned" in filled:
        bearings = filled.bearings
        asked = [*filled.get("invited", ()), *filled.get("present", ())]
        refuse_together(asked, bearings.family, bearings.practice, filled["planned"], what="one meeting")
    return plain(filled)


FORM: Final = Form(
    kind="meeting",
    command="meeting",
    keys=(
        Key(
            "meeting",
            "kinds of meeting (L.60)",
            keys.choices(lambda bearings: bearings.practice.meetings),
            required=True,
            about="what it was; two kinds where one meeting was both",
        ),
        Key("planned", "a date", keys.day, about="the day of a meeting that is still to come"),
        Key("invited", "people, members of the team or names", keys.somebody, about="planned: who is asked to come"),
        Key("holds", "the id of a record", keys.record_id, about="the record that planned it"),
        Key(
            "assessment", "keys of assessments", keys.assessments, about="the assessments that it reviewed (C.19, C.20)"
        ),
        Key("chair", "words", keys.text, about="who chaired"),
        Key("separate_attendance", "words", keys.text, about="who came at another time, or in another room"),
        Key("report_given", "a date", keys.past_day, about="the day the report was given to the parents (C.50)"),
        Key("outcome", "words", keys.text, about="what it decided"),
    ),
    faults=_faults,
    draft=_draft,
)
