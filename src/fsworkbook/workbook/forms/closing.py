"""Closing the workbook, or the work with one child, with its checklist; and opening it again (B.39–B.44)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import Refused
from fsworkbook.workbook.episodes import CLOSED, REOPENED, standing
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, allow, plain
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.practice.closings import ClosingItem
    from fsworkbook.workbook.forms.bearings import Bearings


def parts(bearings: Bearings, child: str = "") -> dict[str, ClosingItem]:
    """Return what a closing asks, by its key: `actions`, `outcome.tyler`, `views.kerry`.

    Args:
        bearings: the family and its practice model.
        child: the child with whom the work ends; "" where the whole workbook closes.
    """
    family = bearings.family
    children = [child] if child else [item.key for item in family.children]
    assessed = dict.fromkeys(parent for item in family.assessments.values() for parent in item.parents)
    found: dict[str, ClosingItem] = {}
    for item in bearings.practice.closing.values():
        if item.per == "child":
            found |= {f"{item.id}.{key}": item for key in children}
        elif item.per == "parent":
            found |= {} if child else {f"{item.id}.{key}": item for key in assessed}
        elif not child:
            found[item.id] = item
    return found


def _step(value: object, _bearings: Bearings) -> str:
    if value not in {CLOSED, REOPENED}:
        raise Unfit(f"takes {CLOSED} or {REOPENED}.")
    return str(value)


def _table(value: object, _bearings: Bearings) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) and item.strip() for item in value.values()):
        raise Unfit('takes a table of words: { actions = "…" }.')
    return dict(value)


def _faults(filled: Filled) -> Iterable[str]:
    if filled["step"] == REOPENED:
        yield from (f"{name} belongs to a closing." for name in ("checklist", "left_open") if name in filled)
        return
    wanted = parts(filled.bearings, filled.get("child", ""))
    said: dict[str, Any] = {**filled.get("checklist", {}), **filled.get("left_open", {})}
    for name in said:
        if name not in wanted:
            yield f"checklist takes these: {', '.join(wanted)}."
            return
    missing = [name for name in wanted if name not in said]
    if missing:
        yield f"checklist lacks {', '.join(missing)}: say how it stands, or under left_open why it stays open."


def _draft(filled: Filled) -> Draft:
    bearings = filled.bearings
    allow("close-workbook", bearings)
    made = plain(filled)
    if "corrects" in filled:
        return made
    child = filled.get("child", "")
    ends = standing(ledger(bearings.records()), child)
    what = f"The work with {bearings.family.first_name(child)}" if child else "The workbook"
    if filled["step"] == CLOSED and ends:
        raise Refused(f"{what} is closed already. See how with “fsworkbook show”.")
    if filled["step"] == REOPENED and not ends:
        raise Refused(f"{what} is open: there is nothing to reopen.")
    if filled["step"] == REOPENED:
        made = made._replace(head={**made.head, "reopens": [record.id for record in ends]})
    return made


FORM: Final = Form(
    kind="closing",
    command="close",
    keys=(
        Key("step", f"{CLOSED} or {REOPENED}", _step, required=True, about="which of the two"),
        Key("child", "a child", keys.child, about="the child with whom the work ends; left out: the whole workbook"),
        Key("reason", "words", keys.text, required=True, about="why (B.39)"),
        Key("checklist", "a table from item to words", _table, about="how each item of the checklist stands (B.42)"),
        Key("left_open", "a table from item to words", _table, about="items that stay open, and why"),
    ),
    faults=_faults,
    draft=_draft,
)
