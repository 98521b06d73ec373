"""A chronology event: what happened, and what it did to each child (K.R06, N.46)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, plain
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.workbook.forms.bearings import Bearings

_BY_CHILD: Final = keys.by_child(keys.text)


def _effect(value: object, bearings: Bearings) -> str | dict[str, Any]:
    """Read what it did: in one text, or for each child by itself."""
    return _BY_CHILD(value, bearings) if isinstance(value, dict) else keys.text(value, bearings)


def _faults(filled: Filled) -> Iterable[str]:
    if "text" not in filled and "entry" not in filled:
        yield "text is missing: say what happened, or name the entry that tells it."
    if "until" in filled and filled["until"] <= filled.get("on", filled.bearings.today):
        yield "until is not after on: leave it out where it was over on the same day."
    if filled["effect_on_child"] == {}:
        yield "effect_on_child is empty: say in words what it did, for each child or for all."


def _draft(filled: Filled) -> Draft:
    """Put down whom it concerns: a child of whom is told what it did is one of them."""
    effect, children = filled["effect_on_child"], filled.get("children", [])
    made = plain(filled)
    named = [key for key in effect if key not in children] if isinstance(effect, dict) else []
    return made._replace(head={**made.head, "children": [*children, *named]}) if named else made


FORM: Final = Form(
    kind="chronology",
    command="event",
    action="write-module-entry",
    keys=(
        Key(
            "effect_on_child",
            "words, or a table from child to words",
            _effect,
            required=True,
            about="what it did to the child, or to each of them by name",
        ),
        Key("event", "words", keys.text, about="the kind of event, in a word"),
        Key("when", "words", keys.text, about="when it was, where the day is not known: autumn 2022"),
        Key("until", "a date", keys.past_day, about="the last day, where it went on for longer"),
        Key("support", "words", keys.text, about="help that was offered"),
        Key("outcome", "words", keys.text, about="what came of it"),
        Key("reason_closed", "words", keys.text, about="why the help ended"),
        Key("entry", "the id of a record", keys.record_id, about="the entry that tells it in full"),
    ),
    faults=_faults,
    draft=_draft,
)
