"""A family's folder: its records, who is who, its history, and the one way to add to it (format.md "The folder")."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import codec, files, tables
from fsworkbook.store.change import Author, Change, Commit, Fault, HandEdit, Written
from fsworkbook.store.glance import was_cut_off
from fsworkbook.store.layout import ATTACHMENTS, FAMILY_FILE, FOLDERS, OTHER
from fsworkbook.workbook.record import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from fsworkbook.store.ahead import Ahead
    from fsworkbook.store.sifting import Sifted
    from fsworkbook.workbook.record import Record

__all__ = ["Author", "Change", "Commit", "Fault", "Folder", "HandEdit", "Written"]

_LOOSE: Final = 2000
_OID: Final = re.compile(r"[0-9a-f]{40,64}")
_UNREADABLE: Final = "this file cannot be opened ({reason}). Ask whoever looks after the folder."


class Folder:
    """One family's folder. Making one reads nothing; `open` says whether it is a workbook at all."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.abspath(path))  # noqa: PTH100 - a link to the folder keeps its name
        self._family: bytes | None = None
        self._table: dict[str, Any] | None = None
        self._ahead: Ahead | None = None
        self.signer: Callable[[Change], Path | None] | None = None
        """Says with which SSH key a change is signed; None for no signature. May refuse, before anything is written."""

    @property
    def name(self) -> str:
        """The folder's own name, by which practitioners call the family."""
        return self.path.name

    @classmethod
    def open(cls, path: Path) -> Folder:
        """Return the family's folder at `path`.

        Raises:
            BadInput: it is none.
        """
        folder = cls(path)
        if not (folder.path / FAMILY_FILE).is_file():
            raise BadInput(
                f"{folder.name} is no family's folder: it has no {FAMILY_FILE}. "
                "Name the family with --family, or see them all with `fsworkbook families`."
            )
        return folder

    @classmethod
    def create(cls, path: Path, family_text: str, change: Change) -> Folder:
        """Make a new family's folder whose first commit holds `family_text` and the records of `change`.

        It is built beside its place under a hidden name and moved there whole, so that a crash leaves no half.

        Raises:
            BadInput: something is there already, or what should be recorded cannot be.
            StoreTrouble: git or the disk failed; nothing is left.
        """
        from fsworkbook.store.building import build  # noqa: PLC0415 - not for reading

        folder = cls(path)
        build(folder.path, family_text, change)
        return folder

    def family_text(self) -> str:
        """Return family.toml as it stands, to the letter.

        Raises:
            BadInput: it is missing or is not UTF-8.
        """
        try:
            return self._read_family().decode("utf-8")
        except UnicodeDecodeError:
            raise BadInput(f"{FAMILY_FILE} of {self.name} is not UTF-8 text. Save it as UTF-8.") from None

    def table(self) -> dict[str, Any]:
        """Return family.toml as a table, as it stands now; it is parsed again only when it has changed.

        Raises:
            BadInput: it is missing, or not valid TOML (file and line are named).
        """
        data = self._read_family()
        if self._table is None:
            self._table = tables.parse(data)
        return self._table

    def records(self, only: Collection[str] | None = None) -> tuple[tuple[Record, ...], tuple[Fault, ...]]:
        """Return every record by (on, recorded, id), and every file that cannot be read, by path.

        With `only`, those of these ids alone are read; ids that there are not are passed over. The folder that a file
        lies in carries no meaning. Links are not followed.
        """
        found: dict[str, Record] = {}
        faults = []
        for path, entry in _record_files(self.path):
            if only is not None and entry.name.removesuffix(".md") not in only:
                continue
            try:
                record = _read(entry)
            except codec.Unreadable as problem:
                faults.append(Fault(path, problem.line, problem.reason))
                continue
            if record.id in found:
                faults.append(Fault(path, 1, "another file has the same name, and so the same id. Remove one."))
            else:
                found[record.id] = record
        ordered = sorted(found.values(), key=lambda record: (record.on, record.recorded, record.id))
        return tuple(ordered), tuple(sorted(faults, key=lambda fault: fault.path))

    def sifted(self) -> Sifted:
        """Return every record's bytes, so that only those that matter need be parsed, which is the dear part."""
        from fsworkbook.store.sifting import Sifted  # noqa: PLC0415 - for searching alone

        found = Sifted()
        for path, entry in _record_files(self.path):
            try:
                found.add(path, entry.name.removesuffix(".md"), _data(entry))
            except codec.Unreadable as problem:
                found.faults.append(Fault(path, problem.line, problem.reason))
        return found

    def record(self, record_id: str) -> Record:
        """Return one record.

        Raises:
            BadInput: there is none with that id, or its file cannot be read.
        """
        for path, entry in _record_files(self.path):
            if entry.name == f"{record_id}.md":
                try:
                    return _read(entry)
                except codec.Unreadable as problem:
                    raise BadInput(str(Fault(path, problem.line, problem.reason))) from None
        raise BadInput(f"{self.name} has no record of that id. See the ids with `fsworkbook log`.")

    def find(self, prefix: str) -> tuple[str, ...]:
        """Return the ids that begin with `prefix`, or whose ten last characters do, in order."""
        ids = {entry.name.removesuffix(".md") for _, entry in _record_files(self.path)}
        return tuple(
            sorted(
                stem
                for stem in ids
                if (found := ID_PATTERN.fullmatch(stem))
                and (stem.startswith(prefix) or found["tail"].startswith(prefix))
            )
        )

    def holds(self, kind: str) -> bool:
        """Return whether a record of a kind lies where such records are put; one folder is looked at, no file read."""
        place = self.path / FOLDERS.get(kind, OTHER)
        return place.is_dir() and any(place.glob("*.md"))

    def kept(self, *kinds: str) -> tuple[Record, ...]:
        """Return the records of some kinds that lie where such records are put, in no order.

        For a quick look beside recording: what lies elsewhere, or cannot be read, is left out.
        """
        found = []
        for place in dict.fromkeys(FOLDERS.get(kind, OTHER) for kind in kinds):
            for entry in _markdown(self.path / place):
                with suppress(codec.Unreadable):
                    found.append(_read(entry))
        return tuple(record for record in found if record.kind in kinds)

    def has(self, record_id: str) -> bool:
        """Return whether a record with that id lies in a folder where records are put; reads no directory of them."""
        return any((home / f"{record_id}.md").exists() for home in _homes(self.path))

    def mark(self, family_text: str) -> str:
        """Return what `recorded` knows a new text of family.toml by, for the draft of a change to who is who.

        Raises:
            StoreTrouble: git failed.
        """
        from fsworkbook.store.git import Git  # noqa: PLC0415 - not for reading

        oid = Git(self.path).run("hash-object", "--stdin", feed=family_text.encode()).decode().strip()
        return f"{FAMILY_FILE}@{oid}"

    def recorded(self, mark: str) -> bool:
        """Return whether a record of that id is there, or the text of family.toml of that mark is in the history."""
        name, _, oid = mark.partition("@")
        if name != FAMILY_FILE:
            return self.has(mark)
        if not _OID.fullmatch(oid):
            return False
        from fsworkbook.store.git import Git  # noqa: PLC0415 - not for reading

        try:
            return bool(Git(self.path).run("log", "--format=%H", "-1", f"--find-object={oid}", "HEAD").strip())
        except StoreTrouble:
            return False

    @contextmanager
    def looking_ahead(self) -> Iterator[Ahead | None]:
        """Hold the lock, and let git look at the folder, while it is still read what to record (ahead.py)."""
        from fsworkbook.store.ahead import looking  # noqa: PLC0415 - not for reading

        with looking(self.path) as ahead:
            self._ahead = ahead
            try:
                yield ahead
            finally:
                self._ahead = None

    def write(self, change: Change, on_wait: Callable[[], None] | None = None) -> Written:
        """Record a change as one commit, after finishing what was interrupted and committing edits by hand.

        Args:
            change: what to record.
            on_wait: called once when another program holds the folder for more than half a second.

        Raises:
            BadInput: the change cannot be recorded, or the family is unreadable or of a newer format.
            StoreTrouble: the lock, the disk or git failed; nothing was acknowledged, nothing is lost.
        """
        from fsworkbook.store import recording  # noqa: PLC0415 - not for reading

        # What was given out last is noted first: the signer looks into family.toml again, and must not seem to have
        # shown the caller what somebody else wrote there meanwhile.
        seen = recording.Seen(self._family, self._table)
        if self.signer is not None and change.signing_key is None:
            change = change._replace(signing_key=self.signer(change))
        ahead, self._ahead = self._ahead, None
        written = recording.record(self.path, change, seen, self.has, on_wait, ahead)
        self._family = self._table = None
        return written

    def settle(self) -> tuple[str, ...]:
        """Finish what a killed recording left, if there is anything; return the ids or names of what it recorded.

        Raises:
            StoreTrouble: it cannot be finished here; it stays for the next command.
        """
        if not was_cut_off(self.path):
            return ()
        from fsworkbook.store import recording  # noqa: PLC0415 - only where something was cut off

        finished = recording.settle(self.path)
        if finished:
            self._family = self._table = None
        return finished

    def history(
        self, limit: int | None = None, records: Sequence[str] = (), paths: Sequence[str] = ()
    ) -> tuple[Commit, ...]:
        """Return the commits of the family, newest first: all, or those that touched these records or paths.

        Raises:
            BadInput: an id is not of an id's form.
            StoreTrouble: git failed.
        """
        from fsworkbook.store import commits  # noqa: PLC0415 - not for reading what stands
        from fsworkbook.store.git import Git  # noqa: PLC0415 - likewise

        if not all(ID_PATTERN.fullmatch(record) for record in records):
            raise BadInput("That is no record's id. See the ids with `fsworkbook log`.")
        patterns = [f":(top,glob)**/{record}.md" for record in records] + [f":(top,literal){path}" for path in paths]
        return commits.history(Git(self.path), limit, patterns)

    def walk(self) -> Iterator[tuple[Commit, ...]]:
        """Yield the commits of the family, the newest first and none before what follows it, as far as they are asked.

        They come in parts, each larger than the one before.

        Raises:
            StoreTrouble: git failed.
        """
        from fsworkbook.store import commits  # noqa: PLC0415 - not for reading what stands
        from fsworkbook.store.git import Git  # noqa: PLC0415 - likewise

        return commits.walk(Git(self.path))

    def hand_edits(self) -> tuple[HandEdit, ...]:
        """Return what differs from the last commit; an interrupted recording's files are among them.

        Raises:
            StoreTrouble: git failed, or a merge is unfinished.
        """
        from fsworkbook.store import commits  # noqa: PLC0415 - not for reading what stands
        from fsworkbook.store.git import Git  # noqa: PLC0415 - likewise

        return commits.state(Git(self.path)).edits

    def tidy(self) -> None:
        """Let git pack its history where that is worth it; for `doctor` and `sync`, as no recording waits for it.

        Raises:
            StoreTrouble: the lock or git failed.
        """
        from fsworkbook.store import lock, recording  # noqa: PLC0415 - not for reading
        from fsworkbook.store.git import Git  # noqa: PLC0415 - likewise

        with lock.held(recording.private_folder(self.path) / "lock"):
            Git(self.path).run("-c", f"gc.auto={_LOOSE}", "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet")

    def _read_family(self) -> bytes:
        try:
            data = files.take(self.path / FAMILY_FILE)
        except OSError as problem:
            raise BadInput(f"{FAMILY_FILE} of {self.name} cannot be read: {files.reason(problem)}.") from None
        if data != self._family:
            self._family, self._table = data, None
        return data


def _read(entry: os.DirEntry[str]) -> Record:
    """Return the record in a file.

    Raises:
        Unreadable: it is none, or cannot be opened.
    """
    return codec.decode(entry.name.removesuffix(".md"), _data(entry))


def _data(entry: os.DirEntry[str]) -> bytes:
    """Return the bytes of a record's file.

    Raises:
        Unreadable: it is a link, its name is no record's, or it cannot be opened.
    """
    stem = entry.name.removesuffix(".md")
    if entry.is_symlink():
        raise codec.Unreadable(entry.name, 1, "this is a link to another place and is not followed. Remove the link.")
    if not ID_PATTERN.fullmatch(stem):
        reason = "its name is no record's id (day, key, ten characters). Give it back its name, or move it away."
        raise codec.Unreadable(entry.name, 1, reason)
    try:
        return files.take(entry.path)
    except OSError as problem:
        raise codec.Unreadable(entry.name, 1, _UNREADABLE.format(reason=files.reason(problem))) from None


def _record_files(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every `*.md` below the family's record folders, and every link to a folder, in no order."""
    waiting = [("", str(root))]
    while waiting:
        prefix, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.name.startswith(".") or path == ATTACHMENTS:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{path}/", entry.path))
                elif (prefix and entry.name.endswith(".md")) or (entry.is_symlink() and entry.is_dir()):
                    yield path, entry


def _homes(root: Path) -> Iterator[Path]:
    """Yield the folders where this version puts records."""
    yield from (root / name for name in {*FOLDERS.values(), OTHER})
    waiting = [root / FOLDERS["module"]]
    for depth in range(2):
        waiting = [Path(entry.path) for place in waiting for entry in _subfolders(place)]
        yield from waiting
        del depth


def _markdown(place: Path) -> tuple[os.DirEntry[str], ...]:
    try:
        with os.scandir(place) as entries:
            return tuple(entry for entry in entries if entry.name.endswith(".md"))
    except FileNotFoundError:
        return ()


def _subfolders(place: Path) -> tuple[os.DirEntry[str], ...]:
    try:
        with os.scandir(place) as entries:
            return tuple(entry for entry in entries if entry.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        return ()
