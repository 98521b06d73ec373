"""How often a child is visited, by that child's own status: each interval, who was missed, what can be met no more."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import Record
from fsworkbook.workbook.registry import read_family
from fsworkbook.workbook.timing.days import counting
from fsworkbook.workbook.timing.due import due
from fsworkbook.workbook.timing.outlook import outlook
from fsworkbook.workbook.visits import visits

TABLE = {
    "format": 1,
    "reference": "FS-0001",
    "surname": "Rowan",
    "opened": date(2025, 1, 6),
    "person": [{"key": "ida", "name": "Ida Rowan", "part": "child", "born": date(2015, 11, 11)}],
    "team": [{"key": "sam", "name": "Sam Wells", "role": "social-worker"}],
}
FAMILY = read_family(TABLE, "rowan")
PRACTICE = load(shipped())
COUNTING = counting(PRACTICE.days)
START = date(2025, 1, 6)


def made(number, kind, on, **head):
    moment = datetime(on.year, on.month, on.day, 16, tzinfo=UTC)
    return Record(f"{on.isoformat()}-sam-{number:010}", kind, on, moment, "sam", head)


def status(word, on=START):
    return made(1, "status", on, child="ida", status=word, **{"from": on})


def visit(on, **more):
    start = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    head = {"start": start, "session": "home-announced", "statutory": True, "children_seen": ["ida"], **more}
    return made(on.toordinal(), "visit", on, **{key: value for key, value in head.items() if value is not None})


def review(on):
    return made(2, "meeting", on, meeting=["looked-after-review"], children=["ida"])


def next_visit(*records, on=START):
    (child,) = visits(FAMILY, ledger(records), PRACTICE, COUNTING, on).children
    return child.following


SEEN = START + timedelta(days=3)
REVIEWED = START + timedelta(days=5)

# Status, whether the first review has been held, the rule, and how many calendar days lie between two visits.
INTERVALS = [
    ("pf", False, "private_visit", 42),
    ("reg24", False, "visit_interim_early", 7),
    ("reg24", True, "visit_interim", 28),
    ("ico", False, "visit_interim_early", 7),
    ("ico", True, "visit_interim", 28),
    ("co_home", False, "visit_home", 42),
    ("co_home_early", False, "visit_parents_early", 7),
    ("co_home_early", True, "visit_parents", 42),
    ("s20", False, "visit_care", 42),
    ("co_away", False, "visit_care", 42),
]


@pytest.mark.parametrize(("word", "reviewed", "rule", "days"), INTERVALS)
def test_the_interval_of_each_status(word, reviewed, rule, days):
    records = [status(word), visit(SEEN), *([review(REVIEWED)] if reviewed else [])]
    found = next_visit(*records, on=REVIEWED)
    assert (found.rule.id, found.due) == (rule, SEEN + timedelta(days=days))
    tasks = due(outlook(FAMILY, ledger(records), PRACTICE, COUNTING), found.due + timedelta(days=1), "sam")
    assert [item.group for item in tasks if item.task.rule == rule] == ["late"]


@pytest.mark.parametrize(
    ("word", "rule", "day"),
    [
        ("cp_neglect", "visit_protection", date(2025, 1, 20)),
        ("s17_cin", "visit_need", date(2025, 2, 3)),
        ("pf", "private_visit_first", date(2025, 1, 15)),
        ("s20", "visit_care_first", date(2025, 1, 13)),
        ("co_home", "visit_home_first", date(2025, 1, 13)),
        ("reg24", "visit_interim_early", date(2025, 1, 13)),
        ("co_home_early", "visit_parents_early", date(2025, 1, 13)),
    ],
)
def test_the_first_visit_of_each_status(word, rule, day):
    found = next_visit(status(word))
    assert (found.rule.id, found.due) == (rule, day)


def test_a_privately_fostered_child_is_seen_less_often_after_a_year_counted_from_the_last_visit():
    last = date(2025, 12, 20)
    found = next_visit(status("pf"), *(visit(START + timedelta(days=40 * n)) for n in range(1, 9)), visit(last),
                       on=date(2026, 1, 10))  # fmt: skip
    assert (found.rule.id, found.due) == ("private_visit_later", last + timedelta(days=84))


@pytest.mark.parametrize("word", ["none", "early_help", "moved_area", "kin_informal"])
def test_a_status_that_asks_for_no_visit(word):
    assert next_visit(status(word)) is None


def test_a_visit_missed_seen_by_nobody_or_not_required_by_law_meets_nothing():
    (missed, unseen, voluntary) = (
        visit(SEEN, children_seen=None, missed_by="family-did-not", reason="Nobody was in.", children=["ida"]),
        visit(SEEN + timedelta(days=1), children_seen=[]),
        visit(SEEN + timedelta(days=2), statutory=False, seen_alone=["ida"]),
    )
    records = ledger((status("cp_neglect"), missed, unseen, voluntary))
    found = visits(FAMILY, records, PRACTICE, COUNTING, REVIEWED)
    (child,) = found.children
    assert child.following.began.name == "began"
    assert (child.last, child.alone, child.statutory) == (voluntary, voluntary, None)
    assert child.missed == found.missed == (missed,)


def test_a_visit_that_was_missed_under_a_plan_that_has_ended_is_a_gap_and_owed_no_more():
    ended = date(2025, 2, 10)
    records = [status("cp_neglect"), made(3, "status", ended, child="ida", status="s17_cin", **{"from": ended})]
    on = date(2025, 2, 20)
    (child,) = visits(FAMILY, ledger(records), PRACTICE, COUNTING, on).children
    assert [(gap.rule.id, gap.met) for gap in child.gaps] == [("visit_protection", None)]
    assert child.following.rule.id == "visit_need"
    tasks = outlook(FAMILY, ledger(records), PRACTICE, COUNTING)
    assert "visit_protection" in {item.task.rule for item in due(tasks, date(2025, 2, 9), "sam")}
    assert {item.task.rule for item in due(tasks, on, "sam")} & {"visit_protection", "visit_need"} == {"visit_need"}


def test_a_visit_recorded_late_is_named():
    on = date(2025, 1, 9)
    written = visit(on)._replace(recorded=datetime(2025, 1, 10, 10, 1, tzinfo=UTC))
    in_time = visit(on)._replace(recorded=datetime(2025, 1, 10, 9, 59, tzinfo=UTC))
    for record, count in ((written, 1), (in_time, 0)):
        assert len(visits(FAMILY, ledger((record,)), PRACTICE, COUNTING, date(2025, 1, 12)).late) == count


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([word for word, *_ in INTERVALS] + ["cp_neglect", "s17_cin"]),
    st.sets(st.integers(0, 200), max_size=12),
    st.integers(0, 200),
)
def test_the_next_visit_follows_the_last_and_every_gap_is_past(word, days, today):
    seen = [visit(START + timedelta(days=day)) for day in sorted(days) if day <= today]
    on = START + timedelta(days=today)
    (child,) = visits(FAMILY, ledger((status(word), *seen)), PRACTICE, COUNTING, on).children
    assert child.following.due > (seen[-1].on if seen else START - timedelta(days=1))
    assert child.last == (seen[-1] if seen else None)
    for gap in child.gaps:
        assert gap.due < (gap.met.on if gap.met else on)
    assert (child.following in child.gaps) == child.following.late(on)
