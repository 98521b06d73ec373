"""The papers of the training family as their readers hold them: nothing odd, nothing twice, nothing that hurts."""

import functools
import re
import shutil
from datetime import date

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report.genogram.shapes import TRIANGLE, symbol_of
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.disclosure.edition import edition
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family
from tests.story.conftest import command

CLOCK = {"FSWORKBOOK_NOW": "2025-05-30T20:00"}
SENTENCE = "Addresses, places, contact details and some other details are held by the team"


@pytest.fixture(scope="module")
def paper(ashdown, tmp_path_factory):
    """Make a paper as Markdown, each once; returns its words."""
    place = tmp_path_factory.mktemp("read")
    own = shutil.copytree(ashdown, place / "caseload" / "ashdown")

    @functools.cache
    def made(*words):
        out = tmp_path_factory.mktemp("paper")
        done = command(place, *words, "--md", "--as", "priya", "--family", own, "--output", out, env=CLOCK)
        assert done.returncode == 0, done.stderr
        (file,) = out.glob("*.md")
        return file.read_text("utf-8")

    return made


def rows(text, heading):
    """Return the cells of the first table under a heading, without its head."""
    lines = text.partition(heading)[2].lstrip("\n").partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_each_session_names_whom_it_was_with(paper):
    kerrys = paper("report", "--assessment", "PA-K", "--version", "1")
    dates = dict(rows(kerrys, "### When each person was seen or spoken with"))["Kerry Ashdown"].split(", ")
    assert {"15 April", "12 May"} <= set(dates)
    assert not {"2 April", "9 April", "16 April"} & set(dates), "others rang, or were rung"
    sessions = rows(kerrys, "### Sessions")
    assert not [row for row in sessions if row[3].startswith("Phone")]
    daniels = paper("report", "--assessment", "PA-D", "--version", "1")
    at_the_school = [row[1] for row in rows(daniels, "### Sessions") if row[0] == "27 Mar 2025"]
    assert at_the_school == ["Tyler"]


def test_a_version_that_is_signed_is_not_still_to_be_concluded(paper):
    whole = paper("report", "--assessment", "PA-K", "--version", "1")
    assert "- **Concluded:** not recorded" in whole
    copy = paper("report", "--assessment", "PA-K", "--version", "1", "--for", "kerry")
    assert "**Concluded:**" not in copy
    comments = copy.partition("## 18.")[2].partition("## 19.")[0]
    assert "> I have read this with Priya and agree with it." in comments
    assert "Nothing is printed here." not in comments
    assert "\\[" not in whole + copy


def test_a_copy_tells_each_day_on_which_a_child_was_seen_once(paper):
    copy = paper("report", "--assessment", "PA-K", "--version", "1", "--for", "kerry")
    seen = dict(rows(copy, "### When each person was seen or spoken with"))
    for name in ("Tyler", "Maisie"):
        (told,) = re.findall(rf"{name} was seen: (.*)\.", copy)
        days = told.split(", ")
        assert len(days) == len(set(days)), days
        assert "28 Feb 2025 (alone)" in days or name != "Tyler"
        assert "Feb 2025 (alone)" not in days
    assert "Feb 2025 (alone), 28 February (alone)" not in seen["Tyler Ashdown"]


def test_a_short_report_without_anything_in_it_says_so_and_hurts_nobody(paper):
    short = paper("report", "--short", "--for", "daniel", "--at", "2025-04-10", "--assessment", "PA-D")
    assert "There is nothing of the report to read in this copy today." in short
    assert "That says nothing about you" in short
    assert "## " not in short
    assert SENTENCE in short


def test_the_fathers_chronology_tells_neither_where_they_went_nor_whom_she_told(paper):
    told = paper("chronology", "--for", "daniel", "--at", "2025-04-10")
    assert "Daniel assaults Kerry in the kitchen" in told
    assert not [word for word in ("Sheila", "Health visitor", "early help") if word in told]
    assert SENTENCE in told


def test_what_tyler_feared_is_not_told_to_the_man_whom_he_feared(paper):
    told = paper("report", "--for", "daniel", "--at", "2025-04-30", "--assessment", "PA-D")
    assert "He left before the police came at 3.31." in told
    assert "fear of the gate" not in told


def test_a_baby_whose_day_is_kept_has_no_first_name_and_is_drawn_as_not_yet_born(ashdown):
    folder, practice, day = Folder.open(ashdown), load(shipped()), date(2025, 4, 30)
    family = read_family(folder.table(), "ashdown")
    records = ledger(folder.records()[0])
    found = edition(find_recipient("daniel", family, practice), family, practice, records, day, day).family
    baby = found.people["unborn"]
    assert (baby.due, baby.is_unborn, baby.first_name) == (None, True, "the baby")
    assert symbol_of(baby, practice.genders) == TRIANGLE
