"""A small family on disk, and the real command line at a set time."""

import json
import os
import subprocess
from datetime import UTC, datetime

import pytest

from fsworkbook.store.folder import Author, Change, Folder
from tests.running import run

FAMILY = """\
format = 1
reference = "FS-0001"
surname = "Rowan"
opened = 2025-02-24
training = true

[[person]]
key = "ana"
name = "Ana Rowan"
part = "parent"

[[person]]
key = "ida"
name = "Ida Rowan"
part = "child"
born = 2015-11-11

[[relation]]
key = "r1"
a = "ana"
b = "ida"
kind = "mother"

[[assessment]]
key = "PA-A"
parents = ["ana"]
children = ["ida"]
started = 2025-03-03

[[team]]
key = "mia"
name = "Mia Moss"
role = "team-manager"

[[team]]
key = "sam"
name = "Sam Wells"
role = "social-worker"

[[team]]
key = "tia"
name = "Tia Byrne"
role = "children-family-worker"

[[team]]
key = "eve"
name = "Eve Hart"
role = "embedded-coordinator"
"""


class Workbook:
    """The family `rowan` and a shell: `book.run("rate", by="sam", at="2025-03-10", **table)`."""

    def __init__(self, folder):
        self.path = folder / "rowan"
        self.folder = folder
        author = Author("sam", "Sam Wells", "sam@example.org", "social-worker")
        now = datetime(2025, 2, 24, 10, tzinfo=UTC)
        Folder.create(self.path, FAMILY, Change("open-family", "open · rowan · 2025-02-24", author, now))

    def run(self, *words, by="", at="2025-03-10T12:00", table=None, code=0):
        env = os.environ | {
            "FSWORKBOOK_NOW": at,
            "FSWORKBOOK_CONFIG": str(self.folder / "config.toml"),
            "FSWORKBOOK_CASELOAD": str(self.folder),
        }
        arguments = [*words, "--family", "rowan"]
        arguments += ["--as", by] if by else []
        arguments += ["--from", "-"] if table is not None else []
        done = run(arguments, stdin=table or "", env=env, cwd=self.folder)
        assert done.returncode == code, done.stderr
        return done

    def json(self, *words, **more):
        return json.loads(self.run(*words, "--json", **more).stdout)["data"]

    def git(self, *words):
        return subprocess.run(["git", *words], cwd=self.path, capture_output=True, encoding="utf-8", check=True).stdout

    def state(self):
        return self.git("rev-parse", "HEAD"), self.git("status", "--porcelain"), sorted(self.path.rglob("*.md"))


@pytest.fixture
def book(tmp_path):
    return Workbook(tmp_path)
