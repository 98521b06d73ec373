"""Thresholds: reviews asked for between two meetings, and recommendations that wait for a decision (B.20–B.24)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.statuses import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.supervisions import Threshold
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


class Review(NamedTuple):
    """A threshold review that was asked for between two supervisions (B.22).

    Attributes:
        asked: the record that asks: who, which child, what is proposed, why.
        answer: the record that answers it: whoever decides, or a supervision that looked at the child; None while open.
        recommend: the id of what was recommended in the answer; "" while open, or where that was said in words alone.
        why: the reason of the answer, or its words.
    """

    asked: Record
    answer: Record | None = None
    recommend: str = ""
    why: str = ""

    @property
    def child(self) -> str:
        """The key of the child whom it is about."""
        return self.asked.word("child")


class Recommended(NamedTuple):
    """What was recommended for a child, by a supervision or between two.

    Attributes:
        child: the key of the child.
        on: the day.
        recommend: an id of the practice model, or "" where it was said in words alone.
        why: the reason.
        record: the record that says it.
    """

    child: str
    on: date
    recommend: str
    why: str
    record: Record


class Waiting(NamedTuple):
    """A recommendation that no conference, review or court has decided yet, as far as is recorded (B.21).

    Attributes:
        said: the recommendation.
        threshold: what it means.
        planned: the record of a statutory meeting about the child that is still to come, or None.
        held: the record of one that was held since, of which no change is recorded, or None.
    """

    said: Recommended
    threshold: Threshold
    planned: Record | None = None
    held: Record | None = None


def reviews(ledger: Ledger) -> tuple[Review, ...]:
    """Return every review that was asked for, in the order in which they were asked."""
    every = ledger.of("threshold")
    return tuple(_review(record, ledger) for record in every if not record.word("answers"))


def open_reviews(ledger: Ledger) -> tuple[Review, ...]:
    """Return the reviews that nobody has answered."""
    return tuple(review for review in reviews(ledger) if review.answer is None)


def _review(asked: Record, ledger: Ledger) -> Review:
    for record in ledger.of("threshold"):
        if record.word("answers") == asked.id:
            return Review(asked, record, record.word("recommend"), record.word("reason"))
    first = ledger.first_version(asked).recorded
    for said in _of_supervisions(ledger):
        if said.child == asked.word("child") and ledger.first_version(said.record).recorded > first:
            return Review(asked, said.record, said.recommend, said.why)
    return Review(asked)


def recommended(ledger: Ledger) -> tuple[Recommended, ...]:
    """Return every recommendation, in the order in which they were recorded."""
    found = [*_of_supervisions(ledger), *_of_answers(ledger)]
    return tuple(sorted(found, key=lambda item: (item.on, item.record.recorded)))


def _of_supervisions(ledger: Ledger) -> Iterator[Recommended]:
    for meeting in calendar(ledger).held:
        if meeting.agreement is None:
            continue
        said = meeting.agreement.head.get("thresholds", {})
        for child, words in said.items() if hasattr(said, "items") else ():
            if hasattr(words, "get"):
                recommend, why = str(words.get("recommend", "")), str(words.get("why", ""))
                yield Recommended(child, meeting.on, recommend, why, meeting.agreement)
            else:
                yield Recommended(child, meeting.on, "", str(words), meeting.agreement)


def _of_answers(ledger: Ledger) -> Iterator[Recommended]:
    for record in ledger.of("threshold"):
        asked = ledger.everything.get(record.word("answers"))
        if asked is not None:
            child = asked.word("child")
            yield Recommended(child, record.on, record.word("recommend"), record.word("reason"), record)


def waiting(family: Family, ledger: Ledger, practice: Practice) -> tuple[Waiting, ...]:
    """Return the recommendations that wait for the decision: for each child the last one, where no step followed it."""
    last = {said.child: said for said in recommended(ledger)}
    found = []
    for child in family.children:
        said = last.get(child.key)
        threshold = practice.thresholds.get(said.recommend) if said else None
        if said is None or threshold is None or not threshold.steps or _decided(said, ledger, practice):
            continue
        held, planned = _meetings(said, ledger, practice)
        found.append(Waiting(said, threshold, planned, held))
    return tuple(found)


def _decided(said: Recommended, ledger: Ledger, practice: Practice) -> bool:
    return any(item.step and item.now.since >= said.on for item in changes(ledger, practice, said.child))


def _meetings(said: Recommended, ledger: Ledger, practice: Practice) -> tuple[Record | None, Record | None]:
    """Return the last statutory meeting about the child since, and the next one that is planned."""
    statutory = [
        record
        for record in ledger.of("meeting")
        if said.child in record.children
        and any(kind in practice.meetings and practice.meetings[kind].statutory for kind in record.names("meeting"))
    ]
    taken = {record.word("holds") for record in statutory}
    held = [record for record in statutory if "planned" not in record.head and record.on > said.on]
    ahead = [record for record in statutory if "planned" in record.head and record.id not in taken]
    ahead.sort(key=planned_day)
    return (max(held, key=lambda record: record.on) if held else None), (ahead[0] if ahead else None)


def planned_day(record: Record) -> date:
    """Return the day for which a meeting is planned."""
    day = record.head.get("planned")
    return day if isinstance(day, date) else record.on


def waiting_words(one: Waiting, family: Family, practice: Practice) -> str:
    """Return in a sentence what waits, and for what."""
    why = " ".join(one.said.why.split()).rstrip(".")
    name = family.first_name(one.said.child)
    said = f"{name} · {one.threshold.name}, recommended on {brief(one.said.on)}{f' ({why})' if why else ''}."
    return " ".join(part for part in (said, _until(one, practice), one.threshold.says) if part)


def _until(one: Waiting, practice: Practice) -> str:
    """Return in a sentence what a recommendation waits for."""
    if one.planned is not None:
        return f"Waiting for the decision: {_kinds(one.planned, practice)}, {brief(planned_day(one.planned))}."
    if one.held is not None:
        return f"{_kinds(one.held, practice)} of {brief(one.held.on)} is recorded, and no change of status is."
    return "Waiting for the decision; no meeting that could make it is planned."


def _kinds(record: Record, practice: Practice) -> str:
    return " and ".join(practice.meetings[key].name for key in record.names("meeting") if key in practice.meetings)
