"""A page of a parent's diary: their own words, about one child, shared only as far as they say (I.14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.following import CHILD, PARENT, body, head_of, listed_by, table, whose_faults
from fsworkbook.workbook.forms.form import Draft, Filled, Form
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.workbook.forms.bearings import Bearings

DIARY: Final = "diary"
_SECTIONS: Final = ("words",)


def gather(given: Mapping[str, Any], _bearings: Bearings) -> Mapping[str, Any]:
    """Return the table with `text` under the name that a diary has for it."""
    if not isinstance(given.get("text"), str) or "words" in given:
        return given
    return {("words" if name == "text" else name): value for name, value in given.items()}


def _faults(filled: Filled) -> Iterable[str]:
    if "text" in filled:
        yield "text stands beside words, or is a table: the parent’s words go under words, as they are."
    yield from whose_faults(filled)


def _draft(filled: Filled) -> Draft:
    return Draft(head_of(filled, None, _SECTIONS), body(filled, DIARY, _SECTIONS))


FORM: Final = Form(
    kind=DIARY,
    command="diary",
    action="write-module-entry",
    keys=(
        Key("words", "words", keys.text, required=True, about="the parent’s own words, to the letter"),
        PARENT,
        CHILD,
        Key(
            "share",
            "how far it goes (I.14)",
            listed_by("shares"),
            required=True,
            about="what the parent said: this worker only, team, team and report",
        ),
    ),
    faults=_faults,
    draft=_draft,
    table=table,
    gather=gather,
)
