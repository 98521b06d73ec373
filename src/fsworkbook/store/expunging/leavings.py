"""What lies in a family's folder beside its history: drafts, what mends kept, git's own notes, editors' leavings.

Each file that holds what is taken out is written anew, or goes. It is made ready first, and moved when the history is.
"""

from __future__ import annotations

import json
import os
import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import files
from fsworkbook.store.expunging import bytesearch
from fsworkbook.store.expunging.planning import belongs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from fsworkbook.workbook.disclosure.excision import Excision

_DRAFTS: Final = "fsworkbook/drafts/"
_ALWAYS: Final = frozenset({
    *("COMMIT_EDITMSG", "MERGE_MSG", "MERGE_MODE", "MERGE_HEAD", "SQUASH_MSG", "ORIG_HEAD", "FETCH_HEAD", "AUTO_MERGE"),
    *("CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG", "gc.log", "info/refs", "info/grafts", "objects/info/packs"),
    *("fsworkbook/index", "fsworkbook/union.index", "fsworkbook/expunging.index", "fsworkbook/pending.damaged"),
    "fsworkbook/arriving.damaged",
})  # fmt: skip
"""Files in `.git` that the history does without, or that are made again when they are needed."""

_STAYS: Final = frozenset({
    *("HEAD", "config", "index", "packed-refs", "info/attributes", "fsworkbook/lock", "fsworkbook/sync.lock"),
    *("fsworkbook/version.lock", "fsworkbook/seen", "fsworkbook/expunging", "fsworkbook/drafts.room"),
})  # fmt: skip
_PACKED: Final = (".pack", ".idx", ".rev", ".bitmap", ".mtimes")


class Leaving(NamedTuple):
    """A file beside the history: where it lies, from the family's folder, and its new bytes; None where it goes."""

    path: str
    data: bytes | None


def leavings(root: Path, known: Collection[str], excision: Excision, records: Collection[str]) -> list[Leaving]:
    """Return what lies in a folder beside its history and must change or go.

    Args:
        root: the family's folder.
        known: paths of the files that the history holds.
        excision: the strings.
        records: ids of the records that go.

    Raises:
        StoreTrouble: a file cannot be read, or a string stands in the folder's own settings.
    """
    found = [Leaving(f".git/{path}", None) for path in sorted(_ALWAYS) if os.path.lexists(root / ".git" / path)]
    for path in _inside(root / ".git"):
        found += _looked_at(root, f".git/{path}", excision, records, private=True)
    for path in _beside(root):
        if path not in known:
            found += _looked_at(root, path, excision, records, private=False)
    _check_settings(root, excision)
    return found


def _inside(inside: Path) -> Iterator[str]:
    """Yield the files in `.git` that are neither git's objects nor names nor files that stay."""
    for path in sorted(inside.rglob("*")):
        name = path.relative_to(inside).as_posix()
        if name.startswith(("objects/", "refs/", "logs/")) or name in _STAYS or name in _ALWAYS:
            continue
        if path.is_file() and not path.is_symlink():
            yield name


def _beside(root: Path) -> Iterator[str]:
    waiting = [root]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            if path.is_symlink() or (path.parent == root and path.name == ".git"):
                continue
            if path.is_dir():
                waiting.append(path)
            elif path.is_file():
                yield path.relative_to(root).as_posix()


def _looked_at(
    root: Path, path: str, excision: Excision, records: Collection[str], *, private: bool
) -> Iterator[Leaving]:
    """Yield a file that holds what goes, or is named after it."""
    tails = {record.rpartition("-")[2] for record in records}
    if belongs(path, records) or any(tail in path for tail in tails) or excision.found(path):
        yield Leaving(path, None)
        return
    if private and path.endswith(_PACKED):
        yield Leaving(path, None)  # a mend's copy of git's own packs, in which nobody can look
        return
    try:
        data = files.take(root / path, files.LARGEST)
    except FileNotFoundError:
        return
    except OSError as problem:
        raise StoreTrouble(f"{path} cannot be read ({files.reason(problem)}). Nothing was taken out.") from None
    if private and path.startswith(f".git/{_DRAFTS}") and path.endswith(".json"):
        yield from _draft(path, data, excision, records)
        return
    if _names(data, records):
        yield Leaving(path, None)
    elif bytesearch.found(data, excision) or _found_packed(data, excision, records):
        text = bytesearch.text_of(data)
        yield Leaving(path, excision.text(text).encode() if text is not None else None)


def _names(data: bytes, records: Collection[str]) -> bool:
    """Return whether a file holds a record that goes, as a copy of it does."""
    return data.startswith(b"+++") and any(record.encode() in data for record in records)


def _found_packed(data: bytes, excision: Excision, records: Collection[str]) -> bool:
    """Return whether one of git's own files that a mend kept holds what goes."""
    try:
        inner = zlib.decompressobj().decompress(data, files.LARGEST)
    except zlib.error:
        return False
    # Which record a file of git's is does not stand in it, so that each goes where whole records do.
    return bool(records) or bytesearch.found(inner, excision)


def _draft(path: str, data: bytes, excision: Excision, records: Collection[str]) -> Iterator[Leaving]:
    if any(record.encode() in data for record in records):
        yield Leaving(path, None)
        return
    try:
        table = json.loads(data)
    except (ValueError, RecursionError):
        if bytesearch.found(data, excision):
            yield Leaving(path, None)
        return
    new = _cleaned(table, excision)
    if new != table:
        yield Leaving(path, json.dumps(new, ensure_ascii=True, indent=1).encode())


def _cleaned(value: Any, excision: Excision) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, str):
        quoted = excision.text(f'"{value}"')  # so that a key by itself stays one
        return quoted[1:-1]
    if isinstance(value, list):
        return [_cleaned(item, excision) for item in value]
    if isinstance(value, dict):
        return {_cleaned(key, excision): _cleaned(item, excision) for key, item in value.items()}
    return value


def clean_drafts(place: Path, excision: Excision, records: Collection[str]) -> None:
    """Clean the drafts that lie in a folder of their owner's own.

    Raises:
        StoreTrouble: the disk did not let us.
    """
    for path in sorted(place.glob("*.json")) if place.is_dir() else ():
        try:
            found = list(_draft(path.name, files.take(path, files.LARGEST), excision, records))
        except OSError as problem:
            raise StoreTrouble(f"A draft in {place} cannot be read ({files.reason(problem)}).") from None
        for item in found:
            if item.data is None:
                files.drop(path)
            else:
                files.put(path, item.data, place, files.PRIVATE)


def _check_settings(root: Path, excision: Excision) -> None:
    try:
        data = files.take(root / ".git" / "config")
    except OSError:
        return
    if bytesearch.found(data, excision):
        raise StoreTrouble(
            "One of the strings stands in the folder’s own settings (.git/config), such as where it is shared. Change "
            "that first; nothing was taken out."
        )


def stage(root: Path, place: Path, found: Sequence[Leaving]) -> list[tuple[str, str]]:
    """Write the new bytes of files into a place of their own; return each path with its staged name ("": it goes).

    Raises:
        StoreTrouble: the disk did not take them.
    """
    try:
        place.mkdir(mode=0o700, exist_ok=True)
    except OSError as problem:
        raise files.trouble(root, problem) from None
    staged = []
    for number, item in enumerate(found):
        if item.data is not None:
            files.put(place / str(number), item.data, place, files.PRIVATE)
        staged.append((item.path, str(number) if item.data is not None else ""))
    return staged


def settle(root: Path, place: Path, staged: Sequence[tuple[str, str]]) -> None:
    """Move staged files into their places, and remove what goes; what was done already is passed over.

    Raises:
        StoreTrouble: the disk did not let us.
    """
    for path, name in staged:
        target = root / path
        try:
            if not name:
                target.unlink(missing_ok=True)
            elif (place / name).exists():
                (place / name).replace(target)
        except OSError as problem:
            raise files.trouble(target, problem) from None
