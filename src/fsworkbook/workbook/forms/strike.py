"""A strike: withdraws a record, says why, and leaves it on disk (F.84)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.errors import Refused
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.catalogue import KINDS, form_of
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key
from fsworkbook.workbook.forms.supervision import refuse_closed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.workbook.record import Record


def _faults(filled: Filled) -> Iterable[str]:
    struck = filled.bearings.find(filled["strikes"])
    if struck is not None and struck.kind == "strike":
        yield "strikes names a withdrawal, which cannot be withdrawn itself: record again what should stand."
        return
    if struck is not None and struck.kind in KINDS and form_of(struck.kind).own and _other(struck.by, filled):
        author = filled.bearings.family.called(struck.by)
        raise Refused(
            f"Only {author} may withdraw this {struck.kind}: it is their own. Add a note instead, or ask them."
        )
    if struck is not None and struck.kind == "supervision":
        refuse_closed(struck.id, filled.bearings)
    if struck is not None and struck.kind == "version":
        _refuse_signed(struck, filled)
    if struck is not None and struck.kind == "restriction":
        _refuse_loosening(struck, filled)
    for record in filled.bearings.records():
        if record.strikes == filled["strikes"]:
            yield f"strikes names a record that {record.by} withdrew already."


def _refuse_loosening(struck: Record, filled: Filled) -> None:
    from fsworkbook.workbook.forms.restriction import may_withdraw  # noqa: PLC0415 - only for a restriction

    may_withdraw(struck, filled.bearings)


def _refuse_signed(struck: Record, filled: Filled) -> None:
    from fsworkbook.workbook.forms.version import refuse_signed  # noqa: PLC0415 - only for a signed report

    refuse_signed(struck.id, filled.bearings)


def _other(author: str, filled: Filled) -> bool:
    return author != filled.bearings.author.key


FORM: Final = Form(
    kind="strike",
    command="strike",
    keys=(
        Key("strikes", "the id of a record", keys.record_id, required=True, about="what is withdrawn"),
        Key("reason", "words", keys.text, required=True, about="why"),
    ),
    faults=_faults,
)
