"""What a check found: how serious it is, in plain words, what to do, and the mend where there is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from fsworkbook.store.git import Git
    from fsworkbook.store.soundness.aside import Aside

Mark = Literal["sound", "look", "broken"]
"""Sound; something to look at, though work goes on; broken, so that work stops or words are at risk."""

SOUND: Final[Mark] = "sound"
LOOK: Final[Mark] = "look"
BROKEN: Final[Mark] = "broken"

LITERALLY: Final = {"GIT_LITERAL_PATHSPECS": "1"}
"""git's environment where paths are paths, whatever signs stand in them."""


_FIGURES: Final = re.compile(r"\b[0-9][0-9,]*\b")


class Mend(NamedTuple):
    """How a finding is put right.

    Attributes:
        question: what is asked before.
        run: does it, and returns what was done, in a sentence; safe to run twice. It raises StoreTrouble where it
            could not be done, and then nothing is lost.
        safe: whether it may be done where nobody can be asked: it decides nothing that is a person's to decide.
    """

    question: str
    run: Callable[[], str]
    safe: bool = False


class Finding(NamedTuple):
    """One line of the doctor's page.

    Attributes:
        name: the check's name, a plain word that stays the same from version to version.
        mark: how serious it is.
        text: what was found, in a sentence; no word of a family's.
        advice: what it means and what to do, where something is to be done.
        mend: how `doctor --mend` puts it right, where it can.
    """

    name: str
    mark: Mark
    text: str
    advice: str = ""
    mend: Mend | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells this finding from every other of one inspection, and stays the same while a count goes down."""
        return self.name, _FIGURES.sub("", self.text)


class Inspected(NamedTuple):
    """A family's folder under inspection.

    Attributes:
        root: the folder.
        git: git in it; refuses to run where the folder could run somebody's program.
        aside: where a mend keeps what it replaces.
        now: this moment, in UTC.
    """

    root: Path
    git: Git
    aside: Aside
    now: datetime

    @property
    def inside(self) -> Path:
        """The folder's `.git`."""
        return self.root / ".git"

    @property
    def private(self) -> Path:
        """The folder's `.git/fsworkbook`; it may be missing, and looking does not make it."""
        return self.inside / "fsworkbook"


def many(number: int, one: str, more: str = "") -> str:
    """Return a number with what it counts: `1 file`, `2 files`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def age(seconds: float) -> str:
    """Return a span of time as it is said: `12 seconds`, `3 hours`, `2 days`."""
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            return many(int(seconds // size), name)
    return many(max(int(seconds), 0), "second")
