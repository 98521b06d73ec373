"""The quality checklist of an assessment, as somebody filled it in (H01-H51)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Filled, Form
from fsworkbook.workbook.forms.key import Key, Unfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fsworkbook.workbook.forms.bearings import Bearings


def _by_item(one: Callable[[Any, Bearings], Any]) -> Callable[[Any, Bearings], dict[str, Any]]:
    """Return a reader of a table from the id of an item to a value: `{ H01 = "partially" }`."""

    def read(value: object, bearings: Bearings) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unfit("takes a table: { H01 = … }.")
        for name in value:
            if name not in bearings.practice.checklist.items:
                raise Unfit("names an item that is not on the checklist. The items are H01, H02 and so on.")
        return {name: one(item, bearings) for name, item in value.items()}

    return read


def _faults(filled: Filled) -> Iterable[str]:
    rated, apart = set(filled.get("items", {})), set(filled.get("not_applicable", {}))
    if not rated | apart:
        yield 'items is missing: rate at least one: { H01 = "partially" }.'
    for name in sorted(rated & apart):
        yield f"{name} is rated, and said not to apply: leave one of the two out."


FORM: Final = Form(
    kind="checklist",
    command="qa rate",
    keys=(
        Key("assessment", "the key of an assessment", keys.assessment, required=True, about="whose; or --parent"),
        Key(
            "items",
            "a table from item to rating",
            _by_item(keys.choice(lambda bearings: bearings.practice.checklist.ratings)),
            about='{ H01 = "fully" }: fully, partially or not',
        ),
        Key("not_applicable", "a table from item to words", _by_item(keys.text), about="what does not apply, and why"),
        Key("notes", "a table from item to words", _by_item(keys.text), about="a remark on an item"),
    ),
    faults=_faults,
)
