"""The disk that a folder lies on: may one write there, does it lock and sync, is there room, who else can read it."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import files, lock
from fsworkbook.store.soundness.finding import BROKEN, LOOK, SOUND, Finding, Mend, many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MEGA: Final = 1024 * 1024
SCARCE: Final = 500 * _MEGA
"""Bytes below which the room on a disk is worth a word."""

NONE_LEFT: Final = 20 * _MEGA
"""Bytes below which a recording may not find room."""

_KINDS: Final = (
    (1024 * 1024 * _MEGA, "TB"),
    (1024 * _MEGA, "GB"),
    (_MEGA, "MB"),
)


def check(folder: Path, what: str) -> list[Finding]:
    """Return what is wrong with the disk under a folder, and with who may read the folder.

    Args:
        folder: the folder.
        what: how it is called, such as `Your caseload`.
    """
    return [*_works(folder, what), *_room(folder), *_readable(folder, what)]


def free(folder: Path) -> str:
    """Return how much room the disk has, as it is said: `212 GB`."""
    return _size(shutil.disk_usage(folder).free)


def ignores_case(folder: Path) -> bool:
    """Return whether capital and small letters are the same in names on the folder's disk."""
    twin = folder.with_name(folder.name.swapcase())
    try:
        return twin.name != folder.name and twin.samefile(folder)
    except OSError:
        return False


def owned_by_others(folder: Path) -> list[Finding]:
    """Return a finding where files in a folder belong to somebody else than the folder, root for the most part."""
    if os.name == "nt":
        return []
    owner = folder.stat().st_uid
    strange = [path for path in _all(folder) if path.lstat().st_uid != owner]
    if not strange:
        return []
    whose = "root" if any(path.lstat().st_uid == 0 for path in strange) else "another account"
    belong = "belongs" if len(strange) == 1 else "belong"
    text = f"{many(len(strange), 'file')} in the folder {belong} to {whose}: {strange[0].relative_to(folder)}"
    text += "." if len(strange) == 1 else ", and others."
    advice = (
        "A command run as an administrator leaves them, and then recording fails. Give them back: "
        f"sudo chown -R $(id -un) {folder.name}"
    )
    return [Finding("foreign-owner", LOOK, text, advice)]


def _works(folder: Path, what: str) -> Iterator[Finding]:
    """Try, in a file that nobody sees, what a recording needs: to write, to lock and to sync."""
    try:
        with tempfile.TemporaryDirectory(prefix=".fsworkbook-", dir=folder) as place:
            probe = folder / place / "probe"
            with lock.held(probe, patience=1):
                pass
            handle = os.open(probe, os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
    except StoreTrouble as problem:
        yield Finding("disk", BROKEN, f"{what}: {str(problem)[:1].lower()}{str(problem)[1:]}")
    except OSError as problem:
        if problem.errno in {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS}:
            text = f"{what} lies on a disk that cannot promise that what is written stays through a power cut."
            yield Finding("disk", LOOK, text, "Keep the folder on a disk of this computer.")
            return
        reason = str(files.trouble(folder, problem)).partition(": ")[2] or f"{problem.strerror}."
        yield Finding("disk", BROKEN, f"{what} cannot be written to: {reason}")


def _room(folder: Path) -> Iterator[Finding]:
    room = shutil.disk_usage(folder).free
    if room < SCARCE:
        text = f"Only {_size(room)} are free on the disk."
        yield Finding("disk-space", BROKEN if room < NONE_LEFT else LOOK, text, "Make room before the next visit.")


def _readable(folder: Path, what: str) -> Iterator[Finding]:
    """Yield a finding where other accounts of this computer can read the folder."""
    if os.name == "nt" or not all(place.stat().st_mode & stat.S_IXOTH for place in folder.resolve().parents):
        return
    if not folder.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH):
        return
    text = f"{what} can be read by the other accounts of this computer."
    advice = f"Close it to them: chmod o-rwx {folder.name}"
    yield Finding("readable-by-others", LOOK, text, advice, Mend("Close it to them?", lambda: _close(folder)))


def _close(folder: Path) -> str:
    try:
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) & ~stat.S_IRWXO)
    except OSError as problem:
        raise files.trouble(folder, problem) from None
    return f"{folder.name} is closed to other accounts."


def place_line(folder: Path, what: str) -> Finding:
    """Return the line for a folder whose disk is sound."""
    case = "; capital and small letters are the same there" if ignores_case(folder) else ""
    return Finding("disk", SOUND, f"{what}, {free(folder)} free{case}")


def _all(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        yield from (folder.__class__(place) / name for name in (*folders, *names))


def _size(number: int) -> str:
    for size, name in _KINDS:
        if number >= size:
            return f"{number / size:.0f} {name}"
    return f"{number // 1024} KB"
