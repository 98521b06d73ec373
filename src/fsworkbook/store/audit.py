"""One family's audit: its history, its clone and its folder are read from disk and handed to the walk."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import footing, trail
from fsworkbook.store.git import Git
from fsworkbook.workbook.audit.clone import of_clone
from fsworkbook.workbook.audit.finding import Finding, finding_of
from fsworkbook.workbook.audit.history import Audit
from fsworkbook.workbook.audit.standing import of_folder, of_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fsworkbook.store.footing import Standing
    from fsworkbook.workbook.audit.rules import Rules
    from fsworkbook.workbook.audit.tombs import Tombs

    Progress = Callable[[int, int], None]


class Verified(NamedTuple):
    """What an audit looked at and found.

    Attributes:
        findings: everything that was found.
        head: git's name for the last commit; "" where the history could not be read.
        commits: how many commits were looked at.
        first: when the earliest was made, in seconds since 1970; None where there is none.
        last: likewise the latest.
        waiting: paths that an interrupted recording will settle by itself.
    """

    findings: tuple[Finding, ...]
    head: str = ""
    commits: int = 0
    first: int | None = None
    last: int | None = None
    waiting: frozenset[str] = frozenset()


_ALTERED: Final = frozenset({"changed", "removed", "dropped"})


def _silent(_done: int, _total: int) -> None:
    """Show nothing."""


def verify(
    root: Path, rules: Rules, now: int | None, on_commits: Progress = _silent, on_seals: Progress = _silent
) -> Verified:
    """Audit the family's folder `root`.

    Args:
        root: the family's folder.
        rules: what the practice model lets a role do.
        now: seconds since 1970; None where the clock is set by hand.
        on_commits: called with how many commits were looked at, and of how many.
        on_seals: likewise with signatures.

    Raises:
        StoreTrouble: git is missing, or the folder cannot be read.
    """
    git = Git(root)
    try:
        git.look()
    except StoreTrouble as trouble:
        return Verified((Finding(footing.refused(git), str(trouble)),))
    if not footing.head_now(git):
        return Verified((Finding("damaged", "git finds no history here"),))
    collecting = gc.isenabled()
    gc.disable()  # nothing here goes round in circles, and looking for it takes a fifth of the time
    try:
        return _verify(git, rules, now, on_commits, on_seals)
    except StoreTrouble as trouble:
        if not (root / ".git").is_dir():
            raise
        return Verified((Finding("damaged", str(trouble)),), footing.head_now(git))
    finally:
        if collecting:
            gc.enable()


def _verify(git: Git, rules: Rules, now: int | None, on_commits: Progress, on_seals: Progress) -> Verified:
    reading = trail.Reading(git, footing.head_now(git))
    lies = footing.standing(git)
    if lies.head != reading.head:
        reading = trail.Reading(git, lies.head)  # somebody recorded in between
    audit = Audit(rules, now)
    blobs = {item.blob for item in (*lies.folder.values(), *lies.tree.values())}
    for commit, contents in reading.commits(lies.heads, on_commits):
        audit.take(commit, contents)
        for side in commit.deltas:
            for delta in side:
                blobs.add(delta.blob)
    history = frozenset(reading.oids())
    findings = [
        *_as_it_stands(audit, lies),
        *_seals(git, audit, on_seals),
        *_of_clone(git, audit, history),
        *_of_folder(lies, blobs),
    ]
    footing.remember(git, lies.head, history)
    return Verified(tuple(findings), lies.head, audit.commits, audit.first, audit.last, lies.waiting)


def _of_clone(git: Git, audit: Audit, history: frozenset[str]) -> Iterator[Finding]:
    """Yield what the clone shows; a head that a tombstone names as the old one is accounted for."""
    tombs = audit.tombs()
    tombs.bar(audit.findings())
    gone = {one.says.old for one in tombs.counting() if one.says is not None}
    yield from _compared(git, tombs)
    for finding in of_clone(footing.clone(git, history), history):
        if not (finding.kind in {"lost-head", "shared"} and finding.commit in gone):
            yield finding


def _compared(git: Git, tombs: Tombs) -> Iterator[Finding]:
    """Yield each tombstone that hides more than it says, where this folder still has the history that it names."""
    for one in tombs.counting():
        if one.says is None or one.says.new not in one.commit.parents:
            continue  # a later one made its history anew again, and is held against that
        if not git.attempt("cat-file", "-e", f"{one.says.old}^{{commit}}").worked:
            continue
        from fsworkbook.store.expunging import following  # noqa: PLC0415 - only beside an old history

        try:
            following.compare(git, one.commit.id, one.says.old)
        except following.Unlike:
            words = "more was changed than it says: this folder still has the history that was"
            yield finding_of(one.commit, one.commit.trailers.author, "tombstone", words, one.record)


def _as_it_stands(audit: Audit, lies: Standing) -> Iterator[Finding]:
    """Yield what the history shows, and say of each file that was changed whether it stands again as it was."""
    first = audit.known()
    for finding in audit.findings():
        stands = lies.tree.get(finding.path)
        if finding.kind in _ALTERED and stands is not None and stands.blob == first.get(finding.path):
            words = ", and ".join(part for part in (finding.words, "it stands again as it was recorded") if part)
            yield finding._replace(words=words)
        else:
            yield finding


def _of_folder(lies: Standing, blobs: set[str]) -> Iterator[Finding]:
    for name in lies.forged:
        yield Finding("damaged", f"a folder of the last commit is not what its name stands for ({name[:10]})")
    yield from of_folder(lies.folder, lies.tree, modes=lies.modes, waiting=lies.waiting)
    yield from of_index(lies.staged, blobs)


def _seals(git: Git, audit: Audit, on_seals: Progress) -> Iterator[Finding]:
    """Yield what is wrong with signatures; a history without any costs nothing."""
    try:
        yield from _judged(git, audit, on_seals)[0]
    except StoreTrouble as trouble:
        yield Finding("unchecked-signature", str(trouble))


def _judged(git: Git, audit: Audit, on_seals: Progress = _silent) -> tuple[list[Finding], Tombs, frozenset[str]]:
    """Return what is wrong with signatures, the tombstones that count, and the commits whose signature is good.

    Raises:
        StoreTrouble: the signatures cannot be checked here.
    """
    tombs = audit.tombs()
    before = audit.findings()
    tombs.bar(before)
    if not audit.sealings:
        return [], tombs, frozenset()
    from fsworkbook.store import signatures  # noqa: PLC0415 - only where there are signatures
    from fsworkbook.workbook.audit import seals  # noqa: PLC0415 - likewise

    signed = [sealing.commit.id for sealing in audit.sealings if sealing.commit.signed]
    found = signatures.seals(git, signed, on_seals) if signed else {}
    plain = list(seals.findings(audit.sealings, found, audit.keys))
    tombs.bar([*before, *plain], {item.commit for item in plain if item.kind == "unsigned"})
    told = list(seals.findings(audit.sealings, found, audit.keys, tombs.vouch))
    return told, tombs, seals.good(audit.sealings, found, audit.keys)


class Judged(NamedTuple):
    """What the history up to a commit shows: ids of the tombstones that count, and commits whose signature is good."""

    counting: frozenset[str]
    good: frozenset[str]


def judge(git: Git, head: str, rules: Rules) -> Judged:
    """Look through the history up to a commit, whatever lies in the folder.

    Raises:
        StoreTrouble: a part of it cannot be read, or its signatures cannot be checked here.
    """
    audit = Audit(rules, None)
    for commit, contents in trail.Reading(git, head).commits({}):
        audit.take(commit, contents)
    _, tombs, good = _judged(git, audit)
    return Judged(frozenset(one.record for one in tombs.counting()), good)
