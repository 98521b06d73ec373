"""The journal of a recording: written before anything is moved into place, so that a crash cannot halve it.

It holds the new files whole, so that the next command can finish exactly the same commit, and lies in
`.git/fsworkbook/pending` for its owner alone (design.md section 8).
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import commits, files, toml
from fsworkbook.store.layout import ATTACHMENTS, FAMILY_FILE, JOURNAL

if TYPE_CHECKING:
    from pathlib import Path

    from fsworkbook.store.git import Git

NAME: Final = JOURNAL
"""The journal's file in `.git/fsworkbook`."""

_MOST: Final = 1 << 30
_LATENT: Final = 1.0
"""Seconds for which a lock of git's must have stood before it counts as left behind."""
_LOCKS: Final = ("*.lock", "refs/**/*.lock", "logs/**/*.lock", "objects/**/*.lock")
_HALVES: Final = ("*.part", "*.index", "*.index.lock", "*.marks")
_TICK: Final = 0.02
"""By how many seconds one file's time may stand behind that of a file that was written before it."""
_PAUSE: Final = 0.05
_KEPT: Final = "What you recorded is kept, and the next command finishes it."


class Unfinished(StoreTrouble):
    """A recording did not come to its end, and is kept whole: the next command finishes it."""


class Entry(NamedTuple):
    """One new file: its path from the family's folder, its bytes, and those it replaces (None: it is new)."""

    path: str
    data: bytes
    before: bytes | None = None


class Journal(NamedTuple):
    """One recording: the commit it follows, its files, the ids or names to show, its message and signature."""

    parent: str
    entries: tuple[Entry, ...]
    shows: tuple[str, ...]
    message: str
    signature: commits.Signature

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that it writes."""
        return tuple(entry.path for entry in self.entries)

    def encode(self) -> bytes:
        """Return it as the bytes of its file."""
        table: dict[str, Any] = {
            "parent": self.parent,
            "shows": self.shows,
            "message": self.message,
            "name": self.signature.name,
            "email": self.signature.email,
            "when": self.signature.when,
            "key": self.signature.key,
            "entries": [
                {"path": entry.path, "data": _packed(entry.data)}
                | ({} if entry.before is None else {"before": _packed(entry.before)})
                for entry in self.entries
            ],
        }
        return "".join(f"{toml.pair(key, value)}\n" for key, value in table.items()).encode()


def decode(data: bytes) -> Journal:
    """Return the journal in `data`.

    Raises:
        ValueError: it is damaged.
    """
    import tomllib  # noqa: PLC0415 - a journal is there after a crash only

    try:
        table = tomllib.loads(data.decode())
        return Journal(
            parent=table["parent"],
            entries=tuple(
                Entry(item["path"], _unpacked(item["data"]), _unpacked(item["before"]) if "before" in item else None)
                for item in table["entries"]
            ),
            shows=tuple(table["shows"]),
            message=table["message"],
            signature=commits.Signature(table["name"], table["email"], table["when"], table["key"]),
        )
    except (KeyError, TypeError, RecursionError) as problem:
        raise ValueError(str(problem)) from None


def carry_out(git: Git, journal: Journal, private: Path) -> str:
    """Write the files and commit them; return the commit's id. All of it happens, or what was there is put back.

    Raises:
        StoreTrouble: it did not happen.
        Unfinished: the next command finishes it.
    """
    try:
        files.put(private / NAME, journal.encode(), private, files.PRIVATE)
        for entry in journal.entries:
            files.put(git.folder / entry.path, entry.data, private)
        made = commits.commit(git, journal.parent, journal.paths, journal.message, journal.signature)
    except BaseException as problem:
        _take_back(git, journal, private, problem)
        raise
    with suppress(StoreTrouble):  # it is recorded; the next command finds a journal that is done, and removes it
        files.drop(private / NAME)
    return made


def finish(git: Git, private: Path) -> tuple[str, ...]:
    """Finish an interrupted recording, if there is one, and return the ids or names of what it recorded.

    A file that is there already is left as it is: it was moved into place whole, or edited by hand since.

    Raises:
        Unfinished: git or the disk failed; the journal stays for the next command.
    """
    place = private / NAME
    try:
        journal = decode(files.take(place, _MOST))
        _check(git.folder, journal)
    except FileNotFoundError:
        return ()
    except ValueError:
        # Nothing of it was acknowledged, and what it put into place is found as new files; keep it to look at.
        place.replace(private / f"{NAME}.damaged")
        return ()
    except OSError as problem:
        raise files.trouble(place, problem) from None
    try:
        if not _landed(git, journal):
            _redo(git, journal, private)
        files.drop(place)
    except StoreTrouble as problem:
        raise Unfinished(f"{problem} {_KEPT}") from None
    return journal.shows


def _check(folder: Path, journal: Journal) -> None:
    """Refuse a journal that this program did not write: it would put files where none of a family's may go.

    Raises:
        ValueError: a path leads out of the folder, or to no place of a record's.
    """
    for path in journal.paths:
        pure = PurePosixPath(path)
        plain = not pure.is_absolute() and not {"..", ".git"} & {part.casefold() for part in pure.parts}
        known = path == FAMILY_FILE or pure.suffix == ".md" or pure.parts[0] == ATTACHMENTS
        linked = any((folder / place).is_symlink() for place in (pure, *pure.parents) if place != PurePosixPath())
        if not plain or not known or linked or any(char in path for char in "\\:\0"):
            raise ValueError(path)


def _redo(git: Git, journal: Journal, private: Path) -> None:
    for entry in journal.entries:
        target = git.folder / entry.path
        if (target.read_bytes() if target.exists() else None) == entry.before:
            files.put(target, entry.data, private)
    head = git.run("rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    # Not signed: a journal lies in a folder that others may have prepared, and says what its reader never saw.
    commits.commit(git, head, journal.paths, journal.message, journal.signature._replace(key=""))


def _landed(git: Git, journal: Journal) -> bool:
    """Return whether the commit was made before the crash."""
    span = f"{journal.parent}..HEAD" if journal.parent else "HEAD"
    return bool(git.run("log", "--format=%H", "--max-count=1", span, "--", *journal.paths).strip())


def _take_back(git: Git, journal: Journal, private: Path, problem: BaseException) -> None:
    """Put back what was there; where even that fails, leave the journal to the next command, and say so."""
    try:
        head = git.run("rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
        if head != journal.parent:
            raise StoreTrouble("The branch has moved.")  # noqa: TRY301 - one way out for every reason
        for entry in journal.entries:
            _put_back(git.folder / entry.path, entry, private)
        files.drop(private / NAME)
    except (StoreTrouble, OSError):
        raise Unfinished(f"{problem} {_KEPT}") from None
    with suppress(StoreTrouble):  # the index is looked at again before the next commit
        commits.stage(git, journal.paths)
    if isinstance(problem, StoreTrouble):
        raise StoreTrouble(f"{problem} Nothing was recorded.") from None


def _put_back(place: Path, entry: Entry, private: Path) -> None:
    if entry.before is None:
        files.drop(place)
    elif place.read_bytes() != entry.before:
        files.put(place, entry.before, private)


def clear(inside: Path, private: Path, since: float) -> None:
    """Clear away what a recording that died at its work left in the folder's `.git`, once we hold the lock.

    The lock outlives the program for as long as its git does, so nobody of ours is at work behind git's own locks;
    one that is older than that recording, or was touched this second, is somebody else's and stays.
    """
    for lock in [path for pattern in _LOCKS for path in inside.glob(pattern)]:
        while (made := _made(lock)) is not None and made >= since - _TICK:
            if time.time() - made > _LATENT:
                lock.unlink(missing_ok=True)
                break
            time.sleep(_PAUSE)
    # Half a file, and the index of its own with which a tree was being made, with git's lock on it.
    for part in [path for pattern in _HALVES for path in private.glob(pattern)]:
        part.unlink(missing_ok=True)


def _made(path: Path) -> float | None:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return None


def _packed(data: bytes) -> str | list[str]:
    """Return bytes as text, or as base64 in a list where they are none that a journal can hold."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "\0"
    if toml.storable(text):
        return text
    import base64  # noqa: PLC0415 - for attachments only

    return [base64.b64encode(data).decode()]


def _unpacked(packed: str | list[str]) -> bytes:
    if isinstance(packed, str):
        return packed.encode()
    import base64  # noqa: PLC0415 - for attachments only

    return base64.b64decode(packed[0])
