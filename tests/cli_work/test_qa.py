"""The quality checklist: evidence and gaps for each of its fifty items; kept, compared; never more than a proposal."""

import json
from pathlib import Path

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report.quality.filling import GATHERERS

CHECKLIST = load(shipped()).checklist
RATE = ("qa", "rate", "--as", "helen")


def items(work, *words):
    return {one["item"]: one for one in work.data("qa", "--parent", "mum", *words)["items"]}


def write(work, section, text, child=""):
    table = f'assessment = "PA-R"\nsection = "{section}"\ntext = "{text}"\n' + (f'child = "{child}"\n' if child else "")
    return work.take("report", "write", "--as", "priya", stdin=table)


def test_the_checklist_has_fifty_items_by_mode_and_group():
    modes = ["+".join(item.modes) for item in CHECKLIST.items.values()]
    assert {mode: modes.count(mode) for mode in modes} == {"check+judge": 7, "check": 24, "fill": 12, "judge": 7}
    assert list(CHECKLIST.items) == [f"H{number:02}" for number in range(1, 51)]
    assert all(set(item.gather) <= set(GATHERERS) for item in CHECKLIST.items.values())
    named = {name for item in CHECKLIST.items.values() for name in item.gather}
    assert named == set(GATHERERS)  # none is idle
    lints = load(shipped()).checked.lints
    assert all(set(item.lints) <= set(lints) for item in CHECKLIST.items.values())


def test_nothing_that_is_a_judgement_is_ever_proposed_as_fully_met(work):
    for section in ("S04", "S08", "S13.04", "S14.09"):
        write(work, section, "Rosa does the school run. Josh and Lily told me so.")
    found = items(work)
    assert set(found) == set(CHECKLIST.items)
    for name, item in CHECKLIST.items.items():
        if item.judged:
            assert found[name]["proposed"] != "fully", name
    assert found["H37"]["proposed"] is None  # written, and for a person to judge
    assert found["H37"]["found"]


def test_what_is_written_is_found_and_what_is_not_is_named_for_each_child(work):
    before = items(work)["H15"]
    assert before["proposed"] == "not"
    assert before["lacking"] == [
        "not written: 11.4, 11.5 and 11.6 for Josh",
        "not written: 11.4, 11.5 and 11.6 for Lily",
    ]
    for section in ("S11.4", "S11.5", "S11.6"):
        write(work, section, "He knows who he is.", "josh")
    after = items(work)["H15"]
    assert after["proposed"] == "partially"
    assert after["found"] == ["written: 11.4, 11.5 and 11.6 for Josh"]
    assert after["lacking"] == ["not written: 11.4, 11.5 and 11.6 for Lily"]
    for section in ("S11.4", "S11.5", "S11.6"):
        write(work, section, "She knows who she is.", "lily")
    assert items(work)["H15"]["proposed"] == "fully"


def test_everybody_is_to_be_heard_and_an_attempt_counts(work):
    assert "Carl was not heard, and nobody recorded an attempt" in items(work)["H23"]["lacking"]
    work.take("note", "--as", "tom", stdin='topic = "tried"\nabout = ["carl"]\ntext = "I rang him."\n')
    assert "Carl (tried once)" in items(work)["H23"]["found"][0]


def test_where_nothing_of_the_kind_ever_was_an_item_does_not_apply(work):
    found = items(work)
    assert found["H12"]["does_not_apply"]
    assert found["H33"]["does_not_apply"]
    plan = 'child = "josh"\nstatus = "s20"\nfrom = 2025-04-01\ndecided_by = "a review"\nreason = "Agreed with Rosa."\n'
    work.take("status", "--as", "priya", stdin=plan)
    assert items(work)["H12"]["does_not_apply"] is None


def test_it_is_kept_and_compared_with_the_last_one(work):
    first = 'assessment = "PA-R"\nitems = { H13 = "not", H17 = "partially" }\nnot_applicable = { H33 = "No baby." }\n'
    work.take(*RATE, stdin=first + 'notes = { H13 = "I cannot picture Lily." }\n')
    later = 'assessment = "PA-R"\nitems = { H13 = "partially", H17 = "partially" }\n'
    work.take(*RATE, stdin=later, now="2025-04-14T12:05")
    code, out, _ = work.run("qa", "--parent", "mum", "--json", now="2025-04-14T13:00")
    told = json.loads(out)["data"]
    assert code == 0
    found = {one["item"]: one for one in told["items"]}
    assert (found["H13"]["rated"], found["H13"]["remark"], found["H33"]["rated"]) == ("partially", None, "-")
    assert told["changed"] == [{"item": "H13", "before": "not", "now": "partially"}]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('assessment = "PA-R"\n', "rate at least one"),
        ('assessment = "PA-R"\nitems = { H99 = "not" }\n', "not on the checklist"),
        ('assessment = "PA-R"\nitems = { H01 = "green" }\n', "takes one of: fully, partially, not"),
        ('assessment = "PA-R"\nitems = { H01 = "not" }\nnot_applicable = { H01 = "x" }\n', "leave one of the two out"),
    ],
)
def test_what_cannot_be_used_changes_nothing(work, table, said):
    before = work.state()
    code, _, told = work.run(*RATE, "--from", "-", "--no-input", stdin=table)
    assert (code, said in " ".join(told.split())) == (2, True), told
    assert work.state() == before


def test_a_page_for_supervision_and_a_screen_that_fits(work, tmp_path):
    work.take(*RATE, stdin='assessment = "PA-R"\nitems = { H20 = "fully" }\n')
    code, out, said = work.run("qa", "--parent", "mum", "--md", "-o", str(tmp_path))
    assert code == 0, said
    page = Path(out.strip()).read_text(encoding="utf-8")
    assert all(item in page for item in CHECKLIST.items)
    assert "For the team only" in page
    code, out, said = work.run("qa", "--parent", "mum")
    assert code == 0, said
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "H20" in out
    assert "Fully met" in out


def test_items_are_rated_one_by_one_with_their_evidence_beside(terminals):
    screen = terminals("qa", "rate", "H20", "H23", "--parent", "mum", "--as", "helen")
    screen.see("1 of 2")
    screen.type("1", "\r")
    screen.see("Anything to remark?")
    screen.type("Reads well.", "\r")
    screen.see("2 of 2")
    assert "Carl was not heard" in screen.screen
    screen.type("3", "\r")
    screen.see("Anything to remark?")
    screen.type("\r")
    screen.see("Is this right?")
    screen.type("\r")
    assert screen.end() == 0


def test_a_person_rates_two_and_saves_them_without_being_asked_the_other_forty_eight(work, terminals):
    screen = terminals(*RATE, "--parent", "mum")
    for place, number in (("H01", "1"), ("H02", "3")):
        screen.see(place)
        screen.type(number, "\r")
        screen.see("Anything to remark? (↵ skips)")
        screen.type("\r")
    screen.see("H03")
    screen.type("6", "\r")
    screen.see("Is this right?")
    screen.type("\r")
    screen.see("Recorded:")
    assert screen.end() == 0
    given = {name: item["rated"] for name, item in items(work).items() if item["rated"]}
    assert given == {"H01": "fully", "H02": "not"}
