"""A consent: one person, one matter, one recipient (F.01-F.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterable


def _faults(filled: Filled) -> Iterable[str]:
    state = filled.bearings.practice.consent_states[filled["state"]]
    for name in state.needs:
        if name not in filled:
            yield f"{name} is missing: a consent that is “{state.name.lower()}” needs it."


FORM: Final = Form(
    kind="consent",
    command="consent",
    action="record-consent",
    keys=(
        Key(
            "person",
            "a person",
            keys.person,
            required=True,
            about="who was asked; nobody can agree for another",
        ),
        Key(
            "matter",
            "words, or a matter of the practice model",
            keys.text,
            required=True,
            about="agreeing to what",
        ),
        Key(
            "state",
            "a state (F.05)",
            keys.choice(lambda bearings: bearings.practice.consent_states),
            required=True,
            about="what they said",
        ),
        Key("to", "words", keys.text, about="with whom it may be shared"),
        Key("how", "words", keys.text, about="how it was explained and agreed"),
        Key("words", "words", keys.text, about="what the person said, in their words"),
        Key("limits", "words", keys.text, about="limits that the person set"),
        Key("reason", "words", keys.text, about="why agreement was not required (F.08)"),
        Key(
            "decided_by",
            "a member of the team or a name",
            keys.text,
            about="who decided that it was not required",
        ),
        Key(
            "asked_by",
            "a member of the team or a name",
            keys.text,
            about="who asked, where it was somebody else",
        ),
        Key("review", "a date", keys.day, about="when to ask again"),
    ),
    faults=_faults,
)
