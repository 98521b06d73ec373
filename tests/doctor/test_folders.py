"""Folders broken in every way of breaks.py: each is found by its name, mended where it can be, and whole afterwards."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from fsworkbook.store.folder import Folder
from fsworkbook.store.git import Git
from tests.doctor.breaks import BREAKS, lock_left, merge_unfinished, tip_gone
from tests.doctor.conftest import BEGUN, FAMILY, RECORDS, Agreeing, Declining, change, make_record, old

SAFE = sorted(name for name, one in BREAKS.items() if one.safe)
ASKED = sorted(name for name, one in BREAKS.items() if not one.safe)


def is_well(patient):
    """Everything that was recorded is there, git finds nothing wrong, and one can go on."""
    assert patient.ids() >= patient.records
    assert patient.whole()
    code, out, err = patient.doctor()
    assert (code, err) == (0, ""), out
    more = patient.record()
    assert patient.ids() >= patient.records | more
    committed = patient.git("ls-tree", "-r", "--name-only", "HEAD")
    assert all(record in committed for record in patient.records | more)
    assert not patient.folder.hand_edits()
    assert patient.found() == {}


def test_a_sound_folder_has_no_findings_and_is_not_touched(patient):
    before = patient.state()
    code, out, err = patient.doctor()
    assert (code, err) == (0, "")
    assert "Everything is sound." in out
    assert not {"×", "!"} & set(out)
    assert f"family.toml and {RECORDS} records can be read" in out
    assert patient.state() == before
    assert patient.doctor("--mend", asker=Agreeing)[0] == 0
    assert patient.asked == []
    assert patient.state() == before


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_broken_is_found_by_its_name_and_left_as_it_is(patient, name):
    one = BREAKS[name]
    one.breaks(patient)
    before = patient.state()
    code, out, err = patient.doctor(*one.arguments)
    assert code == 1
    assert "Traceback" not in err
    assert "Kerry told" not in out + err
    assert one.check in patient.found(*one.arguments)
    assert patient.state() == before


@pytest.mark.parametrize("name", SAFE)
def test_what_needs_nobodys_word_is_mended_unasked(patient, name):
    one = BREAKS[name]
    one.breaks(patient)
    code, out, err = patient.doctor("--mend", "--no-input", *one.arguments)
    assert code == 0, out + err
    assert "Everything is sound." in out
    is_well(patient)


@pytest.mark.parametrize("name", ASKED)
def test_what_is_a_persons_to_decide_is_asked(patient, name):
    one = BREAKS[name]
    one.breaks(patient)
    before = patient.state()
    assert patient.doctor("--mend", "--no-input", *one.arguments)[0] == 1
    assert patient.doctor("--mend", *one.arguments, asker=Declining)[0] == 1
    assert patient.asked
    assert patient.state() == before
    code, out, err = patient.doctor("--mend", *one.arguments, asker=Agreeing)
    assert code == 0, out + err
    assert patient.asked
    is_well(patient)


@pytest.mark.parametrize("name", ["index.lock", "index nothing", "family cut short", "record nothing", "filter"])
def test_what_a_mend_replaces_is_kept(patient, name):
    BREAKS[name].breaks(patient)
    before = {data for data, _ in patient.state().values()}
    patient.doctor("--mend", asker=Agreeing)
    after = {data for data, _ in patient.state().values()}
    assert before <= after
    assert patient.aside()


def test_several_things_at_once_are_mended_one_after_the_other(patient):
    names = ("journal left", "index.lock", "record deleted", "branch nothing", "index cut short", "settings nothing")
    for name in names:
        BREAKS[name].breaks(patient)
    assert patient.doctor("--mend", "--no-input")[0] == 0
    is_well(patient)


def test_mending_twice_is_mending_once(patient):
    merge_unfinished(patient)
    assert patient.doctor("--mend", asker=Agreeing)[0] == 0
    state = patient.state()
    assert patient.doctor("--mend", asker=Agreeing)[0] == 0
    assert patient.state() == state


def test_an_edit_beside_an_unfinished_merge_stays(patient):
    edited = min((patient.path / "notes").glob("*.md"))
    merge_unfinished(patient)
    edited.write_bytes(edited.read_bytes() + b"Edited by hand.\n")
    assert patient.doctor("--mend", asker=Agreeing)[0] == 0
    assert edited.read_bytes().endswith(b"Edited by hand.\n")
    assert "<<<<<<<" not in (patient.path / "family.toml").read_text(encoding="utf-8")
    assert patient.git("branch", "--contains", "other")


def test_a_young_lock_may_be_somebodys(patient):
    lock_left("index.lock")(patient)
    old(patient.git_folder / "index.lock", seconds=5)
    code, out, _ = patient.doctor("--mend", asker=Agreeing)
    assert code == 1
    assert patient.asked == []
    assert "wait a minute" in " ".join(out.split())
    assert (patient.git_folder / "index.lock").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who works where")
def test_a_lock_is_somebodys_while_a_git_works_in_the_folder(patient):
    lock_left("index.lock")(patient)
    with subprocess.Popen(
        ["git", "cat-file", "--batch"], cwd=patient.path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as busy:
        busy.stdin.write(b"HEAD\n")
        busy.stdin.flush()
        busy.stdout.readline()
        code, out, _ = patient.doctor("--mend", asker=Agreeing)
        assert code == 1
        assert "git is at work there just now" in out
        assert patient.asked == []
        busy.stdin.close()
        busy.stdout.read()
    assert patient.doctor("--mend", asker=Agreeing)[0] == 0


def test_history_that_the_folder_cannot_give_back_is_said_and_nothing_made_worse(patient):
    # An earlier wording of a record: no file of the folder holds it.
    note = min((patient.path / "notes").glob("*.md"))
    note.write_bytes(note.read_bytes() + b"As it was once.\n")
    patient.git("commit", "-qam", "once")
    oid = patient.git("rev-parse", f"HEAD:notes/{note.name}")
    note.write_bytes(note.read_bytes() + b"As it is.\n")
    patient.git("commit", "-qam", "now")
    head = patient.git("rev-parse", "HEAD")
    place = patient.git_folder / "objects" / oid[:2] / oid[2:]
    place.unlink()
    code, out, _ = patient.doctor("--mend", "--no-input")
    assert code == 1
    assert "could not be made again" in " ".join(out.split())
    assert patient.found() == {"history-damaged": "broken"}
    assert patient.git("rev-parse", "HEAD") == head
    assert patient.ids() >= patient.records


def test_what_was_recorded_after_the_last_whole_commit_stays_in_the_folder(patient):
    tip_gone(patient)
    patient.doctor("--mend", "--no-input")
    newest = patient.folder.hand_edits()
    assert [edit.state for edit in newest] == ["new"]
    assert newest[0].path.startswith("notes/")


def test_a_folder_without_git_inside_is_explained(patient):
    patient.git_folder.rename(patient.path.parent / "away")
    assert patient.found() == {"no-history": "broken"}
    code, out, _ = patient.doctor("--mend", asker=Agreeing)
    assert code == 1
    assert "from a backup" in " ".join(out.split())


def test_edits_by_hand_and_drafts_are_told_and_are_no_findings(patient):
    (patient.path / "notes" / "later.txt").write_text("Something.\n", encoding="utf-8")
    moved = min((patient.path / "notes").glob("*.md"))
    (patient.path / "other").mkdir()
    moved.rename(patient.path / "other" / moved.name)
    drafts = patient.git_folder / "fsworkbook" / "drafts"
    drafts.mkdir()
    saved = datetime(2025, 3, 4, 12, tzinfo=UTC).isoformat()
    text = f'{{"title": "module 3 with Kerry", "saved": "{saved}", "ids": [], "data": {{"a": "Kerry told"}}}}'
    (drafts / "module-3.json").write_text(text, encoding="utf-8")
    code, out, _ = patient.doctor()
    assert code == 0, out
    assert "3 files edited by hand" in out
    assert "Left unfinished: module 3 with Kerry, kept since 4 March" in out
    assert "Kerry told" not in out


def test_a_history_in_many_small_files_is_packed(patient):
    blobs = b"".join(b"blob\nmark :%d\ndata 4\n%04d\n" % (number, number) for number in range(1, 3001))
    files = b"".join(b"M 100644 :%d %d.txt\n" % (number, number) for number in range(1, 3001))
    commit = b"commit refs/heads/kept/many\ncommitter A <a@example.org> 1740000000 +0000\ndata 4\nmany\n"
    feed = blobs + commit + files
    patient.git("-c", "fastimport.unpackLimit=10000", "fast-import", "--quiet", feed=feed)
    assert patient.found() == {"untidy": "look"}
    code, out, err = patient.doctor("--mend", "--no-input")
    assert code == 0, out + err
    is_well(patient)


def test_a_history_that_somebody_turned_back_is_told(patient):
    patient.git("reset", "-q", "--hard", "HEAD~1")
    assert patient.found() == {"turned-back": "look"}


def test_what_only_a_mend_brings_to_light_is_shown(patient):
    patient.git("reset", "-q", "--hard", "HEAD~1")
    lock_left("refs/heads/x.lock")(patient)
    (patient.git_folder / "config").write_bytes(b"")
    code, out, _ = patient.doctor("--mend", "--no-input")
    assert code == 1
    assert "The history was turned back" in out.rpartition("Mending ashdown")[2]


def test_a_record_from_tomorrow_means_a_clock_that_is_wrong(patient):
    later = datetime.fromtimestamp(time.time() + 86400, UTC)
    patient.folder.write(change(make_record("Tomorrow.\n"), now=later))
    assert patient.found() == {"clock": "look"}


@pytest.mark.skipif(sys.platform == "win32", reason="owners are a matter of Unix")
def test_files_that_root_left_are_named(patient):
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    os.chown(patient.path / "family.toml", 12345, -1)
    assert patient.found() == {"foreign-owner": "look"}


def test_every_family_of_the_caseload_in_a_line_each(patient, load):
    Folder.create(load / "bello", FAMILY.replace("Ashdown", "Bello"), change(now=BEGUN))
    (load / "no-family").mkdir()
    lock_left("index.lock")(patient)
    code, out, _ = patient.doctor("--all", cwd=load)
    assert code == 1
    assert "✓ bello: the history is whole, and everything can be read" in " ".join(out.split())
    data = patient.data("--all", cwd=load)
    assert [family["name"] for family in data["families"]] == ["ashdown", "bello"]
    assert patient.doctor("--all", "--mend", "--no-input", cwd=load)[0] == 0
    assert patient.data("--all")["sound"] is True


def test_what_was_mended_is_told_to_other_programs(patient):
    BREAKS["index.lock"].breaks(patient)
    data = patient.data("--mend")
    assert data["sound"] is True
    assert [(item["where"], item["check"]) for item in data["mended"]] == [("ashdown", "stale-lock")]


def test_git_that_fails_at_a_stale_lock_points_to_the_doctor(patient, monkeypatch):
    monkeypatch.setattr("fsworkbook.store.git.PATIENCE", 0)
    lock_left("index.lock")(patient)
    with pytest.raises(Exception, match="fsworkbook doctor --mend"):
        Git(patient.path).run("update-index", "--add", "family.toml", "--refresh", "--force-remove", "none")
