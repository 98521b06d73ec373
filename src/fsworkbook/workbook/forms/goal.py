"""A parent's goal: a task with a child, how often, from and to; and how it went, in their words (I.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.following import (
    CHILD,
    PARENT,
    body,
    first_of,
    head_of,
    link_faults,
    listed_by,
    table,
    whose_faults,
)
from fsworkbook.workbook.forms.form import Draft, Filled, Form
from fsworkbook.workbook.forms.key import Key
from fsworkbook.workbook.threads import GOAL

if TYPE_CHECKING:
    from collections.abc import Iterable

_SET: Final = ("task", "frequency", "from", "to")
_WENT: Final = ("done", "parent_words", "child_response", "worker_view", "stands")
_SECTIONS: Final = ("task", "parent_words", "child_response", "worker_view")


def _faults(filled: Filled) -> Iterable[str]:
    yield from link_faults(filled, GOAL, "the goal")
    if "text" in filled:
        yield "text is not taken here: what is to be done goes under task, how it went under the keys for that."
    if GOAL in filled:
        yield from (f"{name} belongs to the goal itself." for name in ("task", "frequency", "from") if name in filled)
        if not any(name in filled for name in (*_WENT, "to")):
            yield f"nothing is said of how it went: give one of {', '.join(_WENT)}."
        return
    if "task" not in filled:
        yield "task is missing: say what the parent wants to do; or name an earlier goal under goal."
    yield from whose_faults(filled)
    if "from" in filled and "to" in filled and filled["to"] < filled["from"]:
        yield "to is before from."


def _draft(filled: Filled) -> Draft:
    """Make the goal, or what was recorded of it; a goal that comes with how it went makes both."""
    if GOAL in filled or not any(name in filled for name in _WENT) or "corrects" in filled:
        return Draft(head_of(filled, first_of(filled, GOAL), _SECTIONS), body(filled, GOAL, _SECTIONS))
    went: dict[str, Any] = {name: filled[name] for name in _WENT if name in filled}
    own = Filled({name: value for name, value in filled.values.items() if name not in _WENT}, filled.bearings)
    if "on" in filled:
        went["on"] = filled["on"]
    return Draft(head_of(own, None, _SECTIONS), body(own, GOAL, _SECTIONS), ((GOAL, {GOAL: "{id}", **went}),))


FORM: Final = Form(
    kind=GOAL,
    command="goal",
    action="write-module-entry",
    keys=(
        Key("task", "words", keys.text, about="what the parent wants to do, in their words"),
        PARENT,
        CHILD,
        Key("frequency", "words", keys.text, about="how often"),
        Key("from", "a date", keys.day, about="from when"),
        Key("to", "a date", keys.day, about="until when; with goal, until when it goes on after all"),
        Key(GOAL, "the id of a goal", keys.record_id, about="the goal of which this says how it went"),
        Key("done", "words", keys.text, about="how often it was done: 8 of 10 days"),
        Key("parent_words", "words", keys.text, about="what the parent says of it"),
        Key("child_response", "words", keys.text, about="what the child does or says"),
        Key("worker_view", "words", keys.text, about="what the worker makes of it"),
        Key("stands", "how it stands (I.13)", listed_by("goal_states"), about="whether it goes on, or how it ended"),
    ),
    faults=_faults,
    draft=_draft,
    table=table,
)
