"""Locks that a git which was cut off left behind: how old, and whether one is still at work behind them."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import lock, recording
from fsworkbook.store.soundness.finding import BROKEN, LOOK, Finding, Inspected, Mend, age

if TYPE_CHECKING:
    from collections.abc import Iterator

YOUNG: Final = 60.0
"""Seconds during which a lock may well belong to a git that is at work: nothing is offered."""

_BESIDE: Final = ("index.lock", "HEAD.lock", "ORIG_HEAD.lock", "config.lock", "packed-refs.lock", "shallow.lock")


def check(case: Inspected) -> list[Finding]:
    """Return a finding for each lock of git's that lies in the folder."""
    return [_finding(case, path) for path in left(case.inside)]


def left(inside: Path) -> list[Path]:
    """Return the locks of git's in a `.git` folder, by name."""
    found = [inside / name for name in _BESIDE if (inside / name).exists()]
    for place in ("refs", "logs"):
        found += sorted(path for path in (inside / place).rglob("*.lock") if path.is_file())
    return found


def at_work(root: Path) -> bool | None:
    """Return whether a git process works in the folder just now; None where this system does not tell."""
    processes = Path("/proc")
    if not (processes / "self" / "cwd").exists():
        return None
    return any(_works_in(process, root) for process in _gits(processes))


def _finding(case: Inspected, path: Path) -> Finding:
    name = path.relative_to(case.inside).as_posix()
    try:
        old = max(time.time() - path.stat().st_mtime, 0)
    except FileNotFoundError:
        old = 0
    busy = at_work(case.root)
    if busy or old < YOUNG:
        why = "git is at work there just now." if busy else "A git may be at work there."
        advice = f"{why} Close what else uses the folder, wait a minute, and run “fsworkbook doctor” again."
        return Finding("stale-lock", LOOK, f".git/{name} is {age(old)} old: somebody may be recording.", advice)
    nobody = "no git is at work in the folder" if busy is False else "nobody has touched it since"
    text = f"A git that was cut off left its lock .git/{name} behind, {age(old)} ago; {nobody}."
    advice = "While it lies there nothing can be recorded. Nothing of yours is in it."
    return Finding("stale-lock", BROKEN, text, advice, Mend("Move the lock aside?", lambda: _mend(case, path), True))


def _mend(case: Inspected, path: Path) -> str:
    with lock.held(recording.private_folder(case.root) / "lock", patience=2):
        if not path.exists():
            return f"{path.name} is gone already."
        if at_work(case.root) or time.time() - path.stat().st_mtime < YOUNG:
            raise StoreTrouble(f"{path.name} has been taken anew meanwhile, so it stays. Run the doctor again later.")
        case.aside.move(path)
    return f"{path.name} was moved aside."


def _gits(processes: Path) -> Iterator[Path]:
    for process in processes.iterdir():
        if not process.name.isdigit() or process.name == str(os.getpid()):
            continue
        try:
            if (process / "comm").read_text("utf-8", errors="replace").startswith("git"):
                yield process
        except OSError:  # it ended meanwhile, or is another user's
            continue


def _works_in(process: Path, root: Path) -> bool:
    try:
        where = (process / "cwd").readlink()
        state = (process / "stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state != "Z" and where.is_relative_to(root.resolve())
