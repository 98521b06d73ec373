"""The supervision meetings of a family: planned, moved, held, and the time between two of them (section D)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


class Move(NamedTuple):
    """One move of a meeting (D.50-D.53).

    Attributes:
        before: the day it was to be until then.
        to: the day it is to be since.
        reason: the id of a reason of the closed list.
        by: who decided it: the key of a member of the team.
    """

    before: date
    to: date
    reason: str
    by: str


class Apology(NamedTuple):
    """That somebody need not come to a meeting, agreed beforehand (D.09).

    Attributes:
        who: the key of the one who cannot come.
        by: who agreed to it.
        record: the id of the record that says so.
    """

    who: str
    by: str
    record: str


class Meeting(NamedTuple):
    """One group supervision.

    Attributes:
        id: of the record that scheduled it.
        planned: the day it is or was to be, after any move.
        first_planned: the day it was to be before any move.
        moves: how often it was moved.
        moved: its moves, in their order.
        reminders: the records of reminders that went out.
        apologies: who need not come, as agreed beforehand.
        held: the record that holds it, which opens the ratings, or None.
        agreement: the record of what was agreed: a further one, or the one that holds it; None while there is none.
        minutes: the record of its minutes, or None.
        approved: the record of its approval, or None.
    """

    id: str
    planned: date
    first_planned: date
    moves: int = 0
    held: Record | None = None
    minutes: Record | None = None
    approved: Record | None = None
    invited: tuple[str, ...] = ()
    reminders: tuple[Record, ...] = ()
    moved: tuple[Move, ...] = ()
    apologies: tuple[Apology, ...] = ()
    agreement: Record | None = None

    @property
    def agreed(self) -> str:
        """The rating that the team manager agreed, or ""."""
        return self.agreement.word("agreed") if self.agreement else ""

    @property
    def on(self) -> date:
        """The day it was held, or the day it is planned for."""
        return self.held.on if self.held else self.planned


class Remark(NamedTuple):
    """What in a meeting wants a second look: an id for programs, and a sentence."""

    id: str
    words: str


def remarks(meeting: Meeting, family: Family, practice: Practice) -> tuple[Remark, ...]:
    """Return what wants a second look in how a meeting was moved (C.13, D.53)."""
    return tuple(_remarks(meeting, family, practice))


def _remarks(meeting: Meeting, family: Family, practice: Practice) -> Iterator[Remark]:
    for move in meeting.moved:
        known = practice.moving_reasons.get(move.reason)
        days = (move.to - move.before).days
        if known and known.days_most and days > known.days_most:
            words = f"moved by {days} days; for this reason {known.days_most} at most (C.13, a hint)."
            yield Remark("far", words)
    if meeting.moves > 1:
        last = meeting.moved[-1]
        by = f", this time by {family.called(last.by)}" if last.by else ""
        yield Remark("moved-again", f"moved again before it was held{by} (D.53).")


def agreed_words(meeting: Meeting | None, family: Family, practice: Practice) -> tuple[str, ...]:
    """Return what is recommended for each child, and the different readings, in words (B.20, D.26)."""
    said = meeting.agreement if meeting else None
    return () if said is None else (*_thresholds(said, family, practice), *_readings(said))


def _thresholds(said: Record, family: Family, practice: Practice) -> Iterator[str]:
    found = said.head.get("thresholds")
    for child, word in found.items() if isinstance(found, dict) else ():
        told = str(word)
        if isinstance(word, dict):
            known = practice.thresholds.get(str(word.get("recommend")))
            told = f"{known.name if known else word.get('recommend')}: {word.get('why', '')}"
        yield f"Threshold for {family.first_name(child)} · {told}"


def _readings(said: Record) -> Iterator[str]:
    found = said.head.get("hypotheses")
    for item in found if isinstance(found, list) else ():
        told = str(item)
        if isinstance(item, dict):
            ways = (("for", "For it"), ("against", "Against it"))
            told = " ".join(
                [str(item.get("reading", "")), *(f"{say}: {item[key]}" for key, say in ways if key in item)]
            )
        yield f"One reading · {told}"


class Period(NamedTuple):
    """The time between two meetings, by the moment of recording; either end may be open."""

    after: datetime | None = None
    until: datetime | None = None

    def __contains__(self, record: object) -> bool:
        moment = record if isinstance(record, datetime) else record.recorded  # type: ignore[attr-defined]
        return (self.after is None or moment > self.after) and (self.until is None or moment <= self.until)


class Calendar(NamedTuple):
    """All meetings, in the order of their days."""

    meetings: tuple[Meeting, ...] = ()

    @property
    def held(self) -> tuple[Meeting, ...]:
        """Those that took place, by the moment that they were recorded as held."""
        took_place = (meeting for meeting in self.meetings if meeting.held)
        return tuple(sorted(took_place, key=lambda meeting: (_held(meeting), meeting.id)))

    @property
    def next(self) -> Meeting | None:
        """The earliest one that is planned and not held yet."""
        return next((meeting for meeting in self.meetings if not meeting.held), None)

    @property
    def last(self) -> Meeting | None:
        """The latest one that was held."""
        return self.held[-1] if self.held else None

    def period(self, meeting: Meeting | None = None) -> Period:
        """Return the time that belongs to a meeting: from the one held before it until it was held itself.

        Without a meeting, or for one that is not held yet, the end is open (X13).
        """
        held = self.held
        if meeting is None or meeting.held is None:
            return Period(after=_held(held[-1]) if held else None)
        place = [item.id for item in held].index(meeting.id)
        return Period(after=_held(held[place - 1]) if place else None, until=_held(meeting))


def _held(meeting: Meeting) -> datetime:
    return meeting.held.recorded if meeting.held else datetime.max.replace(tzinfo=UTC)


def calendar(ledger: Ledger) -> Calendar:
    """Gather the steps of each meeting from its records."""
    steps: dict[str, dict[str, list[Record]]] = {}
    scheduled: dict[str, Record] = {}
    for record in ledger.of("supervision"):
        step = record.word("step")
        if step == "scheduled":
            scheduled[record.id] = record
            for replaced in record.corrects:
                scheduled[replaced] = record
        else:
            steps.setdefault(record.word("meeting"), {}).setdefault(step, []).append(record)
    meetings = [
        _meeting(key, record, steps.get(key, {}) | _also(record, steps))
        for key, record in scheduled.items()
        if key == record.id
    ]
    return Calendar(tuple(sorted(meetings, key=lambda meeting: (meeting.on, meeting.id))))


def _also(record: Record, steps: Mapping[str, dict[str, list[Record]]]) -> dict[str, list[Record]]:
    """Return steps that name the record which this one corrected: the meeting is the same."""
    found: dict[str, list[Record]] = {}
    for replaced in record.corrects:
        found |= steps.get(replaced, {})
    return found


def _meeting(key: str, record: Record, steps: Mapping[str, list[Record]]) -> Meeting:
    first = _day(record, "planned")
    moves = tuple(_moves(first, steps.get("moved", ())))
    held = _last(steps, "held")
    return Meeting(
        id=key,
        planned=moves[-1].to if moves else first,
        first_planned=first,
        moves=len(moves),
        moved=moves,
        held=held,
        agreement=_last(steps, "agreed") or (held if held and held.word("agreed") else None),
        minutes=_last(steps, "minutes"),
        approved=_last(steps, "approved"),
        invited=record.names("invited"),
        reminders=tuple(steps.get("reminded", ())),
        apologies=tuple(
            Apology(item.word("who"), item.word("decided_by"), item.id) for item in steps.get("apologies", ())
        ),
    )


def _moves(first: date, records: Iterable[Record]) -> Iterator[Move]:
    """Yield a meeting's moves in the order in which they were recorded, each from where the one before had put it."""
    before = first
    for record in sorted(records, key=lambda item: (item.recorded, item.id)):
        to = _day(record, "to")
        yield Move(before, to, record.word("reason"), record.word("decided_by"))
        before = to


def _day(record: Record, key: str) -> date:
    found = record.head.get(key)
    return found if isinstance(found, date) else record.on


def _last(steps: Mapping[str, list[Record]], step: str) -> Record | None:
    found = steps.get(step)
    return found[-1] if found else None
