"""Each guard of an edition by itself: what it keeps back is kept back by nothing else here (tests/mutate.py asks)."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from fsworkbook.errors import BadInput
from fsworkbook.workbook.disclosure import acquaintance
from fsworkbook.workbook.disclosure.audience import Audience
from fsworkbook.workbook.disclosure.binding import Binding
from fsworkbook.workbook.disclosure.edition import edition
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.loosening import looser
from fsworkbook.workbook.disclosure.recipient import find_recipient, of_member, of_person
from fsworkbook.workbook.disclosure.restrictions import restrictions
from fsworkbook.workbook.disclosure.slips import Slip, slips
from fsworkbook.workbook.ledger import ledger
from tests.disclosure.test_editions import (
    JUNE,
    MAY,
    PRACTICE,
    SPRING,
    entry,
    family_of,
    given,
    joint,
    record,
    restriction,
    texts,
)

BEN = {"never_to": ["ben"]}


def hidden(*people, **more):
    """Return the family in which somebody's existence is kept from whom the restriction k names."""
    return family_of(person={key: {"restricted": ["k"]} for key in people}, **more)


def as_reader(who, *records, family=None, **changes):
    """Return the edition for a reader whose kind is another than the practice model's."""
    family = family or family_of()
    found = find_recipient(who, family, PRACTICE)
    found = found._replace(reader=found.reader._replace(**changes))
    return edition(found, family, PRACTICE, ledger(records), MAY, JUNE)


def circle(text="x"):
    """Return three records of which the first two say that they correct one another, and the third one of them."""
    first, second = entry("first", "PA-B", ["ben"]), entry("second", "PA-B", ["ben"])
    third = entry(text, "PA-B", ["ben"], corrects=[second.id])
    turn = [first._replace(head={**first.head, "corrects": [second.id]})]
    return [*turn, second._replace(head={**second.head, "corrects": [first.id]}), third]


# Which records are a reader's


def test_corrections_that_go_round_in_a_circle_end():
    told = circle()
    assert texts(given("ben", *told)) == ["x"]
    assert texts(given("ben", *told, restriction(covers=["2025-03-03-tom-aaaaaaaaaa"]))) == ["x"]
    assert texts(given("ben", *told, restriction(covers=[told[0].id]))) == []
    answer = record("reply", "no", to=told[0].id, person="ben")
    assert texts(given("ben", *told, answer)) == ["x", "no"]
    before = entry("before them", "PA-B", ["ben"])
    led = [told[0]._replace(head={**told[0].head, "corrects": [before.id, told[1].id]}), *told[1:]]
    answer = record("reply", "no", to=before.id, person="ben")
    assert texts(given("ben", before, *led, answer)) == ["x", "no"]
    assert texts(given("ben", before, *led[:2], answer)) == []


def test_a_reply_is_the_readers_because_its_entry_is():
    told, hers = entry("x", "PA-B", ["ben"]), entry("hers")
    assert texts(given("ben", told, record("reply", "by another", to=told.id, person="dee"))) == ["x", "by another"]
    assert texts(given("ben", hers, record("reply", "by him", to=hers.id, person="ben"))) == []
    assert texts(given("ben", record("reply", "to nothing", to="2025-03-03-tom-aaaaaaaaaa", person="ben"))) == []


def test_a_reply_goes_where_the_correction_of_its_entry_went():
    first = entry("first")
    moved = entry("moved", "PA-B", ["ben"], corrects=[first.id])
    answer = record("reply", "no", to=first.id, person="ana")
    family, book = family_of(), ledger([first, moved, answer])
    for who, has in (("ana", False), ("ben", True)):
        audience = Audience(of_person(who, family, PRACTICE), family, PRACTICE, book, frozenset())
        assert audience.has(answer) is has
        assert audience.answered(answer) == {moved.id}


def test_a_kind_that_nobody_knows_is_nobodys():
    assert texts(given("ana", record("mystery", "x", about=["ana"]))) == []
    assert texts(given("court", record("mystery", "x", about=["ana"]))) == []


def test_a_word_of_a_meeting_matters_to_meetings_alone():
    assert texts(given("ana", entry("x", meeting="legal-planning"))) == ["x"]


def test_what_came_after_a_split_is_neither_ones():
    late = entry("too late", "PA-J", ["ana", "cal"], on=date(2025, 4, 3))
    assert texts(given("ana", late, family=joint())) == texts(given("cal", late, family=joint())) == []


@pytest.mark.parametrize(
    ("who", "told", "ground"),
    [
        ("ana", entry("x"), "assessment"),
        ("eli", entry("x", about=("eli",), question="M4.Q04", children=["eli"]), "self"),
        ("fay", record("consent", "x", person="fay"), "self"),
        ("ana", record("consent", "x", person="dee"), "responsibility"),
        ("hal", record("status", "x", child="eli", status="s17_cin"), "responsibility"),
        ("court", entry("x"), "shared"),
    ],
)
def test_each_ground_is_a_ground_of_its_own(who, told, ground):
    family = family_of()
    reader = find_recipient(who, family, PRACTICE).reader
    assert texts(as_reader(who, told)) == ["x"]
    without = tuple(one for one in reader.grounds if one != ground)
    assert texts(as_reader(who, told, grounds=without)) == []


def test_a_relative_has_no_assessment_by_being_named_in_one():
    family = family_of(assessment={"PA-B": {"parents": ["fay"]}})
    assert texts(given("fay", entry("x", "PA-B", ["fay"]), family=family)) == []


def test_a_diary_is_whose_it_is_whichever_children_it_names():
    mine = record("diary", "a bad week", about=["ana"], children=["dee", "eli", "gus"], share="report")
    assert texts(given("ana", mine)) == ["a bad week"]
    assert texts(given("ben", mine)) == []


@pytest.mark.parametrize(
    ("share", "own", "team", "court"),
    [("worker", True, False, False), ("team", True, True, False), ("report", True, True, True), ("else", True, 0, 0)],
)
def test_the_words_of_a_diary_go_as_far_as_the_parent_said(share, own, team, court):
    """I.14."""
    told = record("diary", "a bad week", about=["ana"], share=share)
    for who, has in (("ana", own), ("team", team), ("court", court), ("ben", False)):
        assert (texts(given(who, told)) == ["a bad week"]) == bool(has), who
    assert texts(given("team", record("diary", "open", about=["ana"]))) == ["open"]


def test_a_member_from_whom_something_is_kept_has_no_whole():
    told = entry("kept from Tom", restricted=["k"])
    found = given("tom", told, restriction(never_to=["tom"]))
    assert not found.whole
    assert "kept from Tom" not in texts(found)
    assert given("alison", told, restriction(never_to=["tom"])).whole


def test_whom_a_paper_is_about_are_ones_own_children_and_those_of_ones_assessment():
    born = {"born": date(2019, 2, 3)}
    family = family_of(person={"eli": born, "dee": born})
    assert given("cal", family=family).family.people["bump"].due == date(2025, 8, 9), "by the assessment"
    assert given("hal", family=family).family.people["eli"].born, "by responsibility alone"
    assert given("dee", family=family).family.people["eli"].born is None


def test_what_goes_on_from_what_is_kept_back_is_kept_back():
    first = record("goal", "keep calm", about=["ben"], restricted=["k"])
    later = record("goal", "it went well", about=["ben"], goal=first.id, on=date(2025, 3, 9))
    assert texts(given("ben", first, later)) == ["keep calm", "it went well"]
    assert texts(given("ben", first, later, restriction())) == []


def test_an_entry_of_an_assessment_stays_though_it_names_a_child_who_is_hidden():
    told = entry("x", "PA-B", ["ben"], children=["dee", "bump"])
    (shown,) = given("ben", told, restriction(), family=hidden("bump")).ledger.standing
    assert shown.names("children") == ("dee",)


def test_a_restriction_that_is_over_binds_nobody_by_leaving_them_out():
    told = record("consent", "x", person="fay", restricted=["k"])
    over = restriction(may_have=["ana"], until=date(2025, 3, 30))
    assert texts(given("fay", told, over)) == ["x"]
    assert texts(given("fay", told, over, day=date(2025, 3, 20))) == []
    assert texts(given("court", told, over)) == ["x"]


def test_two_records_with_one_key_keep_back_whatever_either_does():
    march, april = date(2025, 3, 30), date(2025, 4, 30)
    one = restriction(guard=["a"], may_have=["ana", "fay"], until=march, source_person="eli", covers=["x"])
    two = restriction(guard=["b"], never_to=["hal"], may_have=["ana"], until=april)
    for pair in ((one, two), (two, one)):
        (found,) = restrictions(ledger(pair))
        assert (found.may_have, found.until, found.source_person) == (("ana",), april, "eli")
        assert (set(found.guard), set(found.never_to), found.covers) == ({"a", "b"}, {"ben", "hal"}, ("x",))
        for open_one in pair:
            endless = [item._replace(head={**item.head, "until": None}) if item is open_one else item for item in pair]
            assert restrictions(ledger(endless))[0].until is None
    said = two._replace(head={**two.head, "source_person": "dee"})
    alone = one._replace(head={**one.head, "source_person": ""})
    assert restrictions(ledger([alone, said]))[0].source_person == "dee"
    assert restrictions(ledger([restriction(key="")])) == ()
    ended = {day: restrictions(ledger([restriction(until=day)]))[0] for day in (march, april, None)}
    assert looser(ended[april], ended[march]) == looser(ended[None], ended[april]) == ("until",)
    assert (
        looser(ended[march], ended[april])
        == looser(ended[april], ended[None])
        == looser(ended[None], ended[None])
        == ()
    )
    for day in ("soon", datetime(2025, 3, 30, tzinfo=UTC), 5):
        assert restrictions(ledger([restriction(until=day)]))[0].until is None, "written by hand, and no day"


# What stops a copy


def test_a_slip_is_told_once_and_of_what_it_is():
    told = entry("at Quill Lane", "PA-B", ["eli"])
    found = given("ben", told, restriction())
    guard = Guard(found.guarded)
    assert slips(found, guard) == (Slip(told.id, "k"),)
    assert slips(found, guard, {told.id}) == ()


@pytest.mark.parametrize(
    ("told", "stops"),
    [
        (entry("at Quill Lane", about=("eli",), children=["eli"]), True),
        (record("note", "at Quill Lane", about=["eli"]), False),
        (entry("at Quill Lane", about=("ana", "eli"), children=["eli"]), False),
        (entry("at Quill Lane", about=("gus",)), False),
        (entry("at Quill Lane", about=("eli",), children=["eli"], restricted=["k"]), False),
    ],
)
def test_what_is_near_a_reader(told, stops):
    found = given("ben", told, restriction())
    assert (slips(found, Guard(found.guarded)) != ()) is stops


def test_a_worker_of_whom_it_is_not_written_who_knows_is_no_secret():
    for who, named, stops in (("ben", "Tom Whitcombe", False), ("ben", "Leanne Osei", True), ("ana", "Leanne Osei", 0)):
        found = given(who, entry(f"{named} came", "PA-B" if who == "ben" else "PA-A", [who]))
        assert (slips(found, Guard(found.guarded)) != ()) == bool(stops)
    assert given("ana").guarded == {}
    family = family_of()
    court = find_recipient("court", family, PRACTICE)
    assert acquaintance.secret_workers(family, court, ()) == ()
    assert [member.key for member in acquaintance.secret_workers(family, of_person("ben", family, PRACTICE), ())] == [
        "leanne"
    ]


# Within the team


def practice_with(**changes):
    """Return the practice model with the rule that keeps safety planning apart changed."""
    audiences = PRACTICE.audiences
    rule = audiences.apart["safety-plan"]._replace(**changes)

    class Changed:
        def __getattr__(self, name):
            return audiences._replace(apart={rule.id: rule}) if name == "audiences" else getattr(PRACTICE, name)

    return Changed()


def test_b77_an_officer_has_no_safety_plan_until_the_manager_releases_it():
    family = family_of(team={"tom": {"role": "domestic-abuse-officer"}})
    plan = record("note", "how she gets away", by="leanne", about=["ana"])
    later = record("note", "how she gets away, again", by="priya", about=["ana"], corrects=[plan.id])
    other = record("note", "how it went", by="priya", about=["ana"])
    entered = entry("told at home", by="leanne")
    told = (plan, other, entered)

    def has(who, *records, practice=PRACTICE):
        found = edition(find_recipient(who, family, practice), family, practice, ledger(records), MAY, JUNE)
        return {words for words in texts(found) if words}

    assert has("tom", *told) == {"how it went", "told at home"}
    assert has("tom", plan, later, other) == {"how it went"}, "put right by somebody else, it is hers still"
    for who in ("leanne", "priya", "alison", "team"):
        assert has(who, *told) == {"how she gets away", "how it went", "told at home"}
    by = {"guard": [], "never_to": [], "may_have": ["tom"], "covers": [plan.id]}
    assert "how she gets away" in has("tom", *told, restriction(**by))
    mine = restriction(**by)._replace(by="leanne")
    assert "how she gets away" not in has("tom", *told, mine), "nobody but the manager releases it"
    assert "how she gets away" not in has("tom", *told, restriction(**{**by, "covers": [other.id]}))
    assert "how she gets away" not in has("tom", *told, restriction(**{**by, "may_have": ["priya"]}))
    assert "how she gets away" in has("tom", *told, practice=practice_with(open=True)), "a team may decide otherwise"
    assert PRACTICE.audiences.apart["safety-plan"].open is False
    assert {PRACTICE.audiences.apart["safety-plan"].by, "domestic-abuse-officer"} <= set(PRACTICE.roles)
    assert set(PRACTICE.audiences.apart["safety-plan"].kinds) <= set(PRACTICE.records)


# Who is a reader


def test_kinds_of_reader_that_are_somebody_are_named_by_nobody_else():
    family = family_of()
    with pytest.raises(BadInput) as problem:
        find_recipient("parent", family, PRACTICE)
    assert "parent" not in str(problem.value).partition("It also takes")[2]
    assert "court" in str(problem.value).partition("It also takes")[2]
    nobody = SimpleNamespace(audiences=SimpleNamespace(readers={}))
    with pytest.raises(BadInput, match="has no reader"):
        of_person("ana", family, nobody)


def test_who_decides_about_copies_is_inside_whatever_else_they_are():
    class Outside:
        audiences, roles = PRACTICE.audiences, {}
        who_may = staticmethod(PRACTICE.who_may)

        def __getattr__(self, name):
            return getattr(PRACTICE, name)

    family = family_of()
    assert of_member(family.team["alison"], Outside()).reader.id == "team"
    assert of_member(family.team["bell"], Outside()).reader.id == "professional"


# Whom a reader knows of


def test_what_is_not_certain_or_not_up_is_no_child_of_ones_own():
    def own(who, **relations):
        family = family_of(relation=relations)
        return acquaintance.own_children(of_person(who, family, PRACTICE), family, PRACTICE)

    assert own("ana") == {"dee", "eli", "bump"}
    assert own("ana", r1={"responsibility": "not known"}) == {"eli", "bump"}, "certain, but born"
    assert own("cal") == set(), "not certain"
    assert own("fay", r6={"a": "fay", "kind": "maternal grandmother"}) == set(), "certain, but no parent"
    assert own("ana", r6={"kind": "a word of their own"}) == {"dee", "eli"}
    family = family_of()
    less = family._replace(people={key: one for key, one in family.people.items() if key != "dee"})
    assert acquaintance.own_children(of_person("ana", less, PRACTICE), less, PRACTICE) == {"eli", "bump"}


def test_the_children_with_whom_somebody_has_to_do():
    def tied(who, **relations):
        family = family_of(relation=relations)
        return acquaintance.tied(of_person(who, family, PRACTICE), family, PRACTICE)

    assert tied("ben") == {"dee", "eli"}
    assert tied("ben", r5={"kind": "no relation"}) == {"dee"}
    assert tied("fay") == set()
    assert tied("dee") == set()


@pytest.mark.parametrize("way", [{"never_to": ["hal"]}, {"never_to": ["hal"], "covers": ["r3"]}])
def test_nobody_is_known_by_way_of_who_is_hidden_or_of_a_tie_that_is(way):
    family = family_of() if "covers" in way else hidden("ana")
    assert {"ana", "dee", "fay"} <= set(given("hal", family=family).family.people)
    assert not {"ana", "dee", "fay"} & set(given("hal", restriction(**way), family=family).family.people) - {"dee"}
    if "covers" not in way:
        assert "dee" not in given("hal", restriction(**way), family=family).family.people


def test_the_court_learns_of_nobody_who_is_hidden():
    found = given("court", restriction(may_have=["ana"]), family=hidden("bump"))
    assert "bump" not in found.family.people
    assert "bump" in given("court", family=hidden("bump")).family.people


def test_nobody_is_hidden_from_themselves():
    assert "ben" in given("ben", restriction(), family=hidden("ben")).family.people


def test_the_partner_is_known_by_the_couple_alone_and_not_where_it_is_covered():
    couple = {"c2": {"partners": ["cal", "hal"]}}
    assert "hal" in given("cal", family=family_of(couple=couple, relation={"r4": {"a": "ben"}})).family.people
    family = family_of(couple={"c2": {**couple["c2"], "restricted": ["k"]}}, relation={"r4": {"a": "ben"}})
    assert "hal" not in given("cal", restriction(never_to=["cal"]), family=family).family.people


def test_workers():
    family = family_of(team={"priya": {"restricted": ["k"]}})
    assert {"priya", "alison"} <= set(given("ben", family=family).family.team), "who leads and who answers for it"
    assert "priya" not in given("ben", restriction(), family=family).family.team
    assert "leanne" in given("court").family.team
    assert "tom" not in given("ben", record("consent", "x", by="tom", person="ben")).family.team
    assert "somebody-of-the-team" in given("ben").family.team


def test_kin():
    def known(who, **relations):
        return set(given(who, family=family_of(relation=relations)).family.people)

    assert "gus" not in known("ben", r10={"b": "fay", "kind": "no relation"})
    assert "gus" in known("ben", r10={"a": "gus", "b": "dee", "kind": "maternal grandfather"}), "as it is written"
    down = {"r3": {"a": "eli", "b": "ana", "kind": "son"}, "r5": {"b": "dee"}}
    assert "eli" in known("ben", **down), "a sister's brother, written from below"
    assert "fay" in known("ben", r9={"a": "ana", "b": "fay", "kind": "daughter"})
    apart = {"r3": {"a": "fay"}, "r5": {"b": "dee"}}
    assert "eli" not in known("ben", **apart), "a child with whom nobody of theirs has to do"
    above = {"r10": {"a": "gus", "b": "hal"}, "r4": {"a": "hal", "b": "fay"}}
    assert "hal" in known("fay", **above)
    assert "gus" not in known("fay", **above), "who is above an adult is theirs to tell"
    assert "dee" in known("ben", r10={"kind": "a word of their own"})


# What stands in an edition's family


def test_only_ones_own_assessments():
    assert set(given("ben").family.assessments) == {"PA-B"}
    assert set(given("court").family.assessments) == {"PA-A", "PA-B", "PA-C"}


def test_an_assessment_names_no_parent_and_no_child_who_is_not_known():
    family = family_of(assessment={"PA-B": {"parents": ["ben", "gus"], "children": ["dee", "bump"]}})
    one = given("ben", restriction(never_to=["ben"]), family=family).family.assessments["PA-B"]
    assert (one.parents, one.prebirth) == (("ben",), False)
    stranger = family._replace(
        assessments={"PA-B": family.assessments["PA-B"]._replace(children=("dee", "nobody-here"))}
    )
    assert given("ben", family=stranger).family.assessments["PA-B"].children == ("dee",)
    born = family_of(person={"bump": {"due": None, "born": date(2025, 4, 1)}})
    assert given("ana", family=born).family.assessments["PA-A"].prebirth, "it was one, though she is born since"


def test_what_is_told_of_a_person():
    more = {"born": date(1990, 1, 2), "died": date(2025, 4, 4), "ethnicity": "Irish"}
    family = family_of(person=dict.fromkeys(("ana", "ben", "dee", "fay"), more))

    def told(who, key):
        person = given(who, family=family).family.people[key]
        return bool(person.born), bool(person.died), bool(person.more)

    assert told("ben", "ben") == told("ben", "dee") == told("court", "fay") == (True, True, True)
    assert told("ben", "ana") == told("ben", "fay") == (False, False, False)
    assert given("eli").family.people["bump"].due is None
    assert given("court").family.people["bump"].due


def test_rows_that_are_covered_are_not_there_though_everybody_in_them_is_known():
    family = family_of(relation={"r5": {"restricted": ["k"]}}, couple={"c1": {"restricted": ["k"]}})
    before, after = (
        given("ana", family=family).family,
        given("ana", restriction(never_to=["ana"]), family=family).family,
    )
    assert {"ben", "eli"} <= set(after.people)
    assert {row.key for row in before.relations} - {row.key for row in after.relations} == {"r5"}
    assert {row.key for row in before.couples} - {row.key for row in after.couples} == {"c1"}


def test_rows_of_ones_own_and_of_others():
    family = family_of(relation={"r9": {"how": "by birth"}})
    assert {row.how for row in given("fay", family=family).family.relations if row.key == "r9"} == {"by birth"}
    assert {row.how for row in given("ben", family=family).family.relations if row.key == "r9"} == {""}
    assert {row.key for row in given("court").family.couples} == {"c1", "c2"}
    assert [row.key for row in given("court").family.orders] == ["o1"]
    assert given("dee").family.orders == (), "whoever knows all of them, and is none of them"
    assert {"ben", "ana", "eli"} <= set(given("dee").family.people)
    assert given("ben", restriction(), family=hidden("ana")).family.couples == ()


# What stands in an edition's records


def head_of(who, told, *more, family=None):
    (shown,) = (item for item in given(who, told, *more, family=family).ledger.standing if item.kind == told.kind)
    return shown.head


def test_a_key_may_be_kept_back_like_a_section():
    told = entry("x", "PA-B", ["ben"], tool="a map", withhold_parts={"tool": ["ben"]})
    assert "tool" not in head_of("ben", told)
    assert head_of("court", told)["tool"] == "a map"


def test_a_place_is_held_by_the_team():
    assert head_of("ben", entry("x", "PA-B", ["ben"], where="the library"))["where"] == PRACTICE.audiences.held


def test_links_keep_their_shape_and_lead_to_nothing_that_is_not_there():
    hidden_one, shown = entry("h", "PA-B", ["ben"], restricted=["k"]), entry("s", "PA-B", ["ben"])
    told = record("analysis", "as [2] says, and [1]", assessment="PA-B", section="S07", cites=[hidden_one.id, shown.id])
    found = given("ben", hidden_one, shown, told, restriction())
    (analysis,), (one,) = found.ledger.of("analysis"), found.ledger.of("module")
    assert analysis.head["cites"] == [one.id]
    assert analysis.sections[0].text == "as [1] says, and"
    alone = told._replace(head={**told.head, "cites": [hidden_one.id]})
    assert "cites" not in head_of("ben", alone, hidden_one, restriction())
    event = record("chronology", "x", children=["dee"], entry=shown.id)
    assert head_of("ben", event, shown)["entry"] == one.id
    alone = record("chronology", "x", children=["dee"], entry=hidden_one.id)
    assert "entry" not in head_of("ben", alone, hidden_one, restriction())
    without = record("analysis", "as [1] says", assessment="PA-B", section="S07")
    (shown_one,) = given("ben", without).ledger.standing
    assert shown_one.sections[0].text == "as [1] says", "a number that leads nowhere is the author's own"
    entry_with = entry("as [2] says", "PA-B", ["ben"], cites=[shown.id])
    assert texts(given("ben", entry_with, shown)).count("as [2] says") == 1


def test_people_of_a_key_in_any_shape():
    told = entry("x", "PA-B", ["ben"], present=["cal"], seen_alone=("dee", "cal"))
    found = head_of("ben", told)
    assert "present" not in found
    assert list(found["seen_alone"]) == ["dee"]
    assert head_of("ben", record("chronology", "x", child="dee"))["child"] == "dee"
    assert head_of("ben", entry("x", "PA-B", ["ben"], present=["ana", 5]))["present"] == ["ana"]
    assert "present" not in head_of("ben", entry("x", "PA-B", ["ben"], present=5))
    assert "person" not in head_of("ben", entry("x", "PA-B", ["ben"], person="cal"))


def test_rows_about_children_are_those_whom_the_reader_may_know():
    rows = [
        {"what": "help", "child": "dee", "who": "Leanne Osei", "by": "June", "inner": "x"},
        {"what": "for the baby", "child": "bump"},
        {"what": "for all"},
        {"option": "stay", "effects": {"dee": "good", "bump": "bad"}},
        "a row that is none",
    ]
    told = record("analysis", "x", assessment="PA-B", section="S07", recommend=rows)
    family = hidden("bump", assessment={"PA-B": {"children": ["dee", "bump"]}})
    assert head_of("ben", told, restriction(), family=family)["recommend"] == [
        {"what": "help", "child": "dee", "by": "June"},
        {"what": "for all"},
        {"option": "stay", "effects": {"dee": "good"}},
    ]
    assert head_of("court", told)["recommend"][0] == {
        "what": "help",
        "child": "dee",
        "by": "June",
        "who": "Leanne Osei",
    }
    assert "recommend" not in head_of("ben", told._replace(head={**told.head, "recommend": "words"}))


def test_rows_of_a_plan_are_those_with_people_whom_the_reader_may_know_and_not_unannounced():
    """N.69."""
    surprise = next(item.id for item in PRACTICE.sessions.values() if item.unannounced)
    rows = [
        {"on": MAY, "session": "home-announced", "about": ["ben", "dee"], "what": "talk", "inner": "x"},
        {"on": MAY, "session": surprise, "about": ["ben"]},
        {"on": MAY, "session": "home-announced", "about": ["ben", "cal"]},
        {"on": MAY, "session": "another word"},
        "a row that is none",
    ]
    told = record("plan", "x", assessment="PA-B", sessions=rows)
    assert [row["about"] for row in head_of("court", told)["sessions"]] == [["ben", "dee"], ["ben", "cal"], []]
    assert head_of("ben", told)["sessions"] == [
        {"on": MAY, "session": "home-announced", "about": ["ben", "dee"], "what": "talk"},
        {"on": MAY, "session": "another word", "about": []},
    ]
    assert "sessions" not in head_of("ben", told._replace(head={**told.head, "sessions": "words"}))


def test_what_is_between_two_people_stands_in_no_copy_of_the_family():
    family = family_of(relation={"r5": {"kind": "violence towards", "b": "ana"}, "r9": {"kind": "estranged from"}})
    assert not {"r5", "r9"} & {row.key for row in given("ben", family=family).family.relations}
    assert {"r5", "r9"} <= {row.key for row in given("court", family=family).family.relations}
    for kind in ("no relation", "a word of their own", "adoptive mother"):
        plain = family_of(relation={"r5": {"a": "ana", "b": "dee", "kind": kind}})
        assert "r5" in {row.key for row in given("ben", family=plain).family.relations}, kind


def test_the_order_in_which_the_family_is_drawn_names_nobody_who_is_not_known():
    family = family_of()._replace(genogram={"order": ["dee", "gus", "ben", "cal"]})
    assert given("ben", family=family).family.genogram == {"order": ["dee", "ben"]}
    assert given("ben").family.genogram == {}


def test_a_restriction_without_words_guards_none():
    family = family_of()
    book = ledger([restriction(guard=[])])
    assert Binding(of_person("ben", family, PRACTICE), family, book, [SPRING]).guarded == {}
