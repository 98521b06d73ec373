"""Which questions an opening asks, from the answers so far, and what the answers come to."""

import io
from datetime import date

import pytest

from fsworkbook.cli.begin.gathering import gather
from fsworkbook.cli.begin.opening import Me, Questions
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.people.inquiry import Inquiry
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped

TODAY = date(2025, 4, 14)
ME = Me("priya", "Priya Nandakumar", "priya@example.org", "social-worker", "Council")


@pytest.fixture
def questions(tmp_path):
    desk = Desk({"FSWORKBOOK_NOW": "2025-04-14T12:00"}, io.StringIO(), io.StringIO(), io.StringIO(), tmp_path)
    return Questions(Inquiry(desk, load(shipped()), TODAY), ME, tmp_path)


def begun(**more):
    table = {
        "surname": "Carrick",
        "reference": "FS-1",
        "decision": {"by": "A&I", "on": date(2025, 4, 10)},
        "child": {"1": {"name": "Tyler Carrick", "when": date(2015, 11, 11)}},
        "parent": {
            "1": {"name": "Kerry Carrick", "part": "parent", "gender": "female"},
            "2": {"name": "Dan Carrick", "part": "parent", "gender": "male"},
        },
        "team": {"1": {"name": "Priya Nandakumar", "role": "social-worker"}},
    }
    return table | more


def asked(questions, table):
    return [".".join(step.path) for step in questions(table)]


def test_nothing_is_asked_that_the_answers_do_not_call_for(questions):
    first = asked(questions, {})
    assert first[:3] == ["surname", "reference", "decision.by"]
    assert not [key for key in first if key.startswith(("between", "couple", "status", "consent", "assessed"))]


def test_a_taken_name_asks_for_another_folder(questions, tmp_path):
    assert "folder" not in asked(questions, begun())
    (tmp_path / "carrick").mkdir()
    assert "folder" in asked(questions, begun())


def test_a_surname_without_plain_letters_asks_for_a_folder(questions):
    assert "folder" in asked(questions, begun(surname="陈"))


def test_a_due_date_just_past_asks_whether_the_child_is_born(questions):
    table = begun(child={"1": {"name": "Baby", "when": date(2025, 4, 2)}})
    assert "child.1.is_born" in asked(questions, table)
    table["child"]["1"]["is_born"] = False
    assert gather(questions, table)["person"][0]["due"] == date(2025, 4, 2)
    table["child"]["1"]["is_born"] = True
    assert gather(questions, table)["person"][0]["born"] == date(2025, 4, 2)


def test_each_is_assessed_alone_unless_it_was_decided_and_is_safe(questions):
    table = begun(assessed=["parent.1", "parent.2"], started=TODAY)
    keys = asked(questions, table)
    assert "about.parent.1" in keys
    assert "joint.safe" not in keys
    table["joint"] = {"wanted": True}
    assert "joint.safe" in asked(questions, table)
    table["joint"]["safe"] = False
    assert "joint.reason" not in asked(questions, table)
    table["about"] = {"parent.1": ["child.1"], "parent.2": ["child.1"], "parent.1+parent.2": ["child.1"]}
    assert [row["parents"] for row in gather(questions, table)["assessment"]] == [["kerry"], ["dan"]]
    table["joint"] = {"wanted": True, "safe": True, "reason": "Alison, both asked for it"}
    (joint,) = gather(questions, table)["assessment"]
    assert (joint["key"], joint["parents"], joint["joint"]["safe"]) == ("PA-KD", ["kerry", "dan"], True)


def test_keys_are_unique_over_family_and_team(questions):
    table = begun(child={"1": {"name": "Priya Carrick"}, "2": {"name": "Kerry Carrick"}})
    assert [row["key"] for row in gather(questions, table)["person"]] == [
        "priya-carrick",
        "kerry",
        "kerry-carrick",
        "dan",
    ]
    assert gather(questions, table)["team"][0]["key"] == "priya"


def test_a_man_is_offered_as_father_only_where_none_is_yet(questions):
    table = begun(between={"parent.2": {"child.1": {"kind": "father"}}})
    table["parent"]["3"] = {"name": "Al Reid", "part": "parent", "gender": "male"}
    slots = {slot.ref: slot for slot in questions.slots(table, "child", "parent")}
    assert questions._guess(slots["parent.3"], slots["child.1"], table, "") == "-"  # noqa: SLF001
    assert questions._guess(slots["parent.2"], slots["child.1"], table, "") == "father"  # noqa: SLF001


def test_responsibility_is_asked_where_the_word_asks_for_it_and_the_child_is_born(questions):
    table = begun(
        between={"parent.1": {"child.1": {"kind": "mother"}}, "parent.2": {"child.1": {"kind": "no relation"}}}
    )
    keys = asked(questions, table)
    assert "between.parent.1.child.1.responsibility" in keys
    assert "between.parent.2.child.1.responsibility" not in keys
    table["child"]["1"]["when"] = date(2025, 6, 1)
    assert "between.parent.1.child.1.responsibility" not in asked(questions, table)


def test_whoever_was_never_set_up_is_asked_who_they_are(questions):
    stranger = Questions(questions.inquiry, Me(), questions.load)
    keys = asked(stranger, begun(team={}))
    assert "team.1.name" in keys
    assert "team.1.role" not in keys
    assert {"team.1.role", "team.1.agency", "team.1.email"} <= set(
        asked(stranger, begun(team={"1": {"name": "Zoe X"}}))
    )


def test_a_consent_that_was_not_required_asks_why_and_who_decided(questions):
    table = begun(consent={"parent.1": {"state": "not-required"}, "parent.2": {"state": "not-asked"}})
    keys = asked(questions, table)
    assert {"consent.parent.1.reason", "consent.parent.1.decided_by"} <= set(keys)
    assert "consent.parent.1.asked_by" not in keys
    assert "consent.parent.2.asked_by" not in keys
