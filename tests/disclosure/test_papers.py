"""Each paper's copy, guard by guard, in memory: registering, versions, chronology, records, summary, the screen."""

import hashlib
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from fsworkbook.cli.disclosing import (
    chronologycopy,
    copying,
    genogramcopy,
    goalcopy,
    plancopy,
    recordscopy,
    reportcopy,
    showing,
    sidecopy,
    summarycopy,
    versioned,
)
from fsworkbook.cli.disclosing.registering import Prepared, Registered, register
from fsworkbook.cli.disclosing.stopping import Passing
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.frame.sitting import Sitting
from fsworkbook.cli.paper.onefamily import Way
from fsworkbook.cli.work.records import Wanted
from fsworkbook.errors import BadInput, Refused
from fsworkbook.report.document import Picture, plain, words
from fsworkbook.workbook.chronology import Wanted as WantedEvents
from fsworkbook.workbook.disclosure.copies import copies
from fsworkbook.workbook.forms.catalogue import submit
from tests.disclosure.test_editions import JUNE, MAY, PRACTICE, SPRING, entry, family_of, record, restriction

WHY = "He knows it already."


class Kept:
    """A family's folder, in memory."""

    name = "rowan"

    def __init__(self, records, place):
        self.held, self.path = list(records), place

    def records(self):
        return tuple(self.held), ()

    def record(self, key):
        found = next((item for item in self.held if item.id == key), None)
        if found is None:
            raise BadInput("none")
        return found

    def kept(self, *kinds):
        return tuple(item for item in self.held if item.kind in kinds)

    def holds(self, kind):
        return bool(self.kept(kind))


class Written(SimpleNamespace):
    finished = ("what was begun",)
    hand_edits = ()


@pytest.fixture
def sit(tmp_path, monkeypatch):
    """Sit down to work on a family with some records; what is recorded is kept in memory."""

    def recorded(folder, kind, table, bearings, *_):
        made = submit(kind, table, bearings)
        folder.held += made
        return made, Written()

    def down(*records, by="alison", family=None):
        family = family or family_of()
        env = {"FSWORKBOOK_NOW": "2025-06-02T10:00"}
        desk = Desk(env, io.StringIO(), io.StringIO(), io.StringIO(), tmp_path)
        return Sitting(desk, Kept(records, tmp_path), family, PRACTICE, family.team[by])

    monkeypatch.setattr("fsworkbook.cli.frame.recording.record", recorded)
    monkeypatch.setattr(recordscopy, "record_form", recorded)
    monkeypatch.setattr(copying.vicinity, "warn", lambda *_: None)
    monkeypatch.setattr(versioned, "known_with", lambda _path, _id: frozenset())
    return down


def call(sitting, day=MAY, **more):
    """Return how a command was called; it sits down as its kind of work asks: to record, or only to read."""

    def sit(*, recording=False):
        assert recording is not bool(more.get("reads")), "data is read; a copy is recorded"
        return sitting

    return SimpleNamespace(sit=sit, until=lambda: day, **{"json": False, **more})


def said(sitting):
    return sitting.desk.stdout.getvalue() + sitting.desk.stderr.getvalue()


def files():
    return {path.name: path.read_text("utf-8") for path in Path.cwd().glob("*.md")}


# ---- registering --------------------------------------------------------------------------------------------


def prepared(**changes):
    given = {"recipient": "ben", "paper": "report PA-B", "format": "md", "sha256": "a" * 64, "at": MAY}
    return Prepared(**{**given, "author_keys": ("priya",), **changes})


def test_a_copy_goes_at_once_where_whoever_makes_it_may_let_it_go_and_did_not_write_it(sit):
    for by, authors, released in (
        ("alison", ("priya",), True),
        ("alison", ("alison", "priya"), False),
        ("alison", (), False),
        ("tom", ("priya",), False),
    ):
        sitting = sit(by=by)
        assert register(sitting, prepared(author_keys=authors)).released is released
        (kept,) = sitting.folder.held
        assert kept.head.get("released_by") == (by if released else None)
        assert kept.head["authors"] == list(authors or [by])
    assert register(sit(by="tom"), prepared(recipient="out-of-hours")).released, "nobody has to let that go"


def test_what_is_kept_of_a_copy(sit):
    sitting = sit()
    assert register(sitting, prepared()).version == 1
    (kept,) = sitting.folder.held
    assert not {"lets_pass", "reason", "told", "assessment", "answers"} & set(kept.head)
    assert "what was begun" in said(sitting)
    assert kept.id not in said(sitting)
    asked = record("copy", recipient="ben", paper="records", asked=MAY)
    sitting = sit(asked, restriction())
    more = {"told": {"large": True}, "assessment": "PA-B", "answers": asked.id, "lets_pass": ("k",), "reason": WHY}
    register(sitting, prepared(**more))
    head = sitting.folder.held[-1].head
    assert {name: head[name] for name in more} == {**more, "lets_pass": ["k"]}


def test_a_file_that_is_registered_is_not_registered_again(sit):
    sitting = sit(by="tom")
    first = register(sitting, prepared())
    assert register(sitting, prepared()) == Registered(first.record_id, 1, released=False)
    assert len(sitting.folder.held) == 1
    for other in ({"recipient": "ana"}, {"paper": "plan"}, {"format": "pdf"}, {"sha256": "b" * 64}):
        assert register(sitting, prepared(**other)).record_id != first.record_id
    others = len(sitting.folder.held)
    theirs = sitting._replace(member=sitting.family.team["alison"])
    assert register(theirs, prepared()) == Registered(first.record_id, 1, released=True), "and lets it go by that"
    assert sitting.folder.held[-1].head["releases"] == first.record_id
    assert register(sitting, prepared()) == Registered(first.record_id, 1, released=True), "which stands from then on"
    assert len(sitting.folder.held) == others + 1


def test_nobody_lets_go_by_making_it_again_what_they_made_or_wrote(sit):
    for by, authors in (("tom", ("alison",)), ("alison", ("alison", "priya"))):
        sitting = sit(by=by)
        register(sitting, prepared(author_keys=authors))
        theirs = sitting._replace(member=sitting.family.team["alison"])
        assert not register(theirs, prepared(author_keys=authors)).released
        assert len(sitting.folder.held) == 1
    sitting = sit(
        record("copy", by="alison", recipient="ben", paper="p", suffix="md", sha256="a" * 64, authors=["tom"])
    )
    assert not register(sitting, prepared(paper="p")).released, "it waits, and who made it is no other"


def test_a_copy_that_was_withdrawn_or_lets_something_else_pass_is_another(sit):
    sitting = sit(restriction())
    first = register(sitting, prepared())
    assert register(sitting, prepared(lets_pass=("k",), reason=WHY)).record_id != first.record_id
    sitting.folder.held.append(record("strike", strikes=first.record_id, reason="x"))
    assert register(sitting, prepared()).record_id != first.record_id
    strange = record("note", recipient="ben", paper="report PA-B", suffix="md", sha256="a" * 64)
    assert register(sit(strange), prepared()).record_id != strange.id


# ---- a version of a report that everybody signed ------------------------------------------------------------


def version(number=1, signed=True, on=SPRING, by=("priya", "priya", "alison"), key="PA-B", **head):
    """Return the records of a version of a report: made final, and signed by its worker, by Ben and by the manager."""
    final = record("version", on=on, step="final", assessment=key, version=number, parents=["ben"], **head)
    places = [("S16", {}), ("S17", {"person": "ben"}), ("S19", {"sha256": "c" * 64})]
    steps = [
        record("version", by=who, on=on, step="signed", of=final.id, place=place, **more)
        for who, (place, more) in zip(by, places, strict=True)
    ]
    return [final, *(steps if signed else steps[:2])]


def made(sitting, who="ben", **told):
    told = {"assessment": "PA-B", **told}
    return reportcopy.build(sitting, told)(copying.edition_for(sitting, who, MAY, told=told))


def read(document):
    return " ".join([*words(document), *(f"{name}: {plain(pair)}" for name, pair in document.cover)])


def test_a_copy_of_a_version_holds_what_was_known_when_it_was_made_final(sit, monkeypatch):
    before, after = entry("of old", "PA-B", ["ben"]), entry("of late", "PA-B", ["ben"], on=date(2025, 4, 1))
    sitting = sit(before, *version(on=date(2025, 3, 10)), after)
    now, then = made(sitting), made(sitting, version=1)
    assert (now.what, then.what) == ("PA-B", "PA-B-v1")
    assert "of late" in read(now.document)
    assert "of old" in read(then.document)
    assert "of late" not in read(then.document)
    assert "Version 1, signed" in read(then.document)
    assert "Version" not in read(now.document)
    monkeypatch.setattr(versioned, "known_with", lambda _path, _id: {after.id})
    assert "of late" in read(made(sitting, version=1).document), "as the folder’s history says it"
    assert "of old" not in read(made(sitting, version=1).document)


def test_what_was_put_right_later_on_the_same_day_is_in_a_version_as_it_was_signed(sit):
    first, final = entry("of old", "PA-B", ["ben"]), version(on=date(2025, 3, 10))
    later = entry("of late", "PA-B", ["ben"], corrects=[first.id])._replace(
        recorded=final[0].recorded + timedelta(hours=1)
    )
    sitting = sit(first, *final, later)
    now, then = (read(made(sitting, **told).document) for told in ({}, {"version": 1}))
    assert ("of old" in now, "of late" in now) == (False, True)
    assert ("of old" in then, "of late" in then) == (True, False)


def test_the_short_report_of_a_version_is_named_by_it(sit):
    sitting = sit(*version(on=date(2025, 3, 10)))
    names = []
    for more in ({}, {"version": 1}):
        told = {"paper": "short", "assessment": "PA-B", **more}
        names.append(sidecopy.build(sitting, told)(copying.edition_for(sitting, "ben", MAY, told=told)).what)
    assert names == ["PA-B-short", "PA-B-short-v1"]


def test_the_version_that_is_meant_is_one_that_everybody_signed(sit):
    one, two, twin = version(1), version(2, on=date(2025, 3, 10)), version(2, on=date(2025, 3, 12))
    waiting = version(3, signed=False, on=date(2025, 4, 1))
    sitting = sit(*one, *two, *twin, *waiting, *version(4, key="PA-A"))

    def day(**told):
        return versioned.day_of(sitting, {"assessment": "PA-B", **told})

    assert (day(version=1), day(version=2)) == (SPRING, date(2025, 3, 10))
    assert day(version=2, of=twin[0].id) == date(2025, 3, 12)
    assert versioned.named(sitting, "PA-B", "2b") == {"version": 2, "of": twin[0].id}
    assert said(sitting).strip(), "that there is another of its number is told"
    assert made(sitting, version=2, of=twin[0].id).what == "PA-B-v2b"
    for told in ({"version": 3}, {"version": 4}, {"version": 2, "of": one[0].id}):
        with pytest.raises(BadInput, match=r"everybody signed\. There is 1, 2, 2b\."):
            day(**told)
    with pytest.raises(BadInput, match=r"There is 1, 2, 2b\."):
        versioned.named(sitting, "PA-B", "3")
    with pytest.raises(BadInput, match="There is none yet"):
        versioned.day_of(sit(*waiting), {"assessment": "PA-B", "version": 3})
    with pytest.raises(BadInput, match="takes the number"):
        day()


def test_a_version_says_why_something_is_missing_as_it_was_made_final(sit):
    told = version(reasons={"S08": "He did not wish to speak of it."})
    assert "He did not wish to speak of it." in read(made(sit(*told), "team", version=1).document)
    assert made(sit(*version()), version=1).document.title


def test_signatures_are_those_of_people_and_workers_whom_a_reader_knows(sit):
    assert "Ben Rowan on 3 March 2025" in read(made(sit(*version()), version=1).document)
    told = version(by=("leanne", "priya", "alison"))
    told[2].head["person"] = "cal"
    sitting = sit(*told)
    mine = read(made(sitting, version=1).document)
    assert "Alison Tranter" in mine
    assert "Leanne" not in mine
    assert not re.search(r"\bcal\b", mine, re.IGNORECASE)
    assert mine.count(PRACTICE.audiences.worker) >= 1
    whole = read(made(sitting, "team", version=1).document)
    assert "Leanne Osei" in whole
    assert "Cal Teal" in whole


# ---- the chronology -----------------------------------------------------------------------------------------


def event(text, *children, on=SPRING, **more):
    return record("chronology", text, on=on, children=list(children), **more)


def chronicle(sitting, who="ben", day=MAY, *, json=False, **wanted):
    asked = WantedEvents(**wanted)
    chronologycopy.make(call(sitting, day, json=json, reads=json), who, asked, chronologycopy.Printing([".md"], None))
    return said(sitting)


def test_a_chronology_is_made_as_it_was_asked_for(sit, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    old, new = event("an old thing", "dee", on=date(2025, 2, 1)), event("a new thing", "dee", on=date(2025, 4, 1))
    hidden = event("of Eli alone", "eli")
    sitting = sit(old, new, hidden)
    chronicle(sitting)
    ((name, text),) = files().items()
    assert re.fullmatch(r"FS-0009-chronology-2025-05-01-for-checking-BR-[a-z2-7]{4}\.md", name)
    assert "an old thing" in text
    assert "of Eli alone" not in text
    (kept,) = [item for item in sitting.folder.held if item.kind == "copy"]
    assert kept.head["told"] == {"milestones": True, "everything": False}
    assert kept.word("paper") == "chronology"
    chronicle(sitting, since=date(2025, 3, 1), until=date(2025, 4, 2), child="dee", milestones=False)
    ((other, text),) = ((found, words) for found, words in files().items() if found != name)
    assert other.startswith(
        "FS-0009-impact-chronology-1-events-from-2025-03-01-until-2025-04-02-2025-05-01-for-checking"
    )
    assert "an old thing" not in text
    assert "a new thing" in text
    kept = sitting.folder.held[-1]
    assert kept.word("paper") == "chronology dee"
    days = {"since": "2025-03-01", "until": "2025-04-02"}
    assert kept.head["told"] == {"child": "dee", **days, "milestones": False, "everything": False}
    again = chronologycopy.build(sitting, kept.head["told"])(copying.edition_for(sitting, "ben", MAY))
    assert "an old thing" not in read(again.document)


def test_a_chronology_of_a_child_whom_the_reader_does_not_know_is_none(sit):
    family = family_of(person={"eli": {"restricted": ["k"]}})
    sitting = sit(restriction(), family=family)
    with pytest.raises(Refused, match="nothing of this is for Ben"):
        chronicle(sitting, child="eli")
    assert said(sitting) == ""


def test_what_a_copy_was_told_may_be_anything_that_a_hand_wrote(sit):
    sitting = sit(event("a thing", "dee"))
    made = chronologycopy.build(sitting, {"since": True, "until": ""})(copying.edition_for(sitting, "ben", MAY))
    assert "a thing" in read(made.document)


def test_a_chronology_ends_with_the_family_tree_where_that_is_wished(sit, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    sitting = sit(event("a thing", "dee"))
    chronologycopy.make(call(sitting), "ben", WantedEvents(), chronologycopy.Printing([".md"], None, genogram=True))
    kept = sitting.folder.held[-1]
    assert kept.head["told"]["genogram"] is True
    found = copying.edition_for(sitting, "ben", MAY)
    for told, there in (({}, False), (kept.head["told"], True)):
        made = chronologycopy.build(sitting, told)(found)
        assert any(isinstance(block, Picture) for block in made.document.blocks) is there


def test_a_question_to_the_team_is_no_part_of_a_copy(sit):
    sitting = sit(event("of Dee", "dee"), event("of Eli alone", "eli"))
    for who, told in (("ana", False), ("team", True)):
        made = chronologycopy.build(sitting, {"child": "dee"})(copying.edition_for(sitting, who, MAY))
        assert "of Dee" in read(made.document)
        assert ("of Eli alone" in read(made.document)) is told
        sitting = sit(event("of Dee", "dee"), event("of Eli alone", "eli"))
        assert bool(json.loads(chronicle(sitting, who, json=True, child="dee"))["data"]["elsewhere"]) is told


def test_what_is_recorded_elsewhere_is_no_part_of_a_copy(sit):
    sitting = sit(event("a thing", "dee"), entry("x", "PA-B", ["ben"]))
    data = json.loads(chronicle(sitting, json=True))["data"]
    assert not data.get("elsewhere")
    assert "a thing" in json.dumps(data)
    assert "PA-" not in chronicle(sit(record("order", "x", on=SPRING)), json=True)
    for slip in (event("at Quill Lane", "dee"), entry("at Quill Lane", "PA-B", ["ben"])):
        with pytest.raises(Refused, match="holds words"):
            chronicle(sit(slip, restriction()), json=True)


# ---- everything that somebody may have ----------------------------------------------------------------------


def give(sitting, who="ben", *, json=False, passing=None, seal=None):
    recordscopy.make(call(sitting, json=json), who, recordscopy.Printing([".md"], None, passing or Passing(), seal))
    return said(sitting)


def asked(who="ben", on=MAY):
    return record("copy", recipient=who, paper="records", asked=on, on=on)


def test_who_asked_is_told_by_when_and_the_copy_answers_it(sit, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    sitting = sit(entry("plain", "PA-B", ["ben"]), asked())
    told = " ".join(give(sitting).split())
    assert "Ben asked for their records on 1 May 2025. They are to have them by" in told
    assert "copies given" in told
    (request,) = [item for item in sitting.folder.held if "asked" in item.head]
    assert sitting.folder.held[-1].word("answers") == request.id
    told = give(sit(entry("plain", "PA-B", ["ben"])))
    assert "asked for" not in told
    sitting = sit()
    recordscopy.ask(call(sitting), "court", MAY)
    told = " ".join(said(sitting).split())
    assert "Recorded: The court asked for their records on 1 May 2025. They are to have them by" in told
    assert "records --for court" in told
    assert sitting.folder.held[-1].id in sitting.desk.stdout.getvalue()


class Other:
    """The practice model, with other clocks."""

    def __init__(self, *timescales):
        self.timescales = {str(place): rule for place, rule in enumerate(timescales)}

    def __getattr__(self, name):
        return getattr(PRACTICE, name)


def test_the_day_by_which_records_are_due_is_that_of_the_rule_that_counts(sit):
    (rule,) = [item for item in PRACTICE.timescales.values() if "records.asked" in item.trigger and item.runs]
    others = [rule._replace(trigger=("decision",)), rule._replace(counts="limit"), rule._replace(reading_of="another")]
    assert not others[1].runs
    others = [item._replace(inventory="Z.9") for item in others]
    sitting = sit(asked(), entry("plain", "PA-B", ["ben"]))._replace(practice=Other(*others, rule))
    told = " ".join(give(sitting).split())
    assert f"({rule.said})" in told
    assert rule.inventory in rule.said
    sitting = sit(asked(), entry("plain", "PA-B", ["ben"]))._replace(practice=Other(*others))
    assert "They are to have them" not in give(sitting)
    assert '"due": null' in give(sitting, json=True)


def test_data_is_registered_like_a_paper_and_says_so_until_it_is_let_go(sit):
    for by, waits in (("tom", True), ("alison", True)):
        sitting = sit(entry("plain", "PA-B", ["ben"]), asked(), by=by)
        text = give(sitting, json=True)
        data = json.loads(text[: text.rindex("}") + 1])["data"]
        assert data["for_checking"] is waits
        assert data["asked"] == "2025-05-01"
        assert data["due"] > "2025-05-01"
        kept = sitting.folder.held[-1]
        assert kept.word("suffix") == "json"
        assert kept.word("answers")
        assert ("can let the copy itself go" in " ".join(text.split())) is waits


def test_data_that_answers_a_request_is_made_again_with_that_one(sit):
    sitting = sit(asked("ana", SPRING), asked(), entry("plain", "PA-B", ["ben"]))
    give(sitting, json=True)
    (copy,) = copies(sitting.ledger())
    recordscopy.data_again(sitting, copy)


def test_data_is_searched_beside_its_records_too(sit):
    family = family_of(person={"dee": {"name": "Dee Quill Lane"}})
    with pytest.raises(Refused, match="was not made"):
        give(sit(entry("plain", "PA-B", ["ben"]), restriction(), family=family), json=True)


def test_data_that_is_let_go_is_what_was_registered(sit):
    sitting = sit(entry("plain", "PA-B", ["ben"]), by="tom")
    give(sitting, json=True)
    kept = sitting.folder.held[-1]
    theirs = sit(*sitting.folder.held, by="alison")
    give(theirs, json=True)
    data = json.loads(theirs.desk.stdout.getvalue())["data"]
    assert (data["for_checking"], data["asked"], data["due"]) == (False, None, None)
    assert hashlib.sha256(theirs.desk.stdout.getvalue().encode()).hexdigest() == kept.word("sha256")
    (copy,) = [item for item in copies(theirs.ledger()) if item.id == kept.id]
    assert recordscopy.data_again(theirs, copy)[0] == theirs.desk.stdout.getvalue().encode()
    theirs.folder.held.append(entry("more", "PA-B", ["ben"]))
    with pytest.raises(BadInput, match="another one today"):
        recordscopy.data_again(theirs, copy)


def test_the_teams_own_data_is_registered_by_nobody(sit):
    sitting = sit(entry("at Quill Lane", "PA-B", ["ben"]), restriction())
    assert "Quill Lane" in give(sitting, "team", json=True)
    assert not [item for item in sitting.folder.held if item.kind == "copy"]


def test_data_with_guarded_words_is_let_pass_in_its_record_and_nowhere_else(sit):
    one = entry("at Quill Lane", "PA-B", ["ben"])
    with pytest.raises(Refused):
        give(sit(one, restriction()), json=True)
    passing = Passing((one.id,), WHY)
    sitting = sit(one, restriction())
    assert "Quill Lane" in give(sitting, json=True, passing=passing)
    kept = sitting.folder.held[-1]
    assert (kept.names("lets_pass"), kept.word("reason")) == ((one.id,), WHY)
    family = family_of(person={"dee": {"name": "Dee Quill Lane"}})
    sitting = sit(one, restriction(), family=family)
    with pytest.raises(Refused, match="was not made"):
        give(sitting, json=True, passing=passing)
    assert said(sitting) == ""
    sitting = sit(
        one,
        restriction(),
        restriction("m", guard=["Brook Moor"]),
        family=family_of(person={"dee": {"name": "Dee Brook Moor"}}),
    )
    with pytest.raises(Refused, match="was not made"):
        give(sitting, json=True, passing=passing)


# ---- the case summary, and the screen -----------------------------------------------------------------------


def test_a_case_summary_is_for_staff(sit, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match="no case summary yet"):
        summarycopy.make(call(sit()), "out-of-hours", [".md"], None)
    told = record("case-summary", "Kept apart.", why="x")
    with pytest.raises(Refused, match=r"F\.44"):
        summarycopy.make(call(sit(told)), "ben", [".md"], None)
    summarycopy.make(call(sit(told, restriction())), "out-of-hours", [".md"], None)
    ((_, text),) = files().items()
    assert "Kept apart." in text
    assert "Ben must not have" in text
    sitting = sit(told, restriction())
    found = copying.edition_for(sitting, "out-of-hours", MAY)
    assert "Ben must not have" in read(summarycopy.build(sitting, {})(found).document)
    assert "Ben" not in read(summarycopy.build(sitting, {})(found._replace(whole=False)).document)
    with pytest.raises(BadInput, match="no case summary to copy"):
        summarycopy.build(sit(), {})(copying.edition_for(sit(), "team", MAY))
    later = record("case-summary", "Of late.", on=JUNE, why="x")
    with pytest.raises(BadInput, match="no case summary yet"):
        summarycopy.make(call(sit(later)), "out-of-hours", [".md"], None)


def show(sitting, which=None, who="ben", *, json=False, **wanted):
    showing.show_for(call(sitting, json=json, reads=True), who, which, Wanted(**wanted))
    return said(sitting)


def test_the_screen_shows_what_a_copy_would_hold(sit):
    mine, hers = entry("of mine", "PA-B", ["ben"]), entry("of hers")
    text = show(sit(mine, hers))
    assert "of mine" in text
    assert "of hers" not in text
    assert " ".join(PRACTICE.audiences.sentence.split()) in " ".join(text.split())
    assert "-" * 24 not in text
    assert "-" * 24 in show(sit(mine, entry("more", "PA-B", ["ben"])))
    assert "Nothing of this is theirs." in show(sit(hers))
    assert "stand on no copy" not in show(sit(mine), who="team")
    assert "of mine" in show(sit(mine, hers), mine.id)
    with pytest.raises(Refused, match="is not for Ben"):
        show(sit(mine, hers), hers.id)
    (data,) = json.loads(show(sit(mine, hers), json=True))["data"]
    assert "of mine" in json.dumps(data)


def test_the_screen_shows_nothing_with_guarded_words(sit):
    slip, plain_one = entry("at Quill Lane", "PA-B", ["ben"]), entry("plain", "PA-B", ["ben"])
    for json_wanted in (False, True):
        sitting = sit(slip, plain_one, restriction())
        with pytest.raises(Refused, match="holds words"):
            show(sitting, slip.id, json=json_wanted)
        assert said(sitting) == ""
        assert "plain" in show(sit(slip, plain_one, restriction()), plain_one.id, json=json_wanted)
    near = entry("at Quill Lane", "PA-A", ["ana"])
    assert "plain" in show(sit(near, plain_one, restriction())), "what is near and not theirs is not shown"
    family = family_of(team={"priya": {"name": "Priya Quill Lane"}})
    sitting = sit(entry("x", "PA-B", ["ben"]), restriction(), family=family)
    with pytest.raises(Refused, match="was not made"):
        show(sitting)
    assert said(sitting) == ""


# ---- goals, and the plan ------------------------------------------------------------------------------------


def test_a_page_of_goals_is_one_parents_own(sit, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def goal(who, **more):
        return record("goal", by="tom", about=[who], parts=[("task", f"what {who} wants")], **more)

    with pytest.raises(BadInput, match="whose page"):
        goalcopy.make(call(sit()), None, [".md"], None)
    over = goal("ben")._replace(sections=goal("ben over").sections)
    ended = record("goal", by="tom", about=["ben"], goal=over.id, stands="dropped")
    sitting = sit(goal("ben"), goal("ana"), over, ended)
    page = goalcopy.build(sitting, {})(copying.edition_for(sitting, "ben", MAY))
    assert "what ben wants" in read(page.document)
    assert "what ana wants" not in read(page.document)
    assert "what ben over wants" not in read(page.document)
    assert page.authors == ("tom",)
    goalcopy.make(call(sitting), "ben", [".md"], None)
    assert "what ben wants" in next(iter(files().values()))
    with pytest.raises(Refused, match="no open goal is Fay’s"):
        goalcopy.build(sitting, {})(copying.edition_for(sitting, "fay", MAY))
    with pytest.raises(Refused, match="no open goal"):
        goalcopy.build(sitting, {})(copying.edition_for(sitting, "team", MAY))


def test_a_plan_is_for_those_of_its_assessment(sit, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    told = record("plan", assessment="PA-B", sessions=[{"on": MAY, "session": "home-announced", "about": ["ben"]}])
    sitting = sit(told)
    page = plancopy.build(sitting, {"assessment": "PA-B"})(copying.edition_for(sitting, "ben", MAY))
    assert (page.name, page.what, page.told) == ("plan PA-B", "plan-PA-B", {"assessment": "PA-B"})
    plancopy.make(call(sitting), "ben", "PA-B", [".md"], None)
    assert [name.partition("-checking")[0] for name in files()] == ["FS-0009-plan-PA-B-2025-05-01-for"]
    for who, key, held in (("ben", "PA-A", [told]), ("fay", "PA-B", [told]), ("ben", "PA-B", [])):
        with pytest.raises(Refused, match="nothing of this plan"):
            plancopy.build(sit(*held), {"assessment": key})(copying.edition_for(sit(*held), who, MAY))


# ---- the drawing, a letter, the report of a family ----------------------------------------------------------


def test_a_family_tree_is_made_as_it_was_asked_for(sit, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    family = family_of(person={"ben": {"ethnicity": "Irish"}, "cal": {"ethnicity": "Welsh"}})
    for culture in (True, False):
        sitting = sit(family=family)
        genogramcopy.make(call(sitting), "ben", (".md",), None, Way(culture=culture))
        (text,) = (words for name, words in files().items() if ("-culture-" in name) is culture)
        assert ("Irish" in text) is culture
        assert "Welsh" not in text
        kept = sitting.folder.held[-1]
        assert kept.head.get("told", {}) == ({"culture": True} if culture else {})
        assert kept.word("paper") == "genogram"
        again = genogramcopy.build(sitting, kept.head.get("told", {}))(copying.edition_for(sitting, "ben", MAY))
        assert ("Irish" in read(again.document)) is culture
    sitting = sit(family=family)
    genogramcopy.make(call(sitting, json=True, reads=True), "ben", (".md",), None, Way(culture=True))
    assert '"ben"' in said(sitting)
    assert '"cal"' not in said(sitting)
    assert sitting.folder.held == []
    slip = entry("at Quill Lane", "PA-B", ["ben"])
    with pytest.raises(Refused, match="holds words"):
        genogramcopy.make(
            call(sit(slip, restriction()), json=True, reads=True), "ben", (".md",), None, Way(culture=True)
        )


def test_a_family_tree_holds_nobody_who_was_not_there_yet(sit):
    family = family_of(person={"eli": {"born": date(2025, 12, 31)}})  # the pregnancy began in late March
    for day, there in ((SPRING, False), (MAY, True)):
        found = copying.edition_for(sit(family=family), "ben", day)
        assert ("eli" in genogramcopy.present(sit(family=family), found).people) is there


def test_a_family_tree_has_nobody_in_its_middle_whom_the_reader_does_not_know(sit):
    sitting = sit()
    found = copying.edition_for(sitting, "ben", MAY)
    page = genogramcopy.build(sitting, {"centre": "dee"})(found)
    assert (page.name, page.told) == ("genogram dee", {"centre": "dee"})
    with pytest.raises(Refused, match="in its middle"):
        genogramcopy.build(sitting, {"centre": "cal"})(found)


def test_a_letter_is_the_childs_own(sit):
    told = record("paper", paper="letter", child="dee", children=["dee"], parts=[("hello", "Thank you.")])
    sitting = sit(told)
    wanted = {"paper": "letter", "child": "dee"}
    found = copying.edition_for(sitting, "dee", MAY)
    page = sidecopy.build(sitting, wanted)(found)
    assert (page.name, page.what, page.authors) == ("letter dee", "letter-1", ("priya",))
    assert not page.document.large
    assert sidecopy.build(sitting, wanted | {"large": True})(found).document.large
    for who, key in (("fay", "dee"), ("dee", "eli")):
        with pytest.raises(Refused, match="no letter is for"):
            sidecopy.build(sitting, wanted | {"child": key})(copying.edition_for(sitting, who, MAY))
    nobody = found._replace(family=found.family._replace(people={"ben": found.family.people["dee"]}))
    with pytest.raises(Refused, match="no letter is for"):
        sidecopy.build(sitting, wanted)(nobody)


def test_a_family_report_of_which_nothing_is_a_readers_is_none(sit):
    sitting = sit()
    for who in ("ben", "team"):
        with pytest.raises(Refused, match="nothing of the family report"):
            sidecopy.build(sitting, {"paper": "family-report"})(copying.edition_for(sitting, who, MAY))
    told = record("paper", paper="family-report", child="dee", children=["dee"], parts=[("worries", "He hides.")])
    page = sidecopy.build(sit(told), {"paper": "family-report"})(copying.edition_for(sit(told), "team", MAY))
    assert "He hides." in read(page.document)
    assert page.authors == ("priya",)
