# ruff: noqa: F811 - the fixtures come from another folder of tests
"""`restrict` at work in a real folder: set, cover, lift, list, check; and what is said while something is written."""

from datetime import UTC, date, datetime

import pytest

from fsworkbook.cli.frame.recording import record, take_bearings
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.registry import read_family
from tests.cli_work.conftest import made, terminals, work  # noqa: F401 - the family to work in

ENTER, DOWN = "\r", "\x1b[B"
SET = """key = "r1"
what = "Where Rosa lives"
guard = ["Larkfield", "ZZ9 4TQ"]
never_to = ["dean"]
reason = "The order."
"""
VISIT = 'session = "home-announced"\nstart = 2025-04-14T10:00:00\nchildren_seen = ["lily"]\n'
ENTRY = 'parent = "rosa"\nanswers = { "6.2" = "We met in %s." }\n'


@pytest.fixture
def safe(work):
    """The family with a slip in an earlier entry, and the restriction that it slips past."""
    slip = work.take("module", "6", "--as", "tom", stdin=ENTRY % "lark-\\nfield")[0]
    code, out, err = work.run("restrict", "set", "--from", "-", "--as", "tom", stdin=SET)
    assert code == 0, err
    assert f"{slip.rpartition('-')[2]}" in err
    assert "r1 keeps it from Dean" in err
    return work, slip, out.strip()


def test_it_is_listed_checked_covered_and_lifted(safe):
    work, slip, _ = safe
    listed = work.run("restrict")[1]
    assert "not to Dean" in listed
    assert "its words stand without it in 1 record" in listed
    code, out, _ = work.run("restrict", "check")
    assert code == 1
    assert slip.rpartition("-")[2] in out
    assert "Larkfield" not in out
    assert work.run("restrict", "cover", "r1", "--record", slip[-10:-3], "--as", "tom", "--no-input")[0] == 0
    assert work.run("restrict", "check")[0] == 0
    (found,) = work.data("restrict", "list")
    assert (found["key"], found["covers"], found["tagged"], found["untagged"]) == ("r1", [slip], [slip], [])

    before = work.state()
    keys = ("r1", "--for", "dean", "--reason", "He knows.", "--no-input")
    code, _, err = work.run("restrict", "lift", *keys, "--as", "priya")
    assert (code, work.state()) == (3, before)
    assert "Team manager" in err
    code, _, err = work.run("restrict", "lift", *keys, "--as", "helen")
    assert code == 0
    assert "keeps it from nobody now" in err
    assert "No longer in force" in work.run("restrict", "list")[1]
    assert work.data("restrict", "list", "--for", "dean")[0]["in_force"] is False
    assert work.data("restrict", "list", "--for", "carl") == []


def test_nothing_of_it_is_loosened_by_hand_of_another_command(safe):
    work, slip, key = safe
    work.take("restrict", "cover", "r1", "--as", "tom", stdin=f'covers = ["{slip}"]\nreason = "It slipped."\n')
    before = work.state()
    refused = {
        ("strike", key): 'reason = "A slip."\n',
        ("correct", key): 'guard = ["Larkfield"]\ncorrection_reason = "A slip."\n',
        ("note",): f'text = "Nothing."\ncorrects = ["{key}"]\ncorrection_reason = "A slip."\n',
    }
    for words, keys in refused.items():
        code, out, err = work.run(*words, "--from", "-", "--as", "priya", stdin=keys)
        assert (code in {2, 3}, out) == (True, ""), err
        assert "Larkfield" not in err
    assert work.state() == before


def test_a_word_that_is_guarded_is_taken_and_said_and_a_tag_answers_it(safe):
    work, _, _ = safe
    for name, keys in {
        "module 6": ENTRY % "ZZ94TQ",
        "event": 'children = ["lily"]\ntext = "Seen near LARKFIELD."\neffect_on_child = "She asked to go home."\n',
        "visit": f'{VISIT}text = "At L a r k f i e l d."\n',
    }.items():
        arguments = (*name.split(), "--from", "-", "--as", "priya")
        code, out, err = work.run(*arguments, stdin=keys)
        assert (code, "words that r1 keeps from Dean" in err) == (0, True), err
        assert out.split()[0].rpartition("-")[2] in err
        code, _, err = work.run(*arguments, stdin='restricted = ["r1"]\n' + keys)
        assert (code, "Please look" in err) == (0, False), err
    code, _, err = work.run("note", "--from", "-", "--as", "priya", stdin='text = "Larkfield."\n')
    assert (code, "words that r1 keeps from Dean" in err) == (0, True), "the team's own is said again in entries"
    code, _, err = work.run("note", "--from", "-", "--as", "priya", stdin='restricted = ["r1"]\ntext = "Larkfield."\n')
    assert (code, "Please look" in err) == (0, False), err


@pytest.mark.usefixtures("safe")
def test_in_a_note_of_the_teams_own_it_is_offered_too(terminals):
    screen = terminals("note", "--as", "priya")
    screen.see("for: the team")
    screen.type("He stood in Lark field.", ENTER)
    screen.see("That holds words of r1 (Where Rosa lives), which is kept from Dean.")
    screen.type(ENTER)
    screen.see("for: the team · not: Dean")


def test_a_later_restriction_names_the_copies_that_are_out(work):
    folder = Folder.open(work.folder)
    family = read_family(folder.table(), "marlow")
    held = {"recipient": "dean", "paper": "report PA-D", "format": "pdf", "sha256": "a" * 64, "at": date(2025, 4, 10)}
    bearings = take_bearings(
        folder, family, load(shipped()), family.team["helen"], datetime(2025, 4, 10, 9, tzinfo=UTC)
    )
    record(folder, "copy", {**held, "released_by": "helen", "authors": ["priya"]}, bearings)
    _, _, err = work.run("restrict", "set", "--from", "-", "--as", "tom", stdin=SET)
    assert "Copies that are out already" in err
    assert "report PA-D, version 1" in err
    code, out, _ = work.run("restrict", "check")
    assert code == 1
    assert "copies that are out" in out


def test_it_is_set_by_conversation_and_covers_what_slipped(work, terminals):
    slip = work.take("module", "6", "--as", "tom", stdin=ENTRY % "Larkfield")[0]
    screen = terminals("restrict", "set", "--as", "tom")
    screen.see("What must be kept back?")
    screen.type("Where Rosa lives", ENTER)
    screen.see("From whom?")  # whoever an order is against is ticked
    screen.type(ENTER)
    screen.see("Which words tell it?")
    screen.type("dean", ENTER)
    screen.see("a name of dean")
    screen.type("\x15", "larkfield, ZZ9 4TQ", ENTER)
    screen.see("larkfield 1, ZZ9 4TQ nowhere")
    screen.type(ENTER)
    screen.see("Cover these")
    screen.type(ENTER)
    screen.see("Cover any of these?")
    screen.type(ENTER)
    screen.see("From when?")
    screen.type(ENTER)
    screen.see("Why?")
    screen.type("The order.", ENTER)
    screen.see("Anything to add?")
    screen.type(ENTER)
    screen.see("Its key")
    screen.type(ENTER)
    screen.see("Is this right?")
    screen.type(ENTER)
    screen.see("r1 keeps it from Dean, and covers 1 record.")
    (found,) = work.data("restrict", "list")
    assert (found["guard"], found["never_to"], found["covers"]) == (["larkfield", "ZZ9 4TQ"], ["dean"], [slip])
    assert found["reason"] == "The order."


def test_the_restriction_is_offered_as_soon_as_its_word_is_written(safe, terminals):
    work, _, _ = safe
    screen = terminals("event", "--as", "priya")
    screen.see("for: the team")
    screen.type(ENTER)
    screen.see("Which children")
    screen.type(DOWN, " ", ENTER)
    screen.see("for: Lily, the team")
    screen.type("He stood in Lark field.", ENTER)
    screen.see("That holds words of r1 (Where Rosa lives), which is kept from Dean.")
    screen.type(ENTER)
    screen.see("for: Lily, the team · not: Dean")
    screen.type("She hid.", ENTER)
    screen.see("Anything to add?")
    screen.type(ENTER)
    screen.see("Is this right?")
    assert "Kept back (r1)" in screen.screen
    screen.type(ENTER)
    screen.see("Recorded")
    (file,) = (work.folder / "chronology").glob("*.md")
    assert 'restricted = ["r1"]' in file.read_text(encoding="utf-8")
