"""The plan of an assessment as it stands: what was agreed, what is done, and what its sessions still need (N5, N6)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from fsworkbook.workbook.thread import thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.plans import PlanNeed, PlanStep, PlanTopic
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.thread import Question

KIND: Final = "plan"
_ACCOUNT: Final = "account"

State = Literal["held", "missed", "to come", "not recorded"]


class Agreed(NamedTuple):
    """What was agreed on a topic; `topic` is None for words under no topic."""

    topic: PlanTopic | None
    words: str
    record: Record


class Step(NamedTuple):
    """A step of preparing: the day on which it was done, or why it is not needed; neither where it is open."""

    step: PlanStep
    on: date | None
    not_needed: str


class Session(NamedTuple):
    """A session of the plan, and what came of it.

    Attributes:
        on: its day.
        kind: its kind (L.50).
        what: what it is for; may be empty.
        about: keys of the people whom it is with.
        by: keys of the members of the team who hold it.
        observe: whether it observes parent and child.
        state: whether it was held, was missed, lies ahead, or is past with nothing recorded.
        record: the id of the visit or entry that shows it, or "".
    """

    on: date
    kind: str
    what: str
    about: tuple[str, ...]
    by: tuple[str, ...]
    observe: bool
    state: State
    record: str


class Meeting(NamedTuple):
    """A halfway, review or final meeting: its kinds, its day, and whether it was held."""

    kinds: tuple[str, ...]
    on: date
    held: bool


class Tool(NamedTuple):
    """A tool, and when it was explained to whom."""

    tool: str
    explained: date | None
    about: tuple[str, ...]


class AssessmentPlan(NamedTuple):
    """Everything that the plan of one assessment says on a day; `lacking` are the needs that nothing answers yet."""

    key_questions: tuple[Question, ...]
    agreed: tuple[Agreed, ...]
    steps: tuple[Step, ...]
    sessions: tuple[Session, ...]
    meetings: tuple[Meeting, ...]
    tools: tuple[Tool, ...]
    lacking: tuple[PlanNeed, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was planned."""
        return not (
            self.agreed or self.sessions or self.tools or any(step.on or step.not_needed for step in self.steps)
        )


def plan_of(assessment: Assessment, practice: Practice, ledger: Ledger, day: date) -> AssessmentPlan:
    """Return the plan of an assessment, as its records by the end of `day` say; a later record says more, or anew."""
    records = [record for record in ledger.of(KIND) if record.word("assessment") == assessment.key and record.on <= day]
    sessions = tuple(sorted(_sessions(records, assessment, ledger, day), key=lambda one: one.on))
    meetings = tuple(sorted(_meetings(assessment, practice, ledger, day), key=lambda one: one.on))
    return AssessmentPlan(
        _key_questions(assessment, practice, ledger, day),
        tuple(_agreed(records, practice)),
        tuple(_steps(records, practice)),
        sessions,
        meetings,
        tuple(_tools(records)),
        tuple(need for need in practice.planning.needs.values() if not _met(need, sessions, meetings)),
    )


def _key_questions(assessment: Assessment, practice: Practice, ledger: Ledger, day: date) -> tuple[Question, ...]:
    """Return what the assessment must answer, as its entries and its report ask it (N.47, H40)."""
    mine = {
        kind: [record for record in ledger.of(kind) if record.word("assessment") == assessment.key and record.on <= day]
        for kind in ("module", "analysis")
    }
    return thread(mine["module"], mine["analysis"], practice)


def _agreed(records: Iterable[Record], practice: Practice) -> Iterator[Agreed]:
    """Yield the last words on each topic, in the order of the topics, then what was said under none."""
    topics = practice.planning.topics
    last: dict[str, Agreed] = {}
    free: list[Agreed] = []
    for record in records:
        for section in record.sections:
            if not section.text.strip():
                continue
            if section.name in topics:
                last[section.name] = Agreed(topics[section.name], section.text, record)
            elif section.name == _ACCOUNT:
                free.append(Agreed(None, section.text, record))
    yield from (last[name] for name in topics if name in last)
    yield from free


def _steps(records: Iterable[Record], practice: Practice) -> Iterator[Step]:
    done: dict[str, date] = {}
    idle: dict[str, str] = {}
    for record in records:
        for name, on in _table(record, "done").items():
            if isinstance(on, date):
                done[name] = on
                idle.pop(name, None)
        for name, why in _table(record, "not_needed").items():
            idle[name] = str(why)
            done.pop(name, None)
    for name, step in practice.planning.steps.items():
        yield Step(step, done.get(name), idle.get(name, ""))


def _sessions(records: Iterable[Record], assessment: Assessment, ledger: Ledger, day: date) -> Iterator[Session]:
    for record in records:
        for row in _listed(record, "sessions"):
            on = row.get("on")
            if isinstance(on, date):
                about = tuple(map(str, row.get("about") or assessment.parents))
                state, found = _came_of(on, about, ledger, day)
                yield Session(
                    on,
                    str(row.get("session", "")),
                    str(row.get("what", "")),
                    about,
                    tuple(map(str, row.get("by") or ())),
                    row.get("observe") is True,
                    state,
                    found,
                )


def _came_of(on: date, about: tuple[str, ...], ledger: Ledger, day: date) -> tuple[State, str]:
    """Return what came of a session: the visit or entry of its day with one of its people shows it."""
    if on > day:
        return "to come", ""
    found = [record for kind in ("visit", "module") for record in ledger.of(kind) if record.on == on]
    found = [record for record in found if _people(record) & set(about)]
    held = next((record for record in found if not record.word("missed_by")), None)
    if held is not None:
        return "held", held.id
    return ("missed", found[0].id) if found else ("not recorded", "")


def _people(record: Record) -> set[str]:
    named = ("about", "children", "present", "children_seen", "seen_alone", "child")
    return {key for name in named for key in record.names(name)}


def _meetings(assessment: Assessment, practice: Practice, ledger: Ledger, day: date) -> Iterator[Meeting]:
    """Yield the meetings about this assessment that a plan needs, planned or held."""
    wanted = {name for need in practice.planning.needs.values() for name in need.meetings}
    held = {record.word("holds") for record in ledger.of("meeting") if record.on <= day}
    for record in ledger.of("meeting"):
        kinds = tuple(name for name in record.names("meeting") if name in wanted)
        if kinds and assessment.key in (record.names("assessment") or (assessment.key,)) and record.id not in held:
            planned = record.head.get("planned")
            on = planned if isinstance(planned, date) else record.on
            yield Meeting(kinds, on, planned is None)


def _tools(records: Iterable[Record]) -> Iterator[Tool]:
    """Yield each tool once, with the day on which it was explained as it was said last."""
    found: dict[str, Tool] = {}
    for record in records:
        for row in _listed(record, "tools"):
            name, on = str(row.get("tool", "")), row.get("explained")
            before = found.get(name.casefold())
            explained = on if isinstance(on, date) else before.explained if before else None
            found[name.casefold()] = Tool(name, explained, tuple(map(str, row.get("about") or ())))
    yield from found.values()


def _met(need: PlanNeed, sessions: Iterable[Session], meetings: Iterable[Meeting]) -> bool:
    if need.meetings:
        return any(set(need.meetings) & set(meeting.kinds) for meeting in meetings)
    return any(
        (not need.sessions or session.kind in need.sessions)
        and (session.observe or not need.observe)
        and session.state in {"held", "to come"}
        for session in sessions
    )


def _table(record: Record, name: str) -> Mapping[str, Any]:
    value = record.head.get(name)
    return value if isinstance(value, dict) else {}


def _listed(record: Record, name: str) -> list[Mapping[str, Any]]:
    value = record.head.get(name)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
