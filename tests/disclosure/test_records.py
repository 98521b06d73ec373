# ruff: noqa: F811 - the fixtures come from other folders of tests
"""Everything that one person may have: whole, in order, in words; asked for, due, and handed over (F.68, C.62)."""

import hashlib
import json
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.practice.loading import load as load_model
from fsworkbook.practice.locating import shipped
from fsworkbook.report.document import Heading, Note, plain, words
from fsworkbook.report.markdown import render
from fsworkbook.report.recordspaper import assemble
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import Record, Section
from fsworkbook.workbook.registry import read_family
from tests.cli_people.conftest import Load, load, made  # noqa: F401 - the family to work in
from tests.workbook.conftest import TABLE, tail

MODEL = load_model(shipped())
FAMILY = read_family(TABLE, "rowan")
DAY = date(2025, 3, 10)
WORDS = ["--family", "carrick", "--no-input"]


def entry(number, on, kind="module", by="sam", text="Said.", **head):
    moment = datetime(2025, 3, 20, 12, tzinfo=UTC)
    name = "M3.Q02" if kind == "module" else "account"
    return Record(f"{on}-{by}-{tail(number)}", kind, on, moment, by, head, (Section(name, "", text),))


def paper(*records):
    return assemble(FAMILY, MODEL, ledger(records), DAY, "Ana Rowan")


LINE = st.text(st.characters(categories=["L", "N"]), min_size=3, max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90), LINE, st.sampled_from(["module", "visit", "note", "goal"])), max_size=8))
def test_every_word_of_every_record_is_in_it_in_the_order_of_the_days(told):
    records = [
        entry(number, DAY + timedelta(days=days), kind, text=f"{text}{number}q")
        for number, (days, text, kind) in enumerate(told)
    ]
    made = paper(*records)
    said = " ".join(words(made))
    places = [said.index(record.sections[0].text) for record in ledger(records).standing]
    assert places == sorted(places)
    headings = [block for block in made.blocks if isinstance(block, Heading) and block.level == 3]
    assert len(headings) == len(records)
    assert render(made)


def test_a_record_says_its_day_who_wrote_it_in_which_role_and_the_question_as_asked():
    said = " ".join(words(paper(entry(1, DAY, about=["ana"], questions=["M3.Q02"], worry=False, strength=True))))
    assert "10 March 2025: Module 3, " in said
    assert "Written by Sam Wells, social worker. About Ana Rowan." in said
    assert MODEL.question("M3.Q02").text in said
    assert "3.2" not in said
    assert "Shows a strength" in said
    assert "Shows a worry" not in said


def test_what_is_the_teams_own_of_a_record_stays_out():
    said = " ".join(words(paper(entry(1, DAY, withhold_from=["ben"], restricted=["r3"], about=["ana"]))))
    assert "Ben" not in said.partition("What was written down")[2]
    assert "r3" not in said


def test_a_reply_stands_beside_what_it_answers():
    first = entry(1, DAY, about=["ana"], text="She shouted.")
    reply = entry(2, DAY + timedelta(5), "reply", text="I did not shout.", to=first.id, person="ana")
    other = entry(3, DAY + timedelta(1), "visit", text="Seen.")
    made = paper(first, other, reply)
    (note,) = [block for block in made.blocks if isinstance(block, Note)]
    said = " ".join(words(made))
    assert said.index("She shouted.") < said.index("I did not shout.") < said.index("Seen.")
    assert "Ana Rowan says, 15 March 2025:" in plain(note.blocks[0].inlines)
    assert first.id not in said
    alone = " ".join(words(paper(reply)))
    assert "I did not shout." in alone, "a reply to what the reader does not have stands by itself"


def test_what_an_analysis_rests_on_weighs_and_recommends_is_told_in_words():
    first = entry(1, DAY, about=["ana"], questions=["M3.Q02"])
    child = FAMILY.children[0]
    told = entry(
        2,
        DAY + timedelta(1),
        "analysis",
        text="She hides [1].",
        section="S04",
        cites=[first.id, "gone"],
        recommend=[{"what": "removal", "child": child.key, "needed": False, "text": "No need.", "by": DAY}],
        options=[{"option": "Stay", "effects": {child.key: "He is safe."}}],
    )
    said = render(paper(first, told))
    assert "S04" not in said
    assert f"### 11 March 2025: Report section, {MODEL.section('S04').heading}" in said
    assert "Part of the report" not in said
    assert "- \\[1\\] 10 March 2025: Module 3, " in said
    assert "[2" not in said
    assert "removed now?** No. No need. By: 10 Mar 2025." in said
    assert f"**Stay:** For {child.name.split()[0]}: He is safe." in said
    assert "removal" not in said


def test_what_goes_on_with_a_goal_or_a_measure_says_which_it_is():
    goal = entry(1, DAY, "goal")._replace(sections=(Section("task", "", "Read to him at night"),))
    scale = entry(2, DAY, "measure", name="Hours of sleep", points=[["2025-01", 4]])
    went = entry(3, DAY + timedelta(9), "goal", goal=goal.id, done="5 of 7")
    later = entry(4, DAY + timedelta(9), "measure", measure=scale.id, points=[["2025-03-19", 6]])
    said = render(paper(goal, scale, went, later)).partition("19 March 2025")[2]
    assert "- **The goal:** Read to him at night" in said
    assert "- **Measure:** Hours of sleep" in said
    assert "Jan 2025: 4" in render(paper(scale))
    assert goal.id not in said
    assert scale.id not in said


def test_no_id_of_the_practice_heads_a_part_of_a_plan_or_of_a_letter():
    plan = entry(1, DAY, "plan")._replace(sections=(Section("N.60", "", "The mornings are calm."),))
    child = FAMILY.children[0]
    letter = entry(2, DAY, "paper", paper="letter", child=child.key)
    part = MODEL.papers["letter"].parts[0]
    said = render(paper(plan, letter._replace(sections=(Section(part.id, "", "I am Sam."),))))
    assert f"**{MODEL.planning.topics['N.60'].heading}**" in said
    assert f"**{part.heading}**" in said
    assert f"- **Paper:** {MODEL.papers['letter'].name}" in said
    assert "N.60" not in said


def test_what_is_held_of_each_person_stands_in_one_table():
    people = {key: one._replace(more={"language": f"Tongue of {key}"}) for key, one in FAMILY.people.items()}
    said = render(assemble(FAMILY._replace(people=people), MODEL, ledger([]), DAY, "Ana Rowan"))
    assert "| Name | Language |" in said
    assert all(f"| {one.name} | Tongue of {key} |" in said for key, one in people.items())


def test_until_when_a_goal_is_and_the_day_of_a_point():
    goal = entry(1, DAY, "goal", **{"from": DAY, "to": DAY + timedelta(9)})
    said = render(paper(goal, entry(2, DAY, "measure", points=[["2025-03-10", 6], ["hardly", 7]])))
    assert "- **Until:** 19 Mar 2025" in said
    assert "- **Points:** 10 Mar 2025: 6, hardly: 7" in said
    assert "Shared with" not in said


def test_nobody_who_is_not_known_is_named():
    said = " ".join(words(paper(entry(1, DAY, by="ghost", about=["ana"]))))
    assert MODEL.audiences.worker in said
    assert "ghost" not in said


@pytest.fixture(scope="module")
def told_once(made, tmp_path_factory):
    """A family with an entry of Kerry's own, and events about her and about Daniel."""
    place = tmp_path_factory.mktemp("told") / "caseload"
    place.mkdir()
    shutil.copytree(made, place / "carrick")
    desk = Load(place)
    for parent, text in (("kerry", "Kerry's own words."), ("daniel", "Of him alone.")):
        stdin = f'text = "{text}"\nchildren = ["tyler"]\neffect_on_child = "x"\nabout = ["{parent}"]\n'
        desk.took("event", "--family", "carrick", "--as", "priya", stdin=stdin)
    stdin = 'parent = "kerry"\nabout = ["kerry"]\nanswers = {"3.2" = "He hides, she said."}\n'
    desk.took("module", "3", "--family", "carrick", "--as", "priya", stdin=stdin)
    return place / "carrick"


@pytest.fixture
def told(load, told_once):
    """The same, in a caseload of its own."""
    shutil.copytree(told_once, load.place / "carrick")
    text = load.config.read_text(encoding="utf-8") + f'current = "{(load.place / "carrick").as_posix()}"\n'
    load.config.write_text(text, encoding="utf-8")
    return load


@pytest.fixture(scope="module")
def sent_once(told_once, tmp_path_factory):
    """The same, with everything that Kerry may have in her hands."""
    place = tmp_path_factory.mktemp("sent") / "caseload"
    place.mkdir()
    shutil.copytree(told_once, place / "carrick")
    desk = Load(place)
    assert desk.run("records", "--for", "kerry", "--md", "--output", "..", *WORDS, "--as", "priya")[0] == 0
    assert desk.run("copies", "release", "--output", "..", *WORDS, "--as", "alison")[0] == 0
    return place / "carrick"


@pytest.fixture
def sent(load, sent_once):
    """The same, in a caseload of its own."""
    shutil.copytree(sent_once, load.place / "carrick")
    text = load.config.read_text(encoding="utf-8") + f'current = "{(load.place / "carrick").as_posix()}"\n'
    load.config.write_text(text, encoding="utf-8")
    return load


def test_asked_for_made_let_go_handed_over(told):
    code, out, err = told.run("records", "--for", "mum", "--asked", "2025-04-01", *WORDS, "--as", "priya")
    assert code == 0, err
    assert "by 1 May 2025 (C.62" in " ".join(err.split())
    due = told.run("due", "--family", "carrick", "--all", "--json")[1]
    (task,) = [item for item in json.loads(due)["data"] if item["rule"] == "own_records"]
    assert (task["due"], task["of"]) == ("2025-05-01", out.split()[0])
    assert "Asked for, and not handed over yet" in told.run("copies")[1]
    code, out, err = told.run("records", "--for", "kerry", "--md", "--output", "..", *WORDS, "--as", "priya")
    assert code == 0, err
    assert "for-checking" in out
    (copy,) = told.data("copies")["copies"]
    assert (copy["recipient"], copy["paper"], copy["state"], copy["format"]) == ("kerry", "records", "waiting", "md")
    mine = [item["rule"] for item in json.loads(told.run("due", "--as", "alison", "--json")[1])["data"]]
    assert "copy-release" in mine
    theirs = [item["rule"] for item in json.loads(told.run("due", "--as", "priya", "--json")[1])["data"]]
    assert "copy-release" not in theirs
    code, out, err = told.run("copies", "release", copy["id"], "--output", "..", *WORDS, "--as", "alison")
    assert code == 0, err
    page = (told.place / out.split()[-1]).read_text(encoding="utf-8")
    assert "He hides, she said." in page
    assert "for checking" not in page.lower()
    assert told.run("copies", "given", copy["id"], "--how", "by hand", *WORDS)[0] == 0
    left = json.loads(told.run("due", "--family", "carrick", "--all", "--json")[1])["data"]
    assert not {"own_records", "copy-release"} & {item["rule"] for item in left}


def test_a_copy_that_would_be_another_today_is_not_let_go(told):
    told.run("records", "--for", "kerry", "--md", "--output", "..", *WORDS, "--as", "priya")
    (copy,) = told.data("copies")["copies"]
    path = told.place / "carrick" / "copies" / f"{copy['id']}.md"
    path.write_text(path.read_text(encoding="utf-8").replace(copy["sha256"], "0" * 64), encoding="utf-8")
    code, out, err = told.run("copies", "release", copy["id"], "--output", "..", *WORDS, "--as", "alison")
    assert (code, out, "another one today" in err) == (2, "", True)
    assert told.data("copies")["copies"][0]["state"] == "waiting"


@pytest.mark.parametrize(
    ("never_to", "guard", "known"),
    [
        ("kerry", "He hides", [(True, True)]),
        ("kerry", "Quay Street", [(True, False)]),
        ("sheila", "he hides", [(False, True)]),
        ("sheila", "Quay Street", []),
    ],
)
def test_a_later_restriction_tells_which_papers_that_are_out_hold_its_words(sent, never_to, guard, known):
    said = next(item["id"] for item in sent.data("show", "--kind", "module", "--family", "carrick"))
    stdin = f'key = "late"\ncovers = ["{said}"]\n' if known and known[0][1] else 'key = "late"\n'
    stdin += f'what = "x"\nguard = ["{guard}"]\nnever_to = ["{never_to}"]\nreason = "x"\n'
    code, _, err = sent.run(
        "restrict",
        "set",
        *WORDS,
        "--as",
        "priya",
        "--from",
        "-",
        stdin=stdin + "from = 2025-04-14\n",
        now="2025-04-14T13:00",
    )
    assert code == 0, err
    assert ("Kerry Carrick" in err) == bool(known)
    found = sent.data("copies", "--restriction", "late")["copies"]
    assert [(item["named"], item["holds"]) for item in found] == known


def test_as_data_it_holds_what_the_paper_holds(told):
    data = told.data("records", "--for", "kerry", "--family", "carrick", "--as", "priya")
    said = json.dumps(data)
    assert "He hides, she said." in said
    assert "Of him alone." not in said
    assert (data["recipient"], data["for_checking"]) == ("kerry", True)


def test_as_data_it_is_registered_let_go_and_written_like_the_paper(told):
    told.data("records", "--for", "kerry", "--family", "carrick", "--as", "priya")
    again = told.data("records", "--for", "kerry", "--family", "carrick", "--as", "priya")
    assert again["for_checking"]
    (copy,) = told.data("copies")["copies"]
    assert [copy[key] for key in ("recipient", "paper", "format", "state")] == ["kerry", "records", "json", "waiting"]
    code, out, err = told.run("copies", "release", copy["id"], "--output", "..", *WORDS, "--as", "alison")
    assert code == 0, err
    kept = (told.place / out.split()[-1]).read_bytes()
    assert hashlib.sha256(kept).hexdigest() == copy["sha256"]
    assert json.loads(kept)["data"] == {**again, "for_checking": False}
    now = told.data("records", "--for", "kerry", "--family", "carrick", "--as", "priya")
    assert not now["for_checking"], "it was let go already"
    told.data("records", "--for", "team", "--family", "carrick", "--as", "priya")
    assert len(told.data("copies")["copies"]) == 1


def test_whose_it_is_must_be_said(told):
    code, _, err = told.run("records", *WORDS, "--as", "priya")
    assert (code, "--for" in err) == (2, True)
    assert told.run("records", "--for", "nobody", *WORDS, "--as", "priya")[0] == 2
    assert told.run("records", "--for", "kerry", "--asked", "2025-05-01", *WORDS, "--as", "priya")[0] == 2
