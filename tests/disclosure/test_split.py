# ruff: noqa: F811 - the fixtures come from another folder of tests
"""A joint assessment becomes two: what both had stays, what is new is separate, and the manager looks (F.52, G.05)."""

import shutil
import tomllib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.practice.loading import load as load_model
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.disclosure.audience import Audience
from fsworkbook.workbook.disclosure.recipient import of_person
from fsworkbook.workbook.joint import records_of, to_look_at
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import Record, Section
from fsworkbook.workbook.registry import read_family
from tests.cli_people.conftest import FAMILY, NOON, Load, load, terminals  # noqa: F401 - the family to work in

JOINT = FAMILY.replace('parents = ["kerry"]', 'parents = ["kerry", "daniel"]').replace(
    """[[order]]
kind = "non-molestation order"
against = "daniel"
protects = ["kerry", "tyler"]
from = 2025-01-17
until = 2026-01-17

""",
    "",
)
ORDER = """
[[order]]
key = "nmo1"
kind = "non-molestation order"
against = "daniel"
protects = ["kerry"]
from = 2025-01-17
until = 2026-01-17
"""
WORDS = ["--family", "carrick", "--no-input"]
BY = {"priya": ["--as", "priya"], "alison": ["--as", "alison"], "helen": ["--as", "helen"]}


@pytest.fixture(scope="module")
def joint(tmp_path_factory):
    """A family whose parents are assessed together."""
    place = tmp_path_factory.mktemp("joint") / "caseload"
    place.mkdir()
    Load(place).took("new-family", stdin=JOINT)
    return place / "carrick"


@pytest.fixture
def carrick(load, joint):
    """The same, in a caseload of its own."""
    shutil.copytree(joint, load.place / "carrick")
    return load


def entry(load, words, question="3.2", who="PA-KD", **more):
    lines = "".join(f"{key} = {value!r}\n".replace("'", '"') for key, value in more.items())
    told = f'assessment = "{who}"\n{lines}answers = {{"{question}" = "{words}"}}\n'
    return load.took("module", "3", "--family", "carrick", "--as", "priya", stdin=told)[0]


def split(load, *words, who="priya", now=NOON):
    return load.run("split", "--reason", "They parted.", *WORDS, *BY[who], *words, now=now)


def test_what_both_had_is_each_ones_and_what_is_new_is_separate(carrick):
    shared = entry(carrick, "Both heard it.")
    entry(carrick, "Kept from him.", "3.3", withhold_from=["daniel"])
    code, out, err = split(carrick, now="2025-04-14T13:00")
    assert (code, out.split()) == (0, ["PA-KD", "PA-K", "PA-D"]), err
    assert "1 record wants a look" in err
    entry(carrick, "New, hers.", "3.4", who="PA-K")
    keys = {one["key"]: one for one in carrick.data("assessment", "--family", "carrick")}
    assert (keys["PA-K"]["follows"], keys["PA-D"]["follows"]) == ("PA-KD", "PA-KD")
    assert keys["PA-K"]["started"] == keys["PA-KD"]["started"], "the weeks go on"
    shown = {key: str(carrick.data("module", "3", "--assessment", key, "--family", "carrick")) for key in keys}
    assert {
        key: [words in shown[key] for words in ("Both heard it.", "Kept from him.", "New, hers.")] for key in keys
    } == {
        "PA-KD": [True, True, False],
        "PA-K": [True, True, True],
        "PA-D": [True, False, False],
    }
    papers = {key: carrick.data("report", "--assessment", key, "--family", "carrick") for key in keys}
    cited = {key: str(paper["sources"]) for key, paper in papers.items()}
    assert shared in cited["PA-K"]
    assert shared in cited["PA-D"]
    assert cited["PA-D"].count("'id'") == 1


def test_nothing_new_goes_into_it_but_a_mistake_is_put_right_and_looked_at(carrick):
    shared = entry(carrick, "Both heard it.")
    split(carrick, now="2025-04-14T13:00")
    told = 'assessment = "PA-KD"\nanswers = {"3.2" = "More."}\n'
    code, _, err = carrick.run("module", "3", *WORDS, *BY["priya"], "--from", "-", stdin=told)
    assert (code, "PA-K (Kerry) or PA-D (Daniel)" in err) == (2, True)
    later = "2025-04-16T12:00"
    put = carrick.run(
        "correct", shared, "--reason", "A slip.", *WORDS, *BY["priya"], "--from", "-",
        stdin='answers = {"3.2" = "She said it on the phone."}\n', now=later,
    )  # fmt: skip
    assert put[0] == 0, put[2]
    (joint,) = carrick.data("split", "--list", "--family", "carrick")
    assert ["recorded after the split"] in [look["why"] for look in joint["look"]]
    assert "split = 2025-04-14T12:00:00Z" in carrick.text()


def test_who_may_split_and_that_it_says_why(carrick):
    assert split(carrick, who="helen")[0] == 3
    code, _, err = carrick.run("split", *WORDS, *BY["alison"])
    assert (code, "reason is missing" in err) == (2, True)
    assert split(carrick, "--on", "2025-04-20")[0] == 2
    assert split(carrick, "--on", "2025-04-01")[0] == 2
    assert "split = " not in carrick.text()
    assert split(carrick, who="alison")[0] == 0
    code, _, err = split(carrick, who="alison")
    assert (code, "nothing to split" in err) == (2, True)
    assert carrick.git("log", "-1", "--format=%s") == "split · PA-KD · 2025-04-14"
    assert carrick.run("audit", "verify", "--family", "carrick")[0] in {0, 1}


def test_a_split_that_began_earlier_leaves_out_what_came_since(carrick):
    entry(carrick, "Both heard it.")
    after = carrick.run(
        "module", "3", *WORDS, *BY["priya"], "--from", "-", now="2025-04-18T12:00",
        stdin='assessment = "PA-KD"\nanswers = {"3.3" = "Only she."}\n',
    )  # fmt: skip
    assert after[0] == 0
    assert split(carrick, "--on", "2025-04-15", now="2025-04-20T12:00")[0] == 0
    shown = str(carrick.data("module", "3", "--assessment", "PA-D", "--family", "carrick"))
    assert ("Both heard it." in shown, "Only she." in shown) == (True, False)
    (joint,) = carrick.data("split", "--list", "--family", "carrick")
    assert [look["why"] for look in joint["look"]] == [["recorded after the split"]]


def test_a_tired_practitioner_is_asked_and_may_still_say_no(carrick, terminals):
    typed = terminals("split", "--family", "carrick")
    typed.see("Since when is it separate?")
    typed.type("\r")
    typed.see("Why is it split?")
    typed.type("They parted.\r")
    typed.see("It cannot be joined again.")
    typed.type("1\r")
    typed.see("Is this right?")
    typed.type("\r")
    typed.see("Recorded for Carrick: split.")
    assert {row["key"] for row in carrick.table()["assessment"]} == {"PA-KD", "PA-K", "PA-D"}


JOIN = """parents = ["kerry", "jordan"]
children = ["tyler"]
started = 2025-04-14
[joint]
safe = true
reason = "Both asked for it; the manager saw each alone."
"""


def test_two_are_assessed_together_by_a_decision_that_looks_at_safety(carrick):
    assert carrick.run("assessment", "add", *WORDS, *BY["priya"], "--from", "-", stdin=JOIN)[0] == 3
    unsafe = JOIN.replace("true", "false")
    assert carrick.run("assessment", "add", *WORDS, *BY["alison"], "--from", "-", stdin=unsafe)[0] == 2
    alone = JOIN.partition("[joint]")[0]
    assert carrick.run("assessment", "add", *WORDS, *BY["alison"], "--from", "-", stdin=alone)[0] == 2
    assert carrick.run("assessment", "add", *WORDS, *BY["alison"], "--from", "-", stdin=JOIN)[0] == 0
    (row,) = [row for row in carrick.table()["assessment"] if row["key"] == "PA-KJ"]
    assert (row["joint"]["by"], row["joint"]["safe"]) == ("alison", True)
    single = 'parents = ["jordan"]\nchildren = ["unborn"]\n'
    assert carrick.run("assessment", "add", *WORDS, *BY["priya"], "--from", "-", stdin=single)[0] == 0
    assert carrick.row("assessment", "PA-J")["started"] == date(2025, 4, 14)
    assert carrick.run("assessment", "conclude", "PA-J", "--on", "2025-04-14", *WORDS, *BY["priya"])[0] == 0
    assert carrick.row("assessment", "PA-J")["concluded"] == date(2025, 4, 14)


def test_an_order_between_two_refuses_a_joint_assessment(carrick):
    path = carrick.place / "carrick" / "family.toml"
    path.write_text(path.read_text(encoding="utf-8") + ORDER.replace("daniel", "jordan"), encoding="utf-8")
    code, _, err = carrick.run("assessment", "add", *WORDS, *BY["alison"], "--from", "-", stdin=JOIN)
    assert (code, "nmo1" in err) == (3, True)
    assert "PA-KJ" not in carrick.text()


MODEL = load_model(shipped())
SPLIT = datetime(2025, 4, 14, 12, tzinfo=UTC)


def parted():
    table = tomllib.loads(JOINT)
    for number, name in enumerate(("relation", "couple", "household", "cover")):
        for place, row in enumerate(table.get(name, [])):
            row.setdefault("key", f"{name}{number}{place}")
    both = {"key": "PA-KD", "parents": ["kerry", "daniel"], "children": ["tyler", "maisie"], "split": SPLIT}
    halves = [
        {"key": key, "parents": [who], "children": ["tyler", "maisie"], "follows": "PA-KD"}
        for key, who in (("PA-K", "kerry"), ("PA-D", "daniel"))
    ]
    table["assessment"] = [both, *halves]
    return read_family(table, "carrick")


@st.composite
def books(draw):
    """Entries of three assessments, before and after a split, some kept from one parent, some put right later."""
    made = []
    for number in range(draw(st.integers(1, 12))):
        minutes = draw(st.integers(-3000, 3000))
        head = {"assessment": draw(st.sampled_from(["PA-KD", "PA-KD", "PA-K", "PA-D"])), "questions": ["M3.Q02"]}
        kept = draw(st.sampled_from(["", "", "kerry", "daniel"]))
        if kept:
            head["withhold_from"] = [kept]
        earlier = [item.id for item in made if item.head["assessment"] == head["assessment"]]
        if earlier and draw(st.booleans()):
            head["corrects"] = [draw(st.sampled_from(earlier))]
        moment = SPLIT + timedelta(minutes=minutes)
        tail = "".join("abcdefghijklmnop"[int(digit, 16)] for digit in f"{number:010x}")
        key = f"{moment.date().isoformat()}-priya-{tail}"
        made.append(
            Record(key, "module", moment.date(), moment, "priya", head, (Section("M3.Q02", "", f"words {number}"),))
        )
    return made


@settings(max_examples=60, deadline=None)
@given(books())
def test_neither_half_ever_holds_what_the_other_parent_alone_had(records):
    family, book = parted(), ledger(records)
    for key, own, other in (("PA-K", "kerry", "PA-D"), ("PA-D", "daniel", "PA-K")):
        found = records_of(family.assessments[key], family, book, MODEL, "module")
        assert not [item for item in found if item.head["assessment"] == other]
        for item in found:
            if item.head["assessment"] != "PA-KD":
                continue
            assert own not in item.names("withhold_from")
            assert book.first_version(item).recorded <= SPLIT
        mine = [item for item in book.standing if item.head["assessment"] == key]
        assert {item.id for item in mine} <= {item.id for item in found}
        audience = Audience(of_person(own, family, MODEL), family, MODEL, book, frozenset())
        for item in book.standing:
            if item.head["assessment"] == "PA-KD" and item.recorded > SPLIT:
                assert not audience.has(item), "what came after the split is neither's"
            if item.head["assessment"] == other:
                assert not audience.has(item)


@settings(max_examples=60, deadline=None)
@given(books())
def test_the_manager_is_shown_everything_that_only_one_of_them_had_or_that_came_after(records):
    family, book = parted(), ledger(records)
    shown = {look.record.id for look in to_look_at(family.assessments["PA-KD"], family, book, MODEL)}
    for item in book.standing:
        if item.head["assessment"] == "PA-KD" and (item.names("withhold_from") or item.recorded > SPLIT):
            assert item.id in shown
