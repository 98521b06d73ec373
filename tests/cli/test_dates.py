"""Days and times as people type them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.cli.talk.dates import option_day, read_day, read_time
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import spoken, weekday

MONDAY = date(2025, 4, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2025-04-14"),
        ("Yesterday", "2025-04-13"),
        ("tue", "2025-04-08"),
        ("tues", "2025-04-08"),
        ("monday", "2025-04-14"),
        ("last mon", "2025-04-07"),
        ("4 march", "2025-03-04"),
        ("4 mar 2025", "2025-03-04"),
        ("4th of March 2024", "2024-03-04"),
        ("march 4", "2025-03-04"),
        ("4/3", "2025-03-04"),
        ("4/3/25", "2025-03-04"),
        ("04.03.2025", "2025-03-04"),
        ("4-3-2025", "2025-03-04"),
        ("2025-03-04", "2025-03-04"),
        ("tue 4 march", "2025-03-04"),
        ("14/9/97", "1997-09-14"),
        ("25 december", "2024-12-25"),
        ("29 feb", "2024-02-29"),
        ("3 days ago", "2025-04-11"),
        ("a fortnight ago", "2025-03-31"),
        ("  4   March ", "2025-03-04"),
    ],
)
def test_what_was_is_read(text, day):
    assert read_day(text, MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2025-04-15"),
        ("thu", "2025-04-17"),
        ("monday", "2025-04-14"),
        ("next monday", "2025-04-21"),
        ("17 april", "2025-04-17"),
        ("3 jan", "2026-01-03"),
        ("in 2 weeks", "2025-04-28"),
    ],
)
def test_what_is_to_come_is_read_ahead(text, day):
    assert read_day(text, MONDAY, ahead=True) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31/2", "There is no 31 February 2025."),
        ("3/25/2025", "no month 25"),
        ("mon 4 march", "4 March 2025 is a Tuesday"),
        ("", "That is not a day"),
        ("4", "That is not a day"),
        ("the day after", "That is not a day"),
        ("2 weeks", "That is not a day"),
        ("0/0", "no month 0"),
        ("0000-01-01", "There is no"),
    ],
)
def test_what_is_no_day_says_why(text, why):
    with pytest.raises(BadInput, match=why):
        read_day(text, MONDAY)


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_every_way_that_we_write_a_day_is_read_back(day):
    for text in (day.isoformat(), spoken(day), weekday(day), f"{day.day}/{day.month}/{day.year}"):
        assert read_day(text, MONDAY) == day


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_day_or_a_sentence(text):
    try:
        found = read_day(text, MONDAY)
    except BadInput as error:
        found = str(error)
    assert isinstance(found, date) or found.endswith((".", "?"))


@pytest.mark.parametrize(
    ("text", "moment"),
    [("14:30", time(14, 30)), ("2.30pm", time(14, 30)), ("9am", time(9)), ("12am", time(0)), ("12 pm", time(12))],
)
def test_a_time_is_read(text, moment):
    assert read_time(text) == moment


@pytest.mark.parametrize("text", ["", "9", "25:00", "13pm", "9:75", "noon"])
def test_what_is_no_time_says_how_one_is_written(text):
    with pytest.raises(BadInput, match=r"2\.30pm"):
        read_time(text)


def test_an_option_is_named():
    with pytest.raises(BadInput, match=r"^--at: "):
        option_day("x", MONDAY)
