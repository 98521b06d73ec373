# ruff: noqa: F811 - the fixtures come from another folder of tests
"""Restrictions: when they hold, who may set and lift them, what cannot serve, and that nothing loosens one."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.disclosure.covering import coverage, typed, unguarded, unknown_keys
from fsworkbook.workbook.disclosure.covers import Cover, named, spelled
from fsworkbook.workbook.disclosure.restrictions import restrictions
from fsworkbook.workbook.family import Couple, Household
from fsworkbook.workbook.forms.catalogue import submit
from fsworkbook.workbook.forms.restriction import free
from fsworkbook.workbook.ledger import ledger
from tests.workbook.conftest import desk, family, note, practice  # noqa: F401 - the family in memory

DAY = date(2025, 3, 10)
LATER = date(2025, 4, 24)
WORKERS = ("sam", "tia", "rex")


def table(**changes):
    made = {
        "key": "r1",
        "what": "Where Ana lives",
        "guard": ["Larkfield", "ZZ9 4TQ"],
        "never_to": ["ben", "nell"],
        "may_have": ["ana"],
        "from": DAY,
        "reason": "He looks for her.",
    }
    return {name: value for name, value in {**made, **changes}.items() if value is not None}


def found(desk, at=None):
    return {item.key: item for item in restrictions(ledger(desk.records, at))}


def one(desk):
    return found(desk)["r1"]


# When it holds


def test_it_holds_from_its_day_whatever_day_it_was_recorded(desk):
    desk("restriction", "sam", LATER, **table())
    assert not one(desk).keeps_from("ben", DAY - timedelta(days=1))
    assert one(desk).keeps_from("ben", DAY)
    assert one(desk).keeps_from("ben", LATER)
    assert not one(desk).keeps_from("cal", LATER)


def test_without_a_day_it_holds_from_the_day_of_the_work(desk):
    desk("restriction", "sam", LATER, **table(on=DAY, **{"from": None}))
    assert one(desk).since == DAY


def test_both_its_first_and_its_last_day_count(desk):
    desk("restriction", "sam", DAY, **table(until=LATER))
    held = [one(desk).keeps_from("ben", LATER + timedelta(days=days)) for days in (-1, 0, 1)]
    assert held == [True, True, False]
    assert [one(desk).in_force(day) for day in (DAY - timedelta(days=1), DAY, LATER)] == [False, True, True]


def test_a_lift_counts_from_its_day_for_those_whom_it_names(desk):
    desk("restriction", "sam", DAY, **table())
    desk("restriction", "mia", LATER, lifts="r1", reason="He knows.", **{"for": ["ben"]})
    assert one(desk).keeps_from("ben", LATER - timedelta(days=1))
    assert not one(desk).keeps_from("ben", LATER)
    assert one(desk).keeps_from("nell", LATER)
    assert one(desk).kept_from(LATER) == ("nell",)
    assert found(desk, LATER - timedelta(days=1))["r1"].keeps_from("ben", LATER), "not known of yet"
    desk("restriction", "mia", LATER, lifts="r1", reason="She knows.", **{"for": ["nell"]})
    assert not one(desk).in_force(LATER)
    assert one(desk).in_force(LATER - timedelta(days=1))


# Who may


@pytest.mark.parametrize("who", ["mia", *WORKERS])
def test_whoever_works_with_the_family_may_set_one(desk, who):
    desk("restriction", who, LATER, **table())
    assert one(desk).set_by == who


@pytest.mark.parametrize("who", ["eve", "hv"])
def test_who_does_not_work_in_the_workbook_may_set_none(desk, who):
    with pytest.raises(Refused):
        desk("restriction", who, LATER, **table())


@pytest.mark.parametrize("who", [*WORKERS, "eve"])
def test_the_manager_alone_lifts(desk, who):
    desk("restriction", "sam", DAY, **table())
    with pytest.raises(Refused, match="Team manager"):
        desk("restriction", who, LATER, lifts="r1", reason="He knows.", **{"for": ["ben"]})
    assert one(desk).keeps_from("ben", LATER)


@pytest.mark.parametrize("who", WORKERS)
def test_to_withdraw_one_is_to_lift_it(desk, who):
    made = desk("restriction", who, DAY if who != "rex" else LATER, **table())
    with pytest.raises(Refused):
        desk("strike", who, LATER, strikes=made.id, reason="A slip.")
    desk("strike", "mia", LATER, strikes=made.id, reason="A slip.")
    assert not found(desk)


def test_a_lift_is_withdrawn_by_any_who_may_restrict_and_holds_again(desk):
    desk("restriction", "sam", DAY, **table())
    lift = desk("restriction", "mia", LATER, lifts="r1", reason="He knows.", **{"for": ["ben"]})
    with pytest.raises(Refused):
        desk("strike", "eve", LATER, strikes=lift.id, reason="He does not.")
    desk("strike", "sam", LATER, strikes=lift.id, reason="He does not.")
    assert one(desk).keeps_from("ben", LATER)


def test_to_withdraw_what_put_a_lift_right_is_to_lift(desk):
    desk("restriction", "sam", DAY, **table())
    lift = desk("restriction", "mia", LATER, lifts="r1", reason="He knows.", **{"for": ["ben", "nell"]})
    again = desk.correct(lift, "mia", LATER, **{"for": ["nell"]})
    assert one(desk).kept_from(LATER) == ("ben",)
    with pytest.raises(Refused):
        desk("strike", "sam", LATER, strikes=again.id, reason="He does.")
    assert one(desk).kept_from(LATER) == ("ben",)


# What cannot serve

FAULTS = {
    "no key": ({"key": None}, "key is missing"),
    "a key in capitals": ({"key": "R1"}, "one short word in small letters"),
    "a key that is no word": ({"key": 7}, "one short word in small letters"),
    "a section that is not there": ({"covers": ["2025-03-04-sam-aaaaaaaaaa#M3.Q04"]}, "no such record"),
    "nobody to keep it from": ({"never_to": None}, "never_to is missing"),
    "no words for it": ({"what": None}, "what is missing"),
    "no reason": ({"reason": None}, "reason is missing"),
    "somebody misspelled": ({"never_to": ["Ben Sharp"]}, "never_to takes a person of the family"),
    "a key misspelled": ({"never_to": ["bne"]}, "never_to takes a person of the family"),
    "a word that means two": ({"never_to": ["dad"]}, "could be Ben"),
    "somebody on both lists": ({"may_have": ["ben"]}, "both name ben"),
    "an end before the beginning": ({"until": DAY - timedelta(days=1)}, "until lies before from"),
    "two letters": ({"guard": ["Larkfield", "ZZ"]}, "fewer than three letters or digits in string 2"),
    "nothing but signs": ({"guard": ["---"]}, "fewer than three letters or digits in string 1"),
    "his first name": ({"guard": ["ben"]}, "a name of ben as string 1"),
    "his whole name": ({"guard": ["BEN  Sharpe"]}, "a name of ben as string 1"),
    "what she is called": ({"guard": ["Nanny-Nell"]}, "a name of nell as string 1"),
    "the family's name": ({"guard": ["Rowan"], "never_to": ["ben"]}, "the family’s name as string 1"),
    "the name of somebody who works with them": (
        {"guard": ["Marsh"], "never_to": ["hv"]},
        "a name of hv as string 1",
    ),
    "a record that is not there": ({"covers": ["2025-03-04-sam-aaaaaaaaaa"]}, "no such record"),
    "nothing of that name": ({"covers": ["h-nobody"]}, "no record, person, household"),
    "whom it is lifted for": ({"for": ["ben"]}, "for belongs to a lifting"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_serve_is_refused_in_a_sentence_without_the_words(desk, fault):
    changes, said = FAULTS[fault]
    with pytest.raises(BadInput) as caught:
        desk("restriction", "sam", DAY, **table(**changes))
    assert said in str(caught.value)
    assert "Larkfield" not in str(caught.value)
    assert not desk.records


def test_people_are_read_in_any_words_and_others_by_name(desk):
    desk(
        "restriction", "sam", DAY, **table(never_to=["Ben", "nanny nell", "Una Marsh", "Mr Quill"], guard=["Larkfield"])
    )
    assert one(desk).never_to == ("ben", "nell", "hv", "Mr Quill")


def test_a_key_of_the_family_is_never_read_as_a_colleagues_name(desk, family):
    twins = family._replace(team={**family.team, "hv": family.team["hv"]._replace(name="Ben")})
    (made,) = submit("restriction", table(never_to=["ben"]), desk.bearings("sam", DAY)._replace(family=twins))
    assert made.names("never_to") == ("ben",)


def test_a_key_is_given_once_and_never_again(desk):
    made = desk("restriction", "sam", DAY, **table())
    with pytest.raises(BadInput, match=r"key is taken.*such as r2"):
        desk("restriction", "tia", LATER, **table())
    desk("strike", "mia", LATER, strikes=made.id, reason="A slip.")
    with pytest.raises(BadInput, match="key is taken"):
        desk("restriction", "tia", LATER, **table())
    assert (free(["r1", "r2a", "r4"]), free(["car"]), free([])) == ("r3", "r1", "r1")


def test_a_lift_of_what_is_not_kept_is_refused(desk):
    with pytest.raises(BadInput, match="no restriction of this family"):
        desk("restriction", "mia", DAY, lifts="r1", reason="He knows.", **{"for": ["ben"]})
    desk("restriction", "sam", DAY, **table())
    lift = {"lifts": "r1", "reason": "He knows."}
    wrong = (
        ({"for": ["cal"]}, "keeps nothing"),
        ({}, "for is missing"),
        ({"on": DAY - timedelta(days=1), "for": ["ben"]}, "on lies before"),
    )
    for keys, said in wrong:
        with pytest.raises(BadInput, match=said):
            desk("restriction", "mia", LATER, **lift, **keys)
    desk("restriction", "mia", LATER, **lift, **{"for": ["ben"]})
    with pytest.raises(BadInput, match="already"):
        desk("restriction", "mia", LATER, **lift, **{"for": ["ben", "nell"]})


def test_a_record_names_no_restriction_that_was_never_set(desk):
    with pytest.raises(BadInput, match="restricted names a restriction that this family does not have"):
        desk("note", "sam", DAY, text="At the flat.", restricted=["r1"])
    desk("restriction", "sam", DAY, **table())
    assert desk("note", "sam", DAY, text="At the flat.", restricted=["r1"]).names("restricted") == ("r1",)


def test_a_lift_is_of_the_one_that_it_names_and_may_be_put_right(desk):
    desk("restriction", "sam", DAY, **table())
    desk("restriction", "sam", DAY, **table(key="r2"))
    lift = desk("restriction", "mia", LATER, lifts="r2", reason="He knows.", **{"for": ["ben"]})
    assert [found(desk)[key].keeps_from("ben", LATER) for key in ("r1", "r2")] == [True, False]
    desk.correct(lift, "mia", LATER, **{"for": ["ben", "nell"]})
    assert found(desk)["r2"].kept_from(LATER) == ()
    assert found(desk)["r1"].kept_from(LATER) == ("ben", "nell")
    earlier = DAY + timedelta(days=3)
    desk("restriction", "mia", LATER, lifts="r2", on=earlier, reason="He knew.", **{"for": ["ben"]})
    assert not found(desk)["r2"].keeps_from("ben", earlier), "it may be lifted from an earlier day"


def test_what_it_covers_is_named_so_that_one_thing_is_meant(desk, family):
    twins = family._replace(households=(Household("ana", ("ana",), "", ""),))
    bearings = desk.bearings("sam", DAY)._replace(family=twins)
    with pytest.raises(BadInput, match="which several have: write person:ana or household:ana"):
        submit("restriction", table(covers=["ana"]), bearings)
    made = desk("note", "sam", DAY, text="At the flat.")
    (section,) = made.sections
    with pytest.raises(BadInput, match=rf"a section that .* does not have\. Its sections: {section.name}\."):
        desk("restriction", "sam", DAY, **table(covers=[f"{made.id}#M3.Q04"]))
    bare = desk("restriction", "sam", DAY, **table(covers=[f"{made.id}#{section.name}"]))
    with pytest.raises(BadInput, match=r"Its sections: none\."):
        desk("restriction", "sam", DAY, **table(key="r2", covers=[f"{bare.id}#M3.Q04"]))


def test_what_another_record_calls_its_key_takes_none_away(desk, note):
    desk.records.append(note(900, key="r1"))
    desk("restriction", "sam", DAY, **table())
    assert one(desk).set_by == "sam"


def test_a_lift_names_the_restrictions_that_there_are(desk):
    keys = {"lifts": "r9", "reason": "He knows.", "for": ["ben"]}
    with pytest.raises(BadInput, match="Its restrictions: none yet"):
        desk("restriction", "mia", DAY, **keys)
    desk("restriction", "sam", DAY, **table())
    with pytest.raises(BadInput, match=r"Its restrictions: r1\."):
        desk("restriction", "mia", DAY, **keys)


# Nothing loosens it in silence

STRINGS = ("Larkfield", "ZZ9 4TQ", "Saltmere")
PEOPLE = ("ben", "nell", "cal", "jo")
DAYS = (DAY, DAY + timedelta(days=9), LATER)
COVERS = ("ida", "r2", "nobody-else")


@st.composite
def tables(draw):
    never = draw(st.lists(st.sampled_from(PEOPLE[:3]), min_size=1, unique=True))
    may = draw(st.lists(st.sampled_from(PEOPLE), unique=True))
    since = draw(st.sampled_from(DAYS[:2]))
    return table(
        guard=draw(st.lists(st.sampled_from(STRINGS), min_size=1, unique=True)),
        never_to=never,
        may_have=[key for key in may if key not in never] or None,
        covers=draw(st.lists(st.sampled_from(COVERS[:2]), unique=True)) or None,
        until=draw(st.sampled_from([None, DAYS[1], LATER])),
        **{"from": since},
    )


def kept_back(made):
    """Everything that a table keeps back, thing by thing, from whom, on which day; and who is said to be free of it."""
    days = [DAY + timedelta(days=number) for number in range(-1, 60)]
    live = [day for day in days if made["from"] <= day and (made.get("until") is None or day <= made["until"])]
    things = [*made["guard"], *made.get("covers", [])]
    held = set(itertools.product(things, made["never_to"], live))
    others = [key for key in PEOPLE if key not in made.get("may_have", [])]
    return held | set(itertools.product(["may have"], others, live)), made.get("until") is None


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables(), tables())
def test_only_who_may_lift_may_correct_it_to_keep_back_less(desk, before, after):
    desk.records.clear()
    made = desk("restriction", "sam", LATER, **before)
    changes = {name: after.get(name) for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    if not changes:
        return
    (held, endless), (holds, without_end) = kept_back(before), kept_back(after)
    if held <= holds and (without_end or not endless):
        desk.correct(made, "tia", LATER, **changes)
    else:
        with pytest.raises(Refused, match="lift a part of it"):
            desk.correct(made, "tia", LATER, **changes)
        assert one(desk).guard == tuple(before["guard"])
        desk.correct(made, "mia", LATER, **changes)
    assert one(desk).never_to == tuple(after["never_to"])


def test_its_words_may_be_put_right_by_anybody_and_its_key_by_nobody(desk):
    made = desk("restriction", "sam", DAY, **table())
    again = desk.correct(made, "tia", LATER, what="Where she lives now", reason="A slip.")
    assert (one(desk).what, one(desk).set_by) == ("Where she lives now", "sam")
    with pytest.raises(BadInput, match="key stays as it is"):
        desk.correct(again, "mia", LATER, key="r2")


def test_a_lift_never_stands_in_the_place_of_a_restriction(desk):
    made = desk("restriction", "sam", DAY, **table())
    gone = dict.fromkeys(("key", "what", "guard", "never_to", "may_have", "from"))
    with pytest.raises(BadInput, match="cannot stand in the place of"):
        desk.correct(made, "mia", LATER, lifts="r1", **gone, **{"for": ["ben"]})


@pytest.mark.parametrize("kind", ["note", "restriction"])
def test_nothing_of_another_kind_stands_in_its_place_or_in_that_of_a_rating(desk, kind):
    made = desk("restriction", "sam", DAY, **table())
    rating = desk("rating", "sam", DAY, rating="red", reason="He came back.", children={"ida": "red"})
    keys = {"note": {"text": "Nothing."}, "restriction": table(key="r2")}
    other = {"note": made, "restriction": rating}[kind]
    with pytest.raises(BadInput, match="corrects names"):
        desk(kind, "tia", LATER, corrects=[other.id], correction_reason="A slip.", **keys[kind])
    with pytest.raises(BadInput, match="only Sam Wells may put right"):
        desk("rating", "tia", LATER, rating="green", reason="Well.", corrects=[rating.id], correction_reason="A slip.")
    assert one(desk).keeps_from("ben", LATER)


def test_a_note_made_by_hand_does_not_stand_in_its_place(desk):
    made = desk("restriction", "sam", DAY, **table())
    note = desk("note", "tia", LATER, text="Nothing.")
    desk.records[-1] = note._replace(head={"corrects": [made.id], "reason": "A slip."})
    assert one(desk).keeps_from("ben", LATER)


# Two folders


def test_two_corrections_side_by_side_keep_back_what_either_does(desk):
    made = desk("restriction", "sam", DAY, **table())
    desk.correct(made, "sam", LATER, guard=["Larkfield", "ZZ9 4TQ", "Saltmere"])
    desk.correct(made, "tia", LATER, never_to=["ben", "nell", "cal"])
    assert set(one(desk).guard) == {"Larkfield", "ZZ9 4TQ", "Saltmere"}
    assert set(one(desk).never_to) == {"ben", "nell", "cal"}
    assert len(one(desk).records) == 2
    desk("restriction", "mia", LATER, lifts="r1", reason="He knows.", **{"for": ["ben"]})
    assert one(desk).kept_from(LATER) == ("nell", "cal"), "both versions are of one restriction"


def test_two_that_were_given_one_key_in_two_folders_both_hold_and_a_lift_is_of_the_one_it_meant(desk):
    desk("restriction", "sam", DAY, **table())
    desk("restriction", "mia", LATER, lifts="r1", reason="He knows.", **{"for": ["ben"]})
    here, desk.records = desk.records, []
    desk("restriction", "tia", LATER, **table(what="Her school", guard=["St Wilfrid"], never_to=["ben"]))
    desk.records = [*here, *desk.records]
    assert set(one(desk).guard) == {"Larkfield", "ZZ9 4TQ", "St Wilfrid"}
    assert one(desk).keeps_from("ben", LATER), "what was lifted was the other one"


# What it covers


def test_it_covers_what_names_it_and_what_it_names_through_every_correction(desk, family):
    before = desk("note", "sam", DAY, text="We met in Larkfield.")
    entry = {"answers": {"3.1": "At home.", "3.4": "In Larkfield."}, "parent": "ana", "meaning": "It may be far."}
    part = desk("module", "sam", DAY, **entry)
    desk("restriction", "sam", DAY, **table(covers=[before.id, f"{part.id}#M3.Q04", "jo"]))
    named = desk("note", "sam", DAY, text="Her door.", restricted=["r1"])
    item = coverage(family, ledger(desk.records))[0]
    assert (item.tagged, item.untagged) == ((before.id, named.id), ())
    assert [(cover.key, cover.part) for cover in item.parts] == [(part.id, "M3.Q04")]
    assert {cover.key for cover in item.rows} == {"jo", "r2", "r4"}, "with what they are to others"
    later = desk.correct(before, "sam", LATER, text="We met in Larkfield, at noon.")
    untagged = desk.correct(named, "sam", LATER, restricted=None)
    moved = desk.correct(part, "sam", LATER, answers={"3.1": "In Larkfield."})
    item = coverage(family, ledger(desk.records))[0]
    assert item.tagged == (later.id, untagged.id), "a correction takes nothing out of a restriction"
    assert [(hit.record, hit.section) for hit in item.untagged] == [(moved.id, "M3.Q01")]


def test_keys_that_nothing_has_are_found(desk, family, note):
    people = {**family.people, "jo": family.people["jo"]._replace(restricted=("r7", "r1"))}
    desk("restriction", "sam", DAY, **table())
    odd, known = note(1, restricted=["r8"]), note(2, restricted=["r1"], key="r7")
    found = unknown_keys(family._replace(people=people), ledger([*desk.records, odd, known]))
    assert found == {"r7": ("person jo",), "r8": (odd.id,)}, "what a note calls its key is none of a restriction"


def test_where_rows_of_two_tables_have_one_key_each_has_a_name_of_its_own(family):
    home, person = Cover("household", "ana"), Cover("person", "ana")
    twins = family._replace(households=(Household("ana", ("ana",), "", ""),))
    assert set(named("ana", twins)) == {home, person}
    for cover in (home, person, Cover("person", "jo"), Cover("record", "2025-03-04-sam-aaaaaaaaaa", "M3.Q04")):
        assert named(spelled(cover, twins), twins) == (cover,)
    assert spelled(Cover("person", "jo"), twins) == "jo"
    for nothing in ("household:jo", "nothing:ana", "nobody", "record:ana"):
        assert named(nothing, twins) == ()


def test_a_home_brings_nobody_with_it_though_a_person_has_its_key(desk, family):
    desk("restriction", "sam", DAY, **table(covers=["jo"]))
    desk.records[0] = desk.records[0]._replace(head={**desk.records[0].head, "covers": ["household:ana"]})
    twins = family._replace(households=(Household("ana", ("ana",), "", ""),))
    assert coverage(twins, ledger(desk.records))[0].rows == (Cover("household", "ana"),)


def test_what_somebody_typed_is_searched_and_what_the_program_wrote_is_not(family, note):
    plain = note(1, about=["ana"], assessment="PA-A", restricted=["r1"], withhold_from=["ben"], where="At Gran's")
    assert list(typed(plain._replace(head={**plain.head, "of": plain.id}), family)) == [("", "At Gran's")]
    assert list(typed(plain._replace(head={}, preamble="In Larkfield."), family)) == [("", "In Larkfield.")]


def test_a_section_is_covered_by_itself_and_no_other_one_is(desk, family):
    entry = {"answers": {"3.1": "In Larkfield.", "3.4": "In Larkfield."}, "parent": "ana", "meaning": "It is far."}
    first, second = desk("module", "sam", DAY, **entry), desk("module", "sam", DAY, **entry)
    desk("restriction", "sam", DAY, **table(covers=[f"{first.id}#M3.Q04"]))
    desk("restriction", "sam", DAY, **table(key="r2", covers=[f"{first.id}#M3.Q04", first.id]))
    one, two = coverage(family, ledger(desk.records))
    places = [(first.id, "M3.Q01"), (second.id, "M3.Q01"), (second.id, "M3.Q04")]
    assert [(hit.record, hit.section) for hit in one.untagged] == places
    assert [record.id for record in unguarded(one, ledger(desk.records))] == [first.id, second.id]
    assert (two.tagged, two.parts) == ((first.id,), ()), "what is covered whole has no covered parts besides"


def test_words_in_restrictions_copies_and_withdrawals_are_no_slips(desk, family):
    made = desk("restriction", "sam", DAY, **table(what="Her flat in Larkfield", reason="He asks in Larkfield."))
    desk("restriction", "sam", DAY, **table(key="r2", covers=[made.id]))
    slip = desk("note", "sam", DAY, text="In Larkfield.")
    desk("strike", "sam", DAY, strikes=slip.id, reason="It said Larkfield.")
    for item in coverage(family, ledger(desk.records)):
        assert (item.holding, item.untagged, item.tagged) == ((), (), ())


def test_a_couple_goes_with_either_of_it_and_rows_with_their_own_mark(desk, family):
    couples = (Couple("c1", ("ana", "cal"), "relationship"), Couple("c2", ("ben", "nell"), "none", restricted=("r1",)))
    couples += (Couple("c3", ("ida", "nell"), "none"),)
    mark = {
        "jo": {"restricted": ("r1",)},
        "ida": {"more": {"school": [{"name": "St Wilfrid", "restricted": "r1"}, {"name": "Hill"}, "restricted"]}},
        "nell": {"more": {"job": {"restricted": ["r9", "r1"]}}},
        "ben": {"more": {"job": ({"restricted": "r1"},)}},
    }
    people = {key: person._replace(**mark.get(key, {})) for key, person in family.people.items()}
    team = {**family.team, "hv": family.team["hv"]._replace(restricted=("r1",), more={"desk": {"restricted": "r1"}})}
    relations = tuple(row._replace(restricted=("r1",)) if row.key == "r3" else row for row in family.relations)
    homes = (Household("h1", ("ana",), "", "", restricted=("r1",)), Household("h2", ("ben",), "", ""))
    marked = family._replace(people=people, team=team, relations=relations, couples=couples, households=homes)
    desk("restriction", "sam", DAY, **table(covers=["cal"]))
    (item,) = coverage(marked, ledger(desk.records))
    assert set(item.rows) == {
        *(Cover("person", key) for key in ("cal", "jo")),
        *(Cover("person", *place) for place in (("ida", "school"), ("nell", "job"), ("ben", "job"))),
        *(Cover("team", *place) for place in (("hv",), ("hv", "desk"))),
        *(Cover("relation", key) for key in ("r2", "r3", "r4")),
        *(Cover("couple", key) for key in ("c1", "c2")),
        Cover("household", "h1"),
    }
