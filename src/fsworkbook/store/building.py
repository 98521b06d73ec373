"""A new family's folder: its first commit, built beside its place and moved there whole."""

from __future__ import annotations

import os
import re
import shutil
import time
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import BadInput
from fsworkbook.store import commits, files, guard, recording
from fsworkbook.store.git import begin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fsworkbook.store.change import Change
    from fsworkbook.store.pending import Entry

ATTRIBUTES: Final = b"# What was typed stays as it was typed, byte for byte.\n* -text\n"
"""A family's `.gitattributes`."""

IGNORED: Final = b"# What editors and systems leave lying about.\n" + b"".join(
    pattern + b"\n" for pattern in (b".DS_Store", b"Thumbs.db", b"desktop.ini", b"*~", b"~$*", b".~lock.*#", b".*.sw?")
)
"""A family's `.gitignore`."""

_HALF: Final = re.compile(r"\..+\.([0-9]{1,9})\.new")
_ABANDONED: Final = 3600


def build(root: Path, family_text: str, change: Change) -> None:
    """Make a new family's folder whose first commit holds `family_text` and the records of `change`.

    Raises:
        BadInput: something is there already, or what should be recorded cannot be.
        StoreTrouble: git or the disk failed; nothing is left.
    """
    entries = recording.new_files(change._replace(family=family_text))
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise BadInput(f"{root.name} is there already and is not empty. Choose another name.")
    building = root.parent / f".{root.name}.{os.getpid()}.new"
    clear_halves(root.parent)
    try:
        building.mkdir(parents=True)
        _fill(building, entries, change)
        if root.exists():
            root.rmdir()
        building.rename(root)
        files.sync_folder(root.parent)
    except OSError as problem:
        raise files.trouble(root, problem) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)


def clear_halves(caseload: Path) -> None:
    """Remove what was being built beside its place by a program that was killed; nobody was told that it is there."""
    for half in caseload.glob(".*.new"):
        found = _HALF.fullmatch(half.name)
        if found and half.is_dir() and not half.is_symlink() and not _alive(int(found[1]), half):
            shutil.rmtree(half, ignore_errors=True)


def _alive(process: int, half: Path) -> bool:
    """Return whether a process may still be building; where that cannot be asked, after an hour it is not."""
    if os.name == "nt":
        return time.time() - half.stat().st_mtime < _ABANDONED
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _fill(root: Path, entries: Sequence[Entry], change: Change) -> None:
    git = begin(root)
    private = recording.private_folder(root)
    guard.pin(root)
    contents = {".gitattributes": ATTRIBUTES, ".gitignore": IGNORED} | {entry.path: entry.data for entry in entries}
    for path, data in contents.items():
        files.put(root / path, data, private)
    ids = tuple(record.id for record in change.records)
    text = commits.message(change.subject, change.action, change.author, ids)
    key = str(change.signing_key) if change.signing_key else ""
    commits.commit(git, "", tuple(contents), text, commits.Signature.of(change.author, change.now, key))
