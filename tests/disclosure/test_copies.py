# ruff: noqa: F811 - the fixtures come from another folder of tests
"""Copies at work in a real folder: let go, handed over, brought back; and who holds what (F.53)."""

import json
from contextlib import ExitStack
from datetime import date

import pytest

from fsworkbook.cli.disclosing.registering import Prepared, register
from fsworkbook.cli.frame.calling import Call
from fsworkbook.cli.frame.desk import Desk
from tests.cli_people.conftest import NOON, carrick, load, made, terminals  # noqa: F401 - the family to work in

WORDS = ["--family", "carrick", "--no-input"]


def prepared(load, by, recipient, sha="a", authors=("priya",), **more):
    """Register a copy as `report --for` does; returns what became of it."""
    seat = Desk.here()._replace(env={**load.clean, **load.env}, cwd=load.place, no_input=True)
    with ExitStack() as leaving:
        call = Call(seat, leaving, family="carrick", caseload=load.place, as_=by)
        paper = Prepared(recipient, "report PA-K", "pdf", sha * 64, date(2025, 4, 14), authors, **more)
        return register(call.sit(recording=True), paper)


def test_the_register_of_a_family_from_the_command_line(carrick):
    assert "No copy was made yet" in carrick.run("copies")[1]
    waiting = prepared(carrick, "priya", "kerry")
    assert (waiting.version, waiting.released) == (1, False)
    assert prepared(carrick, "priya", "kerry") == waiting, "the same file is not registered twice"
    assert prepared(carrick, "alison", "daniel", "b").released
    assert prepared(carrick, "alison", "jordan", "c").version == 1
    page = carrick.run("copies")[1]
    assert page.index("Waiting to be let go") < page.index("Daniel Pryce")
    assert "Alison may: fsworkbook copies release" in page
    code, _, err = carrick.run("copies", "release", waiting.record_id, "--no-input", "--family", "carrick")
    assert (code, "Alison Tranter" in err) == (3, True)
    code, _, err = carrick.run("copies", "given", waiting.record_id, "--no-input", "--family", "carrick")
    assert (code, "how is missing" in err) == (2, True)
    (copy,) = carrick.data("copies", "--for", "kerry")["copies"]
    assert (copy["recipient"], copy["state"]) == ("kerry", "waiting")
    assert prepared(carrick, "alison", "kerry", "d", assessment="PA-K").version == 2
    states = {copy["version"]: copy["state"] for copy in carrick.data("copies", "--for", "kerry")["copies"]}
    assert states == {1: "overtaken", 2: "released"}
    code, _, err = carrick.run("copies", "release", waiting.record_id, "--as", "alison", *WORDS)
    assert (code, "a later version" in err) == (2, True)
    subjects = carrick.git("log", "-3", "--format=%s")
    assert subjects.splitlines()[0] == "copy · kerry · 2025-04-14"
    assert "Kerry" not in subjects
    assert carrick.run("audit", "verify")[0] in {0, 1}


def test_whoever_may_and_makes_the_same_paper_lets_it_go(carrick):
    waiting = prepared(carrick, "helen", "kerry")
    again = prepared(carrick, "alison", "kerry")
    assert (again.record_id, again.version, again.released) == (waiting.record_id, 1, True)


@pytest.mark.parametrize(("who", "kind"), [("priya", "approval"), ("helen", "permission"), ("alison", "")])
def test_the_audit_finds_a_copy_that_was_let_go_by_hand_by_who_may_not(carrick, who, kind):
    copy = prepared(carrick, "priya", "kerry")
    name = f"2025-04-14-{who}-aaaaaaaaaa"
    head = f'format = 1\nkind = "copy"\non = 2025-04-14\nrecorded = 2025-04-14T11:00:00Z\nby = "{who}"\n'
    path = carrick.place / "carrick" / "copies" / f"{name}.md"
    path.write_text(f'+++\n{head}releases = "{copy.record_id}"\n+++\n', encoding="utf-8")
    carrick.git("add", ".")
    trailers = f"Workbook-Action: copy\nWorkbook-Record: {name}\nWorkbook-Role: x\nWorkbook-Author: {who}"
    carrick.git("-c", f"user.name={who}", "-c", "user.email=x@example.org", "commit", "-qm", f"copy\n\n{trailers}")
    data = json.loads(carrick.run("audit", "verify", "--family", "carrick", "--json")[1])["data"]
    found = {item["kind"] for item in data["findings"] if item["kind"] in {"approval", "permission"}}
    assert found == ({kind} if kind else set())


def test_given_and_back_by_hand_and_from_a_file(carrick):
    copy = prepared(carrick, "alison", "kerry").record_id
    words = ["--family", "carrick", "--no-input"]
    carrick.run("copies", "given", copy, "--how", "by hand at home", "--on", "2025-04-13", *words)
    assert "given 13 Apr 2025, by hand at home" in carrick.run("copies")[1]
    carrick.took("copies", "back", "--family", "carrick", stdin=f'returns = "{copy}"\nhow = "left behind"\n')
    assert "came back 14 Apr 2025" in carrick.run("copies")[1]
    assert "came back" not in carrick.run("copies", "--at", "2025-04-01")[1]
    code, _, err = carrick.run("copies", "given", "family", *words)
    assert (code, "no record" in err) == (2, True)


def test_a_tired_practitioner_chooses_the_copy_from_a_list(carrick, terminals):
    prepared(carrick, "alison", "kerry")
    typed = terminals("copies", "given")
    typed.see("Which copy?")
    typed.type("\r")
    typed.see("When was it handed over?")
    typed.type("\r")
    typed.see("How?")
    typed.type("by hand\r")
    typed.see("Is this right?")
    typed.type("\r")
    typed.see("Recorded as handed over")
    assert carrick.data("copies")["copies"][0]["given"][0]["how"] == "by hand"


def test_json_says_everything_and_nothing_twice(carrick):
    prepared(carrick, "alison", "kerry", told={"short": True})
    document = json.loads(carrick.run("copies", "--json")[1])
    (copy,) = document["data"]["copies"]
    assert (document["kind"], copy["told"], copy["out"]) == ("copies", {"short": True}, True)
