"""The plan of an assessment, as it is agreed or added to: topics, steps, sessions, tools (N5, N6, H04)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.apart import refuse_together
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, plain
from fsworkbook.workbook.forms.key import Key, Unfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fsworkbook.workbook.forms.bearings import Bearings

_SESSION: Final[Mapping[str, tuple[Any, bool]]] = {
    "on": (keys.day, True),
    "session": (keys.choice(lambda bearings: bearings.practice.sessions), True),
    "what": (keys.text, False),
    "about": (keys.people, False),
    "by": (keys.members, False),
    "observe": (keys.flag, False),
}
_TOOL: Final[Mapping[str, tuple[Any, bool]]] = {
    "tool": (keys.text, True),
    "explained": (keys.past_day, False),
    "about": (keys.people, False),
}


def _rows(fields: Mapping[str, tuple[Any, bool]]) -> Callable[[Any, Bearings], list[dict[str, Any]]]:
    """Return a reader of a list of tables with these fields: how each is read, and whether it is needed."""

    def read(value: object, bearings: Bearings) -> list[dict[str, Any]]:
        rows = [value] if isinstance(value, dict) else value
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Unfit(f"takes a list of tables with: {', '.join(fields)}.")
        return [_row(row, number, fields, bearings) for number, row in enumerate(rows, start=1)]

    return read


def _row(
    row: Mapping[str, Any], number: int, fields: Mapping[str, tuple[Any, bool]], bearings: Bearings
) -> dict[str, Any]:
    for name in row:
        if name not in fields:
            raise Unfit(f"has a key that it does not know in its table {number}. It takes: {', '.join(fields)}.")
    made = {}
    for name, (read, needed) in fields.items():
        if name in row:
            try:
                made[name] = read(row[name], bearings)
            except Unfit as unfit:
                raise Unfit(f"has a table {number} whose {name} {unfit}") from None
        elif needed:
            raise Unfit(f"has a table {number} without {name}.")
    return made


def _by_step(one: Callable[[Any, Bearings], Any]) -> Callable[[Any, Bearings], dict[str, Any]]:
    """Return a reader of a table from the id of a step to a value: `{ "N.40" = 2025-02-27 }`."""

    def read(value: object, bearings: Bearings) -> dict[str, Any]:
        steps = bearings.practice.planning.steps
        if not isinstance(value, dict) or not set(value) <= set(steps):
            raise Unfit(f"takes a table whose keys are steps: {', '.join(steps)}.")
        return {name: one(item, bearings) for name, item in value.items()}

    return read


_CONTENT: Final = ("text", "done", "not_needed", "sessions", "tools")


def _faults(filled: Filled) -> Iterable[str]:
    if not any(filled.get(name) for name in _CONTENT):
        yield f"there is nothing in it. It takes one of: {', '.join(_CONTENT)}."
    body = filled.get("text")
    topics = filled.bearings.practice.planning.topics
    for name in body if isinstance(body, dict) else ():
        if name not in topics:
            yield f"text has a section that is no topic of a plan. The topics: {', '.join(topics)}."
            break


def _draft(filled: Filled) -> Draft:
    """Refuse one session for two people whom a live order keeps apart on its day (F.51).

    Raises:
        Refused: naming the order.
    """
    bearings = filled.bearings
    for session in filled.get("sessions", ()):
        refuse_together(session.get("about", ()), bearings.family, bearings.practice, session["on"], what="one session")
    return plain(filled)


FORM: Final = Form(
    kind="plan",
    command="plan add",
    keys=(
        Key("assessment", "the key of an assessment", keys.assessment, required=True, about="whose; or --parent"),
        Key("done", "a table from step to date", _by_step(keys.past_day), about='steps of N5: { "N.40" = 2025-02-27 }'),
        Key(
            "not_needed", "a table from step to words", _by_step(keys.text), about="steps that are not needed, and why"
        ),
        Key(
            "sessions",
            f"a list of tables with: {', '.join(_SESSION)}",
            _rows(_SESSION),
            about="sessions, planned or held: the day, the kind (L.50), what for, whom with, by whom",
        ),
        Key(
            "tools",
            f"a list of tables with: {', '.join(_TOOL)}",
            _rows(_TOOL),
            about="tools, and when explained to whom",
        ),
        Key("text", "words, or a table from topic to words", keys.anything, about="what was agreed, by topic (N6)"),
    ),
    faults=_faults,
    draft=_draft,
)
