"""A rating: one practitioner's own, with a reason (B.01-B.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Form
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.workbook.forms.bearings import Bearings


def _ratings(bearings: Bearings) -> Mapping[str, object]:
    return bearings.practice.ratings


RATING: Final = Key("rating", "red, amber or green", keys.choice(_ratings), required=True, about="for the family")
REASON: Final = Key("reason", "words", keys.text, required=True, about="why, in at least a sentence (B.12)")
BY_CHILD: Final = Key(
    "children",
    'a table: { tyler = "red" }',
    keys.by_child(keys.choice(_ratings)),
    about="for a child, where it differs or matters (B.11)",
)

FORM: Final = Form(
    kind="rating",
    command="rate",
    action="rate",
    keys=(RATING, REASON, BY_CHILD),
    own=True,
)
