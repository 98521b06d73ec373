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
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

_OID: Final = re.compile(r"\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b")
_FILE: Final = re.compile(r"objects/([0-9a-f]{2})/([0-9a-f]{38,62})")
_TROUBLE: Final = re.compile(r"(?:error|fatal|missing|bad|corrupt)")
_UNNAMED: Final = "history"
_PART: Final = 500
_MOST: Final = 16 * 1024 * 1024
_PACK_AT: Final = 8
"""Loose objects in one of 256 folders from which git packs 2,000 (`Folder.tidy`)."""


def check(case: Inspected, progress: Callable[[int, int], None] | None = None) -> list[Finding]:
    """Return what is missing or damaged in the history.

    Args:
        case: the folder.
        progress: where it is given, every object is read too, rather than seen to be there; it is told how many are
            done, of how many.
    """
    lost = damaged(case) | (frozenset() if progress is None else corrupt(case, progress))
    if not lost:
        return []
    text = f"{many(len(lost), 'part')} of the history {'is' if len(lost) == 1 else 'are'} missing or damaged."
    advice = (
        "Do not delete this folder. What can be made again from its files is; where that is not enough, the history "
        "can end at its last whole commit, or the whole folder be taken again from a colleague or a backup."
    )
    mend = Mend("Make it again, as far as can be?", lambda: repair(case, lost), True)
    return [Finding("history-damaged", BROKEN, text, advice, mend)]


def untidy(case: Inspected) -> list[Finding]:
    """Return a finding where the history lies in so many files that git grows slow."""
    bucket = case.inside / "objects" / "17"
    if not bucket.is_dir() or sum(1 for _ in bucket.iterdir()) <= _PACK_AT:
        return []
    loose = sum(1 for _ in _loose(case.inside))
    text = f"The history lies in {many(loose, 'small file')}, which makes every command slower."
    mend = Mend("Pack them? Nothing is lost by it.", lambda: _tidy(case), True)
    return [Finding("untidy", LOOK, text, "git can pack them into one.", mend)]


def damaged(case: Inspected) -> frozenset[str]:
    """Return the ids of objects that are missing, empty or cut short; trouble that names none counts as one."""
    empty = {path.parent.name + path.name for path in _loose(case.inside) if not path.stat().st_size}
    seen = case.git.attempt("fsck", "--connectivity-only", "--no-dangling", "--no-progress")
    if seen.worked:
        return frozenset(empty)
    said = f"{seen.output.decode('utf-8', 'replace')}\n{seen.said}"
    named = {oid for line in said.split("\n") if _TROUBLE.match(line) for oid in _OID.findall(line)}
    named |= {first + rest for first, rest in _FILE.findall(said)}
    return frozenset(empty | {oid for oid in named if not _is_whole(_place(case.inside, oid))} or {_UNNAMED})


def corrupt(case: Inspected, progress: Callable[[int, int], None]) -> frozenset[str]:
    """Read every object that the folder holds; return the ids of those that are not what their names say."""
    listed = case.git.attempt("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objectsize)").output
    sizes = {path.parent.name + path.name: 0 for path in _loose(case.inside)}
    for line in listed.decode("utf-8", "replace").splitlines():
        oid, _, size = line.partition(" ")
        sizes[oid] = int(size) if size.isdecimal() else 0
    found: set[str] = set()
    done = 0
    for part in _parts(sizes):
        if not _sound(case, part):
            found |= {oid for oid in part if not _sound(case, [oid])}
        done += len(part)
        progress(done, len(sizes))
    return frozenset(found)


def repair(case: Inspected, lost: frozenset[str]) -> str:
    """Make again what is lost as far as the folder's files and git's index tell it, and say what came of it.

    Where the last commit is not whole even then, the history ends at the last one that is.

    Raises:
        StoreTrouble: the folder is being recorded in, or not everything could be made again.
    """
    with lock.held(recording.private_folder(case.root) / "lock", patience=2):
        for oid in sorted((lost | damaged(case)) - {_UNNAMED}):
            path = _place(case.inside, oid)
            if path.is_file() and not _is_whole(path):
                case.aside.move(path)
        _write_from_files(case)
        if index.whole(case):
            _write_trees(case)
        said = ""
        name = refs.branch(case.inside)
        if name and not refs.whole(case, "HEAD") and not _only_deep(case):
            said = refs.set_branch(case, name)
    if said:
        index.rebuild(case)
    else:
        refs.clean_logs(case)
    left = damaged(case)
    if left:
        raise StoreTrouble(f"{many(len(left), 'part')} could not be made again. {said}".strip())
    return said or "What was missing was made again from the folder’s files; the history is whole."


def _parts(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield the ids in parts that are neither too many nor too large to be read at once."""
    part: list[str] = []
    size = 0
    for oid, length in sizes.items():
        part.append(oid)
        size += length
        if len(part) >= _PART or size >= _MOST:
            yield part
            part, size = [], 0
    if part:
        yield part


def _sound(case: Inspected, part: Sequence[str]) -> bool:
    """Return whether git can read these objects, and each is what its name says."""
    read = case.git.attempt("cat-file", "--batch", feed="".join(f"{oid}\n" for oid in part).encode())
    place = 0
    for oid in part:
        end = read.output.find(b"\n", place)
        words = read.output[place:end].split(b" ")
        if end < 0 or len(words) != 3 or not words[2].isdigit():  # noqa: PLR2004 - id, type, size
            return False
        start, place = end + 1, end + 2 + int(words[2])
        content = words[1] + b" " + words[2] + b"\0" + read.output[start : place - 1]
        if not _is_named(content, oid):
            return False
    return read.worked


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


def _write_trees(case: Inspected) -> None:
    """Give git the folders of the last commit once more, as its index lists them.

    By way of an index of its own: git's remembers which folders it has written, and would not write them again.
    """
    beside = recording.private_folder(case.root) / "index.part"
    extra = {"GIT_INDEX_FILE": str(beside)}
    try:
        listed = case.git.run("ls-files", "--stage", "-z")
        case.git.run("update-index", "-z", "--index-info", feed=listed, extra=extra)
        case.git.run("write-tree", "--missing-ok", extra=extra)
    except StoreTrouble:  # it is found to be missing still
        return
    finally:
        beside.unlink(missing_ok=True)


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
    return _is_named(data, path.parent.name + path.name)


def _is_named(data: bytes, oid: str) -> bool:
    return any(make(data, usedforsecurity=False).hexdigest() == oid for make in (hashlib.sha1, hashlib.sha256))


def _tidy(case: Inspected) -> str:
    Folder(case.root).tidy()
    return "The history was packed."
