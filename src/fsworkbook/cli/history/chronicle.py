"""The history told in words, as far back as somebody reads: only the records of what is told are opened."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.cli.frame.naming import called, capital, joined, tail
from fsworkbook.cli.work.records import chosen
from fsworkbook.errors import StoreTrouble
from fsworkbook.store.commits import BY_HAND
from fsworkbook.store.sync import ACTION as SYNC
from fsworkbook.workbook.clock import brief, day_of
from fsworkbook.workbook.differences import TOPIC
from fsworkbook.workbook.ledger import Ledger, ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.work.records import Wanted
    from fsworkbook.store.change import Commit, Fault
    from fsworkbook.workbook.record import Record

_OPENING: Final = frozenset({"new-family", "open-family"})
_WORDS: Final = {
    "sync": "brought together with what colleagues recorded",
    "team-policy": "said what must be signed",
    "sync-settle": "settled what two people had changed differently",
}
"""What a commit without records did, where its subject does not say it in plain words."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_STRIKE: Final = "strike"


class Wish(NamedTuple):
    """What somebody asked for: records, an author's key ("" for anybody's), and the first and the last British day."""

    wanted: Wanted
    author: str = ""
    first: date | None = None
    last: date | None = None


class Chronicle:
    """A family's history, read back from now only as far as it is asked for.

    Whatever bears on a record (its withdrawal, its correction, the meeting that opens a rating) is recorded after it,
    and so has been read before it is told.

    Attributes:
        faults: files that cannot be read, among those that were opened.
    """

    def __init__(self, sitting: Sitting, at: date | None) -> None:
        self._sitting = sitting
        self._at = at
        self._records: dict[str, Record] = {}
        self._ledger: Ledger | None = None
        self.faults: list[Fault] = []

    def find(self, wish: Wish) -> Iterator[Commit]:
        """Yield the commits that somebody asked for, the newest first.

        Raises:
            BadInput: something that was asked for does not exist.
            StoreTrouble: git failed.
        """
        chosen(self._sitting, ledger(()), wish.wanted)  # what does not exist is named before anything is read
        self._open(self._by_hand_so_far())
        for part in self._sitting.folder.walk():
            self._open(key for commit in part for key in commit.records)
            narrowed = self._narrowed(wish.wanted)
            for commit in part:
                if self._fits(commit, wish, narrowed):
                    yield commit

    def said(self, commit: Commit) -> str:
        """Return what a commit did, in words."""
        if not commit.action:
            return "made without fsworkbook; “fsworkbook audit verify” looks into it"
        found = self._known()
        records = [found.everything[key] for key in commit.records if key in found.everything]
        names = joined(self._named(record) for record in records if not self._goes_along(record, records))
        if self.by_hand(commit):
            return f"edited by hand: {names or 'family.toml or another file'}"
        if commit.action in _OPENING:
            return f"Opened the workbook{f', with {names}' if names else ''}"
        if commit.action == "sync-settle" or (commit.action == SYNC and not names):
            return capital(_WORDS[commit.action])
        return capital(names or _WORDS.get(commit.action) or self._subject(commit))

    def who(self, commit: Commit) -> str:
        """Return who made a commit: the first name of somebody who is or was on the team, else the name it gives."""
        return self._sitting.family.first_name(commit.key) if commit.key in self._sitting.family.team else commit.name

    def tail(self, commit: Commit) -> str:
        """Return the short name of the first record of a commit; "" where it has none."""
        held = [record for record in commit.records if record in self._known().everything]
        return tail(held[0]) if held else ""

    def by_hand(self, commit: Commit) -> bool:
        """Return whether a commit holds what somebody edited without the program."""
        return commit.action == BY_HAND

    # What is read

    def _open(self, keys: Iterable[str]) -> None:
        """Read records, and whatever they withdraw or correct, all the way back."""
        wanted = set(keys) - self._records.keys()
        while wanted:
            found, faults = self._sitting.folder.records(wanted)
            self.faults += faults
            self._records |= {record.id: record for record in found}
            self._ledger = None
            named = {key for record in found for key in (record.strikes, *record.corrects) if key}
            wanted = named - self._records.keys() - wanted

    def _by_hand_so_far(self) -> set[str]:
        """Return the ids of what somebody put there by hand since the last commit, so that what is damaged is named."""
        with suppress(StoreTrouble):  # the history can be told without it
            return {Path(edit.path).stem for edit in self._sitting.folder.hand_edits() if edit.path.endswith(".md")}
        return set()

    def _known(self) -> Ledger:
        if self._ledger is None:
            self._ledger = ledger(self._records.values(), self._at)
        return self._ledger

    # What fits

    def _narrowed(self, wanted: Wanted) -> set[str] | None:
        """Return the ids of the records that are wanted, and of what withdraws them; None where all are."""
        if not wanted.narrows:
            return None
        found = self._known()
        if wanted.kind == _STRIKE:
            return {record.id for record in found.everything.values() if record.strikes}
        held = {record.id for record in chosen(self._sitting, found, wanted)}
        return held | {record.id for record in found.everything.values() if record.strikes in held}

    def _fits(self, commit: Commit, wish: Wish, narrowed: set[str] | None) -> bool:
        day = day_of(commit.when)
        return (
            wish.author in ("", commit.key)
            and (wish.first is None or day >= wish.first)
            and (wish.last is None or day <= wish.last)
            and (narrowed is None or bool(narrowed & set(commit.records)) or self._is_of(commit, wish.wanted))
        )

    def _is_of(self, commit: Commit, wanted: Wanted) -> bool:
        """Whether a change of who is who is about the one person who is asked for, and nothing else is asked."""
        if commit.records or wanted.parent is None or wanted.module is not None or wanted.kind is not None:
            return False
        from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - only where a person is asked for

        sitting = self._sitting
        key = find_person(wanted.parent, sitting.family, sitting.practice.relations, wanted.whose).key
        return key in commit.subject.replace(" · ", " ").split()

    # In words

    def _goes_along(self, record: Record, records: Sequence[Record]) -> bool:
        """Whether a record withdraws the correction of what is withdrawn beside it, which says enough."""
        found = self._known()
        struck = found.everything.get(record.strikes)
        if struck is None or not struck.corrects:
            return False
        return found.first_version(struck).id in {item.strikes for item in records}

    def _named(self, record: Record) -> str:
        found, family, practice = self._known(), self._sitting.family, self._sitting.practice
        if record.kind == "note" and record.word("topic") == TOPIC:
            settled = record.id in found.struck_by
            return f"two people changed something differently{', since settled' if settled else ''}"
        words = called(record, family, practice)
        if record.strikes in found.everything:
            struck = found.everything[record.strikes]
            words = f"withdrawal of {called(struck, family, practice)} ({brief(struck.on)})"
        if record.kind != _STRIKE and record.on != day_of(record.recorded):
            words += f" ({brief(record.on)})"
        return f"{words}, since withdrawn" if record.id in found.struck_by else words

    def _subject(self, commit: Commit) -> str:
        """Return a change of who is who in words: `team change: Priya`."""
        what, *rest = [part for part in commit.subject.split(" · ") if not _DAY.fullmatch(part)]
        family = self._sitting.family
        keys = [key for part in rest for key in part.split()]
        names = joined(family.first_name(key) for key in keys)
        return f"{what}: {names}" if names else what
