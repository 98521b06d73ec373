"""git's index, its list of what the last commit holds: cut short or damaged, it is made again from that commit."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from fsworkbook.store import lock, recording
from fsworkbook.store.soundness.finding import BROKEN, Finding, Inspected, Mend

if TYPE_CHECKING:
    from pathlib import Path

_SIGNATURE: Final = b"DIRC"


def check(case: Inspected) -> list[Finding]:
    """Return a finding where git's index is missing or damaged though there are commits."""
    path = case.inside / "index"
    if whole(case):
        return []
    if not case.git.attempt("rev-parse", "--verify", "--quiet", "HEAD").worked:
        return []
    state = "damaged" if path.exists() else "missing"
    text = f"git’s list of the folder’s files (.git/index) is {state}."
    advice = "A power cut or a full disk leaves it so. It is made again from the last commit; no file is touched."
    return [Finding("index-damaged", BROKEN, text, advice, Mend("Make it again?", lambda: rebuild(case), True))]


def whole(case: Inspected) -> bool:
    """Return whether the index is there and undamaged, and with it the rest of one that is split (commits.stage)."""
    if not _sound(case.inside / "index"):
        return False
    found = case.git.attempt("rev-parse", "--shared-index-path")
    rest = found.output.decode("utf-8", errors="surrogateescape").strip()
    return found.worked and (not rest or _sound(case.root / rest))


def _sound(path: Path) -> bool:
    """Return whether it ends with the sum over all that stands before."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return False
    if not data.startswith(_SIGNATURE):
        return False
    for make in (hashlib.sha1, hashlib.sha256):
        size = make(usedforsecurity=False).digest_size
        end = data[-size:]
        # A git that was told to save the time writes zeros.
        if end == make(data[:-size], usedforsecurity=False).digest() or (len(end) == size and not any(end)):
            return True
    return False


def rebuild(case: Inspected) -> str:
    """Make git's index again from the last commit, and say so; what the folder's files hold is not touched.

    Raises:
        StoreTrouble: the folder is being recorded in, or git failed.
    """
    with lock.held(recording.private_folder(case.root) / "lock", patience=2):
        case.aside.move(case.inside / "index")
        case.git.run("read-tree", "HEAD")
        case.git.attempt("update-index", "-q", "--refresh")
    return "git’s list of the folder’s files was made again."
