"""The fingerprints of a family's text, kept beside it, so that another family's copies can be held against it (F.49).

They are numbers from which nobody can read a word (workbook/disclosure/neighbours.py), derived and private: they lie in
`.git/fsworkbook` of the family whose they are, and may be deleted at any moment.
"""

from __future__ import annotations

from array import array
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import WorkbookError
from fsworkbook.store import files
from fsworkbook.store.recording import private_folder
from fsworkbook.workbook.disclosure.neighbours import fingerprints

if TYPE_CHECKING:
    from pathlib import Path

    from fsworkbook.store.folder import Folder

NAME: Final = "prints"
_FIRST: Final = b"fsworkbook prints 1 "
_NUMBER: Final = "Q"


def of(folder: Folder) -> frozenset[int]:
    """Return the fingerprints of all that is recorded in a family, from where they are kept, or made anew.

    Raises:
        WorkbookError: the family cannot be read.
    """
    head = _head(folder.path)
    kept = _kept(folder.path, head) if head else None
    if kept is not None:
        return kept
    records, _ = folder.records()
    made: set[int] = set()
    for record in records:
        for section in record.sections:
            made |= fingerprints(section.text)
    if head:
        _keep(folder.path, head, made)
    return frozenset(made)


def are_kept(root: Path) -> bool:
    """Return whether a family's fingerprints are kept as of its last commit."""
    head = _head(root)
    return bool(head) and _kept(root, head) is not None


def _kept(root: Path, head: str) -> frozenset[int] | None:
    try:
        data = files.take(root / ".git" / "fsworkbook" / NAME)
    except OSError:
        return None
    first, _, body = data.partition(b"\n")
    if first != _FIRST + head.encode() or len(body) % 8:
        return None
    return frozenset(array(_NUMBER, body))


def _keep(root: Path, head: str, prints: set[int]) -> None:
    with suppress(WorkbookError, OSError):  # it is made anew the next time
        private = private_folder(root)
        data = _FIRST + head.encode() + b"\n" + array(_NUMBER, sorted(prints)).tobytes()
        files.put(private / NAME, data, private, files.PRIVATE)


def _head(root: Path) -> str:
    """Return the last commit's id where git keeps it in a file of its own; else "", and nothing is kept."""
    try:
        name = files.take(root / ".git" / "HEAD").decode("ascii").strip()
        ref = name.removeprefix("ref: ")
        if ref == name or ".." in ref or not ref.startswith("refs/heads/"):
            return ""
        return files.take(root / ".git" / ref).decode("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
