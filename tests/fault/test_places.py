"""Disks that are full or may not be written, and what was left unfinished: the real command line on a terminal."""

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

from fsworkbook.store.drafts import Drafts
from tests.cli.conftest import Terminal
from tests.cli_work.conftest import PROGRAM
from tests.fault.scenes import Home, state

ENTER, CTRL_C = "\r", "\x03"
WORDS = "Rosa rang twice about Friday."
LIMITED = (
    "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); "
    "from fsworkbook.cli.main import main; main()"
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a Unix terminal")


@pytest.fixture
def home(tmp_path):
    return Home.make(tmp_path / "home")


@pytest.fixture
def begin(home):
    opened = []

    def begin(*words, program=PROGRAM, cwd=None, **env):
        opened.append(Terminal([*program, *words], {**home.env, **env}, cwd=str(cwd or home.folder)))
        return opened[-1]

    yield begin
    for one in opened:
        one.child.close(force=True)


def kept(place, name="note"):
    found = Drafts(place).load(name)
    return found and found.data


def own(home):
    """The place for drafts of families that cannot be written."""
    (place,) = (path for path in (home.place / "drafts").iterdir() if path.is_dir())
    return place


def on(one):
    """End the long answer and answer the rest; the terminal is at the end of the conversation."""
    one.type(ENTER)
    one.see("Whom is it about?")
    one.type(ENTER)
    one.see("Which day")
    one.type(ENTER)
    one.see("Is this right?")


def note(one, words=WORDS):
    """Type a note up to its end; the terminal is at the long answer."""
    one.see("The note")
    one.type(words)
    one.see("kept 12:")


def test_the_bare_program_offers_what_was_left(home, begin):
    """Taken up, read, and finished; after that it is offered no more."""
    one = begin("note", "--as", "tom")
    note(one)
    one.type(CTRL_C)
    one.see("what you wrote is kept")
    assert one.end() == 130

    code, out, _ = home.run(())
    assert code == 0
    assert re.search(
        r"You left this unfinished\n.*Marlow.* 1 answer\n\n  fsworkbook note --family /.*marlow --as tom\n", out
    )
    assert WORDS not in out

    again = begin(cwd=home.place)
    again.see("You left this unfinished")
    again.see("Go on with")
    again.type(f"1{ENTER}")
    again.see("Read it first")
    again.type(f"2{ENTER}")
    again.see(WORDS)
    again.type(f"1{ENTER}")
    again.see("The note")
    on(again)
    again.type(ENTER)
    again.see("Recorded")
    assert again.end() == 0
    assert sum(WORDS in text for _, text in state(home.folder).files) == 1
    assert "unfinished" not in home.run(())[1]


def test_the_bare_program_drops_on_purpose_only(home, begin):
    one = begin("note", "--as", "tom")
    note(one)
    one.type(CTRL_C)
    one.end()
    again = begin(cwd=home.place)
    for sure, left in (("2", True), ("1", False)):
        if left:
            number = re.search(r"(\d)\) See all that I left unfinished", again.see("See all that I left unfinished"))
            again.type(f"{number[1]}{ENTER}")
        again.see("Take one up?")
        again.type(f"1{ENTER}")
        again.see("What would you like to do?")
        time.sleep(0.3)
        again.type(f"2{ENTER}")
        again.see("for good?")
        time.sleep(0.3)
        again.type(f"{sure}{ENTER}")
        time.sleep(0.6)
        assert (kept(home.folder / ".git/fsworkbook/drafts") is not None) == left
    again.see("Nothing now")
    again.type("\x1b[A", ENTER)  # up from the first line is the last one
    assert again.end() == 0
    assert "unfinished" not in home.run(())[1]


def test_a_disk_that_takes_no_more_keeps_what_was_kept_and_says_so(home, begin):
    """A limit on the size of files stands for a disk that is full from one moment on, everywhere."""
    long = "word " * 800
    limited = [sys.executable, "-c", LIMITED.format(2048)]
    one = begin("note", "--as", "tom", program=limited)
    note(one, "The first words.")
    one.child.send(long)
    one.see("not kept")
    one.type(CTRL_C)
    one.see("stands above")
    assert one.end() == 130
    data = kept(home.folder / ".git/fsworkbook/drafts")
    assert list(data["typing"].values()) == ["The first words."]


def as_root():
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("mount")


@pytest.mark.skipif(not as_root(), reason="only root can mount a disk")
def test_a_full_disk_still_takes_the_last_words(home, begin):
    """A real disk that others have filled meanwhile: the room that was held takes the words; recording says why not."""
    disk = Path(tempfile.mkdtemp(prefix="full-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], capture_output=True, check=False
    ).returncode
    if mounted:
        disk.rmdir()
        pytest.skip("this root may not mount")
    try:
        there = home.copy(disk / "home")
        there.env["HOME"] = str(disk)
        one = begin("note", "--as", "tom", cwd=there.folder, **there.env)
        note(one, "Begun.")
        fill(disk / "others")
        one.type(f" {WORDS}")
        time.sleep(1.5)
        on(one)
        before = state(there.folder)
        one.type(ENTER)
        one.see("Make room")
        assert one.end() == 4
        assert state(there.folder) == before
        assert kept(there.folder / ".git/fsworkbook/drafts")["table"]["text"] == f"Begun. {WORDS}"
        (disk / "others").unlink()
        again = begin("note", "--as", "tom", cwd=there.folder, **there.env)
        again.see("You left this unfinished")
        again.type(f"1{ENTER}")
        again.see("Is this right?")
        again.type(ENTER)
        again.see("Recorded")
        assert again.end() == 0
        assert sum(WORDS in text for _, text in state(there.folder).files) == 1
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
        disk.rmdir()


def fill(path):
    """Write until the disk takes no more."""
    with path.open("wb", buffering=0) as others, suppress(OSError):
        while True:
            others.write(bytes(512))


def somebody():
    """Return the command that runs another as somebody who may not write everywhere; () for whoever is not root."""
    if not as_root():
        return []
    nobody = pwd.getpwnam("nobody")
    return ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


@pytest.fixture
def shared():
    """A family where everybody may walk to: the tests' own folders are for whoever runs them alone."""
    place = Path(tempfile.mkdtemp(prefix="shared-"))
    place.chmod(0o755)
    yield Home.make(place / "home")
    shutil.rmtree(place)


def test_a_folder_that_can_only_be_read_loses_no_words(shared, begin):
    """They are kept in one's own configuration folder, offered by the bare program, and recorded once they may be."""
    if as_root() and not shutil.which("setpriv"):
        pytest.fail("setpriv is needed to be somebody else than root")
    mine = shared.place / "mine"
    mine.mkdir()
    with subprocess.Popen([*somebody(), "true"]) as process:
        assert process.wait() == 0
    if as_root():
        os.chown(mine, pwd.getpwnam("nobody").pw_uid, -1)
    modes(shared.folder, 0o555, 0o444)
    try:
        env = shared.env | {"FSWORKBOOK_CONFIG": str(mine / "settings.toml"), "HOME": str(mine)}
        one = begin("note", "--as", "tom", program=[*somebody(), *PROGRAM], cwd=shared.folder, **env)
        note(one)
        on(one)
        one.type(ENTER)
        one.see("may not write")
        one.see("What you wrote is kept")
        assert one.end() == 4
        (place,) = (path for path in (mine / "drafts").iterdir() if path.is_dir())
        assert kept(place)["table"]["text"] == WORDS
        assert not (shared.folder / ".git/fsworkbook/drafts").exists()
    finally:
        modes(shared.folder, 0o755, 0o644)
    again = begin(cwd=shared.caseload, **(shared.env | {"FSWORKBOOK_CONFIG": str(mine / "settings.toml")}))
    again.see("Go on with")
    again.type(f"1{ENTER}")
    again.see("Go on with it")
    again.type(f"1{ENTER}")
    again.see("Is this right?")
    again.type(ENTER)
    again.see("Recorded")
    assert again.end() == 0
    assert sum(WORDS in text for _, text in state(shared.folder).files) == 1
    assert list((mine / "drafts").rglob("*.json")) == []


def modes(folder, place, file):
    for path in [*folder.rglob("*"), folder]:
        path.chmod(place if path.is_dir() else file)


def test_a_change_to_who_is_who_never_comes_back(home, begin):
    """Killed between the commit and the end: there is no record whose id would tell, and yet it is finished."""
    script = (
        "import os, signal; from fsworkbook.cli.talk.draft import Draft; "
        "Draft.drop = lambda _: os.kill(os.getpid(), signal.SIGKILL); "
        "from fsworkbook.cli.main import main; main()"
    )
    one = begin("household", "change", "--as", "helen", program=[sys.executable, "-c", script])
    one.child.close(force=True)
    one = begin("person", "add", "--as", "helen", program=[sys.executable, "-c", script])
    one.see("Full name")
    one.type(f"May Foley{ENTER}")
    for _ in range(20):
        time.sleep(0.4)
        one.read()
        if "Is this right?" in one.screen or not one.child.isalive():
            break
        one.type(ENTER)
    one.see("Is this right?")
    one.type(ENTER)
    one.end()
    assert 'name = "May Foley"' in (home.folder / "family.toml").read_text(encoding="utf-8")
    (left,) = (home.folder / ".git/fsworkbook/drafts").glob("*.json")
    assert json.loads(left.read_text(encoding="utf-8"))["ids"]
    again = begin("person", "add", "--as", "helen")
    again.see("Full name")
    assert "unfinished" not in again.screen
    assert "unfinished" not in home.run(())[1]
