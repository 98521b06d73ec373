"""The index: what a family looks like at a glance, kept in `.git/fsworkbook/index` so that it need not be read again.

It is derived, private and never committed; deleting it loses nothing. One that is damaged, of another version, of
another folder or older than the files is passed over in silence and written anew. It is trusted in two steps:

- `find` compares family.toml, every folder of records, the practice model and the program with what they were: it
  notices every file that was added, taken away, renamed or put in the place of another, as this program, git and most
  editors write.
- `agrees` compares every record's file as well: it notices an editor that wrote into the file itself.

Neither notices a change that leaves a file's size, its number on the disk and all its times as they were. On Windows
that is one whose time was set back by hand; elsewhere the clock of the disk would have to be turned back too.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from array import array
from contextlib import suppress
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import fsworkbook
from fsworkbook.errors import WorkbookError
from fsworkbook.store import files
from fsworkbook.store.layout import ATTACHMENTS, FAMILY_FILE, HANDED
from fsworkbook.workbook.caseload import Ended, Glance, Held, Step
from fsworkbook.workbook.timing.outlook import Hand, Outlook, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fsworkbook.workbook.timing.days import Calendar

NAME: Final = "index"
"""The file's name in `.git/fsworkbook`."""

_HANDED: Final = f".git/fsworkbook/{HANDED}"
"""Taken away, it makes a copy one's own; it is never put beside an index that is there."""

_MARK: Final = b"fsworkbook-index-2"
_FRESH: Final = 2_000_000_000
"""Nanoseconds for which what changed is not kept: a change in the same tick of the disk's clock would go unnoticed."""

_BROKEN: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError)
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_STAMP: Final = "st_mtime_ns" if sys.platform == "win32" else "st_ctime_ns"
"""Which time moves whenever a file's bytes do."""


class Kept(NamedTuple):
    """A family as the index holds it.

    Attributes:
        glance: the family.
        files: how many records' files it has.
        exact: what they and family.toml were, each with its size and times, in short.
    """

    glance: Glance
    files: int
    exact: str


def edition(practice: Path) -> str:
    """Return what an index depends on besides the family: the practice model, the program, the bank holidays' library.

    Args:
        practice: the folder of the model; what stands in its files counts, not where they lie.
    """
    mark = blake2b(f"{fsworkbook.__version__} {sys.version_info[:2]}".encode(), digest_size=16)
    for path in sorted(practice.rglob("*.toml"), key=lambda path: path.relative_to(practice).as_posix()):
        mark.update(path.relative_to(practice).as_posix().encode())
        with suppress(OSError):
            mark.update(blake2b(path.read_bytes()).digest())
    for source in _sources():
        with suppress(OSError):
            seen = source.stat()
            mark.update(f"{source.name} {seen.st_size} {seen.st_mtime_ns}".encode())
    return mark.hexdigest()


def find(root: Path, edition: str) -> Kept | None:
    """Return what the index holds of a family, where its folders and family.toml are as they were; else None.

    Args:
        root: the family's folder.
        edition: what `edition` returned.
    """
    base = str(root)
    try:
        data = files.take(f"{base}/.git/fsworkbook/{NAME}")
        first, _, body = data.partition(b"\n")
        if first != _first_line(edition, body):
            return None
        table = json.loads(body)
        for path, size, changed, stamped, number in table["places"]:
            seen = os.lstat(f"{base}/{path}")
            if seen.st_mtime_ns != changed or seen.st_ctime_ns != stamped or seen.st_ino != number:
                return None
            if size != (seen.st_size if stat.S_ISREG(seen.st_mode) else 0):
                return None
        return Kept(_glance(table["glance"], root.name), table["files"], table["exact"])
    except (OSError, *_BROKEN):
        return None


def calendar(root: Path, edition: str) -> Calendar:
    """Return the bank holidays that were counted with when a family was kept, however its files are now.

    They depend on the edition alone. The library that knows them all takes longer to import than a family to read.
    """
    found: Calendar = {}
    with suppress(OSError, *_BROKEN):
        first, _, body = files.take(root / ".git" / "fsworkbook" / NAME).partition(b"\n")
        if first == _first_line(edition, body):
            for year, days in json.loads(body)["calendar"].items():
                found[int(year)] = {_date(day): "" for day in days.split()}
    return found


def agrees(root: Path, kept: Kept) -> bool:
    """Return whether every record's file is as it was when the index was written."""
    try:
        return _look(root).exact == kept.exact
    except OSError:
        return False


def looked(root: Path) -> int:
    """Return when every file of a family was last looked at, in nanoseconds; 0 where that is not known."""
    try:
        return (root / ".git" / "fsworkbook" / NAME).stat(follow_symlinks=False).st_mtime_ns
    except OSError:
        return 0


def touch(root: Path) -> None:
    """Write down that every file of a family was looked at just now: on the index itself, as its time."""
    with suppress(OSError, NotImplementedError):
        os.utime(root / ".git" / "fsworkbook" / NAME, follow_symlinks=os.utime not in os.supports_follow_symlinks)


def keep(root: Path, edition: str, make: Callable[[], Glance], counted: Calendar | None = None) -> Glance:
    """Return a family, read by `make`, and keep it; where it cannot be kept, or was changed just now, it is not.

    Nor is one of which a file cannot be read: that is told each time, until it can.

    Args:
        root: the family's folder.
        edition: what `edition` returned.
        make: reads it.
        counted: the bank holidays that `make` counted with.
    """
    from fsworkbook.store.recording import private_folder  # noqa: PLC0415 - not where everything is kept

    before: _Look | None = None
    clock = 0
    private = root
    with suppress(OSError, WorkbookError):
        private = private_folder(root)  # refuses one that leads elsewhere
        clock = _clock(private)
        before = _look(root)
    made = make()
    if before is not None and not made.faults and before.newest < clock - _FRESH:
        with suppress(OSError, WorkbookError):
            _write(private, edition, Kept(made, before.files, before.exact), before, counted or {})
    return made


class _Look(NamedTuple):
    """A family's files as they lie there: the places that `find` compares, and all of them in short."""

    places: tuple[tuple[str, int, int, int, int], ...]
    files: int
    exact: str
    newest: int


def _look(root: Path) -> _Look:
    """Look at every file that `Folder.records` reads, and at family.toml.

    Raises:
        OSError: the disk does not answer.
    """
    places = [(FAMILY_FILE, *_place(f"{root}/{FAMILY_FILE}"))]
    with suppress(FileNotFoundError):
        places.append((_HANDED, *_place(f"{root}/{_HANDED}")))
    names: list[str] = []
    numbers = array("q")
    waiting = [""]
    newest = 0
    while waiting:
        prefix = waiting.pop()
        places.append((prefix, *_place(f"{root}/{prefix}")))
        with os.scandir(f"{root}/{prefix}") as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
        for entry in listed:
            path = prefix + entry.name
            if entry.name.startswith(".") or path == ATTACHMENTS:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{path}/")
            elif entry.name.endswith(".md") or entry.is_symlink():
                seen = entry.stat(follow_symlinks=False)
                names.append(path)
                numbers.extend((seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino & _LONG))
                newest = max(newest, getattr(seen, _STAMP))
    newest = max([newest, *(place[3] if _STAMP == "st_ctime_ns" else place[2] for place in places)])
    numbers.extend(number & _LONG for number in places[0][1:])
    mark = blake2b("\0".join(names).encode("utf-8", "surrogateescape"), digest_size=16)
    mark.update(numbers.tobytes())
    return _Look(tuple(places), len(names), mark.hexdigest(), newest)


_LONG: Final = (1 << 63) - 1


def _place(path: str) -> tuple[int, int, int, int]:
    """Return what is compared of a folder or of family.toml: its size (a file's), its times, its number on the disk."""
    seen = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - a string, on the hot path
    size = seen.st_size if stat.S_ISREG(seen.st_mode) else 0
    return size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino


def _sources() -> Iterator[Path]:
    """Yield the files that say how the program counts; none where it is not made of files."""
    from importlib.util import find_spec  # noqa: PLC0415 - beside its use

    package = Path(fsworkbook.__file__).parent
    for part in ("workbook", "practice"):
        yield from sorted((package / part).rglob("*.py"))
    yield Path(__file__)
    with suppress(ImportError, ValueError):
        library = find_spec("holidays")
        if library is not None and library.origin:
            yield Path(library.origin)


def _clock(private: Path) -> int:
    """Return the moment by the clock of the disk, which may be another machine's.

    Raises:
        OSError: nothing can be written there.
    """
    probe = private / f"{NAME}.{os.getpid()}.part"
    handle = os.open(probe, _NEW, files.PRIVATE)
    try:
        return os.fstat(handle).st_mtime_ns
    finally:
        os.close(handle)
        probe.unlink()


def _write(private: Path, edition: str, kept: Kept, look: _Look, counted: Calendar) -> None:
    """Write the index whole. It is not synced: one that a power cut halves is known by its first line.

    Raises:
        OSError: the disk did not take it.
    """
    table = {
        "places": look.places,
        "files": kept.files,
        "exact": kept.exact,
        "glance": _told(kept.glance),
        "calendar": {year: " ".join(day.isoformat() for day in days) for year, days in sorted(counted.items())},
    }
    body = json.dumps(table, ensure_ascii=True, separators=(",", ":")).encode()
    unfinished = private / f"{NAME}.{os.getpid()}.part"
    handle = os.open(unfinished, _NEW, files.PRIVATE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_first_line(edition, body) + b"\n" + body)
        unfinished.replace(private / NAME)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def _first_line(edition: str, body: bytes) -> bytes:
    return b"%s %s %s" % (_MARK, edition.encode(), blake2b(body, digest_size=16).hexdigest().encode())


def _told(seen: Glance) -> dict[str, Any]:
    """Return a family as JSON holds it; `_glance` reads it."""
    return {
        "who": [seen.reference, seen.surname, seen.training],
        "names": dict(seen.names),
        "tasks": [[_day_told(value) for value in task] for task in seen.outlook.tasks],
        "hands": [[_day_told(value) for value in hand] for hand in seen.outlook.hands],
        "held": [
            [
                held.on.isoformat(),
                held.agreed,
                held.direction,
                [[_day_told(value) for value in step] for step in held.steps],
                dict(held.attendance),
                held.there,
                held.expected,
            ]
            for held in seen.held
        ],
        "days": [_day_told(day) for day in (seen.following, seen.latest, seen.closed, seen.handed)],
        "ended": [[_day_told(value) for value in one] for one in seen.ended],
    }


def _glance(table: dict[str, Any], name: str) -> Glance:
    """Return a family from what `_told` made of it.

    Raises:
        ValueError, TypeError, KeyError, IndexError: it is nothing that `_told` makes.
    """
    day = _date
    tasks = tuple(
        Task(rule, what, title, day(due), day(working), day(late_after), day(ended), *more)
        for rule, what, title, due, working, late_after, ended, *more in table["tasks"]
    )
    hands = tuple(
        Hand(key, called, role, _day(since), _day(until), covers)
        for key, called, role, since, until, covers in table["hands"]
    )
    held = tuple(
        Held(day(on), agreed, direction, tuple(_step(step) for step in steps), attendance, there, expected)
        for on, agreed, direction, steps, attendance, there, expected in table["held"]
    )
    reference, surname, training = table["who"]
    following, latest, closed, handed = map(_day, table["days"])
    ended = tuple(Ended(key, called, day(on)) for key, called, on in table["ended"])
    who, outlook = (name, reference, surname, training), Outlook(tasks, hands)
    return Glance(*who, outlook, table["names"], held, following, latest, (), closed, ended, handed)


def _step(values: list[Any]) -> Step:
    met, due, late_after, in_time = values
    return Step(_day(met), _day(due), _day(late_after), in_time)


def _day_told(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _day(text: str | None) -> date | None:
    return _date(text) if text is not None else None


_date: Final = lru_cache(maxsize=4096)(date.fromisoformat)
"""Families share most of their days."""
