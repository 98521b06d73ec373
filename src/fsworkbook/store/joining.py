"""Joining a family that colleagues share, or that another team handed over.

Its folder is made beside its place, looked over, and moved there whole.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import arrival, bundles, files, guard, handed, lock, recording, remote, seen, tables, union
from fsworkbook.store.building import clear_halves
from fsworkbook.store.folder import Folder
from fsworkbook.store.git import begin
from fsworkbook.store.remote import Remote
from fsworkbook.workbook.naming import folder_name
from fsworkbook.workbook.registry import read_family

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from fsworkbook.store.address import Address
    from fsworkbook.store.git import Git
    from fsworkbook.store.streams import Progress


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
    _check_free(path)
    with _building(path.parent, path.name) as building:
        _fetch(place, building, asks=asks, on_progress=on_progress)
        _move(building, path)
    return Folder.open(path)


def take_over(file: Path, caseload: Path, name: str, on: date, sha256: str = "") -> tuple[Folder, handed.HandedOver]:
    """Open a file that another team handed over, to be read; return the folder, and what the file was known by.

    Args:
        file: what was handed over.
        caseload: the folder that the family's is made in.
        name: what that is called; "": as the family.
        on: the British day.
        sha256: what the file must be known by; "" where that was not said.

    Raises:
        BadInput: the file is another one, damaged, or no workbook that can be read; or the folder is there already.
        StoreTrouble: the disk or git did not work, or it holds what no family's folder may; nothing is left.
    """
    if name:
        _check_free(caseload / name)
    with _building(caseload, "handed-over") as building:
        git = begin(building)
        private = recording.private_folder(building)
        copy = private / f"handed-over{bundles.SUFFIX}"
        digest = bundles.copied(file, copy)
        if sha256 and sha256 != digest:
            raise BadInput(
                f"{file.name} is not the file that was handed over, or was changed on its way: its sha256 is {digest}. "
                "It was not opened. Ask the team that handed it over."
            )
        known = handed.HandedOver(on, bundles.unpack(git, copy, file.name), digest)
        copy.unlink()
        family = _looked_over(git, known.head, f"In {file.name}")
        table = tables.parse(family)
        path = caseload / (name or folder_name(str(table.get("surname", ""))) or "handed-over")
        _check_free(path)
        read_family(table, path.name)
        _fill(git, private, known.head)
        seen.note(private, known.head)
        handed.mark(private, known)
        guard.check(building, git.settings)
        _move(building, path)
    return Folder.open(path), known


@contextmanager
def _building(caseload: Path, name: str) -> Iterator[Path]:
    """Make a hidden folder in a caseload, where a family is put together; it is gone afterwards, whatever happens.

    Raises:
        StoreTrouble: the disk does not take it.
    """
    clear_halves(caseload)
    building = caseload / f".{name}.{os.getpid()}.new"
    try:
        building.mkdir(parents=True)
        yield building
    except OSError as problem:
        raise files.trouble(caseload / name, problem) from None
    finally:
        if building.exists():
            shutil.rmtree(building, ignore_errors=True)


def _check_free(path: Path) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise BadInput(f"{path.name} is there already and is not empty. Give it another name.")


def _move(building: Path, path: Path) -> None:
    if path.exists():
        path.rmdir()
    building.rename(path)
    files.sync_folder(path.parent)


def _looked_over(git: Git, head: str, where: str) -> bytes:
    """Return the family.toml of a commit of which every file may lie in a family's folder.

    Raises:
        BadInput: it is no family's workbook, or one that cannot be read.
        StoreTrouble: a file of it may not lie there.
    """
    union.check(git, "", head)
    family = union.family_of(git, head)
    if not family:
        raise BadInput(f"{where} is no family’s workbook. Nothing was made.")
    tables.parse(family)
    return family


def _fill(git: Git, private: Path, head: str) -> None:
    with lock.held(private / "lock"):
        guard.pin(git.folder)
        arrival.bring(git, private, "", head)


def _fetch(place: Address, building: Path, *, asks: bool, on_progress: Progress | None) -> None:
    git = begin(building)
    private = recording.private_folder(building)
    shared = Remote(git, place, asks, on_progress, "Nothing was made.")
    head = shared.fetch()
    if not head:
        raise StoreTrouble(
            f"Nothing is shared at {shared.place} yet. Whoever has the family runs: fsworkbook sync init ADDRESS"
        )
    _looked_over(git, head, f"At {shared.place}")
    _fill(git, private, head)
    remote.keep(git, place)
    shared.accept(head)
    seen.note(private, head, remote.NAME)
    guard.check(building, lambda: git.attempt("config", "--local", "--no-includes", "-z", "--list").output)
