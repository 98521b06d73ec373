"""What one clone of a family stands on: what lies in the folder, git's index, other names, heads seen, pretences."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import files, guard, lock, pending, seen
from fsworkbook.store.objects import digest, objects
from fsworkbook.store.recording import private_folder
from fsworkbook.store.trail import ALONE, PLAIN, head_of
from fsworkbook.workbook.audit.clone import HERE, Clone, Sighting
from fsworkbook.workbook.audit.facts import FILE
from fsworkbook.workbook.audit.places import place_of
from fsworkbook.workbook.audit.standing import Listed, Lying

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from fsworkbook.store.git import Git
    from fsworkbook.workbook.audit.facts import Head

_REMOTES: Final = "refs/remotes/"
_BESIDE: Final = ("refs/heads/", "refs/tags/", "refs/stash")
_REPLACED: Final = "refs/replace/"
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_PARTIAL: Final = ("promisor", "partialclonefilter", "partialclone")
_BORROWED: Final = ("objects/info/alternates", "objects/info/http-alternates")
_ENTRY: Final = 3
_PIECE: Final = 1 << 20


class Standing(NamedTuple):
    """What lies in a folder at one moment.

    Attributes:
        head: git's name for the last commit; "" where there is none.
        folder: every file that lies there.
        heads: of the records among them, by git's name for their bytes.
        tree: every file of the last commit.
        staged: every entry of git's index.
        modes: whether this disk keeps what is a program and what is not.
        waiting: paths that an interrupted recording will settle by itself.
        forged: what of the last commit's own folders is not what its name stands for.
    """

    head: str
    folder: Mapping[str, Lying]
    heads: Mapping[str, Head]
    tree: Mapping[str, Lying]
    staged: Mapping[str, Listed]
    modes: bool
    waiting: frozenset[str]
    forged: tuple[str, ...]


def standing(git: Git) -> Standing:
    """Return what lies in the folder, while nobody records; a folder that cannot be locked is read all the same.

    Raises:
        StoreTrouble: git cannot read it.
    """
    with suppress(StoreTrouble), lock.held(private_folder(git.folder) / "lock"):
        return _standing(git)
    return _standing(git)


def head_now(git: Git) -> str:
    """Return git's name for the last commit; "" where there is none."""
    done = git.attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return done.output.decode("ascii", errors="replace").strip() if done.worked else ""


def _standing(git: Git) -> Standing:
    head = head_now(git)
    length = len(head)
    folder, heads = _lying(git.folder, length)
    tree, folders = _tree(git, head) if head else ({}, ())
    forged = tuple(name for name, data in objects(git, folders) if data is None or digest("tree", data, length) != name)
    modes = _setting(git.folder, "core.filemode") != "false"
    return Standing(head, folder, heads, tree, _index(git), modes, _waiting(git.folder), forged)


def _lying(root: Path, length: int) -> tuple[dict[str, Lying], dict[str, Head]]:
    found: dict[str, Lying] = {}
    heads: dict[str, Head] = {}
    for path, entry in _files(root):
        mode, data = _read(entry)
        if data is None:
            found[path] = Lying(mode, "")
            continue
        blob = digest("blob", data, length)
        found[path] = Lying(mode, blob)
        if mode == FILE:
            place = place_of(path)
            if place.kind == "record":
                heads[blob] = head_of(place.record, data)
    return found, heads


def _files(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file of the folder and every link, but for git's own; links are not followed."""
    waiting = [("", str(root))]
    while waiting:
        prefix, place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if not prefix and entry.name == ".git":
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((f"{prefix}{entry.name}/", entry.path))
                    else:
                        yield prefix + entry.name, entry
        except OSError as problem:
            raise StoreTrouble(
                f"{root.name}/{prefix} cannot be read ({problem.strerror}). Ask whoever looks after the folder."
            ) from None


def _read(entry: os.DirEntry[str]) -> tuple[str, bytes | None]:
    """Return a file's mode as git has it, and its bytes; those of a link are where it leads."""
    try:
        if entry.is_symlink():
            return "120000", os.fsencode(os.readlink(entry.path))  # noqa: PTH115 - a DirEntry is no Path
        handle = os.open(entry.path, _FLAGS)
        try:
            facts = os.fstat(handle)
            if not stat.S_ISREG(facts.st_mode) or facts.st_size > files.LARGEST:
                return "", None
            data = os.read(handle, facts.st_size + 1)
            while part := os.read(handle, _PIECE) if len(data) != facts.st_size else b"":
                data += part
        finally:
            os.close(handle)
        return ("100755" if os.name != "nt" and facts.st_mode & stat.S_IXUSR else FILE), data
    except OSError:
        return "", None


def _tree(git: Git, head: str) -> tuple[dict[str, Lying], list[str]]:
    """Return the files of a commit, and git's names for its folders."""
    output = git.run("ls-tree", "-r", "-t", "-z", "--full-tree", head).decode("utf-8", errors="surrogateescape")
    files: dict[str, Lying] = {}
    folders = [git.run("rev-parse", "--verify", f"{head}^{{tree}}").decode("ascii").strip()]
    for line in output.split("\0"):
        facts, _, path = line.partition("\t")
        if not path:
            continue
        mode, kind, name = facts.split(" ")
        if kind == "tree":
            folders.append(name)
        else:
            files[path] = Lying(mode, name)
    return files, list(dict.fromkeys(folders))


def _index(git: Git) -> dict[str, Listed]:
    output = git.run("ls-files", "-v", "--stage", "-z").decode("utf-8", errors="surrogateescape")
    found = {}
    for line in output.split("\0"):
        facts, _, path = line.partition("\t")
        words = facts.split(" ")
        if path and len(words) > _ENTRY:
            found[path] = Listed(words[2], words[0].islower() or words[0] == "S")
    return found


def _waiting(root: Path) -> frozenset[str]:
    try:
        journal = pending.decode(files.take(root / ".git" / "fsworkbook" / pending.NAME))
    except (OSError, ValueError):
        return frozenset()
    return frozenset(journal.paths)


# What the clone knows beside the history


def clone(git: Git, history: Collection[str]) -> Clone:
    """Return what the clone says of a history that holds the commits `history`.

    Raises:
        StoreTrouble: git cannot read its names.
    """
    names = _names(git)
    inside = git.folder / ".git"
    remotes = {name: commit for name, commit in names.items() if name.startswith(_REMOTES) and _is_main(name)}
    shared = {_remote(name): _reached(git, commit, history) for name, commit in remotes.items()}
    seen_there = [Sighting(commit, _remote(name)) for name in remotes for commit in _logged(inside / "logs" / name)]
    seen_here = [item for item in seen.sightings(inside / "fsworkbook") if item.place in {HERE, *shared}]
    turned_back = _turned_back(git, inside, remotes.values(), history)
    lost = [
        item for item in dict.fromkeys([*seen_here, *seen_there, *turned_back]) if not _holds(item, shared, history)
    ]
    return Clone(
        seen=tuple(_latest(git, lost)),
        shared=shared,
        names={name: commit for name, commit in names.items() if name.startswith(_BESIDE)},
        pretences=tuple(_pretences(git, inside, names)),
    )


def remember(git: Git, head: str, history: Collection[str]) -> None:
    """Write down that this folder stood at `head`, in the place of all that this head holds."""
    private = git.folder / ".git" / "fsworkbook"
    if not private.is_dir():
        return
    try:
        # Under the lock, or a head that somebody notes between the reading and the writing would be forgotten.
        with lock.held(private / "lock", patience=0):
            before = seen.sightings(private)
            kept = [item for item in before if item.place != HERE or item.commit not in history]
            if [*kept, Sighting(head)] != list(before):
                seen.shorten(private, [*kept, Sighting(head)])
    except StoreTrouble:
        seen.note(private, head)


def _holds(item: Sighting, shared: Mapping[str, Collection[str]], history: Collection[str]) -> bool:
    return item.commit in (history if item.place == HERE else shared[item.place])


def _latest(git: Git, lost: Iterable[Sighting]) -> Iterator[Sighting]:
    """Yield those of the lost heads that no other of them follows; those that are gone altogether, too."""
    by_place: dict[str, list[str]] = {}
    for item in lost:
        by_place.setdefault(item.place, []).append(item.commit)
    for place, commits in by_place.items():
        there = [name for name, data in objects(git, commits) if data is not None]
        feed = "".join(f"{name}\n" for name in there).encode()
        lines = git.run(*PLAIN, "rev-list", "--parents", "--stdin", feed=feed, extra=ALONE) if there else b""
        parents = {word for line in lines.decode("ascii").splitlines() for word in line.split()[1:]}
        yield from (Sighting(commit, place) for commit in commits if commit not in parents)


def _names(git: Git) -> dict[str, str]:
    """Return every name that git has, and the commit at which it stands (through a tag)."""
    output = git.run("for-each-ref", "--format=%(refname)%00%(objectname)%00%(*objectname)").decode("utf-8", "replace")
    rows = (line.split("\0") for line in output.splitlines())
    return {row[0]: row[2] or row[1] for row in rows if len(row) > 2}  # noqa: PLR2004 - the three of the format


def _is_main(name: str) -> bool:
    return name.count("/") == _ENTRY and not name.endswith("/HEAD")


def _remote(name: str) -> str:
    return name.removeprefix(_REMOTES).split("/", 1)[0]


def _reached(git: Git, commit: str, history: Collection[str]) -> Collection[str]:
    """Return the commits that can be reached from a remote's head."""
    if commit in history:
        # Most often it is what this folder holds, or a step behind.
        output = git.run(*PLAIN, "rev-list", commit, "--", extra=ALONE)
    else:
        done = git.attempt(*PLAIN, "rev-list", commit, "--")
        output = done.output if done.worked else b""
    return frozenset(output.decode("ascii", errors="replace").split())


def _logged(place: Path) -> Iterator[str]:
    """Yield the commits at which a name stood, as git's log of it says."""
    try:
        text = place.read_text("utf-8", errors="replace")
    except OSError:
        return
    for line in text.splitlines():
        words = line.split(" ", 2)
        if len(words) == _ENTRY and set(words[1]) != {"0"}:
            yield words[1]


def _turned_back(git: Git, inside: Path, shared: Iterable[str], history: Collection[str]) -> Iterator[Sighting]:
    """Yield each remote's head that this folder once held and holds no more, as git's log of HEAD says."""
    missing = [commit for commit in shared if commit not in history]
    if not missing:
        return
    stood = list(dict.fromkeys(_logged(inside / "logs" / "HEAD")))
    there = [name for name, data in objects(git, stood) if data is not None]
    if not there:
        return
    feed = "".join(f"{name}\n" for name in there).encode()
    held = set(git.run(*PLAIN, "rev-list", "--stdin", feed=feed, extra=ALONE).decode("ascii").split())
    yield from (Sighting(commit) for commit in missing if commit in held)


def _pretences(git: Git, inside: Path, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    replaced = sorted(name.removeprefix(_REPLACED)[:10] for name in names if name.startswith(_REPLACED))
    for name in replaced:
        yield "replaced", name
    for kind, place in (
        ("graft", "info/grafts"),
        ("shallow", "shallow"),
        *(("borrowed", place) for place in _BORROWED),
    ):
        if _filled(inside / place):
            yield kind, f".git/{place}"
    packs = inside / "objects" / "pack"
    if any(packs.glob("*.promisor")) or _partial(git.folder):
        yield "partial", "its missing contents would be fetched when they are looked at"
    if not git.attempt("symbolic-ref", "--quiet", "HEAD").worked:
        yield "beside", "the folder stands on no branch"


def _filled(place: Path) -> bool:
    try:
        return place.stat().st_size > 0
    except OSError:
        return False


def refused(git: Git) -> str:
    """Return the kind of finding for a folder in which git is not even started (guard.py)."""
    if _partial(git.folder):
        return "partial"
    return "borrowed" if any(_filled(git.folder / ".git" / place) for place in _BORROWED) else "settings"


def _partial(root: Path) -> bool:
    """Return whether the folder's settings say that contents are fetched only when they are looked at."""
    return any(_setting(root, word) for word in _PARTIAL)


def _setting(root: Path, key: str) -> str:
    """Return a setting of the folder's own, by its last word or in full; "" where it is not there or not plain."""
    try:
        entries = guard.plain_entries(files.take(root / ".git" / "config"))
    except OSError:
        return ""
    return next((value for name, value in entries or () if name == key or name.rpartition(".")[2] == key), "")
