"""Dates in the spellings of the field, found in a folded text: 22 June, June 22nd, 22/06/2025, 22.6.25, 2025-06-22."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.disclosure.folding import BROKEN, JOINED, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.workbook.disclosure.folding import Folded

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBERS: Final = {
    **{month: number for number, month in enumerate(_MONTHS, 1)},
    **{month[:3]: number for number, month in enumerate(_MONTHS, 1)},
    "sept": 9,
}
_MONTH: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DAY: Final = r"[0-3]?\d(?!\d)(?:st|nd|rd|th)?"
_AND: Final = r"(?:[- ]?(?:and|or|to|until|till)[- ]?|[- ])"
_YEAR: Final = r"(?:19|20)\d\d"
_DAYS_FIRST: Final = re.compile(
    rf"(?<!\d)(?P<days>{_DAY}(?:{_AND}{_DAY}){{0,5}})[- ]?(?:day[- ])?(?:of[- ]?)?(?:the[- ]?)?"
    rf"(?P<month>{_MONTH})(?![a-z])(?:[- ]?(?P<year>{_YEAR})(?!\d))?"
)
_MONTH_FIRST: Final = re.compile(
    rf"(?<![a-z])(?P<month>{_MONTH})[- ]?(?:the[- ]?)?(?P<days>{_DAY}(?:{_AND}{_DAY}){{0,5}})(?!\d)"
    rf"(?:[- ]?(?P<year>{_YEAR})(?!\d))?"
)
_NUMERIC: Final = re.compile(
    rf"(?<!\d)(?P<first>\d\d?)(?P<gap>[- ])(?P<second>\d\d?)(?P=gap)(?P<year>{_YEAR}|\d\d)(?!\d)"
    rf"|(?<!\d)(?P<packed_day>[0-3]\d)(?P<packed_month>[01]\d)(?P<packed_year>{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<iso_year>{_YEAR})[- ]?(?P<iso_month>[01]\d)[- ]?(?P<iso_day>[0-3]\d)(?!\d)"
)
_WITHOUT_YEAR: Final = re.compile(r"(?<!\d)(?<!\d[-])(?P<day>\d\d?)-(?P<month>\d\d?)(?!-?\d)")
_DAY_NUMBER: Final = re.compile(r"\d+")
_CENTURY: Final = 100
_THIS_CENTURY: Final = 70
"""A year of two figures from here on is one of the last century."""
_MONTHS_IN_A_YEAR: Final = 12
_DAYS_IN_A_MONTH: Final = 31
_ISO_LENGTH: Final = 4


class Spelled(NamedTuple):
    """A date that stands in a text.

    Attributes:
        day: of the month.
        month: from 1 to 12.
        year: with its century; None where the text leaves it out.
        first: the place of its first letter or digit in the folded text.
        last: the place of its last one.
    """

    day: int
    month: int
    year: int | None
    first: int
    last: int

    def is_same(self, other: Spelled) -> bool:
        """Tell whether two spellings may mean one day: a year that one of them leaves out is the other's."""
        years = {self.year, other.year} - {None}
        return (self.day, self.month) == (other.day, other.month) and len(years) < 2  # noqa: PLR2004 - one or none


def as_date(words: str) -> Spelled | None:
    """Return the date that words are, and nothing else beside it; None where they are none."""
    folded = fold(words)
    whole = [date for date in dates(folded) if date.first == 0 and date.last == len(folded.letters) - 1]
    return whole[0] if len({date[:3] for date in whole}) == 1 else None


def respelled(words: str) -> Iterator[str]:
    """Yield words that hold a date beside others, with that date in its other spellings."""
    folded = fold(words)
    for date in dates(folded):
        if date.last - date.first == len(folded.letters) - 1:
            continue
        before, after = words[: folded.places[date.first]], words[folded.places[date.last] + 1 :]
        for spelling in _spellings(date):
            yield f"{before}{spelling}{after}"


def _spellings(date: Spelled) -> Iterator[str]:
    month = _MONTHS[date.month - 1]
    for day in (f"{date.day}", f"{date.day:02}", f"{date.day}{_ordinal(date.day)}"):
        for name in (month, month[:3]):  # with its year behind it, it is found by these as well
            yield from (f"{day} {name}", f"{day} of {name}", f"{name} {day}")
    if date.year is not None:
        yield f"{date.year}-{date.month:02}-{date.day:02}"
        for year in (f"{date.year}", f"{date.year % _CENTURY:02}"):
            yield from (f"{date.day}/{date.month}/{year}", f"{date.day:02}/{date.month:02}/{year}")


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")  # noqa: PLR2004 - eleventh


def dates(folded: Folded) -> Iterator[Spelled]:
    """Yield every date in a folded text, in whichever spelling; what can be read two ways is yielded twice."""
    line, places = _spaced(folded)
    if not any(map(str.isdigit, line)):
        return
    for pattern in (_DAYS_FIRST, _MONTH_FIRST):
        for found in pattern.finditer(line):
            year = found["year"]
            for day in _DAY_NUMBER.findall(found["days"]):
                yield from _checked(int(day), _NUMBERS[found["month"]], int(year) if year else None, found, places)
    for found in _NUMERIC.finditer(line):
        for day, month, year in _numbers(found):
            yield from _checked(day, month, year, found, places)
    for found in _WITHOUT_YEAR.finditer(line):
        if _is_stroke(folded, places[found.start("month")]) and _is_date(found["day"], found["month"]):
            yield from _checked(int(found["day"]), int(found["month"]), None, found, places)


def _spaced(folded: Folded) -> tuple[str, list[int]]:
    """Return the letters with a hyphen or a space where something parts them, and each one's place in the folded."""
    line: list[str] = []
    places: list[int] = []
    start = 0
    for found in _PARTED.finditer(folded.gaps):
        place = found.start()
        line.append(folded.letters[start:place])
        line.append("-" if folded.gaps[place] == JOINED else " ")
        places.extend(range(start, place))
        places.append(place)
        start = place
    line.append(folded.letters[start:])
    places.extend(range(start, len(folded.letters)))
    return "".join(line), places


_PARTED: Final = re.compile(f"[{chr(JOINED)}-{chr(BROKEN)}]".encode())


def _numbers(found: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    if found["iso_year"]:
        yield int(found["iso_day"]), int(found["iso_month"]), int(found["iso_year"])
    elif found["packed_year"]:
        yield int(found["packed_day"]), int(found["packed_month"]), int(found["packed_year"])
    else:
        first, second, year = int(found["first"]), int(found["second"]), _full(found["year"])
        yield first, second, year
        if second > _MONTHS_IN_A_YEAR:
            yield second, first, year


def _full(year: str) -> int:
    number = int(year)
    if len(year) == _ISO_LENGTH:
        return number
    return number + (19 if number >= _THIS_CENTURY else 20) * _CENTURY


def _is_stroke(folded: Folded, place: int) -> bool:
    """Tell whether a stroke stands before a digit, and not the point of a decimal or the dash of a score."""
    return "/" in folded.source[folded.places[place - 1] + 1 : folded.places[place]]


def _is_date(day: str, month: str) -> bool:
    """Tell a day and month from a fraction: 22/6 and 03/04, not 3/4."""
    return int(day) > _MONTHS_IN_A_YEAR or day.startswith("0") or month.startswith("0")


def _checked(day: int, month: int, year: int | None, found: re.Match[str], places: list[int]) -> Iterator[Spelled]:
    if 1 <= day <= _DAYS_IN_A_MONTH and 1 <= month <= _MONTHS_IN_A_YEAR:
        yield Spelled(day, month, year, places[found.start()], places[found.end() - 1])
