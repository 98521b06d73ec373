"""A chronology event: what happened, and what it did to the child (K.R06)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterable


def _faults(filled: Filled) -> Iterable[str]:
    if "text" not in filled and "entry" not in filled:
        yield "text is missing: say what happened, or name the entry that tells it."


FORM: Final = Form(
    kind="chronology",
    command="event",
    action="write-module-entry",
    keys=(
        Key("effect_on_child", "words", keys.text, required=True, about="what it did to the child"),
        Key("event", "words", keys.text, about="the kind of event, in a word"),
        Key("support", "words", keys.text, about="help that was offered"),
        Key("outcome", "words", keys.text, about="what came of it"),
        Key("reason_closed", "words", keys.text, about="why the help ended"),
        Key("entry", "the id of a record", keys.record_id, about="the entry that tells it in full"),
    ),
    faults=_faults,
)
