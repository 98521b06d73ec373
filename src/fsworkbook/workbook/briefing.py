"""What a supervision should have before it besides the summaries: actions, gaps, dates, what others say (D.60)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.actions import Flag, carried, flags
from fsworkbook.workbook.consentgaps import ConsentGap, consent_gaps
from fsworkbook.workbook.coverage import Progress, progress, untouched_everywhere
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.risks import Worry, worries
from fsworkbook.workbook.thresholds import Review, Waiting, reviews, waiting
from fsworkbook.workbook.timing.due import Owed, due
from fsworkbook.workbook.timing.outlook import ACTION, WORRY, open_actions, outlook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting
    from fsworkbook.workbook.pack import Part
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.timing.days import Counting

OUTSIDE: Final = "outside"
"""The section of a summary in which professionals outside the team are heard (E.14)."""

_OF_THE_MEETING: Final = ("supervision", "practitioner")
"""Whose clocks belong to the meeting itself, and are shown with it rather than among the family's dates."""


class Standing(NamedTuple):
    """One action: the record, how often it was carried over, what is wanting in it, and how it came out ("": open)."""

    record: Record
    carried: int
    flags: tuple[Flag, ...] = ()
    state: str = ""
    result: str = ""


class Said(NamedTuple):
    """What professionals outside the team say, as one practitioner wrote it down."""

    by: str
    text: str


class Briefing(NamedTuple):
    """What a meeting should have before it.

    Attributes:
        actions: the open ones, the longest carried first.
        closed: those that closed since the meeting before.
        coverage: how far each assessment has come.
        untouched: ids of the questions that nobody has worked on in any of them.
        consents: the gaps in consent.
        owed: the family's dates, late ones first, without actions and what belongs to the meeting itself.
        outside: what professionals outside the team say.
        minutes: the last minutes that were approved, or None.
        notes: notes that put them right.
        reviews: thresholds that were asked about since the meeting before, and those that nobody has answered (B.22).
        waiting: recommendations that no conference, review or court has decided yet (B.21).
        worries: those from the start, the ones that nobody looked at in the last supervision first (I.20).
    """

    actions: tuple[Standing, ...]
    closed: tuple[Standing, ...]
    coverage: tuple[Progress, ...]
    untouched: tuple[str, ...]
    consents: tuple[ConsentGap, ...]
    owed: tuple[Owed, ...]
    outside: tuple[Said, ...]
    minutes: Record | None
    notes: tuple[Record, ...]
    reviews: tuple[Review, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    worries: tuple[Worry, ...] = ()


def briefing(
    ledger: Ledger,
    family: Family,
    practice: Practice,
    counting: Counting,
    *,
    meeting: Meeting | None,
    parts: Iterable[Part],
    today: date,
) -> Briefing:
    """Return what a meeting should have before it.

    Args:
        ledger: the records as they stand.
        family: who is who.
        practice: the model in use.
        counting: how days are counted.
        meeting: which one, or None where the next is not booked.
        parts: what each practitioner brings (`pack.Pack.parts`).
        today: the British day.
    """
    rows = tuple(progress(one, family, practice, ledger) for one in family.assessments.values())
    every = [_standing(record, family, practice, ledger) for record in open_actions(ledger)]
    minutes = _approved(ledger, meeting)
    notes = tuple(record for record in ledger.of("note") if minutes and record.word("adds_to") == minutes.id)
    rules = practice.timescales
    tasks = due(outlook(family, ledger, practice, counting), today)
    return Briefing(
        actions=tuple(sorted(every, key=lambda item: (-item.carried, item.record.on, item.record.id))),
        closed=_closed(ledger, meeting, family, practice),
        coverage=rows,
        untouched=untouched_everywhere(rows, practice, ledger),
        consents=consent_gaps(family, ledger, practice, today),
        owed=tuple(
            item
            for item in tasks
            if item.task.rule not in {ACTION, WORRY}
            and not (meeting and item.task.record == meeting.id)
            and not (item.task.rule in rules and rules[item.task.rule].of in _OF_THE_MEETING)
        ),
        outside=tuple(_said(parts)),
        minutes=minutes,
        notes=notes,
        reviews=_reviews(ledger, meeting),
        waiting=waiting(family, ledger, practice),
        worries=tuple(sorted(worries(ledger, practice), key=lambda worry: worry.missed is None)),
    )


def _standing(record: Record, family: Family, practice: Practice, ledger: Ledger) -> Standing:
    return Standing(record, carried(record, ledger), flags(record, family, practice, ledger))


def _closed(ledger: Ledger, meeting: Meeting | None, family: Family, practice: Practice) -> tuple[Standing, ...]:
    """Return the actions that closed in the time of a meeting."""
    period = calendar(ledger).period(meeting)
    found = []
    for closing in ledger.of("action"):
        action = ledger.everything.get(closing.word("closes"))
        if action is not None and ledger.first_version(closing).recorded in period:
            made = _standing(action, family, practice, ledger)
            found.append(made._replace(flags=(), state=closing.word("state"), result=closing.word("result")))
    return tuple(found)


def _reviews(ledger: Ledger, meeting: Meeting | None) -> tuple[Review, ...]:
    """Return the threshold reviews of the time of a meeting, and those from before it that are still open."""
    period = calendar(ledger).period(meeting)
    return tuple(
        review
        for review in reviews(ledger)
        if ledger.first_version(review.asked).recorded in period
        or (review.answer is None and (period.until is None or review.asked.recorded <= period.until))
    )


def _approved(ledger: Ledger, meeting: Meeting | None) -> Record | None:
    """Return the minutes that were approved last before a meeting."""
    every = [item for item in calendar(ledger).held if item.approved and (meeting is None or item.id != meeting.id)]
    if meeting is not None and meeting.held is not None:
        every = [item for item in every if item.held and item.held.recorded < meeting.held.recorded]
    return every[-1].minutes if every else None


def _said(parts: Iterable[Part]) -> Iterable[Said]:
    for part in parts:
        text = part.summary.section(OUTSIDE) if part.summary else None
        if text:
            yield Said(part.member.key, text)
