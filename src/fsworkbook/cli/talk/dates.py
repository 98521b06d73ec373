"""Days and times as people type them: `today`, `tue`, `4 march`, `4/3`, `2.30pm`. British order."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Final

from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import spoken

_MONTH_NAMES: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAY_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR: Final = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
_COUNTS: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_UNITS: Final = {"day": 1, "week": 7, "fortnight": 14}
_SHORTEST: Final = 3
_CENTURY: Final = 100
_AHEAD: Final = 10

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS: Final = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{4}|\d{2}))?")
_WORDS: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s+)?([a-z]+)\.?(?:,?\s*(\d{4}|\d{2}))?")
_TURNED: Final = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s*(\d{4}))?")
_SPAN: Final = re.compile(r"(?:in\s+)?([a-z]+|\d{1,3})\s+(day|week|fortnight)s?(\s+ago)?")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?")
_NOON: Final = 12


def read_day(text: str, today: date, *, ahead: bool = False) -> date:
    """Return the day that `text` means to somebody who says it on `today`.

    Args:
        text: what was typed.
        today: the day it is.
        ahead: whether a day without its year, or a weekday's name, means the next one rather than the last.

    Raises:
        BadInput: it is no day; the sentence shows how one is written.
    """
    words = " ".join(text.lower().split())
    found = _near(words, today, ahead=ahead)
    if found is None:
        found = _written(words, today, ahead=ahead)
    if found is None:
        raise BadInput("That is not a day. Write today, yesterday, tue, 4 march, 4/3 or 2025-03-04.")
    return found


def read_time(text: str) -> time:
    """Return the time of day that `text` means: `14:30`, `14.30`, `2.30pm`, `9am`.

    Raises:
        BadInput: it is no time of day.
    """
    match = _TIME.fullmatch(" ".join(text.lower().split()))
    if match is None or (match[2] is None and match[3] is None):
        raise BadInput("That is not a time. Write 14:30 or 2.30pm.")
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half is not None and not 1 <= hour <= _NOON:
        raise BadInput("That is not a time. Write 14:30 or 2.30pm.")
    if half is not None:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise BadInput("There is no such time of day. Write 14:30 or 2.30pm.") from None


def option_day(text: str, today: date, option: str = "--at") -> date:
    """Return the day that was given to an option; the sentence of an error names the option.

    Raises:
        BadInput: it is no day.
    """
    try:
        return read_day(text, today)
    except BadInput as error:
        raise BadInput(f"{option}: {error}") from None


def _near(words: str, today: date, *, ahead: bool) -> date | None:
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    for lead, step in (("last ", -1), ("next ", 1), ("on ", 0), ("", 0)):
        if words.startswith(lead) and (weekday := _index(words.removeprefix(lead), _DAY_NAMES)) is not None:
            return _weekday(weekday, today, step=step, ahead=ahead)
    span = _SPAN.fullmatch(words)
    if span is None or (span[3] is None) != words.startswith("in "):
        return None
    count = int(span[1]) if span[1].isdigit() else _COUNTS.get(span[1])
    if count is None:
        return None
    return today + timedelta(days=count * _UNITS[span[2]] * (-1 if span[3] else 1))


def _weekday(weekday: int, today: date, *, step: int, ahead: bool) -> date:
    """Return the weekday's nearest date; today counts unless somebody said last or next."""
    forward = step > 0 or (step == 0 and ahead)
    away = (weekday - today.weekday()) % 7 if forward else -((today.weekday() - weekday) % 7)
    return today + timedelta(days=away or 7 * step)


def _written(words: str, today: date, *, ahead: bool) -> date | None:
    """Return the day that is written with a number; a weekday before it must be that day's own."""
    first, _, rest = words.partition(" ")
    weekday = _index(first.rstrip(","), _DAY_NAMES)
    if weekday is None or not rest[:1].isdigit():
        return _numbered(words, today, ahead=ahead)
    day = _numbered(rest, today, ahead=ahead)
    if day is not None and day.weekday() != weekday:
        raise BadInput(f"{spoken(day)} is a {_DAY_NAMES[day.weekday()].title()}. Which of the two is meant?")
    return day


def _numbered(words: str, today: date, *, ahead: bool) -> date | None:
    if match := _ISO.fullmatch(words):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(words):
        return _dated(int(match[1]), int(match[2]), match[3], today, ahead=ahead)
    if match := _WORDS.fullmatch(words):
        month = _index(match[2], _MONTH_NAMES)
        return None if month is None else _dated(int(match[1]), month + 1, match[3], today, ahead=ahead)
    if match := _TURNED.fullmatch(words):
        month = _index(match[1], _MONTH_NAMES)
        return None if month is None else _dated(int(match[2]), month + 1, match[3], today, ahead=ahead)
    return None


def _dated(number: int, month: int, year: str | None, today: date, *, ahead: bool) -> date:
    """Return the day; without a year, the nearest one on the side that is asked about."""
    if year is not None:
        return _day(_full_year(int(year), today), month, number)
    for step in range(_AHEAD):
        candidate = today.year + (step if ahead else -step)
        try:
            day = date(candidate, month, number)
        except ValueError:
            continue
        if day >= today if ahead else day <= today:
            return day
    return _day(today.year, month, number)


def _full_year(year: int, today: date) -> int:
    """Return a year in full: of two digits, this century's if at most ten years ahead, else the last one's."""
    if year >= _CENTURY:
        return year
    century = today.year - today.year % _CENTURY
    return century + year if century + year <= today.year + _AHEAD else century + year - _CENTURY


def _day(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        if 1 <= month <= _NOON:
            raise BadInput(f"There is no {number} {_MONTH_NAMES[month - 1].title()} {year}.") from None
        raise BadInput(f"There is no month {month}. The day comes first: 4/3 is 4 March.") from None


def _index(word: str, names: tuple[str, ...]) -> int | None:
    """Return which of `names` the word begins; three letters are enough."""
    if len(word) < _SHORTEST:
        return None
    return next((at for at, name in enumerate(names) if name.startswith(word) or word == f"{name[:3]}s"), None)
