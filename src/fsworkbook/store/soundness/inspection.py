"""The inspection of one family's folder: every check, in the order in which a mend can rest on the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble
from fsworkbook.store.git import Git
from fsworkbook.store.layout import FAMILY_FILE
from fsworkbook.store.soundness import (
    branches,
    configuration,
    contents,
    disk,
    drives,
    index,
    journal,
    junk,
    leftovers,
    locks,
    objects,
    refs,
    sharing,
)
from fsworkbook.store.soundness.aside import Aside
from fsworkbook.store.soundness.finding import BROKEN, SOUND, Finding, Inspected, many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

_FINISHED: Final = "Nothing is left half done: no lock, no recording cut off, no merge"


def is_folder(path: Path) -> bool:
    """Return whether a folder is a family's, even one that has lost its family.toml."""
    return (path / FAMILY_FILE).is_file() or (path / ".git" / "fsworkbook").is_dir()


def inspect(
    root: Path,
    now: datetime,
    env: Mapping[str, str],
    home: Path,
    *,
    place: bool = True,
    git: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> list[Finding]:
    """Return what is found in a family's folder, what is sound included.

    Args:
        root: the folder.
        now: this moment, in UTC.
        env: the environment variables, by which syncing drives are known.
        home: the home folder of whoever asks.
        place: whether to look at the disk that it lies on; not where its caseload's has been looked at.
        git: whether there is a git to ask.
        progress: where it is given, every object of the history is read too, which takes its time; it is told how
            many are done, of how many.
    """
    case = Inspected(root, Git(root), Aside(root, now), now)
    around = disk.owned_by_others(root)
    if place:
        around += [*drives.check(root, env, home, "The folder"), *disk.check(root, "The folder")]
    if not git:
        return [*contents.check(case, history=False), *around]
    if trouble := configuration.check(case):
        return [*trouble, *contents.check(case, history=False), *around]
    try:
        return [*_history(case, progress), *around]
    except StoreTrouble as problem:
        return [Finding("git-trouble", BROKEN, str(problem)), *around]


def _history(case: Inspected, progress: Callable[[int, int], None] | None) -> list[Finding]:
    """Return what is found where git may run; what rests on a branch waits until there is one."""
    half = locks.check(case)
    copies = junk.check(case)
    lost = refs.check(case)
    if lost or not case.git.attempt("rev-parse", "--git-dir").worked:
        lost = lost or [_no_repository(case)]
        return [*half, *copies, *lost, *contents.check(case, history=False)]
    damage = objects.check(case, progress) + index.check(case)
    if damage:
        return [*half, *copies, *damage, *contents.check(case, history=False)]
    half += [*branches.check(case), *journal.check(case)]
    found = [*_or(_whole(case), []), *_or([Finding("unfinished", SOUND, _FINISHED)], half), *copies]
    found += _or([_readable(case)], contents.check(case, history=True))
    if not any(item.name in journal.UNFINISHED for item in half):
        found += leftovers.check(case)
    return [*found, *leftovers.unfinished(case), *objects.untidy(case), *sharing.check(case)]


def _or(sound: Iterable[Finding], found: list[Finding]) -> list[Finding]:
    return found or list(sound)


def _whole(case: Inspected) -> list[Finding]:
    listed = case.git.attempt("rev-list", "--count", "HEAD").output.decode().strip()
    number = int(listed) if listed.isdecimal() else 0
    return [Finding("history", SOUND, f"The history is whole: {many(number, 'commit')}, nothing missing")]


def _readable(case: Inspected) -> Finding:
    return Finding("records", SOUND, f"family.toml and {many(contents.count(case), 'record')} can be read")


def _no_repository(case: Inspected) -> Finding:
    text = f"git does not take {case.root.name} for a folder with a history: parts of its .git are missing."
    advice = (
        "Its files can still be read. Take the whole folder again from a colleague (“fsworkbook join”) or from a "
        "backup, under another name, and keep this one until both have been compared."
    )
    return Finding("no-history", BROKEN, text, advice)
