"""Ages and weeks: in whole years for the born, in completed weeks for the unborn (L.34)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fsworkbook.workbook.family import Person

PREGNANCY: Final = timedelta(days=280)
"""From the first day of the count to the due date."""


def years(born: date, on: date) -> int:
    """Return the age in completed years; somebody born on 29 February turns a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def weeks(due: date, on: date) -> tuple[int, int]:
    """Return weeks and days of the pregnancy on a day; 40 weeks are reached on the due date."""
    return divmod((on - (due - PREGNANCY)).days, 7)


def age(person: Person, on: date) -> str:
    """Return the age in words: `9 years`, `5 months`, `36 weeks + 5 days of pregnancy`, or "" where not known."""
    if person.died is not None and person.died <= on:
        return f"died {person.died.day} {person.died:%B %Y}"
    if person.born is not None and person.born <= on:
        return _since_birth(person.born, on)
    if person.due is not None:
        whole, days = weeks(person.due, on)
        return f"{whole} weeks + {days} day{'s' if days != 1 else ''} of pregnancy"
    return ""


def _since_birth(born: date, on: date) -> str:
    whole = years(born, on)
    if whole >= 2:  # noqa: PLR2004 - from two on, people count in years
        return f"{whole} years"
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months >= 1:
        return f"{months} month{'s' if months > 1 else ''}"
    days = (on - born).days
    return f"{days} day{'s' if days != 1 else ''}"
