"""Unfinished conversations: still there after anything, and gone for good when they are finished."""

import sys
from datetime import UTC, datetime

import pytest

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import files
from fsworkbook.store.drafts import Drafts

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)


def test_save_and_load(tmp_path):
    drafts = Drafts(tmp_path / "drafts")
    assert drafts.list() == ()
    data = {"answers": {"M3.Q02": "half \ud800 a 👶\r\n"}, "place": 3}
    drafts.save("module-3-kerry", data, title="module 3 · kerry", ids=["x"], now=NOW)
    found = Drafts(tmp_path / "drafts").load("module-3-kerry")
    assert (found.data, found.title, found.saved, found.ids) == (data, "module 3 · kerry", NOW, ("x",))
    drafts.save("visit", {}, now=NOW.replace(hour=13))
    assert [draft.name for draft in drafts.list()] == ["visit", "module-3-kerry"]


def test_a_finished_draft_never_comes_back(tmp_path):
    drafts = Drafts(tmp_path)
    drafts.save("visit", {"a": 1})
    drafts.drop("visit")
    drafts.save("visit", {"a": 2})  # the timer's last call
    assert drafts.load("visit") is None
    assert Drafts(tmp_path).list() == ()
    drafts.drop("visit")


def test_a_crash_after_the_recording_leaves_no_draft(tmp_path):
    Drafts(tmp_path).save("visit", {"a": 1}, ids=["one"])
    assert Drafts(tmp_path, {"one"}.__contains__).list() == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff", b'{"saved": "x"}', b'{"title": "", "data": {}, "ids": []}']
)
def test_a_damaged_file_is_left_and_named(tmp_path, data):
    (tmp_path / "visit.json").write_bytes(data)
    drafts = Drafts(tmp_path)
    drafts.save("rating", {})
    assert [draft.name for draft in drafts.list()] == ["rating"]
    assert drafts.damaged() == ("visit",)
    with pytest.raises(StoreTrouble, match=r"visit\.json"):
        drafts.load("visit")
    assert (tmp_path / "visit.json").read_bytes() == data


def test_a_full_disk_keeps_the_draft_before(tmp_path, monkeypatch):
    drafts = Drafts(tmp_path)
    drafts.save("visit", {"a": 1})

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write", full)
    with pytest.raises(StoreTrouble, match="disk is full"):
        drafts.save("visit", {"a": 2})
    assert drafts.load("visit").data == {"a": 1}


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".x", "A", "con " * 40])
def test_names_are_plain(tmp_path, name):
    with pytest.raises(BadInput):
        Drafts(tmp_path).save(name, {})


def test_what_json_cannot_hold_is_refused(tmp_path):
    with pytest.raises(BadInput):
        Drafts(tmp_path).save("x", {"a": {1, 2}})


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_they_are_for_their_owner_alone(tmp_path):
    Drafts(tmp_path / "drafts").save("visit", {})
    assert (tmp_path / "drafts").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "drafts/visit.json").stat().st_mode & 0o777 == 0o600
