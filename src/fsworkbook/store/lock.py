"""One recording at a time: an exclusive lock that the system itself lets go when its holder dies.

fcntl and msvcrt directly, because importing filelock costs 55 ms; never a file with a process number in it, which
outlives a killed program.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store.files import PRIVATE, trouble

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE: Final = 30.0
"""Seconds to wait for another recording before giving up, where FSWORKBOOK_PATIENCE does not say."""

NOTICE: Final = 0.5
"""Seconds after which the practitioner is told that it waits."""

_PAUSE: Final = 0.02
_MARK: Final = b"at work"
"""Stands in the lock's file while somebody works."""


class Held(NamedTuple):
    """The lock, held.

    Attributes:
        handle: its file's descriptor; a child that inherits it keeps the lock for as long as it lives.
        cut_off: when the holder before began, in seconds of the epoch, where it died or failed at its work; else None.
    """

    handle: int
    cut_off: float | None


class Busy(StoreTrouble):
    """Another program holds the lock, and went on holding it."""


@contextmanager
def held(path: Path, on_wait: Callable[[], None] | None = None, patience: float | None = None) -> Iterator[Held]:
    """Hold the lock on the file `path` (made if missing) for as long as the block runs.

    Args:
        path: the lock's file, in an existing folder.
        on_wait: called once when half a second has gone by without the lock.
        patience: how many seconds to wait at most; None is FSWORKBOOK_PATIENCE, else half a minute.

    Raises:
        Busy: another program still holds it after `patience`.
        StoreTrouble: its file cannot be opened, or the disk cannot lock.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE)
    except OSError as problem:
        raise trouble(path, problem) from None
    try:
        _wait(handle, on_wait, _patience() if patience is None else patience)
        try:
            yield Held(handle, _begin(handle))
            with suppress(OSError):  # a mark that stays is looked into once more, and no harm
                os.ftruncate(handle, 0)
        finally:
            with suppress(OSError):  # closing the file lets go of it as well
                _release(handle)
    finally:
        os.close(handle)


def _patience() -> float:
    try:
        return max(float(os.environ.get("FSWORKBOOK_PATIENCE", PATIENCE)), 0)
    except ValueError:
        return PATIENCE


def _begin(handle: int) -> float | None:
    """Leave a mark that somebody is at work; return since when the one before stands, if its owner died."""
    before = os.fstat(handle)
    with suppress(OSError):  # on a full disk what comes next says so
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, _MARK)
    return before.st_mtime if before.st_size else None


def _wait(handle: int, on_wait: Callable[[], None] | None, patience: float) -> None:
    start = time.monotonic()
    told = False
    while not _take(handle):
        waited = time.monotonic() - start
        if waited >= patience:
            raise Busy(
                "Another fsworkbook is recording in this family's folder and has not finished. "
                "Nothing was written; wait for it, or close it, and try again."
            )
        if on_wait is not None and not told and waited >= NOTICE:
            on_wait()
            told = True
        time.sleep(_PAUSE)


if sys.platform == "win32":
    _FAR: Final = 0x7FFF0000
    """The byte that is locked: far behind the mark, since Windows lets nobody else read what is locked."""

    def _take(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as problem:
            raise StoreTrouble(
                f"This disk cannot lock files ({problem.strerror}), so two recordings could meet. "
                "Keep the family's folder on a disk of this machine."
            ) from None
        return True

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
