"""A server whose disk is gone: what docs/scaling.md says of backups, done with real git and the real command line."""

import shutil

import pytest

from fsworkbook.store.folder import Folder
from tests.sync.conftest import FAMILY, change, contents, git
from tests.sync.test_story import Office


@pytest.fixture
def office(tmp_path):
    """Return an office where Priya and Tom share a family, and a backup was made before Tom's last record."""
    made = Office(tmp_path)
    Folder.create(made.load("priya") / "ashdown", FAMILY, change(action="new-family"))
    made.does("priya", "sync", "init", "--family", "ashdown", "disk/ashdown.git")
    made.does("tom", "join", "disk/ashdown.git")
    made.note("priya")
    made.does("priya", "sync", "--family", "ashdown")
    git(tmp_path / "disk" / "ashdown.git", "bundle", "create", tmp_path / "ashdown.bundle", "--all")
    made.note("tom")
    made.does("tom", "sync", "--family", "ashdown")
    return made


def restore(office):
    """Put the backup in the place of what is shared, with the settings that refuse rewriting."""
    place = office.base / "disk" / "ashdown.git"
    shutil.rmtree(place)
    git(office.base, "clone", "-q", "--bare", "ashdown.bundle", place)
    git(place, "remote", "remove", "origin")
    for key in ("denyNonFastForwards", "denyDeletes", "fsckObjects"):
        git(place, "config", f"receive.{key}", "true")
    return place


def test_a_backup_is_whole_and_can_be_joined(office):
    restore(office)
    office.does("ruth", "join", "disk/ashdown.git")
    out, _ = office.does("ruth", "audit", "verify", "--family", "ashdown")
    assert "whole" in out


def test_a_backup_that_is_too_old_is_refused_and_whoever_synced_last_puts_everything_back(office):
    place = restore(office)
    code, _, err = office("tom", "sync", "--family", "ashdown")
    assert code == 4
    assert "was rewritten" in " ".join(err.split())
    shutil.rmtree(place)
    assert "Sent 2 records" in office.does("tom", "sync", "init", "--family", "ashdown", "disk/ashdown.git")[0]
    assert office.does("priya", "sync", "--family", "ashdown")[0] == "Got 1 record from Tom."
    folders = [Folder(office.load(who) / "ashdown") for who in ("priya", "tom")]
    assert contents(folders[0]) == contents(folders[1])
    for who in ("priya", "tom"):
        assert "whole" in office.does(who, "audit", "verify", "--family", "ashdown")[0]


def test_a_watcher_who_is_on_no_team_can_follow_with_git_alone_and_audit(office):
    git(office.base, "clone", "-q", office.base / "disk" / "ashdown.git", office.load("watcher") / "ashdown")
    office.note("priya")
    office.does("priya", "sync", "--family", "ashdown")
    git(office.load("watcher") / "ashdown", "pull", "-q", "--ff-only")
    out, _ = office.does("ruth", "audit", "verify", "--family", str(office.load("watcher") / "ashdown"))
    assert "whole" in out
