"""Actions: how often one was carried over, and what keeps it from being done (D.71, D.72).

The words that are vague stand in the practice model, not here.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.apart import between
from fsworkbook.workbook.meetings import calendar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


class Flag(NamedTuple):
    """What is wanting in an action: an id for programs, and a sentence."""

    id: str
    words: str


def flags(record: Record, family: Family, practice: Practice, ledger: Ledger) -> tuple[Flag, ...]:
    """Return what is wanting in an action (D.71); nothing of it stops anybody from recording it."""
    return (*_who(record, family, practice), *_when(record, ledger), *_what(record, practice))


def _who(record: Record, family: Family, practice: Practice) -> Iterator[Flag]:
    owner = record.word("owner")
    if not owner:
        yield Flag("no-owner", "nobody is named who does it.")
    elif owner not in family.team and owner not in family.people:
        named = [key for key in (*family.team, *family.people) if re.search(rf"\b{re.escape(key)}\b", owner.casefold())]
        if len(named) > 1:
            yield Flag("two-owners", "two people are named; one of them answers for it.")
            yield from _sides(named, record, family, practice)
        else:
            yield Flag("outside-owner", "who does it is not on the family’s team.")
    if not record.names("serves"):
        yield Flag("serves-nobody", "it does not say which child or adult it is for.")


def _sides(named: Collection[str], record: Record, family: Family, practice: Practice) -> Iterator[Flag]:
    """Say where those who are to do something together work with two people whom a live order keeps apart (B.77)."""
    workers = [family.team[key] for key in named if key in family.team]
    for order in between([key for worker in workers for key in worker.works_with], family, practice, record.on):
        against = [worker for worker in workers if order.against in worker.works_with]
        if any(worker not in against for worker in workers if set(order.protects) & set(worker.works_with)):
            kept = family.first_name(order.against)
            yield Flag(
                "both-sides",
                f"it joins the workers of both sides of the {order.kind}: nothing of a safety plan goes "
                f"to {kept}’s worker unless the team manager lets it.",
            )


def _when(record: Record, ledger: Ledger) -> Iterator[Flag]:
    due = record.head.get("due")
    if due is None:
        yield Flag("no-day", "it has no day by which.")
    elif not isinstance(due, date):
        yield Flag("no-date", "its day is not a date.")
    else:
        following = [meeting.on for meeting in calendar(ledger).meetings if meeting.on > record.on]
        if following and due > min(following):
            yield Flag("after-supervision", "its day lies after the next supervision; what can be seen by then?")


def _what(record: Record, practice: Practice) -> Iterator[Flag]:
    if record.word("measure"):
        return  # what can be seen afterwards is said, whatever the verb
    said = (record.section("account") or "").casefold()
    vague = [word for word in practice.vague_verbs if re.search(rf"\b{re.escape(word)}\b", said)]
    if vague:
        yield Flag("vague", f"“{vague[0]}” does not say what will be seen being done.")
    yield Flag("no-measure", "it does not say how we will know.")


def carried(record: Record, ledger: Ledger) -> int:
    """Return how many supervisions an action has been carried over: those held after it, with it still open (D.72)."""
    origin = record.word("supervision")
    closing = [item for item in ledger.of("action") if item.word("closes") == record.id]
    until = min((item.recorded for item in closing), default=None)
    return sum(
        meeting.id != origin
        and meeting.held is not None
        and meeting.held.recorded > record.recorded
        and (until is None or meeting.held.recorded < until)
        for meeting in calendar(ledger).held
    )
