"""The recording commands that are stopped, and how a family's folder stands: nothing, or all of it, and once."""

import atexit
import os
import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fsworkbook.store import codec
from fsworkbook.store.folder import Author, Change, Folder
from tests.cli_work.conftest import FAMILY, NOON
from tests.running import PROGRAM, python

NAME = "marlow"
AGAIN = ("rate", "--as", "tom", "--from", "-")
AGAIN_SAYS = 'rating = "green"\nreason = "What came after."\n'
ASHBY = FAMILY.replace("Marlow", "Ashby").replace(
    "training = true", 'decision = { by = "Assessment and Intervention", on = 2025-02-20 }\ntraining = true'
)
_TAIL = re.compile(r"(\d{4}-\d\d-\d\d-[a-z]+)-[a-z2-7]{10}")
_BY_HAND = "# put in by hand\n"


class Scene(NamedTuple):
    """A recording command: its words and what it is given on standard input, and what was done by hand before it."""

    words: tuple[str, ...]
    says: str
    by_hand: bool = False


SCENES = {
    "rating": Scene(
        ("rate", "--as", "priya", "--from", "-"), 'rating = "red"\nreason = "He came to the door again."\n'
    ),
    "entry with its event": Scene(
        ("module", "3", "--as", "priya", "--from", "-"),
        'parent = "rosa"\nwhere = "home"\n[answers]\n"M3.Q02" = "Lily hides."\n'
        '[event]\ntext = "Dean came to the gate."\neffect_on_child = "Lily hid."\n',
    ),
    "rating after an edit by hand": Scene(
        ("rate", "--as", "tom", "--from", "-"), 'rating = "amber"\nreason = "She told the school."\n', by_hand=True
    ),
    "person": Scene(("person", "add", "--as", "helen", "--from", "-"), 'name = "May Foley"\npart = "relative"\n'),
    "correction": Scene(
        ("correct", "{entry}", "--as", "priya", "--from", "-"),
        'reason = "a word"\n[answers]\n"M3.Q01" = "He yells."\n',
    ),
    "new family": Scene(("new-family", "ashby", "--as", "helen", "--from", "-"), ASHBY),
}
CAREFUL = "new family"
"""The one that makes its folder instead of adding to one."""


class State(NamedTuple):
    """How a folder stands: its files, its history from the first commit on, and whether git finds them the same."""

    files: tuple[tuple[str, str], ...]
    history: tuple[str, ...]
    clean: bool


class Home:
    """A caseload and somebody's settings, to be worked in by the real command line."""

    def __init__(self, place):
        self.place = Path(place)
        self.caseload = self.place / "caseload"
        self.folder = self.caseload / NAME
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("FSWORKBOOK", "COV", "GIT_"))}
        self.env = clean | {
            "FSWORKBOOK_CONFIG": str(self.place / "settings.toml"),
            "FSWORKBOOK_CASELOAD": str(self.caseload),
            "FSWORKBOOK_NOW": NOON,
            "HOME": str(self.place),
            "NO_COLOR": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    @classmethod
    def make(cls, place):
        """Make one family with a rating, an entry and a note; copied from the first that was made."""
        return cls._first().copy(place)

    @classmethod
    @cache
    def _first(cls):
        place = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        return cls._make(Path(place) / "home")

    @classmethod
    def _make(cls, place):
        home = cls(place)
        home.caseload.mkdir(parents=True)
        author = Author("helen", "Helen Ward", "helen@example.org", "team-manager")
        Folder.create(
            home.folder,
            FAMILY,
            Change("new-family", f"new-family · {NAME}", author, datetime(2025, 2, 24, 9, tzinfo=UTC)),
        )
        entry = 'parent = "rosa"\nwhere = "home"\n[answers]\n"M3.Q01" = "He shouts."\n'
        for words, says in (
            (("note", "--as", "tom", "--from", "-"), 'text = "Rosa rang."\n'),
            (("module", "3", "--as", "priya", "--from", "-"), entry),
        ):
            code, _, err = home.run(words, says)
            assert code == 0, err
        return home

    def copy(self, place):
        shutil.copytree(self.place, place, symlinks=True)
        return Home(place)

    def set(self, scene):
        """Do by hand what was done before the scene; returns its words."""
        if scene.by_hand:
            with (self.folder / "family.toml").open("a", encoding="utf-8") as file:
                file.write(_BY_HAND)
            note = next((self.folder / "notes").glob("*.md"))
            note.write_bytes(note.read_bytes() + b"She rang again.\n")
        entry = next((self.folder / "modules").rglob("*.md")).stem
        return tuple(word.format(entry=entry) for word in scene.words)

    def run(self, words, says=""):
        done = python([*PROGRAM, *words], stdin=says.encode(), cwd=self.caseload_or(words), env=self.env)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def caseload_or(self, words):
        """Where a command stands: in the family, but for the one that opens another."""
        return str(self.caseload if words[:1] == ("new-family",) else self.folder)


def git(folder, *arguments):
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def state(folder):
    """Return how a family's folder stands; ids without their chance ends, so that two runs can be compared."""
    files = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and parts[0] != ".git":
            files.append((_plain("/".join(parts)), _plain(path.read_text(encoding="utf-8"))))
    _, log, _ = git(folder, "log", "--reverse", "--format=%s|%an|%(trailers:separator=%x2C)|%T")
    # The trees differ with the ids; how many differ from the one before must not.
    history = []
    before = ""
    for line in log.splitlines():
        said, _, tree = line.rpartition("|")
        history.append(_plain(said) + ("" if tree != before else "|empty"))
        before = tree
    return State(tuple(sorted(files)), tuple(history), git(folder, "status", "--porcelain")[1] == "")


def sound(folder):
    """Hold that git finds nothing broken, and that every record that lies there is one."""
    code, out, err = git(folder, "fsck", "--strict", "--no-dangling")
    assert (code, out, err) == (0, "", ""), (code, out, err)
    for path in folder.rglob("*.md"):
        codec.decode(path.stem, path.read_bytes())


def leftovers(home):
    """Return what lies about where only the lock, empty, and git's own files should."""
    left = [path for path in home.caseload.iterdir() if path.name.startswith(".")]
    for folder in home.caseload.iterdir():
        inside = folder / ".git"
        left += [path for path in inside.rglob("*.lock") if path.is_file()]
        private = inside / "fsworkbook"
        if private.is_dir():
            left += [path for path in private.iterdir() if path.name.startswith("pending") or path.suffix == ".part"]
            left += [path for path in private.glob("lock") if path.stat().st_size]
    return [str(path.relative_to(home.place)) for path in left]


def _plain(text):
    return _TAIL.sub(r"\1-XXXXXXXXXX", text)
