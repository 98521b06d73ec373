"""A record's keys, sections and values in plain words, the same on the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.clock import brief, british

if TYPE_CHECKING:
    from collections.abc import Callable

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.record import Record, Section

LABELS: Final = {
    "on": "The day",
    "text": "Account",
    "meaning": "What it means",
    "why_child": "Why it matters to the child",
    "where": "Where",
    "present": "Who was there",
    "start": "From",
    "end": "Until",
    "session": "What kind",
    "statutory": "Required by law",
    "children_seen": "Seen",
    "seen_alone": "Seen alone",
    "bedroom_seen": "Bedroom seen",
    "missed_by": "Missed",
    "effect_on_child": "Effect on the child",
    "reason_closed": "Why it ended",
    "when": "When it was",
    "form": "What kind",
    "section": "Part of the report",
    "share": "Shared with",
    "stands": "How it stands",
    "now": "How it stands now",
    "frequency": "How often",
    "done": "How often it was done",
    "steps_done": "Steps that are done",
    "parent_words": "In the parent’s words",
    "child_response": "What the child does or says",
    "worker_view": "What the worker makes of it",
    "goal": "The goal",
    "risk": "The worry",
    "better": "Which way is better",
    "marks": "Marked",
    "name": "What is measured",
    "detail": "More exactly",
    "entry": "Told in",
    "views": "Whose views",
    "strength": "Shows a strength",
    "worry": "Shows a worry",
    "matter": "Agreeing to",
    "to": "Shared with",
    "state": "What they said",
    "how": "How",
    "words": "In their words",
    "decided_by": "Decided by",
    "asked_by": "Asked by",
    "review": "Ask again",
    "from": "From",
    "withhold_from": "Never to",
    "shows": "What it is",
    "closed": "Rating",
    "head": "Last commit in it",
    "sha256": "Known by",
}
SECTIONS: Final = {
    "meaning": "What it means",
    "why-child": "Why it matters to the child",
    "account": "",
}
_ABOVE: Final = frozenset(
    {
        "about",
        "children",
        "assessment",
        "questions",
        "not_applicable",
        "corrects",
        "correction_reason",
        "person",
        "child",
        "precision",
    }
)


_OWN_KEYS: Final[Mapping[str, Mapping[str, str]]] = {"goal": {"to": "until"}, "plan": {"done": "steps_done"}}
"""Keys that say something else in one kind of record: `to` is a day of a goal, and elsewhere who is told something."""
OWN_REASON: Final = frozenset({"visit", "consent", "rating", "summary", "supervision", "status", "strike"})
"""Kinds whose `reason` says something else than why they were put right."""


def facts(record: Record) -> list[tuple[str, Any]]:
    """Return what the front matter says beyond what stands above."""
    hidden = set(_ABOVE)
    if record.corrects and record.kind not in OWN_REASON:
        hidden.add("reason")
    if record.kind == "rating" or "rating" in record.head:
        hidden.discard("child")
    if record.kind == "reply":
        hidden.add("to")
    own = _OWN_KEYS.get(record.kind, {})
    rows = [(own.get(key, key), value) for key, value in record.head.items() if key not in hidden]
    if isinstance(record.head.get("children"), Mapping):
        rows.append(("children", record.head["children"]))
    return rows


def heading(record: Record, section: Section, family: Family, practice: Practice) -> tuple[str, str]:
    """Return a section's heading, in the wording it was asked in, and the child it is about."""
    questions = practice.questions
    name, child = section.name, ""
    base, _, rest = name.rpartition(".")
    if rest in family.people and base:
        name, child = base, rest
    if record.kind == "module" and name == "account":
        named = ", ".join(questions[key].short if key in questions else key for key in record.questions)
        return f"Account, on {named}", ""
    short = f"{questions[name].short}  " if name in questions else ""
    if section.title:
        return f"{short}{section.title}", child
    if record.kind == "plan" and name in practice.planning.topics:
        return practice.planning.topics[name].heading, child
    if record.kind == "paper" and (asked := _asked(record, name, child, family, practice)):
        return asked, ""
    if name in questions:
        return f"{short}{questions[name].text}", child
    return SECTIONS.get(name, capital(name.replace("-", " "))), child


def _asked(record: Record, name: str, parent: str, family: Family, practice: Practice) -> str:
    """Return the heading of words that are written for one paper alone; "" where the paper has no such part."""
    paper = practice.papers.get(record.word("paper"))
    part = next((one for one in paper.parts if one.id == name), None) if paper else None
    names = {"child": family.first_name(record.word("child")), "parent": family.first_name(parent)}
    return capital(part.heading.format(**names)) if part else ""


def told(key: str, value: object, family: Family, practice: Practice) -> str:
    """Return a value of the front matter in words."""
    if isinstance(value, Mapping):
        names = {name: family.first_name(str(name)) for name in value}
        if key == "steps_done":
            steps = practice.planning.steps
            names = {name: f"{steps[name].text}:" if name in steps else name for name in value}
        if key == "effect_on_child":
            return "\n".join(f"{capital(names[name])}: {item}" for name, item in value.items())
        return ", ".join(f"{names[name]} {told(key, item, family, practice)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        point = key == _POINTS and value and not isinstance(value[0], list | tuple)
        items = [_day(value[0]), *value[1:]] if point else value
        return (": " if point else ", ").join(told(key, item, family, practice) for item in items) or "–"
    if isinstance(value, bool):
        return "closed until the meeting is held" if key == "closed" else "yes" if value else "no"
    if isinstance(value, date):
        return moment_of(value) if isinstance(value, datetime) else brief(value)
    return _word(key, str(value), family, practice)


_LISTS: Final[Mapping[str, Callable[[Practice], Mapping[str, Any]]]] = {
    "session": lambda practice: practice.sessions,
    "missed_by": lambda practice: practice.missed,
    "matter": lambda practice: practice.consent_matters,
    "state": lambda practice: practice.consent_states,
    "reason": lambda practice: practice.consent_reasons,
    "status": lambda practice: practice.statuses,
    "shows": lambda practice: practice.attachments,
    "meeting": lambda practice: practice.meetings,
    "stands": lambda practice: practice.direct_work.goal_states,
    "now": lambda practice: practice.direct_work.outcomes,
    "share": lambda practice: practice.direct_work.shares,
    "better": lambda practice: practice.direct_work.directions,
    "form": lambda practice: practice.direct_work.reviews,
    "paper": lambda practice: practice.papers,
}
"""The list of the practice model that a key's ids come from; each is read where it is asked for."""
_POINTS: Final = "points"
_TYPED: Final = frozenset(
    {"where", "effect_on_child", "limits", "words", "how", "text", "frequency", "done", "detail", "name"}
)


def _word(key: str, value: str, family: Family, practice: Practice) -> str:
    if key == "outcomes":
        every = (outcome for module in practice.modules for outcome in module.outcomes)
        return next((outcome.text for outcome in every if outcome.id == value), value)
    known = _LISTS[key](practice) if key in _LISTS else {}
    if value in known:
        return str(known[value].name)
    if key in _TYPED:
        return value
    who = value.rpartition(":")[2] if key == "views" else value
    return family.called(who if who in family.people else value)


def _day(value: object) -> str:
    """Return the day or month of a point, which stands there as text, in words; what is neither, as it is."""
    for rest, short in (("", brief), ("-01", "{:%b %Y}".format)):
        try:
            return short(date.fromisoformat(f"{value}{rest}"))
        except ValueError:
            continue
    return str(value)


def moment_of(moment: datetime) -> str:
    """Return a moment in British time: `4 Mar 2025 15:30`."""
    local = moment.astimezone(british())
    return f"{brief(local.date())} {local:%H:%M}"


def label(key: str) -> str:
    """Return what a key of the front matter is called."""
    return LABELS.get(key, capital(key.replace("_", " ")))


def capital(words: str) -> str:
    """Return words as the beginning of a line."""
    return words[:1].upper() + words[1:]
