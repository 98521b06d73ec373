"""Group supervision: one record for each step of a meeting (section D)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import Refused
from fsworkbook.workbook.apart import refuse_together
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, allow, plain
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting

STEPS: Final[dict[str, tuple[str, ...]]] = {
    "scheduled": ("planned",),
    "reminded": ("meeting",),
    "apologies": ("meeting", "who", "decided_by"),
    "moved": ("meeting", "to", "reason", "decided_by"),
    "held": ("meeting", "attendance"),
    "agreed": ("meeting", "agreed"),
    "minutes": ("meeting", "text"),
    "approved": ("meeting",),
}
"""The steps of a meeting, and what each cannot do without (D.01-D.43, D.53)."""


ACTIONS: Final = {
    "scheduled": "arrange-supervision",
    "reminded": "arrange-supervision",
    "apologies": "arrange-supervision",
    "moved": "arrange-supervision",
    "held": "agree-rating",
    "agreed": "agree-rating",
    "minutes": "write-minutes",
    "approved": "authorise-minutes",
}
"""The action of the practice model's permissions that each step needs (B.57, B.60-B.62)."""

BESIDE: Final = ("actions", "closing", "next")
"""What a meeting brings about: recorded in the same commit, each as a record of its own."""

_WITH_MORE: Final = ("held", "agreed", "minutes")


def _step(value: object, _bearings: Bearings) -> str:
    if not isinstance(value, str) or value not in STEPS:
        raise Unfit(f"takes one of: {', '.join(STEPS)}.")
    return value


def _tables(value: object, _bearings: Bearings) -> list[dict[str, Any]]:
    listed = [value] if isinstance(value, dict) else value
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise Unfit("takes a list of tables.")
    return listed


def _table(value: object, _bearings: Bearings) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unfit("takes a table: { planned = 2025-05-14 }.")
    return value


_READING: Final = ("reading", "for", "against")


def _hypotheses(value: object, bearings: Bearings) -> list[Any]:
    """Read hypotheses: words, or a table of the reading and what would count for it and against it (D.26)."""
    listed = [value] if isinstance(value, str | dict) else value
    if not isinstance(listed, list):
        raise Unfit('takes a list: ["one reading", { reading = "another", for = "…", against = "…" }].')
    found: list[Any] = []
    for item in listed:
        if not isinstance(item, dict):
            found.append(keys.text(item, bearings))
        elif "reading" not in item or not set(item) <= set(_READING):
            raise Unfit(f"takes tables with reading, and if you wish {' and '.join(_READING[1:])}.")
        else:
            found.append({name: keys.text(item[name], bearings) for name in _READING if name in item})
    return found


def _threshold(value: object, bearings: Bearings) -> Any:  # noqa: ANN401 - words, or a table of two texts
    """Read what is recommended for one child: words, or a table of a recommendation and why (B.20, B.21)."""
    if not isinstance(value, dict):
        return keys.text(value, bearings)
    if set(value) != {"recommend", "why"}:
        raise Unfit("takes words, or a table: { recommend = …, why = … }.")
    recommend = keys.choice(lambda found: found.practice.thresholds)
    return {"recommend": recommend(value["recommend"], bearings), "why": keys.text(value["why"], bearings)}


def _faults(filled: Filled) -> Iterable[str]:
    step = filled["step"]
    for name in STEPS[step]:
        if name not in filled:
            yield f"{name} is missing: a meeting that is {step} needs it."
    if "meeting" in filled:
        record = filled.bearings.find(filled["meeting"])
        if record is None or record.kind != "supervision" or record.head.get("step") != "scheduled":
            yield "meeting takes the id of the record that scheduled it."
            return
    yield from (
        f"{name} belongs to a meeting that is held." for name in BESIDE if name in filled and step not in _WITH_MORE
    )
    yield from _unreasoned(filled)


def _unreasoned(filled: Filled) -> Iterable[str]:
    """A rating is agreed below somebody's, or below a child's, only with a reason in words (B.07, B.11).

    Before a meeting is held its ratings are closed, so nothing is said of them then.
    """
    if "agreed" not in filled or filled.get("agreed_reason"):
        return
    caution = {key: item.caution for key, item in filled.bearings.practice.ratings.items()}
    agreed = caution[filled["agreed"]]
    children = filled.get("agreed_children", {})
    above = [child for child, word in children.items() if caution[word] > agreed]
    if above:
        names = ", ".join(filled.bearings.family.first_name(child) for child in above)
        yield f"agreed_reason is missing: the family’s rating is below the one for {names}, so say why (B.11)."
    if filled["step"] == "agreed" and "meeting" in filled:
        names = ", ".join(filled.bearings.family.first_name(by) for by in _above(filled, agreed, caution))
        if names:
            yield f"agreed_reason is missing: it is below the rating of {names}, so say why (B.07)."


def _above(filled: Filled, agreed: int, caution: Mapping[str, int]) -> list[str]:
    """Return who rated with more caution than was agreed."""
    from fsworkbook.workbook.ratings import opened  # noqa: PLC0415 - only where a rating is agreed

    bearings = filled.bearings
    found = ledger(bearings.records())
    meeting = _meeting(filled["meeting"], found)
    if meeting is None or not meeting.held:
        return []
    view = opened(found, bearings.family, bearings.practice, viewer="", today=bearings.today, meeting=meeting)
    return [given.by for given in view.given if caution[given.rating] > agreed]


def _meeting(key: str, found: Ledger) -> Meeting | None:
    from fsworkbook.workbook.meetings import calendar  # noqa: PLC0415 - only for what looks at other steps

    return next((meeting for meeting in calendar(found).meetings if meeting.id == key), None)


def _draft(filled: Filled) -> Draft:
    bearings, step = filled.bearings, filled["step"]
    allow(ACTIONS[step], bearings)
    if "corrects" in filled:
        for record_id in filled["corrects"]:
            refuse_closed(record_id, bearings)
    elif "meeting" in filled:
        _in_order(step, filled["meeting"], bearings)
    if step == "approved":
        _not_own(filled["meeting"], bearings)
    _kept_apart(filled, step)
    draft = plain(filled)
    head = {name: value for name, value in draft.head.items() if name not in BESIDE}
    return Draft(head, draft.sections, tuple(_beside(filled)))


def _kept_apart(filled: Filled, step: str) -> None:
    """Refuse to ask two people to one meeting whom a live order keeps apart on its day, moved or not (F.51).

    Raises:
        Refused: naming the order.
    """
    bearings = filled.bearings
    if step == "scheduled":
        asked, day = filled.get("invited", ()), filled["planned"]
    elif step == "moved":
        meeting = bearings.find(filled["meeting"])
        asked, day = (meeting.names("invited") if meeting else ()), filled["to"]
    else:
        return
    refuse_together(asked, bearings.family, bearings.practice, day, what="one meeting")


def _beside(filled: Filled) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Yield what the meeting brings about: actions that close, actions that were agreed, and the next meeting."""
    for table in filled.get("closing", ()):
        yield "action", table
    for table in filled.get("actions", ()):
        yield "action", {"supervision": filled["meeting"], **table}
    if "next" in filled:
        yield "supervision", {"step": "scheduled", **filled["next"]}


def refuse_closed(record_id: str, bearings: Bearings) -> None:
    """Refuse to change anything of a meeting whose minutes are approved (D.41).

    Raises:
        Refused: naming the way that is left: a note.
    """
    record = bearings.find(record_id)
    if record is None or record.kind != "supervision":
        return
    meeting = record.word("meeting") or record.id
    if "approved" in _taken(meeting, bearings):
        raise Refused(
            "The minutes of this meeting are approved, so it is closed. Add a note that puts it right: "
            f"fsworkbook note --adds-to {record_id.rpartition('-')[2]}"
        )


def _taken(meeting: str, bearings: Bearings) -> dict[str, bool]:
    """Return the steps that a meeting has taken, and whether a rating was agreed with one."""
    return {
        record.word("step"): bool(record.word("agreed"))
        for record in ledger(bearings.records()).of("supervision")
        if record.word("meeting") == meeting
    }


def _in_order(step: str, meeting: str, bearings: Bearings) -> None:
    """A meeting is held once, moved only before, agreed and minuted after, and closed by its approval (D.40, D.41)."""
    taken = _taken(meeting, bearings)
    if step in {"reminded", "apologies", "moved", "held"} and "held" in taken:
        raise Refused("This meeting was held already. Put its record right with “fsworkbook correct”.")
    if step in {"agreed", "minutes", "approved"} and "approved" in taken:
        raise Refused(
            "The minutes of this meeting are approved and closed. Add a note to correct them: fsworkbook note"
        )
    if step == "agreed" and any(taken.values()):
        raise Refused("A rating was agreed for this meeting already. Put it right with “fsworkbook correct”.")
    if step in {"agreed", "minutes"} and "held" not in taken:
        what = "minute" if step == "minutes" else "agree"
        raise Refused(
            f"This meeting is not held yet, so there is nothing to {what}. The team manager says so first: "
            "fsworkbook supervision hold. Where it was held on another machine, fsworkbook sync gets that."
        )


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
        Key("planned", "a date", keys.day, about="scheduled: when it is to be"),
        Key("mode", "words", keys.text, about="in person, remote or mixed"),
        Key("invited", "members of the team or names", keys.somebody, about="scheduled: who is asked to come"),
        Key("to", "a date", keys.day, about="moved: the new date"),
        Key(
            "reason",
            "a reason of the closed list (D.51)",
            keys.choice(lambda bearings: bearings.practice.moving_reasons),
            about="moved: why",
        ),
        Key("decided_by", "a member of the team", keys.member, about="moved: who decided; apologies: who agreed"),
        Key(
            "who", "a member of the team", keys.member, about="apologies: who need not come, and sends a summary (D.09)"
        ),
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
            about="held, or agreed: the rating that the manager agreed",
        ),
        Key(
            "agreed_children",
            'a table: { tyler = "red" }',
            keys.by_child(keys.choice(_ratings)),
            about="held",
        ),
        Key("agreed_reason", "words", keys.text, about="why, where it is below anyone's or any child's (B.07, B.11)"),
        Key("differences", "words", keys.text, about="what the difference is about (B.06)"),
        Key(
            "hypotheses",
            'a list of words or tables: { reading = "…", for = "…", against = "…" }',
            _hypotheses,
            about="different readings (D.26)",
        ),
        Key(
            "thresholds",
            'a table from child to words or a table: { recommend = "none", why = "…" }',
            keys.by_child(_threshold),
            about="what is recommended for each child (B.20)",
        ),
        Key("actions", "tables, as “action” takes them", _tables, about="held, agreed, minutes: actions agreed there"),
        Key("closing", "tables with closes, state, result", _tables, about="held, agreed, minutes: actions that close"),
        Key("next", "a table with planned, mode, invited", _table, about="held, agreed, minutes: the next meeting"),
    ),
    faults=_faults,
    draft=_draft,
)
