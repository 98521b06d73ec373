"""What lies in the folder just now, held against its last commit; and what git's own books there say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.audit.facts import FILE, MODES
from fsworkbook.workbook.audit.finding import Finding
from fsworkbook.workbook.audit.places import is_litter, place_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


class Lying(NamedTuple):
    """One file: its mode as git has it, and git's name for its bytes."""

    mode: str
    blob: str


class Listed(NamedTuple):
    """One entry of git's index: the name of its bytes, and whether git was told not to look at the file."""

    blob: str
    hidden: bool


def of_folder(
    folder: Mapping[str, Lying], tree: Mapping[str, Lying], *, modes: bool, waiting: Collection[str] = ()
) -> Iterator[Finding]:
    """Yield where the folder is not as its last commit says.

    Args:
        folder: every file that lies there.
        tree: every file of the last commit.
        modes: whether this disk keeps what is a program and what is not.
        waiting: paths that an interrupted recording will settle by itself.
    """
    for path in sorted({*folder, *tree}):
        lies, stands = folder.get(path), tree.get(path)
        record = place_of(path).record
        if lies == stands or path in waiting or (stands and stands.mode == "160000"):
            continue
        if lies is None:
            yield Finding("missing", "", record=record, path=path)
        elif stands is None:
            if not is_litter(path):
                yield Finding(MODES.get(lies.mode, "unrecorded"), "", record=record, path=path)
        elif lies.blob != stands.blob or "120000" in {lies.mode, stands.mode}:
            yield Finding("link" if lies.mode == "120000" else "unsaved", "", record=record, path=path)
        elif modes and stands.mode == FILE:
            yield Finding("mode", "in the folder only", record=record, path=path)


def of_index(index: Mapping[str, Listed], known: Collection[str]) -> Iterator[Finding]:
    """Yield where git's index hides a file, or holds contents that neither the folder nor any commit holds."""
    for path, entry in sorted(index.items()):
        record = place_of(path).record
        if entry.hidden:
            yield Finding("hidden", "", record=record, path=path)
        if entry.blob not in known:
            yield Finding("hidden", "git would commit other contents than the file has", record=record, path=path)
