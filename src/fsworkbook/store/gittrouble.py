"""What is said when git is missing or fails: one sentence with git's reason, never a name or a word that it quoted."""

from __future__ import annotations

import re
from typing import Final

from fsworkbook.errors import StoreTrouble

BUSY: Final = re.compile(r"\.lock': File exists")
_FATAL: Final = re.compile(r"^(?:fatal|error): (.*)$", re.MULTILINE)
_FULL: Final = re.compile(r"No space left on device|Out of diskspace|Disk quota exceeded|File too large")
_FORBIDDEN: Final = re.compile(r"Permission denied|Read-only file system|Operation not permitted")
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")


def missing() -> StoreTrouble:
    """Return the sentence for a machine without git."""
    return StoreTrouble(
        "git is not installed on this machine, and a family's history needs it. "
        "Install it from https://git-scm.com and try again; nothing was lost."
    )


def failed(name: str, what: str, said: str) -> StoreTrouble:
    """Return the sentence for a git command that failed: git's first reason, without what it quotes."""
    if BUSY.search(said):
        return StoreTrouble(
            f"Another git is at work in {name}, or one was cut off there. Close it and try again; "
            "if there is none, `fsworkbook doctor --mend` puts it right."
        )
    if _FULL.search(said):
        return StoreTrouble(f"The disk with {name} is full, or your share of it. Make room and try again.")
    if _FORBIDDEN.search(said):
        return StoreTrouble(f"You may not write in {name}, or in a part of it. Ask whoever looks after the folder.")
    found = _FATAL.search(said)
    # Behind a colon git repeats what it read, and that may be anything.
    reason = _QUOTED.sub("…", found[1]).partition(": ")[0][:200].rstrip(".:") if found else "it gave no reason"
    return StoreTrouble(f"git {what} did not work in {name}: {reason}. `fsworkbook doctor` says what can be done.")
