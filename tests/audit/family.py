"""A family with a history of its own, real git in it, and somebody who meddles."""

import os
import shutil
import subprocess
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.store import codec, layout
from fsworkbook.store.audit import verify
from fsworkbook.store.folder import Author, Change, Folder
from fsworkbook.workbook.audit.rules import Rules
from fsworkbook.workbook.clock import day_of
from fsworkbook.workbook.record import Record, Section

RULES = Rules(load(shipped()))
TEAM = {
    "alison": ("Alison Tranter", "team-manager"),
    "priya": ("Priya Nandakumar", "social-worker"),
    "tom": ("Tom Whitcombe", "children-family-worker"),
    "leanne": ("Leanne Osei", "domestic-abuse-practitioner"),
    "ruth": ("Ruth Oyelaran", "embedded-coordinator"),
}
PEOPLE = """[[person]]
key = "tyler"
name = "Tyler Carrick"
part = "child"
born = 2015-11-11

[[person]]
key = "kerry"
name = "Kerry Carrick"
part = "parent"

"""
FIRST = datetime.fromtimestamp(int(time.time()) // 3600 * 3600, UTC) - timedelta(days=20)
"""When the workbook is opened; everything after it follows by the hour."""


def author(key):
    name, role = TEAM[key]
    return Author(key, name, f"{key}@example.org", role)


def family_text(*, training=False, policy="", keys=()):
    rows = [
        f'[[team]]\nkey = "{key}"\nname = "{name}"\nrole = "{role}"\nemail = "{key}@example.org"\n'
        + (f'signing_key = "{dict(keys)[key]}"\n' if key in dict(keys) else "")
        for key, (name, role) in TEAM.items()
    ]
    top = f'format = 1\nreference = "FS-0500"\nsurname = "Carrick"\ntraining = {str(training).lower()}\n\n'
    return top + (f'[policy]\nsigned = "{policy}"\n\n' if policy else "") + PEOPLE + "\n".join(rows)


def record_of(kind, by, when, text="Kerry told me how it was.\n", tail=None, **head):
    chance = os.urandom(layout.ENTROPY)
    stem = layout.new_id(day_of(when), by, chance) if tail is None else f"{day_of(when)}-{by}-{tail}"
    return Record(stem, kind, day_of(when), when, by, head, (Section("account", "", text),))


class Carricks:
    """A family's folder and its history, for whoever works there as they should, and for whoever does not."""

    def __init__(self, path, now=FIRST):
        self.path = Path(path)
        self.now = now
        self.records = {}
        self.keys = {}

    # As it should be

    @classmethod
    def found(cls, path, **how):
        """Open a workbook; `how` as for `family_text`."""
        family = cls(path)
        change = Change("new-family", "open · carrick", author("alison"), FIRST, signing_key=how.pop("key", None))
        Folder.create(family.path, family_text(**how), change)
        return family

    def hour(self, hours=1):
        """Let time go by, and return when it is."""
        self.now += timedelta(hours=hours)
        return self.now

    def record(self, kind, by, *, name="", action="", attachments=(), family=None, **head):
        """Record as the program does."""
        when = self.hour()
        made = (record_of(kind, by, when, **head),) if kind else ()
        change = Change(
            action=action or kind or "person-change",
            subject=f"{kind or 'person change'} · {day_of(when)}",
            author=author(by),
            now=when,
            records=made,
            family=family,
            attachments=tuple((f"attachments/{made[0].id}/{file}", data) for file, data in attachments),
            signing_key=self.keys.get(by),
        )
        Folder(self.path).write(change)
        if name:
            self.records[name] = made[0].id
        return made[0].id if made else ""

    def a_month(self):
        """Record what a month brings."""
        self.record("note", "priya", name="note")
        self.record("visit", "tom", name="visit", attachments=[("drawing.png", b"\x89PNG drawn by Tyler")])
        self.record("chronology", "leanne", name="event")
        self.record("rating", "priya", name="rating", rating="amber", reason="She kept every session.")
        meeting = self.record("supervision", "ruth", name="planned", step="scheduled", planned=date(2025, 3, 4))
        self.record("supervision", "alison", name="held", step="held", meeting=meeting, agreed="amber")
        self.record("supervision", "ruth", name="minutes", step="minutes", meeting=meeting)
        self.record("note", "tom", name="later")
        return self

    # On disk

    @property
    def text(self):
        return (self.path / "family.toml").read_text(encoding="utf-8")

    def file(self, name):
        """Return the path of a record's file in the folder."""
        (found,) = self.path.rglob(f"{self.records.get(name, name)}.md")
        return found

    def inside(self, name):
        """Return the path of a record's file from the family's folder."""
        return self.file(name).relative_to(self.path).as_posix()

    def rewrite(self, name, old="Kerry told", new="Nobody told"):
        file = self.file(name)
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def family(self, old, new):
        assert old in self.text
        (self.path / "family.toml").write_text(self.text.replace(old, new), encoding="utf-8")

    def place(self, record, path=""):
        """Put a record's file into the folder as the program would write it; return its path."""
        target = self.path / (path or str(layout.path_of(record)))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(codec.encode(record))
        return target

    # With git alone

    def git(self, *words, who="tom", when=None, committed=None, committer=None, feed=None, check=True, **env):
        """Run git as a person does; `who` is a key of the team, or a name and an address."""
        name, email = (TEAM[who][0], f"{who}@example.org") if who in TEAM else who
        by_name, by_email = (TEAM[committer][0], f"{committer}@example.org") if committer else (name, email)
        when = when or self.now
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": name,
            "GIT_AUTHOR_EMAIL": email,
            "GIT_AUTHOR_DATE": f"@{int(when.timestamp())} +0000",
            "GIT_COMMITTER_NAME": by_name,
            "GIT_COMMITTER_EMAIL": by_email,
            "GIT_COMMITTER_DATE": f"@{int((committed or when).timestamp())} +0000",
            "GIT_EDITOR": "true",
            "GIT_ALLOW_PROTOCOL": "file",
            "HOME": str(self.path.parent),
            **env,
        }
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *map(str, words)],
            cwd=self.path, env=environment, input=feed, capture_output=True, check=False,
        )  # fmt: skip
        assert not check or done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8", errors="replace").strip()

    def commit(self, message="tidied up", **how):
        """Commit everything that lies in the folder, with git alone."""
        how.setdefault("when", self.hour())
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}", **how)
        return self.head

    def dressed(self, by, action, *records, role="", key="", who=None, subject="", clock="", **how):
        """Commit everything that lies in the folder as the program would sign it."""
        message = self.said(by, action, *records, role=role, key=key, clock=clock, subject=subject)
        return self.commit(message, who=who or by, **how)

    @staticmethod
    def said(by, action, *records, role="", key="", clock="", subject=""):
        lines = [
            f"Workbook-Action: {action}",
            *(f"Workbook-Record: {record}" for record in records),
            f"Workbook-Role: {role or TEAM[by][1]}",
            f"Workbook-Author: {key or by}",
            *([f"Workbook-Clock: {clock}"] if clock else []),
        ]
        return "\n".join([subject or f"{action} · 2025-03-04", "", *lines, ""])

    @property
    def head(self):
        return self.git("rev-parse", "HEAD")

    def again(self, *changes):
        """Write the last commits anew, faithfully to the second; each change is called before its commit is made.

        A change of None leaves the commit out; `changes` belong to the last commits, the newest last.
        """
        listed = self.git("rev-list", "--max-count", len(changes), "HEAD").split()[::-1]
        self.git("reset", "--quiet", "--hard", f"{listed[0]}^")
        for commit, change in zip(listed, changes, strict=True):
            if change is not None:
                self.make_again(commit, change)

    def make_again(self, commit, change):
        """Make a commit again, faithfully to the second, on top of what stands now; `change` may alter the folder."""
        self.git("cherry-pick", "--no-commit", commit)
        change()
        self.git("add", "--all")
        name, email, when, said = self.git("show", "--no-patch", "--format=%an%x00%ae%x00%at%x00%B", commit).split("\0")
        moment = datetime.fromtimestamp(int(when), UTC)
        self.git("commit", "--quiet", "--allow-empty", "--file=-", who=(name, email), when=moment, feed=said.encode())

    # Copies, and what is found

    def copy(self, path):
        """Return a copy of the whole folder, as another computer of the same person has it."""
        shutil.copytree(self.path, path, symlinks=True)
        other = Carricks(path, self.now)
        other.records = dict(self.records)
        other.keys = dict(self.keys)
        return other

    def clone(self, path):
        """Return a fresh clone of what can be reached from the head, which saw nothing before."""
        self.git("clone", "--quiet", "--no-local", "--single-branch", f"file://{self.path}", path)
        other = Carricks(path, self.now)
        other.records = dict(self.records)
        return other

    @contextmanager
    def apart(self, path, meanwhile):
        """Let somebody work in a copy meanwhile; the block works here, and can then merge `theirs`."""
        other = self.copy(path)
        meanwhile(other)
        yield other
        self.now = max(self.now, other.now)

    def fetch(self, other, name="theirs"):
        self.git("fetch", "--quiet", f"file://{other.path}", f"HEAD:refs/fsworkbook/{name}")
        return f"refs/fsworkbook/{name}"

    def merge(self, other, *words, by="alison", dressed=True, **how):
        """Merge another copy's head; `words` are git's own for how."""
        theirs = self.fetch(other)
        message = self.said(by, "sync") if dressed else "merged"
        self.git("merge", "--quiet", "--no-ff", f"--message={message}", *words, theirs, who=by, when=self.hour(), **how)

    def findings(self):
        return verify(self.path, RULES, int(time.time())).findings

    def kinds(self):
        return Counter(finding.kind for finding in self.findings())
