"""An acceptance: something that the check found in a record stays as it is, and why (K2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.practice.wordlists import STOP
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.forms.bearings import Bearings

KIND: Final = "acceptance"


def _what(value: object, bearings: Bearings) -> str:
    """Read the id of a lint or of a phrase; small letters and the K. in front may be left out."""
    typed = keys.text(value, bearings)
    known = idents(bearings.practice)
    wanted = typed.strip().casefold()
    for ident in known:
        if wanted in {ident.casefold(), ident.casefold().removeprefix("k.")}:
            return ident
    raise Unfit("takes the id that the check showed, such as K.J61.")


def idents(practice: Practice) -> tuple[str, ...]:
    """Return every id by which something that was found is named."""
    return (*practice.checked.lints, *(phrase.id for phrase in practice.phrases))


def _faults(filled: Filled) -> Iterable[str]:
    practice = filled.bearings.practice
    lint = practice.checked.lints.get(filled["what"])
    if lint is not None and lint.strength == STOP:
        yield (
            f"what names {lint.id}, which stops a copy: cover the record with “fsworkbook restrict cover”, or put it "
            "right. It is not accepted away."
        )
    record = filled.bearings.find(filled["of"])
    if record is not None and record.kind not in practice.checked.kinds:
        yield f"of names a record of the kind {record.kind}, which is never checked."


FORM: Final = Form(
    kind=KIND,
    command="check --accept",
    keys=(
        Key("of", "the id of a record", keys.record_id, required=True, about="what it was found in"),
        Key("what", "the id of a lint or a phrase", _what, required=True, about="what was found: K.J61, or K.L08"),
        Key("words", "words", keys.text, about="only these words, where not every one of its kind"),
        Key("reason", "words", keys.text, required=True, about="why it stays"),
    ),
    faults=_faults,
)
