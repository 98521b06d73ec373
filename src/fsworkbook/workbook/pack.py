"""What is new since the last supervision: one practitioner's work, and the whole team's pack (E.01, D.60, X13)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.family import live
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.ratings import Opened, opened, veiled

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Member
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting, Period
    from fsworkbook.workbook.record import Record

WORK: Final = ("module", "visit", "chronology")
"""Kinds of record that a summary refers to, so that nothing is written twice (E.02)."""

DECISIONS: Final = ("consent", "status", "meeting", "note")
"""Kinds of record that the meeting should know of, besides the work."""


@dataclass(frozen=True)
class Part:
    """What one practitioner brings to the meeting.

    Attributes:
        member: who.
        summary: their latest summary of the period, with a rating that is still closed taken out; or None.
        work: what they recorded in the period, by the day of the work.
        rated: whether they have given a rating.
    """

    member: Member
    summary: Record | None
    work: tuple[Record, ...]
    rated: bool


@dataclass(frozen=True)
class Pack:
    """The pack for one meeting: only what is new since the last one that was held.

    Attributes:
        meeting: the meeting, or None where the next one is not booked.
        since: the day of the meeting before, or None where this is the first.
        parts: what each practitioner brings, those of whom a rating is expected first.
        ratings: as the viewer may see them.
        without_summary: keys of those whose summary is missing.
        decisions: consents, statuses, meetings and notes of the period.
    """

    meeting: Meeting | None
    since: date | None
    parts: tuple[Part, ...]
    ratings: Opened
    without_summary: tuple[str, ...] = ()
    decisions: tuple[Record, ...] = field(default=())


def new_since(ledger: Ledger, period: Period, *kinds: str, by: str = "") -> tuple[Record, ...]:
    """Return standing records of some kinds that were first recorded within a period, by one author or by all."""
    return tuple(
        record
        for record in ledger.of(*kinds)
        if ledger.first_version(record).recorded in period and by in {"", ledger.first_version(record).by}
    )


def last_summary(ledger: Ledger, key: str, period: Period) -> Record | None:
    """Return a practitioner's latest summary of a period."""
    found = new_since(ledger, period, "summary", by=key)
    return max(found, key=lambda record: (record.recorded, record.id), default=None)


def supervision_pack(
    ledger: Ledger,
    family: Family,
    practice: Practice,
    *,
    viewer: str,
    today: date,
    meeting: Meeting | None = None,
) -> Pack:
    """Return the pack for a meeting: a given one, or the one that is next.

    Args:
        ledger: the records as they stand.
        family: who works with whom.
        practice: the roles, and the shapes of summary.
        viewer: the key of the reader, to whom others' ratings stay closed until the meeting is held.
        today: the British day, where no meeting is booked.
        meeting: which meeting; None for the next one.
    """
    meetings = calendar(ledger)
    chosen = meeting or meetings.next
    period = meetings.period(meeting)
    ratings = opened(ledger, family, practice, viewer=viewer, today=today, meeting=meeting)
    on = chosen.on if chosen else today
    parts = []
    for member in _order(family, practice, on):
        summary = last_summary(ledger, member.key, period)
        work = new_since(ledger, period, *WORK, by=member.key)
        if summary or work or _expected(member, practice):
            seen = veiled((summary,), ledger, viewer)[0] if summary else None
            parts.append(Part(member, seen, work, member.key in ratings.raters))
    before = [item for item in meetings.held if chosen is None or item.id != chosen.id]
    if chosen and chosen.held:
        before = [item for item in before if item.held and item.held.recorded < chosen.held.recorded]
    return Pack(
        meeting=chosen,
        since=before[-1].on if before else None,
        parts=tuple(parts),
        ratings=ratings,
        without_summary=tuple(
            part.member.key for part in parts if not part.summary and _expected(part.member, practice)
        ),
        decisions=new_since(ledger, period, *DECISIONS),
    )


def _expected(member: Member, practice: Practice) -> bool:
    return member.role in practice.roles and practice.roles[member.role].rates


def _order(family: Family, practice: Practice, on: date) -> list[Member]:
    present = [member for member in family.team.values() if live(member.since, member.until, on)]
    return sorted(present, key=lambda member: not _expected(member, practice))
