"""Working days, months, bank holidays and the council's own days (L.70–L.72, the head of section C)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.practice.calendars import Closure, Days
from fsworkbook.workbook.timing.days import counting, months

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
NUMBERS = st.integers(0, 60)
ENGLAND = counting(Days("england", False, "test"))


def bank(year, nation="england"):
    here = counting(Days(nation, False, "test"))
    weekdays = (date(year, 1, 1) + timedelta(days=step) for step in range(366))
    return [day for day in weekdays if day.year == year and day.weekday() < 5 and not here.works(day)]


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2025, "1-1 4-18 4-21 5-5 5-26 8-25 12-25 12-26"),
        (2026, "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28"),
        (2027, "1-1 3-26 3-29 5-3 5-31 8-30 12-27 12-28"),
        (2020, "1-1 4-10 4-13 5-8 5-25 8-31 12-25 12-28"),
        (2022, "1-3 4-15 4-18 5-2 6-2 6-3 8-29 9-19 12-26 12-27"),
        (2023, "1-2 4-7 4-10 5-1 5-8 5-29 8-28 12-25 12-26"),
    ],
)
def test_the_bank_holidays_of_england(year, days):
    assert [f"{day.month}-{day.day}" for day in bank(year)] == days.split()


def test_the_other_nations_have_their_own():
    assert bank(2025, "wales") == bank(2025)
    assert date(2025, 1, 2) in bank(2025, "scotland")
    assert date(2025, 4, 21) not in bank(2025, "scotland")
    assert {date(2025, 3, 17), date(2025, 7, 14)} <= set(bank(2025, "northern-ireland"))


@given(DAYS, NUMBERS)
def test_forth_and_back(day, number):
    """From a working day, as many working days back lead to the day itself."""
    start = ENGLAND.next_working(day)
    assert ENGLAND.before(ENGLAND.after(start, number, "working days"), number, "working days") == start
    assert ENGLAND.between(start, ENGLAND.after(start, number, "working days")) == number


@given(DAYS, st.integers(1, 60))
def test_a_deadline_in_working_days_ends_on_one_and_is_the_first_that_fits(day, number):
    due = ENGLAND.after(day, number, "working days")
    assert ENGLAND.works(due)
    assert sum(ENGLAND.works(day + timedelta(days=step)) for step in range(1, (due - day).days + 1)) == number


@given(DAYS, st.integers(1, 60), st.sampled_from(["calendar days", "working days"]))
def test_a_first_day_that_counts_makes_a_deadline_one_day_shorter(day, number, unit):
    leeds = counting(Days("england", True, "test"))
    assert leeds.after(day, number, unit) == ENGLAND.after(day, number - 1, unit)
    assert leeds.before(day, number, unit) == ENGLAND.before(day, number, unit)


@given(DAYS)
def test_the_last_working_day_is_never_after_and_nobody_works_in_between(day):
    last = ENGLAND.last_working(day)
    assert last <= day
    assert ENGLAND.works(last)
    assert not any(ENGLAND.works(last + timedelta(days=step)) for step in range(1, (day - last).days + 1))


@given(DAYS, st.integers(-40, 40))
def test_months_keep_the_day_or_take_the_months_last(day, number):
    there = months(day, number)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == number
    assert there.day == day.day or (there.day < day.day and (there + timedelta(days=1)).day == 1)


def test_three_months_on():
    assert months(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert months(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert months(date(2025, 2, 26), 3) == date(2025, 5, 26)
    assert ENGLAND.last_working(date(2025, 5, 26)) == date(2025, 5, 23)


def test_a_council_has_days_of_its_own():
    closed = Closure("2026-12-24", "Christmas Eve", "our calendar")
    works = Closure("2026-05-04", "we work on May Day", "our calendar", open=True)
    here = counting(Days("england", False, "test", "", (closed, works)))
    assert not here.works(date(2026, 12, 24))
    assert here.works(date(2026, 5, 4))
    assert here.after(date(2026, 12, 23), 1, "working days") == date(2026, 12, 29)
    assert ENGLAND.after(date(2026, 12, 23), 1, "working days") == date(2026, 12, 24)


def test_what_is_no_length_of_time_is_refused():
    with pytest.raises(ValueError, match="words"):
        ENGLAND.after(date(2025, 1, 1), 3, "words")
