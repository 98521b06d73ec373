"""Group supervision: one record for each step of a meeting (section D)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import Refused
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, allow, plain
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.workbook.forms.bearings import Bearings

STEPS: Final[dict[str, tuple[str, ...]]] = {
    "scheduled": ("planned",),
    "reminded": ("meeting",),
    "moved": ("meeting", "to", "reason", "decided_by"),
    "held": ("meeting", "attendance", "agreed"),
    "minutes": ("meeting", "text"),
    "approved": ("meeting",),
}
"""The steps of a meeting, and what each cannot do without (D.01-D.43, D.53)."""


ACTIONS: Final = {
    "scheduled": "arrange-supervision",
    "reminded": "arrange-supervision",
    "moved": "arrange-supervision",
    "held": "agree-rating",
    "minutes": "write-minutes",
    "approved": "authorise-minutes",
}
"""The action of the practice model's permissions that each step needs (B.57, B.60-B.62)."""


def _step(value: object, _bearings: Bearings) -> str:
    if not isinstance(value, str) or value not in STEPS:
        raise Unfit(f"takes one of: {', '.join(STEPS)}.")
    return value


def _planned(value: object, bearings: Bearings) -> object:
    return keys.day(value, bearings)


def _faults(filled: Filled) -> Iterable[str]:
    for name in STEPS[filled["step"]]:
        if name not in filled:
            yield f"{name} is missing: a meeting that is {filled['step']} needs it."
    if "meeting" in filled:
        record = filled.bearings.find(filled["meeting"])
        if record is None or record.kind != "supervision" or record.head.get("step") != "scheduled":
            yield "meeting takes the id of the record that scheduled it."


def _draft(filled: Filled) -> Draft:
    bearings, step = filled.bearings, filled["step"]
    allow(ACTIONS[step], bearings)
    if "meeting" in filled and "corrects" not in filled:
        _in_order(step, filled["meeting"], bearings)
    if step == "approved":
        _not_own(filled["meeting"], bearings)
    return plain(filled)


def _in_order(step: str, meeting: str, bearings: Bearings) -> None:
    """A meeting is held once, moved only before, minuted after, and closed by its approval (D.40, D.41)."""
    taken = {
        record.word("step")
        for record in ledger(bearings.records()).of("supervision")
        if record.word("meeting") == meeting
    }
    if step in {"reminded", "moved", "held"} and "held" in taken:
        raise Refused("This meeting was held already. Put its record right with “fsworkbook correct”.")
    if step in {"minutes", "approved"} and "approved" in taken:
        raise Refused("The minutes of this meeting are approved and closed. Add a note to correct them.")
    if step == "minutes" and "held" not in taken:
        raise Refused("This meeting is not held yet, so there is nothing to minute.")


def _not_own(meeting: str, bearings: Bearings) -> None:
    """Nobody authorises minutes of their own writing (D.41)."""
    written = [
        record
        for record in bearings.records()
        if record.kind == "supervision" and record.word("step") == "minutes" and record.word("meeting") == meeting
    ]
    if not written:
        raise Refused("There are no minutes of this meeting to authorise yet. The co-ordinator writes them first.")
    if any(record.by == bearings.author.key for record in written):
        raise Refused(f"{bearings.author.name} wrote these minutes, so somebody else authorises them.")


def _ratings(bearings: Bearings) -> Mapping[str, Any]:
    return bearings.practice.ratings


FORM: Final = Form(
    kind="supervision",
    command="supervision",
    keys=(
        Key("step", f"one of: {', '.join(STEPS)}", _step, required=True, about="which step of the meeting"),
        Key("meeting", "the id of the scheduled record", keys.record_id, about="which meeting"),
        Key("planned", "a date", _planned, about="scheduled: when it is to be"),
        Key("mode", "words", keys.text, about="in person, remote or mixed"),
        Key("invited", "members of the team or names", keys.somebody, about="scheduled: who is asked to come"),
        Key("to", "a date", keys.day, about="moved: the new date"),
        Key(
            "reason",
            "a reason of the closed list (D.51)",
            keys.choice(lambda bearings: bearings.practice.moving_reasons),
            about="moved: why",
        ),
        Key("decided_by", "a member of the team", keys.member, about="moved: who decided"),
        Key(
            "attendance",
            'a table: { tom = "attended" } (D.80)',
            keys.by_member(keys.choice(lambda bearings: bearings.practice.attendance)),
            about="held: who was there",
        ),
        Key(
            "agreed",
            "red, amber or green",
            keys.choice(_ratings),
            about="held: the rating that the manager agreed",
        ),
        Key(
            "agreed_children",
            'a table: { tyler = "red" }',
            keys.by_child(keys.choice(_ratings)),
            about="held",
        ),
        Key("agreed_reason", "words", keys.text, about="held: why, where it is below anyone's"),
        Key("differences", "words", keys.text, about="held: what the difference is about (B.06)"),
        Key("hypotheses", "a list of words", keys.words, about="held: different readings (D.26)"),
        Key(
            "thresholds",
            "a table from child to words",
            keys.by_child(keys.text),
            about="held: for each child (B.20)",
        ),
    ),
    faults=_faults,
    draft=_draft,
)
