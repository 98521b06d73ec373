"""Looking ahead: git looks at the folder while it is still read what to record; nothing that it finds is lost."""

import subprocess
import sys

from fsworkbook.store.folder import Folder
from tests.store.conftest import FAMILY, git, make_change, make_record

HOLD = (
    "import sys, time; from pathlib import Path; from fsworkbook.store.lock import held\n"
    "with held(Path(sys.argv[1])):\n"
    "    print('held', flush=True); sys.stdin.readline()\n"
)


def subjects(folder):
    return git(folder, "log", "--format=%s", "--reverse").splitlines()


def test_a_recording_takes_over_what_was_begun(folder):
    record = make_record()
    with folder.looking_ahead():
        written = folder.write(make_change(record))
    assert written.commit == git(folder, "rev-parse", "HEAD")
    assert folder.record(record.id) == record
    assert git(folder, "status", "--porcelain") == ""


def test_an_edit_by_hand_from_before_the_look_is_committed_by_itself(folder):
    (folder.path / "family.toml").write_text(FAMILY + "opened = 2025-02-24\n")
    (folder.path / "notes").mkdir()
    (folder.path / "notes" / "loose.md").write_text("written by hand\n")
    with folder.looking_ahead():
        written = folder.write(make_change(make_record()))
    assert {(edit.path, edit.state) for edit in written.hand_edits} == {
        ("family.toml", "changed"),
        ("notes/loose.md", "new"),
    }
    assert subjects(folder)[1:] == ["edit by hand · 2025-03-04", "rating · 2025-03-04"]


def test_an_edit_by_hand_during_the_look_waits_for_the_next_recording(folder):
    with folder.looking_ahead() as ahead:
        ahead.state()
        (folder.path / "loose.md").write_text("written by hand\n")
        assert folder.write(make_change(make_record())).hand_edits == ()
    assert git(folder, "status", "--porcelain") == "?? loose.md"
    assert [edit.path for edit in folder.write(make_change(make_record())).hand_edits] == ["loose.md"]


def test_who_is_who_is_looked_at_again_before_it_is_replaced(folder):
    with folder.looking_ahead() as ahead:
        ahead.state()
        (folder.path / "family.toml").write_text(FAMILY + "# by hand\n")
        text = folder.family_text() + "opened = 2025-02-24\n"
        written = folder.write(make_change(make_record(), family=text))
    assert [edit.path for edit in written.hand_edits] == ["family.toml"]
    assert git(folder, "show", "HEAD~1:family.toml").endswith("# by hand")
    assert folder.family_text() == text


def test_where_nothing_comes_of_it_nothing_stays_behind(folder):
    for _ in range(3):
        with folder.looking_ahead() as ahead:
            assert ahead is not None
    assert not (folder.path / ".git" / "index.lock").exists()
    assert (folder.path / ".git" / "fsworkbook" / "lock").read_bytes() == b""
    assert Folder(folder.path).write(make_change(make_record())).finished == ()


def test_while_another_program_records_nothing_is_begun(folder):
    lock = folder.path / ".git" / "fsworkbook" / "lock"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "held\n"
    waited = []
    with folder.looking_ahead() as ahead:
        assert ahead is None

        def let_go():
            waited.append(True)
            other.communicate("\n")

        folder.write(make_change(make_record()), on_wait=let_go)
    assert waited == [True]
    assert len(subjects(folder)) == 2


def test_an_unfinished_recording_is_left_to_whoever_says_so(folder):
    pending = folder.path / ".git" / "fsworkbook" / "pending"
    pending.write_bytes(b"damaged")
    with folder.looking_ahead() as ahead:
        assert ahead is None
        folder.write(make_change(make_record()))
    assert not pending.exists()
    assert len(subjects(folder)) == 2
