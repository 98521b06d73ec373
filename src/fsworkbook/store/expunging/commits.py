"""Commits as git holds them, byte for byte, and the same commits made anew without something.

Nothing of a commit changes that need not: its authors, dates and message stay, and so do the commits that never held
what is taken out. A signature under a commit that changes is lost with it, because it signed other bytes.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store.objects import objects
from fsworkbook.store.trail import ALONE, PLAIN, sides

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.store.git import Git
    from fsworkbook.workbook.audit.facts import Delta

    Progress = Callable[[int, int], None]

REF: Final = "refs/fsworkbook/expunging"
"""The name under which new commits are made; it is gone afterwards."""

_PART: Final = 1000
_DIFF: Final = ("diff-tree", "--stdin", "--always", "--root", "-r", "-z", "--raw", "--no-abbrev", "--no-renames")
_SHAPE: Final = re.compile(
    rb"tree (?P<tree>[0-9a-f]+)\n(?P<parents>(?:parent [0-9a-f]+\n)*)author (?P<author>[^\n]*)\n"
    rb"committer (?P<committer>[^\n]*)\n(?P<more>(?:[^\n]+\n)*)\n"
)
_SIGNATURE: Final = re.compile(rb"gpgsig(?:-sha256)? [^\n]*\n(?: [^\n]*\n)*")
_RECORDS: Final = re.compile(rb"^Workbook-Record: *(\S+) *$", re.MULTILINE)
_ENCODING: Final = re.compile(rb"encoding [^\n]+\n")
_MARKS: Final = "expunging.marks"
_FAST: Final = ("-c", "core.fsync=loose-object,pack,pack-metadata,reference", "fast-import", "--quiet", "--force")


class Made(NamedTuple):
    """A commit as git holds it.

    Attributes:
        id: git's name for it.
        tree: likewise, for its files.
        parents: the commits that it follows.
        author: the author's name, address and moment, as they stand there.
        committer: likewise, of who put it into the history.
        more: other lines of its head, a signature left out.
        message: its message, to the byte.
        signed: whether it carries a signature.
    """

    id: str
    tree: str
    parents: tuple[str, ...]
    author: bytes
    committer: bytes
    more: bytes
    message: bytes
    signed: bool

    @property
    def text(self) -> str:
        """Its message, with what is no UTF-8 kept as it is."""
        return self.message.decode("utf-8", errors="surrogateescape")


class Cut(NamedTuple):
    """What becomes of a history's parts.

    Attributes:
        path: the new path of a file, from its old one and git's name for its bytes; None where it goes.
        blobs: new bytes, by git's name for the old ones.
        message: the new message of a commit.
        sealed: commits whose good signature is lost where they change.
        vouched: the line that says so, and which tombstone stands for them.
    """

    path: Callable[[str, str], str | None]
    blobs: Mapping[str, bytes]
    message: Callable[[Made], bytes]
    sealed: Collection[str] = frozenset()
    vouched: bytes = b""


def listed(git: Git, tips: Iterable[str], without: Iterable[str] = ()) -> list[Made]:
    """Return the commits that can be reached from some and not from others, parents first.

    Raises:
        StoreTrouble: a part of the history cannot be read.
    """
    wanted = "".join(f"{tip}\n" for tip in tips) + "".join(f"^{tip}\n" for tip in without)
    output = git.run(*PLAIN, "rev-list", "--topo-order", "--reverse", "--stdin", feed=wanted.encode(), extra=ALONE)
    oids = output.decode("ascii").split()
    found = []
    for place in range(0, len(oids), _PART):
        for oid, data in objects(git, oids[place : place + _PART]):
            if data is None:
                raise StoreTrouble(f"git has lost a commit of {git.folder.name}. `fsworkbook doctor` says more.")
            found.append(parse(oid, data))
    return found


def parse(oid: str, data: bytes) -> Made:
    """Return the commit in the bytes of git's object.

    Raises:
        StoreTrouble: it is none that could be made again faithfully.
    """
    shape = _SHAPE.match(data)
    if shape is None:
        raise StoreTrouble(f"The commit {oid[:10]} is none that git makes, so the history cannot be written anew.")
    more = shape["more"]
    rest = _SIGNATURE.sub(b"", more)
    parents = tuple(line[7:].decode("ascii") for line in shape["parents"].split(b"\n") if line)
    return Made(
        oid, shape["tree"].decode(), parents, shape["author"], shape["committer"], rest, data[shape.end() :],
        len(rest) < len(more),
    )  # fmt: skip


def deltas(git: Git, commits: Sequence[Made]) -> Iterator[tuple[Made, tuple[Delta, ...]]]:
    """Yield each commit with what it changed against its first parent; against nothing, where it has none.

    Raises:
        StoreTrouble: a part of the history cannot be read.
    """
    for place in range(0, len(commits), _PART):
        part = commits[place : place + _PART]
        lines = [f"{one.id} {one.parents[0]}\n" if one.parents else f"{one.id}\n" for one in part]
        found = sides(git.run(*PLAIN, *_DIFF, feed="".join(lines).encode(), extra=ALONE))
        yield from ((one, next(found)) for one in part)


def prints(commits: Iterable[Made], known: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Return for each commit what stays the same of it and of all before it, whatever is taken out: its print.

    That is who made it and when, the ids of its records, and the prints of the commits that it follows.
    """
    found = dict(known or {})
    for one in commits:
        mark = sha256(one.author + b"\n" + one.committer + b"\n" + b" ".join(_RECORDS.findall(one.message)))
        for parent in one.parents:
            mark.update(found.get(parent, parent.encode()))
        found[one.id] = mark.digest()
    return found


def write(
    git: Git,
    private: Path,
    commits: Sequence[Made],
    cut: Cut,
    mapped: Mapping[str, str] | None = None,
    on_progress: Progress = lambda _done, _all: None,
) -> dict[str, str]:
    """Make the commits anew that hold what is cut, and those that follow them; return each commit's new name.

    No branch holds them yet. A commit that need not change keeps its name.

    Args:
        git: in the family's folder.
        private: `.git/fsworkbook`.
        commits: parents first.
        cut: what becomes of their parts.
        mapped: commits before these that have a new name.
        on_progress: called with how many commits are made, and of how many.

    Raises:
        StoreTrouble: git failed; nothing points to what was made.
    """
    names = dict(mapped or {})
    stream = _Stream(git, commits, cut, names, on_progress)
    place = private / _MARKS
    place.unlink(missing_ok=True)
    try:
        git.pour(*_FAST, "--date-format=raw-permissive", f"--export-marks={place}", feed=stream.pieces())
        made = _marks(place)
    finally:
        place.unlink(missing_ok=True)
        git.attempt("update-ref", "-d", REF)
        for report in (git.folder / ".git").glob("fast_import_crash_*"):
            report.unlink(missing_ok=True)
    for oid, mark in stream.marks.items():
        if mark not in made:
            raise StoreTrouble("git did not write the whole history anew. Nothing was changed; try again.")
        names[oid] = made[mark]
    return {one.id: names.get(one.id, one.id) for one in commits}


def _marks(place: Path) -> dict[int, str]:
    lines = (line.split() for line in place.read_text("ascii").splitlines()) if place.exists() else iter(())
    return {int(mark[1:]): oid for mark, oid in lines}


class _Stream:
    """What fast-import is fed: new bytes first, then each commit that changes."""

    def __init__(
        self, git: Git, commits: Sequence[Made], cut: Cut, names: Mapping[str, str], on_progress: Progress
    ) -> None:
        self.marks: dict[str, int] = {}
        """The mark of each commit that is made anew."""
        self._git = git
        self._commits = commits
        self._cut = cut
        self._names = names
        self._progress = on_progress
        self._blobs: dict[str, int] = {}
        self._count = 0

    def pieces(self) -> Iterator[bytes]:
        """Yield the stream."""
        yield b"feature done\n"
        for oid, data in self._cut.blobs.items():
            self._blobs[oid] = self._next()
            yield b"blob\nmark :%d\ndata %d\n" % (self._blobs[oid], len(data)) + data + b"\n"
        self._progress(0, len(self._commits))
        for number, (one, changed) in enumerate(deltas(self._git, self._commits), start=1):
            yield self._commit(one, changed)
            if number % 100 == 0 or number == len(self._commits):
                self._progress(number, len(self._commits))
        yield b"done\n"

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _commit(self, one: Made, changed: Sequence[Delta]) -> bytes:
        message = self._cut.message(one)
        lines, touched = self._lines(changed)
        moved = any(self._moved(parent) for parent in one.parents)
        if not (moved or touched or message != one.message):
            return b""
        if one.more and not _ENCODING.fullmatch(one.more):
            raise StoreTrouble(f"The commit {one.id[:10]} was made by another program, and cannot be made anew.")
        if one.id in self._cut.sealed:
            message = message.rstrip(b"\n") + b"\n" + self._cut.vouched + b"\n"
        self.marks[one.id] = mark = self._next()
        head = b"" if one.parents else b"reset %s\n\n" % REF.encode()
        head += b"commit %s\nmark :%d\nauthor " % (REF.encode(), mark) + one.author
        head += b"\ncommitter " + one.committer + b"\n" + one.more + b"data %d\n" % len(message) + message + b"\n"
        words = [b"from", *[b"merge"] * (len(one.parents) - 1)]
        above = b"".join(
            b"%s %s\n" % (word, self._name(parent)) for word, parent in zip(words, one.parents, strict=False)
        )
        return head + above + b"".join(lines) + b"\n"

    def _moved(self, parent: str) -> bool:
        return parent in self.marks or self._names.get(parent, parent) != parent

    def _name(self, parent: str) -> bytes:
        return b":%d" % self.marks[parent] if parent in self.marks else self._names.get(parent, parent).encode()

    def _lines(self, changed: Sequence[Delta]) -> tuple[list[bytes], bool]:
        """Return what a commit does to its files, what goes first; and whether that is not what it did before."""
        gone, come = [], []
        touched = False
        for delta in changed:
            if delta.state == "D":
                path = self._cut.path(delta.path, "")
                touched |= path != delta.path
                gone += [b"D " + _quoted(path) + b"\n"] if path is not None else []
                continue
            path = self._cut.path(delta.path, delta.blob)
            new = self._blobs.get(delta.blob)
            touched |= path != delta.path or new is not None
            if path is None:
                # What was there before under this path has gone too, or goes now.
                gone.append(b"D " + _quoted(self._cut.path(delta.path, "") or delta.path) + b"\n")
                continue
            name = b":%d" % new if new is not None else delta.blob.encode()
            come.append(b"M " + delta.mode.encode() + b" " + name + b" " + _quoted(path) + b"\n")
        return [*gone, *come], touched


def _quoted(path: str) -> bytes:
    data = path.encode("utf-8", errors="surrogateescape")
    return b'"' + data.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
