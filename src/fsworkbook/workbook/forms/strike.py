"""A strike: withdraws a record, says why, and leaves it on disk (F.84)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterable


def _faults(filled: Filled) -> Iterable[str]:
    for record in filled.bearings.records():
        if record.strikes == filled["strikes"]:
            yield f"strikes names a record that {record.by} withdrew already."


FORM: Final = Form(
    kind="strike",
    command="strike",
    keys=(
        Key("strikes", "the id of a record", keys.record_id, required=True, about="what is withdrawn"),
        Key("reason", "words", keys.text, required=True, about="why"),
    ),
    faults=_faults,
)
