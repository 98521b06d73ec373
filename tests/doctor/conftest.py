"""A sound machine with a sound family on it, both small, real and made up; and the real command in this process."""

import io
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.main import run
from fsworkbook.store import layout
from fsworkbook.store.folder import Author, Change, Folder
from fsworkbook.workbook.record import Record, Section
from tests.cli.conftest import Scripted

PRIYA = Author("priya", "Priya Nandakumar", "priya@example.org", "social-worker")
BEGUN = datetime(2025, 3, 4, 15, 30, 12, tzinfo=UTC)
FAMILY = """# who is who
format = 1
reference = "FS-0417"
surname = "Ashdown"
opened = 2025-02-24
training = true

[[person]]
key = "kerry"
name = "Kerry Ashdown"
part = "parent"

[[team]]
key = "priya"
name = "Priya Nandakumar"
role = "social-worker"
email = "priya@example.org"
"""
RECORDS = 5


class Agreeing(Scripted):
    """Says yes to everything, and remembers what it was asked."""

    def _one(self, label, choices, default, *, more):  # noqa: ARG002 - the asker's own
        self.asked.append(label)
        return "yes"


class Declining(Agreeing):
    """Says no to everything."""

    def _one(self, label, choices, default, *, more):
        super()._one(label, choices, default, more=more)
        return "no"


class Patient:
    """The family's folder, what was recorded in it, and the doctor."""

    def __init__(self, path, home):
        self.path = path
        self.git_folder = path / ".git"
        self.home = home
        self.env = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "FSWORKBOOK_CONFIG": str(home / "settings.toml"),
            "EDITOR": "cat",
        }
        self.records = self.ids()
        self.asked = []

    @property
    def folder(self):
        return Folder(self.path)

    def ids(self):
        return {record.id for record in self.folder.records()[0]}

    def doctor(self, *arguments, asker=None, env=None, cwd=None):
        """Run the doctor in the folder; returns exit code, standard output and standard error."""
        desk = Desk(
            env={**self.env, **(env or {})},
            stdin=io.StringIO(),
            stdout=io.StringIO(),
            stderr=io.StringIO(),
            cwd=cwd or self.path,
            asker=self._remembering(asker) if asker else None,
        )
        code = run(["doctor", *map(str, arguments)], desk)
        return code, desk.stdout.getvalue(), desk.stderr.getvalue()

    def data(self, *arguments, **more):
        code, out, err = self.doctor(*arguments, "--json", **more)
        assert not err or "--full" in arguments
        document = json.loads(out)
        assert (document["format"], document["kind"]) == (1, "doctor")
        assert code == (0 if document["data"]["sound"] else 1)
        return document["data"]

    def found(self, *arguments, **more):
        """Return the names of what is not sound in the folder."""
        (family,) = self.data(*arguments, **more)["families"]
        return {item["check"]: item["mark"] for item in family["checks"] if item["mark"] != "sound"}

    def git(self, *arguments, check=True, feed=None):
        """Run git as a person would who stands in the folder."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        names = {
            f"GIT_{who}_{what}": "somebody@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env={**clean, **names, "HOME": str(self.home), "GIT_EDITOR": "true"},
            capture_output=True,
            check=check,
            input=feed,
        )
        return done.stdout.decode().strip() if check else done

    def record(self, number=1):
        """Record something more; returns the ids."""
        records = tuple(make_record(f"Said afterwards, {number}.\n") for number in range(number))
        self.folder.write(change(*records, now=datetime.now(UTC)))
        return {item.id for item in records}

    def whole(self):
        """Return whether git itself finds nothing wrong with the whole history."""
        done = self.git("fsck", "--full", "--strict", "--no-dangling", check=False)
        said = (done.stdout + done.stderr).decode()
        return done.returncode == 0 and "error" not in said and "missing" not in said

    def state(self):
        """Return every file of the folder, with its bytes and its time."""
        return {
            str(path.relative_to(self.path)): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(self.path.rglob("*"))
            if path.is_file() and not path.is_symlink()
        }

    def aside(self):
        """Return what mends have kept, by its path below the time."""
        place = self.git_folder / "fsworkbook" / "aside"
        return {str(path.relative_to(next(place.iterdir()))) for path in place.rglob("*") if path.is_file()}

    def _remembering(self, kind):
        def make(desk):
            asker = kind(desk, [])
            self.asked = asker.asked
            return asker

        return make


def make_record(text):
    stem = layout.new_id(BEGUN.date(), "priya", os.urandom(7))
    return Record(stem, "note", BEGUN.date(), BEGUN, "priya", {}, (Section("account", "", text),))


def change(*records, now=BEGUN, **more):
    return Change("note", "note · 2025-03-04", PRIYA, now, records=records, **more)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "ashdown"
    folder = Folder.create(path, FAMILY, change())
    for number in range(RECORDS):
        folder.write(change(make_record(f"Kerry told me, {number}.\n"), now=BEGUN + timedelta(days=number)))
    return path


@pytest.fixture
def home(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def load(tmp_path):
    load = tmp_path / "load"
    load.mkdir()
    return load


@pytest.fixture
def patient(made, home, load):
    shutil.copytree(made, load / "ashdown")
    settings = (
        f'name = "Priya Nandakumar"\nkey = "priya"\nemail = "priya@example.org"\ncaseload = "{load.as_posix()}"\n'
    )
    (home / "settings.toml").write_text(settings, encoding="utf-8")
    return Patient(load / "ashdown", home)


@pytest.fixture
def fake_git(tmp_path, monkeypatch):
    """Put a git of some version before the real one, which does the work; None is a machine without any."""

    def put(version):
        place = tmp_path / "bin"
        place.mkdir()
        if version is None:
            monkeypatch.setenv("PATH", str(place))
            return
        real = shutil.which("git")
        program = place / "git"
        program.write_text(
            f'#!/bin/sh\nif [ "$1" = --version ]; then echo "{version}"; exit 0; fi\nexec {real} "$@"\n',
            encoding="utf-8",
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{place}{os.pathsep}{os.environ['PATH']}")

    return put


def old(path, seconds=7200):
    """Let a file look as if it had last been touched a while ago."""
    moment = datetime.now(UTC).timestamp() - seconds
    os.utime(path, (moment, moment))
