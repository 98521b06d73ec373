"""What somebody is most likely to do now: go on with what they left, do what is late or due, do what they always do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.cli.time.caseload import short
from fsworkbook.workbook.timing.due import LATE, WEEK, due
from fsworkbook.workbook.timing.outlook import (
    ACTION,
    APART,
    CONSENT,
    COPY,
    DISPUTED,
    MEETING,
    NEWS,
    PROMISED,
    REVIEW,
    SIGNATURE,
    WORRY,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from fsworkbook.cli.talk.unfinished import Left
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.caseload import Glance
    from fsworkbook.workbook.timing.due import Owed

MOST: Final = 3
"""How many things are offered before everything else."""


class Doing(NamedTuple):
    """One thing that can be done.

    Attributes:
        title: what it is, in words.
        words: the command's words, as typed after the program's name.
        family: the family that it is about; None where it is about none, or is still to be chosen.
        whole: whether the words are complete, so that nothing is added to them.
        ending: what stays where the title must be cut to fit its line: of which family, and when.
    """

    title: str
    words: tuple[str, ...]
    family: Glance | None = None
    whole: bool = False
    ending: str = ""


DOES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "summary": ("Write my summary", ("summary",)),
    "case-summary": ("Write the case summary", ("summary", "--case")),
    "supervision.planned": ("Plan the supervision", ("supervision", "schedule")),
    "supervision.reminded": ("Remind the team", ("supervision", "remind")),
    "supervision.held": ("Hold the supervision", ("supervision", "hold")),
    "supervision.minuted": ("Write the minutes", ("supervision", "minutes")),
    "supervision.approved": ("Authorise the minutes", ("supervision", "approve")),
    "visit": ("Record a visit", ("visit",)),
    "meeting": ("Record the meeting", ("meeting",)),
    "report.given": ("Record the meeting", ("meeting",)),
    "assessment.extended": ("Agree more time for an assessment", ("extend",)),
    "assessment": ("Look at the report", ("report",)),
    COPY: ("Let a copy go", ("copies", "release")),
    "records.given": ("Make the copy of their records", ("records",)),
    "copy": ("Look at the report", ("report",)),
    "allocated": ("Say who works with them", ("team",)),
    "status": ("Record a child’s status", ("status",)),
    "left": ("Record a child’s status", ("status",)),
    "threshold": ("Answer the request to look at a threshold", ("threshold", "--answer")),
    ACTION: ("Close an action", ("action", "--close")),
    REVIEW: ("Ask for consent again", ("consent", "review")),
    CONSENT: ("Look at consent", ("consent",)),
    APART: ("Look at court orders", ("order",)),
    DISPUTED: ("Read what they say is wrong", ("reply", "--list")),
    PROMISED: ("Say what was decided", ("request",)),
    NEWS: ("Write the case summary", ("summary", "--case")),
    WORRY: ("Look again at the worries from the start", ("risk", "look")),
    SIGNATURE: ("Get the report signed", ("report", "sign")),
}
"""What does it: by the event that meets a task, or its first word, or what set its day."""

_USUAL: Final = (
    ("see-performance", "D", Doing("See how every family stands", ("caseload",), whole=True)),
    ("arrange-supervision", "W", Doing("See and plan supervisions", ("supervision",))),
    ("write-module-entry", "W", Doing("Record a visit", ("visit",))),
)
"""What a role does most days, by what it may do (B.76, B.60, B.54)."""


def likely(
    mine: Sequence[Glance], left: Sequence[Left], key: str, role: str, practice: Practice, today: date
) -> list[Doing]:
    """Return the things that somebody is most likely to do now, the likeliest first.

    Args:
        mine: their families.
        left: what they left unfinished, the last first.
        key: their own key.
        role: their own role.
        practice: the model in use.
        today: the British day.
    """
    drafts = [go_on(one, mine) for one in left]
    tasks = list(_tasks(mine, key, today))
    usual = [_usual(mine, key, role, practice, today)]
    wanted = [*drafts[:1], *tasks[: MOST - 1 - len(drafts[:1])], *usual, *tasks, *drafts]
    chosen: dict[tuple[tuple[str, ...], str], Doing] = {}
    for doing in wanted:
        chosen.setdefault((doing.words, doing.family.name if doing.family else ""), doing)
    return list(chosen.values())[:MOST]


def go_on(left: Left, mine: Iterable[Glance]) -> Doing:
    """Return what takes up again what was left unfinished."""
    family = next((one for one in mine if left.family.replace("\\", "/").endswith(f"/{one.name}")), None)
    named = f" ({family.surname})" if family else ""
    what = left.draft.title or left.draft.name
    title = f"Go on with {what.removeprefix(f'{family.surname} · ') if family else what}"
    return Doing(title, tuple(left.arguments), whole=True, ending=named)


def _tasks(mine: Iterable[Glance], key: str, today: date) -> Iterator[Doing]:
    """Yield what does the tasks that are mine and late or due this week, the most pressing first."""
    owed = [(item, one) for one in mine for item in due(one.outlook, today, key)]
    owed = [(item, one) for item, one in owed if item.group in {LATE, WEEK} and item.task.rule != MEETING]
    for item, one in sorted(owed, key=lambda pair: (pair[0].group != LATE, pair[0].task.due, pair[1].name)):
        task = item.task
        known = next((DOES[name] for name in _names(task.done_by or task.rule) if name in DOES), None)
        if known is None:
            continue
        says, words = known
        whose = task.what.partition(" · ")[2] if task.rule != NEWS else ""
        about = task.what if task.rule in {ACTION, SIGNATURE} else f"{says} · {whose}" if whose else says
        closing: tuple[str, ...] = (task.record,) if task.rule in {ACTION, COPY} or words[-1] == "--answer" else ()
        if task.rule == SIGNATURE:
            closing = ("--assessment", task.of)
        yield Doing(about, (*words, *closing), one, ending=f" ({one.surname}), {when(item)}")


def _names(event: str) -> tuple[str, str]:
    return event, event.partition(".")[0]


def when(owed: Owed) -> str:
    """Return when something is due, in a few words."""
    if owed.group == LATE:
        return f"late since {short(owed.task.due)}"
    if owed.days < 0:
        return f"waits since {short(owed.task.due)}"
    days = {0: "due today", 1: "due tomorrow"}
    return days.get(owed.days, f"due {short(owed.task.due, weekday=True)}")


def _usual(mine: Iterable[Glance], key: str, role: str, practice: Practice, today: date) -> Doing:
    roles = {role, *(held for one in mine for held in one.roles_of(key, today))}
    for action, letter, doing in _USUAL:
        if roles & {known.id for known in practice.who_may(action, letter)}:
            return doing
    return Doing("See what is due", ("due",), whole=True)
