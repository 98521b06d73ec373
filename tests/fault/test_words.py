"""Whatever stops a conversation, at whatever moment: what was typed is still there, and is offered, once."""

import json
import os
import signal
import stat
import sys
import time
from pathlib import Path

import pytest

from fsworkbook.store.drafts import Drafts
from tests.cli.conftest import terminal  # noqa: F401 - a fixture

HERE = Path(__file__).parent
ENTER, CTRL_C, CTRL_D, CTRL_O, CTRL_U = "\r", "\x03", "\x04", "\x0f", "\x15"
SIGNALS = {"hangup": signal.SIGHUP, "shutdown": signal.SIGTERM, "kill": signal.SIGKILL}
STOPS = ["ctrl-c", "ctrl-d", *SIGNALS]
SEEN = {
    "line": "Which teacher?",
    "long": "What did they say?",
    "day": "When was this?",
    "one": "Where?",
    "several": "Where else?",
    "editor": "What did they say?",
}
WORDS = {"line": "Ms Le", "long": "They hide when", "day": "last Tues", "editor": "Begun. In the editor."}
AT_RISK = 2.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a Unix terminal")


@pytest.fixture
def talk(terminal, tmp_path):  # noqa: F811
    def begin(kind, *more, **env):
        env.setdefault("PYTHONPATH", str(HERE.parents[1]))
        return terminal(HERE / "talk.py", tmp_path / "kept", kind, *more, **env)

    return begin


def editor(tmp_path, body):
    path = tmp_path / "editor.sh"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def draft(folder):
    found = Drafts(folder).load("talk")
    return found and found.data


def wait_for(condition, within=10):
    until = time.monotonic() + within
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def begin(talk, tmp_path, moment):
    """Answer the first question and type at the second; returns the terminal."""
    kind = "long" if moment == "editor" else moment
    more = {}
    if moment == "editor":
        more["VISUAL"] = editor(tmp_path, 'printf " In the editor." >> "$1"; touch "$1.open"; exec sleep 30')
    one = talk(kind, **more)
    one.see("Who?")
    one.type(f"Kerry{ENTER}")
    one.see(SEEN[moment])
    if moment == "editor":
        one.see("new line")
        one.type("Begun.", CTRL_O)
        wait_for((tmp_path / "kept" / "talk.md.open").exists)
    elif moment in WORDS:
        one.type(WORDS[moment])
    return one


def stop(one, how, moment):
    """Stop the program; returns its exit code."""
    if how in SIGNALS:
        if how == "kill" or moment == "editor":
            wait_for(lambda: True)
            time.sleep(AT_RISK)
        os.kill(one.child.pid, SIGNALS[how])
        return one.end()
    one.type(CTRL_C if how == "ctrl-c" else CTRL_D)
    if moment == "editor":
        # These keys are the editor's own; a script that sleeps dies of the first, and knows nothing of the second.
        if how == "ctrl-d":
            os.kill(one.child.pid, signal.SIGTERM)
            return one.end()
        one.see("In the editor.")
        one.type(CTRL_C)
    elif how == "ctrl-d" and moment in WORDS:
        one.type(CTRL_C)  # in a line that is not empty, Ctrl-D removes a letter, and ends nothing
    return one.end()


@pytest.mark.parametrize("how", STOPS)
@pytest.mark.parametrize("moment", SEEN)
def test_what_was_typed_is_still_there(talk, tmp_path, moment, how):
    code = stop(begin(talk, tmp_path, moment), how, moment)
    assert code == (-signal.SIGKILL if how == "kill" else 130)
    kept = draft(tmp_path / "kept")
    assert kept["table"] == {"who": "Kerry"}
    assert list(kept["typing"].values()) == ([WORDS[moment]] if moment in WORDS else [])
    for path in (tmp_path / "kept").iterdir():
        if path.name.endswith((".json", ".md")):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700

    again = talk("long" if moment == "editor" else moment)
    again.see("You left this unfinished")
    again.type(f"1{ENTER}")
    again.see(SEEN[moment])
    if moment in WORDS:
        again.see(WORDS[moment].split(". ")[-1])
        again.type(CTRL_U if moment == "day" else "", *(["yesterday"] if moment == "day" else []), ENTER)
    else:
        again.type(ENTER)
    again.see("Is this right?")
    again.type(ENTER)
    again.see("saved")
    assert again.end() == 0
    assert draft(tmp_path / "kept") is None
    assert list((tmp_path / "kept").glob("talk*")) == (
        [tmp_path / "kept" / "talk.md.open"] if moment == "editor" else []
    )
    saved = json.loads((tmp_path / "saved.json").read_text(encoding="utf-8"))
    assert saved["who"] == "Kerry"
    if moment in WORDS and moment != "day":
        assert saved["said"] == WORDS[moment]


@pytest.mark.parametrize("moment", ["line", "long"])
def test_at_most_two_seconds_of_typing_are_at_risk(talk, tmp_path, moment):
    one = begin(talk, tmp_path, moment)
    typed = []
    until = time.monotonic() + 4
    while time.monotonic() < until:
        one.child.send("w")
        typed.append(time.monotonic())
        one.read(0.02)
        time.sleep(0.03)
    killed = time.monotonic()
    os.kill(one.child.pid, signal.SIGKILL)
    (text,) = draft(tmp_path / "kept")["typing"].values()
    safe = [moment for moment in typed if moment < killed - AT_RISK]
    assert text.count("w") >= len(safe) > 10


BAD_EDITORS = {
    "fails": ("exit 3", "Begun."),
    "is not there": ("", "Begun."),
    "leaves an empty file": (': > "$1"', "Begun."),
    "empties it and fails": (': > "$1"; exit 1', "Begun."),
    "removes the file": ('rm "$1"', "Begun."),
    "leaves something else and fails": ('printf "Other words." > "$1"; exit 1', "Begun.\n\nOther words."),
    "saves more and fails": ('printf " More." >> "$1"; exit 1', "Begun. More."),
    "saves under another name as it is killed": ('printf "Begun. Rescued." > "$1.save"; rm "$1"; exit 1',
                                                 "Begun. Rescued."),
    "writes old letters": ("printf 'Caf\\351' > \"$1\"", "Café"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_EDITORS)
def test_an_editor_that_fails_loses_nothing(talk, tmp_path, name):
    body, left = BAD_EDITORS[name]
    command = editor(tmp_path, body) if body else str(tmp_path / "nowhere")
    one = talk("long", VISUAL=command)
    one.see("Who?")
    one.type(ENTER)
    one.see("new line")
    one.type("Begun.", CTRL_O)
    for line in left.split("\n\n"):
        one.see(line)
    one.see("> ")
    time.sleep(0.3)
    one.type(ENTER)
    one.see("Is this right?")
    one.type(ENTER)
    assert one.end() == 0
    assert json.loads((tmp_path / "saved.json").read_text(encoding="utf-8"))["said"] == left
    assert list((tmp_path / "kept").glob("talk*")) == []


def test_an_editor_that_goes_on_after_the_program_is_killed(talk, tmp_path):
    """What is saved in it afterwards is taken up with the answer."""
    one = talk("long", VISUAL=editor(tmp_path, 'trap "" HUP; sleep 3; printf "Saved late." > "$1"; touch "$1.open"'))
    one.see("Who?")
    one.type(ENTER)
    one.see("new line")
    one.type("Begun.", CTRL_O)
    time.sleep(1)
    os.kill(one.child.pid, signal.SIGKILL)
    wait_for((tmp_path / "kept" / "talk.md.open").exists)
    again = talk("long")
    again.see("You left this unfinished")
    again.type(f"1{ENTER}")
    again.see("Saved late.")
    again.see("Begun.")


def test_one_wrong_answer_is_mended_without_starting_again(talk, tmp_path):
    one = talk("line")
    one.see("Who?")
    one.type(f"Kery{ENTER}")
    one.see("Which teacher?")
    one.type(f"Ms Lee{ENTER}")
    one.see("Is this right?")
    one.type(f"2{ENTER}")
    one.see("Which one?")
    one.type(f"1{ENTER}")
    one.see("Who?")
    one.type(CTRL_U, f"Kerry{ENTER}")
    one.see("Is this right?")
    one.type(ENTER)
    assert one.end() == 0
    saved = json.loads((tmp_path / "saved.json").read_text(encoding="utf-8"))
    assert saved == {"who": "Kerry", "said": "Ms Lee"}


def test_a_recording_that_fails_leaves_the_answers(talk, tmp_path):
    one = talk("line", "trouble")
    one.see("Who?")
    one.type(f"Kerry{ENTER}")
    one.see("Which teacher?")
    one.type(f"Ms Lee{ENTER}")
    one.see("Is this right?")
    one.type(ENTER)
    screen = one.see("go on with")
    assert "The disk is full." in screen
    assert one.end() == 4
    kept = draft(tmp_path / "kept")
    assert kept["table"] == {"who": "Kerry", "said": "Ms Lee"}
    assert not kept["saving"]


def test_a_draft_that_cannot_be_read_is_set_aside(talk, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "talk.json").write_text('{"half', encoding="utf-8")
    one = talk("line")
    one.see("is damaged")
    one.see("Who?")
    one.type(CTRL_C)
    one.end()
    (aside,) = (tmp_path / "kept").glob("talk.json.*.damaged")
    assert aside.read_text(encoding="utf-8") == '{"half'
