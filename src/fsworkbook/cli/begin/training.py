"""Training families: made-up families whose whole story lies in `templates/training`, recorded as the commands record.

One folder each: `training.toml` (what it is, who opened it), `family.toml`, and `story/*.toml` with a `[[record]]` for
everything that was recorded. The same story gives the same folder, to the byte: nothing in it comes from chance.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tomllib
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.recording import author_of, record, take_bearings
from fsworkbook.errors import BadInput, WorkbookError
from fsworkbook.practice.locating import templates_root
from fsworkbook.store.folder import Change, Folder
from fsworkbook.store.layout import FAMILY_FILE
from fsworkbook.workbook.clock import day_of, utc
from fsworkbook.workbook.family import live
from fsworkbook.workbook.forms.catalogue import KINDS
from fsworkbook.workbook.registry import read_family
from fsworkbook.workbook.reportversions import KIND as VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.practice.model import Practice
    from fsworkbook.store.folder import Written
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.record import Record

ABOUT: Final = "training.toml"
STORY: Final = "story"
OWN: Final = ("name", "kind", "as", "at")
"""What a `[[record]]` of a story says besides the keys of its form."""

LINKS: Final = frozenset(
    {
        "answers",
        "cites",
        "closes",
        "corrects",
        "covers",
        "entry",
        "event",
        "evidence",
        "goal",
        "holds",
        "lifts",
        "measure",
        "meeting",
        "of",
        "risk",
        "strikes",
        "supervision",
        "to",
    },
)
"""Keys under which a record may name another one of the story; a value that is no such name stays as it is."""

_NAME: Final = re.compile(r"[A-Z][A-Z]?\d+(-[a-z]+)?")
"""What a record of a story is called; no key of a person, no id of the practice model and no record's id reads so."""

_HEAD: Final = (
    ("title", str, "text"),
    ("seed", str, "text"),
    ("opened_by", str, "text"),
    ("opened_at", datetime, "a moment: 2025-02-25T09:00:00"),
)
_ROW: Final = (
    ("name", str, "text"),
    ("kind", str, "text"),
    ("as", str, "text"),
    ("at", datetime, "a moment: 2025-02-25T09:00:00"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One `[[record]]` of a story.

    Attributes:
        where: the file and the record's name, for a sentence about it.
        name: what other records call it.
        kind: the kind of record.
        by: the key of whoever records it.
        at: when, in UTC.
        table: what `--from` would take.
    """

    where: str
    name: str
    kind: str
    by: str
    at: datetime
    table: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Training:
    """A training family before it is built.

    Attributes:
        name: what its folder is called.
        title: what people call it.
        about: that it is made up, and how.
        seed: where the ids of its records come from.
        opener: the key of whoever opened the workbook.
        opened: when, in UTC.
        commands: what to try once it is built; `{family}` stands for its folder.
        family_text: its `family.toml`.
        family: who is who.
        story: everything that was recorded, in the order of time.
    """

    name: str
    title: str
    about: str
    seed: str
    opener: str
    opened: datetime
    commands: tuple[str, ...]
    family_text: str
    family: Family
    story: tuple[Told, ...]

    @property
    def ended(self) -> datetime:
        """When the last of it was recorded."""
        return self.story[-1].at if self.story else self.opened


def shipped() -> dict[str, Path]:
    """Return the training families that come with the program, by name."""
    root = templates_root() / "training"
    return {path.parent.name: path.parent for path in sorted(root.glob(f"*/{ABOUT}"))}


def find(name: str) -> Path:
    """Return the folder of a training family that comes with the program.

    Raises:
        BadInput: there is none of that name.
    """
    known = shipped()
    if name not in known:
        raise BadInput(f"there is no training family “{name}”. There is {', '.join(known) or 'none'}.")
    return known[name]


def read(source: Path) -> Training:
    """Read a training family and hold it against itself.

    Raises:
        BadInput: naming every file and table that cannot be used.
    """
    about = _table(source / ABOUT)
    _refuse(source, [f"{ABOUT}: {fault}" for fault in _missing(about, _HEAD)])
    family = read_family(_table(source / FAMILY_FILE), source.name)
    opened = utc(about["opened_at"])
    story, faults = _story(source)
    _refuse(source, faults + _story_faults(story, family, opened, about["opened_by"]))
    return Training(
        name=source.name,
        title=about["title"],
        about=about.get("about", ""),
        seed=about["seed"],
        opener=about["opened_by"],
        opened=opened,
        commands=tuple(about.get("try", ())),
        family_text=(source / FAMILY_FILE).read_text(encoding="utf-8"),
        family=family,
        story=tuple(story),
    )


def build(
    source: Path,
    target: Path,
    practice: Practice,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Folder:
    """Record a training family into a new folder.

    It grows beside its place under a hidden name and is moved there whole; whatever goes wrong leaves nothing.

    Args:
        source: the training family's own folder.
        target: where the family's folder goes; nothing may be there.
        practice: the practice model by which it is recorded.
        on_progress: called with how many records are done, and of how many.

    Raises:
        BadInput: the story cannot be used, or something is at `target` already.
        Refused: a rule forbids a record of the story.
        StoreTrouble: git or the disk failed.
    """
    training = read(source)
    if target.exists():
        raise BadInput(f"{target.name} is there already. Choose another place for the training family.")
    building = target.parent / f".{target.name}.{os.getpid()}.training"
    try:
        folder = _open(training, building / target.name)
        _record(training, folder, practice, on_progress)
        folder.path.rename(target)
    finally:
        _clear(building)
    return Folder.open(target)


def replace(source: Path, target: Path, practice: Practice, on_progress: Callable[[int, int], None]) -> Folder:
    """Build a training family in the place of one that was built before; the old one goes when the new one is whole.

    Raises:
        BadInput: what is there is no training family; it is left as it is.
        WorkbookError: as for `build`; the old one is left as it is.
    """
    if not Folder.open(target).table().get("training"):
        raise BadInput(f"{target.name} is not a training family, so it is left as it is. Choose another folder.")
    fresh = build(source, target.parent / f".{target.name}.{os.getpid()}.new", practice, on_progress)
    old = target.parent / f".{target.name}.{os.getpid()}.old"
    try:
        target.rename(old)
        fresh.path.rename(target)
    except BaseException:
        if not target.exists():
            old.rename(target)
        _clear(fresh.path)
        raise
    _clear(old)
    return Folder.open(target)


def _open(training: Training, place: Path) -> Folder:
    """Make the folder, with the first commit: the workbook is opened."""
    opener = training.family.team[training.opener]
    subject = f"new-family · {opener.key} · {day_of(training.opened)}"
    change = Change(action="new-family", subject=subject, author=author_of(opener), now=training.opened)
    return Folder.create(place, training.family_text, change)


def _record(training: Training, folder: Folder, practice: Practice, on_progress: Callable[[int, int], None]) -> None:
    """Record the story, one commit a record, as the commands do."""
    ids: dict[str, str] = {}
    on_progress(0, len(training.story))
    for done, told in enumerate(training.story, start=1):
        chance = _Seeded(f"{training.seed}/{told.name}").bytes
        author = training.family.team[told.by]
        bearings = take_bearings(folder, training.family, practice, author, told.at, chance)
        try:
            records, _ = _kept(folder, told.kind, _linked(told.table, ids), bearings)
        except WorkbookError as trouble:
            raise type(trouble)(f"{told.where}: {trouble}") from None
        ids[told.name] = records[0].id
        on_progress(done, len(training.story))


def _kept(
    folder: Folder, kind: str, table: Mapping[str, Any], bearings: Bearings
) -> tuple[tuple[Record, ...], Written]:
    """Record one table as its command would: a version of a report is frozen with it."""
    if kind != VERSION:
        return record(folder, kind, table, bearings)
    from fsworkbook.cli.paper.freezing import keep  # noqa: PLC0415 - it sets whole papers

    return keep(folder, table, bearings)


def _clear(folder: Path) -> None:
    """Remove a folder whole; git writes its own files read-only, and Windows will not remove those."""
    if os.name == "nt":
        for place in folder.rglob("*"):
            place.chmod(stat.S_IWRITE)
    shutil.rmtree(folder, ignore_errors=True)


class _Seeded:
    """Bytes that look like chance and are the same every time; each name has its own, whatever stands beside it."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._drawn = 0

    def bytes(self, count: int) -> bytes:
        """Return the next bytes."""
        self._drawn += 1
        return sha256(f"{self._seed}/{self._drawn}".encode()).digest()[:count]


def _linked(table: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """Return a table with the names of other records turned into their ids."""
    linked = dict(table)
    for key in LINKS & table.keys():
        value = table[key]
        if isinstance(value, str):
            linked[key] = _link(value, ids)
        elif isinstance(value, list):
            linked[key] = [_link(item, ids) if isinstance(item, str) else item for item in value]
    return linked


def _link(value: str, ids: Mapping[str, str]) -> str:
    """Return the id for a name, or for a name with a section after it: `E060#meaning`."""
    name, mark, section = value.partition("#")
    return f"{ids[name]}{mark}{section}" if name in ids else value


def _story(source: Path) -> tuple[list[Told], list[str]]:
    """Return the records of a story that can be read, in the order of time, and what is wrong with the others."""
    story: list[Told] = []
    faults: list[str] = []
    for file in sorted((source / STORY).glob("*.toml")):
        rows = _table(file).get("record", [])
        for number, row in enumerate(rows, start=1):
            where = f"{STORY}/{file.name}: record {row.get('name', f'number {number}')}"
            wrong = [f"{where}: {fault}" for fault in _missing(row, _ROW)]
            faults += wrong
            if not wrong:
                table = {key: value for key, value in row.items() if key not in OWN}
                story.append(Told(where, row["name"], row["kind"], row["as"], utc(row["at"]), table))
    return sorted(story, key=lambda told: told.at), faults


def _story_faults(story: Sequence[Told], family: Family, opened: datetime, opener: str) -> list[str]:
    faults = [] if opener in family.team else [f"{ABOUT}: opened_by names {opener}, who is not on the team."]
    seen: set[str] = set()
    for told in story:
        faults += [f"{told.where}: {fault}" for fault in _faults_of(told, family, opened, seen)]
        seen.add(told.name)
    return faults


def _faults_of(told: Told, family: Family, opened: datetime, seen: set[str]) -> Iterable[str]:
    if not _NAME.fullmatch(told.name):
        yield "name is one or two capitals and a number, such as E022 or S1-held."
    if told.name in seen:
        yield "the name is used twice."
    if told.kind not in KINDS:
        yield f"kind is one of: {', '.join(KINDS)}."
    if told.at < opened:
        yield "at is before the workbook was opened."
    member = family.team.get(told.by)
    if member is None:
        yield f"as names {told.by}, who is not on the team."
    elif not live(member.since, member.until, day_of(told.at)):
        yield f"as names {told.by}, who was not on the team on that day."
    for key in sorted(LINKS & told.table.keys()):
        value = told.table[key]
        for item in [value] if isinstance(value, str) else value if isinstance(value, list) else ():
            name = item.partition("#")[0] if isinstance(item, str) else ""
            if _NAME.fullmatch(name) and name not in seen:
                yield f"{key} names {name}, and no earlier record has that name."


def _missing(table: Mapping[str, Any], keys: Iterable[tuple[str, type, str]]) -> Iterable[str]:
    for key, shape, takes in keys:
        if not isinstance(table.get(key), shape):
            yield f"{key} is missing or is not {takes}."


def _refuse(source: Path, faults: Sequence[str]) -> None:
    if faults:
        raise BadInput("\n  ".join([f"the training family {source.name} cannot be used:", *faults]))


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise BadInput(f"{file.name} of {file.parent.name} cannot be read: {problem.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadInput(f"{file.parent.name}/{file.name} is not TOML: {problem}.") from None
