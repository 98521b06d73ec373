"""The short way to a command and typer's: both understand every line alike, or the short way leaves it to typer."""

import io
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from fsworkbook.cli.commands import entries
from fsworkbook.cli.direct import understand
from fsworkbook.cli.frame.calling import Command, Group
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.lazy import call

RECORDING = {
    "rate": [],
    "note": ["--about", "kerry", "--on=2025-03-04"],
    "attach": ["drawing.png", "--to", "k3v7q2m9xa", "--kind=drawing"],
    "event": ["--child", "tyler", "--child", "maisie"],
    "visit": ["--child", "tyler"],
    "consent": ["--person", "mum"],
    "consent limit": ["--person=mum", "--matter", "film", "--limits", "Not the bedroom."],
    "consent not-required": ["--matter", "share-gp", "--reason", "legal-duty", "--decided-by=helen"],
    "status": ["--child=tyler"],
    "meeting": ["--child", "tyler"],
    "reply": ["k3v7q2m9xa", "--person=kerry", "--fact"],
    "threshold": ["--child=tyler"],
    "qa rate": ["H01", "--parent", "mum"],
    "plan add": ["--parent", "mum"],
    "extend": ["--parent", "mum", "--until=2025-06-09"],
    "request": ["--answer", "k3v7q2m9xa"],
    "action": ["--close=k3v7q2m9xa"],
    "goal": ["--parent=mum"],
    "goal set": ["--parent=mum", "--child", "maisie"],
    "goal went": ["k3v7q2m9xa", "--done", "8 of 10 days"],
    "diary": ["--parent=mum", "--share", "team", "--words-from=page.txt", "--picture", "page.jpg"],
    "review": ["ears", "--parent=mum", "--child", "tyler"],
    "observe": ["attachment", "--parent=dad", "--child=maisie"],
    "ruler": ["--parent", "mum"],
    "measure": ["--parent=mum"],
    "measure add": ["--child", "maisie"],
    "measure point": ["k3v7q2m9xa", "--value", "7", "--when=2025-01"],
    "risk": ["--parent=dad"],
    "risk add": ["--child", "tyler"],
    "risk look": ["k3v7q2m9xa", "--now=reduced", "--detail", "19 → 7", "--evidence", "b3v7q2m9xa"],
    "module": ["3", "--parent", "mum"],
    "summary": [],
    "check": ["k3v7q2m9xa", "--accept", "K.J61", "--reason", "Her word."],
    "correct": ["last", "--reason", "A slip."],
    "strike": ["k3v7q2m9xa"],
    "expunge": ["k3v7q2m9xa"],
    "born": ["unborn"],
    "person add": [],
    "person change": ["kerry"],
    "household move": [],
    "order add": [],
    "team leave": ["priya"],
    "cover add": [],
    "supervision schedule": [],
    "supervision hold": ["--meeting", "2025-03-04"],
    "report write": ["9.1", "--parent", "mum"],
    "report sign": ["--assessment=PA-K", "--person", "mum"],
    "report family": ["--child", "tyler"],
    "restrict set": [],
    "copies given": ["k3v7q2m9xa", "--how", "By hand.", "--on=2025-03-04"],
    "copies back": ["k3v7q2m9xa"],
    "copies release": ["k3v7q2m9xa"],
    "split": ["PA-KD", "--reason", "They parted.", "--on=2025-03-04"],
    "assessment add": [],
    "assessment conclude": ["PA-K", "--on=2025-03-04"],
    "restrict cover": ["r1", "--record", "k3v7q2m9xa"],
    "restrict lift": ["r1", "--for", "dad", "--reason", "It is known."],
}
SHARED = ["--from", "answers.toml", "--family", "ashdown", "--caseload=families", "--as", "priya", "--no-input"]


def commands_of(name):
    """The commands behind a name that need no typer: a group's own and its second words', or the one."""
    module = import_module(f"fsworkbook.cli.{entries()[name][1]}")
    group = getattr(module, "group", None)
    found = [group.itself, *group.words.values()] if isinstance(group, Group) else [getattr(module, "command", None)]
    return [command for command in found if isinstance(command, Command)]


SERVED = [name for name in entries() if commands_of(name)]


@pytest.fixture(scope="module")
def desk():
    return Desk({}, io.StringIO(), io.StringIO(), io.StringIO(), Path("/nowhere"))


@pytest.fixture(scope="module")
def heard():
    """Let every command write down how it was called instead of doing anything."""
    said = []
    with pytest.MonkeyPatch.context() as patch:
        for name in SERVED:
            for command in commands_of(name):
                # The code goes, the signature stays: it is what both read.
                def note(self, seat, told, *, bare=True):
                    said.append((self.function, seat.no_input, dict(told), bare))
                    return 0

                patch.setattr(type(command), "call", note)
        yield said


def told_by_typer(words, desk, heard):
    heard.clear()
    call(words, desk)
    return list(heard)


def told_directly(plain, desk, heard):
    heard.clear()
    plain.call(desk)
    return list(heard)


@pytest.mark.parametrize("name", RECORDING)
def test_recording_from_a_file_needs_no_typer(name, desk, heard):
    words = [*name.split(), *RECORDING[name], *SHARED]
    plain = understand(words)
    assert plain is not None
    told = told_directly(plain, desk, heard)
    assert told[-1][2]["source"] == "answers.toml"
    assert told == told_by_typer(words, desk, heard)


def vocabulary(name):
    """Words that mean something to a command, beside some that mean nothing."""
    taken = [item for command in commands_of(name) for item in command.taken()]
    options = [word for item in taken for word in getattr(item.spelling, "names", ())]
    module = import_module(f"fsworkbook.cli.{entries()[name][1]}")
    seconds = list(getattr(getattr(module, "group", None), "words", {}))
    return options + seconds


FIT = ["3", "kerry", "2025-03-04", "two words", "a=b", "-"]
ODD = ["", "--", "03", "-3", "+3", "٣", "1_0", "12345678901", "=", "-x", "--nothing", "é"]


@st.composite
def lines(draw):
    """A line that may well be right, or one with something odd in it."""
    name = draw(st.sampled_from(SERVED))
    meant = st.sampled_from([*vocabulary(name), "--from"])
    fit = st.sampled_from(FIT)
    chunk = st.one_of(
        st.tuples(meant, fit).map(list),
        st.tuples(meant).map(list),
        st.tuples(fit).map(list),
        st.builds(lambda word, value: [f"{word}={value}"], meant, fit),
    )
    chunks = draw(st.lists(chunk, max_size=3))
    if draw(st.booleans()):
        odd = st.sampled_from(ODD) | st.text(max_size=3)
        cut = st.builds(lambda word, length: word[:length], meant, st.integers(2, 6))
        glued = st.builds(lambda word, value: f"{word}={value}", meant, odd)
        chunks.insert(draw(st.integers(0, len(chunks))), [draw(odd | cut | glued)])
    return [name, *(word for words in chunks for word in words)]


@settings(max_examples=300, deadline=None)
@given(words=lines())
@example(words=["note", "--about", "a", "--about=b", "--on", "-"])
@example(words=["module", "3", "--json"])
@example(words=["person", "add", "--family", "add"])
@example(words=["person", "--family", "add"])
@example(words=["household", "--all"])
@example(words=["report", "-o", "x"])
@example(words=["report", "-o=x"])
@example(words=["report", "--output=x=y"])
def test_whatever_is_understood_here_typer_understands_alike(words, desk, heard):
    plain = understand(words)
    event("understood" if plain else "left to typer")
    if plain is not None:
        assert told_directly(plain, desk, heard) == told_by_typer(words, desk, heard)


@pytest.mark.parametrize(
    "line",
    [
        "rate --help",
        "rate --fro x",
        "rate --from",
        "rate --from --family x",
        "rate x",
        "rate --no-input=1",
        "rate --from a --from b",
        "rate -- x",
        "person frobnicate",
        "person --family x add",
        "person change",
        "module three",
        "frobnicate",
        "--version",
        "",
    ],
)
def test_what_could_be_a_slip_is_left_to_typer(line):
    assert understand(line.split()) is None


@pytest.mark.parametrize(("line", "code"), [("practice --json", 0), ("rate --from nowhere", 2), ("frobnicate", 2)])
@pytest.mark.parametrize("watched", ["", "sys.setprofile(lambda *_: None); "])
def test_a_process_ends_whole_however_it_ends(line, code, watched):
    last = "import atexit, sys; atexit.register(print, 'last words')"
    program = f"{last}; {watched}from fsworkbook.cli.main import main; main()"
    command = [sys.executable, "-c", program, *line.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == code
    assert done.stdout.endswith("last words\n")
    assert bool(done.stderr) == bool(code)
    assert done.stdout.startswith("{") == (code == 0)
