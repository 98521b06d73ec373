"""Episodes: whether a family's workbook, or the work with one child, is closed, since when and by whom (B.38–B.44)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import Refused
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.replies import KIND as REPLY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

CLOSED, REOPENED = "closed", "reopened"
"""The steps of a closing."""


_LEAVES: Final = {"copy", "handover"}
"""Kinds of record that say what was given out; nothing in the workbook becomes another by them."""


class Episode(NamedTuple):
    """A time in which the workbook was open: `closed` is the record that ended it, or None while it lasts.

    `number` counts from 1; `opened` is the record that reopened the workbook, None for the first episode.
    """

    number: int
    opened: Record | None
    closed: Record | None


def standing(ledger: Ledger, child: str = "") -> tuple[Record, ...]:
    """Return the closings of the workbook, or of the work with one child, that no reopening has ended."""
    mine = [record for record in ledger.of("closing") if record.word("child") == child]
    ended = {closing for record in mine for closing in record.names("reopens")}
    return tuple(record for record in mine if record.word("step") == CLOSED and record.id not in ended)


def episodes(ledger: Ledger) -> tuple[Episode, ...]:
    """Return the episodes of a family's workbook, the first one first; the last one says how it stands."""
    mine = [record for record in ledger.of("closing") if not record.word("child")]
    again = [record for record in mine if record.word("step") == REOPENED]
    again.sort(key=lambda record: (record.recorded, len(record.names("reopens")), record.id))
    found: list[Episode] = []
    opened: Record | None = None
    for record in again:
        ends = [ledger.everything[key] for key in record.names("reopens") if key in ledger.everything]
        found.append(Episode(len(found) + 1, opened, ends[0] if ends else None))
        opened = record
    last = standing(ledger)
    return (*found, Episode(len(found) + 1, opened, last[0] if last else None))


def closed(ledger: Ledger) -> Record | None:
    """Return the record that closed the workbook, or None where it is open."""
    return next(iter(standing(ledger)), None)


def closed_children(ledger: Ledger, family: Family) -> dict[str, Record]:
    """Return the children with whom the work has ended, each with the record that says so."""
    ends = {child.key: standing(ledger, child.key) for child in family.children}
    return {child: records[0] for child, records in ends.items() if records}


def refuse_if_closed(ledger: Ledger, family: Family, records: Iterable[Record], *, leads: bool) -> None:
    """Refuse to record in a closed workbook (B.43).

    What a manager adds as a note, a reopening (B.44), and what leaves it are taken: copies, and a handover (B.40).

    Args:
        ledger: the records as they stand.
        family: whose workbook it is.
        records: what is to be recorded.
        leads: whether whoever records may close the workbook.

    Raises:
        Refused: it is closed.
    """
    record = closed(ledger)
    listed = tuple(records)
    kinds = {item.kind for item in listed}
    if record is None or kinds == {"closing"} or (kinds == {"note"} and leads):
        return
    if kinds == {REPLY}:  # the right of reply does not end with the work, and a reply changes nothing (F.64, F.69)
        return
    if kinds and kinds <= _LEAVES and not any(item.corrects for item in listed):
        return
    raise Refused(
        f"The workbook of {family.name} was closed on {brief(record.on)} and is read-only. A wrong fact is put right "
        "by a note of the team manager’s; if the family has come back, “fsworkbook reopen” begins a new episode."
    )
