"""A family, the place where it is shared, and colleagues with a folder each."""

import atexit
import itertools
import os
import shutil
import subprocess
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fsworkbook.store import address, familyfile, joining, layout, remote, sync
from fsworkbook.store.change import Author, Change
from fsworkbook.store.folder import Folder
from fsworkbook.store.git import Git
from fsworkbook.workbook.record import Record, Section

START = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
MOMENTS = itertools.count()
TEAM = {
    key: Author(key, name, f"{key}@example.org", role)
    for key, name, role in (
        ("alison", "Alison Tranter", "team-manager"),
        ("priya", "Priya Nandakumar", "social-worker"),
        ("tom", "Tom Whitcombe", "children-family-worker"),
        ("ruth", "Ruth Oyelaran", "recovery-worker"),
    )
}
FAMILY = """\
# Who is who. This remark stays.
format = 1
reference = "FS-0417"
surname = "Ashdown"
opened = 2025-02-24
training = true

# The family, and people close to it.
[[person]]
key = "kerry"
name = "Kerry Ashdown"
part = "parent"
communication = "By phone"   # asked in February

[[person]]
key = "tyler"
name = "Tyler Ashdown"
part = "child"
known_as = ["Ty"]

[[relation]]
key = "r-kerry-tyler"
a = "kerry"
b = "tyler"
kind = "mother"

[[household]]
key = "h-kerry"
members = ["kerry", "tyler"]
address = "14 Orchard Close"

""" + "".join(
    f'[[team]]\nkey = "{one.key}"\nname = "{one.name}"\nrole = "{one.role}"\nemail = "{one.email}"\n\n'
    for one in TEAM.values()
)


def change(by="priya", action="note", **more):
    """Return a change of somebody's, each a second after the one before."""
    now = START + timedelta(seconds=next(MOMENTS))
    return Change(**{"action": action, "subject": f"{action} · 2025-03-04", "author": TEAM[by], "now": now} | more)


def note(by="priya", text="She came with her sister.\n"):
    stem = layout.new_id(date(2025, 3, 4), by, os.urandom(7))
    return Record(stem, "note", date(2025, 3, 4), START, by, {}, (Section("account", "", text),))


def record(folder, by="priya", count=1):
    """Record some notes, a commit each; return their ids."""
    notes = [note(by) for _ in range(count)]
    for one in notes:
        folder.write(change(by, records=(one,)))
    return [one.id for one in notes]


def edit(folder, by, kind, key, **values):
    """Change who is who through the store."""
    text = familyfile.change(folder.family_text(), kind, key, values)
    folder.write(change(by, "person-change", family=text))


def git(folder, *arguments, check=True, extra=None):
    done = subprocess.run(
        ["git", *arguments], cwd=getattr(folder, "path", folder), capture_output=True, text=True, check=check,
        encoding="utf-8", env=os.environ | (extra or {}),
    )  # fmt: skip
    return done.stdout.strip()


def share(folder, by="priya"):
    """Sync one folder for somebody, as the command does."""
    return sync.sync(remote.of(Git(folder.path)), change(by))


def contents(folder):
    """Return every file of a family's folder, git's own left out, by its path."""
    return {
        str(path.relative_to(folder.path)): path.read_bytes()
        for path in sorted(folder.path.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder.path).parts[:1]
    }


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Keep the git settings of whoever runs the tests out of them."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("GIT_", "SSH_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return home


class Team:
    """A family that is shared in a bare folder, and colleagues who have it."""

    def __init__(self, base: Path):
        self.base = base
        self.place = base / "shared" / "ashdown.git"
        self.address = address.read(str(self.place), base)
        if not _begun:
            _begun.append(_begin())
        shutil.copytree(_begun[0], base, dirs_exist_ok=True)
        self.first = Folder(base / "priya" / "ashdown")
        git(self.first, "config", "remote.origin.url", str(self.place))
        self.folders = {"priya": self.first}

    def join(self, by):
        self.folders[by] = joining.join(self.address, self.base / by / "ashdown")
        return self.folders[by]

    def of(self, *keys):
        return [self.folders.get(key) or self.join(key) for key in keys]


_begun = []
"""Where the family lies that every test begins with: made once, by whoever comes first."""


def _begin():
    base = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    (base / "priya").mkdir()
    first = Folder.create(base / "priya" / "ashdown", FAMILY, change(action="new-family"))
    place = base / "shared" / "ashdown.git"
    sync.prepare(place)
    sync.begin(remote.Remote(Git(first.path), address.read(str(place), base)), change())
    return base


@pytest.fixture
def team(tmp_path):
    return Team(tmp_path)
