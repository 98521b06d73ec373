"""What the tests of the terminal share: a desk of their own, an asker that answers by itself, a real terminal."""

import io
import os
import sys
import time
from pathlib import Path

import pexpect
import pyte
import pytest

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.main import run
from fsworkbook.cli.talk.asking import Asker
from tests.running import on_terminal

HERE = Path(__file__).parent


class Scripted(Asker):
    """Answers from a list. An answer that is an exception is raised; a callable is called with the asker."""

    def __init__(self, desk, answers):
        super().__init__(desk)
        self.answers = list(answers)
        self.asked = []

    def _take(self, label, wrong=None):
        self.asked.append(label)
        answer = self.answers.pop(0)
        if callable(answer) and not isinstance(answer, type):
            answer = answer(self)
        if isinstance(answer, BaseException) or (isinstance(answer, type) and issubclass(answer, BaseException)):
            raise answer
        assert wrong is None or not wrong(answer), wrong(answer)
        return answer

    def _line(self, label, default, wrong):
        answer = self._take(label)
        answer = default if answer is None else answer
        assert not wrong(answer), wrong(answer)
        return answer

    def _long(self, default, hints, wrong):
        answer = self._take(hints())
        answer = default if answer is None else answer
        assert not wrong(answer), wrong(answer)
        return answer

    def _one(self, label, choices, default, *, more):  # noqa: ARG002
        answer = self._take(label)
        answer = default if answer is None else answer
        assert answer in [choice.value for choice in choices]
        return answer

    def _several(self, label, choices, ticked, *, more, pointed=""):  # noqa: ARG002
        answer = self._take(label)
        answer = list(ticked) if answer is None else answer
        assert set(answer) <= {choice.value for choice in choices}
        return answer


class MemoryDrafts:
    """Drafts in a dictionary."""

    def __init__(self):
        self.kept = {}
        self.saves = 0

    def save(self, name, draft):
        self.saves += 1
        self.kept[name] = draft

    def load(self, name):
        return self.kept.get(name)

    def drop(self, name):
        self.kept.pop(name, None)


@pytest.fixture
def drafts():
    return MemoryDrafts()


@pytest.fixture
def env(tmp_path):
    return {"FSWORKBOOK_CONFIG": str(tmp_path / "settings.toml"), "FSWORKBOOK_NOW": "2025-04-14T09:30"}


@pytest.fixture
def make_desk(tmp_path, env):
    def make(answers=None, **more):
        desk = Desk(
            env={**env, **more.pop("env", {})},
            stdin=more.pop("stdin", io.StringIO()),
            stdout=io.StringIO(),
            stderr=io.StringIO(),
            cwd=more.pop("cwd", tmp_path),
            asker=(lambda desk: Scripted(desk, answers)) if answers is not None else None,
        )
        assert not more
        return desk

    return make


@pytest.fixture
def desk(make_desk):
    return make_desk()


@pytest.fixture
def cli(make_desk):
    """Run a command in this process; returns its exit code, standard output and standard error."""

    def call(*arguments, **more):
        desk = make_desk(**more)
        code = run(list(arguments), desk)
        return code, desk.stdout.getvalue(), desk.stderr.getvalue()

    return call


FAMILY = """format = 1
reference = "FS-0417"
surname = "Ashdown"
opened = 2025-02-24
training = true

[[person]]
key = "kerry"
name = "Kerry Ashdown"
part = "parent"

[[person]]
key = "tyler"
name = "Tyler Ashdown"
part = "child"

[[team]]
key = "priya"
name = "Priya Nandakumar"
role = "social-worker"

[[team]]
key = "tom"
name = "Tom Okafor"
role = "children-family-worker"
"""


@pytest.fixture
def caseload(tmp_path):
    folder = tmp_path / "caseload"
    for name in ("ashdown", "ashby", "bello"):
        (folder / name).mkdir(parents=True)
        text = FAMILY.replace("Ashdown", name.title()) if name != "ashdown" else FAMILY
        (folder / name / "family.toml").write_text(text, encoding="utf-8")
    return folder


class Terminal:
    """A real terminal of 80 columns in which a program runs; `screen` is what a person sees."""

    def __init__(self, command, env, cwd=None):
        self.screen_ = pyte.Screen(80, 40)
        self.stream = pyte.ByteStream(self.screen_)
        self.lines = [""] * 40
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("FSWORKBOOK", "COV"))}
        # Without NO_CPR, prompt_toolkit waits for a cursor report which pyte does not give.
        clean |= {"PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm", "COLUMNS": "80", **env}
        self.child = on_terminal(command, env=clean, cwd=cwd or Path.cwd(), dimensions=(40, 80))

    def see(self, text, within=20):
        """Wait until `text` can be read on the screen; returns the screen."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            self.read()
            if text in self.screen:
                return self.screen
        raise AssertionError(f"“{text}” did not appear in:\n{self.screen}")

    def read(self, wait=0.1):
        """Wait for something to come, and take it to the screen; returns whether anything came."""
        try:
            self.stream.feed(self.child.read_nonblocking(65536, wait))
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            time.sleep(wait)
            return False
        return True

    @property
    def screen(self):
        # A letter's accent may come when the cursor stands in the next row already.
        for row in {row - below for row in self.screen_.dirty for below in (0, 1) if row >= below}:
            self.lines[row] = _line(self.screen_, row)
        self.screen_.dirty.clear()
        return "\n".join(self.lines).rstrip()

    def type(self, *keys):
        """Press some keys, waiting after each until the program has had its say about it."""
        for key in keys:
            self.child.send(key)
            wait = 0.2
            while self.read(wait):
                wait = 0.06

    def end(self):
        """Wait for the program's end; returns its exit code, or minus the signal that ended it."""
        until = time.monotonic() + 20
        while self.child.isalive() and time.monotonic() < until:
            self.read()
        self.read()
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus


def _line(screen, row):
    """Return what stands in a row of a screen; behind a wide letter there is a place with nothing in it."""
    cells = screen.buffer[row]
    return "".join(cells[column].data for column in range(max(cells, default=-1) + 1)).rstrip()


@pytest.fixture
def terminal(tmp_path):
    """Open terminals, and close them after the test."""
    if os.name == "nt":
        pytest.skip("pexpect needs a Unix terminal")
    opened = []

    def open_one(*command, **env):
        env.setdefault("FSWORKBOOK_CONFIG", str(tmp_path / "settings.toml"))
        opened.append(Terminal([sys.executable, *map(str, command)], env, cwd=str(tmp_path)))
        return opened[-1]

    yield open_one
    for one in opened:
        one.child.close(force=True)


@pytest.fixture
def talk(terminal, tmp_path):
    """Begin the made-up conversation of talk.py; its drafts and what it saved lie in `tmp_path / "kept"`."""
    (tmp_path / "kept").mkdir(exist_ok=True)
    return lambda **env: terminal(HERE / "talk.py", tmp_path / "kept", **env)
