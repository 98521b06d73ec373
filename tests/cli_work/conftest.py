"""A small made-up family in a real folder, and the real command line at work in it."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fsworkbook.store.folder import Author, Change, Folder
from tests.cli.conftest import Terminal
from tests.running import PROGRAM, run

FAMILY = """format = 1
reference = "FS-0900"
surname = "Marlow"
opened = 2025-02-24
training = true

[[person]]
key = "rosa"
name = "Rosa Marlow"
part = "parent"
gender = "female"

[[person]]
key = "dean"
name = "Dean Foley"
part = "parent"
gender = "male"

[[person]]
key = "carl"
name = "Carl Osgood"
part = "other"
gender = "male"

[[person]]
key = "josh"
name = "Josh Osgood"
part = "child"
born = 2016-04-02

[[person]]
key = "lily"
name = "Lily Foley"
part = "child"
born = 2021-06-11

[[relation]]
key = "r1"
a = "rosa"
b = "josh"
kind = "mother"

[[relation]]
key = "r2"
a = "rosa"
b = "lily"
kind = "mother"

[[relation]]
key = "r3"
a = "dean"
b = "lily"
kind = "father"

[[relation]]
key = "r4"
a = "carl"
b = "josh"
kind = "father"

[[assessment]]
key = "PA-R"
parents = ["rosa"]
children = ["josh", "lily"]
started = 2025-03-03

[[assessment]]
key = "PA-D"
parents = ["dean"]
children = ["lily"]
started = 2025-03-03

[[order]]
key = "nmo1"
kind = "non-molestation order"
against = "dean"
protects = ["rosa", "josh", "lily"]
from = 2025-01-17
until = 2026-01-17

[[team]]
key = "helen"
name = "Helen Ward"
role = "team-manager"
email = "helen@example.org"

[[team]]
key = "priya"
name = "Priya Nandakumar"
role = "social-worker"
email = "priya@example.org"

[[team]]
key = "tom"
name = "Tom Whitcombe"
role = "children-family-worker"
email = "tom@example.org"

[[team]]
key = "ruth"
name = "Ruth Oyelaran"
role = "embedded-coordinator"
email = "ruth@example.org"
"""

NOON = "2025-04-14T12:00"


class Work:
    """The family's folder and the command line in it."""

    def __init__(self, folder, config):
        self.folder = folder
        self.clean = {key: value for key, value in os.environ.items() if not key.startswith(("FSWORKBOOK", "COV"))}
        self.env = {"FSWORKBOOK_CONFIG": str(config), "FSWORKBOOK_NOW": NOON, "NO_COLOR": "1"}

    def run(self, *arguments, stdin="", now=NOON):
        """Run a command; returns its exit code, standard output and standard error."""
        env = {**self.clean, **self.env, "FSWORKBOOK_NOW": now}
        done = run(arguments, stdin=stdin, cwd=self.folder, env=env)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    def take(self, *arguments, stdin="", now=NOON):
        """Run a command that must record; returns the ids."""
        code, out, err = self.run(*arguments, "--from", "-", stdin=stdin, now=now)
        assert code == 0, err
        return out.split()

    def data(self, *arguments):
        """Run a reading command with --json; returns its data."""
        code, out, err = self.run(*arguments, "--json")
        assert code == 0, err
        document = json.loads(out)
        assert document["format"] == 1
        assert document["family"] == "marlow"
        return document["data"]

    def git(self, *arguments):
        done = subprocess.run(["git", *arguments], capture_output=True, cwd=self.folder, check=True)
        return done.stdout.decode().strip()

    def state(self):
        """Everything that a refused command must leave as it was."""
        files = {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and ".git" not in path.parts
        }
        return self.git("rev-parse", "HEAD"), files

    def terminal(self, *arguments, **env):
        """Begin a command on a real terminal of 80 columns."""
        if os.name == "nt":
            pytest.skip("pexpect needs a Unix terminal")
        return Terminal([*PROGRAM, *arguments], {**self.env, **env}, cwd=str(self.folder))


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    place = tmp_path_factory.mktemp("caseload") / "marlow"
    author = Author("helen", "Helen Ward", "helen@example.org", "team-manager")
    change = Change("new-family", "new-family · marlow", author, datetime(2025, 2, 24, 9, tzinfo=UTC))
    Folder.create(place, FAMILY, change)
    return place


@pytest.fixture
def work(made, tmp_path):
    folder = tmp_path / "marlow"
    shutil.copytree(made, folder)
    return Work(folder, Path(tmp_path) / "settings.toml")


@pytest.fixture
def terminals(work):
    opened = []

    def begin(*arguments, **env):
        opened.append(work.terminal(*arguments, **env))
        return opened[-1]

    yield begin
    for one in opened:
        one.child.close(force=True)
