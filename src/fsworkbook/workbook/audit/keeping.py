"""What was recorded stays as it was: each file's first bytes, and whatever became of it since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.audit.facts import FILE, MODES
from fsworkbook.workbook.audit.places import folded, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fsworkbook.workbook.audit.facts import Commit, Delta
    from fsworkbook.workbook.audit.places import Place

_KEPT: Final = frozenset({"record", "attachment"})


class First(NamedTuple):
    """A file as it was first recorded: its bytes' name, the commit's, and the record that it belongs to."""

    blob: str
    commit: str
    record: str


class Breach(NamedTuple):
    """Something that became of a file and should not have: a kind of finding, in words, about one path."""

    kind: str
    words: str
    path: str
    record: str


class Keeping:
    """Every file that a history recorded, commit by commit, parents first."""

    def __init__(self) -> None:
        self.first: dict[str, First] = {}
        """Each record and attachment by its path."""
        self._homes: dict[str, str] = {}
        self._spelled: dict[str, str] = {}
        self._folders: set[str] = set()
        self._others: dict[str, set[str]] = {}
        self._gone: set[str] = set()

    def take(self, commit: Commit) -> tuple[list[Breach], list[tuple[Delta, Place]]]:
        """Take one commit; return what it breaks, and what it brings that was in none of its parents."""
        if len(commit.parents) > 1:
            return self._merge(commit)
        breaches: list[Breach] = []
        fresh: list[tuple[Delta, Place]] = []
        deltas = commit.deltas[0] if commit.deltas else ()
        moved = _moved(deltas)
        for delta in deltas:
            place = place_of(delta.path)
            if delta.state == "A" and not self._known(place):
                fresh.append((delta, place))
            breaches += self._one(commit, delta, place, moved)
        return breaches, fresh

    def _known(self, place: Place) -> bool:
        """Return whether a record was there before: one that comes again was moved, or put back."""
        return place.kind == "record" and place.record in self._homes

    def _one(self, commit: Commit, delta: Delta, place: Place, moved: set[str]) -> Iterator[Breach]:
        path = delta.path
        if delta.state != "D" and delta.mode != FILE:
            yield Breach(MODES.get(delta.mode, "mode"), "", path, place.record)
        if delta.state == "A":
            yield from self._added(commit, delta, place, moved)
        elif place.kind == "rules":
            yield Breach("rules", "it is gone" if delta.state == "D" else "it was changed", path, "")
        elif place.kind in _KEPT:
            yield from self._altered(delta, place, moved)
        elif place.kind == "family" and delta.state == "D":
            yield Breach("removed", "it says who is who", path, "")

    def _added(self, commit: Commit, delta: Delta, place: Place, moved: set[str]) -> Iterator[Breach]:
        path = delta.path
        if place.kind == "stray":
            yield Breach("stray", "", path, "")
        if place.kind == "rules" and commit.parents:
            yield Breach("rules", "it was added later", path, "")
        yield from self._twins(path, place)
        if place.kind not in _KEPT:
            return
        if path in self.first:
            yield from self._back(delta, place)
            return
        self.first[path] = First(delta.blob, commit.id, place.record)
        if place.kind == "record":
            home = self._homes.get(place.record)
            if home is not None and home not in moved:
                yield Breach("duplicate", f"{home} has it too", path, place.record)
            elif home is not None and self.first[home].blob != delta.blob:
                yield Breach("changed", "it lies elsewhere now, and holds something else", path, place.record)
            self._homes[place.record] = path

    def _back(self, delta: Delta, place: Place) -> Iterator[Breach]:
        """A file that was recorded before comes again: from another clone, or put back."""
        if delta.blob == self.first[delta.path].blob:
            self._gone.discard(delta.path)
        elif delta.blob not in self._others.get(delta.path, ()):
            self._others.setdefault(delta.path, set()).add(delta.blob)
            words = (
                "it is back with other contents" if delta.path in self._gone else "it was recorded twice, differently"
            )
            yield Breach("changed", words, delta.path, place.record)

    def _altered(self, delta: Delta, place: Place, moved: set[str]) -> Iterator[Breach]:
        path = delta.path
        first = self.first.get(path)
        if delta.state == "D":
            if path not in moved:
                self._gone.add(path)
                yield Breach("removed", _WHAT[place.kind], path, place.record)
        elif first is not None and delta.blob != first.blob:
            self._others.setdefault(path, set()).add(delta.blob)
            yield Breach("changed", _WHAT[place.kind], path, place.record)

    def _twins(self, path: str, place: Place) -> Iterator[Breach]:
        folder = path.rpartition("/")[0]
        if place.kind == "record" and folder in self._folders:
            return  # a record's name has no capitals, so that it has a twin only where its folder has
        self._folders.add(folder)
        for part in _parts(path):
            shape = folded(part)
            other = self._spelled.setdefault(shape, part)
            if other != part:
                yield Breach("twin", f"there is {other} already", path, place.record)
                return

    # Merges

    def _merge(self, commit: Commit) -> tuple[list[Breach], list[tuple[Delta, Place]]]:
        """Hold a merge against all of its sides: what one side recorded stands in it, and nothing else is new."""
        breaches: list[Breach] = []
        sides = [{delta.path: delta for delta in side} for side in commit.deltas]
        everywhere = set(sides[0]).intersection(*sides[1:])
        fresh = [sides[0][path] for path in sides[0] if path in everywhere and sides[0][path].state == "A"]
        new = [(delta, place_of(delta.path)) for delta in fresh]
        new = [(delta, place) for delta, place in new if not self._known(place)]
        for delta in fresh:
            breaches += self._one(commit, delta, place_of(delta.path), set())
        for side in commit.deltas:
            moved = _moved(side)
            for delta in side:
                place = place_of(delta.path)
                if delta.state == "A" or (place.kind == "family" and delta.state != "D"):
                    continue
                if delta.state == "D" and (delta.path in self._gone or delta.path in moved):
                    continue
                breaches += self._merged(delta, place)
        unique = {(breach.kind, breach.path): breach for breach in breaches}
        return list(unique.values()), new

    def _merged(self, delta: Delta, place: Place) -> Iterator[Breach]:
        path = delta.path
        if delta.state == "D":
            if place.kind in {"record", "attachment", "family"}:
                self._gone.add(path)
                yield Breach("dropped", "one side holds it, and the merge does not", path, place.record)
            return
        if delta.mode != FILE:
            yield Breach(MODES.get(delta.mode, "mode"), "", path, place.record)
        first = self.first.get(path)
        if first is not None and delta.blob not in {first.blob, *self._others.get(path, ())}:
            self._others.setdefault(path, set()).add(delta.blob)
            yield Breach(
                "dropped", "it holds neither what one side recorded nor what the other did", path, place.record
            )


_WHAT: Final = {"record": "", "attachment": "it is an attachment"}


def _moved(deltas: Sequence[Delta]) -> set[str]:
    """Return the paths of records that a commit moved to another folder, which carries no meaning, unchanged."""
    if len(deltas) < 2 or not any(delta.state == "D" for delta in deltas):  # noqa: PLR2004 - away, and here
        return set()
    added = {place.record for _, place in _records(deltas, "A")}
    return {delta.path for delta, place in _records(deltas, "D") if place.record in added}


def _records(deltas: Iterable[Delta], state: str) -> Iterator[tuple[Delta, Place]]:
    for delta in deltas:
        place = place_of(delta.path)
        if delta.state == state and place.kind == "record":
            yield delta, place


def _parts(path: str) -> Iterator[str]:
    """Yield each folder above a path and the path itself: `visits`, `visits/a.md`."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)
    yield path
