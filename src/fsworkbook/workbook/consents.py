"""Consents as they stand: for each person, matter and recipient, the last thing that was said (F.04, F.05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


@dataclass(frozen=True, slots=True)
class Agreement:
    """What one person said on one matter, to one recipient; `lapsed` once the day to ask again has passed."""

    person: str
    matter: str
    to: str
    state: str
    lapsed: bool
    record: Record
    before: tuple[Record, ...] = ()


def agreements(ledger: Ledger, on: date) -> tuple[Agreement, ...]:
    """Return every consent as it stands on a day, by person and matter in the order in which they were first asked."""
    found: dict[tuple[str, str, str], list[Record]] = {}
    for record in ledger.of("consent"):
        if record.on <= on:
            key = (record.word("person"), record.word("matter"), record.word("to").strip().casefold())
            found.setdefault(key, []).append(record)
    return tuple(_agreement(records, on) for records in found.values())


def _agreement(records: list[Record], on: date) -> Agreement:
    last = records[-1]
    review = last.head.get("review")
    lapsed = isinstance(review, date) and review < on and last.word("state") in {"given", "limited"}
    return Agreement(
        person=last.word("person"),
        matter=last.word("matter"),
        to=last.word("to"),
        state=last.word("state"),
        lapsed=lapsed,
        record=last,
        before=tuple(records[:-1]),
    )
