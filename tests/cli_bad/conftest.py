"""A caseload of two small families with a few records, and the command line in this process, given bad things."""

import io
import os
import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.main import run
from fsworkbook.store.folder import Author, Change, Folder
from tests.cli_work.conftest import FAMILY as MARLOW
from tests.cli_work.conftest import NOON, PROGRAM
from tests.running import run as launch

CANARY = "Qwertzcanary"
"""A word that is planted in what is typed, and must never come back on standard error."""
TOLD = f"{CANARY} told me that"

FAMILY = MARLOW.replace(
    "[[relation]]",
    """[[person]]
key = "bump"
name = "unborn baby"
part = "child"
due = 2025-07-01

[[household]]
key = "h-rosa"
name = "Rosa's home"
address = "1 Mill Lane"
members = ["rosa", "josh", "lily"]
from = 2024-01-01

[[cover]]
key = "cover1"
role = "team-manager"
person = "tom"
from = 2025-04-01
by = "helen"

[[relation]]""",
    1,
)
FIRST = {
    "note": 'text = "Rosa rang about the school run."\n',
    "event": 'text = "Dean came to the gate."\neffect_on_child = "Lily hid."\nchildren = ["lily"]\n',
    "module": 'parent = "rosa"\nwhere = "home"\n[answers]\n"M3.Q02" = "Rosa told me that Lily hides."\n',
    "supervision schedule": 'planned = 2025-04-24\nmode = "remote"\ninvited = ["tom", "priya"]\n',
}


class Bad:
    """The command line in one caseload, and what lies there."""

    def __init__(self, place):
        self.place = place
        self.caseload = place / "caseload"
        self.folder = self.caseload / "marlow"
        self.config = place / "settings.toml"
        self.env = {"FSWORKBOOK_CONFIG": str(self.config), "FSWORKBOOK_NOW": NOON, "NO_COLOR": "1"}

    def run(self, *arguments, stdin="", cwd=None, env=()):
        """Run a command in this process; returns its exit code, standard output and standard error."""
        raw = stdin if isinstance(stdin, bytes) else stdin.encode()
        desk = Desk(
            env={**self.env, **dict(env)},
            stdin=io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"),
            stdout=io.StringIO(),
            stderr=io.StringIO(),
            cwd=cwd or self.folder,
        )
        code = run([str(word) for word in arguments], desk)
        return code, desk.stdout.getvalue(), desk.stderr.getvalue()

    def process(self, *arguments, stdin="", cwd=None, env=(), before=None):
        """Run a command as a process of its own; returns its exit code, standard output and standard error."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("FSWORKBOOK", "COV", "GIT_"))}
        if before is None:
            told = launch(arguments, stdin=stdin, cwd=cwd or self.folder, env={**clean, **self.env, **dict(env)})
            return told.returncode, told.stdout, told.stderr
        done = subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            input=stdin.encode(),
            capture_output=True,
            cwd=cwd or self.folder,
            env={**clean, **self.env, **dict(env)},
            check=False,
            preexec_fn=before,
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def took(self, *words, stdin, by="priya"):
        """Run a command that must record; returns what it printed."""
        code, out, err = self.run(*words, "--as", by, "--from", "-", stdin=stdin)
        assert code == 0, err
        return out.split()

    def git(self, *arguments):
        command = ["git", *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, check=True).stdout.decode().strip()

    def id_of(self, kind):
        """The id of the first record in a folder of the family."""
        return next((self.folder / kind).rglob("*.md")).stem

    def state(self):
        """Everything that a refused command must leave as it was: history, every file, drafts, the settings."""
        inside = self.folder / ".git"
        head = inside / "refs/heads/main"
        files = {}
        for path in sorted(self.place.rglob("*")):
            parts = path.relative_to(self.place).parts
            if ".git" not in parts and path.is_file():
                files["/".join(parts)] = path.read_bytes()
        names = sorted(path.name for path in self.caseload.iterdir())
        private = inside / "fsworkbook"
        kept = sorted(path.name for path in private.rglob("*") if path.name != "lock") if private.is_dir() else []
        return head.read_bytes() if head.is_file() else b"", files, names, kept


def hold(code, err, wanted=2, says=()):
    """Hold one refusal: its exit code, a sentence that says these words, and neither accident nor canary in it."""
    assert "Traceback" not in err
    assert "something unexpected" not in err, err
    assert CANARY.casefold() not in err.casefold(), err
    assert code == wanted, err
    assert err.startswith("fsworkbook: "), err
    assert not any(ord(char) < 32 and char != "\n" for char in err), err
    assert len(err) < 1500, err
    for words in [says] if isinstance(says, str) else says:
        assert words in err, err


def refused(bad, *arguments, code=2, says=(), **more):
    """Run a command that must be refused: nothing on standard output, nothing written; returns its sentence."""
    before = bad.state()
    got, out, err = bad.run(*arguments, **more)
    hold(got, err, code, says)
    assert out == ""
    assert bad.state() == before
    return err


def family(place, name, text):
    author = Author("helen", "Helen Ward", "helen@example.org", "team-manager")
    change = Change("new-family", f"new-family · {name}", author, datetime(2025, 2, 24, 9, tzinfo=UTC))
    Folder.create(place / name, text, change)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    place = tmp_path_factory.mktemp("bad")
    (place / "caseload").mkdir()
    family(place / "caseload", "marlow", FAMILY)
    family(place / "caseload", "marsh", MARLOW.replace("Marlow", "Marsh").replace("FS-0900", "FS-0901"))
    bad = Bad(place)
    for words, table in FIRST.items():
        bad.took(*words.split(), stdin=table, by="helen" if words.startswith("supervision") else "priya")
    return place


@pytest.fixture
def bad(made, tmp_path):
    """A caseload of one's own, to damage."""
    return Bad(shutil.copytree(made, tmp_path / "place"))


@pytest.fixture(scope="module")
def still(made, tmp_path_factory):
    """One caseload for many tests, because none of them may change it."""
    return Bad(shutil.copytree(made, tmp_path_factory.mktemp("still") / "place"))
