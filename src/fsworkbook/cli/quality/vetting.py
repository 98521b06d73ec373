"""What a family's records are held against: the lints, its restrictions, other entries, other families (K2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.cli.disclosing.flagging import in_force, names_of
from fsworkbook.workbook.disclosure.covering import covers
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.neighbours import Vicinity
from fsworkbook.workbook.plainness.accepting import Accepted
from fsworkbook.workbook.plainness.checking import Checker
from fsworkbook.workbook.plainness.repetition import Runs, sharing
from fsworkbook.workbook.plainness.texts import is_checked, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.plainness.checking import Checkup, Look
    from fsworkbook.workbook.plainness.passage import Passage
    from fsworkbook.workbook.record import Record

    Found = tuple[str, int, int, str]
    Stops = Mapping[tuple[str, str], Sequence[tuple[int, int, str]]]

_FAMILY: Final = "family"


class Seen(NamedTuple):
    """A record that was looked over, and what was found in it and not accepted."""

    record: Record
    checkup: Checkup


class Vetting:
    """One family's records, looked over."""

    def __init__(self, sitting: Sitting, ledger: Ledger, records: Sequence[Record]) -> None:
        """Take the records that somebody may read, and everything that they are held against."""
        self.sitting = sitting
        self.checker = Checker(sitting.practice, sitting.family, records)
        self._ledger = ledger
        self._records = [record for record in records if is_checked(record, self.checker.checked)]
        self._accepted = Accepted(ledger)
        self._live = in_force(sitting) if self.checker.lint("guarded") else {}
        self._guard = Guard({item.key: item.guard for item in self._live.values()})
        self._runs: dict[str, Runs] = {}
        self._near: tuple[Vicinity, Guard] | None = None

    def look_over(self, wanted: Sequence[Record], *, paper: bool = False, stops: Stops | None = None) -> list[Seen]:
        """Return what is found in some records, those that are never checked left out.

        Args:
            wanted: the records, in the order of the paper where they are one.
            paper: whether they are one paper, such as a report.
            stops: by record and text, what stops a copy of it; the restrictions themselves say it, where not given.
        """
        mine = [record for record in wanted if is_checked(record, self.checker.checked)]
        self._find_runs(mine)
        told: set[str] = set()
        seen = []
        for record in mine:
            look = self._look(record, stops)
            checkup = self.checker.record(record, look, told=told if paper else None, paper=paper)
            seen.append(Seen(record, self._accepted.left(checkup, record)))
        return seen

    def _look(self, record: Record, stops: Stops | None) -> Look:
        """Return what else looks at the texts of one record."""
        guarding = {} if stops is not None else self._open(record)
        known = stops or {}

        def look(passage: Passage) -> Iterator[Found]:
            yield from self.guarded(passage, guarding)
            for start, end, why in known.get((record.id, passage.text), ()):
                yield "guarded", start, end, why
            yield from self.repeated(passage, record)
            yield from self.families(passage)

        return look

    def _open(self, record: Record) -> dict[str, Restriction]:
        """Return the restrictions that do not cover a record which may go out (F.47)."""
        known = self.sitting.practice.records.get(record.kind)
        if known is None or known.audience != _FAMILY:
            return {}
        family = self.sitting.family
        return {key: item for key, item in self._live.items() if not covers(item, record, family, self._ledger)}

    def _find_runs(self, wanted: Sequence[Record]) -> None:
        """Make ready what each author wrote elsewhere, as far as it shares a run of words with what is looked at."""
        lint = self.checker.lint("repeated")
        if lint is None:
            return
        known, asked = ([one for one in listed if not lint.kinds or one.kind in lint.kinds]
                        for listed in (self._records, wanted))  # fmt: skip
        for author in {record.by for record in asked}:
            theirs = {one.id: self._texts(one) for one in known if one.by == author}
            mine = [text for one in asked if one.by == author for text in self._texts(one)]
            close = sharing(mine, theirs, lint.most)
            runs = Runs(lint.most)
            for record_id in close:
                for text in theirs[record_id]:
                    runs.add(self.checker.passage(text), record_id)
            self._runs[author] = runs

    def _texts(self, record: Record) -> list[str]:
        return [part.text for part in parts(record, self.checker.checked)]

    def guarded(self, passage: Passage, guarding: Mapping[str, Restriction]) -> Iterator[Found]:
        """Yield where guarded words stand, with from whom they are kept."""
        if not guarding:
            return
        for hit in self._guard.hits(passage.text):
            if hit.restriction in guarding:
                kept = guarding[hit.restriction].kept_from(self.sitting.desk.today())
                who = names_of(self.sitting, kept)
                why = f"{hit.restriction} keeps it from {who}, and does not cover this record."
                yield "guarded", hit.start, hit.end, why

    def repeated(self, passage: Passage, record: Record) -> Iterator[Found]:
        """Yield runs of words that the same author wrote in another record."""
        lint = self.checker.lint("repeated")
        runs = self._runs.get(record.by)
        if runs is None or lint is None or (lint.kinds and record.kind not in lint.kinds):
            return
        from fsworkbook.cli.frame.naming import called, tail  # noqa: PLC0415 - only where something repeats

        for start, end, other in runs.found(passage, record.id):
            there = self._ledger.everything[other]
            what = called(there, self.sitting.family, self.sitting.practice)
            yield "repeated", start, end, f"It stands in {what} too ({tail(there.id)})."

    def families(self, passage: Passage) -> Iterator[Found]:
        """Yield names of other families, and say where a run of words is theirs."""
        vicinity, names = self._others()
        if not vicinity:
            return
        for hit in names.hits(passage.text):
            yield "families", hit.start, hit.end, f"The name stands in the workbook of {hit.restriction}."
        for family, what in vicinity.found(passage.own):
            if what == "text":
                yield (
                    "families",
                    0,
                    len(passage.text.rstrip()),
                    f"A run of its words stands in the workbook of {family}.",
                )

    def _others(self) -> tuple[Vicinity, Guard]:
        if self._near is None:
            from fsworkbook.cli.disclosing.vicinity import neighbours  # noqa: PLC0415 - reads other families

            near = neighbours(self.sitting) if self.checker.lint("families") else []
            self._near = Vicinity(near), Guard({one.family: tuple(one.names) for one in near})
        return self._near
