"""What each reader may have, rule by rule (F.20-F.33, F.40-F.54): a small family, one record at a time."""

import io
import re
from datetime import UTC, date, datetime, time
from itertools import count, pairwise
from pathlib import Path

import pypdf
import pytest

from fsworkbook.cli.paper.papers import Name
from fsworkbook.errors import BadInput
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report import markdown, pdf, recordspaper
from fsworkbook.report.assessment import assemble
from fsworkbook.report.copypaper import as_copy
from fsworkbook.report.gate import search
from fsworkbook.workbook.chronology import chronology
from fsworkbook.workbook.disclosure.copies import copies, holders
from fsworkbook.workbook.disclosure.edition import edition
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.disclosure.restrictions import restrictions
from fsworkbook.workbook.disclosure.slips import slips
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import Record, Section
from fsworkbook.workbook.registry import read_family
from fsworkbook.workbook.searching import Query
from fsworkbook.workbook.searching import search as searched

PRACTICE = load(shipped())
SPRING, MAY, JUNE = date(2025, 3, 3), date(2025, 5, 1), date(2025, 6, 2)
PART = (
    ("ana", "Ana Rowan", "parent"),
    ("ben", "Ben Rowan", "parent"),
    ("cal", "Cal Teal", "carer"),
    ("dee", "Dee Rowan", "child"),
    ("eli", "Eli Rowan", "child"),
    ("fay", "Fay Brook", "relative"),
    ("gus", "Gus Teal", "other"),
    ("hal", "Hal Grey", "parent"),
)
TABLE = {
    "format": 1,
    "reference": "FS-0009",
    "surname": "Rowan",
    "opened": SPRING,
    "training": True,
    "practice": {"model": "family-safeguarding", "version": 1},
    "person": [{"key": key, "name": name, "part": part, "gender": "female"} for key, name, part in PART]
    + [{"key": "bump", "name": "Baby Rowan", "part": "child", "due": date(2025, 8, 9)}],
    "relation": [
        {"key": "r1", "a": "ana", "b": "dee", "kind": "mother", "responsibility": "yes"},
        {"key": "r2", "a": "ben", "b": "dee", "kind": "father", "responsibility": "yes"},
        {"key": "r3", "a": "ana", "b": "eli", "kind": "mother", "responsibility": "yes"},
        {"key": "r4", "a": "hal", "b": "eli", "kind": "father", "responsibility": "yes"},
        {"key": "r5", "a": "ben", "b": "eli", "kind": "mother's ex-partner", "responsibility": "no"},
        {"key": "r6", "a": "ana", "b": "bump", "kind": "expected mother"},
        {"key": "r7", "a": "cal", "b": "bump", "kind": "expected father", "responsibility": "not known"},
        {"key": "r8", "a": "cal", "b": "dee", "kind": "mother's partner"},
        {"key": "r9", "a": "fay", "b": "ana", "kind": "mother"},
        {"key": "r10", "a": "cal", "b": "gus", "kind": "father"},
    ],
    "couple": [
        {"key": "c1", "partners": ["ana", "ben"], "status": "separated"},
        {"key": "c2", "partners": ["ana", "cal"], "status": "relationship"},
    ],
    "household": [
        {"key": "h1", "members": ["ana", "dee", "eli"], "name": "Safe house", "address": "3 Quill Lane, Saltby"},
        {"key": "h2", "members": ["ben"], "address": "9 Drove Road"},
    ],
    "assessment": [
        {"key": "PA-A", "parents": ["ana"], "children": ["dee", "eli", "bump"], "started": SPRING, "prebirth": True},
        {"key": "PA-B", "parents": ["ben"], "children": ["dee"], "started": SPRING},
        {"key": "PA-C", "parents": ["cal"], "children": ["bump"], "started": SPRING, "prebirth": True},
    ],
    "order": [
        {"key": "o1", "kind": "non-molestation order", "against": "ben", "protects": ["ana", "eli"], "from": SPRING}
    ],
    "team": [
        {"key": "priya", "name": "Priya Nandakumar", "role": "social-worker", "email": "priya@example.org"},
        {"key": "alison", "name": "Alison Tranter", "role": "team-manager"},
        {"key": "tom", "name": "Tom Whitcombe", "role": "children-family-worker"},
        {"key": "leanne", "name": "Leanne Osei", "role": "domestic-abuse-practitioner", "known_to": ["ana"]},
        {"key": "bell", "name": "Mr Bell", "role": "outside", "agency": "Saltby School", "works_with": ["eli"]},
    ],
}
NUMBERS = count()


def tail(number):
    """Return the end of an id; a later one comes after an earlier one."""
    return "".join("234567abcdefghijklmnopqrstuvwxyz"[(number >> shift) % 32] for shift in range(45, -1, -5))


def record(kind, text="", by="priya", on=SPRING, parts=(), **head):
    moment = datetime.combine(on, time(12), tzinfo=UTC)
    body = (Section("account", "", text), *(Section(name, "", words) for name, words in parts))
    return Record(f"{on.isoformat()}-{by}-{tail(next(NUMBERS))}", kind, on, moment, by, head, body)


def entry(text, assessment="PA-A", about=("ana",), question="M3.Q02", **more):
    children = more.pop("children", ["dee"])
    return record(
        "module", text, assessment=assessment, about=list(about), children=children, questions=[question], **more
    )


def restriction(key="k", guard=("Quill Lane",), never_to=("ben",), on=SPRING, **more):
    return record(
        "restriction", by="alison", key=key, guard=list(guard), never_to=list(never_to), on=on, **{"from": on}, **more
    )


def family_of(**rows):
    """Return the family, with some rows of its tables changed: person={"bump": {…}}."""
    table = dict(TABLE)
    for name, changed in rows.items():
        table[name] = [{**row, **changed.get(row["key"], {})} for row in table[name]]
    return read_family(table, "rowan")


def given(who, *records, day=MAY, family=None, today=JUNE, **more):
    family = family or family_of()
    return edition(find_recipient(who, family, PRACTICE), family, PRACTICE, ledger(records), day, today, **more)


def texts(found):
    return [part.text for item in found.ledger.standing for part in item.sections]


def paper(found, key):
    words = PRACTICE.audiences
    made = assemble(found.family.assessments[key], found.family, PRACTICE, found.ledger, found.day, words.held)
    return markdown.render(as_copy(made.document, found.recipient.name, words.sentence))


def stopping(found):
    return {(slip.record, slip.restriction) for slip in slips(found, Guard(found.guarded))}


# What may never reach whom


def test_f20_a_separate_assessment_reaches_its_own_parent_alone():
    hers = entry("what Ana said")
    for who, has in (("ana", True), ("ben", False), ("cal", False), ("fay", False), ("dee", False), ("hal", False)):
        assert ("what Ana said" in texts(given(who, hers))) == has, who
    for who in ("court", "professional", "team"):
        assert "what Ana said" in texts(given(who, hers))


def test_f20_a_joint_assessment_reaches_both():
    family = family_of(assessment={"PA-A": {"parents": ["ana", "cal"]}})
    for who, has in (("ana", True), ("cal", True), ("ben", False)):
        assert ("both spoke" in texts(given(who, entry("both spoke"), family=family))) == has, who


def test_f21_a_safe_address_stands_in_no_copy_and_stops_one_where_it_slipped():
    slip = entry("seen at Quill Lane", "PA-B", ["ben"])
    for who in ("ana", "ben", "court"):
        assert "Quill" not in str(given(who, entry("x")).family)
        assert "Drove" not in str(given(who, entry("x")).family)
    assert stopping(given("ben", slip, restriction())) == {(slip.id, "k")}
    assert not stopping(given("ana", slip, restriction()))


def test_f21_relatives_who_may_pass_it_on_and_everybody_who_is_not_named_as_allowed():
    hers = record("consent", "told at Quill Lane", person="fay")
    assert not stopping(given("fay", hers, restriction()))
    assert stopping(given("fay", hers, restriction(never_to=["ben", "fay"]))) == {(hers.id, "k")}
    assert stopping(given("fay", hers, restriction(may_have=["ana"])))
    assert not stopping(given("fay", hers, restriction(may_have=["ana", "fay"])))


def test_f22_f24_what_a_restriction_covers_is_left_out_in_silence():
    covered = entry("the plan to get away", "PA-B", ["ben"], restricted=["k"])
    found = given("ben", covered, entry("plain", "PA-B", ["ben"]), restriction())
    assert texts(found) == ["plain"]
    assert not stopping(found)
    by_id = entry("told by the police", "PA-B", ["ben"])
    assert texts(given("ben", by_id, restriction(covers=[by_id.id]))) == []
    assert texts(given("ana", entry("hers", restricted=["k"]), restriction())) == ["hers"]


def test_f23_f28_notes_are_the_teams():
    for who in ("ana", "ben", "court", "professional"):
        assert texts(given(who, record("note", "police intelligence", about=["ben"]))) == []
    assert texts(given("team", record("note", "police intelligence", about=["ben"]))) == ["police intelligence"]


def test_f25_the_one_who_rang_is_nobodys():
    rang = entry("a neighbour rang", restricted=["k"])
    everybody = [key for key, _, _ in PART]
    for who in (*everybody, "court", "professional"):
        assert texts(given(who, rang, restriction(never_to=everybody))) == []


def test_f26_a_childs_words_reach_the_child_and_no_adult_of_another_assessment():
    said = entry("he said he is afraid", about=("eli",), question="M4.Q04", children=["eli"])
    assert texts(given("eli", said)) == ["he said he is afraid"]
    assert texts(given("ben", said)) == texts(given("hal", said)) == texts(given("dee", said)) == []
    assert texts(given("ana", said)) == ["he said he is afraid"]
    assert texts(given("ana", said._replace(head={**said.head, "withhold_from": ["ana"]}))) == []


def test_f27_a_pregnancy_is_nowhere_until_it_is_lifted():
    family = family_of(person={"bump": {"restricted": ["k"]}})
    rule = restriction(guard=["pregnan"])
    assert "bump" not in str(given("ben", rule, family=family).family)
    assert "bump" in given("ana", rule, family=family).family.people
    lift = record("restriction", by="alison", on=date(2025, 4, 24), lifts="k", **{"for": ["ben"]}, reason="he knows")
    assert "bump" in given("ben", rule, lift, family=family).family.people
    before = given("ben", rule, lift, family=family, day=date(2025, 4, 10))
    assert "bump" not in before.family.people


def test_f27_the_title_and_the_children_of_a_paper_tell_nothing_of_the_baby():
    family = family_of(
        person={"bump": {"restricted": ["k"]}}, assessment={"PA-B": {"children": ["dee", "bump"], "prebirth": True}}
    )
    found = given("ben", restriction(guard=["pregnan"]), family=family)
    one = found.family.assessments["PA-B"]
    assert (one.children, one.prebirth) == (("dee",), False)
    assert "birth" not in paper(found, "PA-B").splitlines()[2]
    assert "Baby" not in paper(found, "PA-B")
    assert family_of().assessments["PA-A"].prebirth
    assert given("ana").family.assessments["PA-A"].prebirth


def test_f27_a_due_date_that_is_guarded_stands_in_no_row():
    rule = restriction(guard=["9 August"], never_to=["ana"])
    kept, told = (given("ana", *rules).family.people["bump"] for rules in ([rule], []))
    assert (kept.due, told.due) == (None, date(2025, 8, 9))
    assert kept.is_unborn, "a baby has no first name, whatever is kept back of it"
    assert not told.more


def test_f29_f48_a_new_partner_is_nobody_to_the_former_one():
    found = given("ben")
    assert set(found.family.people) == {"ben", "dee", "ana", "eli", "fay", "bump"}
    assert [row.key for row in found.family.couples] == ["c1"]
    assert "cal" not in str(found.family)
    assert {"c1", "c2"} == {row.key for row in given("ana").family.couples}


def test_f29_a_relation_or_a_couple_that_is_restricted_is_not_there():
    family = family_of(
        relation={"r8": {"restricted": ["k"]}, "r7": {"restricted": ["k"]}}, couple={"c2": {"restricted": ["k"]}}
    )
    found = given("ana", restriction(never_to=["ana"]), family=family)
    assert "r8" not in {row.key for row in found.family.relations}
    assert [row.key for row in found.family.couples] == ["c1"]


def test_f30_a_new_partner_has_nothing_of_the_childrens_past():
    past = record("chronology", "before he came", children=["dee"])
    for who, has in (("ana", True), ("ben", True), ("cal", False), ("hal", False)):
        assert ("before he came" in texts(given(who, past))) == has, who


def test_f31_others_are_names_and_no_more():
    family = family_of(
        person={"fay": {"born": date(1960, 1, 2), "ethnicity": "Irish"}, "dee": {"born": date(2019, 2, 3)}}
    )
    shown = given("ben", family=family).family.people
    assert (shown["fay"].born, dict(shown["fay"].more)) == (None, {})
    assert shown["dee"].born == date(2019, 2, 3)


def test_f32_another_familys_child_is_that_familys():
    assert "gus" not in given("ana").family.people
    assert "gus" in given("cal").family.people


def test_f33_a_legal_planning_meeting_is_the_teams():
    held = record("meeting", "advice", meeting="legal-planning", children=["dee"])
    core = record("meeting", "minutes", meeting="core-group", children=["dee"])
    assert texts(given("ana", held, core)) == ["minutes"]


# How things leak


def test_f40_no_address_no_place_and_no_contact_on_any_copy():
    seen = entry("x", where="3 Quill Lane")
    for who in ("ana", "court"):
        text = paper(given(who, seen, entry("y", "PA-A")), "PA-A")
        assert not any(words in text for words in ("Quill", "Drove", "@example.org", "Where", "Contact"))
        assert PRACTICE.audiences.sentence.strip() in " ".join(text.split())


def test_f41_only_workers_whose_work_the_reader_knows():
    tom, leanne = entry("t", "PA-B", ["ben"], by="tom"), record("consent", "l", by="leanne", person="ben")
    found = given("ben", tom, leanne)
    assert "leanne" not in found.family.team
    assert "tom" in found.family.team
    assert "tom" not in given("ben", leanne).family.team
    assert {item.by for item in found.ledger.standing} == {"tom", "somebody-of-the-team"}
    assert "bell" not in found.family.team
    assert "bell" in given("ana").family.team
    named = entry("Leanne Osei came along", "PA-B", ["ben"])
    assert stopping(given("ben", named)) == {(named.id, "worker")}
    assert not stopping(given("ana", entry("Leanne Osei came along")))


def test_f42_records_are_numbered_afresh_and_no_id_goes_along():
    kept = [entry(f"n{number}", "PA-B", ["ben"]) for number in range(3)]
    kept[1] = kept[1]._replace(head={**kept[1].head, "restricted": ["k"]})
    found = given("ben", *kept, restriction())
    assert [item.id for item in found.ledger.standing] == ["r00001", "r00002"]
    text = paper(found, "PA-B")
    assert not any(item.id in text for item in kept)
    assert "[2]" in text
    assert "[3]" not in text


def test_f42_a_citation_of_what_is_left_out_is_not_there():
    hidden, shown = entry("h", "PA-B", ["ben"], restricted=["k"]), entry("s", "PA-B", ["ben"])
    told = record("analysis", "we think", assessment="PA-B", section="S07", cites=[hidden.id, shown.id])
    found = given("ben", hidden, shown, told, restriction())
    (analysis,) = found.ledger.of("analysis")
    assert analysis.names("cites") == tuple(item.id for item in found.ledger.of("module"))


def test_f42_a_citation_follows_a_correction():
    first = entry("first", "PA-B", ["ben"])
    later = entry("second", "PA-B", ["ben"], on=date(2025, 3, 5), corrects=[first.id], by="tom")
    told = record("analysis", "we think", assessment="PA-B", section="S07", cites=[first.id], on=date(2025, 3, 6))
    found = given("ben", first, later, told)
    (analysis,), (standing,) = found.ledger.of("analysis"), found.ledger.of("module")
    assert analysis.names("cites") == (standing.id,)
    assert (standing.sections[0].text, standing.by) == ("second", "priya")


def test_f43_the_same_sentence_whatever_was_left_out():
    with_one = paper(
        given("ben", entry("a", "PA-B", ["ben"]), entry("b", "PA-B", ["ben"], restricted=["k"]), restriction()), "PA-B"
    )
    without = paper(given("ben", entry("a", "PA-B", ["ben"])), "PA-B")
    assert with_one == without


def test_f44_ratings_summaries_minutes_and_actions_are_the_teams():
    for kind in ("rating", "summary", "supervision", "action", "restriction", "copy", "case-summary", "risk"):
        for who in ("ana", "court", "professional"):
            assert texts(given(who, record(kind, "inner", about=["ana"]))) == [], (kind, who)


def visited(day, **more):
    return record(
        "visit",
        "All well.",
        on=date(2025, 4, day),
        children_seen=["dee"],
        session="home",
        start="15:30",
        end="16:30",
        **more,
    )


def test_f45_the_days_of_visits_at_the_other_parents_show_no_pattern():
    """Every Tuesday at half past three: what another parent is told is the month."""
    every = [visited(day, present=["ana"]) for day in (1, 8, 15, 22)]
    apart = entry("his own", "PA-B", ["ben"], on=date(2025, 4, 10))
    shown = given("ben", *every, apart)
    visits = shown.ledger.of("visit")
    assert len(visits) == 4
    assert {(item.on, item.recorded.date(), item.word("precision")) for item in visits} == {
        (date(2025, 4, 1), date(2025, 4, 1), "month")
    }
    assert not any({"start", "end"} & set(item.head) for item in visits)
    assert [item.id for item in shown.ledger.standing] == [f"r0000{number}" for number in range(1, 6)]
    assert shown.ledger.standing[-1].on == date(2025, 4, 10)
    text = " ".join(paper(shown, "PA-B").split())
    records = markdown.render(recordspaper.assemble(shown.family, PRACTICE, shown.ledger, MAY, "Ben"))
    for words in (text, records):
        assert "April 2025" in words or "Apr 2025" in words
        assert not any(said in words for said in ("1 Apr", "8 Apr", "15 Apr", "22 Apr", "15:30", "16:30", "recision"))
    assert "10 April" in records


def test_f45_whoever_was_there_has_the_day_and_the_time():
    told = visited(8, present=["ana", "ben"])
    for who in ("ana", "ben", "court"):
        (shown,) = given(who, told).ledger.of("visit")
        assert (shown.on, shown.word("start"), shown.word("precision")) == (date(2025, 4, 8), "15:30", ""), who
    alone = record("visit", "Seen.", on=date(2025, 4, 8), children_seen=["eli"], start="15:30")
    (shown,) = given("eli", alone).ledger.of("visit")
    assert (shown.on, shown.word("start")) == (date(2025, 4, 8), "15:30")
    held = record("meeting", "minutes", on=date(2025, 4, 8), meeting="core-group", children=["dee"])
    assert [item.on for item in given("ben", held).ledger.of("meeting")] == [date(2025, 4, 8)]


def test_f45_it_is_so_on_every_such_copy_whatever_is_restricted():
    every = [visited(day, present=["ana"]) for day in (1, 8)]
    assert paper(given("ben", *every), "PA-B") == paper(given("ben", *every, restriction()), "PA-B")


def test_f46_what_is_about_several_goes_to_one_only_where_all_are_theirs():
    both = record("chronology", "both", children=["dee", "eli"])
    for who, has in (("ana", True), ("ben", False), ("hal", False), ("dee", False)):
        assert ("both" in texts(given(who, both))) == has, who
    assert texts(given("hal", record("status", "plan", child="eli", status="s17_cin"))) == ["plan"]
    assert texts(given("hal", record("visit", "seen", children_seen=["eli"]))) == []
    assert texts(given("ana", record("chronology", "of nobody"))) == []


def test_f46_a_part_that_is_withheld_leaves_the_rest():
    told = entry("shared", "PA-B", ["ben"], parts=[("meaning", "for us")], withhold_parts={"meaning": ["ben"]})
    assert texts(given("ben", told)) == ["shared"]
    assert texts(given("court", told)) == ["shared", "for us"]
    covered = entry("shared", "PA-B", ["ben"], parts=[("meaning", "for us")])
    assert texts(given("ben", covered, restriction(covers=[f"{covered.id}#meaning"]))) == ["shared"]


def test_f46_an_answer_for_a_hidden_child_stays():
    family = family_of(person={"bump": {"restricted": ["k"]}})
    told = entry("x", "PA-B", ["ben"], parts=[("M3.Q02.bump", "the baby"), ("M3.Q02.dee", "Dee")])
    assert "the baby" not in texts(given("ben", told, restriction(), family=family))
    assert "Dee" in texts(given("ben", told, restriction(), family=family))


def test_f47_a_slip_beside_a_child_of_theirs_stops_the_copy_too():
    near = entry("at Quill Lane", about=("eli",), children=["eli"], question="M4.Q04")
    assert stopping(given("ben", near, restriction())) == {(near.id, "k")}
    away = near._replace(head={**near.head, "withhold_from": ["ben"]})
    assert not stopping(given("ben", away, restriction()))
    assert not stopping(given("ben", entry("at Quill Lane"), restriction()))
    assert not stopping(given("fay", near, restriction(never_to=["fay"])))


def test_f49_the_name_and_the_properties_of_a_file_name_nobody():
    told = entry("x", "PA-B", ["ben"])
    found = given("ben", told, restriction())
    (assessment,) = found.family.assessments
    for what in (assessment, "chronology", "records", "case-summary"):
        name = str(Name(found.family.reference, what, MAY, "copy"))
        assert name.rsplit("-", maxsplit=1)[-1] == "copy"
        assert not {part for _, called, _ in PART for part in called.casefold().split() if part in name.casefold()}
    document = assemble(found.family.assessments["PA-B"], found.family, PRACTICE, found.ledger, MAY, "held").document
    sealed = pypdf.PdfReader(io.BytesIO(pdf.render(as_copy(document, "Ben Rowan", "x")).bytes))
    kept = " ".join([*map(str, (sealed.metadata or {}).values()), sealed.xmp_metadata.stream.get_data().decode()])
    strangers = (
        "Ana",
        "Eli",
        "Cal",
        "Fay",
        "Baby",
        "Leanne",
        "Priya",
        "Quill",
        told.id,
        str(Path.cwd()),
        str(Path.home()),
    )
    assert not [words for words in strangers if words in kept]


def test_f49_no_message_holds_what_it_is_about():
    guard = Guard({"k": ("Quill Lane",)})
    leaks = search(b"seen at Quill Lane", ".md", "Quill-Lane", guard)
    assert {leak.where for leak in leaks} >= {"the file name"}
    (slip,) = slips(given("ben", entry("at Quill Lane", "PA-B", ["ben"]), restriction()), guard)
    assert "Quill" not in f"{leaks}{slip}"
    with pytest.raises(BadInput) as problem:
        find_recipient("Somebody Else", family_of(), PRACTICE)
    assert not any(person["name"] in str(problem.value) for person in TABLE["person"])


def test_f50_what_is_looked_for_in_an_edition_is_not_found_outside_it():
    hers, his = entry("she has a plan"), entry("he has a plan", "PA-B", ["ben"])
    hidden = entry("another plan", "PA-B", ["ben"], restricted=["k"])
    noted = record("note", "our plan", about=["ben"])
    for who, words in (("ana", {"she has a plan"}), ("ben", {"he has a plan"}), ("fay", set())):
        found = given(who, hers, his, hidden, noted, restriction())
        hits = searched(Query(["plan"]), found.ledger.standing)
        assert {passage.words for hit in hits for passage in hit.passages} == words
    found = given("ben", hers, his, hidden, noted, restriction())
    shown = f"{chronology(found.family, PRACTICE, found.ledger, MAY)} {found.ledger.standing}"
    assert hers.id not in shown
    assert hidden.id not in shown
    assert "another plan" not in shown


def test_f51_an_order_is_shown_to_those_whom_it_names():
    assert [row.key for row in given("ben").family.orders] == ["o1"]
    assert given("cal").family.orders == ()
    hidden = family_of(person={"ana": {"restricted": ["k"]}, "eli": {"restricted": ["k"]}})
    assert given("ben", restriction(), family=hidden).family.orders == ()
    assert given("ben", restriction(covers=["o1"])).family.orders == ()


def joint(**more):
    """Return the family with Ana and Cal assessed together, and since the first of April each apart."""
    both = {"key": "PA-J", "parents": ["ana", "cal"], "children": ["dee"], "started": SPRING, "split": PARTED}
    apart = [
        {"key": key, "parents": [who], "children": ["dee"], "started": PARTED.date(), "follows": "PA-J"}
        for key, who in (("PA-A", "ana"), ("PA-C", "cal"))
    ]
    return read_family({**TABLE, "assessment": [both, *apart], **more}, "rowan")


PARTED = datetime(2025, 4, 1, 9, tzinfo=UTC)


def test_f52_what_both_had_stays_each_ones_and_what_is_new_is_separate():
    both = entry("both spoke", "PA-J", ["ana", "cal"])
    thought = record("analysis", "of both we thought", assessment="PA-J", section="S07", on=date(2025, 3, 20))
    late = record("analysis", "of both, too late", assessment="PA-J", section="S07", on=date(2025, 4, 3))
    hers = entry("hers alone", "PA-A", ["ana"], on=date(2025, 4, 5))
    his = record("analysis", "his alone", assessment="PA-C", section="S07", on=date(2025, 4, 6))
    every = (both, thought, late, hers, his)
    for who, key, has, has_not in (
        ("ana", "PA-A", ("both spoke", "of both we thought", "hers alone"), ("his alone", "too late")),
        ("cal", "PA-C", ("both spoke", "of both we thought", "his alone"), ("hers alone", "too late")),
    ):
        text = paper(given(who, *every, family=joint()), key)
        assert all(words in text for words in has), who
        assert not any(words in text for words in has_not), who


def test_f52_what_was_kept_from_one_of_them_is_not_theirs_after_the_split_either():
    kept = record("analysis", "of him", assessment="PA-J", section="S07", on=date(2025, 3, 20), withhold_from=["cal"])
    assert "of him" in paper(given("ana", kept, family=joint()), "PA-A")
    assert "of him" not in paper(given("cal", kept, family=joint()), "PA-C")


def test_f53_the_register_says_who_holds_which_version_since_when():
    def made(number, who, **more):
        head = {"recipient": who, "paper": "report", "format": "pdf", "sha256": str(number) * 64, "at": MAY}
        return record("copy", version=number, authors=["priya"], on=MAY, by="priya", **head, **more)

    first, second, waiting = made(1, "ben", released_by="alison"), made(2, "ben"), made(1, "ana")
    steps = [
        record("copy", by="alison", on=date(2025, 5, 2), releases=second.id),
        record("copy", by="priya", on=date(2025, 5, 3), gives=second.id, how="by hand"),
        record("copy", by="priya", on=date(2025, 5, 9), returns=first.id, how="left behind"),
    ]
    register = {(copy.recipient, copy.version): copy for copy in copies(ledger([first, second, waiting, *steps]))}
    assert {key: (copy.state, copy.out) for key, copy in register.items()} == {
        ("ben", 1): ("returned", False),
        ("ben", 2): ("given", True),
        ("ana", 1): ("waiting", False),
    }
    given_to_him = register["ben", 2]
    assert (given_to_him.given[0].on, given_to_him.released_by, given_to_him.sha256) == (
        date(2025, 5, 3),
        "alison",
        "2" * 64,
    )
    (held,) = holders(restrictions(ledger([restriction()]))[0], register.values(), JUNE)
    assert held.copy.id == second.id


def test_f54_the_stricter_of_the_papers_day_and_today():
    told = entry("x", "PA-B", ["ben"], restricted=["k"])
    later = restriction(on=date(2025, 5, 20))
    assert texts(given("ben", told, later)) == []
    over = restriction(until=date(2025, 3, 30))
    assert texts(given("ben", told, over)) == ["x"]
    assert texts(given("ben", told, over, day=date(2025, 3, 20))) == []
    assert texts(given("ben", told, later, today=date(2025, 5, 10))) == ["x"]


def test_f54_nothing_that_was_recorded_after_its_day():
    assert texts(given("ben", entry("x", "PA-B", ["ben"], on=date(2025, 5, 2)))) == []


def test_a_correction_of_what_is_covered_is_covered():
    first = entry("first", "PA-B", ["ben"], restricted=["k"])
    later = entry("second", "PA-B", ["ben"], on=date(2025, 3, 5), corrects=[first.id])
    assert texts(given("ben", first, later, restriction())) == []
    named = entry("third", "PA-B", ["ben"])
    after = entry("fourth", "PA-B", ["ben"], on=date(2025, 3, 5), corrects=[named.id])
    assert texts(given("ben", named, after, restriction(covers=[named.id]))) == []


def test_only_known_keys_of_a_record_go_along():
    told = entry("x", "PA-B", ["ben"], inner="3 Quill Lane", strength=True, present=["ana", "cal", "priya", "Mr Bell"])
    (shown,) = given("ben", told).ledger.standing
    assert set(shown.head) == {"assessment", "about", "children", "questions", "strength", "present"}
    assert shown.names("present") == ("ana", "priya")


def test_a_reply_goes_where_that_goes_to_which_it_replies():
    told = entry("x", "PA-B", ["ben"])
    answer = record("reply", "I see it differently", by="priya", to=told.id, person="ben")
    assert texts(given("ben", told, answer)) == ["x", "I see it differently"]
    assert texts(given("ana", told, answer)) == []
    assert texts(given("ben", told._replace(head={**told.head, "restricted": ["k"]}), answer, restriction())) == []


def test_responsibility_that_is_not_known_is_not_assumed():
    """F.71."""
    told = record("status", "plan", child="bump", status="s17_cin")
    assert texts(given("ana", told)) == ["plan"]
    assert texts(given("cal", told)) == []


def test_whom_for_takes_and_whom_it_does_not():
    family = family_of()
    assert find_recipient("The Court", family, PRACTICE).reader.id == "court"
    assert find_recipient("bell", family, PRACTICE).reader.id == "professional"
    assert find_recipient("tom", family, PRACTICE).reader.id == "team"
    assert find_recipient("alison", family, PRACTICE).reader.id == "team"
    assert find_recipient("fay", family, PRACTICE).reader.id == "relative"
    with pytest.raises(BadInput, match=r"--for.*It also takes anybody of the team"):
        find_recipient("zed", family, PRACTICE)
    twins = family_of(person={"fay": {"name": "Hope Brook"}, "gus": {"name": "Hope Teal"}})
    with pytest.raises(BadInput, match="could be") as problem:
        find_recipient("Hope", twins, PRACTICE)
    assert "also takes" not in str(problem.value)


def test_the_team_has_the_whole():
    found = given("team", entry("x"), record("note", "n"), restriction())
    assert found.whole
    assert found.family.households[0].address == "3 Quill Lane, Saltby"
    assert len(found.ledger.standing) == 3


def test_an_edition_without_some_records():
    told = [entry("a", "PA-B", ["ben"]), entry("b", "PA-B", ["ben"])]
    assert texts(given("ben", *told).without({told[0].id})) == ["b"]


def test_an_edition_of_what_was_known_holds_it_as_it_stood_and_every_restriction():
    old, other = entry("a", "PA-B", ["ben"]), entry("b in Quill Lane", "PA-B", ["ben"])
    new, rule = entry("c", "PA-B", ["ben"], corrects=[old.id]), restriction()
    assert texts(given("ben", old, other, new)) == ["b in Quill Lane", "c"]
    assert texts(given("ben", old, other, new, known={old.id, other.id})) == ["a", "b in Quill Lane"]
    assert given("ben", old, other, new, rule, known={old.id}).guarded, "a restriction counts whenever it was set"


def test_a_restriction_that_was_lifted_for_all_binds_nobody_by_leaving_them_out():
    rule = restriction(never_to=["ben"], may_have=["ana"])
    lift = record("restriction", by="alison", on=date(2025, 4, 24), lifts="k", **{"for": ["ben"]}, reason="he knows")
    told = record("consent", "x", person="fay", restricted=["k"])
    assert texts(given("fay", told, rule)) == []
    assert texts(given("fay", told, rule, lift)) == ["x"]


@pytest.mark.parametrize(("parts", "left"), [({"meaning": "ben"}, ["x"]), ("meaning", ["x", "m"]), ({}, ["x", "m"])])
def test_what_a_hand_made_record_withholds_is_read_as_it_is_meant(parts, left):
    told = entry("x", "PA-B", ["ben"], parts=[("meaning", "m")], withhold_parts=parts)
    assert texts(given("ben", told)) == left


def test_a_record_that_corrects_what_is_not_there_stands():
    told = entry("x", "PA-B", ["ben"], corrects=["2025-03-01-tom-aaaaaaaaaa"])
    assert texts(given("ben", told)) == ["x"]


def test_a_record_about_somebody_hidden_is_not_there():
    family = family_of(person={"bump": {"restricted": ["k"]}})
    told = [record("chronology", "before", children=["bump"]), entry("scan", "PA-B", ["bump"])]
    assert texts(given("ben", *told, restriction(), family=family)) == []
    assert texts(given("court", *told, restriction(may_have=["ana"]), family=family)) == []
    assert texts(given("court", *told, family=family)) == ["before", "scan"]


def test_a_childs_copy_holds_no_other_record_of_an_assessment():
    about = {"ana": "hers", "eli": "his"}
    told = [entry(text, about=(key,), question="M4.Q04") for key, text in about.items()]
    assert texts(given("eli", *told)) == ["his"]
    assert texts(given("fay", entry("about Fay", about=("fay",)))) == []


def test_what_a_paper_about_a_child_says_of_responsibility():
    rows = {row.key: row.responsibility for row in given("ben").family.relations}
    assert (rows["r1"], rows["r2"], rows["r3"]) == ("yes", "yes", "")
    assert {row.key: row.responsibility for row in given("court").family.relations}["r3"] == "yes"


def test_whose_views_an_entry_tells_of():
    told = entry("x", "PA-B", ["ben"], views=["dad", "child:dee", "child:zed", "child:cal"])
    (shown,) = given("ben", told).ledger.standing
    assert shown.names("views") == ("dad", "child:dee")


def test_couples_and_orders_of_others_are_theirs():
    family = family_of(
        couple={"c2": {"partners": ["ana", "fay"]}}, order={"o1": {"against": "cal", "protects": ["ben"]}}
    )
    assert [row.key for row in given("ben", family=family).family.couples] == ["c1"]
    assert given("ben", family=family).family.orders == ()
    assert [
        row.key
        for row in given("cal", family=family_of(order={"o1": {"against": "ana", "protects": ["cal"]}})).family.orders
    ] == ["o1"]


def test_a_reply_names_its_entry_by_the_number_that_the_copy_has():
    told = entry("x", "PA-B", ["ben"])
    found = given("ben", told, record("reply", "other", to=told.id, person="ben"))
    assert found.ledger.of("reply")[0].word("to") == found.ledger.of("module")[0].id


def test_f42_a_copy_counts_the_parts_that_it_has():
    told = [entry("one", "PA-B", ["ben"], "M5.Q08"), entry("two", "PA-B", ["ben"], "M6.Q02")]
    numbers = [
        line.split()[1]
        for line in paper(given("ben", *told), "PA-B").splitlines()
        if line.startswith("### ") and line[4].isdigit()
    ]
    assert len(numbers) > 1
    for section in {number.partition(".")[0] for number in numbers}:
        mine = [number for number in numbers if number.partition(".")[0] == section]
        assert mine == [f"{section}.{place}" for place in range(1, len(mine) + 1)]


def test_no_heading_of_a_copy_stands_by_itself():
    lines = [line for line in paper(given("ben", entry("one", "PA-B", ["ben"])), "PA-B").splitlines() if line]
    pairs = [(line, after) for line, after in pairwise(lines) if line.startswith("## ")]
    assert pairs
    bare = [line for line, after in pairs if after.startswith("## ")]
    assert all("signature" in line.casefold() for line in bare), bare
    childs = [after for line, after in pairwise(lines) if line == "### Dee Rowan"]
    assert childs
    assert not any(after.startswith(("# ", "## ", "### ")) for after in childs)


def test_every_number_of_the_inventory_has_a_test_that_names_it():
    named = {int(number) for name in globals() for number in re.findall(r"(?<=_)f(\d\d)(?=_)", name)}
    assert {*range(20, 34), *range(40, 55)} <= named
