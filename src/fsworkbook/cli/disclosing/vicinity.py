"""The other families of the caseload, looked for in a copy before it goes: their names, and runs of their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.choosing import family_paths
from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.errors import WorkbookError
from fsworkbook.report.gate import warnings
from fsworkbook.store import prints
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.disclosure.neighbours import Neighbour
from fsworkbook.workbook.registry import read_family

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.family import Family

_MANY = 20
"""So many families that were not looked at before take long enough to say so."""


def warn(sitting: Sitting, files: Mapping[str, bytes], name: str) -> None:
    """Say where something of another family stands in finished papers; it stops nothing (design.md section 6)."""
    near = neighbours(sitting)
    found = [stranger for suffix, data in files.items() for stranger in warnings(data, suffix, name, near)]
    told = {(stranger.family, stranger.what): stranger.where for stranger in reversed(found)}
    for (family, what), where in told.items():
        said = "a name" if what == "name" else "a run of words"
        tell(
            sitting.desk,
            *wrap(f"Look again: {said} of another family ({family}) stands in {where}.", sitting.desk.width),
        )


def neighbours(sitting: Sitting) -> list[Neighbour]:
    """Return the other families of the caseload as they are looked for; those that cannot be read are passed over."""
    there = list(_others(sitting))
    fresh = sum(not prints.are_kept(path) for path in there)
    if fresh > _MANY:
        tell(sitting.desk, f"Looking through {fresh} other families, once, for words that are theirs …")
    return [found for path in there for found in _neighbour(path, sitting.family)]


def _others(sitting: Sitting) -> Iterator[Path]:
    here = sitting.folder.path.resolve()
    try:
        paths = family_paths(here.parent)
    except WorkbookError:
        return
    yield from (path for path in paths if path.resolve() != here)


def _neighbour(path: Path, ours: Family) -> Iterator[Neighbour]:
    """Yield another family as it is looked for; one that cannot be read is passed over, which `doctor` names."""
    try:
        folder = Folder.open(path)
        family = read_family(folder.table(), folder.name)
        known = prints.of(folder)
    except WorkbookError:
        return
    own = {person.name.casefold() for person in ours.people.values()}
    names = [person.name for person in family.people.values() if " " in person.name.strip()]
    yield Neighbour(folder.name, [name for name in names if name.casefold() not in own], known)
