"""A note: words that belong to no other form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterable


def _faults(filled: Filled) -> Iterable[str]:
    if not filled.get("text"):
        yield "text is missing: write it in words."
    if "file" in filled and "shows" not in filled:
        yield f"shows is missing: say what the file is: {', '.join(filled.bearings.practice.attachments)}."


FORM: Final = Form(
    kind="note",
    command="note",
    keys=(
        Key(
            "topic",
            "words",
            keys.text,
            about="held-elsewhere, tried (an attempt to reach somebody), or a word of your own",
        ),
        Key("file", "words", keys.text, about="the name of the file that `attach` brought, beside this note"),
        Key(
            "shows",
            "a kind of attachment (F.10)",
            keys.choice(lambda bearings: bearings.practice.attachments),
            about="what an attachment is: a drawing, a photograph, a letter",
        ),
        Key("whose", "people, members of the team or names", keys.somebody, about="whose an attachment is"),
        Key("adds_to", "the id of a record", keys.record_id, about="what it adds to, such as approved minutes (D.41)"),
    ),
    faults=_faults,
)
