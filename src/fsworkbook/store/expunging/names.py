"""git's other names in a family's folder (branches, tags, the stash), as they stand in the new history."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fsworkbook.store import seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.store.git import Git
    from fsworkbook.workbook.disclosure.excision import Excision

_STASH: Final = "logs/refs/stash"
_LINE: Final = re.compile(r"([0-9a-f]{40,64}) ([0-9a-f]{40,64}) ([^\t\n]*)")
_TARGET: Final = re.compile(rb"object [0-9a-f]+\n")
_SIGNED: Final = re.compile(rb"-----BEGIN (?:PGP|SSH) SIGNATURE-----.*", re.DOTALL)


def goes(name: str) -> bool:
    """Return whether a name of git's is no part of the history: what was fetched, replaced, or half made."""
    return name.startswith(("refs/remotes/", "refs/replace/", "refs/fsworkbook/"))


def moved(git: Git, refs: Iterable[tuple[str, str, str]], new: Mapping[str, str], excision: Excision) -> dict[str, str]:
    """Return where each name that stays points in the new history, and "" for each that goes.

    Raises:
        StoreTrouble: git failed.
    """
    listed = git.run("for-each-ref", "--format=%(refname)").decode("utf-8", errors="surrogateescape").splitlines()
    found = {name: "" for name in listed if goes(name)}
    for name, oid, commit in refs:
        after = new.get(commit, commit)
        found[name] = after if oid == commit else _tag(git, oid, after, excision)
    return found


def _tag(git: Git, oid: str, commit: str, excision: Excision) -> str:
    """Return a tag's object as it stands on a new commit, without its signature, which signed another one."""
    data = git.run("cat-file", "tag", oid)
    head, _, message = data.partition(b"\n\n")
    head = _TARGET.sub(b"object " + commit.encode() + b"\n", head, count=1)
    text = _SIGNED.sub(b"", message).decode("utf-8", errors="surrogateescape")
    said = excision.message(text) if excision else text
    made = head + b"\n\n" + said.encode("utf-8", errors="surrogateescape")
    if made == data:
        return oid
    return git.run("hash-object", "-t", "tag", "-w", "--stdin", feed=made).decode().strip()


def stashes(git: Git) -> list[str]:
    """Return the commits of git's stash, which only its log holds; the oldest first."""
    try:
        text = (git.folder / ".git" / _STASH).read_text("utf-8", errors="replace")
    except OSError:
        return []
    return [found[2] for line in text.splitlines() if (found := _LINE.match(line))]


def stash_log(git: Git, new: Mapping[str, str]) -> str:
    """Return the log of git's stash, which is its list, on the new commits and without its words."""
    before, lines = "", []
    for commit in stashes(git):
        after = new.get(commit, commit)
        lines.append(f"{before or '0' * len(after)} {after} fsworkbook <> 1 +0000\tstash\n")
        before = after
    return "".join(lines)


def last_shared(git: Git) -> tuple[tuple[str, str], ...]:
    """Return the head that was seen last at each place where the family is shared."""
    found: dict[str, str] = {}
    for sighting in seen.sightings(git.folder / ".git" / "fsworkbook"):
        if sighting.place != seen.HERE:
            found[sighting.place] = sighting.commit
    return tuple((commit, place) for place, commit in found.items())
