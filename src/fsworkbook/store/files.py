"""Files that are whole or not there: a temporary file, synced, moved into place (design.md section 8)."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE: Final = 0o600
"""For the owner's eyes: drafts, journal, lock."""

SHARED: Final = 0o666
"""As open as the owner's umask lets it be: records and who is who."""

_REASONS: Final = {
    errno.ENOSPC: "the disk is full. Make room and try again",
    errno.EDQUOT: "your share of the disk is used up. Make room and try again",
    errno.EROFS: "this disk can only be read. Use a folder that you may write to",
    errno.EACCES: "you may not write there. Ask whoever looks after the folder",
    errno.EPERM: "you may not write there. Ask whoever looks after the folder",
    errno.ENAMETOOLONG: "the name is too long for this disk. Use a shorter path for the caseload",
    errno.EIO: "the disk did not work. Check it, and keep a copy of the folder elsewhere",
}


MOST: Final = 16 << 20
"""How many bytes a record, a draft or family.toml may have; none that a person wrote comes near it."""

LARGEST: Final = 256 << 20
"""How many bytes any file may have that the history takes in: a drawing or a letter has less."""

_TAKE: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def take(path: str | Path, most: int = MOST) -> bytes:
    """Return the bytes of a plain file; in a folder that somebody else prepared, anything may have its name.

    Raises:
        OSError: it is a link, a pipe, a device or the like, larger than `most`, or cannot be read.
    """
    if not hasattr(os, "O_NOFOLLOW") and os.path.islink(path):  # noqa: PTH114 - a string on the hot path
        raise OSError(errno.ELOOP, "it is a link")
    handle = os.open(path, _TAKE)
    try:
        seen = os.fstat(handle)
        if not stat.S_ISREG(seen.st_mode):
            raise OSError(errno.EINVAL, "it is no plain file")
        if seen.st_size > most:
            raise OSError(errno.EFBIG, f"it is larger than {most >> 20} MB" if most >> 20 else "it is too large")
        # A file object would cost more than all the rest, in a family of ten thousand records a second.
        data = os.read(handle, seen.st_size)
        while len(data) < seen.st_size and (more := os.read(handle, seen.st_size - len(data))):
            data += more
        return data
    finally:
        os.close(handle)


def reason(problem: OSError) -> str:
    """Return in a few words why a file could not be read."""
    return "it is a link to another place" if problem.errno == errno.ELOOP else problem.strerror or "no reason given"


def put(path: Path, data: bytes, temporary: Path, mode: int = SHARED) -> None:
    """Write `data` to `path` so that a crash leaves the old file or the new one, whole, and nothing else there.

    `temporary` is an existing folder on the same disk, where the unfinished file lies meanwhile.

    Raises:
        StoreTrouble: the disk is full, read-only or the like; `path` is as it was.
    """
    unfinished = temporary / f"{path.name}.{os.getpid()}.part"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(unfinished, data, mode)
        unfinished.replace(path)
        sync_folder(path.parent)
    except OSError as problem:
        _clear(unfinished)
        raise trouble(path, problem) from None
    except BaseException:
        _clear(unfinished)
        raise


def drop(path: Path) -> None:
    """Remove a file if it is there, and make that last where the disk can.

    Raises:
        StoreTrouble: it is there and cannot be removed.
    """
    try:
        path.unlink()
    except FileNotFoundError:
        return
    except OSError as problem:
        raise trouble(path, problem) from None
    with suppress(OSError):  # it is gone; what comes back after a power cut is known for finished by what it says
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make what was moved into or out of `folder` last through a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as problem:
        # Some network disks cannot sync a folder; the file itself is synced by now.
        if problem.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def trouble(path: Path, problem: OSError) -> StoreTrouble:
    """Return the sentence for a disk that did not do what it was asked."""
    reason = _REASONS.get(problem.errno or 0, f"the disk refused ({problem.strerror}). Check it and try again")
    return StoreTrouble(f"{path.name} could not be written: {reason}.")


def _clear(unfinished: Path) -> None:
    with suppress(OSError):  # why the file could not be written is the news; what is left here goes with the next lock
        unfinished.unlink()


def _write(path: Path, data: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
