"""Moments and days: UTC on disk, British time for people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_LAST_HOUR: Final = 23
_SINCE: Final = 1972


@cache
def british() -> ZoneInfo:
    """Return the time zone in which practitioners live and deadlines end."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - a third of a bare Python, which most commands can do without

    return ZoneInfo("Europe/London")


def day_of(moment: datetime) -> date:
    """Return the British day on which `moment` (aware) falls."""
    there = moment.astimezone(UTC)
    if there.hour < _LAST_HOUR and there.year >= _SINCE:  # since then Britain has never been further ahead than an hour
        return there.date()
    return moment.astimezone(british()).date()


def utc(moment: datetime) -> datetime:
    """Return `moment` in UTC, to the second; a moment without an offset is taken as British time."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=british())
    return aware.astimezone(UTC).replace(microsecond=0)


def spoken(day: date) -> str:
    """Return a day as it is said: `4 March 2025`."""
    return f"{day.day} {day:%B %Y}"


def brief(day: date) -> str:
    """Return a day in the shortest form that is still unambiguous on a screen: `4 Mar 2025`."""
    return f"{day.day} {day:%b %Y}"


def weekday(day: date) -> str:
    """Return a day with its weekday: `Tue 4 March 2025`."""
    return f"{day:%a} {spoken(day)}"
