"""Two histories of one family as one: the files of both, and who is who value by value.

Records cannot meet, for each has a file of its own. Where both sides changed one file by hand, the one already
shared stands, and the other is kept aside beside a note that says so. What stands is a matter of plain commits: no
file of the folder is touched here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import arrival, guard, rewriting, tables
from fsworkbook.store.layout import FAMILY_FILE
from fsworkbook.workbook import merging

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fsworkbook.store.arrival import Step
    from fsworkbook.store.git import Git

_PLAIN = {"100644", "100755", "000000"}


class Aside(NamedTuple):
    """A file that both sides changed and that does not stand as one of them had it: its path, and what they had."""

    path: str
    data: bytes


class Makers(NamedTuple):
    """Who made the two values of a difference: keys of the team, "" where nobody can be told."""

    shared: str
    other: str


class Union(NamedTuple):
    """Two histories as one.

    Attributes:
        tree: git's name for its files.
        differences: what two people said differently of who is who, each with who they were.
        asides: files that did not stand.
    """

    tree: str
    differences: tuple[tuple[merging.Difference, Makers], ...]
    asides: tuple[Aside, ...]


def unite(git: Git, private: Path, own: str, shared: str) -> Union:
    """Return own and shared commits as one.

    Raises:
        StoreTrouble: they have nothing in common, or git failed.
    """
    base = common(git, own, shared)
    mine = {step.path: step for step in arrival.steps(git, base, own)}
    theirs = {step.path: step for step in arrival.steps(git, base, shared)}
    taken: dict[str, tuple[str, str] | None] = {}
    asides: list[Step] = []
    for path, step in theirs.items():
        other = mine.get(path)
        if other is None or other.gone:
            taken[path] = _entry(step)
        elif step.after != other.after and not step.gone and path != FAMILY_FILE:
            taken[path] = _entry(step)
            asides.append(other)
    for path in _in_the_way(mine, theirs):
        taken[path] = None
        asides.append(mine[path])
    differences, family, aside = _who_is_who(git, base, mine, theirs)
    kept = [Aside(step.path, data) for step in asides for _, data in arrival.blobs(git, [step.after])]
    if family is not None:
        name = git.run("hash-object", "-w", "--no-filters", "--stdin", feed=family).decode().strip()
        taken[FAMILY_FILE] = ("100644", name)
    made = tuple((item, _makers(git, item, base, own, shared)) for item in differences)
    return Union(_tree(git, private, own, taken), made, (*kept, *aside))


def common(git: Git, own: str, shared: str) -> str:
    """Return the newest commit that two histories have in common.

    Raises:
        StoreTrouble: there is none: it is another family's.
    """
    found = git.attempt("merge-base", own, shared)
    if not found.worked:
        raise StoreTrouble(
            f"What is shared there is another family's workbook than {git.folder.name}. Nothing was taken or sent; "
            "check the address."
        )
    return found.output.decode().split()[0]


def holds(git: Git, commit: str, earlier: str) -> bool:
    """Return whether a commit's history holds an earlier commit."""
    return git.attempt("merge-base", "--is-ancestor", earlier, commit).worked


def check(git: Git, before: str, after: str) -> None:
    """Refuse files that a family's folder cannot hold: links, programs of git's, names that lead elsewhere.

    Raises:
        StoreTrouble: there is one between the two commits; the message names it.
    """
    for step in arrival.steps(git, before, after):
        parts = step.path.split("/")
        strange = any(part.casefold() in {"..", ".", ".git", "git~1"} or set(part) & set("\\\0") for part in parts)
        if not step.gone and (step.mode not in _PLAIN or strange or step.path == ".gitmodules"):
            name = "".join(char if char.isprintable() else "?" for char in step.path)[:120]
            raise StoreTrouble(
                f"{name} is a link, or leads out of the folder, so nothing was taken or sent. Whoever put it there "
                "takes it out, and syncs again."
            )
        if parts[-1] == ".gitattributes" and not step.gone:
            (_, data), *_ = arrival.blobs(git, [step.after])
            guard.check_attributes(step.path, data.decode("utf-8", errors="replace"))


def family_of(git: Git, commit: str) -> bytes:
    """Return the family.toml of a commit; empty where there is none."""
    found = git.attempt("cat-file", "blob", f"{commit}:{FAMILY_FILE}")
    return found.output if found.worked else b""


def legible(data: bytes) -> bool:
    """Return whether a family.toml is there and can be read."""
    try:
        return bool(data) and bool(tables.parse(data))
    except BadInput:
        return False


def _entry(step: Step) -> tuple[str, str] | None:
    return None if step.gone else (step.mode, step.after)


def _in_the_way(mine: dict[str, Step], theirs: dict[str, Step]) -> list[str]:
    """Return the paths of one side that cannot stand beside the other's: a file where the other has a folder."""

    def above(path: str) -> list[str]:
        parts = path.split("/")
        return ["/".join(parts[:count]) for count in range(1, len(parts))]

    own = [path for path, step in mine.items() if not step.gone]
    shared = {path for path, step in theirs.items() if not step.gone}
    folders = {folder for path in shared for folder in above(path)}
    return [path for path in own if path in folders or shared.intersection(above(path))]


def _who_is_who(
    git: Git, base: str, mine: dict[str, Step], theirs: dict[str, Step]
) -> tuple[tuple[merging.Difference, ...], bytes | None, tuple[Aside, ...]]:
    """Return the differences, family.toml (None: as the own side has it), and a file that did not stand."""
    other, step = mine.get(FAMILY_FILE), theirs.get(FAMILY_FILE)
    if step is None or (other is not None and other.after == step.after):
        return (), None, ()
    shared = b"" if step.gone else next(arrival.blobs(git, [step.after]))[1]
    before = family_of(git, base)
    own = before if other is None else b"" if other.gone else next(arrival.blobs(git, [other.after]))[1]
    if not legible(shared) and legible(own):
        # What nobody can read never takes the place of what can be read, or no command would work any more.
        return (), own, (Aside(FAMILY_FILE, shared),)
    if other is None or not legible(own):
        return (), shared, () if other is None or not own else (Aside(FAMILY_FILE, own),)
    try:
        begun = before.decode("utf-8") if legible(before) else ""
        text, found = rewriting.merge(begun, own.decode("utf-8"), shared.decode("utf-8"))
    except BadInput:
        return (), shared, (Aside(FAMILY_FILE, own),)
    return found, text.encode(), ()


def _makers(git: Git, difference: merging.Difference, base: str, own: str, shared: str) -> Makers:
    return Makers(_maker(git, difference, base, shared), _maker(git, difference, base, own))


def _maker(git: Git, difference: merging.Difference, base: str, side: str) -> str:
    """Return who last gave a value what it is on one side, by the key that their commit carries."""
    shape = "--format=%H %P %(trailers:key=Workbook-Author,valueonly,separator=%x20)"
    listed = git.run("log", "--no-merges", shape, f"{base}..{side}", "--", FAMILY_FILE).decode().splitlines()
    value = _value(git, side, difference)
    for line in listed:
        commit, parent, author = (*line.split(" "), "", "")[:3]
        now = _value(git, commit, difference)
        if merging.same(now, value) and not merging.same(now, _value(git, parent, difference)):
            return author
    return ""


def _value(git: Git, commit: str, difference: merging.Difference) -> object:
    try:
        return merging.at(tables.parse(family_of(git, commit)), difference.path)
    except BadInput:
        return None


def added(git: Git, private: Path, commit: str, entries: Mapping[str, bytes]) -> str:
    """Return git's name for a commit's files with some new ones beside them.

    Raises:
        StoreTrouble: git failed.
    """
    taken: dict[str, tuple[str, str] | None] = {}
    for path, data in entries.items():
        name = git.run("hash-object", "-w", "--no-filters", "--stdin", feed=data).decode().strip()
        taken[path] = ("100644", name)
    return _tree(git, private, commit, taken)


def _tree(git: Git, private: Path, own: str, taken: dict[str, tuple[str, str] | None]) -> str:
    """Return git's name for the own commit's files with some others in place, made in an index of its own."""
    index = private / "union.index"
    extra = {"GIT_INDEX_FILE": str(index)}
    nothing = "0" * len(own)
    gone = [f"0 {nothing}\t{path}" for path, entry in taken.items() if entry is None]
    come = [f"{entry[0]} {entry[1]}\t{path}" for path, entry in taken.items() if entry is not None]
    feed = "".join(f"{line}\0" for line in (*gone, *come)).encode("utf-8", errors="surrogateescape")
    try:
        git.run("read-tree", own, extra=extra)
        git.run("update-index", "-z", "--index-info", feed=feed, extra=extra)
        return git.run("write-tree", extra=extra).decode().strip()
    finally:
        index.unlink(missing_ok=True)
