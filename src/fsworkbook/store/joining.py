"""Joining a family that colleagues share: its folder made beside its place, looked over, and moved there whole."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import arrival, files, guard, lock, recording, remote, seen, tables, union
from fsworkbook.store.folder import Folder
from fsworkbook.store.git import begin
from fsworkbook.store.remote import Remote

if TYPE_CHECKING:
    from pathlib import Path

    from fsworkbook.store.address import Address
    from fsworkbook.store.git import Progress


def join(place: Address, path: Path, *, asks: bool = False, on_progress: Progress | None = None) -> Folder:
    """Fetch the family that is shared at `place` into the new folder `path`, and return it.

    Args:
        place: where it is shared.
        path: the folder to be; it must be new, or empty.
        asks: whether git may ask for a password on the terminal.
        on_progress: told how far the transfer is.

    Raises:
        BadInput: the folder is there already, or what is shared is no family that can be read.
        StoreTrouble: the place, the disk or git did not work, or it holds what no family's folder may; nothing is left.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise BadInput(f"{path.name} is there already and is not empty. Give it another name.")
    building = path.parent / f".{path.name}.{os.getpid()}.new"
    try:
        building.mkdir(parents=True)
        _fetch(place, building, path.name, asks=asks, on_progress=on_progress)
        if path.exists():
            path.rmdir()
        building.rename(path)
        files.sync_folder(path.parent)
    except OSError as problem:
        raise files.trouble(path, problem) from None
    finally:
        if building.exists():
            shutil.rmtree(building, ignore_errors=True)
    return Folder.open(path)


def _fetch(place: Address, building: Path, name: str, *, asks: bool, on_progress: Progress | None) -> None:
    git = begin(building)
    private = recording.private_folder(building)
    shared = Remote(git, place, asks, on_progress, "Nothing was made.")
    head = shared.fetch()
    if not head:
        raise StoreTrouble(
            f"Nothing is shared at {shared.place} yet. Whoever has the family runs: fsworkbook sync init ADDRESS"
        )
    union.check(git, "", head)
    family = union.family_of(git, head)
    if not family:
        raise BadInput(f"What is shared at {shared.place} is no family’s workbook, so {name} was not made.")
    tables.parse(family)
    with lock.held(private / "lock"):
        guard.pin(building)
        arrival.bring(git, private, "", head)
    remote.keep(git, place)
    shared.accept(head)
    seen.note(private, head, remote.NAME)
    guard.check(building, lambda: git.attempt("config", "--local", "--no-includes", "-z", "--list").output)
