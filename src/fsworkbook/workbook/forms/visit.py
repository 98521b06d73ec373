"""A visit: when, where, who was seen and who was seen alone (L.50, L.51, C.14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.clock import day_of, utc
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, body_of
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.forms.module import event_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.workbook.forms.bearings import Bearings


def _table(value: object, _bearings: Bearings) -> object:
    if not isinstance(value, dict):
        raise Unfit("takes a table of keys.")
    return value


def _faults(filled: Filled) -> Iterable[str]:
    start, end = filled.get("start"), filled.get("end")
    if start is not None and end is not None and end < start:
        yield "end is before start."
    if "on" in filled and start is not None and day_of(utc(start)) != filled["on"]:
        yield "on and start name two different days: leave on out."
    alone = set(filled.get("seen_alone", ())) - set(filled.get("children_seen", ()))
    if alone:
        yield f"seen_alone names {', '.join(sorted(alone))}, who does not stand under children_seen."
    missed = filled.get("missed_by")
    if missed is None and "children_seen" not in filled:
        yield "children_seen is missing: name the children who were seen, or say who missed the visit with missed_by."
    if missed is not None and filled.get("children_seen"):
        yield "missed_by stands beside children_seen: a visit was made or it was missed."
    if missed is not None and "reason" not in filled:
        yield "reason is missing: say why the visit was missed."


def _draft(filled: Filled) -> Draft:
    left_out = {"text", "on", "by", "event", "entry"}
    head = {name: value for name, value in filled.values.items() if name not in left_out}
    children = filled.get("children", filled.get("children_seen", []))
    on = day_of(utc(filled["start"]))
    shared: dict[str, Any] = {
        name: filled[name] for name in ("where", "present", "restricted", "withhold_from") if name in filled
    }
    beside: list[tuple[str, Mapping[str, Any]]] = []
    if "entry" in filled:
        told = {"on": on, "seen_alone": filled.get("seen_alone", []), **shared, **filled["entry"]}
        if children and not {"child", "parent", "assessment"} & set(told):
            told["children"] = told.get("children", children)
        beside.append(("module", {name: value for name, value in told.items() if value != []}))
    event = filled.get("event")
    if isinstance(event, str):
        head["event"] = event
    elif event is not None:
        beside.append(("chronology", {**event_table(event, children, filled), "on": on}))
    return Draft(head, body_of(filled), tuple(beside), on)


def _event(value: object, bearings: Bearings) -> object:
    return value if isinstance(value, dict) else keys.text(value, bearings)


FORM: Final = Form(
    kind="visit",
    command="visit",
    action="write-module-entry",
    keys=(
        Key("start", "a day and a time", keys.past_moment, required=True, about="when it began"),
        Key("end", "a day and a time", keys.past_moment, about="when it ended"),
        Key(
            "session",
            "a kind of session (L.50)",
            keys.choice(lambda bearings: bearings.practice.sessions),
            required=True,
            about="what kind of visit it was",
        ),
        Key("statutory", "true or false", keys.flag, about="whether the law requires it"),
        Key("children_seen", "children", keys.children, about="who was seen"),
        Key("seen_alone", "children", keys.children, about="who was seen alone"),
        Key("bedroom_seen", "true or false", keys.flag, about="whether the children's bedroom was seen"),
        Key(
            "missed_by",
            "who missed it (L.51)",
            keys.choice(lambda bearings: bearings.practice.missed),
            about="where the visit did not happen",
        ),
        Key("reason", "words", keys.text, about="why it was missed"),
        Key("entry", "a table: the keys of `module`", _table, about="makes the module entry as well"),
        Key(
            "event",
            "a table: the keys of `event`; or one word",
            _event,
            about="makes the chronology event as well; one word only names the kind of event",
        ),
    ),
    faults=_faults,
    draft=_draft,
)
