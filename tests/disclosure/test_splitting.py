# ruff: noqa: F811 - the fixture comes from another test file
"""Who is assessed with whom, guard by guard, in memory: a split, what is opened together, what is concluded (F.52)."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from fsworkbook.cli.disclosing import splitting
from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.registry import read_family
from tests.disclosure.test_editions import JUNE, MAY, SPRING, TABLE, entry, restriction
from tests.disclosure.test_papers import sit  # noqa: F401 - the family to sit down with
from tests.disclosure.test_talks import Listener, copy

JOINT = {"key": "PA-J", "parents": ["ana", "ben"], "children": ["dee", "bump"], "started": SPRING, "prebirth": True}
OTHER = {"key": "PA-O", "parents": ["cal", "hal"], "children": ["eli"]}
WHY = "They parted."


@pytest.fixture
def down(sit):
    """Sit down with a family whose assessments are those given, and which no order keeps apart unless it is said."""

    def seat(*assessments, records=(), by="priya", order=(), **rows):
        table = {**TABLE, "assessment": [dict(one) for one in assessments], "order": list(order), **rows}
        sitting = sit(*records, by=by, family=read_family(table, "rowan"))
        sitting.folder.table = lambda: table
        return sitting

    return seat


def named(steps):
    return [".".join(step.key) if isinstance(step.key, tuple) else step.key for step in steps]


# ---- which one ----------------------------------------------------------------------------------------------


def test_the_joint_one_that_goes_on_is_meant(down):
    one = down(JOINT, *TABLE["assessment"])
    assert [splitting.chosen(one, key).key for key in (None, "PA-J", " pa-j ")] == ["PA-J"] * 3
    both = down(JOINT, OTHER)
    assert splitting.chosen(both, "pa-o").key == "PA-O"
    with pytest.raises(BadInput, match=r"which one\? These are joint: PA-J, PA-O"):
        splitting.chosen(both, None)
    for key in ("PA-A", "PA-Z"):
        with pytest.raises(BadInput, match=r"with that key goes on\. There is PA-J\."):
            splitting.chosen(one, key)
    for gone in ([], [{**JOINT, "concluded": MAY}], TABLE["assessment"]):
        with pytest.raises(BadInput, match="no joint assessment goes on"):
            splitting.chosen(down(*gone), None)


# ---- the split ----------------------------------------------------------------------------------------------


def task(sitting, key=None, on=None, reason=None):
    return splitting.splitting(sitting, key, on, reason)


def halves(sitting, **table):
    return task(sitting).edits({"assessment": "PA-J", "reason": WHY, **table})


def test_what_is_not_said_is_asked_and_it_is_confirmed_at_the_end(down):
    sitting = down(JOINT)
    for given, begin, asked in (
        ({}, {"assessment": "PA-J"}, ["on", "reason", "sure"]),
        ({"on": MAY}, {"assessment": "PA-J", "on": MAY}, ["reason", "sure"]),
        ({"reason": WHY, "key": "pa-j"}, {"assessment": "PA-J", "reason": WHY}, ["on", "sure"]),
    ):
        made = task(sitting, **given)
        assert (made.begin, named(made.steps({})), made.merges, made.asks) == (begin, asked, True, True)
    sure = task(sitting).steps({})[-1]
    listener = Listener(sitting.desk, yes=True)
    assert sure.ask(listener, {}) is True
    assert "What Ana and Ben both had" in listener.seen[0]
    for answer in ({}, {"yes": False}):
        assert sure.ask(Listener(sitting.desk, **answer), {}) is None, "it has to be said"
    settle = task(sitting).settle
    assert settle({"sure": True, "on": MAY}) == {"on": MAY}
    for no in ({}, {"sure": None}):
        with pytest.raises(BadInput, match="Nothing was split"):
            settle(no)


def test_who_may_not_split_or_open_or_conclude(down):
    for by in ("leanne", "bell"):
        with pytest.raises(Refused):
            task(down(JOINT, by=by))
    for begin in (splitting.opening, lambda sitting: splitting.concluding(sitting, "PA-J", None)):
        with pytest.raises(Refused):
            begin(down(JOINT, by="bell"))


def test_the_joint_one_ends_and_one_begins_for_each(down):
    taken = {"key": "PA-A", "parents": ["ana"], "children": ["eli"], "started": SPRING}
    ends, first, second = halves(down(JOINT, taken))
    by = {"by": "priya", "on": JUNE, "reason": WHY}
    assert ends.values.pop("split") == down(JOINT).desk.now()
    assert (ends.key, ends.values) == ("PA-J", {"concluded": JUNE, "parted": by})
    keeps = {"children": ["dee", "bump"], "started": SPRING, "prebirth": True, "follows": "PA-J"}
    assert [first.values, second.values] == [
        {"key": "PA-AN", "parents": ["ana"], **keeps},
        {"key": "PA-B", "parents": ["ben"], **keeps},
    ]
    (ends, *_) = halves(down(JOINT), on=MAY, reason=f" {WHY} ")
    assert ends.values == {"concluded": MAY, "split": datetime(2025, 5, 1, 22, 59, 59, tzinfo=UTC), "parted": by}
    (ends, *_) = halves(down(JOINT), on=SPRING)
    assert ends.values["split"] == datetime(2025, 3, 3, 23, 59, 59, tzinfo=UTC), "on the day on which it began"
    twins = {**JOINT, "parents": ["ana", "ana"]}
    assert [edit.values["key"] for edit in halves(down(twins))[1:]] == ["PA-A", "PA-AN"], "each key once"


def test_a_split_that_cannot_be(down):
    for wrong in (date(2025, 6, 3), date(2025, 3, 2), datetime(2025, 5, 1, tzinfo=UTC), "May"):
        with pytest.raises(BadInput, match="on takes a day that has been, 3 Mar 2025 or later"):
            halves(down(JOINT), on=wrong)
    begun = {name: value for name, value in JOINT.items() if name != "started"}
    with pytest.raises(BadInput, match="has been, later"):
        halves(down(begun), on=date(2025, 6, 3))
    assert halves(down(begun), on=SPRING)[0].values["concluded"] == SPRING
    for reason in ("", "  "):
        with pytest.raises(BadInput, match="reason is missing"):
            halves(down(JOINT), reason=reason)
    with pytest.raises(BadInput, match="reason is missing"):
        task(down(JOINT)).edits({})
    with pytest.raises(BadInput, match="split: sure, why is not known there"):
        halves(down(JOINT), sure=True, why="x")
    assert halves(down(JOINT), assessment=7)[0].key == "PA-J", "what is no word names none"
    both = task(down(JOINT, OTHER), "pa-o").edits
    assert both({"assessment": "PA-J", "reason": WHY})[0].key == "PA-J"


def test_what_is_to_be_done_after_it(down):
    def said(*records, **more):
        return task(down({**JOINT, **more}, records=records)).done({})

    held = [entry("x", "PA-J", ["ana"], on=SPRING, withhold_from=["ben"]) for _ in range(2)]
    split = {"split": datetime(2025, 5, 1, tzinfo=UTC), "concluded": MAY}
    sitting = down({**JOINT, **split}, records=held)
    one = sitting.family.assessments["PA-J"]
    assert said() == ["New work: fsworkbook module, with --parent"]
    out, waits = (lambda who: copy(who, assessment="PA-J")), (lambda who: copy(who, assessment="PA-J", released=""))
    assert said(out("ana"), out("fay"), waits("ben"), copy("cal", assessment="PA-C"))[:-1] == [
        "2 of its papers are out: fsworkbook copies",
        "1 of its papers still waits to be let go: fsworkbook copies",
    ]
    assert said(out("ana"), waits("cal"), waits("dee"))[:-1] == [
        "1 of its papers is out: fsworkbook copies",
        "2 of its papers still wait to be let go: fsworkbook copies",
    ]
    for count, words in ((1, "1 record wants"), (2, "2 records want")):
        seat = sitting._replace(folder=SimpleNamespace(records=lambda n=count: (tuple(held[:n]), ())))
        assert list(splitting._afterwards(seat, one))[0].startswith(f"For the team manager: {words} a look")  # noqa: SLF001, RUF015


# ---- what is opened -----------------------------------------------------------------------------------------


def opened(sitting, **table):
    (edit,) = splitting.opening(sitting).edits(table)
    return edit.values


def test_the_questions_of_an_assessment(down):
    sitting = down(by="alison")
    steps = splitting.opening(sitting).steps
    plain = ["parents", "children", "started"]
    for table, asked in (
        ({}, plain),
        ({"parents": ["ana"], "children": ["dee", "nobody"]}, plain),
        ({"children": ["dee", "bump"]}, [*plain, "prebirth"]),
        ({"parents": ["ana", "cal"]}, [*plain, "joint.safe"]),
        ({"parents": ["ana", "cal"], "joint": {"safe": False}}, [*plain, "joint.safe"]),
        ({"parents": ["ana", "cal"], "joint": {"safe": True}}, [*plain, "joint.safe", "joint.reason"]),
    ):
        assert named(steps(table)) == asked
    listener = Listener(sitting.desk)
    steps({})[0].ask(listener, {})
    assert set(listener.offered) >= {"ana", "ben", "cal", "hal"}
    assert not {"dee", "eli", "bump"} & set(listener.offered)


def test_whether_it_is_safe_is_asked_with_what_speaks_against_it(down):
    rules = [restriction(never_to=["ben"]), restriction("m", ("Saltby",), never_to=["cal"])]
    couple = [
        {"key": "c1", "partners": ["ana", "ben"], "status": "separated"},
        {"key": "c2", "partners": ["ana", "cal"], "status": "relationship"},
        {"key": "c3", "partners": ["hal", "ana"], "status": "relationship", "until": SPRING},
        {"key": "c4", "partners": ["fay", "gus"], "status": "nothing known"},
    ]
    for parents, lines in (
        (["ana", "ben"], ["something is kept from Ben (restriction k).", "Ana and Ben: separated."]),
        (["ana", "cal"], ["something is kept from Cal (restriction m)."]),
        (["ana", "hal"], [f"Hal and Ana: relationship, until {brief(SPRING)}."]),
        (["fay", "gus"], []),
        (["ben", "hal"], ["something is kept from Ben (restriction k)."]),
    ):
        sitting = down(records=rules, couple=couple, by="alison")
        step = splitting.opening(sitting).steps({"parents": parents})[-1]
        listener = Listener(sitting.desk)
        assert step.ask(listener, {}) is False, "it has to be said"
        shown = " ".join(" ".join(listener.seen).split())
        assert [line in shown for line in lines] == [True] * len(lines)
        assert shown.count("Please look") == len(lines)
        assert "leave it here" in shown
        sure = Listener(sitting.desk, yes=True)
        assert step.ask(sure, {}) is True
        assert "leave it here" not in " ".join(sure.seen)


def test_what_is_opened_has_a_key_and_a_day_and_people_by_their_keys(down):
    taken = {"key": "PA-A", "parents": ["ana"], "children": ["eli"], "started": SPRING}
    assert opened(down(taken), parents=["Ana"], children=["Dee Rowan"]) == {
        "key": "PA-AN",
        "started": JUNE,
        "parents": ["ana"],
        "children": ["dee"],
    }
    assert opened(down(), parents=["ana"], children=["dee"], key="PA-7", started=MAY)["key"] == "PA-7"
    for name in ("split", "follows"):
        with pytest.raises(BadInput, match="the work of “fsworkbook split”"):
            opened(down(), parents=["ana"], children=["dee"], **{name: "PA-A"})
    with pytest.raises(BadInput):
        opened(down(), parents=["Nemo"], children=["dee"])
    for nobody in ({}, {"parents": []}):
        with pytest.raises(BadInput, match="missing"):
            opened(down(), children=["dee"], **nobody)
    for people in ("ana", 7, [7], ["ana", 7]):
        for name in ("parents", "children"):
            with pytest.raises(BadInput, match=f"{name} takes a list of people"):
                opened(down(), **{"parents": ["ana"], "children": ["dee"], name: people})


def test_two_are_assessed_together_by_a_decision_that_says_why(down):
    asked = {"parents": ["ana", "cal"], "children": ["dee"]}
    good = {"safe": True, "reason": "Asked alone."}
    assert opened(down(by="alison"), **asked, joint=good)["joint"] == {"on": JUNE, "by": "alison", **good}
    assert "joint" not in opened(down(), parents=["ana"], children=["dee"])
    for joint, words in (
        ({}, "joint is missing"),
        ("yes", "joint is missing"),
        ({"reason": "x"}, "safe for both"),
        ({"safe": "yes", "reason": "x"}, "safe for both"),
        ({"safe": True}, "joint.reason is missing"),
        ({"safe": True, "reason": " "}, "joint.reason is missing"),
    ):
        with pytest.raises(BadInput, match=words):
            opened(down(by="alison"), **asked, joint=joint)
    with pytest.raises(Refused, match="Team manager"):
        opened(down(), **asked, joint=good)
    order = [{"key": "o1", "kind": "non-molestation order", "against": "cal", "protects": ["ana"], "from": SPRING}]
    with pytest.raises(Refused):
        opened(down(order=order, by="alison"), **asked, joint=good)
    with pytest.raises(Refused):
        named(splitting.opening(down(order=order, by="alison")).steps(asked))


# ---- what is concluded --------------------------------------------------------------------------------------


def test_one_is_concluded_on_a_day(down):
    sitting = down(JOINT, *TABLE["assessment"])
    made = splitting.concluding(sitting, "pa-a", MAY)
    assert (made.keys, made.begin, made.asks) == (("PA-A",), {"concluded": MAY}, False)
    (edit,) = made.edits({"concluded": MAY})
    assert (edit.key, edit.values["concluded"]) == ("PA-A", MAY)
    bare = splitting.concluding(sitting, "PA-A", None)
    assert (bare.begin, bare.asks, named(bare.steps({}))) == ({}, True, ["concluded"])
    for wrong in ({}, {"concluded": "May"}, {"concluded": MAY, "split": MAY}, {"concluded": datetime.now(UTC)}):
        with pytest.raises(BadInput, match="it takes concluded, a date"):
            bare.edits(wrong)
    with pytest.raises(BadInput, match="no assessment with that key"):
        splitting.concluding(sitting, "PA-Z", None)
    split = down({**JOINT, "split": datetime(2025, 5, 1, tzinfo=UTC), "concluded": MAY})
    with pytest.raises(BadInput):
        splitting.concluding(split, "PA-J", None)
