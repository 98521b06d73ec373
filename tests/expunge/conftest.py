"""Families from which something is taken out, and the search for what should be nowhere any more."""

import os
import subprocess
import zlib
from contextlib import suppress
from datetime import date

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.store import audit, codec, layout, remote, sync
from fsworkbook.store.expunging import taking
from fsworkbook.store.expunging.planning import Target
from fsworkbook.store.git import Git
from fsworkbook.workbook.audit.rules import Rules
from fsworkbook.workbook.record import Record, Section
from tests.sync.conftest import MOMENTS, START, Team, change, timedelta

RULES = Rules(load(shipped()))
DAY = date(2025, 3, 4)


def note(by="priya", text="She came with her sister.\n", kind="note", **head):
    """Return a note that no other is like, not even to the second."""
    moment = START + timedelta(seconds=next(MOMENTS))
    return Record(layout.new_id(DAY, by, os.urandom(7)), kind, DAY, moment, by, head, (Section("account", "", text),))


def put(folder, by="priya", text="She came with her sister.\n", attachments=(), **head):
    """Record a note, with attachments under its id; return its id."""
    made = note(by, text, **head)
    files = tuple((f"attachments/{made.id}/{name}", data) for name, data in attachments)
    folder.write(change(by, records=(made,), attachments=files))
    return made.id


def expunge(folder, *strings, records=(), by="alison", sealed=frozenset, key=None, watch=None):
    """Take something out as the command does, without asking."""
    target = Target(frozenset(records), strings)
    found = taking.find(Git(folder.path), target)
    moment = START + timedelta(seconds=next(MOMENTS))

    def tombstone(says):
        return Record(layout.new_id(DAY, by, os.urandom(7)), "tombstone", DAY, moment, by,
                      {**says.head(), "reason": "another-family"})  # fmt: skip

    signed = change(by, "expunge", signing_key=key)
    return taking.take_out(folder.path, found, target, signed, tombstone, sealed, *([watch] if watch else []))


def share(folder, by, **more):
    """Sync one folder for somebody, as the command does."""

    def judge(head):
        return audit.judge(Git(folder.path), head, RULES)

    return sync.sync(remote.of(Git(folder.path)), change(by, **more), judge=judge)


def findings(folder):
    return [(item.kind, item.words, item.record, item.path) for item in audit.verify(folder.path, RULES, None).findings]


def objects(root):
    """Return the bytes of everything that git holds in a folder, whatever leads to it."""
    command = ["git", "cat-file", "--batch", "--batch-all-objects", "--unordered"]
    return subprocess.run(command, cwd=root, capture_output=True, check=True).stdout


def found_in(root, *words):
    """Return where any of some words stands in a folder: raw and inflated, in every file and every object of git's."""
    wanted = [word.encode() for word in words]
    places = []
    for path in root.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        parts = [data, str(path.relative_to(root)).encode()]
        with suppress(zlib.error):
            parts.append(zlib.decompress(data))
        if any(word in part for word in wanted for part in parts):
            places.append(str(path.relative_to(root)))
    held = objects(root)
    return places + [f"an object: {word.decode()}" for word in wanted if word in held]


def history(root):
    """Return the whole history: each commit's author, committer and message with every file of it, newest first."""
    shape = "--format=%x00%H%x01%an %ae %at%x01%cn %ce %ct%x01%B"
    said = subprocess.run(["git", "log", "--topo-order", shape], cwd=root, capture_output=True, check=True).stdout
    commits = []
    for block in said.decode().split("\0")[1:]:
        oid, *rest = block.split("\x01")
        listed = subprocess.run(["git", "ls-tree", "-r", "-z", oid], cwd=root, capture_output=True, check=True).stdout
        entries = [line.partition("\t") for line in listed.decode().split("\0") if line]
        commits.append((oid, tuple(rest), {path: facts.split()[2] for facts, _, path in entries}))
    return commits


def blob(root, oid):
    return subprocess.run(["git", "cat-file", "blob", oid], cwd=root, capture_output=True, check=True).stdout


def sound(folder):
    done = subprocess.run(
        ["git", "fsck", "--strict", "--no-dangling"], cwd=folder.path, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    for path in folder.path.glob("[a-z]*/**/*.md"):
        codec.decode(path.stem, path.read_bytes())
    status = subprocess.run(["git", "status", "--porcelain"], cwd=folder.path, capture_output=True, check=True).stdout
    assert status == b""


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("GIT_", "SSH_", "FSWORKBOOK_NOW"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def team(tmp_path):
    return Team(tmp_path)
