"""Bringing the folder to a commit that colleagues' work is in: staged, journalled, moved into place, file by file.

git's own checkout writes files where they lie, so that a crash would leave halves that look like edits by hand. Here
each file is written whole beside its place first; the journal in `.git/fsworkbook/arriving` names the commit before
and the one to come, and the next command finishes from it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import files
from fsworkbook.store.layout import ARRIVING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from fsworkbook.store.git import Git

NAME: Final = ARRIVING
"""The journal's file in `.git/fsworkbook`: two commits, a line each; the first is empty in a new folder."""

_STAGE: Final = "arriving.files"
_PROGRAM: Final = "100755"


class Step(NamedTuple):
    """One path that differs between two commits: git's mode and name for its content, before and after."""

    path: str
    mode: str
    before: str
    after: str

    @property
    def new(self) -> bool:
        """Whether the path is in the second commit only."""
        return set(self.before) == {"0"}

    @property
    def gone(self) -> bool:
        """Whether the path is in the first commit only."""
        return set(self.after) == {"0"}


def steps(git: Git, before: str, after: str) -> tuple[Step, ...]:
    """Return the paths that differ between two commits; `before` may be "" for no commit.

    Raises:
        StoreTrouble: git failed.
    """
    arguments = ("-r", "-z", "--raw", "--no-renames", "--no-abbrev")
    nothing = "" if before else git.run("hash-object", "-t", "tree", "--stdin").decode().strip()
    output = git.run("diff-tree", *arguments, before or nothing, after).decode("utf-8", errors="surrogateescape")
    fields = output.removesuffix("\0").split("\0") if output else []
    found = []
    for line, path in zip(fields[::2], fields[1::2], strict=True):
        _, mode, old, new, _ = line.removeprefix(":").split(" ")
        found.append(Step(path, mode, old, new))
    return tuple(found)


def bring(git: Git, private: Path, before: str, after: str) -> None:
    """Move the family from one commit to another, branch, index and files; under the family's lock.

    What was edited by hand must be committed before; what is edited in these milliseconds stays as an edit by hand.

    Raises:
        StoreTrouble: nothing has moved, or the next command finishes it; nothing is lost.
    """
    ahead = steps(git, before, after)
    stage = private / _STAGE
    try:
        _stage(git, stage, ahead)
        files.put(private / NAME, f"{before}\n{after}\n".encode(), private, files.PRIVATE)
    except BaseException:
        _clear(stage)
        raise
    _arrive(git, private, before, after, ahead)


def finish(git: Git, private: Path) -> bool:
    """Finish an arrival that was interrupted; return whether there was one.

    Raises:
        StoreTrouble: it cannot be finished; it stays for the next command.
    """
    place = private / NAME
    try:
        before, after = place.read_text("utf-8").split("\n")[:2]
    except FileNotFoundError:
        return False
    except (ValueError, UnicodeDecodeError):
        place.replace(private / f"{NAME}.damaged")
        return False
    except OSError as problem:
        raise files.trouble(place, problem) from None
    if not git.attempt("cat-file", "-e", f"{after}^{{commit}}").worked or _head(git) not in {before, after}:
        # Written by nobody, or somebody went on with git alone: then the folder is as they left it.
        place.replace(private / f"{NAME}.damaged")
        return False
    ahead = steps(git, before, after)
    _stage(git, private / _STAGE, ahead)
    _arrive(git, private, before, after, ahead)
    return True


def _arrive(git: Git, private: Path, before: str, after: str, ahead: Sequence[Step]) -> None:
    if _head(git) == before:
        git.run("update-ref", "-m", "fsworkbook sync", "HEAD", after, before or "0" * len(after))
    now = _contents(git, [step.path for step in ahead])
    moved = [step for step in ahead if now.get(step.path) in (None, step.before)]
    moved.sort(key=lambda step: not step.gone)  # a folder goes before a file of its name comes
    try:
        for step in moved:
            _place(git.folder, private / _STAGE, step, there=step.path in now)
        for folder in {(git.folder / step.path).parent for step in moved}:
            if folder.is_dir():
                files.sync_folder(folder)
    except OSError as problem:
        raise files.trouble(git.folder, problem) from None
    git.run("read-tree", "--reset", "-i", after)
    git.attempt("update-index", "-q", "--refresh")
    _clear(private / _STAGE)
    files.drop(private / NAME)


def _place(root: Path, stage: Path, step: Step, *, there: bool) -> None:
    """Move one file into its place, or out of it."""
    target = root / step.path
    if step.gone:
        if there:
            target.unlink(missing_ok=True)
        for folder in target.relative_to(root).parents[:-1]:
            with suppress(OSError):  # it holds something else
                (root / folder).rmdir()
        return
    for folder in target.relative_to(root).parents:
        if (root / folder).is_symlink():
            raise StoreTrouble(f"{root.name}/{folder} is a link to another place. Remove the link, and sync again.")
    target.parent.mkdir(parents=True, exist_ok=True)
    (stage / step.after).replace(target) if _last_of_its_kind(stage, step) else _copied(stage, step, target)


def _last_of_its_kind(stage: Path, step: Step) -> bool:
    return not (stage / f"{step.after}.twice").exists() and step.mode != _PROGRAM


def _copied(stage: Path, step: Step, target: Path) -> None:
    mode = 0o777 if step.mode == _PROGRAM else files.SHARED
    files.put(target, (stage / step.after).read_bytes(), stage, mode)


def _stage(git: Git, stage: Path, ahead: Iterable[Step]) -> None:
    """Write every file that is to come whole, beside its place and named by its content, and make it last.

    Raises:
        StoreTrouble: the disk is full, or the like.
    """
    _clear(stage)
    wanted: dict[str, int] = {}
    for step in ahead:
        if not step.gone:
            wanted[step.after] = wanted.get(step.after, 0) + 1
    try:
        stage.mkdir(mode=0o700)
        for name, data in blobs(git, wanted):
            _write(stage / name, data)
            if wanted[name] > 1:
                _write(stage / f"{name}.twice", b"")
    except OSError as problem:
        _clear(stage)
        raise files.trouble(git.folder, problem) from None


def _write(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, files.SHARED), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def blobs(git: Git, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the content of some of git's files, each under git's name for it.

    Raises:
        StoreTrouble: one is not there.
    """
    listed = list(names)
    if not listed:
        return
    output = git.run("cat-file", "--batch", feed="".join(f"{name}\n" for name in listed).encode())
    place = 0
    for name in listed:
        end = output.index(b"\n", place)
        words = output[place:end].split(b" ")
        if len(words) != 3 or words[1] != b"blob":  # noqa: PLR2004 - name, kind, size
            raise StoreTrouble(f"A file of {git.folder.name} is missing from its history. Run `fsworkbook doctor`.")
        size = int(words[2])
        yield name, output[end + 1 : end + 1 + size]
        place = end + 2 + size


def _contents(git: Git, paths: Sequence[str]) -> dict[str, str]:
    """Return git's name for what lies at each path in the folder; a path with no plain file is left out."""
    there = [path for path in paths if (git.folder / path).is_file() and not (git.folder / path).is_symlink()]
    plain = [path for path in there if "\n" not in path]
    feed = "".join(f"{path}\n" for path in plain).encode("utf-8", errors="surrogateescape")
    output = git.run("hash-object", "--no-filters", "--stdin-paths", feed=feed).decode().split() if plain else []
    known = dict(zip(plain, output, strict=True))
    return known | dict.fromkeys((path for path in paths if path not in known and _taken(git.folder / path)), "")


def _taken(path: Path) -> bool:
    """Return whether something lies there that is no plain file: a folder, or a link."""
    return path.is_symlink() or path.exists()


def _head(git: Git) -> str:
    found = git.attempt("rev-parse", "--verify", "--quiet", "HEAD")
    return found.output.decode().strip() if found.worked else ""


def _clear(stage: Path) -> None:
    import shutil  # noqa: PLC0415 - a third of a bare Python, and no recording needs it

    shutil.rmtree(stage, ignore_errors=True)
