from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import Record
from fsworkbook.workbook.statuses import changes, history, on_day, remarks, unlikely, unlikely_words


def status(day, word):
    on = date.fromisoformat(day)
    head = {"child": "tyler", "status": word, "from": on}
    moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return Record(f"{day}-priya-{word}", "status", on, moment, "priya", head)


def test_a_child_without_any_status_has_none():
    assert history(ledger(()), "tyler") == ()
    assert on_day(ledger(()), "tyler", date(2025, 5, 30)) is None


def test_a_status_lasts_until_the_next_one_begins():
    found = history(ledger((status("2025-05-22", "s17_cin"), status("2025-02-26", "cp_emotional"))), "tyler")
    assert [(one.status, one.until) for one in found] == [("cp_emotional", date(2025, 5, 22)), ("s17_cin", None)]
    assert on_day(ledger((status("2025-02-26", "cp_emotional"),)), "tyler", date(2025, 2, 25)) is None


def one(desk, child, day, word, **more):
    keys = {"child": child, "status": word, "from": day, "decided_by": "a conference", "reason": "x", **more}
    return desk("status", "sam", day, **keys)


# What follows what, and what it is called: every pair of neighbours of a child's history.
STEPS = [
    ("s17_cin", "cp_neglect", "up"),
    ("cp_neglect", "s17_cin", "down"),
    ("cp_neglect", "cp_emotional", ""),
    ("cp_emotional", "none", "down"),
    ("s17_cin", "early_help", "across"),
    ("none", "early_help", "up"),
    ("early_help", "s17_cin", "up"),
    ("cp_physical", "plo", "up"),
    ("proceedings", "co_home", "up"),
    ("co_home", "s17_cin", "down"),
    ("s17_cin", "over18", "end"),
    ("co_away", "cwcf", "end"),
    ("s17_cin", "s47", ""),
    ("kin_informal", "s17_cin", ""),
]


@pytest.mark.parametrize(("first", "then", "step"), STEPS)
def test_a_change_of_status_is_called_by_what_it_is(first, then, step, desk, practice):
    one(desk, "ida", date(2025, 3, 1), first)
    one(desk, "ida", date(2025, 3, 8), then)
    found = changes(ledger(desk.records), practice, "ida")
    assert [change.step for change in found] == ["", step]
    assert not step or practice.steps[step].name


def test_an_enquiry_is_no_step_and_the_plan_after_it_is_counted_from_before(desk, practice):
    for day, word in ((1, "s17_cin"), (8, "s47"), (15, "cp_sexual"), (22, "s47"), (29, "s17_cin")):
        one(desk, "ida", date(2025, 3, day), word)
    assert [change.step for change in changes(ledger(desk.records), practice, "ida")] == ["", "", "up", "", "down"]


@given(st.lists(st.sampled_from(sorted(load(shipped()).statuses)), max_size=6))
def test_every_step_goes_the_way_that_it_says(words):
    practice = load(shipped())
    records = tuple(status(f"2025-03-{day:02}", word) for day, word in enumerate(words, start=1))
    for change in changes(ledger(records), practice, "tyler"):
        now = practice.plans[practice.statuses[change.now.status].plan]
        if change.step in {"up", "down", "across"}:
            assert (now.level > change.before.level) == (change.step == "up")
            assert (change.step == "across") == (now.across and now.level < change.before.level)
        assert (change.step == "end") == practice.statuses[change.now.status].ends


def test_what_is_said_when_a_plan_ends(desk, family, practice):
    one(desk, "ida", date(2025, 3, 1), "cp_neglect")
    one(desk, "jo", date(2025, 3, 1), "s17_cin")
    gentle = one(desk, "ida", date(2025, 3, 8), "s17_cin")
    said = " ".join(remarks(gentle, family, ledger(desk.records), practice))
    assert "Step down." in said
    assert "B.31" not in said
    assert "B.34" not in said
    at_once = one(desk, "jo", date(2025, 3, 9), "none")
    assert "B.34" not in " ".join(remarks(at_once, family, ledger(desk.records), practice)), "Ida still has a plan"
    last = one(desk, "ida", date(2025, 3, 10), "none")
    assert "B.34" in " ".join(remarks(last, family, ledger(desk.records), practice))


def test_a_protection_plan_that_ends_outright_asks_for_the_reason(desk, family, practice):
    one(desk, "ida", date(2025, 3, 1), "cp_neglect")
    ended = one(desk, "ida", date(2025, 3, 8), "early_help")
    said = " ".join(remarks(ended, family, ledger(desk.records), practice))
    assert "Step across." in said
    assert "B.31" in said
    gone = one(desk, "ida", date(2025, 3, 9), "moved_area")
    assert "B.31" not in " ".join(remarks(gone, family, ledger(desk.records), practice))


def test_green_beside_a_protection_plan_is_a_hint_for_the_children_who_have_one(desk, family, practice):
    one(desk, "ida", date(2025, 3, 1), "cp_neglect")
    one(desk, "jo", date(2025, 3, 1), "s17_cin")
    found = ledger(desk.records)
    on = date(2025, 3, 19)
    (hint,) = unlikely(found, family, practice, on, "green", {})
    assert hint.children == ("ida",)
    assert "no error" in unlikely_words(hint, family, practice)
    assert unlikely(found, family, practice, on, "amber", {}) == ()
    assert unlikely(found, family, practice, on, "green", {"ida": "amber"}) == ()
    assert unlikely(found, family, practice, on, "amber", {"ida": "green"}) != ()
    assert unlikely(found, family, practice, date(2025, 2, 27), "green", {}) == ()
