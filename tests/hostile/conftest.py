"""A small family with records, the command line in this process, and a trap that tells when somebody's program ran."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from fsworkbook.cli.commands import entries
from tests.cli_bad.conftest import FAMILY, FIRST, Bad, family

posix = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts, links and pipes")
FULL = bool(os.environ.get("FSWORKBOOK_TORTURE"))
"""Whether everything is tried (`make torture`), or a bounded part of it."""

BESIDE = "Zaunkoenig"
"""A word that stands in files beside the family's folder and must never be read from there."""

READING = ("families", "families marlow", "show", "log", "module", "rag", "summary", "person", "due", "doctor",
           "audit verify", "supervision", "report --check --assessment PA-R", "use marlow")  # fmt: skip
RECORDING = {
    "note": 'text = "x"',
    "module 3": 'parent = "rosa"\n[answers]\n"M3.Q02" = "x"',
    "rate": 'rating = "red"\nreason = "x"',
    "strike {note}": 'reason = "x"',
    "person change rosa": 'faith = "x"',
    "sync": None,
}
FEW = ("families", "show", "log", "note", "person change rosa", "sync", "doctor", "audit verify")
"""What each trap is tried with; `make torture` tries every command."""


class Trap:
    """Programs that leave a trace when they are run, in a folder beside the family's."""

    def __init__(self, place):
        self.place = place / "beside"
        self.place.mkdir()
        self.trace = place / "somebody-ran-it"
        self.script = self.program("trap")
        (self.place / "secret.md").write_text(f"+++\nformat = 1\n+++\n{BESIDE}\n")
        (self.place / "secret.toml").write_text(f'{FAMILY}\n[[team]]\nkey = "{BESIDE.lower()}"\nname = "{BESIDE}"\n'
                                                'role = "social-worker"\n')  # fmt: skip

    def program(self, name, folder=None):
        """Write a program of this name, and return its path."""
        path = (folder or self.place) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> {self.trace}\ncat 2>/dev/null\nexit 0\n')
        path.chmod(0o755)
        return path

    def hooks(self, folder):
        """Put every hook that git knows into a folder, and return it."""
        for name in HOOKS:
            self.program(name, folder)
        return folder

    @property
    def ran(self):
        return self.trace.read_text() if self.trace.exists() else ""

    def seen(self):
        """Everything that lies beside the family's folder."""
        found = {}
        for path in sorted(self.place.rglob("*")):
            kind = path.lstat().st_mode
            found[str(path)] = (kind, path.read_bytes() if path.is_file() and not path.is_symlink() else b"")
        return found


HOOKS = ("applypatch-msg", "pre-applypatch", "post-applypatch", "pre-commit", "pre-merge-commit", "prepare-commit-msg",
         "commit-msg", "post-commit", "pre-rebase", "post-checkout", "post-merge", "pre-push", "pre-receive", "update",
         "proc-receive", "post-receive", "post-update", "reference-transaction", "push-to-checkout", "pre-auto-gc",
         "post-rewrite", "sendemail-validate", "fsmonitor-watchman", "post-index-change", "query-watchman")  # fmt: skip


@contextmanager
def at_most(seconds):
    """Break off what hangs."""

    def late(*_):
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def there(words):
    """Whether this version has the command."""
    return words.split()[0] in entries()


def tried(book, words, **more):
    """Run a command however it goes, and hold that it ends with a sentence of ours; returns code, output, message."""
    table = RECORDING.get(words)
    call = words.format(note=book.note).split()
    if words in RECORDING:
        call += ["--as", "priya"]
    if table is not None:
        call += ["--from", "-"]
    with at_most(20):
        code, out, err = book.run(*call, stdin=table or "", **more)
    assert "Traceback" not in err, (words, err)
    assert "something unexpected" not in err, (words, err)
    assert code in {0, 1, 2, 3, 4}, (words, code, err)
    return code, out, err


class Book(Bad):
    """The caseload, the family's folder in it, and the id of a note there."""

    def __init__(self, place):
        super().__init__(place)
        self.note = "note"

    def plain_git(self, *arguments, **more):
        """Run git as the person would who prepares the folder."""
        names = {"GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.org"}
        names |= {"GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@example.org"}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env={**os.environ, **names}, capture_output=True, check=False, **more
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """Keep the git configuration of whoever runs the tests out of them."""
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile")
    (place / "caseload").mkdir()
    family(place / "caseload", "marlow", FAMILY)
    family(place / "caseload", "marsh", FAMILY.replace("Marlow", "Marsh").replace("FS-0900", "FS-0901"))
    book = Book(place)
    for words in ("note", "event", "module"):
        book.took(words, stdin=FIRST[words])
    return place


@pytest.fixture
def book(prepared, tmp_path):
    """A caseload of one's own, to prepare as somebody hostile would."""
    found = Book(shutil.copytree(prepared, tmp_path / "place"))
    found.note = found.id_of("notes")
    return found


@pytest.fixture
def trap(tmp_path):
    return Trap(tmp_path)
