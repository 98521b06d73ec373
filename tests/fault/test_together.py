"""Eight people record into one family at once, whichever command they use: every record is in the history, once."""

import itertools
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.fault.conftest import AMOUNT
from tests.fault.scenes import AGAIN, AGAIN_SAYS, Home, git, sound, state
from tests.running import PROGRAM, python

PROCESSES = 8
EACH = 25 if AMOUNT else 5
VISIT = """session = "home-announced"
start = 2025-04-10T14:00:00
children_seen = ["lily"]
text = "Number {n} of {who}."
"""
COMMANDS = (
    (("rate",), 'rating = "red"\nreason = "Number {n} of {who}."\n', 1),
    (("note",), 'text = "Number {n} of {who}."\n', 1),
    (("module", "3"), 'parent = "rosa"\nwhere = "home"\n[answers]\n"M3.Q02" = "Number {n} of {who}."\n', 1),
    (("event",), 'text = "Number {n} of {who}."\neffect_on_child = "None."\nchildren = ["lily"]\n', 1),
    (
        ("visit",),
        VISIT,
        1,
    ),
    (("person", "add"), 'name = "Person {n} Of {who}"\npart = "other"\n', 0),
)
"""Commands, what they are given, and how many records each makes."""


def worker(home, who, numbers):
    """One person’s evening: records one after the other, a process each; returns what each said, until one fails."""
    said = []
    for n, (words, says, _) in numbers:
        by = "helen" if words[0] == "person" else who
        command = [*PROGRAM, *words, "--as", by, "--from", "-"]
        done = python(command, stdin=says.format(n=n, who=who).encode(), cwd=home.folder, env=home.env)
        said.append((done.returncode, done.stdout.decode(), done.stderr.decode()))
        if done.returncode:
            break
    return said


def test_eight_at_once_lose_nothing_whichever_command_they_use(tmp_path):
    home = Home.make(tmp_path / "home")
    home.env["FSWORKBOOK_PATIENCE"] = "300"
    before = int(git(home.folder, "rev-list", "--count", "HEAD")[1])
    team = ["priya", "tom"] * 4
    everybody, expected = [], 0
    for place in range(PROCESSES):
        mine = list(zip(range(place * 100, place * 100 + EACH), itertools.islice(
            itertools.cycle(COMMANDS), place, place + EACH), strict=True))  # fmt: skip
        expected += sum(command[2] for _, command in mine)
        everybody.append(mine)
    with ThreadPoolExecutor(PROCESSES) as desks:
        evenings = [*desks.map(lambda who, mine: worker(home, who, mine), team, everybody)]
    said = [command for evening in evenings for command in evening]
    assert [code for code, _, _ in said] == [0] * PROCESSES * EACH, "".join(err for _, _, err in said)
    printed = [line for _, out, _ in said for line in out.splitlines() if line.startswith("2025-")]
    assert len(printed) == len(set(printed)) == expected
    log = git(home.folder, "log", "--format=%(trailers:key=Workbook-Record,valueonly)")[1].split()
    assert sorted(log) == sorted({*printed, *(record for record in log if record not in printed)})
    assert set(printed) <= set(log)
    files = {path.stem for path in home.folder.rglob("*.md")}
    assert set(printed) <= files
    assert int(git(home.folder, "rev-list", "--count", "HEAD")[1]) - before == PROCESSES * EACH
    family = (home.folder / "family.toml").read_text(encoding="utf-8")
    assert family.count('name = "Person ') == PROCESSES * EACH - expected
    sound(home.folder)
    assert state(home.folder).clean


HOLD = """
import sys
from pathlib import Path
from fsworkbook.store import lock
with lock.held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    home = Home.make(tmp_path / "home")
    command = [sys.executable, "-c", HOLD, str(home.folder / ".git/fsworkbook/lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield home, process


def test_a_live_holder_is_waited_for_with_a_word_and_then_exit_4(holder):
    home, process = holder
    home.env["FSWORKBOOK_PATIENCE"] = "1"
    before = state(home.folder)
    code, out, err = home.run(AGAIN, AGAIN_SAYS)
    assert (code, out) == (4, "")
    assert err.splitlines()[0] == "Somebody else is recording in this family just now. Waiting …"
    assert "has not finished. Nothing was written" in err
    assert state(home.folder) == before
    assert home.run(("rag",))[0] == 0  # who reads waits for nobody

    home.env["FSWORKBOOK_PATIENCE"] = "60"
    waiting = subprocess.Popen(
        [*PROGRAM, *AGAIN], cwd=home.folder, env=home.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    waiting.stdin.write(AGAIN_SAYS)
    waiting.stdin.close()
    assert "Waiting" in waiting.stderr.readline()
    process.stdin.close()
    assert waiting.wait(60) == 0
    assert waiting.stdout.read().startswith("2025-04-14-tom-")
    waiting.stdout.close()
    waiting.stderr.close()


def test_a_dead_holder_blocks_nobody(holder):
    home, process = holder
    process.kill()
    process.wait()
    home.env["FSWORKBOOK_PATIENCE"] = "0"
    code, _, err = home.run(AGAIN, AGAIN_SAYS)
    assert code == 0, err
    assert "Waiting" not in err


def test_a_lock_of_gits_that_a_killed_recording_left_is_removed_and_another_ones_stays(holder):
    """Ours came after the killed program began; one that was there before is somebody else's, and is named."""
    home, process = holder
    left = home.folder / ".git/index.lock"
    left.write_bytes(b"")
    process.kill()
    process.wait()
    assert home.run(AGAIN, AGAIN_SAYS)[0] == 0
    assert not left.exists()

    left.write_bytes(b"")
    os.utime(left, (time.time() - 600, time.time() - 600))
    code, _, err = home.run(AGAIN, AGAIN_SAYS)
    assert code == 4
    assert "Another git is at work" in err
    assert home.run(AGAIN, AGAIN_SAYS)[0] == 4
    assert left.exists()
