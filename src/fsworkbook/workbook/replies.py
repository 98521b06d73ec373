"""Replies: what a parent or child says of what is recorded, in their words, beside it (F.64; BASW: different views)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.versions import earlier, later, standing_for

if TYPE_CHECKING:
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

KIND: Final = "reply"


class Dispute(NamedTuple):
    """A reply that says that a fact is wrong, and what it says so of, which nobody has put right or answered yet."""

    reply: Record
    record: Record


def replies(ledger: Ledger) -> dict[str, tuple[Record, ...]]:
    """Return every standing reply by the id of what it stands beside: whatever stands now where it was addressed to.

    What was put right keeps its replies; what was withdrawn keeps them under its own id.
    """
    found: dict[str, tuple[Record, ...]] = {}
    for reply in ledger.of(KIND):
        named = reply.word("to")
        for key in [record.id for record in standing_for(ledger, named)] or [named]:
            found[key] = (*found.get(key, ()), reply)
    return found


def replies_to(ledger: Ledger, record: Record) -> tuple[Record, ...]:
    """Return the standing replies to a record, whichever of its versions they were addressed to, by day."""
    named = {reply.word("to") for reply in ledger.of(KIND)}
    if not named:
        return ()
    mine = {record.id, *(item.id for item in (*earlier(ledger, record), *later(ledger, record.id)))}
    return tuple(reply for reply in ledger.of(KIND) if reply.word("to") in mine)


def disputes(ledger: Ledger) -> tuple[Dispute, ...]:
    """Return what somebody says is wrong, until it was put right, withdrawn, or answered by a note that adds to it."""
    found: list[Dispute] = []
    answered = {note.word("adds_to") for note in ledger.of("note")}
    for reply in ledger.of(KIND):
        named = reply.word("to")
        if reply.head.get("fact") is not True or reply.id in answered or set(reply.corrects) & answered:
            continue
        said = ledger.first_version(reply).recorded
        found += [
            Dispute(reply, record)
            for record in standing_for(ledger, named)
            if record.id == named or record.recorded <= said
        ]
    return tuple(found)
