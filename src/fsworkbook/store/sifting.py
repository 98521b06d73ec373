"""A family's records as bytes, of which only those that matter are parsed: what a search of thousands of them needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.store import codec
from fsworkbook.store.change import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fsworkbook.workbook.record import Record


class Sifted:
    """The records of a family, read and not parsed.

    Attributes:
        faults: the files that could not be read.
    """

    def __init__(self) -> None:
        self._held: dict[str, tuple[str, bytes]] = {}
        self._known: dict[str, Record | None] = {}
        self.faults: list[Fault] = []

    def add(self, path: str, stem: str, data: bytes) -> None:
        """Take in a record's file."""
        if stem in self._held:
            reason = "another file has the same name, and so the same id. Remove one."
            self.faults.append(Fault(path, 1, reason))
        else:
            self._held[stem] = (path, data)

    def ids(self, wanted: Callable[[bytes], bool]) -> list[str]:
        """Return the ids of the records whose bytes are wanted, the newest first by the day in the id."""
        return sorted((stem for stem, (_, data) in self._held.items() if wanted(data)), reverse=True)

    def read(self, ids: Iterable[str]) -> tuple[Record, ...]:
        """Return some records, and whatever they put right, in the order of their ids; what is no record is noted."""
        found: dict[str, Record] = {}
        waiting = list(ids)
        while waiting:
            stem = waiting.pop()
            record = None if stem in found else self._record(stem)
            if record is not None:
                found[stem] = record
                waiting += record.corrects
        return tuple(found[stem] for stem in sorted(found))

    def _record(self, stem: str) -> Record | None:
        """Return one record, parsed once; None where there is none."""
        if stem not in self._known and stem in self._held:
            path, data = self._held[stem]
            try:
                self._known[stem] = codec.decode(stem, data)
            except codec.Unreadable as problem:
                self._known[stem] = None
                self.faults.append(Fault(path, problem.line, problem.reason))
        return self._known.get(stem)
