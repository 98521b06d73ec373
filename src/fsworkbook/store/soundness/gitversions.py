"""The least git that the program works with, and what works less well with one that is older than the newest."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import git
from fsworkbook.store.soundness.finding import BROKEN, LOOK, SOUND, Finding

LEAST: Final = (2, 32)
"""Below this git does not know GIT_CONFIG_GLOBAL, by which a user's own settings are kept out of a family's folder."""


class Need(NamedTuple):
    """A version of git, and what is missing below it: for people, and why."""

    version: tuple[int, int]
    lacks: str
    because: str


NEEDS: Final = (
    Need((2, 34), "records cannot be signed", "commits signed with SSH keys"),
    Need((2, 36), "a power cut can cost the last record", "core.fsync"),
)
"""What a git that is new enough to begin with may still be too old for, the oldest first.

`sync` is not among them: it merges by itself (union.py), with what every git from `LEAST` can.
"""

_NUMBER: Final = re.compile(r"(\d+)\.(\d+)(?:\.[0-9A-Za-z.]+)?")
_INSTALL: Final = "Install a newer one from https://git-scm.com, or with what your computer installs programs with."


def check() -> Finding:
    """Return what is to be said about the git of this machine."""
    try:
        said = git.version()
    except StoreTrouble as problem:
        return Finding("git", BROKEN, _first(str(problem)), "Install it from https://git-scm.com; nothing is lost.")
    found = number(said)
    if found is None:
        return Finding("git", LOOK, "git does not say which version it is.", _INSTALL)
    shown = _NUMBER.search(said)
    version = shown[0] if shown else ""
    if found < LEAST:
        text = f"git {version} is too old: {_dotted(LEAST)} is the oldest that is safe to record with."
        return Finding("git", BROKEN, text, _INSTALL)
    lacks = [need.lacks for need in NEEDS if found < need.version]
    if lacks:
        text = f"git {version} works, but is old: {'; '.join(lacks)}."
        return Finding("git", LOOK, text, f"{_dotted(NEEDS[-1].version)} or newer does all. {_INSTALL}")
    return Finding("git", SOUND, f"git {version}")


def number(said: str) -> tuple[int, int] | None:
    """Return the version in what `git --version` said; None where there is none."""
    found = _NUMBER.search(said)
    return (int(found[1]), int(found[2])) if found else None


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(str(part) for part in version)


def _first(text: str) -> str:
    return text.partition(". ")[0] + "."
