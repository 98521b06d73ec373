"""The index: whatever happens to a family, to the practice model or to the index itself, nobody sees a difference."""

import io
import os
import re
import shutil
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.cli.frame import choosing
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.time import outlooks as seam
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped, templates_root
from fsworkbook.store import files, index
from fsworkbook.store.codec import encode
from fsworkbook.store.layout import new_id, path_of
from fsworkbook.workbook.caseload import line
from fsworkbook.workbook.record import Record, Section
from fsworkbook.workbook.timing import days

WHO = (templates_root() / "training" / "ashdown" / "family.toml").read_bytes()
DAY = date(2025, 4, 1)
NAMES = ("ashdown", "bello")
TICK = 0.012
"""Seconds after which this disk's clock has moved on."""


@cache
def model(folder, changed):
    del changed
    return load(folder)


class Caseload:
    """Two families, a practice model of their own, and everything that may happen to them."""

    def __init__(self, place):
        self.place = place
        self.practice = Path(shutil.copytree(shipped(), place / "practice"))
        self.changed = 0
        self.count = 0
        for name in NAMES:
            (place / "load" / name / ".git" / "fsworkbook").mkdir(parents=True)
            (place / "load" / name / "family.toml").write_bytes(WHO)
        self.records = {name: [] for name in NAMES}
        for name in NAMES:
            self.meeting(name, 0)
        self.read = []

    def folder(self, name):
        return self.place / "load" / name

    def index(self, name):
        return self.folder(name) / ".git" / "fsworkbook" / "index"

    # What the program, a colleague's sync and a hand do

    def add(self, name, kind, head, text="Said."):
        self.count += 1
        stem = new_id(DAY, "priya", self.count.to_bytes(7, "big"))
        at = datetime(2025, 4, 1, 9, tzinfo=UTC) + timedelta(minutes=self.count)
        record = Record(stem, kind, DAY, at, "priya", head, (Section("account", "", text),))
        path = self.folder(name) / path_of(record)
        files.put(path, encode(record), self.folder(name) / ".git" / "fsworkbook")
        self.records[name].append(path)
        return stem

    def meeting(self, name, number):
        found = self.add(name, "supervision", {"step": "scheduled", "planned": DAY + timedelta(days=number % 20)})
        if number % 3:
            attendance = {"priya": "attended", "tom": "absent"}
            held = {"step": "held", "meeting": found, "agreed": "red", "attendance": attendance}
            self.add(name, "supervision", held)

    def task(self, name, number):
        due = DAY + timedelta(days=number % 40)
        self.add(name, "action", {"owner": "priya", "due": due, "serves": "x"}, f"Do the {number}th thing.")

    def visit(self, name, number):
        start = datetime(2025, 4, 1, 10, tzinfo=UTC)
        head = {"start": start, "statutory": True, "children_seen": ["tyler"], "seen_alone": ["tyler"]}
        self.add(name, "visit", head if number % 2 else {**head, "missed_by": "family"})

    def replaced(self, name, number):
        chosen = self._one(name, number)
        if chosen:
            due = DAY + timedelta(days=number % 11)
            self.add(name, "action", {"corrects": [chosen.stem], "owner": "tom", "due": due, "reason": "Wrong."})

    def struck(self, name, number):
        chosen = self._one(name, number)
        if chosen:
            self.add(name, "note", {"strikes": chosen.stem, "reason": "Not theirs."})

    def written_into(self, name, number):
        """An editor writes into the file itself; size and folder stay as they are."""
        chosen = self._one(name, number)
        if chosen:
            data = chosen.read_bytes()
            with chosen.open("r+b") as file:
                file.write(data.replace(b"2025-04-0", b"2025-03-0", 1 + number % 3))

    def put_over(self, name, number):
        """An editor writes a file beside it and moves it into place."""
        chosen = self._one(name, number)
        if chosen:
            beside = chosen.with_suffix(".tmp")
            beside.write_bytes(chosen.read_bytes().replace(b"priya", b"shani", 1 + number % 2))
            beside.replace(chosen)

    def taken_away(self, name, number):
        chosen = self._one(name, number)
        if chosen:
            chosen.unlink()

    def moved(self, name, number):
        chosen = self._one(name, number)
        if chosen:
            home = self.folder(name) / f"elsewhere-{number % 2}" / "deeper"
            home.mkdir(parents=True, exist_ok=True)
            self.records[name].append(chosen.rename(home / chosen.name))

    def given_to_the_other(self, name, number):
        chosen = self._one(name, number)
        if chosen:
            other = self.folder(NAMES[NAMES.index(name) - 1]) / "notes"
            other.mkdir(exist_ok=True)
            shutil.copy2(chosen, other / chosen.name)

    def spoilt(self, name, number):
        chosen = self._one(name, number)
        if chosen:
            chosen.write_bytes(b"+++\nnothing\n")

    def who(self, name, number):
        data = (self.folder(name) / "family.toml").read_bytes()
        with (self.folder(name) / "family.toml").open("r+b") as file:
            file.write(re.sub(rb'surname = "......."', b'surname = "Ash%04d"' % number, data, count=1))

    def another_practice(self, name, number):
        del name
        path = self.practice / "timescales.toml"
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^number = (\d+)$", lambda found: f"number = {int(found[1]) + number % 9}", text)
        path.write_text(text, encoding="utf-8")
        self.changed += 1

    def attached(self, name, number):
        place = self.folder(name) / "attachments" / str(number % 3)
        place.mkdir(parents=True, exist_ok=True)
        (place / "drawing.md").write_bytes(b"no record")

    # What happens to the index

    def gone(self, name, number):
        del number
        self.index(name).unlink(missing_ok=True)

    def cut(self, name, number):
        if self.index(name).exists():
            data = self.index(name).read_bytes()
            self.index(name).write_bytes(data[: number % (len(data) + 1)])

    def flipped(self, name, number):
        if self.index(name).exists():
            data = bytearray(self.index(name).read_bytes())
            data[number % len(data)] ^= 1 + number % 255
            self.index(name).write_bytes(data)

    def exchanged(self, name, number):
        del name, number
        there = [self.index(name) for name in NAMES]
        if all(path.exists() for path in there):
            one, other = (path.read_bytes() for path in there)
            there[0].write_bytes(other)
            there[1].write_bytes(one)

    def from_the_future(self, name, number):
        if self.index(name).exists():
            data = self.index(name).read_bytes()
            self.index(name).write_bytes(data.replace(b"index-1", b"index-%d" % (2 + number % 7), 1))

    def in_the_way(self, name, number):
        del number
        self.index(name).unlink(missing_ok=True)
        self.index(name).symlink_to(self.index(NAMES[NAMES.index(name) - 1]))

    # What somebody sees

    def seen(self, *, kept):
        desk = Desk({"FSWORKBOOK_PRACTICE": str(self.practice)}, None, io.StringIO(), io.StringIO(), self.place)
        if not kept:
            for name in NAMES:
                self.index(name).unlink(missing_ok=True)
        paths = [self.folder(name) for name in NAMES]
        found = list(seam.outlooks(desk, paths))
        days = (DAY, DAY + timedelta(days=30))
        return [(one._replace(names=dict(one.names)), [line(one, day).late for day in days]) for one in found]

    def _one(self, name, number):
        there = [path for path in self.records[name] if path.exists()]
        return there[number % len(there)] if there else None


HAPPENINGS = [
    name
    for name, thing in vars(Caseload).items()
    if callable(thing) and not name.startswith("_") and name not in {"folder", "index", "add", "seen"}
]


@contextmanager
def a_caseload(monkeypatch):
    with tempfile.TemporaryDirectory() as place, monkeypatch.context() as patched:
        made = Caseload(Path(place))
        # Nothing in a test is old enough to be kept; a tick of the disk's clock is as sound, only less careful.
        patched.setattr(index, "_FRESH", 0)
        patched.setattr(choosing, "practice", lambda _desk: model(made.practice, made.changed))
        real = seam.read_family_at

        def counted(path, *more):
            made.read.append(path.name)
            return real(path, *more)

        patched.setattr(seam, "read_family_at", counted)
        yield made


STEPS = st.tuples(st.sampled_from(HAPPENINGS), st.sampled_from(NAMES), st.integers(0, 5000))


@settings(max_examples=12, deadline=None)
@given(steps=st.lists(STEPS, min_size=1, max_size=12))
def test_with_the_index_everybody_sees_what_they_see_without(steps, request):
    with a_caseload(request.getfixturevalue("monkeypatch_")) as made:
        for what, name, number in steps:
            time.sleep(TICK)
            made.seen(kept=True)
            getattr(made, what)(name, number)
            now = made.seen(kept=True)
            time.sleep(TICK)
            again = made.seen(kept=True)
            keeping = {path: path.read_bytes() for path in map(made.index, NAMES) if path.is_file()}
            without = made.seen(kept=False)
            assert now == again == without, what
            for path, data in keeping.items():
                path.unlink(missing_ok=True)
                path.write_bytes(data)


def test_a_family_that_changed_is_counted_with_the_bank_holidays_that_were_kept(monkeypatch):
    """The library takes longer to import than a family to read; whoever asks it here has forgotten what was kept."""
    with a_caseload(monkeypatch) as made:
        time.sleep(TICK)
        made.seen(kept=True)
        time.sleep(TICK)
        made.add("ashdown", "note", {})
        real, asked = days.bank_holidays, []
        monkeypatch.setattr(days, "bank_holidays", lambda *what: asked.append(what) or real(*what))
        made.read.clear()
        after = made.seen(kept=True)
        assert made.read == ["ashdown"]
        assert asked == []
        assert after == made.seen(kept=False)
        assert asked


@pytest.fixture(scope="module")
def monkeypatch_():
    patch = pytest.MonkeyPatch()
    yield patch
    patch.undo()


@pytest.mark.parametrize("what", HAPPENINGS)
def test_each_thing_that_happens_is_seen(what, monkeypatch):
    with a_caseload(monkeypatch) as made:
        for number in range(4):
            made.task("ashdown", number)
        time.sleep(TICK)
        made.seen(kept=True)
        made.read.clear()
        made.seen(kept=True)
        assert made.read == [], "nothing changed, and nothing is read"
        time.sleep(TICK)
        getattr(made, what)("ashdown", 4)
        assert made.seen(kept=True) == made.seen(kept=False)


def test_what_changed_just_now_is_not_kept(tmp_path):
    made = Caseload(tmp_path)
    made.seen(kept=True)
    assert not made.index("ashdown").exists()


def test_an_edit_inside_a_file_is_found_in_any_caseload_after_a_few_looks(monkeypatch):
    """Where there are more files than one look takes, those come first at which nobody looked for longest."""
    with a_caseload(monkeypatch) as made:
        for name in NAMES:
            for number in range(6):
                made.task(name, number)
        monkeypatch.setattr(seam, "EXACT", 1)
        monkeypatch.setattr(seam, "SHARE", 1)
        time.sleep(TICK)
        made.seen(kept=True)
        for name in NAMES:
            made.written_into(name, 2)
        for _ in NAMES:
            time.sleep(TICK)
            found = made.seen(kept=True)
        assert found == made.seen(kept=False)


def test_the_index_is_private_and_nobody_needs_it(monkeypatch):
    with a_caseload(monkeypatch) as made:
        time.sleep(TICK)
        made.seen(kept=True)
        assert made.index("bello").stat().st_mode & 0o077 == 0
        assert [path.name for path in made.index("bello").parent.iterdir()] == ["index"]
        os.chmod(made.index("bello").parent, 0o500)  # noqa: PTH101 - for a folder that nobody may write to
        try:
            made.folder("bello").joinpath("family.toml").write_bytes(WHO)
            assert made.seen(kept=True)
        finally:
            os.chmod(made.index("bello").parent, 0o700)  # noqa: PTH101 - likewise


def test_a_private_folder_that_leads_elsewhere_is_not_written_to(monkeypatch, tmp_path):
    with a_caseload(monkeypatch) as made:
        private = made.folder("bello") / ".git" / "fsworkbook"
        shutil.rmtree(private)
        (tmp_path / "elsewhere").mkdir()
        private.symlink_to(tmp_path / "elsewhere")
        time.sleep(TICK)
        assert len(made.seen(kept=True)) == 2
        assert list((tmp_path / "elsewhere").iterdir()) == []
