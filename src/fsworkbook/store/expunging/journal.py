"""From the old history to the new one: all of it or nothing, and the old one gone from the folder's disk.

`.git/fsworkbook/expunging` names both heads and every other name of git's that moves, and holds no word of what is
taken out. Before it is there, the old history is whole; once it is, whatever command comes next goes on from it.
"""

from __future__ import annotations

import json
import re
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import arrival, files, seen
from fsworkbook.store.expunging import leavings
from fsworkbook.store.expunging.commits import REF
from fsworkbook.store.layout import EXPUNGING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.store.git import Git

NAME: Final = EXPUNGING
"""The journal's file in `.git/fsworkbook`."""

_STAGE: Final = "expunging.files"
_STASH: Final = "refs/stash"
_OID: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SAFE: Final = re.compile(r"(?!.*(?:^|/)\.\.(?:/|$))[^/\\:\0][^\0]*")


class Journal(NamedTuple):
    """What moves.

    Attributes:
        before: the last commit of the old history.
        after: the last commit of the new one.
        refs: git's other names, each with what it will point at; "" where it goes.
        seen: the heads that this folder knows from now on, each with its place (seen.py).
        leavings: files beside the history, each with its staged name; "" where it goes.
        stash: the lines of git's log of its stash, written anew.
    """

    before: str
    after: str
    refs: Mapping[str, str]
    seen: tuple[tuple[str, str], ...]
    leavings: tuple[tuple[str, str], ...]
    stash: str = ""

    def encode(self) -> bytes:
        """Return it as the bytes of its file."""
        return json.dumps(self._asdict(), ensure_ascii=True, indent=1).encode()


def decode(data: bytes) -> Journal:
    """Return the journal in some bytes.

    Raises:
        ValueError: it is damaged, or names what this program would not.
    """
    try:
        table: dict[str, Any] = json.loads(data)
        journal = Journal(
            table["before"], table["after"], dict(table["refs"]), tuple((a, b) for a, b in table["seen"]),
            tuple((a, b) for a, b in table["leavings"]), table["stash"],
        )  # fmt: skip
        oids = (journal.before, journal.after, *filter(None, journal.refs.values()))
        whole = all(_OID.fullmatch(oid) for oid in oids)
        plain = all(name.startswith("refs/") and _SAFE.fullmatch(name) for name in journal.refs)
        inside = all(_SAFE.fullmatch(path) and (not name or name.isdecimal()) for path, name in journal.leavings)
    except (KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise ValueError(str(problem)) from None
    if not (whole and plain and inside):
        raise ValueError("it names something strange")
    return journal


def begin(private: Path, journal: Journal, found: Sequence[leavings.Leaving], root: Path) -> None:
    """Make everything ready and decide it: from here on the new history stands, whatever happens.

    Raises:
        StoreTrouble: nothing was decided.
    """
    place = private / _STAGE
    shutil.rmtree(place, ignore_errors=True)
    try:
        staged = leavings.stage(root, place, found)
        files.put(private / NAME, journal._replace(leavings=tuple(staged)).encode(), private, files.PRIVATE)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def finish(git: Git, private: Path, on_stage: Callable[[str], None] = lambda _stage: None) -> bool:
    """Go on from the journal, if there is one, to the end; return whether there was one.

    Raises:
        StoreTrouble: the disk or git failed; the next command goes on.
    """
    place = private / NAME
    try:
        journal = decode(files.take(place, 1 << 28))
    except FileNotFoundError:
        return False
    except ValueError:
        place.replace(private / f"{NAME}.damaged")
        return False
    except OSError as problem:
        raise files.trouble(place, problem) from None
    arrival.finish(git, private)
    on_stage("switching")
    if _head(git) == journal.before:
        arrival.bring(git, private, journal.before, journal.after)
    elif not git.attempt("merge-base", "--is-ancestor", journal.after, "HEAD").worked:
        # Somebody went on with git alone from what was: the folder is as they left it.
        place.replace(private / f"{NAME}.damaged")
        shutil.rmtree(private / _STAGE, ignore_errors=True)
        return False
    _move_names(git, journal)
    leavings.settle(git.folder, private / _STAGE, journal.leavings)
    files.put(private / seen.NAME, _seen_lines(journal), private, files.PRIVATE)
    _forget_logs(git, journal)
    _fresh_index(git, private)
    on_stage("clearing")
    prune(git)
    shutil.rmtree(private / _STAGE, ignore_errors=True)
    files.drop(place)
    return True


def _seen_lines(journal: Journal) -> bytes:
    return "".join(f"{commit} {where}".rstrip() + "\n" for commit, where in journal.seen).encode()


def _head(git: Git) -> str:
    return git.run("rev-parse", "--verify", "HEAD").decode().strip()


def _move_names(git: Git, journal: Journal) -> None:
    branch = git.attempt("symbolic-ref", "--quiet", "HEAD").output.decode().strip()
    for name, oid in journal.refs.items():
        if name == branch:
            continue
        if oid:
            git.run("update-ref", "--no-deref", name, oid)
        else:
            git.attempt("update-ref", "--no-deref", "-d", name)


def _forget_logs(git: Git, journal: Journal) -> None:
    """Take away git's logs of where its names stood; that of its stash is its list, and is written anew."""
    logs = git.folder / ".git" / "logs"
    shutil.rmtree(logs, ignore_errors=True)
    if journal.stash and _STASH in journal.refs:
        (logs / "refs").mkdir(parents=True, exist_ok=True)
        files.put(logs / _STASH, journal.stash.encode(), git.folder / ".git" / "fsworkbook", files.PRIVATE)


def _fresh_index(git: Git, private: Path) -> None:
    """Make git's index anew: the old one may name files that went, in parts that git keeps beside it."""
    fresh = private / "expunging.index"
    fresh.unlink(missing_ok=True)
    extra = {"GIT_INDEX_FILE": str(fresh)}
    git.run("-c", "core.splitIndex=false", "read-tree", "HEAD", extra=extra)
    with suppress(StoreTrouble):  # what was edited meanwhile is no trouble
        git.run("update-index", "-q", "--refresh", extra=extra)
    fresh.replace(git.folder / ".git" / "index")
    for part in (git.folder / ".git").glob("sharedindex.*"):
        part.unlink(missing_ok=True)


def prune(git: Git) -> None:
    """Take out of the folder whatever its names do not lead to any more, wherever git keeps it.

    Raises:
        StoreTrouble: git failed.
    """
    inside = git.folder / ".git"
    git.attempt("update-ref", "-d", REF)
    for odd in ("FETCH_HEAD", "ORIG_HEAD"):
        (inside / odd).unlink(missing_ok=True)
    objects = inside / "objects"
    for keep in (objects / "pack").glob("*.keep"):
        keep.unlink(missing_ok=True)
    for graph in (objects / "info" / "commit-graph", *(objects / "info" / "commit-graphs").glob("*")):
        graph.unlink(missing_ok=True)
    for half in (*objects.glob("incoming-*"), *objects.glob("tmp_objdir-*")):
        shutil.rmtree(half, ignore_errors=True)
    settings = ("-c", "core.fsync=loose-object,pack,pack-metadata,reference", "-c", "repack.writeBitmaps=false")
    git.run(*settings, "repack", "-a", "-d", "-q")
    git.run("prune-packed", "-q")
    git.run("prune", "--expire=now")
