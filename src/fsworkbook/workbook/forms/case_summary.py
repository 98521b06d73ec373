"""A case summary: who needs to decide at night reads this, and only this (E.30–E.38)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterable

PARTS: Final = ("background", "plans", "contacts")
"""The parts that it has once, beside one for each child (E.32–E.35)."""


def _faults(filled: Filled) -> Iterable[str]:
    parts = filled.get("text")
    if not isinstance(parts, dict):
        yield 'text takes a table of sections: "child.<key>", background, plans, contacts.'
        return
    known = [f"child.{child.key}" for child in filled.bearings.family.children]
    for name in parts:
        if name not in PARTS and name not in known:
            yield f"text takes these sections: {', '.join([*known, *PARTS])}."
            return


FORM: Final = Form(
    kind="case-summary",
    command="summary --case",
    action="write-case-summary",
    keys=(
        Key("reason", "words", keys.text, required=True, about="why it is written now: the event, or its three months"),
        Key("event", "the id of a record", keys.record_id, about="the record that calls for it (E.36)"),
    ),
    faults=_faults,
)
