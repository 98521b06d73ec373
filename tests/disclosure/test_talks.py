# ruff: noqa: F811 - the fixture comes from another test file
"""What is said while something is written, restricted or let go, guard by guard, in memory."""

from datetime import date
from types import SimpleNamespace

import pytest

from fsworkbook.cli.disclosing import letting, outthere
from fsworkbook.cli.disclosing.restricttalk import _Questions
from fsworkbook.cli.disclosing.watching import Watch, watched
from fsworkbook.cli.frame.taking import Talk
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.disclosure.copies import copies
from fsworkbook.workbook.disclosure.restrictions import restrictions
from tests.disclosure.test_editions import JUNE, MAY, SPRING, entry, family_of, record, restriction
from tests.disclosure.test_papers import Kept, call, said, sit  # noqa: F401 - the family to sit down with

WHY = "He knows it already."


class Listener:
    """Somebody who answers what was put there, and remembers what was shown and offered."""

    def __init__(self, desk, **answers):
        self.desk, self.answers = desk, answers
        self.current, self.seen, self.offered = None, [], {}

    def show(self, *lines):
        self.seen += [getattr(line, "text", line) for line in lines]

    def yes(self, _label, *, default=None, **_more):
        return self.answers.get("yes", default)

    def one(self, _label, choices, **_more):
        self.offered = dict(choices)
        return self.answers.get("one")

    def several(self, _label, choices, *, ticked=(), **_more):
        self.offered = dict(choices)
        return [*ticked]

    def people(self, _label, listed, **_more):
        self.offered = {person.key: person.name for person in listed}
        return []


def line(watch, **table):
    return watch.line(table)


# ---- while something is written -----------------------------------------------------------------------------


def test_the_line_above_a_question_says_who_gets_it_and_who_does_not(sit):
    rule = restriction("p", ("baby",), never_to=["ben", "hal"], covers=["bump"], may_have=["ana"])
    watch = Watch(sit(restriction(), rule, by="priya"), "module")
    assert line(watch) == "for: the team"
    for more in ({}, {"parent": "ana"}, {"child": "bump"}, {"parent": "ana", "about": []}):
        assert line(watch, assessment="PA-A", **more) == "for: Ana, the team", more
    assert line(watch, assessment="PA-B", parent="ben") == "for: Ben, the team"
    for more in ({"child": "dee"}, {"about": ["dee"]}, {"about": ["dee"], "parent": "ana"}):
        assert line(watch, assessment="PA-A", **more) == "for: Ana, Dee, the team", more
    assert line(watch, assessment="PA-A", restricted=["k", "gone"]) == "for: Ana, the team · not: Ben"
    assert line(watch, assessment="PA-A", guarded={"k": True}) == "for: Ana, the team · not: Ben"
    assert line(watch, assessment="PA-A", guarded={"k": False}) == "for: Ana, the team"
    assert line(watch, assessment="PA-A", child="dee", withhold_from=["ana"]) == "for: Dee, the team · not: Ana"


def test_what_is_about_somebody_whom_a_reader_does_not_know_of_is_not_theirs(sit):
    assert line(Watch(sit(), "chronology"), children=["dee", "bump"]) == "for: Ana, the team"
    rule = restriction(covers=["bump"], never_to=["ana"])
    assert line(Watch(sit(rule), "chronology"), children=["bump"]) == "for: the team · not: Ana"
    assert line(Watch(sit(rule), "chronology"), children=["dee"]) == "for: Ana, Ben, Dee, the team"
    assert line(Watch(sit(), "chronology"), children=["dee"], restricted=[]) == "for: Ana, Ben, Dee, the team"


def test_whom_it_is_about_is_the_child_or_the_parent_or_all_who_are_assessed(sit):
    joint = family_of(assessment={"PA-B": {"parents": ["ana", "ben"], "children": ["dee", "eli"]}})
    watch = Watch(sit(family=joint), "module")
    for more, about, children in (
        ({}, ["ana", "ben"], ["dee", "eli"]),
        ({"parent": "ben"}, ["ben"], ["dee", "eli"]),
        ({"parent": "ben", "child": "dee"}, ["dee"], ["dee"]),
        ({"about": ["cal"]}, ["cal"], None),
    ):
        made = watch._record({"assessment": "PA-B", **more})  # noqa: SLF001 - the line tells it of some only
        assert (made.head["about"], made.head.get("children")) == (about, children)


def test_what_is_kept_from_a_later_day_is_not_said_of_today(sit):
    rule = restriction(on=date(2025, 6, 20))
    assert line(Watch(sit(rule), "chronology"), children=["dee"], restricted=["k"]) == "for: Ana, Ben, Dee, the team"


@pytest.mark.parametrize(
    ("never", "names"),
    [
        (["ben", "dee", "cal", "eli", "fay"], "Ben, Dee, Cal, Eli, Fay"),
        (["ben", "dee", "cal", "eli", "fay", "gus"], "Ben, Dee, Cal, Eli, 2 more"),
    ],
)
def test_many_from_whom_it_is_kept_are_counted(sit, never, names):
    watch = Watch(sit(restriction(never_to=never)), "chronology")
    assert line(watch, children=["dee"], restricted=["k"]) == f"for: Ana, the team · not: {names}"


def test_a_reply_goes_where_that_goes_to_which_it_replies(sit):
    mine, covered = entry("mine"), entry("hers", restricted=["k"])
    watch = Watch(sit(mine, covered, restriction(never_to=["ana"])), "reply")
    assert line(watch, to=mine.id) == "for: Ana, the team"
    assert line(watch, to=covered.id) == "for: the team · not: Ana"
    assert line(watch, to=mine.id, restricted=["k"]) == "for: the team · not: Ana"
    assert line(watch) == line(watch, to="nothing") == "for: the team"
    assert line(Watch(sit(mine), "chronology"), to=mine.id) == "for: the team", "nothing else does"


def talk(*steps):
    return Talk("t", "n", "c", lambda table: [*steps, *([Step("asked", None)] if "asked" in table else [])], ("o",))


def asked(sitting, kind, table, *steps):
    return watched(sitting, kind, talk(*steps)).steps(table)


def test_guarded_words_in_an_answer_offer_their_restriction_once(sit):
    sitting = sit(restriction(), restriction("m", ("Saltby",), never_to=["cal"]), by="priya")
    steps = (
        Step("where", lambda *_: "asked"),
        Step(("answers", "M3.Q02"), None),
        Step("", None, keys=("what", "why")),
        Step("answers.M9.Q01", None),
    )

    def offers(**table):
        return [step.key[1] if "guarded" in step.key else "·" for step in asked(sitting, "module", table, *steps)]

    assert offers() == ["·"] * 4
    assert offers(where="By Quill Lane.") == ["·", "k", "·", "·", "·"]
    assert offers(where="Quill-Lane", answers={"M3.Q02": ["Saltby, Quill Lane"]}) == ["·", "k", "·", "m", "·", "·"]
    assert offers(answers={"M3.Q02": "Saltby"}) == ["·", "·", "m", "·", "·"]
    assert offers(why="Quill Lane") == ["·", "·", "·", "k", "·"]
    for other in ("Quill Lane", "M3.Q02", ["M3.Q02"]):
        assert offers(answers=other) == ["·"] * 4
    assert offers(guarded={"k": "Quill Lane"}) == ["·"] * 4
    assert len(asked(sitting, "module", {"guarded": {}, "asked": 1}, *steps)) == 5
    named = restriction("m", ("ana",), never_to=["cal"])
    assert len(asked(sit(named), "module", {"where": "ana"}, *steps)) == 4, "a key is nobody's words"
    assert len(asked(sit(named), "module", {"where": "with Ana"}, *steps)) == 5


def test_an_offer_says_what_is_kept_from_whom_and_is_taken_unless_it_is_refused(sit):
    sitting = sit(restriction(what="Where she lives", until=date(2025, 7, 1)), by="priya")
    table = {"where": "Quill Lane"}
    (_, offer) = asked(sitting, "chronology", table, Step("where", None))
    listener = Listener(sitting.desk)
    assert offer.ask(listener, table) is True
    assert " ".join(" ".join(listener.seen).split()) == (
        "That holds words of k (Where she lives), which is kept from Ben."
    )
    assert offer.ask(Listener(sitting.desk, yes=False), table) is False
    finish = watched(sitting, "chronology", talk()).finish
    assert finish({"where": "x", "guarded": {"k": True, "m": False}, "restricted": ["p"]}) == {
        "where": "x",
        "restricted": ["p", "k"],
    }
    assert finish({"where": "x", "guarded": {"k": False}}) == {"where": "x"}
    assert finish({"where": "x"}) == {"where": "x"}


def test_the_line_is_shown_again_only_where_it_is_another(sit):
    sitting = sit(by="priya")
    first, second = asked(sitting, "chronology", {}, Step("a", lambda *_: 1), Step("b", lambda *_: 2))
    listener = Listener(sitting.desk)
    assert (first.ask(listener, {}), second.ask(listener, {})) == (1, 2)
    assert listener.seen == ["for: the team"]
    second.ask(listener, {"children": ["dee"]})
    assert listener.seen[1:] == ["for: Ana, Ben, Dee, the team"]


def test_what_is_the_teams_own_goes_to_nobody_and_is_offered_its_restriction(sit):
    sitting = sit(restriction(), by="priya")
    for kind in ("note", "rating", "unheard-of"):
        asked_ = asked(sitting, kind, {"text": "Quill Lane", "children": ["dee"]}, Step("text", lambda *_: 1))
        listener = Listener(sitting.desk)
        asked_[0].ask(listener, {"children": ["dee"]})
        assert (listener.seen, len(asked_)) == (["for: the team"], 2)
    for kind in ("restriction", "copy", "strike"):
        about = watched(sitting, kind, talk(Step("what", None)))
        assert [getattr(item, "text", item) for item in about.opening] == ["for: the team", "o"]
        assert len(about.steps({"what": "Quill Lane"})) == 1


# ---- whom a restriction names -------------------------------------------------------------------------------


def test_it_can_be_kept_from_those_who_work_outside_the_team_too(sit):
    sitting = sit(by="alison")
    (step,) = [item for item in _Questions(sitting, sitting.ledger()).steps({}) if item.key == "never_to"]
    listener = Listener(sitting.desk)
    assert step.ask(listener, {}) == ["ben"], "whom an order keeps away"
    family = sitting.family
    assert set(listener.offered) == {*family.people, "bell", "+"} - {"bump"}, "not from the team, and not the unborn"


# ---- copies that are out ------------------------------------------------------------------------------------


def copy(who="ben", paper="records", on=MAY, by="alison", released="alison", **more):
    head = {"recipient": who, "paper": paper, "format": "md", "suffix": "md", "sha256": "a" * 64, "at": on}
    return record("copy", by=by, on=on, **{**head, **({"released_by": released} if released else {}), **more})


def held(sitting, *, on=JUNE):
    ledger = sitting.ledger()
    (rule,) = restrictions(ledger)
    return {
        item.copy.recipient: item.holds for item in outthere.Again(sitting, ledger).concerned(rule, copies(ledger), on)
    }


def test_a_paper_that_is_out_is_looked_into_as_it_was_on_its_day(sit):
    slip = entry("By Quill Lane.", "PA-B", ["ben"], on=SPRING)
    clean = entry("By the church.", "PA-B", ["ben"], on=SPRING)
    rule = restriction(on=JUNE)
    assert held(sit(slip, copy(), rule)) == {"ben": True}
    assert held(sit(clean, copy(), rule)) == {"ben": False}
    assert held(sit(clean, copy(), entry("Quill Lane", "PA-B", ["ben"], on=JUNE), rule)) == {"ben": False}
    late = entry("Quill Lane", "PA-B", ["ben"], on=MAY)
    assert held(sit(clean, copy(), late._replace(recorded=late.recorded.replace(hour=15)), rule)) == {"ben": False}
    assert held(sit(clean, copy(paper="strange"), rule)) == {"ben": None}, "nobody can tell"
    assert held(sit(clean, copy("nobody", released="alison"), rule)) == {}


def test_what_is_covered_is_held_where_its_record_is_in_the_paper(sit):
    here, there = entry("Here.", "PA-B", ["ben"]), entry("There.", "PA-A", ["ana"])
    for covers, holds in (
        ([here.id], True),
        ([there.id], False),
        (["cal"], None),
        ([there.id, "cal"], None),
        ([here.id, "cal"], True),
        ([], None),
    ):
        rule = restriction(guard=(), covers=covers, on=JUNE)
        assert held(sit(here, there, copy(), rule)) == {"ben": holds}, covers
    rule = restriction(covers=["cal"], on=JUNE)
    assert held(sit(here, copy(), rule)) == {"ben": False}, "its words are looked for"


def test_each_paper_is_made_once(sit, monkeypatch):
    made = []
    monkeypatch.setattr(outthere, "edition", lambda *_: made.append(1) or (_ for _ in ()).throw(BadInput("none")))
    sitting = sit(copy(), restriction(on=JUNE))
    ledger = sitting.ledger()
    again = outthere.Again(sitting, ledger)
    for _ in range(2):
        assert again.concerned(restrictions(ledger)[0], copies(ledger), JUNE)[0].holds is None
    assert len(made) == 1


# ---- letting a copy go --------------------------------------------------------------------------------------


@pytest.fixture
def going(sit, monkeypatch):
    """Let a copy go without making its paper; `going.wrote` is what was written."""
    wrote = []
    monkeypatch.setattr(letting, "again", lambda _sitting, made, _build: (b"paper", made.id))
    monkeypatch.setattr(letting, "data_again", lambda _sitting, made: (b"data", made.id))
    monkeypatch.setattr(letting, "write", lambda _desk, place, data, _name: wrote.append((place, data)))
    monkeypatch.setattr(letting, "target", lambda _desk, _output, name, suffix: f"{name}{suffix}")

    def down(*records, by="alison", typed=None, asker=None):
        sitting = sit(*records, by=by)
        if asker is not None:
            sitting = sitting._replace(desk=sitting.desk._replace(asker=lambda _: asker))
        asks = SimpleNamespace(sit=lambda **_: sitting, desk=sitting.desk, source=None, json=False)
        letting.let_go(asks, typed, None)
        return sitting

    down.wrote = wrote
    return down


def test_the_one_copy_that_waits_is_let_go_and_written(going):
    waiting = copy(by="priya", released="", authors=["priya"])
    out = copy("ana", by="priya", released="alison")
    sitting = going(waiting, out)
    assert going.wrote == [(f"{waiting.id}.md", b"paper")]
    assert copies(sitting.ledger())[-1].released_by == "alison"
    assert "Let go: records for Ben Rowan" in said(sitting)
    data = copy(by="priya", released="", authors=["priya"], suffix="json", format="json")
    going(data)
    assert going.wrote[1:] == [(f"{data.id}.json", b"data")]


def test_who_may_not_is_refused_before_anything_is_made(going, monkeypatch):
    monkeypatch.setattr(letting, "again", lambda *_: pytest.fail("a paper was made"))
    waiting = copy(by="priya", released="", authors=["priya"])
    for by in ("tom", "priya"):
        with pytest.raises(Refused):
            going(waiting, by=by, typed=waiting.id)


def test_one_that_went_is_written_once_more_and_recorded_no_second_time(going):
    out = copy(by="priya", released="alison", authors=["priya"])
    sitting = going(out, by="tom", typed=out.id)
    assert going.wrote == [(f"{out.id}.md", b"paper")]
    assert sitting.folder.held == [out]
    assert "Alison let it go already" in said(sitting)


def test_what_cannot_be_let_go(going):
    old = copy(by="priya", released="", authors=["priya"], version=1)
    new = copy(by="priya", released="", authors=["priya"], version=2)
    other = copy("ana", by="priya", released="", authors=["priya"])
    note = record("note", "x")
    with pytest.raises(BadInput, match="a later version"):
        going(old, new, typed=old.id)
    gone = record("strike", strikes=other.id, reason="x")
    with pytest.raises(BadInput, match="withdrawn"):
        going(other, gone, typed=other.id)
    with pytest.raises(BadInput, match="no copy that was made"):
        going(note, old, typed=note.id)
    with pytest.raises(BadInput, match="no copy waits"):
        going(copy())
    with pytest.raises(BadInput, match=r"which copy\? .*Ben Rowan.*Ana Rowan|which copy\? .*Ana Rowan.*Ben Rowan"):
        going(new, other)
    assert not going.wrote


def test_where_somebody_can_be_asked_they_choose_among_those_that_wait(going, sit):
    one, other = (copy(who, by="priya", released="", authors=["priya"]) for who in ("ana", "ben"))
    asker = Listener(sit().desk, one=other.id)
    going(one, other, copy("cal"), asker=asker)
    assert (set(asker.offered), going.wrote) == ({one.id, other.id}, [(f"{other.id}.md", b"paper")])


def offered(sitting, step):
    listener = Listener(sitting.desk)
    letting.question(sitting, step).ask(listener, {})
    return listener.offered


def test_the_copies_that_a_step_may_be_about_the_likely_ones_first(sit):
    waits = copy("ana", released="", by="priya")
    gone, given, back = copy("ben"), copy("dee"), copy("eli")
    steps = [record("copy", by="tom", on=MAY, how="by post", gives=item.id) for item in (given, back)]
    steps.append(record("copy", by="tom", on=JUNE, returns=back.id))
    old, struck = copy("fay", released="", by="priya"), copy("gus")
    later = copy("fay", version=2, released="", by="priya")
    strike = record("strike", strikes=struck.id, reason="x")
    sitting = sit(waits, gone, given, back, old, later, struck, strike, *steps)
    assert next(iter(offered(sitting, "gives"))) == gone.id
    assert set(offered(sitting, "gives")) == {item.id for item in (waits, gone, given, back, later)}
    assert {*[*offered(sitting, "gives")][-2:]} == {waits.id, later.id}
    assert set(offered(sitting, "returns")) == {item.id for item in (gone, given, struck)}
    notes = {key: name.endswith("· not let go") for key, name in offered(sitting, "gives").items()}
    assert {key for key, told in notes.items() if told} == {waits.id, later.id}
    for step, words in (("gives", "no copy was made yet"), ("returns", "no copy is out")):
        with pytest.raises(BadInput, match=words):
            letting.question(sit(), step)
