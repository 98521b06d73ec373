"""A worry from the start, and each look at how it stands now (I.20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.following import (
    CHILD,
    PARENT,
    body,
    first_of,
    head_of,
    link_faults,
    listed_by,
    table,
    whose_faults,
)
from fsworkbook.workbook.forms.form import Draft, Filled, Form
from fsworkbook.workbook.forms.key import Key
from fsworkbook.workbook.threads import RISK

if TYPE_CHECKING:
    from collections.abc import Iterable

_SECTIONS: Final = ("worry", "note")


def _faults(filled: Filled) -> Iterable[str]:
    yield from link_faults(filled, RISK, "the worry")
    if "text" in filled:
        yield "text is not taken here: the worry goes under worry, and what else there is under note."
    if RISK not in filled:
        if "worry" not in filled:
            yield "worry is missing: say what somebody was afraid of; or name an earlier worry under risk."
        yield from whose_faults(filled, either=True)
        if "since" in filled and filled["since"] > filled.get("on", filled.bearings.today):
            yield "since is after on: it says when the worry began."
        if "detail" in filled and "now" not in filled:
            yield "detail stands without now: say how the worry stands."
    else:
        if "now" not in filled:
            yield f"now is missing: one of {', '.join(filled.bearings.practice.direct_work.outcomes)}."
        yield from (f"{name} belongs to the worry itself." for name in ("worry", "since") if name in filled)


def _draft(filled: Filled) -> Draft:
    head = head_of(filled, first_of(filled, RISK), _SECTIONS)
    return Draft(head, body(filled, RISK, _SECTIONS))


FORM: Final = Form(
    kind=RISK,
    command="risk",
    action="write-module-entry",
    keys=(
        Key("worry", "words", keys.text, about="what somebody was afraid of, as it was said"),
        Key("since", "a date", keys.past_day, about="since when there is this worry"),
        PARENT,
        CHILD,
        Key(RISK, "the id of a worry", keys.record_id, about="the worry that was looked at again"),
        Key(
            "now", "how it stands (I.20)", listed_by("outcomes"), about="resolved, reduced, the same, worse, not known"
        ),
        Key("detail", "words", keys.text, about="more exactly: 19 → 7; from daily to about monthly"),
        Key("evidence", "ids of records", keys.record_ids, about="the records that show it"),
        Key(
            "supervision",
            "the id of the scheduled record",
            keys.record_id,
            about="the meeting that looked at it, where it was recorded on another day",
        ),
        Key("note", "words", keys.text, about="what else should be known"),
    ),
    faults=_faults,
    draft=_draft,
    table=table,
)
