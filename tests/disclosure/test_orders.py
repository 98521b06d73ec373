# ruff: noqa: F811 - the fixtures come from other folders of tests
"""Orders and bail conditions: whom a live one keeps apart share nothing that is planned; that they met is a fact."""

import json
import os
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.errors import Refused
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.apart import between, joint, refuse_joint, refuse_together
from fsworkbook.workbook.family import Order
from fsworkbook.workbook.registry import read_family
from tests.cli_work.conftest import FAMILY, made, terminals, work  # noqa: F401 - a real folder, and the command line
from tests.workbook.conftest import TABLE

ENTER = "\r"
DAY = date(2025, 3, 10)
PRACTICE = load(shipped())
EXAMPLES = 500 if os.environ.get("FSWORKBOOK_TORTURE") else 60
PEOPLE = ["ana", "ben", "cal", "ida", "jo"]
LAST_DAY, DAY_AFTER = "2026-01-17", "2026-01-18"

SPAN = st.none() | st.integers(-5, 5).map(lambda number: DAY + timedelta(days=number))
ORDERS = st.builds(
    Order,
    key=st.just("o"),
    kind=st.sampled_from([*PRACTICE.orders, "an order that nobody knows"]),
    against=st.sampled_from(PEOPLE),
    protects=st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True).map(tuple),
    since=SPAN,
    until=SPAN,
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(orders=st.lists(ORDERS, max_size=3), asked=st.sets(st.sampled_from(PEOPLE)), off=st.integers(-6, 6))
def test_who_is_kept_apart_on_a_day(orders, asked, off):
    family = read_family(TABLE, "rowan")._replace(orders=tuple(orders))
    on = DAY + timedelta(days=off)
    apart = []
    for order in orders:
        begun = order.since is None or order.since <= on
        over = order.until is not None and order.until < on
        kept = [key for key in order.protects if key in asked]
        if begun and not over and order.kind != "prohibited steps order" and order.against in asked and kept:
            apart.append(order)
    assert list(between(asked, family, PRACTICE, on)) == apart
    if apart:
        with pytest.raises(Refused, match="cannot share one letter"):
            refuse_together(asked, family, PRACTICE, on, what="one letter")
    else:
        refuse_together(asked, family, PRACTICE, on, what="one letter")


def test_a_joint_assessment_is_neither_begun_nor_goes_on_quietly():
    table = {
        **TABLE,
        "assessment": [{"key": "PA-AB", "parents": ["ana", "ben"], "children": ["ida"], "started": DAY}],
        "order": [{"key": "o1", "kind": "bail conditions", "against": "ben", "protects": ["ana"], "until": DAY}],
    }
    family = read_family(table, "rowan")
    with pytest.raises(Refused, match="cannot share one assessment"):
        refuse_joint(family, PRACTICE, DAY)
    assert [(item.assessment.key, item.since) for item in joint(family, PRACTICE)] == [("PA-AB", DAY)]
    over = family._replace(orders=tuple(one._replace(until=DAY - timedelta(days=1)) for one in family.orders))
    refuse_joint(over, PRACTICE, DAY)
    assert joint(over, PRACTICE) == ()


# The commands: Dean is kept from Rosa and both children until 17 January 2026

REQUEST = 'specialists = ["psychologist"]\nperson = "rosa"\n{}summary = "s"\npurpose = "p"\ntimescale = "t"\n'
VISIT = 'start = 2025-04-11T16:00:00+01:00\nsession = "daytime"\n'
REFUSED = {
    "one session": (
        ("meeting", "--as", "priya"),
        f'meeting = ["core-group"]\nplanned = {LAST_DAY}\ninvited = ["rosa", "dean", "priya"]',
    ),
    "one session with a child": (
        ("meeting", "--as", "priya"),
        f'meeting = ["core-group"]\nplanned = {LAST_DAY}\npresent = ["lily", "dean"]',
    ),
    "one invitation": (
        ("supervision", "schedule", "--as", "ruth"),
        f'planned = {LAST_DAY}\ninvited = ["tom", "rosa", "dean"]',
    ),
    "one piece of work": (("request", "--as", "priya"), REQUEST.format('about = ["dean"]\n')),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_bring_them_together_is_refused_and_nothing_is_written(work, case):
    words, table = REFUSED[case]
    before = work.state()
    code, out, err = work.run(*words, "--from", "-", stdin=table)
    assert (code, out) == (3, ""), err
    assert "cannot share" in err
    assert "nmo1" in err
    assert work.state() == before


@pytest.mark.parametrize("case", ["one session", "one session with a child", "one invitation"])
def test_the_day_after_the_order_ends_it_is_taken(work, case):
    words, table = REFUSED[case]
    assert len(work.take(*words, stdin=table.replace(LAST_DAY, DAY_AFTER))) == 1


def test_each_apart_from_the_other_is_taken(work):
    table = (
        f'meeting = ["core-group"]\nplanned = {LAST_DAY}\ninvited = ["rosa", "priya"]\n'
        'separate_attendance = "Dean by phone, afterwards."\n'
    )
    work.take("meeting", "--as", "priya", stdin=table)
    work.take("request", "--as", "priya", stdin=REQUEST.format(""))
    assert "Please look" not in work.run("meeting", "--list")[1]


def test_a_meeting_is_not_moved_to_a_day_on_which_they_are_kept_apart(work):
    (meeting,) = work.take(
        "supervision", "schedule", "--as", "ruth",
        stdin=f'planned = {DAY_AFTER}\ninvited = ["rosa", "dean", "tom"]\n',
    )  # fmt: skip
    before = work.state()
    code, _, err = work.run(
        "supervision", "rearrange", "--as", "ruth", "--from", "-",
        stdin=f'meeting = "{meeting}"\nto = {LAST_DAY}\nreason = "court"\ndecided_by = "helen"\n',
    )  # fmt: skip
    assert code == 3
    assert "cannot share one meeting" in err
    assert work.state() == before


def test_that_they_met_is_a_fact_and_is_flagged_wherever_it_shows(work):
    code, out, err = work.run(
        "visit", "--as", "priya", "--from", "-",
        stdin=f'{VISIT}children_seen = ["lily"]\npresent = ["rosa", "dean"]\n',
    )  # fmt: skip
    assert code == 0, err
    assert "Please look: Dean and Rosa and Lily were both there" in " ".join(err.split())
    (key,) = out.split()
    assert "Please look: Dean and Rosa and Lily were both there" in " ".join(work.run("show", key)[1].split())
    (order,) = work.data("order")
    assert [(item["record"], item["planned"]) for item in order["together"]] == [(key, False)]
    due = json.loads(work.run("due", "--family", str(work.folder), "--json")[1])["data"]
    assert [(item["rule"], item["record"]) for item in due if item["rule"] == "order"] == [("order", key)]


def test_a_child_seen_alone_was_not_together_with_him(work):
    code, _, err = work.run(
        "visit", "--as", "priya", "--from", "-",
        stdin=f'{VISIT}children_seen = ["lily"]\nseen_alone = ["lily"]\npresent = ["dean"]\n',
    )  # fmt: skip
    assert code == 0, err
    assert "Please look" not in err


def test_an_order_that_came_after_the_plan_flags_the_plan(work):
    text = work.folder / "family.toml"
    whole = text.read_text()
    text.write_text(whole.replace("until = 2026-01-17", "until = 2025-04-01"))
    work.take(
        "meeting", "--as", "priya",
        stdin='meeting = ["core-group"]\nplanned = 2025-05-02\ninvited = ["rosa", "dean"]\n',
    )  # fmt: skip
    assert "Please look" not in work.run("meeting", "--list")[1]
    text.write_text(whole)
    assert "are asked to come together on 2 May 2025" in " ".join(work.run("meeting", "--list")[1].split())


def test_a_family_is_not_opened_with_a_joint_assessment_across_an_order(work, tmp_path):
    table = FAMILY.replace('parents = ["rosa"]', 'parents = ["rosa", "dean"]').replace("training = true\n", "")
    table = table.replace("opened = 2025-02-24\n", 'opened = 2025-02-24\ndecision = { by = "x", on = 2025-02-20 }\n')
    (tmp_path / "load").mkdir()
    words = ("new-family", "--caseload", str(tmp_path / "load"), "--as", "priya", "--from", "-")
    code, out, err = work.run(*words, stdin=table)
    assert (code, out) == (3, ""), err
    assert "cannot share one assessment" in err
    assert not list((tmp_path / "load").iterdir())
    code, _, err = work.run(*words, stdin=table.replace("until = 2026-01-17", "until = 2025-01-31"))
    assert code == 0, err


def test_by_talking_it_is_said_before_anything_else_is_asked(terminals):
    talk = terminals("meeting", "--as", "priya")
    for seen, keys in (
        ("Which kind of meeting?", (" ", ENTER)),
        ("Has it been held?", ("2", ENTER)),
        ("Which children is it about?", (" ", ENTER)),
        ("On which day?", ("2 May", ENTER)),
        ("Who is asked to come?", (" ", "\x1b[B", " ", ENTER)),
    ):
        talk.see(seen)
        talk.type(*keys)
    talk.see("cannot share one meeting")
    talk.see("Who is asked to come?")
