"""The register of worries from the start: how each stands now, and at which supervisions it was looked at (I.20)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.threads import RISK, Thread, threads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting
    from fsworkbook.workbook.record import Record


class Look(NamedTuple):
    """One look at a worry: the day, the id of how it stood, more exactly, the evidence, and the record that says so."""

    on: date
    now: str
    detail: str
    evidence: tuple[str, ...]
    record: Record


class Worry(NamedTuple):
    """One worry from the start.

    Attributes:
        record: the record of the worry itself.
        since: since when there is this worry.
        looks: every look at it, the first one first.
        evidence: ids of all the records that were named as evidence, each once, in their order.
        reviewed: ids of the supervisions at which it was looked at.
        missed: the supervision that was held last, where it was due there and nobody looked at it, and not since; or
            None.
        settled: whether it need not be looked at again at each supervision.
    """

    record: Record
    since: date
    looks: tuple[Look, ...]
    evidence: tuple[str, ...]
    reviewed: tuple[str, ...]
    missed: Meeting | None
    settled: bool

    @property
    def words(self) -> str:
        """The worry, as it was said."""
        return self.record.section("worry") or ""

    @property
    def last(self) -> Look | None:
        """The last look at it; None where nobody has looked yet."""
        return self.looks[-1] if self.looks else None


def worries(ledger: Ledger, practice: Practice) -> tuple[Worry, ...]:
    """Return every worry from the start, by the day since which it is there."""
    held = calendar(ledger).held
    found = [_worry(thread, held, ledger, practice) for thread in threads(ledger, RISK)]
    return tuple(sorted(found, key=lambda worry: (worry.since, worry.record.on, worry.record.id)))


def unreviewed(found: Iterable[Worry]) -> tuple[Worry, ...]:
    """Return the worries that nobody looked at in the last supervision, nor since."""
    return tuple(worry for worry in found if worry.missed is not None)


def due_again(found: Iterable[Worry]) -> tuple[Worry, ...]:
    """Return the worries that are to be looked at in the next supervision."""
    return tuple(worry for worry in found if not worry.settled)


def _worry(thread: Thread, held: tuple[Meeting, ...], ledger: Ledger, practice: Practice) -> Worry:
    record = thread.first
    since = record.head.get("since")
    looks = tuple(_look(item) for item in (record, *thread.later) if item.word("now"))
    begun = ledger.first_version(record).on
    known = [meeting for meeting in held if begun <= meeting.on]
    seen = {meeting.id: _looked(meeting, held, looks) for meeting in known}
    last = known[-1] if known else None
    missed = None
    if last is not None and not seen[last.id] and not _settled_by(looks, last.on, practice):
        missed = None if any(look.on > last.on for look in looks) else last
    return Worry(
        record=record,
        since=since if isinstance(since, date) else begun,
        looks=looks,
        evidence=tuple(dict.fromkeys(key for item in (record, *thread.later) for key in item.names("evidence"))),
        reviewed=tuple(meeting.id for meeting in known if seen[meeting.id]),
        missed=missed,
        settled=_settled_by(looks, date.max, practice),
    )


def _look(record: Record) -> Look:
    return Look(record.on, record.word("now"), record.word("detail"), record.names("evidence"), record)


def _looked(meeting: Meeting, held: tuple[Meeting, ...], looks: Iterable[Look]) -> bool:
    """Return whether somebody looked at a worry for a meeting: in it, as the record says, or since the one before."""
    before = [item.on for item in held if item.on < meeting.on]
    since = before[-1] if before else date.min
    return any(
        look.record.word("supervision") == meeting.id
        or (not look.record.word("supervision") and since < look.on <= meeting.on)
        for look in looks
    )


def _settled_by(looks: tuple[Look, ...], day: date, practice: Practice) -> bool:
    known = [look for look in looks if look.on <= day]
    outcomes = practice.direct_work.outcomes
    return bool(known) and known[-1].now in outcomes and outcomes[known[-1].now].settled


def standing_words(worry: Worry, practice: Practice) -> str:
    """Return how a worry stands, in words: `reduced: 19 → 7`; that nobody has looked yet, where nobody has."""
    if worry.last is None:
        return "nobody has looked at it yet"
    known = practice.direct_work.outcomes.get(worry.last.now)
    name = known.name if known else worry.last.now
    return f"{name}: {worry.last.detail}" if worry.last.detail else name
