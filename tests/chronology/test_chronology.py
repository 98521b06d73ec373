"""The chronology as a view: what stands in it, in which order, and what it meant for one child."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.chronology import Wanted, chronology
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family
from tests.chronology.conftest import ORDER
from tests.report_assembly.making import DAY, TABLE, entry, record

PRACTICE = load(shipped())
ROWAN = read_family(TABLE, "rowan")


def said(found):
    return [line.happening.what for line in found.lines]


def effects(line):
    return [(effect.children, effect.words) for effect in line.effects]


def test_events_stand_in_the_order_of_the_days_not_of_the_recording(told, event):
    later = event("The move.", "Quieter.", "ida", on="2025-03-24", recorded="2025-03-24T10:00")
    early = event("The police came.", "Hid.", "ida", on="2022-11-03", recorded="2025-03-25T10:00")
    assert said(told(later, early)) == ["The police came.", "The move."]


def test_what_it_meant_is_told_for_each_child_and_once_where_it_is_the_same(told, event):
    (line,) = told(event("A fight.", {"ida": "Hid.", "jo": "Cried.", "bump": "Hid."}, "ida", "jo", "bump")).lines
    assert effects(line) == [(("ida", "bump"), "Hid."), (("jo",), "Cried.")]
    assert line.unsaid == ()
    (line,) = told(event("A fight.", "Both were ill.", "ida", "jo")).lines
    assert effects(line) == [(("ida", "jo"), "Both were ill.")]


def test_a_child_who_is_named_and_of_whom_nothing_is_told_is_a_gap(told, event):
    fight = event("A fight.", {"ida": "Hid."}, "ida", "jo")
    assert told(fight).lines[0].unsaid == ("jo",)
    (line,) = told(fight, child="jo").lines
    assert (line.effects, line.unsaid) == ((), ("jo",))
    (line,) = told(fight, child="ida").lines
    assert (effects(line), line.unsaid) == ([(("ida",), "Hid.")], ())


def test_a_childs_own_holds_what_names_the_child_or_nobody_and_lists_the_rest_of_its_time(told, event):
    before = event("Long before.", "Nobody’s.", on="2014-01-01")
    general = event("The order.", "Quieter nights.", on="2025-01-17")
    hers = event("School rang.", "Ill on Mondays.", "ida", on="2025-02-01")
    found = told(before, general, hers, child="jo")
    assert said(found) == ["The order."]
    assert [item.what for item in found.elsewhere] == ["School rang."]
    assert effects(found.lines[0]) == [((), "Quieter nights.")]
    found = told(before, general, hers, child="bump")
    assert [item.what for item in found.elsewhere] == ["School rang."]
    early = event("She fell.", "A scar.", "ida", on="2018-05-01")
    assert told(early, child="jo").elsewhere == ()


def test_each_line_of_a_childs_own_says_how_old_the_child_was(told, event):
    days = ("2015-06-01", "2015-11-11", "2022-11-03")
    found = told(*(event(on, "x", "ida", on=on) for on in days), child="ida")
    assert [line.age for line in found.lines] == ["before birth", "", "6 years"]
    (line,) = told(event("Scan.", "Well.", "bump"), child="bump").lines
    assert line.age == "25 weeks of pregnancy"
    assert [line.age for line in told(event("x", "y", "ida")).lines] == [""]


def test_days_that_are_not_known_and_events_that_last(told, event):
    first = event("He came and went.", "Watchful.", "ida", on="2022-10-01", until=date(2023, 3, 1), when="winter 2022")
    (line,) = told(first, since=date(2023, 1, 1)).lines
    assert (line.happening.when, line.happening.until) == ("winter 2022", date(2023, 3, 1))
    assert told(first, since=date(2023, 3, 2)).lines == ()
    assert told(first, until=date(2022, 9, 30)).lines == ()


def test_nothing_after_the_day_stands_in_it(told, event):
    after = event("Later.", "x", "ida", on="2025-03-20", recorded="2025-03-20T09:00")
    before = event("Sooner.", "x", "ida", on="2025-03-01", recorded="2025-03-20T09:00")
    assert said(told(after, before, day=date(2025, 3, 10))) == ["Sooner."]
    assert told(after, before, day=date(2025, 3, 10), at=date(2025, 3, 10)).lines == ()
    assert said(told(after, before, until=date(2030, 1, 1))) == ["Sooner.", "Later."]


def test_an_event_told_in_an_entry_gives_how_the_entry_begins(told, event):
    long = entry("Ida was sick with fear.\n\nThe rest is told here.", ["M4.Q01"])
    (line,) = told(long, event("", "Left the school.", "ida", entry=long.id)).lines
    assert (line.happening.what, line.happening.entry) == ("Ida was sick with fear.", long.id)
    assert told(event("", "Left the school.", "ida", entry=long.id)).lines == ()


def test_a_correction_stands_and_a_withdrawn_event_does_not(told, event):
    wrong = event("Monday.", "x", "ida")
    right = event("Tuesday.", "x", "ida", corrects=[wrong.id], reason="the day")
    gone = event("Never.", "x", "ida")
    struck = record("strike", strikes=gone.id, reason="not so")
    assert said(told(wrong, right, gone, struck)) == ["Tuesday."]


# What stands between the events


def between(told, *records, **more):
    return [(line.happening.kind, line.happening.what) for line in told(*records, milestones=True, **more).lines]


def test_what_stands_between_events_comes_from_records_and_from_who_is_who(told):
    table = {**TABLE, "order": [{**ORDER, "from": date(2025, 1, 17), "until": date(2025, 5, 1)}]}
    core = record("meeting", "2025-02-01", meeting=["core-group"], children=["ida", "jo"], outcome="Go on.")
    other = record("meeting", "2025-02-02", meeting=["legal-planning"], children=["ida"])
    planned = record("meeting", "2025-02-03", meeting=["core-group"], planned=date(2025, 2, 20))
    decided = {"status": "s17_cin", "from": date(2025, 2, 5), "decided_by": "review", "reason": "safe"}
    one = record("status", "2025-02-06", child="ida", **decided)
    two = record("status", "2025-02-06", child="jo", **decided)
    found = between(told, core, other, planned, one, two, of=read_family(table, "rowan"), since=date(2024, 1, 1))
    assert found == [
        ("order", "Non-molestation order against Ben, to protect Ana and Ida, until 1 May 2025"),
        ("meeting", "Core group about Ida and Jo"),
        ("status", "Ida and Jo: child in need"),
        ("home", "Ida and Jo now live at another home, with Ana"),
        ("order", "Non-molestation order against Ben, to protect Ana and Ida: it ends"),
    ]
    more = between(told, core, other, planned, everything=True, since=date(2024, 1, 1))
    assert ("meeting", "Legal planning meeting about Ida") in more


def test_births_and_deaths_and_who_joins_the_team(told):
    people = [{**one, **({"died": date(2024, 2, 1)} if one["key"] == "nell" else {})} for one in TABLE["person"]]
    team = [{**TABLE["team"][1], "from": date(2025, 3, 1), "until": date(2025, 4, 1)}]
    changed = read_family({**TABLE, "person": people, "team": team}, "rowan")
    found = between(told, of=changed, everything=True)
    assert ("birth", "Ida Rowan is born") in found
    assert ("death", "Nell Rowan dies") in found
    assert ("team", "Sam Wells, social worker, joins the team") in found
    assert ("team", "Sam Wells, social worker, leaves the team") in found
    assert [kind for kind, _ in between(told, of=changed)].count("team") == 0
    assert ("birth", "Baby Rowan is born") not in found


def test_no_address_is_ever_in_it(told, family):
    found = told(milestones=True, everything=True)
    assert any(line.happening.kind == "home" for line in found.lines)
    for home in family.households:
        assert not any(home.address in line.happening.what for line in found.lines)


def test_nobody_is_told_of_who_is_not_in_the_family_that_was_handed_over(told, event):
    """A copy's reader may not know that there is such a person: neither a name nor a key of theirs stands in it."""
    people = [one for one in TABLE["person"] if one["key"] not in {"bump", "ben"}]
    home = {"key": "h9", "name": "A home", "members": ["ida", "ben", "ana"], "from": date(2025, 2, 1)}
    order = {**ORDER, "from": date(2025, 1, 17)}
    less = {**TABLE, "person": people, "relation": [], "assessment": []}
    rest = read_family(less, "rowan")
    whole = read_family({**TABLE, "household": [home], "order": [order]}, "rowan")
    reduced = rest._replace(households=whole.households, orders=whole.orders)
    found = told(
        event("A fight.", {"ida": "Hid.", "bump": "Kicked."}, "ida", "bump"),
        event("A scan.", "Well.", "bump"),
        record("meeting", "2025-03-01", meeting=["core-group"], children=["ida", "bump"]),
        record("meeting", "2025-03-02", meeting=["core-group"], children=["bump"]),
        of=reduced,
        milestones=True,
        since=date(2025, 1, 1),
    )
    assert said(found) == ["Ida now lives at A home, with Ana", "Core group about Ida", "A fight."]
    assert "bump" not in repr(found)
    assert "Kicked" not in repr(found)


# Whatever is recorded

WORDS = st.text("abc ", min_size=1, max_size=6).filter(str.strip)
CHILDREN = st.lists(st.sampled_from(["ida", "jo", "bump"]), unique=True)


@st.composite
def events(draw):
    children = draw(CHILDREN)
    named = draw(st.lists(st.sampled_from(children), unique=True)) if children else []
    effect = {key: draw(WORDS) for key in named} if named and draw(st.booleans()) else draw(WORDS)
    on = draw(st.dates(date(2014, 1, 1), date(2025, 6, 30)))
    return record(
        "chronology", on.isoformat(), sections={"account": draw(WORDS)}, children=children, effect_on_child=effect
    )


@settings(max_examples=60, deadline=None)
@given(records=st.lists(events(), max_size=6), child=st.sampled_from(["ida", "jo", "bump"]))
def test_each_event_is_in_a_childs_own_or_listed_beside_it_or_before_its_time(records, child):
    held = ledger(records)
    whole = chronology(ROWAN, PRACTICE, held, DAY, Wanted(milestones=False))
    own = chronology(ROWAN, PRACTICE, held, DAY, Wanted(child, milestones=False))
    assert sorted(line.happening.record for line in whole.lines) == sorted(r.id for r in records if r.on <= DAY)
    assert [line.happening.on for line in whole.lines] == sorted(line.happening.on for line in whole.lines)
    inside = {line.happening.record for line in own.lines}
    beside = {item.record for item in own.elsewhere}
    assert not inside & beside
    begun = {"ida": date(2015, 2, 4), "jo": date(2021, 7, 2), "bump": date(2024, 9, 15)}[child]
    for line in whole.lines:
        happening = line.happening
        named = child in happening.children
        expected = named or (not happening.children and happening.on >= begun)
        assert (happening.record in inside) == expected
        if happening.record in inside:
            (mine,) = [item for item in own.lines if item.happening.record == happening.record]
            told = {effect.words for effect in line.effects if child in effect.children or not effect.children}
            assert {effect.words for effect in mine.effects} == told
            assert bool(mine.unsaid) == (not told)


@settings(max_examples=40, deadline=None)
@given(records=st.lists(events(), max_size=6), gone=st.sampled_from(["ida", "jo", "bump", "nell", "ben"]))
def test_with_less_of_a_family_nothing_of_the_rest_is_told(records, gone):
    """Whoever makes a copy for somebody hands over less; the chronology never looks anywhere else."""
    people = [item for item in TABLE["person"] if item["key"] != gone]
    name = next(item["name"] for item in TABLE["person"] if item["key"] == gone)
    table = {**TABLE, "person": people, "household": [], "relation": [], "assessment": []}
    kept = [item for item in records if gone not in item.children]
    found = chronology(read_family(table, "rowan"), PRACTICE, ledger(kept), DAY, Wanted(everything=True))
    told = [line for line in found.lines if line.happening.kind != "event"]
    assert not any(name.split()[0] in line.happening.what for line in told)
    assert {line.happening.record for line in found.lines if line.happening.record} == {
        item.id for item in kept if item.on <= DAY
    }
