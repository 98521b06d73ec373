"""A tombstone: that something was taken out of the whole history, when, by whom, and on which ground (F.70).

What went and which history it went from are the program's to say: `expunge` fills them in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.disclosure import tombstones
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.workbook.forms.bearings import Bearings


def _any(value: object, _bearings: Bearings) -> Any:  # noqa: ANN401 - looked at whole, below
    return value


def reason(value: object, bearings: Bearings) -> str:
    """Read one of the practice model's reasons."""
    if not isinstance(value, str) or value not in bearings.practice.expunging_reasons:
        raise Unfit(f"takes one of these: {', '.join(bearings.practice.expunging_reasons)}.")
    return value


def _faults(filled: Filled) -> Iterable[str]:
    if "corrects" in filled:
        yield "corrects does not fit a tombstone: it stays as it is."
    if tombstones.read(filled.values) is None:
        yield "it does not say what was taken out: “fsworkbook expunge” fills it in."


_PROGRAM: Final = "filled in by the program"

FORM: Final = Form(
    kind=tombstones.KIND,
    command="expunge",
    keys=(
        Key("reason", "one of a closed list", reason, required=True, about="on which ground (F.70)"),
        Key("why", "words", keys.text, about="more of it, in words that repeat nothing of what went"),
        Key("old", _PROGRAM, _any, required=True, about="the last commit of the history as it was"),
        Key("new", _PROGRAM, _any, required=True, about="the last commit of the history without what went"),
        Key("commits", _PROGRAM, _any, required=True, about="how many commits were made anew"),
        Key("strings", _PROGRAM, _any, about="how many strings were taken out wherever they stood"),
        Key("records", _PROGRAM, _any, about="the ids of the records that went"),
        Key("altered", _PROGRAM, _any, about="the ids of the records in which a string was replaced by its mark"),
        Key("files", _PROGRAM, _any, about="git’s names for the bytes of other files that went whole"),
        Key("renewed", _PROGRAM, _any, about="earlier tombstones, and the commits that they follow now"),
    ),
    action=tombstones.ACTION,
    faults=_faults,
)
