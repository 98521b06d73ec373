"""A family's folder with real git, and records to put there."""

import os
import subprocess
from datetime import UTC, date, datetime

import pytest

from fsworkbook.store import layout
from fsworkbook.store.folder import Author, Change, Folder
from fsworkbook.workbook.record import Record, Section

PRIYA = Author("priya", "Priya Nandakumar", "priya@example.org", "social-worker")
NOW = datetime(2025, 3, 4, 15, 30, 12, tzinfo=UTC)
FAMILY = '# who is who\nformat = 1\nsurname = "Ashdown"\n'


def make_record(kind="rating", text="Kerry told me.\n", **head):
    stem = layout.new_id(date(2025, 3, 4), "priya", os.urandom(7))
    return Record(stem, kind, date(2025, 3, 4), NOW, "priya", head, (Section("reason", "", text),))


def make_change(*records, **more):
    return Change(**{"action": "rate", "subject": "rating · 2025-03-04", "author": PRIYA, "now": NOW} | more,
                  records=records)  # fmt: skip


def git(folder, *arguments, check=True):
    """Run git as a person would who looks at the folder with nothing but git."""
    return subprocess.run(
        ["git", *arguments], cwd=folder.path, capture_output=True, text=True, check=check, encoding="utf-8"
    ).stdout.strip()


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Keep the git configuration of whoever runs the tests out of them."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody Else")


@pytest.fixture
def folder(tmp_path):
    return Folder.create(tmp_path / "ashdown", FAMILY, make_change(action="new-family", subject="family · ashdown"))
