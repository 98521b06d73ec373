"""A reply: a parent’s or a child’s correction of a fact, or another view, in their words (F.64, F.69)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEVER: Final = {
    "reply": "A reply is answered by a note: fsworkbook note --adds-to {}",
    "strike": "That is a withdrawal. Name the record that was withdrawn.",
}
"""What nobody replies to, and what is done instead."""


def _faults(filled: Filled) -> Iterable[str]:
    bearings = filled.bearings
    if not isinstance(filled.get("text"), str):
        yield "text is missing: write the reply in their own words."
    person = bearings.family.people[filled["person"]]
    if person.is_unborn:
        yield "person names a child who is not born yet. Name the parent who says it."
    record = bearings.find(filled["to"])
    if record is not None and record.kind in _NEVER:
        yield f"to: {_NEVER[record.kind].format(record.id.rpartition('-')[2])}"


FORM: Final = Form(
    kind="reply",
    command="reply",
    keys=(
        Key("to", "the id of a record", keys.record_id, required=True, about="what the reply stands beside"),
        Key("person", "a person", keys.person, required=True, about="who says it; the team only writes it down"),
        Key("fact", "true or false", keys.flag, about="whether it says that a fact is wrong; else it is another view"),
        Key("how", "words", keys.text, about="how it came: said, written, drawn, by text"),
    ),
    faults=_faults,
)
