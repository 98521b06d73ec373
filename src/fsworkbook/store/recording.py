"""One command's recording, from the change to the commit: checked, locked, journalled, committed (design.md 8)."""

from __future__ import annotations

import os
import re
import signal
import threading
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import arrival, codec, commits, files, guard, lock, pending, tables
from fsworkbook.store.change import HandEdit, Written
from fsworkbook.store.git import Git
from fsworkbook.store.glance import refuse_if_handed, was_cut_off
from fsworkbook.store.layout import ATTACHMENTS, EXPUNGING, FAMILY_FILE, path_of
from fsworkbook.workbook.record import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from fsworkbook.store.ahead import Ahead
    from fsworkbook.store.change import Change

_LARGEST: Final = 256 << 20
_STEM: Final = re.compile(r"([^/]+)\.md")
_ATTACHMENT: Final = re.compile(rf"{ATTACHMENTS}/[a-z0-9-]+/[^/\\<>:\"|?*\x00-\x1f\x7f]{{1,120}}")


ARRIVED: Final = "what colleagues had sent"
"""What is said of an interrupted sync that was finished."""


class Clash(StoreTrouble):
    """family.toml became another between its reading and its writing; nothing was recorded."""


class Seen(NamedTuple):
    """family.toml as a caller last read it and, where it was parsed, what it says; None where it was not read."""

    data: bytes | None = None
    table: Mapping[str, Any] | None = None


def new_files(change: Change) -> tuple[pending.Entry, ...]:
    """Return the files that a change adds: its records and attachments, and family.toml as it should become.

    Raises:
        BadInput: a record cannot be written down, an id or path is not of its form, or there is nothing to record.
    """
    entries = []
    for record in change.records:
        if not ID_PATTERN.fullmatch(record.id):
            raise BadInput("A record's id must be its day, its author's key and ten characters (format.md).")
        entries.append(pending.Entry(str(path_of(record)), codec.encode(record)))
    for path, data in change.attachments:
        if not _ATTACHMENT.fullmatch(path) or PurePosixPath(path).name.strip(". ") != PurePosixPath(path).name:
            raise BadInput(f"An attachment must lie in {ATTACHMENTS}/<record id>/ under a plain file name.")
        entries.append(pending.Entry(path, data))
    if change.family is not None:
        tables.check_new(change.family)
        entries.append(pending.Entry(FAMILY_FILE, change.family.encode()))
    if len({entry.path for entry in entries}) < len(entries):
        raise BadInput("Two records of one change have the same id. Give each its own.")
    if not entries:
        raise BadInput("There is nothing to record.")
    return tuple(entries)


def record(
    root: Path,
    change: Change,
    seen: Seen,
    exists: Callable[[str], bool],
    on_wait: Callable[[], None] | None = None,
    ahead: Ahead | None = None,
) -> Written:
    """Record a change in the family's folder `root` and return what was done.

    Args:
        root: the family's folder.
        change: what to record.
        seen: family.toml as the caller last read it.
        exists: tells whether a record with an id exists.
        on_wait: called once when another program holds the folder for more than half a second.
        ahead: the lock and git's look at the folder, where they were begun before.

    Raises:
        BadInput: the change cannot be recorded; nothing was written.
        Refused: the folder is a copy that another team handed over.
        StoreTrouble: the folder, its lock or git did not work; nothing was acknowledged.
    """
    refuse_if_handed(root)
    entries = new_files(change)
    key = str(change.signing_key) if change.signing_key else ""
    signature = commits.Signature.of(change.author, change.now, key)
    shows = tuple(record.id for record in change.records)
    message = commits.message(change.subject, change.action, change.author, shows)
    git = ahead.git if ahead is not None else Git(root)
    git.look()
    private = private_folder(root)
    with ahead or lock.held(private / "lock", on_wait) as held, uninterrupted():
        finished = ahead.finished if ahead is not None else mended(git, private, held)
        guard.pin(root)
        before = ahead.state() if ahead is not None else None
        # Who is who may have been edited since git looked, and what replaces it must not hide that.
        state = _state(git, before if change.family is None else None)
        current = _family_now(root)
        _check_clash(change, seen, current, exists, entries, root)
        head, edits = _by_hand(git, state, change, signature)
        placed = tuple(
            pending.Entry(entry.path, entry.data, current if entry.path == FAMILY_FILE else None) for entry in entries
        )
        journal = pending.Journal(head, placed, shows or (FAMILY_FILE,), message, signature)
        return Written(pending.carry_out(git, journal, private), edits, finished)


def settle(root: Path) -> tuple[str, ...]:
    """Finish what a killed recording left and nobody is at; return what it recorded.

    Raises:
        StoreTrouble: it cannot be finished here; it stays for the next command.
    """
    if not was_cut_off(root):
        return ()
    git = Git(root)
    git.look()
    private = private_folder(root)
    with suppress(lock.Busy), lock.held(private / "lock", patience=0) as held, uninterrupted():
        return mended(git, private, held)
    return ()


def mended(git: Git, private: Path, held: lock.Held) -> tuple[str, ...]:
    """Clear away what a killed recording left lying about, and finish it; return what it recorded."""
    git.holding = (held.handle,) if os.name != "nt" else ()
    if held.cut_off is not None:
        pending.clear(git.folder / ".git", private, held.cut_off)
    if os.path.lexists(private / EXPUNGING):
        from fsworkbook.store.expunging import journal  # noqa: PLC0415 - only where a history was being written anew

        journal.finish(git, private)
    arrived = arrival.finish(git, private)
    return (*((ARRIVED,) if arrived else ()), *pending.finish(git, private))


class Working(NamedTuple):
    """The family's folder in one program's hands: what was finished first, the last commit, and the edits by hand."""

    git: Git
    private: Path
    finished: tuple[str, ...]
    head: str
    hand_edits: tuple[HandEdit, ...]


@contextmanager
def working(root: Path, change: Change, on_wait: Callable[[], None] | None = None) -> Iterator[Working]:
    """Hold the family's lock with nothing unfinished in the folder, and with edits by hand committed.

    Args:
        root: the family's folder.
        change: who works, and when; only its author and time count.
        on_wait: called once when another program holds the folder for more than half a second.

    Raises:
        Refused: the folder is a copy that another team handed over.
        StoreTrouble: the folder, its lock or git did not work; nothing is lost.
    """
    refuse_if_handed(root)
    git = Git(root)
    git.look()
    private = private_folder(root)
    with lock.held(private / "lock", on_wait) as held, uninterrupted():
        finished = mended(git, private, held)
        guard.pin(root)
        signature = commits.Signature.of(change.author, change.now)
        head, edits = _by_hand(git, _state(git), change, signature)
        yield Working(git, private, finished, head, edits)


def private_folder(root: Path) -> Path:
    """Return `.git/fsworkbook`, made for its owner alone if it is missing: lock, journal, drafts, index.

    Raises:
        StoreTrouble: it cannot be made.
    """
    place = root / ".git" / "fsworkbook"
    guard.check_private(place)
    try:
        place.mkdir(mode=0o700, exist_ok=True)
    except OSError as problem:
        raise files.trouble(place, problem) from None
    return place


def _family_now(root: Path) -> bytes:
    try:
        return files.take(root / FAMILY_FILE)
    except OSError as problem:
        raise BadInput(f"{FAMILY_FILE} cannot be read ({files.reason(problem)}). Nothing was recorded.") from None


def _check_clash(
    change: Change,
    seen: Seen,
    current: bytes,
    exists: Callable[[str], bool],
    entries: tuple[pending.Entry, ...],
    root: Path,
) -> None:
    """Refuse what would overwrite: an id or a path that exists, or a family.toml that changed since it was read."""
    if seen.table is not None and current == seen.data:
        tables.check_writable(seen.table)
    else:
        _check_writable(current)
    before = seen.data if change.family_before is None else change.family_before.encode()
    if change.family is not None and before is not None and before != current:
        raise Clash(f"Somebody changed {FAMILY_FILE} at the same moment. Nothing was recorded; run the command again.")
    for record in change.records:
        if exists(record.id):
            raise BadInput(f"{record.id} is recorded already. Nothing was written.")
    for entry in entries:
        if entry.path != FAMILY_FILE and (root / entry.path).exists():
            raise BadInput(f"{entry.path} is there already. Nothing was written.")
        _check_links(root, entry.path)


@lru_cache(maxsize=1)
def _check_writable(current: bytes) -> None:
    """Refuse a family.toml that cannot be written to; who records hundreds of times has the same one looked at once."""
    tables.check_writable(tables.parse(current))


def _check_links(root: Path, path: str) -> None:
    for folder in PurePosixPath(path).parents:
        if (root / folder).is_symlink() and folder != PurePosixPath():
            raise StoreTrouble(
                f"{root.name}/{folder} is a link to another place, where records must not go. Remove the link."
            )


def _state(git: Git, before: commits.State | None = None) -> commits.State:
    """Return how the folder stands to its last commit, once git's index has caught up with the folder.

    `before` is what git has just seen, where it has.
    """
    state = before or commits.state(git, refresh=True)
    if not state.staged:
        return state
    commits.stage(git, state.staged)
    return commits.state(git, refresh=True)


def _by_hand(
    git: Git, state: commits.State, change: Change, signature: commits.Signature
) -> tuple[str, tuple[HandEdit, ...]]:
    """Commit what was edited by hand as a commit of its own; return the head after it, and the edits.

    It is never signed: nobody's key stands under what they may not have seen.
    """
    if not state.edits:
        return state.head, ()
    records = sorted({found[1] for edit in state.edits if (found := _stem(edit.path))})
    subject = f"edit by hand · {change.now:%Y-%m-%d}"
    text = commits.message(subject, commits.BY_HAND, change.author, records)
    paths = [edit.path for edit in state.edits]
    for path in paths:
        _check_size(git.folder, path)
    return commits.commit(git, state.head, paths, text, signature._replace(key="")), state.edits


def _check_size(root: Path, path: str) -> None:
    try:
        size = (root / path).lstat().st_size
    except OSError:
        return
    if size > _LARGEST:
        raise BadInput(
            f"{path} is larger than {_LARGEST >> 20} MB, too large for a family's history. Nothing was recorded; "
            "move that file out of the folder."
        )


def _stem(path: str) -> re.Match[str] | None:
    found = _STEM.fullmatch(path.rpartition("/")[2])
    return found if found and ID_PATTERN.fullmatch(found[1]) else None


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C, a closed window and a shutdown wait out the few milliseconds of a recording, its git's too."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    if hasattr(signal, "pthread_sigmask"):
        # Held back rather than ignored: a Ctrl-C in these milliseconds still stops the program after them.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
