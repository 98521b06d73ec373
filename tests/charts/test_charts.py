"""Charts hold every figure in words; in the drawing no word runs into another, whatever the numbers are."""

import datetime as dt
import os
import re
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report.charts import axis, measures, ratings, visits
from fsworkbook.report.drawing import Label
from fsworkbook.workbook.measures import Point, Series
from fsworkbook.workbook.ratings import Given, Opened
from tests.charts.looking import outside, overlapping, struck

MANY = settings(
    max_examples=500 if os.environ.get("FSWORKBOOK_TORTURE") else 40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
PRACTICE = load(shipped())
RATINGS = st.sampled_from(sorted(PRACTICE.ratings))
NAMES = st.text("abcdefghijklmnopqrstuvwxyzéÅß '-", min_size=1, max_size=24).filter(str.strip)
DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2026, 12, 31))
DAY = dt.date(2025, 3, 1)


class Family:
    """As much of a family as a chart asks for: what people are called."""

    def __init__(self, names):
        self.names = names

    def first_name(self, key):
        return self.names.get(key, key)


def days(most):
    return st.lists(DAYS, min_size=1, max_size=most, unique=True).map(sorted)


def view(day, given_, missing=(), agreed="", children=None, *, held=True):
    ordered = tuple(
        Given(who, rating, "why", {}, dt.datetime(2025, 1, 1, tzinfo=dt.UTC), "r") for who, rating in given_
    )
    return Opened(
        meeting=SimpleNamespace(on=day),
        open=held,
        given=ordered,
        raters=tuple(who for who, _ in given_),
        missing=tuple(missing),
        agreed=agreed,
        agreed_children=children or {},
    )


@st.composite
def histories(draw):
    keys = [f"p{number}" for number in range(draw(st.integers(1, 8)))]
    family = Family({key: draw(NAMES) for key in (*keys, "c1", "c2")})
    made = []
    for day in draw(days(16)):
        states = {key: draw(st.sampled_from(["", "missing"]) | RATINGS) for key in keys}
        made.append(
            view(
                day,
                [(key, state) for key, state in states.items() if state in PRACTICE.ratings],
                [key for key, state in states.items() if state == "missing"],
                draw(st.just("") | RATINGS),
                {key: draw(RATINGS) for key in draw(st.sets(st.sampled_from(["c1", "c2"])))},
            )
        )
    return family, made


VALUES = st.integers(-5, 30) | st.floats(-100, 1000).map(lambda value: round(value, 1))


@st.composite
def series(draw):
    points = tuple(
        Point(day, draw(st.booleans()), float(value := draw(VALUES)), f"{value:g}", "r") for day in draw(days(80))
    )
    low, high = draw(st.sampled_from([(None, None), (0.0, 10.0), (0.0, 27.0), (0.0, None), (None, 100.0)]))
    return Series("m", draw(NAMES), draw(st.sampled_from(["", "lower", "higher"])), low, high, points, (), (), ())


@st.composite
def seen(draw):
    names = {f"c{number}": draw(NAMES) for number in range(draw(st.integers(1, 7)))}
    met = st.dictionaries(st.sampled_from(sorted(names)), st.booleans())
    found = [
        visits.Seen(day, draw(st.sampled_from(["", "Jan 2025"])), draw(met), draw(st.booleans()))
        for day in draw(days(90))
    ]
    return names, found


def is_clean(drawn):
    assert not overlapping(drawn)
    assert not outside(drawn)
    assert not struck(drawn)
    assert drawn.width == axis.WIDTH


@MANY
@given(histories())
def test_no_words_of_ratings_run_into_one_another(history):
    family, views = history
    found = ratings.picture(views, family, PRACTICE)
    if found:
        is_clean(found.drawing)


@MANY
@given(series())
def test_no_words_of_a_measure_run_into_one_another(one):
    is_clean(measures.picture(one).drawing)


@MANY
@given(seen())
def test_no_words_of_visits_run_into_one_another(both):
    names, found = both
    drawn = visits.picture(found, names)
    if drawn:
        is_clean(drawn.drawing)


@pytest.mark.parametrize("gap", [0.5, 8.0, 34.0])
@MANY
@given(days(60))
def test_days_keep_their_order_and_their_distance(gap, found):
    places = axis.spread(found, 300.0, gap)
    assert list(places) == sorted(places)
    assert places[0] >= -1e-6
    assert places[-1] <= 300 + 1e-6
    apart = min(gap, 300 / max(len(found) - 1, 1))
    assert all(later - before >= apart - 1e-6 for before, later in pairwise(places))


# ---- what they say ------------------------------------------------------------------------------------------


def words(drawn):
    return [each.text for each in drawn.shapes if isinstance(each, Label)]


HISTORY = [
    view(dt.date(2025, 3, 19), [("tom", "amber"), ("lea", "red")], agreed="red", children={"tyler": "red"}),
    view(dt.date(2025, 4, 17), [("tom", "green")], ["lea"], agreed="amber", children={"tyler": "amber"}),
    view(dt.date(2025, 5, 14), [("tom", "green")], held=False),
]
TEAM = Family({"tom": "Tom", "lea": "Leanne", "tyler": "Tyler"})


def test_the_words_of_ratings_hold_every_one_and_who_gave_none():
    found = ratings.picture(HISTORY, TEAM, PRACTICE)
    assert found.alternative.splitlines() == [
        "Ratings of each group supervision.",
        "19 March 2025. Tom: Amber; Leanne: Red; Agreed for the family: Red; Agreed for Tyler: Red.",
        "17 April 2025. Tom: Green; Leanne: not given; Agreed for the family: Amber; Agreed for Tyler: Amber.",
    ]
    drawn = words(found.drawing)
    assert [drawn.count(word) for word in ("Tom", "Leanne", "Tyler", "Agreed", "14 May")] == [1, 1, 1, 2, 0]
    assert drawn.count("not given") == 1


def test_every_rating_has_a_shape_of_its_own():
    (drawn,) = [ratings.picture(HISTORY, TEAM, PRACTICE).drawing]
    shapes = {}
    for each in drawn.shapes:
        if not isinstance(each, Label) and each.fill in PRACTICE.ratings:
            turns = each.path.split()
            shapes.setdefault(each.fill, set()).add((turns.count("L"), turns.count("A"), turns[2] == turns[5]))
    assert {len(found) for found in shapes.values()} == {1}
    assert len({next(iter(found)) for found in shapes.values()}) == len(PRACTICE.ratings)


def test_a_long_history_draws_the_latest_and_tells_of_all():
    first = dt.date(2024, 1, 10)
    long = [view(first + dt.timedelta(28 * number), [("tom", "red")]) for number in range(20)]
    found = ratings.picture(long, TEAM, PRACTICE)
    assert "the last 12 supervisions" in found.caption
    assert found.alternative.count("Tom: Red") == 20
    assert words(found.drawing).count("Red") == 12 + 1  # and the key


def test_nobody_rated_is_no_chart():
    assert ratings.picture([view(DAY, [], ["tom"])], TEAM, PRACTICE) is None
    assert ratings.picture(HISTORY[2:], TEAM, PRACTICE) is None
    assert ratings.picture([], TEAM, PRACTICE) is None


def point(day, value, *, exact=True):
    number = float(value) if isinstance(value, int | float) else None
    return Point(day, exact, number, str(value), "r")


def test_the_words_of_a_measure_hold_every_point_and_the_scale():
    points = (point(dt.date(2025, 1, 1), 19, exact=False), point(dt.date(2025, 3, 24), 13))
    found = measures.picture(Series("m", "Mood", "lower", 0.0, 27.0, points, (), (), ()))
    assert found.caption == "Mood (lower is better)"
    assert found.alternative == "Mood, from 0 to 27 (lower is better). Jan 2025: 19; 24 Mar 2025: 13."
    assert {"19", "13", "0", "27", "Jan", "24 Mar", "2025"} == set(words(found.drawing))


def test_what_was_said_in_words_is_not_drawn():
    points = (point(DAY, 3), point(dt.date(2025, 4, 1), "better"))
    assert measures.picture(Series("m", "Sleep", "", None, None, points, (), (), ())) is None


def test_a_measure_without_a_scale_is_drawn_from_nought():
    points = (point(DAY, 19), point(dt.date(2025, 4, 1), 17))
    drawn = measures.chart(Series("m", "x", "", None, None, points, (), (), ()))
    assert {"0", "20"} <= set(words(drawn))


def test_higher_values_stand_higher():
    points = tuple(point(DAY + dt.timedelta(30 * at), value) for at, value in enumerate((2, 9, 4)))
    drawn = measures.chart(Series("m", "x", "", 0.0, 10.0, points, (), (), ()))
    marks = [each.path.split() for each in drawn.shapes if not isinstance(each, Label) and each.fill == "ink"]
    heights = [float(each[2]) for each in marks]
    assert heights[1] < heights[2] < heights[0]


def test_the_words_of_visits_hold_every_day_and_who_was_alone():
    found = visits.picture(
        [
            visits.Seen(dt.date(2025, 3, 3), "", {"tyler": True, "maisie": False}),
            visits.Seen(dt.date(2025, 3, 10), "", {"kerry": False}),
            visits.Seen(dt.date(2025, 3, 17), "", {}, missed=True),
            visits.Seen(dt.date(2025, 4, 1), "Apr 2025", {"tyler": False}),
        ],
        {"tyler": "Tyler", "maisie": "Maisie"},
    )
    assert found.alternative.splitlines() == [
        "Tyler was seen 2 times: 3 Mar 2025 (alone), Apr 2025.",
        "Maisie was seen once: 3 Mar 2025.",
        "Did not take place: 17 Mar 2025.",
    ]
    drawn = words(found.drawing)
    assert {"2 times, 1 alone", "once, 0 alone", "once", "seen", "seen alone", "missed", "Missed"} <= set(drawn)
    assert "1 Apr" not in drawn  # no more than the month is known


def test_a_copy_counts_no_visits_since_it_has_not_all_of_them():
    days = [visits.Seen(DAY, "", {"tyler": True}), visits.Seen(DAY, "", {}, missed=True)]
    found = visits.picture(days, {"tyler": "Tyler", "maisie": "Maisie"}, counted=False)
    assert found.alternative.splitlines()[0].startswith("Tyler was seen: ")
    assert not re.search("once|times|not seen|Maisie", " ".join([found.alternative, *words(found.drawing)]))


def test_nobody_was_seen_is_no_chart():
    assert (
        visits.picture([visits.Seen(DAY, "", {"kerry": False}), visits.Seen(DAY, "", {}, missed=True)], {"t": "T"})
        is None
    )
