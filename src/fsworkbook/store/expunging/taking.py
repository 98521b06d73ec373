"""One expunging, from the look through the history to the last of the old one gone: for who leads the team."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import BadInput
from fsworkbook.store import codec, commits, lock, recording, remote, union
from fsworkbook.store.expunging import journal as journals
from fsworkbook.store.expunging import leavings, names
from fsworkbook.store.expunging.commits import write
from fsworkbook.store.expunging.planning import Plan, Target, look
from fsworkbook.store.layout import FOLDERS, path_of
from fsworkbook.workbook.clock import day_of
from fsworkbook.workbook.disclosure.tombstones import ACTION, KIND, Tombstone

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from fsworkbook.store.change import Change
    from fsworkbook.store.expunging.leavings import Leaving
    from fsworkbook.store.git import Git
    from fsworkbook.store.recording import Working
    from fsworkbook.workbook.record import Record

    Progress = Callable[[int, int], None]

SYNC_LOCK: Final = "sync.lock"
"""Held by whoever shares the family: what is fetched just now must not be cleared away."""

SHARED_NOW: Final = "expunged"
"""The place under which seen.py keeps what the last shared commit is in the new history."""

VOUCHED: Final = "Workbook-Expunged"
"""The trailer of a commit whose good signature was lost: the tombstone that stands for it."""

_PATIENCE: Final = 600.0


class Found(NamedTuple):
    """What would go: from the history, and beside it."""

    plan: Plan
    leavings: tuple[Leaving, ...]


class Taken(NamedTuple):
    """What was done.

    Attributes:
        record: the tombstone; None where nothing of the history held what was taken out.
        commits: how many commits were made anew.
        head: the commit at which the family stands now.
        remains: how many of git's objects still hold what was taken out: none, unless something went wrong.
    """

    record: Record | None
    commits: int
    head: str
    remains: int


class Watch(NamedTuple):
    """Who is told how far it is: the stage, and how much of it is done, of how much."""

    on_stage: Callable[[str], None] = lambda _stage: None
    on_progress: Progress = lambda _done, _all: None
    on_wait: Callable[[], None] | None = None


def find(git: Git, target: Target, watch: Watch = Watch()) -> Found:  # noqa: B008 - it is immutable
    """Look for what would go; nothing changes.

    Raises:
        BadInput: it cannot be taken out.
        StoreTrouble: the folder cannot be read.
    """
    watch.on_stage("looking")
    plan = look(git, target, watch.on_progress)
    return Found(plan, tuple(_beside(git, plan)))


def take_out(
    root: Path,
    found: Found,
    target: Target,
    change: Change,
    tombstone: Callable[[Tombstone], Record],
    sealed: Callable[[], Collection[str]],
    watch: Watch = Watch(),  # noqa: B008 - it is immutable
) -> Taken:
    """Take something out of the whole history, and leave a tombstone.

    Args:
        root: the family's folder.
        found: what was shown and agreed to.
        target: what is taken out.
        change: who does so, when, and with which key the tombstone is signed.
        tombstone: makes its record, once it is known what it says.
        sealed: the commits whose signature is good; asked where there are signatures.
        watch: is told how far it is.

    Raises:
        BadInput: something was recorded since it was looked for, or it cannot be taken out.
        Refused: the role may not.
        StoreTrouble: the folder, its lock or git did not work. Either nothing has changed, or the next command goes on.
    """
    private = recording.private_folder(root)
    with (
        lock.held(private / SYNC_LOCK, watch.on_wait, _PATIENCE),
        recording.working(root, change, watch.on_wait) as work,
        interruptible(),
    ):
        git = work.git
        now = find(git, target, watch)
        if _shape(now) != _shape(found):
            raise BadInput("Something was recorded meanwhile, so more would go than you were shown. Look again.")
        return _taken_out(work, now, change, tombstone, sealed, watch)


def _shape(found: Found) -> object:
    plan = found.plan
    beside = [(item.path, item.data is None) for item in found.leavings]
    return plan.records, plan.attachments, plan.places, plan.messages, plan.named, len(plan.commits), beside


def _taken_out(
    work: Working,
    found: Found,
    change: Change,
    tombstone: Callable[[Tombstone], Record],
    sealed: Callable[[], Collection[str]],
    watch: Watch,
) -> Taken:
    git, plan = work.git, found.plan
    record = tombstone(_tombstone(plan, work.head, work.head, 0))  # refused now, or not at all
    signed = any(one.signed for one in plan.commits)
    cut = plan.cut()._replace(
        sealed=frozenset(sealed()) if signed else frozenset(), vouched=f"{VOUCHED}: {record.id}".encode()
    )
    watch.on_stage("writing")
    new = write(git, work.private, plan.commits, cut, None, watch.on_progress)
    made = sum(old != now for old, now in new.items())
    after, entry = new[work.head], None
    if after != work.head:
        said = _tombstone(plan, work.head, after, made)._replace(renewed=tuple(_renewed(git, plan, work.head, new)))
        entry = record._replace(head={**record.head, **said.head()})
        after = laid(git, work.private, after, entry, change)
    shared = names.last_shared(git)
    seen = [(after, ""), *shared]
    seen += [(new[commit], SHARED_NOW) for commit, place in shared if place == remote.NAME and commit in new]
    refs = names.moved(git, plan.refs, new, plan.excision)
    journal = journals.Journal(work.head, after, refs, tuple(seen), (), names.stash_log(git, new))
    journals.begin(work.private, journal, found.leavings, git.folder)
    journals.finish(git, work.private, watch.on_stage)
    watch.on_stage("checking")
    return Taken(entry, made, after, remains(git, plan))


def _tombstone(plan: Plan, old: str, new: str, made: int) -> Tombstone:
    return Tombstone(
        reason="",
        old=old,
        new=new,
        commits=made,
        strings=len(plan.excision.strings),
        records=plan.records,
        altered=plan.altered,
        files=tuple(sorted(plan.dropped)),
    )


def laid(git: Git, private: Path, after: str, record: Record, change: Change) -> str:
    """Make a tombstone's commit, and return its name.

    Raises:
        StoreTrouble: git failed.
    """
    key = str(change.signing_key) if change.signing_key else ""
    text = commits.message(f"{ACTION} · {day_of(change.now).isoformat()}", ACTION, change.author, (record.id,))
    tree = union.added(git, private, after, {str(path_of(record)): codec.encode(record)})
    return commits.make(git, tree, (after,), text, commits.Signature.of(change.author, change.now, key))


def _renewed(git: Git, plan: Plan, head: str, new: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the earlier tombstones whose commits change, each with the commit that it follows now."""
    laid = laid_in(git, head)
    for one in plan.commits:
        if new[one.id] != one.id and one.parents:
            yield from ((record, new[one.parents[0]]) for record in laid if f"Workbook-Record: {record}\n" in one.text)


def laid_in(git: Git, commit: str) -> tuple[str, ...]:
    """Return the ids of the tombstones that a commit holds."""
    found = git.attempt("ls-tree", "--name-only", "-z", commit, f"{FOLDERS[KIND]}/")
    listed = found.output.decode("utf-8", errors="replace").split("\0")
    return tuple(name.rpartition("/")[2].removesuffix(".md") for name in listed if name.endswith(".md"))


def _beside(git: Git, plan: Plan) -> Sequence[Leaving]:
    known = frozenset(files_of(git, "HEAD"))
    return leavings.leavings(git.folder, known, plan.excision, frozenset(plan.records))


def files_of(git: Git, commit: str) -> Iterator[str]:
    """Yield the paths of the files that a commit holds.

    Raises:
        StoreTrouble: git failed.
    """
    output = git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
    yield from output.decode("utf-8", errors="surrogateescape").split("\0")


def remains(git: Git, plan: Plan) -> int:
    """Return how many of git's objects still hold something of the old history: all are looked at, by their names.

    Raises:
        StoreTrouble: git failed.
    """
    output = git.run("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    there = frozenset(output.decode("ascii").split())
    return len(there & (plan.blobs.keys() | plan.dropped | plan.removed))


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C through while a long work goes on that leaves the old or the new, whole."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
