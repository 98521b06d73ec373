"""Each family of a caseload at a glance, out of the index where that is as the files are; else read, and kept there.

One that cannot be read is named and left out.
"""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.cli.frame import choosing
from fsworkbook.cli.frame.output import tell, warn
from fsworkbook.errors import WorkbookError
from fsworkbook.store import index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.caseload import Glance
    from fsworkbook.workbook.timing.days import Calendar, Counting

EXACT: Final = 10_000
"""Up to how many records' files all are looked at one by one, for edits that an editor wrote into the file itself."""
SHARE: Final = 2_500
"""How many of them, where there are more."""

_MANY: Final = 24
"""From how many families on reading them is worth a second process, and is counted on the screen."""
_AT_ONCE: Final = 8


class Read(NamedTuple):
    """What came of reading a family: the family, or why it cannot be read."""

    glance: Glance | None
    trouble: str = ""


class _Model:
    """The practice model, read when the first family that is not kept needs it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @cached_property
    def edition(self) -> str:
        return index.edition(choosing.practice_folder(self.desk))

    @cached_property
    def practice(self) -> Practice:
        return choosing.practice(self.desk)

    def counting(self, known: Calendar) -> Counting:
        from fsworkbook.workbook.timing.days import counting  # noqa: PLC0415 - where everything is kept, nothing counts

        return counting(self.practice.days, known)


def outlooks(desk: Desk, paths: Sequence[Path], at: date | None = None) -> Iterator[Glance]:
    """Yield each family at a glance, as it was recorded by the end of a day."""
    model = _Model(desk)
    kept = _kept(paths, model.edition)
    missing = [path for path in paths if path not in kept]
    read = _read_all(desk, missing, model)
    for path in paths:
        seen = kept.get(path) or _answer(desk, path, read[path])
        if seen is not None and at is not None and seen.latest is not None and at < seen.latest:
            seen = _answer(desk, path, _read(path, model, at))
        if seen is not None:
            yield seen


def _answer(desk: Desk, path: Path, read: Read) -> Glance | None:
    if read.glance is None:
        warn(desk, f"{path.name}: {read.trouble}")
        return None
    for fault in read.glance.faults:
        tell(desk, f"Left out: {path.name}: {fault}")
    return read.glance


def _kept(paths: Sequence[Path], edition: str) -> dict[Path, Glance]:
    """Return the families that the index holds as they are.

    In each, folders and family.toml are compared. So is every file in a practitioner's caseload; in one of more files
    than `EXACT`, those of the families in which that is longest ago, so that one command after the other gets round.
    """
    found = {path: kept for path in paths if (kept := index.find(path, edition)) is not None}
    all_ = sum(kept.files for kept in found.values()) <= EXACT
    order = list(found) if all_ else sorted(found, key=index.looked)
    left = EXACT if all_ else SHARE
    for path in order:
        left -= found[path].files
        if left < 0 and path != order[0]:
            break
        if not index.agrees(path, found[path]):
            del found[path]
        elif not all_:
            index.touch(path)
    return {path: kept.glance for path, kept in found.items()}


def _read_all(desk: Desk, paths: Sequence[Path], model: _Model) -> dict[Path, Read]:
    if len(paths) < _MANY:
        return {path: _read(path, model) for path in paths}
    from fsworkbook.cli.frame.counting import counted  # noqa: PLC0415 - only where it takes a while

    found = {}
    with counted(desk, "Reading", "families") as tell_count:
        for number, (path, read) in enumerate(_in_turn(paths, model), start=1):
            found[path] = read
            tell_count(number, len(paths))
    return found


def _in_turn(paths: Sequence[Path], model: _Model) -> Iterator[tuple[Path, Read]]:
    """Yield each family with what came of reading it; on Linux by as many processes as there are cores."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only for many families
    from multiprocessing import cpu_count, get_context  # noqa: PLC0415 - likewise

    if sys.platform != "linux" or cpu_count() == 1:
        yield from ((path, _read(path, model)) for path in paths)
        return
    _ = model.practice.days, model.practice.timescales, model.edition  # once, before there are more
    global _SHARED  # noqa: PLW0603 - what a forked process finds in its memory need not be sent to it
    _SHARED = model
    with ProcessPoolExecutor(min(cpu_count(), _AT_ONCE), get_context("fork")) as pool:
        try:
            yield from zip(paths, pool.map(_read_there, paths, chunksize=4), strict=True)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            _SHARED = None


_SHARED: _Model | None = None


def _read_there(path: Path) -> Read:
    if _SHARED is None:  # pragma: no cover - the process was forked with it
        raise RuntimeError
    return _read(path, _SHARED)


def _read(path: Path, model: _Model, at: date | None = None) -> Read:
    """Return a family, read from its files; as it stands, it is kept in the index."""
    known = index.calendar(path, model.edition)
    try:
        if at is not None:
            return Read(read_family_at(path, model, known, at))
        return Read(index.keep(path, model.edition, lambda: read_family_at(path, model, known), known))
    except WorkbookError as error:
        return Read(None, str(error))


def read_family_at(path: Path, model: _Model, known: Calendar, at: date | None = None) -> Glance:
    """Return a family at a glance, read from its files alone; `known` gains the years that were counted with.

    Raises:
        BadInput: it cannot be read.
    """
    from fsworkbook.store import handed  # noqa: PLC0415 - not where everything is kept
    from fsworkbook.store.folder import Folder  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.caseload import glance  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.ledger import ledger  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.registry import read_family  # noqa: PLC0415 - likewise

    folder = Folder.open(path)
    family = read_family(folder.table(), folder.name)
    records, faults = folder.records()
    mark = handed.of(path)
    since = mark.on if mark else None
    return glance(family, ledger(records, at), model.practice, model.counting(known), map(str, faults), since)
