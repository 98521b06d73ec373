"""`fsworkbook` alone: greeting, families, the likely things, and the way to everything else."""

import io
import re

import pytest

from fsworkbook.cli.commands import CONTENTS, contents, entries
from fsworkbook.cli.home import menu
from fsworkbook.cli.home.likely import DOES
from fsworkbook.cli.main import run
from fsworkbook.cli.talk.ways import Back
from fsworkbook.practice.loading import load as load_practice
from fsworkbook.practice.locating import shipped

UP, ENTER, CTRL_C = "\x1b[A", "\r", "\x03"


@pytest.fixture
def home(make_desk):
    """Choose in the menu; returns the exit code, what was run, what was asked, and the page."""

    def choose(*answers, **more):
        ran = []
        desk = make_desk(answers=list(answers), **more)
        code = menu.welcome(desk, lambda words, _desk: ran.append(list(words)) or 7)
        return code, ran, desk.stdout.getvalue()

    return choose


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2025-04-14T11:59", "Good morning, Priya."),
        ("2025-04-14T12:00", "Good afternoon"),
        ("2025-04-14T18:00", "Good ev"),
    ],
)
def test_the_greeting_knows_british_time(home, load, now, said):
    load("ashdown")
    code, ran, page = home("leave", env={"FSWORKBOOK_NOW": now})
    assert page.startswith(said)
    assert page.splitlines()[0].endswith("Mon 14 April 2025")
    assert len(page.splitlines()[0]) == 80
    assert (code, ran) == (0, [])


def test_my_families_stand_there_with_what_i_owe(home, load):
    load("ashdown", "bello")
    _, _, page = home("leave")
    rows = [line for line in page.splitlines() if "supervision" in line]
    assert [row.split()[0] for row in rows] == ["Ashdown", "Bello"]
    assert all("due" in row or "late" in row for row in rows)


def test_the_family_is_asked_where_there_are_several_and_only_then(home, load):
    load("ashdown", "bello")
    code, ran, _ = home("else", "What is due", "due", "leave")
    assert (code, ran) == (7, [["due"]])
    code, ran, _ = home("else", "Read, and put right", "note", "bello")
    assert (code, ran) == (7, [["note", "--family", "bello"]])


def test_one_family_is_not_asked_for(home, load):
    load("ashdown")
    code, ran, page = home("else", "Read, and put right", "note")
    assert (code, ran) == (7, [["note", "--family", "ashdown"]])
    assert "fsworkbook note --family ashdown" in page


def test_going_back_goes_one_step_and_at_the_top_leaves(home, load):
    load("ashdown")
    assert home("else", "Begin", Back, Back, "leave")[:2] == (0, [])
    assert home(Back)[:2] == (0, [])


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_leaving_is_quiet(make_desk, load, stop):
    load("ashdown")
    desk = make_desk(answers=[stop])
    assert run([], desk) == 130
    assert desk.stderr.getvalue() == ""


def test_whoever_is_not_known_yet_is_offered_setup_first(home, tmp_path):
    (tmp_path / "settings.toml").write_text("")
    code, ran, page = home(None)
    assert (code, ran) == (7, [["setup"]])
    assert "does not know you yet" in page


def test_without_a_family_there_are_three_ways_to_one(home, load):
    load()
    assert home("0")[1] == [["new-family"]]
    assert home("1", "/shared/ashdown")[1] == [["join", "/shared/ashdown"]]
    assert home("2")[1] == [["demo"]]


def test_every_command_can_be_reached_without_its_name(home, load):
    load("ashdown")
    for heading, group in CONTENTS:
        for name, _, _ in group:
            words = menu.words_of(entries()[name][1])
            needed = ["x"] * len(menu.needed_by((name,)))
            answers = ["else", heading, *([name] if len(group) > 1 else []), *([""] if words else []), *needed]
            code, ran, _ = home(*answers)
            assert code == 7
            assert ran[0][0] == name
            for word in words:
                more = ["x"] * len(menu.needed_by((name, word)))
                chosen = ["else", heading, *([name] if len(group) > 1 else []), word, *more]
                assert home(*chosen)[1][0][:2] == [name, word]


@pytest.mark.parametrize(("role", "first"), [("team-manager", "caseload"), ("embedded-coordinator", "supervision")])
def test_a_role_is_offered_what_it_does_most_days(home, load, role, first):
    load("ashdown", key="helen", role=role)
    code, ran, _ = home("0")
    assert (code, ran[0][0]) == (7, first)


def test_what_does_a_task_is_a_command_that_there_is():
    for says, words in DOES.values():
        assert says
        command = menu.command_of(words)
        assert command is not None, words
        if len(words) > 1 and not words[1].startswith("-"):
            assert words[1] in menu.words_of(entries()[words[0]][1])


def test_what_is_owed_leads_to_a_command():
    """Every event that meets a clock of the model is met by some command of the menu, but for those that are notes."""
    left = {
        name
        for rule in load_practice(shipped()).timescales.values()
        for name in rule.met_by[:1]
        if rule.runs and name not in DOES and name.partition(".")[0] not in DOES
    }
    assert left <= {"plan.shared", "plan.agreed", "records.given", "conference.asked"}


def test_without_a_terminal_it_is_the_contents_page(make_desk, load):
    load("ashdown")
    desk = make_desk()
    assert run([], desk) == 0
    assert desk.stdout.getvalue().endswith(contents(80))


def test_words_of_a_family_do_nothing_to_the_terminal(home, load):
    place = load("ashdown") / "ashdown" / "family.toml"
    place.write_text(place.read_text().replace('surname = "Ashdown"', 'surname = "Ash\\u001b[2Jdown\\u202e"'))
    _, _, page = home("leave")
    assert "\x1b" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("env", [{}, {"FSWORKBOOK_PLAIN": "1"}], ids=["arrows", "plain"])
def test_at_a_real_terminal(terminal, load, env):
    load("ashdown")
    screen = terminal("-m", "fsworkbook", FSWORKBOOK_NOW="2025-04-14T09:30", **env)
    page = screen.see("Nothing now")
    number = re.search(r"(\d)[)]?  ?Something else", page)[1]
    screen.type(number, ENTER)
    screen.see("The eight modules")
    screen.type(CTRL_C)
    assert screen.end() == 130
    assert "Traceback" not in screen.screen
    assert "went wrong" not in screen.screen


def test_what_is_chosen_runs_here_and_the_shell_is_back(terminal, load):
    load("ashdown")
    screen = terminal("-m", "fsworkbook", FSWORKBOOK_NOW="2025-04-14T09:30", FSWORKBOOK_PLAIN="1")
    number = re.search(r"(\d)  Something else", screen.see("Nothing now"))[1]
    screen.type(number, ENTER)
    screen.see("What is due")
    screen.type("What is due", ENTER)
    screen.see("(due)")
    screen.type("1", ENTER)
    screen.see("Due · for Priya")
    assert screen.end() in {0, 1}


def test_a_broken_caseload_keeps_nobody_from_putting_it_right(home, tmp_path):
    (tmp_path / "settings.toml").write_text('key = "priya"\nname = "Priya"\ncaseload = "/nowhere/at/all"\n')
    code, ran, _ = home("else", "Begin", "setup")
    assert (code, ran) == (7, [["setup"]])


def test_a_family_that_cannot_be_read_is_named_and_the_rest_is_there(make_desk, load):
    place = load("ashdown", "bello")
    (place / "bello" / "family.toml").write_text("surname = \n")
    desk = make_desk(answers=["leave"])
    assert menu.welcome(desk, lambda *_: 0) == 0
    assert "bello" in desk.stderr.getvalue()
    assert "Ashdown" in desk.stdout.getvalue()
    assert isinstance(desk.stdout, io.StringIO)
