"""The day on which a moment falls in Britain, with and without the time zone's table."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from fsworkbook.workbook.clock import day_of

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(timezones=OFFSETS).filter(lambda moment: 1 < moment.year < 9999)


@given(MOMENTS)
@example(datetime(2025, 6, 2, 22, 59, 59, tzinfo=UTC))
@example(datetime(2025, 6, 2, 23, 0, tzinfo=UTC))
@example(datetime(2025, 12, 2, 23, 59, tzinfo=UTC))
@example(datetime(1943, 6, 2, 22, 30, tzinfo=UTC))
def test_a_moment_falls_on_the_day_that_it_is_in_london(moment):
    assert day_of(moment) == moment.astimezone(ZoneInfo("Europe/London")).date()
