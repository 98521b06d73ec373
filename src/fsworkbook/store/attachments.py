"""What lies beside the records: drawings, letters and photographs, in a folder for each record (format.md)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fsworkbook.store.layout import ATTACHMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def place_of(record_id: str, name: str) -> str:
    """Return where a record's attachment lies, from the family's folder."""
    return f"{ATTACHMENTS}/{record_id}/{name}"


def names(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the names of the files that lie beside each record, by the record's id; links are passed over."""
    return {entry.name: found for entry in _folders(root) if (found := _files(entry.path))}


def beside(root: Path, records: Iterable[str]) -> tuple[str, ...]:
    """Return the paths of what lies beside some records, from the family's folder."""
    place = root / ATTACHMENTS
    if place.is_symlink() or not place.is_dir():
        return ()
    wanted = [key for key in records if not (place / key).is_symlink()]
    return tuple(place_of(key, name) for key in wanted for name in _files(str(place / key)))


def _folders(root: Path) -> list[os.DirEntry[str]]:
    place = root / ATTACHMENTS
    if place.is_symlink() or not place.is_dir():
        return []
    with os.scandir(place) as entries:
        return [entry for entry in entries if entry.is_dir(follow_symlinks=False)]


def _files(place: str) -> tuple[str, ...]:
    try:
        with os.scandir(place) as entries:
            return tuple(sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False)))
    except (FileNotFoundError, NotADirectoryError):
        return ()
