"""The conversation in a real terminal: what a person sees and types, and what is left when it dies."""

import json
import os
import signal
import time

import pytest

from fsworkbook.cli.talk import prompts
from fsworkbook.cli.talk.keeping import KeptDrafts
from fsworkbook.cli.talk.ways import Choice
from fsworkbook.store.drafts import Drafts

ENTER, LEFT, CTRL_B, CTRL_C, CTRL_D, CTRL_O, ALT_ENTER = "\r", "\x1b[D", "\x02", "\x03", "\x04", "\x0f", "\x1b\r"


def kept(tmp_path):
    return KeptDrafts(Drafts(tmp_path / "kept")).load("module-3")


def saved(tmp_path):
    return json.loads((tmp_path / "kept" / "saved.json").read_text(encoding="utf-8"))


def answer_the_short_ones(terminal):
    """Answer when, where and who; then the long question is open."""
    terminal.see("When was this?")
    terminal.type("yesterday", ENTER)
    terminal.see("Where?")
    terminal.type("1", ENTER)
    terminal.see("Who was there?")
    terminal.type(" ", ENTER)
    terminal.see("new line")


def test_a_whole_conversation(talk, tmp_path):
    terminal = talk()
    answer_the_short_ones(terminal)
    terminal.type("They hide.", "\\", ENTER, "And are quiet.", ALT_ENTER, "Both.", ENTER)
    screen = terminal.see("Is this right?")
    assert "Kerry Ashdown" in screen
    assert "And are quiet." in screen
    terminal.type(ENTER)
    terminal.see("saved")
    assert terminal.end() == 0
    assert saved(tmp_path)["answers"] == {"M3.Q02": "They hide.\nAnd are quiet.\nBoth."}
    assert kept(tmp_path) is None


def test_a_first_letter_points_at_its_choice_and_only_enter_takes_it(talk, tmp_path):
    terminal = talk()
    terminal.see("When was this?")
    terminal.type("yesterday", ENTER)
    terminal.see("at school")
    terminal.type("a", "A")
    assert "› 3) at the office" in terminal.see("› 3)")
    terminal.type(ENTER)
    terminal.see("Who was there?")
    terminal.type(ENTER)
    terminal.see("new line")
    terminal.type("x", ENTER)
    terminal.see("Is this right?")
    terminal.type("l", ENTER)
    terminal.see("what you wrote is kept")
    assert terminal.end() == 130
    assert kept(tmp_path)["table"]["where"] == "office"


def test_a_note_says_in_full_what_its_line_had_to_cut(make_desk):
    """The list itself folds no line: a note that is too long for one would be cut as well."""
    words = "We understand what would help the parent to change, and what stands in the way of it just now."
    listed = prompts.listed(make_desk(), Choice("a", f"{words[:40]}…", words))
    shown = f"  Description: {listed.description}"
    assert " ".join(shown.split()) == f"Description: {words}"
    assert max(map(len, shown.splitlines())) <= 80
    assert prompts.listed(make_desk(), Choice("a", words, words)).description is None


def test_every_line_fits_80_columns_and_shows_that_it_is_kept(talk):
    terminal = talk(NO_COLOR="1")
    answer_the_short_ones(terminal)
    screen = terminal.screen
    assert screen.count("kept ") == 3
    assert "? more" in screen
    assert all(len(line) <= 80 for line in screen.splitlines())


def test_a_day_in_the_future_is_refused_at_once(talk):
    terminal = talk()
    terminal.see("When was this?")
    terminal.type("tomorrow", ENTER)
    terminal.see("has not been yet")
    terminal.type("\x15", "today", ENTER)
    terminal.see("Where?")


def test_back_and_more_and_does_not_apply(talk, tmp_path):
    terminal = talk()
    answer_the_short_ones(terminal)
    terminal.type("?", ENTER)
    terminal.see("Ask about each child by name.")
    terminal.type("b", ENTER)
    terminal.see("Who was there? (")
    terminal.type(LEFT)
    terminal.see("Where? (")
    terminal.type("2", ENTER)
    terminal.see("Who was there? (")
    terminal.type(ENTER)
    terminal.see("Which teacher?")
    terminal.type("Mr Price", CTRL_B)
    terminal.see("Who was there? (")
    terminal.type(ENTER)
    terminal.see("Which teacher?")
    terminal.type("Ms Lee", ENTER)
    terminal.see("n does not apply")
    terminal.type("n", ENTER)
    terminal.see("Why does it not apply?")
    terminal.type("asked another day", ENTER)
    terminal.see("Is this right?")
    terminal.type(ENTER)
    assert terminal.end() == 0
    assert saved(tmp_path)["teacher"] == "Ms Lee"
    assert saved(tmp_path)["answers"] == {"M3.Q02": {"not_applicable": "asked another day"}}


def test_one_answer_is_changed_at_the_end(talk, tmp_path):
    terminal = talk()
    answer_the_short_ones(terminal)
    terminal.type("They hide.", ENTER)
    terminal.see("Is this right?")
    terminal.type("2", ENTER)
    terminal.see("Which one?")
    terminal.type("4", ENTER)
    terminal.see("keeps it")
    terminal.type(" Both do.", ENTER)
    terminal.see("Is this right?")
    terminal.type(ENTER)
    assert terminal.end() == 0
    assert saved(tmp_path)["answers"] == {"M3.Q02": "They hide. Both do."}


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_leaving_keeps_everything_and_it_is_taken_up_again(talk, tmp_path, key):
    terminal = talk()
    answer_the_short_ones(terminal)
    if key == CTRL_C:
        terminal.type("They hide when")
    terminal.type(key)
    terminal.see("Go on with “fsworkbook module 3”")
    assert terminal.end() == 130
    assert not (tmp_path / "kept" / "saved.json").exists()

    again = talk()
    again.see("You left this unfinished today")
    again.type("2", ENTER)
    again.see("at home")
    again.type("1", ENTER)
    again.see("new line")
    again.type(" doors bang.", ENTER)
    again.see("Is this right?")
    again.type(ENTER)
    assert again.end() == 0
    text = saved(tmp_path)["answers"]["M3.Q02"]
    assert text == ("They hide when doors bang." if key == CTRL_C else " doors bang.")
    assert kept(tmp_path) is None

    third = talk()
    assert "unfinished" not in third.see("When was this?")


def test_dropping_asks_once_more(talk, tmp_path):
    terminal = talk()
    answer_the_short_ones(terminal)
    terminal.type(CTRL_C)
    terminal.end()
    again = talk()
    again.see("unfinished")
    again.type("3", ENTER)
    again.see("Drop it, for good?")
    again.type("2", ENTER)
    again.see("Go on with it")
    again.type("3", ENTER)
    again.see("Drop it, for good?")
    again.type("1", ENTER)
    again.see("When was this?")
    again.type(CTRL_C)
    assert again.end() == 130
    assert kept(tmp_path) is None


def test_a_kill_takes_two_seconds_of_typing_at_most(talk, tmp_path):
    terminal = talk()
    answer_the_short_ones(terminal)
    typed = []
    until = time.monotonic() + 5
    while time.monotonic() < until:
        terminal.child.send("w")
        typed.append(time.monotonic())
        terminal.read(0.02)
        time.sleep(0.03)
    killed = time.monotonic()
    os.kill(terminal.child.pid, signal.SIGKILL)
    text = next(iter(kept(tmp_path)["typing"].values()))
    safe = [moment for moment in typed if moment < killed - 2]
    assert len(text) >= len(safe) > 10
    assert kept(tmp_path)["table"]["where"] == "home"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_shutdown_or_a_closed_window_loses_nothing(talk, tmp_path, number):
    terminal = talk()
    answer_the_short_ones(terminal)
    terminal.type("the last words")
    os.kill(terminal.child.pid, number)
    assert terminal.end() == 130
    assert list(kept(tmp_path)["typing"].values()) == ["the last words"]


def test_a_terminal_that_is_gone_loses_nothing(talk, tmp_path):
    terminal = talk()
    answer_the_short_ones(terminal)
    terminal.type("the last words")
    terminal.child.close(force=False)
    until = time.monotonic() + 10
    while time.monotonic() < until and not kept(tmp_path)["typing"]:
        time.sleep(0.1)
    assert list(kept(tmp_path)["typing"].values()) == ["the last words"]


def editor(tmp_path, body):
    path = tmp_path / "editor.sh"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_editor_takes_what_stands_there_and_gives_it_back(talk, tmp_path):
    terminal = talk(VISUAL=editor(tmp_path, 'printf "in the editor\\ntwo lines\\n" >> "$1"'))
    answer_the_short_ones(terminal)
    terminal.type("Begun ", CTRL_O)
    terminal.see("two lines")
    terminal.type(ENTER)
    terminal.see("Is this right?")
    terminal.type(ENTER)
    assert terminal.end() == 0
    assert saved(tmp_path)["answers"]["M3.Q02"] == "Begun in the editor\ntwo lines"


def test_an_editor_that_fails_loses_nothing(talk, tmp_path):
    terminal = talk(VISUAL=editor(tmp_path, "exit 3"))
    answer_the_short_ones(terminal)
    terminal.type("Begun", CTRL_O)
    terminal.see("(3)")  # the editor’s own end; its path is as long as it is
    assert "ended with an error" in " ".join(terminal.screen.split())
    terminal.see("> Begun")


def test_what_is_saved_in_the_editor_outlives_a_kill(talk, tmp_path):
    terminal = talk(VISUAL=editor(tmp_path, 'echo "saved there" > "$1"; sleep 30'))
    answer_the_short_ones(terminal)
    terminal.type("e", ENTER)
    until = time.monotonic() + 10
    while time.monotonic() < until and "saved there" not in str(kept(tmp_path)["typing"]):
        time.sleep(0.1)
    os.kill(terminal.child.pid, signal.SIGKILL)
    assert list(kept(tmp_path)["typing"].values()) == ["saved there"]


def test_lists_can_be_read_line_by_line(talk, tmp_path):
    terminal = talk(FSWORKBOOK_PLAIN="1")
    terminal.see("When was this?")
    terminal.type(ENTER)
    terminal.see("2  at school")
    terminal.type("2", ENTER)
    terminal.see("Numbers, with commas")
    terminal.type("1, 3", ENTER)
    terminal.see("Which teacher?")
    terminal.type(ENTER)
    terminal.see("new line")
    terminal.type("x", ENTER)
    terminal.see("Is this right?")
    terminal.type("1", ENTER)
    assert terminal.end() == 0
    assert saved(tmp_path)["present"] == ["kerry", "maisie"]


def test_without_colour_nothing_is_coloured(talk):
    terminal = talk(NO_COLOR="1")
    answer_the_short_ones(terminal)
    colours = {cell.fg for line in terminal.screen_.buffer.values() for cell in line.values()}
    assert colours <= {"default"}
