"""Ratings: each practitioner's own, closed until the supervision is held, then opened together (B.01-B.13)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.family import live
from fsworkbook.workbook.meetings import calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Member
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting, Period
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.statuses import Unlikely

RATED = ("rating", "summary")
"""Kinds of record that may carry a rating."""


class Given(NamedTuple):
    """One practitioner's rating for one meeting.

    Attributes:
        by: the key of whoever gave it.
        rating: the id of a rating of the practice model.
        reason: why, in their words.
        children: a rating for a child, where one was given.
        recorded: when it was first given; a correction does not move it.
        record: the id of the record that holds it now.
        before: their rating for the meeting before, or "".
        direction: up, down, same, or "" where they gave none before; up is towards more caution.
    """

    by: str
    rating: str
    reason: str
    children: Mapping[str, str]
    recorded: datetime
    record: str
    before: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The ratings for one meeting, as one person may see them.

    Attributes:
        meeting: the meeting, or None where the next one is not booked.
        open: whether the meeting was held, so that everybody sees everything.
        given: the ratings, by caution and then by name; while closed, only the viewer's own is in it.
        raters: keys of those who have rated; always told.
        missing: keys of those of whom a rating is expected and not there; never green, never last month's (B.10).
        summaries: keys of the missing who have at least sent their summary.
        consensus: unanimous, split or incomplete; "" while closed.
        spread: how many gave each rating, most cautious first; empty while closed.
        proposal: the most cautious rating; a proposal and no more (B.06). "" while closed.
        differs: keys of those who did not give the proposal.
        agreed: what the team manager agreed, or "".
        agreed_by: who recorded that.
        agreed_children: the same for each child.
        agreed_reason: why, where it is below anyone's.
        differences: what the difference was about, in words.
        before: the rating that was agreed at the meeting before, or "".
        unlikely: what in the agreed or proposed rating wants a second look beside the children's plans: a hint (X11).
    """

    meeting: Meeting | None
    open: bool
    given: tuple[Given, ...] = ()
    raters: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    consensus: str = ""
    spread: Mapping[str, int] = field(default_factory=dict)
    proposal: str = ""
    differs: tuple[str, ...] = ()
    agreed: str = ""
    agreed_by: str = ""
    agreed_children: Mapping[str, str] = field(default_factory=dict)
    agreed_reason: str = ""
    differences: str = ""
    before: str = ""
    unlikely: tuple[Unlikely, ...] = ()


def raters(family: Family, practice: Practice, on: date) -> tuple[Member, ...]:
    """Return the members of the team from whom a rating is expected on a day (B.04)."""
    return tuple(
        member
        for member in family.team.values()
        if member.role in practice.roles and practice.roles[member.role].rates and live(member.since, member.until, on)
    )


def opened(
    ledger: Ledger,
    family: Family,
    practice: Practice,
    *,
    viewer: str,
    today: date,
    meeting: Meeting | None = None,
) -> Opened:
    """Return the ratings for a meeting: the given one, or the one that is next.

    Args:
        ledger: the records as they stand.
        family: who works with whom.
        practice: the ratings and their caution.
        viewer: the key of the reader; while closed, only their own rating is theirs to see.
        today: the British day, for a meeting that is not booked.
        meeting: which meeting; None for the time since the last one that was held.
    """
    meetings = calendar(ledger)
    chosen = meeting or meetings.next
    period = meetings.period(meeting)
    on = chosen.on if chosen else today
    earlier = [item for item in meetings.held if chosen is None or item.id != chosen.id]
    if chosen and chosen.held:
        place = [item.id for item in meetings.held].index(chosen.id)
        earlier = list(meetings.held[:place])
    last = _in_period(ledger, meetings.period(earlier[-1])) if earlier else {}
    found = _in_period(ledger, period)
    given = [_given(record, ledger, last, practice) for record in found.values() if _rated(record, practice)]
    expected = [member.key for member in raters(family, practice, on)]
    told = tuple(item.by for item in given)
    missing = tuple(key for key in expected if key not in told)
    sent = {record.by for record in ledger.of("summary") if _first_time(record, ledger) in period}
    base = Opened(
        meeting=chosen,
        open=bool(chosen and chosen.held),
        raters=tuple(sorted(told, key=lambda key: expected.index(key) if key in expected else len(expected))),
        missing=missing,
        summaries=tuple(key for key in missing if key in sent),
        before=earlier[-1].agreed if earlier else "",
    )
    if not base.open:
        return _with(base, given=tuple(item for item in given if item.by == viewer))
    from fsworkbook.workbook.statuses import unlikely  # noqa: PLC0415 - only for ratings that are open

    view = _open(base, given, practice)
    rating = view.agreed or view.proposal
    return _with(view, unlikely=unlikely(ledger, family, practice, on, rating, view.agreed_children))


def history(
    ledger: Ledger, family: Family, practice: Practice, *, today: date, until: Meeting | None = None
) -> tuple[Opened, ...]:
    """Return the ratings of every meeting that was held, in their order; they are open to the whole team.

    Args:
        ledger: the records as they stand.
        family: who works with whom.
        practice: the ratings and their caution.
        today: the British day.
        until: the last meeting that is wanted; None, or one that is not held yet, for all.
    """
    held = calendar(ledger).held
    places = [meeting.id for meeting in held]
    wanted = held[: places.index(until.id) + 1] if until and until.id in places else held
    return tuple(opened(ledger, family, practice, viewer="", today=today, meeting=meeting) for meeting in wanted)


def owed_summaries(meeting: Meeting, ledger: Ledger, practice: Practice) -> tuple[str, ...]:
    """Return who is away with leave and owes a summary in their place, and has not sent it (D.09, B.09)."""
    away = [item.who for item in meeting.apologies]
    if meeting.held:
        states = meeting.held.head.get("attendance", {})
        known = practice.attendance
        away = [who for who, state in states.items() if state in known and known[state].owes]
    period = calendar(ledger).period(meeting)
    sent = {record.by for record in ledger.of("summary") if _first_time(record, ledger) in period}
    return tuple(who for who in dict.fromkeys(away) if who not in sent)


def _open(base: Opened, given: list[Given], practice: Practice) -> Opened:
    caution = {key: item.caution for key, item in practice.ratings.items()}
    ordered = sorted(given, key=lambda item: (-caution[item.rating], base.raters.index(item.by)))
    proposal = ordered[0].rating if ordered else ""
    if base.missing or not ordered:
        consensus = "incomplete"
    else:
        consensus = "unanimous" if len({item.rating for item in ordered}) == 1 else "split"
    by_caution = sorted(practice.ratings, key=lambda key: -caution[key])
    spread = {key: sum(item.rating == key for item in ordered) for key in by_caution}
    said = base.meeting.agreement if base.meeting else None
    agreed_children = said.head.get("agreed_children", {}) if said else {}
    return _with(
        base,
        given=tuple(ordered),
        consensus=consensus,
        spread={key: count for key, count in spread.items() if count},
        proposal=proposal,
        differs=tuple(item.by for item in ordered if item.rating != proposal),
        agreed=said.word("agreed") if said else "",
        agreed_by=said.by if said else "",
        agreed_children=dict(agreed_children) if isinstance(agreed_children, dict) else {},
        agreed_reason=said.word("agreed_reason") if said else "",
        differences=said.word("differences") if said else "",
    )


def _with(base: Opened, **changes: object) -> Opened:
    from dataclasses import replace  # noqa: PLC0415 - beside its one use

    return replace(base, **changes)  # type: ignore[arg-type] # each change has its field's type


def _rated(record: Record, practice: Practice) -> bool:
    return record.word("rating") in practice.ratings


def _first_time(record: Record, ledger: Ledger) -> datetime:
    return ledger.first_version(record).recorded


def _in_period(ledger: Ledger, period: Period) -> dict[str, Record]:
    """Return each practitioner's last rating of a period; a summary without a rating does not undo one given before."""
    found: dict[str, Record] = {}
    records = [record for record in ledger.of(*RATED) if "rating" in record.head]
    for record in sorted(records, key=lambda item: (_first_time(item, ledger), item.id)):
        if _first_time(record, ledger) in period:
            found[record.by] = record
    return found


def _given(record: Record, ledger: Ledger, last: Mapping[str, Record], practice: Practice) -> Given:
    rating = record.word("rating")
    before = last[record.by].word("rating") if record.by in last else ""
    children = record.head.get("children", {})
    return Given(
        by=record.by,
        rating=rating,
        reason=record.word("reason"),
        children=dict(children) if isinstance(children, dict) else {},
        recorded=_first_time(record, ledger),
        record=record.id,
        before=before,
        direction=_direction(before, rating, practice),
    )


def _direction(before: str, now: str, practice: Practice) -> str:
    if before not in practice.ratings:
        return ""
    change = practice.ratings[now].caution - practice.ratings[before].caution
    return "same" if change == 0 else ("up" if change > 0 else "down")


def sealed(record: Record, ledger: Ledger, viewer: str, closed: Period) -> bool:
    """Return whether a record's rating is still closed to a viewer: another's, for a meeting not held yet."""
    return (
        record.kind in RATED
        and "rating" in record.head
        and record.by != viewer
        and _first_time(record, ledger) in closed
    )


def veiled(records: Iterable[Record], ledger: Ledger, viewer: str) -> tuple[Record, ...]:
    """Return records with every rating that is still closed to the viewer taken out of them."""
    closed = calendar(ledger).period()
    hidden = {"rating", "reason", "children", "correction_reason"}
    return tuple(
        record._replace(
            head={key: value for key, value in record.head.items() if key not in hidden} | {"closed": True},
        )
        if sealed(record, ledger, viewer, closed)
        else record
        for record in records
    )
