"""The history itself: whether every object is there and whole; what is lost is made again from the folder's files."""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import lock, recording
from fsworkbook.store.folder import Folder
from fsworkbook.store.soundness import index, refs
from fsworkbook.store.soundness.finding import BROKEN, LOOK, Finding, Inspected, Mend, many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OID: Final = re.compile(r"\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b")
_FILE: Final = re.compile(r"objects/([0-9a-f]{2})/([0-9a-f]{38,62})")
_TROUBLE: Final = re.compile(r"(?:error|fatal|missing|bad|corrupt)")
_PACK_AT: Final = 8
"""Loose objects in one of 256 folders from which git packs 2,000 (`Folder.tidy`)."""


def check(case: Inspected, *, full: bool = False) -> list[Finding]:
    """Return what is missing or damaged in the history.

    Args:
        case: the folder.
        full: read every object too, rather than see that it is there.
    """
    lost = damaged(case, full=full)
    if not lost:
        return []
    text = f"{many(len(lost), 'part')} of the history {'is' if len(lost) == 1 else 'are'} missing or damaged."
    advice = (
        "Do not delete this folder. What can be made again from its files is; where that is not enough, the history "
        "can end at its last whole commit, or the whole folder be taken again from a colleague or a backup."
    )
    return [
        Finding(
            "history-damaged",
            BROKEN,
            text,
            advice,
            Mend("Make it again as far as can be?", lambda: repair(case, full=full), True),
        )
    ]


def untidy(case: Inspected) -> list[Finding]:
    """Return a finding where the history lies in so many files that git grows slow."""
    bucket = case.inside / "objects" / "17"
    if not bucket.is_dir() or sum(1 for _ in bucket.iterdir()) <= _PACK_AT:
        return []
    loose = sum(1 for _ in _loose(case.inside))
    text = f"The history lies in {many(loose, 'small file')}, which makes every command slower."
    mend = Mend("Pack them? Nothing is lost by it.", lambda: _tidy(case), True)
    return [Finding("untidy", LOOK, text, "git can pack them into one.", mend)]


def damaged(case: Inspected, *, full: bool = False) -> frozenset[str]:
    """Return the ids of objects that are missing, empty or damaged; other trouble of git's counts as one more."""
    empty = {path.parent.name + path.name for path in _loose(case.inside) if not path.stat().st_size}
    how = ("--full",) if full else ("--connectivity-only",)
    seen = case.git.attempt("fsck", *how, "--no-dangling", "--no-progress")
    if seen.worked and not empty:
        return frozenset()
    said = f"{seen.output.decode('utf-8', 'replace')}\n{seen.said}"
    named = {oid for line in said.split("\n") if _TROUBLE.match(line) for oid in _OID.findall(line)}
    named |= {first + rest for first, rest in _FILE.findall(said)}
    there = {oid for oid in named if _is_whole(_place(case.inside, oid))}
    return frozenset(empty | (named - there)) or (frozenset() if seen.worked else frozenset(named or {"history"}))


def repair(case: Inspected, *, full: bool = False) -> str:
    """Make again what is lost as far as the folder's files and git's index tell it, and say what came of it.

    Where the last commit is not whole even then, the history ends at the last one that is.

    Raises:
        StoreTrouble: the folder is being recorded in, or there is no whole commit.
    """
    with lock.held(recording.private_folder(case.root) / "lock", patience=2):
        for oid in damaged(case, full=full):
            path = _place(case.inside, oid)
            if path.is_file() and not _is_whole(path):
                path.chmod(0o600)
                case.aside.move(path)
        _write_from_files(case)
        if index.sound(case.inside / "index"):
            case.git.attempt("write-tree", "--missing-ok")
        said = ""
        name = refs.branch(case.inside)
        if name and not refs.whole(case, "HEAD") and not _only_deep(case):
            said = refs.set_branch(case, name)
    if said:
        index.rebuild(case)
    else:
        refs.clean_logs(case)
    left = damaged(case, full=full)
    if left:
        raise StoreTrouble(f"{many(len(left), 'part')} could not be made again. {said}".strip())
    return said or "What was missing was made again from the folder’s files; the history is whole."


def _only_deep(case: Inspected) -> bool:
    """Return whether the last commit and its files are all there, so that only older history is lost.

    Then nothing is gained by going back, and the last commit stays.
    """
    return case.git.attempt("ls-tree", "-r", "-t", "HEAD").worked and all(
        case.git.attempt("cat-file", "-e", line.split("\t")[0].split()[2]).worked
        for line in case.git.attempt("ls-tree", "-r", "HEAD").output.decode("utf-8", "replace").splitlines()
        if line
    )


def _write_from_files(case: Inspected) -> None:
    """Give git the content of every file of the folder once more; what it has, it has."""
    paths = [path for path in case.root.rglob("*") if case.inside not in path.parents and _plain(path)]
    feed = "".join(f"{path.relative_to(case.root).as_posix()}\n" for path in paths)
    if feed:
        done = case.git.attempt(
            "hash-object", "-w", "--no-filters", "--stdin-paths", feed=feed.encode("utf-8", "surrogateescape")
        )
        if not done.worked and "No space" in done.said:
            raise StoreTrouble("The disk is full. Make room and try again; nothing is lost.")


def _plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and "\n" not in path.name


def _loose(inside: Path) -> Iterator[Path]:
    for bucket in (inside / "objects").glob("[0-9a-f][0-9a-f]"):
        yield from (path for path in bucket.iterdir() if len(path.name) >= 38 and path.is_file())  # noqa: PLR2004 - sha1


def _place(inside: Path, oid: str) -> Path:
    return inside / "objects" / oid[:2] / oid[2:]


def _is_whole(path: Path) -> bool:
    """Return whether a loose object is there and is what its name says."""
    try:
        data = zlib.decompress(path.read_bytes())
    except (OSError, zlib.error):
        return False
    oid = path.parent.name + path.name
    return any(make(data, usedforsecurity=False).hexdigest() == oid for make in (hashlib.sha1, hashlib.sha256))


def _tidy(case: Inspected) -> str:
    Folder(case.root).tidy()
    return "The history was packed."
