"""Folders on drives that sync by themselves or lie on another machine: known by name, mark, variable and settings."""

import json
import os
from pathlib import Path

import pytest

from fsworkbook.store.soundness import drives

NAMED = {
    "OneDrive": "OneDrive",
    "OneDrive - Wealdshire County Council": "OneDrive",
    "onedrive-personal": "OneDrive",
    "Dropbox": "Dropbox",
    "Dropbox (Wealdshire)": "Dropbox",
    "Google Drive": "Google Drive",
    "GoogleDrive": "Google Drive",
    "iCloud Drive": "iCloud Drive",
    "Library/Mobile Documents/com~apple~CloudDocs": "iCloud Drive",
    "Library/CloudStorage/GoogleDrive-priya@example.org/My Drive": "Google Drive",
    "Library/CloudStorage/Box-Box": "Box",
    "Library/CloudStorage/Other-Provider": "Other",
    "Box": "Box",
    "Box Sync": "Box",
    "Nextcloud": "Nextcloud",
    "Nextcloud2": "Nextcloud",
    "ownCloud": "ownCloud",
}
ORDINARY = (
    "Documents",
    "work/Box",
    "work/boxes",
    "work/one drive away",
    "Dropboxes",
    "work/sync",
    "OneDriver",
    "google",
)
MARKED = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.driveupload": "Google Drive",
    ".sync_1a2b.db": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}

MOUNTS = """proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
//council/share /mnt/council cifs rw 0 0
nas:/x /srv/with_space nfs4 rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
broken
"""


def where(home, folder, env=None):
    folder.mkdir(parents=True, exist_ok=True)
    return drives.syncing(folder, env or {}, home)


@pytest.mark.parametrize("name", NAMED)
def test_a_drive_is_known_by_its_name(home, name):
    assert where(home, home / name / "families") == NAMED[name]


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_folder_is_none(home, name):
    assert where(home, home / name / "families") == ""


@pytest.mark.parametrize("marker", MARKED)
def test_a_drive_is_known_by_what_it_leaves_there(home, marker):
    place = home / "Shared" / "families"
    place.mkdir(parents=True)
    (home / "Shared" / marker).write_text("", encoding="utf-8")
    assert where(home, place) == MARKED[marker]


def test_a_home_in_which_dropbox_was_once_installed_is_no_drive(home):
    (home / ".dropbox").mkdir()
    assert where(home, home / "families") == ""


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial"])
def test_a_drive_is_known_by_the_systems_variables(home, variable):
    assert where(home, home / "Somewhere" / "families", {variable: str(home / "Somewhere")}) == "OneDrive"
    assert where(home, home / "families", {variable: str(home / "Somewhere")}) == ""
    assert where(home, home / "families", {variable: ""}) == ""
    assert where(home, home / "families", {variable: "C:\\Users\\priya" if os.name != "nt" else "x"}) == ""


def test_a_drive_is_known_by_its_own_settings(home):
    place = home / "Somewhere"
    (home / ".dropbox").mkdir()
    (home / ".dropbox" / "info.json").write_text(json.dumps({"business": {"path": str(place / "d")}}), encoding="utf-8")
    for folder, name, text in (
        (".config/Nextcloud", "nextcloud.cfg", f"[Accounts]\n0\\Folders\\1\\localPath={place / 'n'}/\n"),
        (
            ".local/state/syncthing",
            "config.xml",
            f'<configuration><folder id="x" path="{place / "s"}"/></configuration>',
        ),
        (".config/onedrive", "config", 'sync_dir = "~/Somewhere/o"\n'),
    ):
        (home / folder).mkdir(parents=True)
        (home / folder / name).write_text(text, encoding="utf-8")
    env = {"HOME": str(home)}
    assert where(home, place / "d" / "families", env) == "Dropbox"
    assert where(home, place / "n" / "families", env) == "Nextcloud"
    assert where(home, place / "s" / "families", env) == "Syncthing"
    assert where(home, place / "o" / "families", env) == "OneDrive"
    assert where(home, place / "families", env) == ""


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"a": {"path": 3}}', "\0"])
def test_settings_of_a_drive_that_are_damaged_say_nothing(home, text):
    (home / ".dropbox").mkdir()
    (home / ".dropbox" / "info.json").write_text(text, encoding="utf-8")
    assert where(home, home / "families") == ""


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_into_a_drive_is_seen_through(home):
    (home / "OneDrive" / "families").mkdir(parents=True)
    (home / "families").symlink_to(home / "OneDrive" / "families")
    assert drives.syncing(home / "families", {}, home) == "OneDrive"


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/priya/families", "ext4"),
        ("/mnt/council/teams/families", "cifs"),
        ("/mnt/council", "cifs"),
        ("/mnt/councils", "ext4"),
        ("/srv/with space/x", "nfs4"),
        ("/run/user/1000/gvfs/x", "fuse.gvfsd-fuse"),
    ],
)
def test_a_network_drive_is_known_by_its_kind_of_disk(place, kind):
    mounts = MOUNTS.replace("_", "\\040")
    assert drives.mounted(Path(place), mounts) == kind


def test_a_caseload_in_a_drive_is_warned_of_and_told_why(patient, load, home):
    drive = home / "OneDrive - Wealdshire County Council"
    load.rename(drive)
    text = (home / "settings.toml").read_text(encoding="utf-8")
    (home / "settings.toml").write_text(text.replace(load.as_posix(), drive.as_posix()), encoding="utf-8")
    code, out, err = patient.doctor(cwd=drive / "ashdown")
    said = " ".join(out.split())
    assert (code, err) == (1, "")
    assert "× Your caseload lies in OneDrive" in said
    assert "“conflicted copies”" in said
    assert "share it with “fsworkbook sync”" in said
    assert said.count("lies in OneDrive") == 1


def test_a_family_in_a_drive_outside_the_caseload_is_warned_of(patient, home):
    (home / "Dropbox").mkdir()
    moved = patient.path.rename(home / "Dropbox" / "ashdown")
    (family,) = patient.data(cwd=moved)["families"]
    assert {item["check"] for item in family["checks"] if item["mark"] != "sound"} == {"syncing-drive"}


def test_a_family_on_a_network_drive_is_told(patient, home, monkeypatch):
    monkeypatch.setattr(drives, "networked", lambda folder: folder.name == "ashdown")
    moved = patient.path.rename(home / "ashdown")
    (family,) = patient.data(cwd=moved)["families"]
    assert {item["check"]: item["mark"] for item in family["checks"] if item["mark"] != "sound"} == {
        "network-drive": "look"
    }
