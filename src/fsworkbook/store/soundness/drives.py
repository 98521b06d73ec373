"""Is a folder on a drive that copies files to other computers behind one's back, or on a disk of another machine?

Known by names, by what such a drive leaves in its folder, by the system's variables, and by the drive's own settings.
"""

from __future__ import annotations

import json
import os
import re
import sys
from html import unescape
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Final

from fsworkbook.store.soundness.finding import BROKEN, LOOK, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAMES: Final = (
    (re.compile(r"onedrive(?:$| ?- ?.+)", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox(?:$| ?\(.+\))", re.IGNORECASE), "Dropbox"),
    (re.compile(r"google ?drive(?:$|-.+)|drivefs", re.IGNORECASE), "Google Drive"),
    (re.compile(r"icloud ?drive|icloud~.*|com~apple~clouddocs|mobile documents", re.IGNORECASE), "iCloud Drive"),
    (re.compile(r"box ?sync|box-box", re.IGNORECASE), "Box"),
    (re.compile(r"nextcloud\d*", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"owncloud", re.IGNORECASE), "ownCloud"),
    (re.compile(r"pcloud ?drive", re.IGNORECASE), "pCloud"),
    (re.compile(r"megasync(?: downloads)?", re.IGNORECASE), "MEGA"),
    (re.compile(r"syncthing", re.IGNORECASE), "Syncthing"),
)
_AT_HOME: Final = {"box": "Box", "mega": "MEGA", "my drive": "Google Drive", "sync": "Sync or Syncthing"}
"""Names too common to mean a drive anywhere but in one's home folder."""

_MARKERS: Final = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".stversions", "Syncthing"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
)
_DATABASES: Final = (".sync_*.db", "._sync_*.db")
_VARIABLES: Final = {
    "OneDrive": "OneDrive",
    "OneDriveCommercial": "OneDrive",
    "OneDriveConsumer": "OneDrive",
    "DROPBOX_PATH": "Dropbox",
}
_NETWORKS: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "davfs", "webdav", "fuse.sshfs", "fuse.rclone",
    "fuse.davfs2", "afs", "ceph", "glusterfs", "fuse.glusterfs",
})  # fmt: skip
_REMOTE: Final = 4  # DRIVE_REMOTE, as Windows numbers kinds of drives
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")


def check(folder: Path, env: Mapping[str, str], home: Path, what: str) -> list[Finding]:
    """Return a finding where a folder lies on a syncing drive or a network drive.

    Args:
        folder: the folder.
        env: the environment variables.
        home: the home folder of whoever asks.
        what: how the folder is called, such as `Your caseload`.
    """
    drive = syncing(folder, env, home)
    if drive:
        text = f"{what} lies in {drive}, which copies files to other computers by itself."
        advice = (
            "git keeps a history in many small files that must change together; such a drive copies them one by one, "
            "makes “conflicted copies”, and can lose records. It may also put the family where your council has not "
            "agreed to. Move the folder to a disk of this computer, then share it with “fsworkbook sync”."
        )
        return [Finding("syncing-drive", BROKEN, text, advice)]
    if networked(folder):
        text = f"{what} lies on a network drive."
        advice = (
            "Two people who record at once rely on its locks, and a lost connection on its care. Keep the folder on a "
            "disk of this computer, and share it with “fsworkbook sync”."
        )
        return [Finding("network-drive", LOOK, text, advice)]
    return []


def syncing(folder: Path, env: Mapping[str, str], home: Path) -> str:
    """Return the name of the syncing drive that a folder lies on; "" where none is known."""
    place = _real(folder)
    for root, name in (*_from_variables(env), *_from_settings(env, home)):
        if place.is_relative_to(root):
            return name
    for path in (place, *place.parents):
        if found := _by_name(path, home) or _by_marker(path):
            return found
    return ""


def networked(folder: Path) -> bool:
    """Return whether a folder lies on another machine's disk, as far as this system tells."""
    if os.name == "nt":
        return _windows_share(folder)
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", errors="replace")
    except OSError:
        return False
    return mounted(_real(folder), mounts) in _NETWORKS


def mounted(place: Path, mounts: str) -> str:
    """Return the kind of disk that a place lies on, in the words of `/proc/mounts`; "" where it is not told."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:  # noqa: PLR2004 - device, place, kind
            continue
        point = Path(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), fields[1]))
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def _by_name(path: Path, home: Path) -> str:
    if path.parent == home and path.name.casefold() in _AT_HOME:
        return _AT_HOME[path.name.casefold()]
    # macOS keeps every provider's drive here, as `OneDrive-Council` and the like.
    if path.parent.name == "CloudStorage" and path.parent.parent.name == "Library":
        return next((name for pattern, name in _NAMES if pattern.match(path.name)), path.name.partition("-")[0])
    return next((name for pattern, name in _NAMES if pattern.fullmatch(path.name)), "")


def _by_marker(path: Path) -> str:
    for marker, name in _MARKERS:
        if (path / marker).exists():
            # Dropbox has a folder of that name in every home that it was ever installed in.
            if marker == ".dropbox" and (path / marker).is_dir():
                continue
            return name
    return "Nextcloud" if any(next(path.glob(pattern), None) for pattern in _DATABASES) else ""


def _from_variables(env: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    for variable, name in _VARIABLES.items():
        value = env.get(variable, "").strip()
        # A Windows path means nothing to another system, and a bare word is no place.
        if value and (Path(value).is_absolute() or (os.name == "nt" and PureWindowsPath(value).is_absolute())):
            yield _real(Path(value)), name


def _from_settings(env: Mapping[str, str], home: Path) -> Iterator[tuple[Path, str]]:
    """Yield the folders that the drives' own programs say they sync."""
    config = Path(env.get("XDG_CONFIG_HOME") or home / ".config")
    state = Path(env.get("XDG_STATE_HOME") or home / ".local" / "state")
    local, roaming = (Path(env[key]) if env.get(key) else home for key in ("LOCALAPPDATA", "APPDATA"))
    library = home / "Library"
    for place in (home / ".dropbox", local / "Dropbox", roaming / "Dropbox"):
        yield from _dropbox(place / "info.json")
    for place in (config / "Nextcloud", roaming / "Nextcloud", library / "Preferences" / "Nextcloud"):
        yield from _nextcloud(place / "nextcloud.cfg")
    for place in (config, state, local, library / "Application Support"):
        yield from _syncthing(
            place / ("Syncthing" if place in (local, library / "Application Support") else "syncthing")
        )
    yield from _onedrive(config / "onedrive" / "config", home)


def _dropbox(path: Path) -> Iterator[tuple[Path, str]]:
    try:
        accounts = json.loads(_text(path) or "{}")
        places = [str(account["path"]) for account in accounts.values()]
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    yield from ((_real(Path(place)), "Dropbox") for place in places)


def _nextcloud(path: Path) -> Iterator[tuple[Path, str]]:
    for found in re.finditer(r"localPath=(.+)", _text(path)):
        yield _real(Path(found[1].strip().strip('"'))), "Nextcloud"


def _syncthing(folder: Path) -> Iterator[tuple[Path, str]]:
    for found in re.finditer(r'<folder\b[^>]*\bpath="([^"]+)"', _text(folder / "config.xml")):
        yield _real(Path(unescape(found[1])).expanduser()), "Syncthing"


def _onedrive(path: Path, home: Path) -> Iterator[tuple[Path, str]]:
    for found in re.finditer(r'^\s*sync_dir\s*=\s*"(.+)"', _text(path), re.MULTILINE):
        yield _real(Path(found[1].replace("~", str(home), 1))), "OneDrive"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


if sys.platform == "win32":

    def _windows_share(folder: Path) -> bool:
        import ctypes  # noqa: PLC0415 - Windows alone

        anchor = _real(folder).anchor
        return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE

else:

    def _windows_share(folder: Path) -> bool:
        return str(folder).startswith("\\\\")
