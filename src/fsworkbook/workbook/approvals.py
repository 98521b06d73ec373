"""Which records are approvals: decided by somebody who stands for it by name (`approval` in `permissions.toml`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.record import Record


def action_of(record: Record) -> str:
    """Return the action of the practice model's permissions that making a record took; "" where it took none."""
    from fsworkbook.workbook.forms.catalogue import form_of  # noqa: PLC0415 - the forms are many

    if record.kind == "supervision":
        from fsworkbook.workbook.forms.supervision import ACTIONS  # noqa: PLC0415 - likewise

        return ACTIONS.get(record.word("step"), "")
    try:
        return form_of(record.kind).action
    except KeyError:
        return ""


def approves(record: Record, practice: Practice) -> bool:
    """Return whether a record is an approval."""
    permission = practice.permissions.get(action_of(record))
    return permission is not None and permission.approval
