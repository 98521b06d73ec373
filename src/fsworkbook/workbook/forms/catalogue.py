"""The forms there are, and the one way from a filled table to records."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.forms.form import Draft, allow, fill, make

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.forms.form import Form
    from fsworkbook.workbook.record import Record

KINDS: Final = (
    "module",
    "visit",
    "chronology",
    "consent",
    "restriction",
    "rating",
    "summary",
    "supervision",
    "status",
    "threshold",
    "meeting",
    "action",
    "request",
    "case-summary",
    "closing",
    "handover",
    "goal",
    "diary",
    "review",
    "measure",
    "risk",
    "extension",
    "plan",
    "checklist",
    "analysis",
    "version",
    "paper",
    "reply",
    "copy",
    "tombstone",
    "note",
    "acceptance",
    "strike",
)
"""Kinds of record that can be made; each has a module of its name here, which is imported when it is needed."""


def form_of(kind: str) -> Form:
    """Return the form of a kind of record.

    Raises:
        KeyError: where there is none.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    found: Form = import_module(f"fsworkbook.workbook.forms.{kind.replace('-', '_')}").FORM
    return found


def submit(kind: str, table: Mapping[str, Any], bearings: Bearings) -> tuple[Record, ...]:
    """Turn a filled table into records: the one it is about first, then those that were filled in beside it.

    Raises:
        BadInput: where the table cannot be used; it names every fault.
        Refused: where the author's role may not record it.
    """
    form = form_of(kind)
    allow(form.action, bearings)
    filled = fill(form, table, bearings)
    draft: Draft = form.draft(filled)
    record = make(form, filled, draft)
    beside: list[Record] = []

    def find(record_id: str) -> Record | None:
        return record if record_id == record.id else bearings.find(record_id)

    for other, fields in draft.beside:
        linked = {name: record.id if value == "{id}" else value for name, value in fields.items()}
        beside += submit(other, linked, bearings._replace(find=find))
    return (record, *beside)
