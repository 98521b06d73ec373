"""Looking ahead: the family's lock taken, and git's look at its folder begun, while it is still read what to record.

A look at ten thousand files takes longer than a recording's own work; beside that work it costs nothing. It is begun
only where no person is waited for, and where nothing unfinished lies in the folder: everything out of the ordinary is
left to the recording itself (recording.py).
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import arrival, commits, lock, pending, recording
from fsworkbook.store.git import Git

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from fsworkbook.store.git import Started


class Ahead:
    """The lock, held, and git at its look; `with` lets go of it as a recording does, `leave` where none came of it."""

    def __init__(self, git: Git, held: lock.Held, finished: tuple[str, ...], look: Started, stack: ExitStack) -> None:
        self.git = git
        self.finished = finished
        self._held = held
        self._look = look
        self._stack = stack

    def state(self) -> commits.State | None:
        """Wait for git, and return how the folder stood when it looked; None where it must look again.

        Raises:
            StoreTrouble: a merge is unfinished, or the folder is on no branch.
        """
        output = self._look.finish()
        return None if output is None else commits.read_state(self.git, output)

    def leave(self) -> None:
        """Let go of the lock, once git is done; does nothing where the recording has done so."""
        self._look.finish()
        self._stack.close()

    def __enter__(self) -> lock.Held:
        """Go on with what was begun: the lock is held already."""
        return self._held

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the lock as whoever recorded leaves it."""
        self._look.finish()
        self._stack.__exit__(kind, problem, trace)


@contextmanager
def looking(root: Path) -> Iterator[Ahead | None]:
    """Look ahead for as long as the block runs, or until a recording takes it over.

    None is given where another program is at work, where something unfinished lies there, or where anything is wrong:
    the recording says so in its turn.
    """
    ahead = _begun(root)
    try:
        yield ahead
    finally:
        if ahead is not None:
            ahead.leave()


def _begun(root: Path) -> Ahead | None:
    try:
        git = Git(root)
        git.look()
        private = recording.private_folder(root)
        if any((private / name).exists() for name in (pending.NAME, arrival.NAME)):
            return None
        with ExitStack() as stack, recording.uninterrupted():
            held = stack.enter_context(lock.held(private / "lock", patience=0))
            finished = recording.mended(git, private, held)
            return Ahead(git, held, finished, commits.begin_state(git), stack.pop_all())
    except StoreTrouble:
        return None
