"""What happened when: the events of a family's workbook that start or stop a clock (practice/timescales.py `EVENT`).

Computed from who is who and from the records; nothing of it is stored.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.clock import day_of, utc
from fsworkbook.workbook.extensions import EXTENDED, until
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.statuses import history
from fsworkbook.workbook.thresholds import reviews

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Calendar, Meeting
    from fsworkbook.workbook.record import Record

NOBODY = frozenset[str]()


class Event(NamedTuple):
    """Something that happened, or is planned, on a day.

    Attributes:
        name: as in `timescales.toml`: `meeting.core-group`.
        on: the British day.
        of: whom or what it concerns: keys of children, of an assessment, ids of records.
        by: whose it is, where somebody's own counts: a key of the team.
        record: the id of the record that tells it, or "".
        at: the moment, where hours count.
        until: the later day that it gives, where it extends a clock.
    """

    name: str
    on: date
    of: frozenset[str] = NOBODY
    by: str = ""
    record: str = ""
    at: datetime | None = None
    until: date | None = None


def events(family: Family, ledger: Ledger, practice: Practice) -> tuple[Event, ...]:
    """Return everything that happened, in order."""
    meetings = calendar(ledger)
    found = chain(
        _beginnings(family, practice),
        _assessments(family),
        _extensions(ledger),
        _supervisions(meetings, ledger),
        _summaries(meetings, ledger),
        _meetings(family, ledger),
        _statuses(family, ledger, practice),
        _visits(ledger),
        _papers(ledger),
        _copies(family, ledger),
        _thresholds(ledger),
    )
    return tuple(sorted(found, key=lambda event: (event.on, event.at or _midnight(event.on), event.name)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _beginnings(family: Family, practice: Practice) -> Iterator[Event]:
    decided = family.decision.get("on")
    if isinstance(decided, date):
        yield Event("decision", decided)
    if family.opened:
        yield Event("opened", family.opened)
    allocated = [member.since for member in family.team.values() if member.role == practice.allocated_role]
    if days := [day for day in allocated if day]:
        yield Event("allocated", min(days))


def _assessments(family: Family) -> Iterator[Event]:
    for assessment in family.assessments.values():
        of = frozenset({assessment.key})
        if assessment.started:
            yield Event("assessment.started", assessment.started, of)
        if assessment.concluded:
            yield Event("assessment.concluded", assessment.concluded, of)


def _extensions(ledger: Ledger) -> Iterator[Event]:
    for record in ledger.of("extension"):
        of = frozenset({record.word("assessment")})
        yield Event(EXTENDED, record.on, of, record.by, record.id, until=until(record))


def _supervisions(meetings: Calendar, ledger: Ledger) -> Iterator[Event]:
    for meeting in meetings.meetings:
        of = frozenset({meeting.id})
        yield Event("supervision.planned", meeting.on, of, record=meeting.id)
        if meeting.moves:
            yield Event("supervision.moved", meeting.first_planned, of, record=meeting.id)
        for name, record in (("held", meeting.held), ("minuted", meeting.minutes), ("approved", meeting.approved)):
            if record:
                yield _step(f"supervision.{name}", record, of, ledger, by_work=name == "held")
        for record in meeting.reminders:
            yield _step("supervision.reminded", record, of, ledger)


def _step(name: str, record: Record, of: frozenset[str], ledger: Ledger, *, by_work: bool = False) -> Event:
    """A meeting was held when it was held; what is written about it is in time by its first version."""
    first = ledger.first_version(record)
    on = record.on if by_work else day_of(first.recorded)
    return Event(name, on, of, record.by, record.id, first.recorded)


def _summaries(meetings: Calendar, ledger: Ledger) -> Iterator[Event]:
    for record in ledger.of("summary"):
        first = ledger.first_version(record)
        meeting = _for(meetings, first.recorded)
        if meeting:
            of = frozenset({meeting.id})
            yield Event("summary", day_of(first.recorded), of, record.by, record.id, first.recorded)


def _for(meetings: Calendar, moment: datetime) -> Meeting | None:
    """Return the meeting that what was recorded at a moment was recorded for."""
    for meeting in meetings.held:
        if moment in meetings.period(meeting):
            return meeting
    return meetings.next


def _meetings(family: Family, ledger: Ledger) -> Iterator[Event]:
    everyone = frozenset(child.key for child in family.children)
    held = {record.word("holds") for record in ledger.of("meeting")}
    for record in ledger.of("meeting"):
        planned = record.head.get("planned")
        if isinstance(planned, date) and record.id in held:
            continue
        on = planned if isinstance(planned, date) else record.on
        about = frozenset((*(record.children or everyone), *record.names("assessment"), record.id))
        for kind in record.names("meeting"):
            name = "planned" if isinstance(planned, date) else "meeting"
            yield Event(f"{name}.{kind}", on, about, record=record.id)
        given = record.head.get("report_given")
        if isinstance(given, date):
            yield Event("report.given", given, frozenset({record.id, record.word("holds")}), record=record.id)


def _statuses(family: Family, ledger: Ledger, practice: Practice) -> Iterator[Event]:
    for child in family.children:
        of = frozenset({child.key})
        plan, status = "", ""
        for held in history(ledger, child.key):
            known = practice.statuses.get(held.status)
            if held.status != status:
                if status:
                    yield Event(f"left.{status}", held.since, of, record=held.record.id)
                yield Event(f"status.{held.status}", held.since, of, record=held.record.id)
            if known and known.plan != plan:
                yield Event(f"plan.{known.plan}", held.since, of, record=held.record.id)
            plan, status = known.plan if known else "", held.status


def _visits(ledger: Ledger) -> Iterator[Event]:
    for record in ledger.of("visit"):
        start = record.head.get("start")
        if not record.head.get("statutory") or record.head.get("missed_by") or not isinstance(start, datetime):
            continue
        seen = frozenset(record.names("children_seen"))
        ended = record.head.get("end")
        moment = utc(ended if isinstance(ended, datetime) else start)
        first = ledger.first_version(record)
        yield Event("visit.statutory", record.on, seen | {record.id}, record.by, record.id, moment)
        mine = frozenset({record.id})
        yield Event("visit.recorded", day_of(first.recorded), mine, record.by, record.id, first.recorded)


def _papers(ledger: Ledger) -> Iterator[Event]:
    for record in ledger.of("case-summary"):
        yield Event("case-summary", record.on, record=record.id)
    for record in ledger.of("note"):
        if record.word("topic") in {"plan-agreed", "plan-shared", "conference-asked"}:
            name = record.word("topic").replace("-", ".", 1)
            yield Event(name, record.on, frozenset({record.word("assessment")}) - {""}, record=record.id)


def _copies(family: Family, ledger: Ledger) -> Iterator[Event]:
    """A paper was asked for by somebody, or handed over to somebody of the family (C.22, C.62)."""
    if not ledger.of("copy"):
        return
    from fsworkbook.workbook.disclosure.copies import copies, requests  # noqa: PLC0415 - few families have any yet

    for copy in copies(ledger):
        if copy.assessment and copy.recipient in family.people:
            of = frozenset({copy.assessment})
            yield from (Event("copy.assessment", step.on, of, step.by, step.record) for step in copy.given)
    for request in requests(ledger):
        yield Event("records.asked", request.asked, frozenset({request.id, request.recipient}), request.by, request.id)
        if request.given is not None:
            yield Event("records.given", request.given, frozenset({request.id}), request.by, request.id)


def _thresholds(ledger: Ledger) -> Iterator[Event]:
    for review in reviews(ledger):
        of = frozenset({review.asked.id})
        yield Event("threshold.asked", review.asked.on, of | {review.child}, review.asked.by, review.asked.id)
        if review.answer is not None:
            yield Event("threshold.answered", review.answer.on, of, review.answer.by, review.answer.id)
