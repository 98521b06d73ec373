"""The reports of the training family: finished, nothing in them that is kept from their parent, the facts in front."""

import io
import json
import re

import pypdf
import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.citing import marks
from fsworkbook.workbook.coverage import REMINDER
from fsworkbook.workbook.disclosure.edition import edition
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family
from tests.story.conftest import HERE, command

FACTS = {
    "PA-K": [
        "Tyler, nine, saw and heard Daniel hurt his mum",
        "Maisie, three, was in the kitchen when Daniel assaulted Kerry",
        "The baby, not yet born, could be harmed if Daniel finds Kerry",
        "Kerry accepts that what they saw and heard harmed the children",
        "her mood score fell from 19 to 7",
        "All three stay with Kerry; none of them should be removed",
        "Tyler stays a child in need, with four more sessions and a week with Marcus, by 8 August",
        "Maisie’s protection plan goes on, and she sees her father only with a worker in the room",
        "The birth plan is walked through by 6 June",
        "Signed by: Priya Nandakumar on 30 May 2025, Kerry Ashdown on 30 May 2025 and Alison Tranter on 30 May 2025",
    ],
    "PA-D": [
        "Maisie, three, was in the kitchen on 11 January when Daniel assaulted her mother",
        "Tyler, nine, is named only for risk",
        "Daniel accepts that he held Kerry by the wrists and pushed her",
        "He does not accept that the order is needed",
        "Maisie goes to him in one minute instead of six",
        "She lives with her mum, and is not to be removed",
        "Her protection plan goes on until the review by 22 August",
        "She sees Daniel on Saturdays at the family centre, with a worker in the room",
        "Gareth looks again at the risk, in writing, by 18 July",
        "Signed by: Priya Nandakumar on 30 May 2025, Daniel Pryce on 30 May 2025 and Alison Tranter on 30 May 2025",
    ],
}


@pytest.fixture(scope="module")
def records(ashdown):
    return Folder.open(ashdown).records()[0]


@pytest.fixture(scope="module")
def family(ashdown):
    return read_family(Folder.open(ashdown).table(), "ashdown")


@pytest.mark.parametrize("key", FACTS)
def test_ten_facts_can_be_read_from_the_first_three_pages(key, told, tmp_path):
    words = ("report", "--family", "demo/ashdown", "--assessment", key, "--version", "1", "--pdf", "--output", tmp_path)
    done = command(told, *words)
    assert done.returncode == 0, done.stderr
    (paper,) = tmp_path.glob("*.pdf")
    pages = pypdf.PdfReader(io.BytesIO(paper.read_bytes())).pages[:3]
    said = re.sub(r"\s*\[\d+\]|[\u00ad\u2060]", "", " ".join(page.extract_text() for page in pages))
    said = " ".join(said.split())
    assert [fact for fact in FACTS[key] if fact not in said] == []


def test_what_nobody_recorded_is_asked_before_it_is_written(told):
    words = ("report", "--family", "demo/ashdown", "--check", "--at", "2025-05-25", "--assessment")
    for key in ("PA-K", "PA-D", "PA-J"):
        done = command(told, *words, key)
        assert done.returncode == 1
        open_ones = done.stdout.partition("Nothing is recorded on these yet")[2]
        asked = {number for number in ("9.16", "10.3", "10.4", "13.11", "13.12", "14.12") if f" {number} " in open_ones}
        assert asked == {"9.16", "10.3", "10.4", "13.11", "13.12", "14.12"}
    finished = command(told, *words[:-2], "2025-05-29", "--assessment", "PA-K").stdout
    assert "Nothing is recorded on these yet" not in finished


def unanswered(shown):
    """Return the questions that a list of what is missing names as answered by nothing, by module."""
    listed = shown.partition("Questions of the modules that nothing answers\n")[2].partition("\n\n")[0]
    rows = " ".join(listed.split()).split("module ")[1:]
    return {int(row.split()[0]): {name.strip(",") for name in row.split()[1:]} for row in rows}


@pytest.mark.parametrize("key", ["PA-K", "PA-D", "PA-J"])
def test_every_gap_that_is_expected_is_listed(key, told):
    expected = json.loads((HERE / "expected-ashdown.json").read_text(encoding="utf-8"))
    words = ("report", "--family", "demo/ashdown", "--check", "--at", "2025-05-30", "--assessment", key)
    shown = command(told, *words).stdout
    found = unanswered(shown)
    short = {f"M{module}.Q{int(name.split('.')[1]):02}" for module, names in found.items() for name in names}
    assert {name for name in short if name.startswith("M5.")} == set(expected["untouched_M5"][key])
    assert set(expected["untouched_everywhere"]) <= short
    if key == "PA-D":  # neither the family tree nor the network
        assert in_module(2) - found[2] == {"2.1", "2.3", "2.12", "2.13"}
    people = {"PA-K": ("Kerry · Work with the psychologist", "Maisie · Film"), "PA-J": ("Jordan · Share with the GP",)}
    assert [words for words in people.get(key, ()) if words not in " ".join(shown.split())] == []


def in_module(number):
    """Return the questions of a module that ask for an answer, as they are printed."""
    (module,) = [module for module in load(shipped()).modules if module.number == number]
    return {question.short for question in module.questions if question.kind != REMINDER}


def test_what_is_kept_from_a_parent_stands_in_no_analysis_of_theirs(records, family):
    practice = load(shipped())
    for person, key in (("daniel", "PA-D"), ("kerry", "PA-K"), ("jordan", "PA-J")):
        today = max(record.on for record in records)
        found = edition(find_recipient(person, family, practice), family, practice, ledger(records), today, today)
        guard = Guard(found.guarded)
        mine = [
            record
            for record in ledger(records).standing
            if record.kind == "analysis" and record.word("assessment") == key
        ]
        assert mine
        words = [section.text for record in mine for section in record.sections]
        words += [str(record.head.get(name, "")) for record in mine for name in ("options", "recommend", "answers")]
        assert [hit for text in words for hit in guard.hits(text)] == []
        theirs = [record for record in found.ledger.standing if record.kind == "analysis"]
        assert len(theirs) == len(mine)  # a part that they may not have would be a report with a hole
        for record in theirs:
            assert max((0, *marks(record.section("account") or ""))) <= len(record.names("cites"))
            assert set(record.names("cites")) <= {item.id for item in found.ledger.standing}
