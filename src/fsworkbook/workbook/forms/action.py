"""An action: one thing that one person does by a day, and how it came out (D.70–D.72)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.workbook.forms.bearings import Bearings

STATES: Final = ("done", "not-done", "dropped")
"""How an action can close (D.70)."""


def _state(value: object, _bearings: Bearings) -> str:
    if not isinstance(value, str) or value not in STATES:
        raise Unfit(f"takes one of: {', '.join(STATES)}.")
    return value


def _owner(value: object, bearings: Bearings) -> str:
    """Read who does it: one of the team or of the family, or a name in words for anybody else."""
    return keys.somebody([keys.text(value, bearings)], bearings)[0]


def _by_day(value: object, bearings: Bearings) -> Any:  # noqa: ANN401 - a date, or what was said instead of one
    """Read the day by which; what somebody said instead of a day is kept as it was said, and D.71 asks about it."""
    try:
        return keys.day(value, bearings)
    except Unfit:
        return keys.text(value, bearings)


def _faults(filled: Filled) -> Iterable[str]:
    if "closes" not in filled:
        if "text" not in filled:
            yield "text is missing: say what is to be done."
        yield from (f"{name} belongs to an action that closes." for name in ("state", "result") if name in filled)
        return
    record = filled.bearings.find(filled["closes"])
    if record is None or record.kind != "action" or record.word("closes"):
        yield "closes takes the id of the action that is done or dropped."
    elif "corrects" not in filled and _closed(filled["closes"], filled.bearings):
        yield "closes names an action that is closed already. Put that right with “fsworkbook correct”."
    if "state" not in filled:
        yield f"state is missing: one of {', '.join(STATES)}."
    elif filled["state"] != "done" and not filled.get("result"):
        yield "result is missing: say why it was not done, or why it was dropped."


def _closed(action: str, bearings: Bearings) -> bool:
    return any(record.word("closes") == action for record in ledger(bearings.records()).of("action"))


FORM: Final = Form(
    kind="action",
    command="action",
    keys=(
        Key("owner", "a member of the team, a person, or a name", _owner, about="the one who does it"),
        Key("serves", "people", keys.people, about="the child or adult it is for"),
        Key("aim", "words", keys.text, about="the change it aims at"),
        Key("due", "a date", _by_day, about="the day by which"),
        Key("measure", "words", keys.text, about="how we will know"),
        Key("supervision", "the id of the scheduled record", keys.record_id, about="the meeting it came from"),
        Key("closes", "the id of an action", keys.record_id, about="the action that this closes"),
        Key("state", f"one of: {', '.join(STATES)}", _state, about="closing: how it came out"),
        Key("result", "words", keys.text, about="closing: what came of it, or why not"),
    ),
    faults=_faults,
)
