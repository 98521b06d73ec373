"""`due` on the Ashdown family through the real command line: who owes what, by which rule, on which day."""

import json

import pytest
import vobject

from tests.story.conftest import command


@pytest.fixture
def due(told):
    def run(*words, now="2025-04-14T09:00", code=0):
        env = {"FSWORKBOOK_NOW": now, "FSWORKBOOK_CASELOAD": str(told / "demo"), "COLUMNS": "80"}
        done = command(told, "due", *words, env=env)
        assert done.returncode == code, done.stderr
        return done.stdout

    return run


def rules(text):
    return [(item["rule"], item["of"], item["due"], item["group"]) for item in json.loads(text)["data"]]


def test_what_priya_sees_on_the_monday_before_easter(due):
    said = due("--as", "priya")
    assert said.splitlines()[0] == "Due · for Priya Nandakumar · Mon 14 April 2025"
    late, _, rest = said.partition("This week")
    assert "Child protection visit · Maisie" in late
    assert "3 days late; 10 working days after the last visit, 28 Mar 2025" in late
    assert "Action: Find and speak with Marcus Reid; log each try" in late
    this, _, following = rest.partition("Next week")
    assert "Halfway review of the assessment · Kerry" in this
    assert "(C.20)" in this
    assert "Thu 17 Apr   Ashdown · Group supervision" in this
    assert "Core group · Tyler" in following
    assert all(len(line) <= 80 for line in said.splitlines())


def test_a_day_that_is_past_is_shown_as_it_was_known_then(due):
    on = rules(due("--as", "priya", "--on", "2025-04-14", "--json", now="2026-01-05T09:00"))
    assert on == rules(due("--as", "priya", "--json"))
    assert ("visit_protection", "maisie", "2025-04-11", "late") in on


def test_everybody_owes_their_own(due):
    mine = {by: {item[0] for item in rules(due("--as", by, "--json"))} for by in ("ruth", "alison", "gareth")}
    assert "reminder" not in mine["ruth"]
    assert "summary" in mine["gareth"]
    assert "summary" not in mine["alison"]
    everybody = {item[0] for item in rules(due("--family", "ashdown", "--json"))}
    assert set().union(*mine.values()) <= everybody


def test_gareths_summary_is_not_late_until_the_other_reading_has_passed_too(due):
    groups = [
        next(item[3] for item in rules(due("--as", "gareth", "--json", now=f"{day}T09:00")) if item[0] == "summary")
        for day in ("2025-03-14", "2025-03-16")
    ]
    assert groups == ["this week", "this week"]
    said = due("--as", "gareth", now="2025-03-14T09:00")
    assert "read otherwise" in said
    assert "(X1)" in said


def test_late_alone_ends_with_findings_and_quiet_without(due):
    assert "Late · for Priya" in due("--as", "priya", "--late", code=1)
    assert "Nothing is late." in due("--as", "ruth", "--late")


def test_what_can_be_met_no_more_is_not_owed(due):
    """A summary for a meeting that has been held, a report for a conference that is over."""
    after = rules(due("--family", "ashdown", "--json", now="2025-05-30T18:00"))
    assert not [item for item in after if item[0] in {"summary", "report_first", "report_review", "reminder"}]


def test_the_calendar_holds_no_name_and_another_library_reads_it(due, tmp_path):
    path = due("--family", "ashdown", "--ics", "--output", str(tmp_path)).strip()
    text = (tmp_path / "FS-0417-due-2025-04-14.ics").read_bytes()
    assert path == str(tmp_path / "FS-0417-due-2025-04-14.ics")
    calendar = vobject.readOne(text.decode())
    told = json.loads(due("--family", "ashdown", "--json"))["data"]
    assert sorted(str(event.dtstart.value) for event in calendar.vevent_list) == sorted(item["due"] for item in told)
    assert len({event.uid.value for event in calendar.vevent_list}) == len(told)
    assert {event.summary.value for event in calendar.vevent_list} >= {"Child protection visit (FS-0417)"}
    for name in (b"Ashdown", b"Maisie", b"Tyler", b"Kerry", b"Daniel", b"Priya", b"Marcus", b"ashdown"):
        assert name not in text
    assert b"\r\n" in text
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    again = due("--family", "ashdown", "--ics", "--output", str(tmp_path))
    assert again.strip() == path
    assert (tmp_path / "FS-0417-due-2025-04-14.ics").read_bytes() == text
