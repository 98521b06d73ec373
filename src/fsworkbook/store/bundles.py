"""A family's whole history in one file that git calls a bundle: made for another team, and taken apart from theirs.

A file from elsewhere may be damaged, or made to do harm. It is looked at before git sees it, unpacked by git into a
folder of its own, and checked object by object before a file of it is written: what would grow beyond any family's
size is refused.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import files, recording
from fsworkbook.store.objects import objects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fsworkbook.store.change import Change, HandEdit
    from fsworkbook.store.git import Git

SUFFIX: Final = ".bundle"
"""How the file's name ends."""

_MAIN: Final = "refs/heads/main"
_SIGNS: Final = (b"# v2 git bundle\n", b"# v3 git bundle\n")
_PLAIN: Final = b"@object-format=sha1"
_REF: Final = re.compile(rb"([0-9a-f]{40}) (HEAD|refs/[!-~]{1,200})")
_CHUNK: Final = 1 << 20
_HEADER: Final = 64 << 10
_OBJECTS: Final = 4_000_000
_FILES: Final = 1_000_000
_DEPTH: Final = 32
_PART: Final = 500
# An entry of one of git's trees: the name of another tree where it is one.
_ENTRY: Final = re.compile(rb"40000 [^\0]+\0(.{20})|[0-9]+ [^\0]+\0.{20}", re.DOTALL)
_DAMAGED: Final = "{name} is damaged, or was made by no workbook. Ask the team that handed it over for the file again."


class Made(NamedTuple):
    """A file that was made, where it waits for its place.

    Attributes:
        place: the file.
        head: the last commit in it.
        sha256: of its bytes.
        commits: how many commits it holds.
        hand_edits: what was edited by hand before, and is committed now.
        finished: what had been interrupted before, and is finished now.
    """

    place: Path
    head: str
    sha256: str
    commits: int
    hand_edits: tuple[HandEdit, ...]
    finished: tuple[str, ...]

    def put(self, target: Path) -> None:
        """Move the file to its place.

        Raises:
            BadInput: something is there by now.
            StoreTrouble: the disk does not take it.
        """
        if target.exists():
            raise BadInput(f"{target.name} is there already. Take it away, or choose another name with --output.")
        try:
            self.place.replace(target)
            files.sync_folder(target.parent)
        except OSError as problem:
            raise files.trouble(target, problem) from None


@contextmanager
def making(root: Path, change: Change, beside: Path, on_wait: Callable[[], None] | None = None) -> Iterator[Made]:
    """Make the file of a family's whole history in a folder of its owner's alone, which is gone afterwards.

    What was interrupted is finished first, and what was edited by hand is committed, so that nothing is left out.

    Args:
        root: the family's folder.
        change: who does it, and when.
        beside: the folder in which the file is to have its place.
        on_wait: called once when another program holds the folder for more than half a second.

    Raises:
        Refused: the folder is itself a copy that another team handed over.
        StoreTrouble: the history is not whole, or the disk or git failed; nothing is left.
    """
    try:
        private = tempfile.TemporaryDirectory(prefix=".handover-", dir=beside, ignore_cleanup_errors=True)
    except OSError as problem:
        raise files.trouble(beside, problem) from None
    with private as folder:
        yield _made(root, change, Path(folder) / f"workbook{SUFFIX}", on_wait)


def _made(root: Path, change: Change, place: Path, on_wait: Callable[[], None] | None) -> Made:
    with recording.working(root, change, on_wait) as work:
        commits = _pack(work.git, work.head, place)
    try:
        place.chmod(files.PRIVATE)
        with place.open("rb+") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
    except OSError as problem:
        raise files.trouble(place, problem) from None
    return Made(place, work.head, digest, commits, work.hand_edits, work.finished)


def _pack(git: Git, head: str, place: Path) -> int:
    """Let git write the file; return how many commits it holds."""
    if not head or (git.folder / ".git" / "shallow").exists():
        raise StoreTrouble(
            f"{git.folder.name} holds only the end of its history, or none. Hand it over from a folder that has all of "
            "it; “fsworkbook doctor” says more."
        )
    main = git.attempt("rev-parse", "--verify", "--quiet", _MAIN).output.decode().strip()
    git.run("bundle", "create", "--quiet", str(place), "HEAD", *([_MAIN] if main == head else []))
    return int(git.run("rev-list", "--count", head, "--"))


def copied(file: Path, to: Path) -> str:
    """Copy a file that came from elsewhere, so that nobody changes it under git's hands; return its sha256.

    Raises:
        BadInput: it cannot be read, or is no plain file.
        StoreTrouble: there is no room for the copy.
    """
    digest = hashlib.sha256()
    try:
        source = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as problem:
        raise _unread(file, problem) from None
    with os.fdopen(source, "rb") as reading:
        if not stat.S_ISREG(os.fstat(source).st_mode):
            raise BadInput(f"{file.name} is no plain file. Name the file that was handed over.")
        try:
            with to.open("xb") as writing:
                while piece := _piece(reading.read, file):
                    digest.update(piece)
                    writing.write(piece)
        except OSError as problem:
            raise files.trouble(to, problem) from None
    return digest.hexdigest()


def _piece(read: Callable[[int], bytes], file: Path) -> bytes:
    try:
        return read(_CHUNK)
    except OSError as problem:
        raise _unread(file, problem) from None


def _unread(file: Path, problem: OSError) -> BadInput:
    return BadInput(f"{file.name} cannot be read: {files.reason(problem)}.")


def unpack(git: Git, file: Path, name: str) -> str:
    """Unpack a file into a new folder's history, look every object over, and return the last commit.

    Args:
        git: git in a new folder.
        file: what is unpacked.
        name: what the file is called, for messages.

    Raises:
        BadInput: it is no workbook that was handed over, or damaged, or larger than any workbook.
        StoreTrouble: the disk did not work.
    """
    refs = _refs(file, name)
    head = refs.get("HEAD") or refs.get(_MAIN, "")
    done = git.attempt("bundle", "unbundle", str(file))
    kinds = _kinds(git, name) if done.worked else {}
    if kinds.get(head, ("", 0))[0] != "commit":
        raise BadInput(_DAMAGED.format(name=name))
    _weigh(git, kinds, name)
    if not git.attempt("fsck", "--full", "--strict", "--no-dangling", "--no-reflogs", "--no-progress", head).worked:
        raise BadInput(_DAMAGED.format(name=name))
    size = _size(git, head)
    if size > shutil.disk_usage(git.folder).free:
        raise StoreTrouble(f"There is no room for {name} on your disk: {size >> 20} MB. Make room and try again.")
    return head


def _refs(file: Path, name: str) -> Mapping[str, str]:
    """Return the commits that a file names, read here: git itself has not seen it yet.

    Raises:
        BadInput: it is no whole history.
    """
    with file.open("rb") as reading:
        begin = reading.read(_HEADER)
    sign = next((sign for sign in _SIGNS if begin.startswith(sign)), None)
    header, end, pack = begin.partition(b"\n\n")
    if sign is None or not end:
        raise BadInput(f"{name} is no workbook that was handed over. Name the file that ends in {SUFFIX}.")
    lines = header.split(b"\n")[1:]
    refs = {found[2]: found[1] for line in lines if (found := _REF.fullmatch(line))}
    if len(refs) + lines.count(_PLAIN) != len(lines):
        raise BadInput(f"{name} holds only a part of a history. Ask the team that handed it over for the whole of it.")
    if int.from_bytes(pack[8:12], "big") > _OBJECTS:
        raise _too_large(name)
    return {ref.decode(): commit.decode() for ref, commit in refs.items()}


def _kinds(git: Git, name: str) -> dict[str, tuple[str, int]]:
    """Return the kind and the size of every object.

    Raises:
        BadInput: one is larger than any file of a family's.
    """
    output = git.run("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype) %(objectsize)")
    found = {}
    for line in output.decode("ascii").splitlines():
        oid, kind, size = line.split(" ")
        found[oid] = (kind, int(size))
        if int(size) > files.LARGEST:
            raise _too_large(name)
    return found


def _weigh(git: Git, kinds: Mapping[str, tuple[str, int]], name: str) -> None:
    """Refuse folders that hold one another so often that no disk could hold their files, or that lie too deep.

    Raises:
        BadInput: there is one.
    """
    inside: dict[str, tuple[list[str], int]] = {}
    trees = [oid for oid, (kind, _) in kinds.items() if kind == "tree"]
    for place in range(0, len(trees), _PART):
        for oid, data in objects(git, trees[place : place + _PART]):
            entries = _ENTRY.findall(data or b"")
            folders = [entry.hex() for entry in entries if entry]
            inside[oid] = (folders, len(entries) - len(folders))
    known: dict[str, tuple[int, int]] = {}
    for tree in trees:
        waiting = [tree]
        while waiting:
            folders, count = inside.get(waiting[-1], ([], 0))
            missing = [folder for folder in folders if folder not in known]
            if missing and len(waiting) <= _DEPTH:
                waiting.append(missing[0])
                continue
            if missing:
                raise _too_large(name)
            below = [known[folder] for folder in folders]
            whole = (count + sum(files_ for files_, _ in below), 1 + max((depth for _, depth in below), default=0))
            if whole[0] > _FILES or whole[1] > _DEPTH:
                raise _too_large(name)
            known[waiting.pop()] = whole


def _size(git: Git, head: str) -> int:
    """Return how many bytes the files of a commit have."""
    output = git.run("ls-tree", "-r", "-l", "-z", "--full-tree", head)
    sizes = (line.split(b"\t")[0].split()[-1] for line in output.split(b"\0") if line)
    return sum(int(size) for size in sizes if size.isdigit())


def _too_large(name: str) -> BadInput:
    return BadInput(f"{name} holds more than any workbook does, and was not opened. Ask who made it.")
