"""What is due as a calendar that other programs open (RFC 5545): neutral titles, no name of a family or a person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

PRODUCT: Final = "-//fsworkbook//due//EN"


class Entry(NamedTuple):
    """One day of the calendar.

    Attributes:
        reference: the family's reference, by which its team knows it.
        title: what is due, without a name.
        on: the day.
        key: what tells this entry from every other of the family, so that a later file replaces it.
        note: the rule that it comes from.
    """

    reference: str
    title: str
    on: date
    key: str
    note: str


def render(entries: Iterable[Entry], made: datetime) -> bytes:
    """Return the calendar; the same entries made at the same moment give the same bytes."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - heavy, for --ics alone

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        event = Event()
        event.add("uid", f"{sha256(f'{entry.reference}|{entry.key}'.encode()).hexdigest()[:32]}@fsworkbook")
        event.add("dtstamp", made.astimezone(UTC))
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("summary", f"{entry.title} ({entry.reference})")
        event.add("description", entry.note)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
