"""What is due in the Ashdown family, by which rule: the `expected` block of the acceptance data, to the last line."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.registry import read_family
from fsworkbook.workbook.timing.days import counting
from fsworkbook.workbook.timing.deadlines import by_rule, deadlines

EXPECTED = json.loads((Path(__file__).parent / "expected-time.json").read_text(encoding="utf-8"))
WRITTEN = date(2025, 5, 30)

# How a line of the expected block is said here: its words, the rule, whose clock (None: any) and, where it is another
# reading of the sources, which.
LINES = [
    (r"S(\d) reminder", "reminder", None, None),
    (r"S(\d) summary: 3 calendar", "summary", None, "summary_calendar"),
    (r"S(\d) summary: 2 working", "summary", None, "summary_working"),
    (r"S(\d) summary: DEFAULT", "summary", None, None),
    (r"S(\d) sign-off: 2 working", "authorise", None, None),
    (r"S(\d) sign-off: 3 calendar", "authorise", None, "authorise_calendar"),
    (r"S(\d) sign-off: 3 working", "authorise", None, "authorise_three"),
    (r"S(\d) minutes: DEFAULT", "minutes", None, None),
    (r"S(\d) minutes: 3 calendar", "minutes", None, "minutes_calendar"),
    (r"S(\d) rearranged", "rearrange_limit", None, None),
    (r"allocation", "allocate", [""], None),
    (r"first conference", "first_conference", ["tyler", "maisie"], None),
    (r"pre-birth conference", "first_conference", ["unborn"], None),
    (r"first core group", "first_core_group", ["tyler", "maisie"], None),
    (r"core group after 24 April", "first_core_group", ["unborn"], None),
    (r"first review conference", "first_review", ["tyler", "maisie"], None),
    (r"conference report to parents, review", "report_review", None, None),
    (r"PA-K, PA-D: 12 weeks", "assessment_max", ["PA-K", "PA-D"], None),
    (r"PA-K, PA-D halfway", "midpoint", ["PA-K", "PA-D"], None),
    (r"PA-J: 12 weeks", "assessment_max", ["PA-J"], None),
    (r"PA-J halfway", "midpoint", ["PA-J"], None),
    (r"PA-K, PA-D review window", "review_window", ["PA-K", "PA-D"], None),
    (r"PA-J review window", "review_window", ["PA-J"], None),
    (r"final copy", "final_copy", ["PA-K", "PA-D"], None),
    (r"case summary: 3 months from CS3", "case_summary", [""], None),
]


@pytest.fixture(scope="module")
def practice():
    return load(shipped())


@pytest.fixture(scope="module")
def story(ashdown):
    folder = Folder.open(ashdown)
    records, faults = folder.records()
    assert not faults
    return read_family(folder.table(), "ashdown"), ledger(records)


@pytest.fixture(scope="module")
def found(story, practice):
    return by_rule(deadlines(*story, practice, counting(practice.days)))


def meant(line, found, held):
    """Return the deadlines that a line of the expected block means, and the reading."""
    for words, rule, owners, reading in LINES:
        if match := re.match(words, line["for"]):
            every = found[rule]
            if owners is not None:
                every = [item for item in every if item.of in owners]
                assert len(every) >= len(owners)
            if match.groups():
                meeting = held[int(match[1]) - 1].id
                every = [item for item in every if meeting in {item.meeting, item.of, *item.began.of}]
            if "CS3" in words:
                every = [item for item in every if item.began.on == date(2025, 4, 25)]
            return every, reading
    raise AssertionError(line["for"])


@pytest.mark.parametrize("line", EXPECTED["deadlines"], ids=lambda line: f"{line['for'][:40]} {line['due']}")
def test_every_deadline_of_the_story(line, found, story):
    every, reading = meant(line, found, calendar(story[1]).held)
    assert every, line["for"]
    for item in every:
        due = next(r.due for r in item.readings if r.rule.id == reading) if reading else item.due
        assert due.isoformat() == line["due"]
        if "actual" in line:
            assert item.met
            assert item.met.on.isoformat() == line["actual"]
            assert (item.met.on <= due) == line["met"]
        if "last working day is" in line.get("note", ""):
            assert item.working == date(2025, 5, 23)


def test_every_line_of_the_table_is_used():
    for words, *_ in LINES:
        assert any(re.match(words, line["for"]) for line in EXPECTED["deadlines"]), words


@pytest.mark.parametrize("line", EXPECTED["summary_timing"], ids=lambda line: f"{line['supervision']} {line['author']}")
def test_when_each_summary_came(line, found, story):
    meeting = calendar(story[1]).held[int(line["supervision"][1]) - 1]
    [item] = [item for item in found["summary"] if item.meeting == meeting.id and item.of == line["author"]]
    assert item.met.on.isoformat() == line["submitted"]
    state = "on time" if item.in_time else "late" if item.late(WRITTEN) else "after 3 working days, inside 2"
    assert state == line["state"]


def test_how_each_supervision_was_signed_off(found, story):
    held = calendar(story[1]).held
    said = {}
    for number, meeting in enumerate(held, start=1):
        [item] = [item for item in found["authorise"] if item.of == meeting.id]
        other = {reading.rule.id: item.met.on <= reading.due for reading in item.readings}
        said[f"S{number}"] = (item.in_time, other["authorise_calendar"], other["authorise_three"])
    assert said == {"S1": (True, True, True), "S2": (True, False, True), "S3": (False, False, True)}
    assert EXPECTED["sign_off"]["S1"] == "inside every rule"


def test_the_gaps_between_visits(found):
    late = {
        (item.of, item.began.on.isoformat(), item.due.isoformat(), item.met.on.isoformat())
        for item in found["visit_protection"]
        if item.met and not item.in_time
    }
    expected = EXPECTED["visit_gaps_over_10_working_days_exclusive_count"]
    assert late == {(gap["child"], gap["last"], gap["due"], gap["seen"]) for gap in expected}


def test_a_first_day_that_counts_finds_three_gaps_more(story, practice):
    leeds = practice.days._replace(count_first_day=True)
    every = by_rule(deadlines(*story, practice, counting(leeds)))["visit_protection"]
    late = {(item.of, item.began.on.isoformat()) for item in every if item.met and not item.in_time}
    assert {("tyler", "2025-02-28"), ("maisie", "2025-03-14"), ("maisie", "2025-05-13")} < late


def test_the_visits_that_were_recorded_late(found):
    late = [item.began.on.isoformat() for item in found["visit_record"] if not item.in_time]
    assert EXPECTED["visits_recorded_after_24h"] == ["V02", "V10"]
    assert late == ["2025-03-07", "2025-04-29"]


def test_what_was_due_before_the_workbook_opened_is_nobodys(found, story):
    opened = story[0].opened
    assert all(item.met or item.due >= opened for items in found.values() for item in items)
