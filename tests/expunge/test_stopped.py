"""Stopped anywhere, there is the old history or the new one, whole; and nothing that was acknowledged is lost."""

import os
import shutil

import pytest

from fsworkbook.store import files, sync
from fsworkbook.store.expunging import taking
from fsworkbook.store.folder import Folder
from fsworkbook.store.git import Git
from tests.cli_work.conftest import PROGRAM
from tests.expunge.conftest import expunge, findings, found_in, put, share, sound
from tests.fault import tracer
from tests.fault.scenes import AGAIN, AGAIN_SAYS, Home, git, leftovers, state
from tests.fault.scenes import sound as whole
from tests.sync.conftest import FAMILY, Team, change, contents

WORD = "Quillfeather"
EVERY = 1 if os.environ.get("FSWORKBOOK_TORTURE") else 9
FAULTS = os.environ.get("FSWORKBOOK_FAULTS", "")


class Killed(BaseException):
    """The program is gone."""


class Clock:
    """Counts the calls that change something, and ends the program at one of them."""

    def __init__(self, monkeypatch, at=0):
        self.calls, self.at = 0, at
        for place, name in (
            (Git, "run"),
            (Git, "pour"),
            (Git, "attempt"),
            (Git, "reach"),
            (files, "put"),
            (files, "drop"),
        ):
            monkeypatch.setattr(place, name, self.counted(getattr(place, name)))

    def counted(self, real):
        def call(*given, **said):
            self.calls += 1
            if self.at and self.calls >= self.at:
                raise Killed
            return real(*given, **said)

        return call


def story(base):
    folder = Folder.create(base / "ashdown", FAMILY, change(action="new-family"))
    put(folder, text=f"{WORD} came.\n", attachments=[("a.txt", WORD.encode())])
    put(folder, "tom", "She came.\n")
    drafts = folder.path / ".git" / "fsworkbook" / "drafts"
    drafts.mkdir()
    (drafts / "note.md").write_text(f"{WORD} in a draft\n")
    return folder


def test_an_expunging_that_is_stopped(tmp_path):
    made = story(tmp_path)
    old = contents(made)
    with pytest.MonkeyPatch.context() as patch:
        clock = Clock(patch)
        shutil.copytree(made.path, tmp_path / "whole")
        expunge(Folder(tmp_path / "whole"), WORD)
        total = clock.calls
    olds = news = 0
    for at in range(2, total + 1, EVERY):
        folder = Folder(shutil.copytree(made.path, tmp_path / f"at-{at}"))
        with pytest.MonkeyPatch.context() as patch:
            Clock(patch, at)
            with pytest.raises(Killed):
                expunge(folder, WORD)
        put(folder, "ruth", "What came after.\n")  # the next command goes on from there
        sound(folder)
        now = {path: data for path, data in contents(folder).items() if b"What came after" not in data}
        if now == old:
            olds += 1
            assert found_in(folder.path, "in a draft")
        else:
            news += 1
            assert found_in(folder.path, WORD) == []
            assert {path for path in now if "tombstones" not in path} == set(old)
        assert findings(folder) == []
        private = folder.path / ".git" / "fsworkbook"
        assert not [path.name for path in private.iterdir() if path.name.startswith("expunging")] or now == old
    assert olds
    assert news


def test_a_following_that_is_stopped(tmp_path):
    """Where a colleague's sync is stopped, the next one goes on, with their own work kept."""
    team = Team(tmp_path)
    alison, tom = team.of("alison", "tom")
    put(alison, "alison", f"{WORD} came.\n")
    share(alison, "alison")
    share(tom, "tom")
    put(tom, "tom", f"{WORD}, says Tom.\n")
    expunge(alison, WORD)
    share(alison, "alison")
    with pytest.MonkeyPatch.context() as patch:
        clock = Clock(patch)
        other = shutil.copytree(tmp_path, tmp_path.with_name(f"{tmp_path.name}-whole"), symlinks=True)
        git(other / "tom" / "ashdown", "config", "remote.origin.url", str(other / "shared" / "ashdown.git"))
        share(Folder(other / "tom" / "ashdown"), "tom")
        total = clock.calls
    for at in range(3, total + 1, EVERY * 3):
        base = shutil.copytree(tmp_path, tmp_path.with_name(f"{tmp_path.name}-{at}"), symlinks=True)
        folder = Folder(base / "tom" / "ashdown")
        git(folder.path, "config", "remote.origin.url", str(base / "shared" / "ashdown.git"))
        with pytest.MonkeyPatch.context() as patch:
            Clock(patch, at)
            with pytest.raises(Killed):
                share(folder, "tom")
        share(folder, "tom")
        assert found_in(folder.path, WORD) == []
        assert any(b"[taken out], says Tom." in data for data in contents(folder).values())
        assert findings(folder) == []
        sound(folder)
        shutil.rmtree(base)


def test_sent_and_not_noted(tmp_path):
    """Stopped between the push and its note, the next sync knows its own history."""
    team = Team(tmp_path)
    (alison,) = team.of("alison")
    put(alison, "alison", f"{WORD} came.\n")
    share(alison, "alison")
    expunge(alison, WORD)

    def stop(*_given):
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sync.seen, "forget", stop)
        with pytest.raises(Killed):
            share(alison, "alison")
    share(alison, "alison")
    put(alison, "alison", "More.\n")
    assert share(alison, "alison").sent
    assert findings(alison) == []


SAYS = 'words = ["shouts"]\nreason = "danger"\nconfirm = "FS-2041"\n'


@pytest.mark.skipif(not FAULTS, reason="make faults and make torture only")
@pytest.mark.parametrize("share_", range(8))
def test_killed_with_its_git_at_a_call_that_changes_something(tmp_path, share_):
    """The real program and the git that it started, killed by the tracer."""
    made = Home.make(tmp_path / "home")
    says = SAYS.replace("FS-2041", Folder(made.folder).table()["reference"])
    words = ("expunge", "--as", "helen", "--from", "-")

    def after(home):
        code, _, err = home.run(AGAIN, AGAIN_SAYS)
        assert code == 0, err
        found = state(home.folder)
        files_ = tuple((path, "" if path.startswith("tombstones/") else text) for path, text in found.files)
        return found._replace(files=files_)

    def run(home, fault=None):
        return tracer.run([*PROGRAM, *words], [home.place], fault=fault, changes=True, env=home.env,
                          cwd=str(home.folder), stdin=says)  # fmt: skip

    full = made.copy(tmp_path / "full")
    ran = run(full)
    assert ran.code == 0, ran.err
    total, done, undone = sum(call.changes for call in ran.calls), after(full), after(made.copy(tmp_path / "none"))
    every = 1 if FAULTS == "all" else 6
    for point in [point for point in range(1, total + 1, every) if point // every % 8 == share_]:
        home = made.copy(tmp_path / str(point))
        killed = run(home, tracer.Fault(point))
        whole(home.folder)
        stands = after(home)
        assert stands in ((done,) if killed.out.split() else (done, undone))
        if stands == done:
            assert found_in(home.folder, "shouts") == []
        assert [left for left in leftovers(home) if not left.endswith(taking.SYNC_LOCK)] == []
        shutil.rmtree(home.place)
