"""A correction: a further record that says so and stands in the place of what it puts right (format.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.forms.catalogue import form_of
from fsworkbook.workbook.forms.form import allow, fill, make

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.record import Record


def table_of(record: Record) -> dict[str, Any]:
    """Return the table that would make the record again: what a correction starts from.

    Raises:
        BadInput: where this program has no form for the record's kind.
    """
    try:
        form = form_of(record.kind)
    except KeyError:
        raise BadInput(f"{record.id} is a {record.kind}, which this version cannot put right.") from None
    table = form.table(record)
    why = {"corrects", "correction_reason"}
    if record.corrects and "reason" not in {key.name for key in form.all_keys}:
        why.add("reason")  # why it was put right the last time, not a key of the form
    return {name: value for name, value in table.items() if name not in why}


def correct(record: Record, changes: Mapping[str, Any], reason: str, bearings: Bearings) -> Record:
    """Return the record that puts another right.

    Args:
        record: what stands now.
        changes: the keys that change, as the form of its kind takes them; None takes a key out.
        reason: why, in words.
        bearings: who corrects, and when.

    Raises:
        BadInput: where the changes cannot be used, or nothing changes.
        Refused: where only its author may put it right, or the role may not record this kind.
    """
    before = table_of(record)
    form = form_of(record.kind)
    if form.own and bearings.author.key != record.by:
        raise Refused(
            f"Only {bearings.family.called(record.by)} may put this {form.kind} right: it is their own. "
            "Add a note instead, or ask them.",
        )
    allow(form.action, bearings)
    after = {name: value for name, value in _merged(before, changes).items() if value is not None}
    if after == before:
        raise BadInput("Nothing was changed, so nothing was recorded. Say what is different.")
    rivals = [record.id, *(item for item in changes.get("corrects", ()) if item != record.id)]
    filled = fill(form, {**after, "corrects": rivals, "correction_reason": reason}, bearings)
    made = make(form, filled, form.draft(filled))
    return made._replace(head=_order(made.head), sections=_keep_wording(record, made))


def _merged(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(before)
    for name, value in changes.items():
        if name in _TABLES and isinstance(value, dict):
            kept = {**_table_before(before, name), **value}
            merged[name] = {part: words for part, words in kept.items() if words is not None} or None
        else:
            merged[name] = value
    return merged


_TABLES: Final = frozenset({"answers", "sections", "effect_on_child"})
"""Keys of which a correction may change a part and leave the rest as it is."""


def _table_before(before: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what stood under a key; one text about several children as the text about each of them."""
    value = before.get(name, {})
    return dict.fromkeys(before.get("children", ()), value) if isinstance(value, str) else dict(value)


def _order(head: Mapping[str, Any]) -> dict[str, Any]:
    """Put what makes it a correction first, where a reader of the file looks; `reason` is why, if the kind has none."""
    if "correction_reason" not in head:
        return dict(head)  # its form has put it in order
    own = {name: value for name, value in head.items() if name not in {"corrects", "correction_reason"}}
    why = "correction_reason" if "reason" in own else "reason"
    return {"corrects": head["corrects"], why: head["correction_reason"], **own}


def _keep_wording(before: Record, after: Record) -> tuple[Any, ...]:
    """An entry keeps the wording of the question that it answered, whatever the practice model says today."""
    titles = {section.name: section.title for section in before.sections}
    return tuple(section._replace(title=titles.get(section.name, section.title)) for section in after.sections)
