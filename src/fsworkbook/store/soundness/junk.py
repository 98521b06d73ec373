"""Copies that file-syncing drives make where two computers wrote at once; they are no records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fsworkbook.store.soundness.finding import BROKEN, LOOK, Finding, Inspected, Mend, many

if TYPE_CHECKING:
    from pathlib import Path

_MARKS: Final = re.compile(
    r"conflicted copy|conflict[-_ ]copy|sync-conflict-|\(conflict|_conflict-|case conflict"
    r"|\(1\)\.(?:md|toml)$| copy\.(?:md|toml)$",
    re.IGNORECASE,
)
_AFTER_ID: Final = re.compile(r"\d{4}-\d\d-\d\d-[a-z][a-z0-9-]*-[a-z2-7]{10}[^a-z0-9].*\.md", re.IGNORECASE)
_FAMILY_COPY: Final = re.compile(r"family[- ].+\.toml", re.IGNORECASE)
_SHOWN: Final = 5


def is_copy(path: str) -> bool:
    """Return whether a file's name is one that a syncing drive gives to a copy."""
    name = path.rpartition("/")[2]
    return bool(_MARKS.search(name) or _AFTER_ID.fullmatch(name) or _FAMILY_COPY.fullmatch(name))


def check(case: Inspected) -> list[Finding]:
    """Return a finding for such copies among the records, and for those inside `.git`."""
    found = []
    if among := _among(case.root):
        text = f"{many(len(among), 'copy', 'copies')} made by a syncing drive: {_named(case, among)}."
        advice = "Two computers wrote the same file. Compare them; what is missing can be recorded with “correct”."
        mend = Mend("Keep them aside, out of the records?", lambda: _put_aside(case, among))
        found.append(Finding("drive-copies", LOOK, text, advice, mend))
    if within := _within(case.inside):
        text = f"A syncing drive has copied files inside .git: {_named(case, within)}."
        advice = "They are not part of the history and confuse git. The folder should leave that drive."
        found.append(
            Finding(
                "drive-copies-in-git",
                BROKEN,
                text,
                advice,
                Mend("Move them aside?", lambda: _put_aside(case, within), True),
            )
        )
    return found


def _among(root: Path) -> list[Path]:
    places = [path for path in root.iterdir() if path.name != ".git"]
    inner = [path for place in places if place.is_dir() and not place.is_symlink() for path in place.rglob("*")]
    return sorted(path for path in (*places, *inner) if path.is_file() and is_copy(path.name))


def _within(inside: Path) -> list[Path]:
    own = {inside / "fsworkbook", inside / "objects"}
    return sorted(
        path
        for place in inside.iterdir()
        if place not in own
        for path in ([place] if place.is_file() else place.rglob("*"))
        if path.is_file() and _MARKS.search(path.name)
    )


def _put_aside(case: Inspected, paths: list[Path]) -> str:
    for path in paths:
        case.aside.move(path)
    return f"{many(len(paths), 'copy was', 'copies were')} moved to {case.aside.shown}."


def _named(case: Inspected, paths: list[Path]) -> str:
    names = [path.relative_to(case.root).as_posix() for path in paths[:_SHOWN]]
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return ", ".join(names) + more
