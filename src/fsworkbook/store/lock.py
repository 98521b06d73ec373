"""One recording at a time: an exclusive lock that the system itself lets go when its holder dies.

fcntl and msvcrt directly, because importing filelock costs 55 ms; never a file with a process number in it, which
outlives a killed program.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

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
"""Seconds to wait for another recording before giving up."""

NOTICE: Final = 0.5
"""Seconds after which the practitioner is told that it waits."""

_PAUSE: Final = 0.02


@contextmanager
def held(path: Path, on_wait: Callable[[], None] | None = None, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock on the file `path` (made if missing) for as long as the block runs.

    Args:
        path: the lock's file, in an existing folder.
        on_wait: called once when half a second has gone by without the lock.
        patience: how many seconds to wait at most.

    Raises:
        StoreTrouble: another program still holds it after `patience`, or its file cannot be opened.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE)
    except OSError as problem:
        raise trouble(path, problem) from None
    try:
        _wait(handle, on_wait, patience)
        try:
            yield
        finally:
            _release(handle)
    finally:
        os.close(handle)


def _wait(handle: int, on_wait: Callable[[], None] | None, patience: float) -> None:
    start = time.monotonic()
    told = False
    while not _take(handle):
        waited = time.monotonic() - start
        if waited >= patience:
            raise StoreTrouble(
                "Another fsworkbook is recording in this family's folder and has not finished. "
                "Nothing was written; wait for it, or close it, and try again."
            )
        if on_wait is not None and not told and waited >= NOTICE:
            on_wait()
            told = True
        time.sleep(_PAUSE)


if sys.platform == "win32":

    def _take(handle: int) -> bool:
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
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
