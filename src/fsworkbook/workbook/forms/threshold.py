"""A threshold review between two meetings: somebody asks for one child, and whoever decides answers (B.22, B.59)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, allow, plain
from fsworkbook.workbook.forms.key import Key
from fsworkbook.workbook.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from fsworkbook.workbook.forms.bearings import Bearings

ACTION: Final = "ask-threshold-review"
"""The action of the practice model's permissions: who may propose asks, who may decide answers."""

_ASKING: Final = {
    "child": "the child",
    "propose": "what is proposed",
    "reason": "why it wants another look before the next supervision",
}
_ANSWERING: Final = {"recommend": "what is recommended to the meeting that decides", "reason": "why"}


def _faults(filled: Filled) -> Iterable[str]:
    asking = "answers" not in filled
    for name, what in (_ASKING if asking else _ANSWERING).items():
        if name not in filled:
            yield f"{name} is missing: {what}."
    if asking and "recommend" in filled:
        yield "recommend belongs to an answer; who asks says it as propose."
        return
    if asking:
        return
    yield from (f"{name} belongs to who asks." for name in ("child", "propose") if name in filled)
    record = filled.bearings.find(filled["answers"])
    if record is None or record.kind != "threshold" or record.word("answers"):
        yield "answers takes the id of the request."
    elif "corrects" not in filled and _answered(filled["answers"], filled.bearings):
        yield "answers names a request that has its answer. Put that right with “fsworkbook correct”."


def _answered(request: str, bearings: Bearings) -> bool:
    return any(record.word("answers") == request for record in ledger(bearings.records()).of("threshold"))


def _draft(filled: Filled) -> Draft:
    allow(ACTION, filled.bearings, proposing="answers" not in filled)
    return plain(filled)


def _thresholds(bearings: Bearings) -> Mapping[str, Any]:
    return bearings.practice.thresholds


FORM: Final = Form(
    kind="threshold",
    command="threshold",
    keys=(
        Key("child", "a child", keys.child, about="whose threshold wants another look"),
        Key("propose", "a recommendation (B.20)", keys.choice(_thresholds), about="what is proposed"),
        Key("reason", "words", keys.text, about="why; in an answer, why it is recommended so"),
        Key("evidence", "ids of records", keys.record_ids, about="the records that it rests on (B.24)"),
        Key("answers", "the id of a request", keys.record_id, about="the request that this answers"),
        Key(
            "recommend",
            "a recommendation (B.20)",
            keys.choice(_thresholds),
            about="what the manager recommends to the meeting that decides",
        ),
    ),
    faults=_faults,
    draft=_draft,
)
