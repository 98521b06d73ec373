"""Ages and weeks as the training family's expectations give them."""

from datetime import date

import pytest

from fsworkbook.workbook.ages import age, weeks, years
from fsworkbook.workbook.family import Person


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2025, 2, 24), (23, 1)), (date(2025, 4, 24), (31, 4)), (date(2025, 5, 30), (36, 5))],
)
def test_weeks_of_pregnancy(on, expected):
    assert weeks(date(2025, 6, 22), on) == expected


def test_a_birthday_counts_on_the_day():
    assert years(date(2022, 4, 8), date(2025, 4, 7)) == 2
    assert years(date(2022, 4, 8), date(2025, 4, 8)) == 3
    assert years(date(2020, 2, 29), date(2025, 2, 28)) == 4


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 1, 2), "1 day"),
        (date(2025, 1, 31), "30 days"),
        (date(2025, 2, 1), "1 month"),
        (date(2026, 12, 31), "23 months"),
        (date(2027, 1, 1), "2 years"),
    ],
)
def test_an_age_in_words(on, expected):
    assert age(Person("a", "A", "child", born=date(2025, 1, 1)), on) == expected
