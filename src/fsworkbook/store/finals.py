"""What a version of a report needs of its family's folder: to be made by one at a time, and what lay there then."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from fsworkbook.store import lock, recording
from fsworkbook.store.git import Git
from fsworkbook.workbook.record import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOCK: Final = "version.lock"
"""The lock's file in `.git/fsworkbook`."""


@contextmanager
def alone(root: Path, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Keep out whoever else would make a report final or sign it, while it is read how far it is, until it is recorded.

    Raises:
        StoreTrouble: somebody else is at it, and did not finish.
    """
    with lock.held(recording.private_folder(root) / LOCK, on_wait):
        yield


def known_with(root: Path, record_id: str) -> frozenset[str]:
    """Return the ids of the records that lay in the folder when one was committed; none where the history lacks it.

    What a colleague recorded before, and shared only later, is not among them.

    Raises:
        StoreTrouble: git failed.
    """
    git = Git(root)
    commits = git.run("log", "--format=%H", "HEAD", "--", f":(top,glob)**/{record_id}.md").decode("ascii").split()
    if not commits:
        return frozenset()
    names = git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commits[-1]).decode("utf-8", errors="replace")
    stems = (PurePosixPath(name).stem for name in names.split("\0") if name.endswith(".md"))
    return frozenset(stem for stem in stems if ID_PATTERN.fullmatch(stem))
