"""Killed at the worst moment, or eight at once: whole or not there, and finished by the next command."""

import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import lock
from fsworkbook.store.folder import Folder
from tests.store.conftest import FAMILY, git, make_change, make_record

HERE = Path(__file__).parents[2]
WRITE = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from tests.store.conftest import FAMILY, make_change, make_record
from fsworkbook.store import commits, files, pending
from fsworkbook.store.folder import Folder
folder = Folder.open(Path(sys.argv[2]))
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
"""
DEATHS = {
    "before the journal": "files.put = die",
    "after the journal": """
put = files.put
files.put = lambda path, *more: put(path, *more) if path.name == "pending" else die()
""",
    "between two files": """
put = files.put
files.put = lambda path, *more: die() if path.name == "family.toml" else put(path, *more)
""",
    "between rename and commit": "commits.commit = die",
    "between index and tree": "stage = commits.stage; commits.stage = lambda *more: (stage(*more), die())",
    "with git's index locked": """
def stage(git, paths):
    (git.folder / ".git/index.lock").write_bytes(b"")
    die()
commits.stage = stage
""",
    "between commit and reply": "files.drop = die",
}
posix = pytest.mark.skipif(sys.platform == "win32", reason="kill -9")


def start(script, *arguments):
    command = [sys.executable, "-c", script, str(HERE), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def run(script, *arguments):
    with start(script, *arguments) as process:
        said = process.communicate(timeout=60)[0]
    return process.returncode, set(said.split())


@posix
@pytest.mark.parametrize("moment", DEATHS)
def test_the_next_command_finishes_what_was_cut_off(folder, moment):
    act = """
change = make_change(make_record(), make_record("visit"), family=FAMILY + "training = true\\n", subject="cut off")
print(*[record.id for record in change.records], flush=True)
folder.write(change)
"""
    code, ids = run(WRITE + DEATHS[moment] + act, folder.path)
    assert code == -signal.SIGKILL
    found = {record.id for record in folder.records()[0]}
    last = make_record()
    written = folder.write(make_change(last))
    assert written.hand_edits == ()
    records, faults = folder.records()
    assert faults == ()
    assert git(folder, "status", "--porcelain") == ""
    done = {record.id for record in records} - {last.id}
    assert found <= done
    if moment == "before the journal":
        assert (done, written.finished, len(folder.history())) == (set(), (), 2)
    else:
        assert done == set(written.finished) == ids
        cut = folder.history()[1]
        assert (set(cut.records), cut.subject, cut.key, cut.action) == (ids, "cut off", "priya", "rate")
        assert len(folder.history()) == 3
        assert folder.family_text() == FAMILY + "training = true\n"


@posix
def test_what_was_edited_after_the_crash_is_not_overwritten(folder):
    act = """
folder.write(make_change(make_record(), family=FAMILY + "training = true\\n"))
"""
    run(WRITE + DEATHS["between rename and commit"] + act, folder.path)
    (folder.path / "family.toml").write_text(FAMILY + "training = false\n")
    assert len(folder.write(make_change(make_record())).finished) == 1
    assert folder.family_text() == FAMILY + "training = false\n"


def test_a_damaged_journal_is_set_aside(folder):
    private = folder.path / ".git/fsworkbook"
    (private / "pending").write_text('parent = "x')
    assert folder.write(make_change(make_record())).finished == ()
    assert (private / "pending.damaged").exists()


def test_eight_at_once_lose_nothing(folder):
    script = (
        WRITE
        + """
for _ in range(10):
    record = make_record(sys.argv[3])
    folder.write(make_change(record))
    print(record.id, flush=True)
"""
    )
    kinds = ("rating", "visit") * 4
    with ExitStack() as stack:
        processes = [stack.enter_context(start(script, folder.path, kind)) for kind in kinds]
        ids = {line for process in processes for line in process.communicate(timeout=100)[0].split()}
    assert [process.returncode for process in processes] == [0] * 8
    history = folder.history()
    assert len(ids) == 80
    assert sorted(record for commit in history for record in commit.records) == sorted(ids)
    assert len(history) == 81
    assert {record.id for record in folder.records()[0]} == ids
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "fsck", "--strict") == ""


def test_who_waits_is_told_once_and_then_gets_a_sentence(tmp_path):
    told = []
    with lock.held(tmp_path / "lock"):
        start = time.monotonic()
        with (
            pytest.raises(StoreTrouble, match="has not finished"),
            lock.held(tmp_path / "lock", lambda: told.append(time.monotonic() - start), patience=0.8),
        ):
            pass
    assert len(told) == 1
    assert told[0] >= 0.5
    with lock.held(tmp_path / "lock", patience=0):
        pass


@posix
def test_a_dead_process_holds_no_lock(folder):
    script = (
        WRITE
        + """
from fsworkbook.store import lock
with lock.held(folder.path / ".git/fsworkbook/lock"):
    die()
"""
    )
    (folder.path / ".git/fsworkbook").mkdir(exist_ok=True)
    run(script, folder.path)
    folder.write(make_change(make_record()), on_wait=lambda: pytest.fail("waited"))


def test_another_git_at_work_is_waited_for(folder):
    (folder.path / ".git/index.lock").write_bytes(b"")
    timer = threading.Timer(0.5, (folder.path / ".git/index.lock").unlink)
    timer.start()
    folder.write(make_change(make_record()))
    timer.join()


def test_a_lock_that_stays_is_named(folder, monkeypatch):
    monkeypatch.setattr("fsworkbook.store.git.PATIENCE", 0.2)
    (folder.path / ".git/index.lock").write_bytes(b"")
    with pytest.raises(StoreTrouble, match=r"Another git is at work .* Nothing was recorded\."):
        folder.write(make_change(make_record()))
    (folder.path / ".git/index.lock").unlink()
    assert folder.write(make_change(make_record())).hand_edits == ()
    assert len(Folder.open(folder.path).records()[0]) == 1


def test_ctrl_c_during_a_recording_is_held_back_and_not_lost(tmp_path):
    """It stops the program after the recording, which is whole."""
    script = (
        "import os, signal, threading\n"
        "from fsworkbook.store.recording import uninterrupted\n"
        # Whoever runs the tests in the background lets its children ignore Ctrl-C.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "try:\n"
        "    with uninterrupted():\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        print('recorded', flush=True)\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped', flush=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.split() == ["recorded", "stopped"]
