"""Days: which ones people work on here, and how far one lies from another (the head of section C; L.70–L.72)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fsworkbook.practice.calendars import Days

    Calendar = dict[int, Mapping[date, str]]
    """The bank holidays of some years, by year and day."""

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_MONTHS: Final = 12

_SUBDIVISIONS: Final = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}


class Counting(NamedTuple):
    """How days are counted in one council.

    Attributes:
        holidays: returns the bank holidays of a year, by day.
        own: the council's own days by date: True where it is closed, False where it works on a bank holiday.
        count_first_day: whether the day that starts a clock is its first day.
    """

    holidays: Callable[[int], Mapping[date, str]]
    own: Mapping[date, bool]
    count_first_day: bool = False

    def works(self, day: date) -> bool:
        """Return whether `day` is a working day: Monday to Friday, no bank holiday, no closure."""
        if day in self.own:
            return not self.own[day]
        return day.weekday() < _SATURDAY and day not in self.holidays(day.year)

    def after(self, day: date, number: int, unit: str) -> date:
        """Return the last day of a deadline of `number` of `unit` that starts on `day`; it lasts to the end of its day.

        Raises:
            ValueError: the unit is none that can be counted in days.
        """
        return self._counted(day, number, unit, 1)

    def before(self, day: date, number: int, unit: str) -> date:
        """Return the day that lies `number` of `unit` before `day`.

        Raises:
            ValueError: the unit is none that can be counted in days.
        """
        return self._counted(day, number, unit, -1)

    def last_working(self, day: date) -> date:
        """Return `day`, or the last working day before it where nobody works on it (L.71, L.72)."""
        while not self.works(day):
            day -= _DAY
        return day

    def next_working(self, day: date) -> date:
        """Return `day`, or the first working day after it."""
        while not self.works(day):
            day += _DAY
        return day

    def between(self, first: date, last: date) -> int:
        """Return how many working days lie after `first`, up to and with `last`; negative where `last` is earlier."""
        if last < first:
            return -self.between(last, first)
        return sum(self.works(first + timedelta(days=step)) for step in range(1, (last - first).days + 1))

    def _counted(self, day: date, number: int, unit: str, way: int) -> date:
        if unit == "months":
            return months(day, way * number)
        number -= self.count_first_day and number > 0 and way > 0
        if unit == "calendar days":
            return day + way * number * _DAY
        if unit == "working days":
            while number:
                day += way * _DAY
                number -= self.works(day)
            return day
        raise ValueError(unit)


def months(day: date, number: int) -> date:
    """Return the same day `number` months on; the last day of the month where it has no such day (L.71)."""
    from calendar import monthrange  # noqa: PLC0415 - 2 ms, and few commands count months

    year, month = divmod(day.year * _MONTHS + day.month - 1 + number, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def counting(days: Days, known: Calendar | None = None) -> Counting:
    """Return how a practice model counts days; bank holidays come from a library, imported when first asked.

    Args:
        days: what the model says.
        known: years of which the bank holidays are known already; every other year that is asked for is added.
    """
    own = {date.fromisoformat(closure.on): not closure.open for closure in days.closures}
    subdivision = _SUBDIVISIONS[days.nation]
    if known is None:
        return Counting(lambda year: bank_holidays(subdivision, year), own, days.count_first_day)

    def holidays(year: int) -> Mapping[date, str]:
        if year not in known:
            known[year] = bank_holidays(subdivision, year)
        return known[year]

    return Counting(holidays, own, days.count_first_day)


@lru_cache(maxsize=512)
def bank_holidays(subdivision: str, year: int) -> Mapping[date, str]:
    """Return the bank holidays of a part of the United Kingdom (ENG, WLS, SCT, NIR) in a year."""
    from holidays.countries.united_kingdom import UnitedKingdom  # noqa: PLC0415 - eight bare interpreters

    return dict(UnitedKingdom(subdiv=subdivision, years=year, expand=False))  # type: ignore[no-untyped-call]
