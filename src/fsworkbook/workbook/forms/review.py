"""A review with a parent, an observation, rulers: every form of `direct_work.toml` that has parts (I.04-I.22)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.practice.directwork import CHILD as OF_CHILD
from fsworkbook.practice.directwork import CHOICE, DAY, FLAG, MARK, PAIR, PARENT, WORDS
from fsworkbook.workbook.family import joined
from fsworkbook.workbook.forms import following
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.record import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fsworkbook.practice.directwork import Part, Review
    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.record import Record

REVIEW: Final = "review"
UNSEEN: Final = "not seen"
"""What is kept of a part that could not be observed."""
_MARK, _WORDS = "mark", "words"


def gather(given: Mapping[str, Any], bearings: Bearings) -> Mapping[str, Any]:
    """Return the table with every part of the review under `answers`, so that each may also stand by itself."""
    known = {key.name for key in FORM.all_keys}
    form = _form_of(given.get("form"), bearings)
    parts = {part.id for part in form.parts} if form else set()
    moved = {name: value for name, value in given.items() if name in parts and name not in known}
    if not moved:
        return given
    rest = {name: value for name, value in given.items() if name not in moved}
    standing = rest.get("answers", {})
    return {**rest, "answers": {**standing, **moved}} if isinstance(standing, dict) else given


def _form_of(value: object, bearings: Bearings) -> Review | None:
    reviews = bearings.practice.direct_work.reviews
    if not isinstance(value, str):
        return None
    named = (item for item in reviews.values() if value.casefold() in {item.name.casefold(), item.word})
    return reviews.get(value) or next(named, None)


def _form(value: object, bearings: Bearings) -> str:
    found = _form_of(value, bearings)
    if found is None:
        raise Unfit(f"takes one of: {', '.join(bearings.practice.direct_work.reviews)}.")
    return found.id


def _table(value: object, _bearings: Bearings) -> dict[str, Any]:
    if not isinstance(value, dict) or not value:
        raise Unfit("takes a table from part to answer.")
    return value


def _faults(filled: Filled) -> Iterable[str]:
    if "text" in filled:
        yield "text is not taken here: each part of a review has a key of its own."
    form = filled.bearings.practice.direct_work.reviews[filled["form"]]
    yield from _whose(filled, form)
    answers = filled.get("answers", {})
    known = {part.id: part for part in form.parts}
    for name in answers:
        if name not in known:
            yield f"{name} is no part of {form.command}. Its parts: {', '.join(known)}."
    for part in form.parts:
        if part.id in answers:
            fault = _fault_of(part, answers[part.id], filled.bearings)
            yield from [f"{part.id} {fault}"] if fault else []
        elif part.needed:
            yield f"{part.id} is missing: {part.name}"
    if not answers and not any(part.needed for part in form.parts):
        yield f"nothing is said: give one of {', '.join(known)}."


def _whose(filled: Filled, form: Review) -> Iterable[str]:
    if form.whose in {PARENT, PAIR}:
        yield from following.whose_faults(filled, child=form.whose == PAIR)
    elif form.whose == OF_CHILD and not following.whom(filled).get("children"):
        yield "child is missing: it takes a child."


def _fault_of(part: Part, value: object, bearings: Bearings) -> str:
    try:
        _read(part, value, bearings)
    except Unfit as unfit:
        return str(unfit)
    return ""


def _read(part: Part, value: object, bearings: Bearings) -> tuple[object, str]:
    """Return what a part's answer comes to: its mark, choice, day or flag (None where it takes words); its words."""
    if part.takes == WORDS:
        return None, keys.text(value, bearings)
    said = ""
    if isinstance(value, dict) and set(value) <= {_MARK, _WORDS} and _MARK in value:
        said = keys.text(value[_WORDS], bearings) if value.get(_WORDS) else ""
        value = value[_MARK]
    return _READERS[part.takes](part, value, bearings), said


def _mark(part: Part, value: object, _bearings: Bearings) -> int:
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not part.low <= value <= part.high:
        raise Unfit(f"takes a whole number from {part.low} to {part.high}, or {{ mark = …, words = … }}.")
    return value


def _choice(part: Part, value: object, bearings: Bearings) -> str:
    return keys.choice(lambda told: told.practice.direct_work.listed(part.among))(value, bearings)


def _day(_part: Part, value: object, bearings: Bearings) -> date:
    return keys.past_day(value, bearings)


def _flag(_part: Part, value: object, bearings: Bearings) -> bool:
    return keys.flag(value, bearings)


_READERS: Final = {MARK: _mark, CHOICE: _choice, DAY: _day, FLAG: _flag}


def _draft(filled: Filled) -> Draft:
    bearings = filled.bearings
    form = bearings.practice.direct_work.reviews[filled["form"]]
    answers = filled.get("answers", {})
    marks: dict[str, object] = {}
    sections: list[Section] = []
    for part in form.parts:
        if part.id not in answers:
            continue
        mark, words = _read(part, answers[part.id], bearings)
        if mark is not None:
            marks[part.id] = mark
        if words:
            sections.append(Section(part.id, asked(part, filled), words))
    head = following.head_of(filled, None, ("answers",))
    return Draft({**head, **({"marks": marks} if marks else {})}, tuple(sections))


def asked(part: Part, filled: Filled) -> str:
    """Return what a part asks, with the child's name in it."""
    family = filled.bearings.family
    named = [family.first_name(key) for key in following.whom(filled).get("children", [])]
    return part.name.replace("{child}", joined(named) or "the child")


def table(record: Record) -> dict[str, Any]:
    """Return the table that makes a review again."""
    made: dict[str, Any] = {"on": record.on, **{key: value for key, value in record.head.items() if key != "marks"}}
    marks = record.head.get("marks", {})
    said = {section.name: section.text for section in record.sections}
    answers: dict[str, Any] = {}
    for name in dict.fromkeys([*(marks if isinstance(marks, dict) else ()), *said]):
        if not isinstance(marks, dict) or name not in marks:
            answers[name] = said[name]
        elif name in said:
            answers[name] = {_MARK: marks[name], _WORDS: said[name]}
        else:
            answers[name] = marks[name]
    return {**made, "answers": answers}


FORM: Final = Form(
    kind=REVIEW,
    command="review",
    action="write-module-entry",
    keys=(
        Key("form", "a form of review", _form, required=True, about="ears, vig, attachment, ruler …"),
        following.PARENT,
        following.CHILD,
        Key(
            "answers",
            "a table from part to answer",
            _table,
            about="what was said; a part may also stand by itself, as a key of its own",
        ),
        Key("entry", "the id of a record", keys.record_id, about="the entry that tells it in full"),
    ),
    faults=_faults,
    draft=_draft,
    table=table,
    gather=gather,
)
