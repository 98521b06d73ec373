"""Copies that are out, looked at again: whether a paper, as it was made, holds what a restriction keeps back (F.54).

No paper is kept, so each is made once more as on its day: from what was recorded and restricted when it was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.cli.disclosing.copypapers import builder
from fsworkbook.errors import WorkbookError
from fsworkbook.report.document import words
from fsworkbook.workbook.disclosure.copies import holders
from fsworkbook.workbook.disclosure.covers import named
from fsworkbook.workbook.disclosure.edition import edition
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.ledger import ledger as ledger_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.copies import Copy, Held
    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.ledger import Ledger


class _Made(NamedTuple):
    """What a copy held: its words, and the ids of the records that it was made from."""

    words: str
    records: frozenset[str]


class Again:
    """Makes copies once more, each once, and looks into them."""

    def __init__(self, sitting: Sitting, ledger: Ledger) -> None:
        self._sitting = sitting
        self._ledger = ledger
        self._made: dict[str, _Made | None] = {}

    def concerned(self, restriction: Restriction, made: Iterable[Copy], on: date) -> tuple[Held, ...]:
        """Return the copies out that a restriction concerns on a day, with what is known of each."""
        return holders(restriction, made, on, self._holding(restriction))

    def _holding(self, restriction: Restriction) -> Callable[[Copy], bool | None]:
        guard = Guard({restriction.key: restriction.guard})
        covers = [cover for text in restriction.covers for cover in named(text, self._sitting.family)]
        covered = {cover.key for cover in covers if cover.table == "record"}

        def holds(copy: Copy) -> bool | None:
            found = self._of(copy)
            if found is None:
                return None
            if found.records & covered or guard.hits(found.words):
                return True
            # Without words to look for, only a person can tell whether it is in there.
            return False if restriction.guard or (covered and len(covered) == len(covers)) else None

        return holds

    def _of(self, copy: Copy) -> _Made | None:
        if copy.id not in self._made:
            self._made[copy.id] = self._make(copy)
        return self._made[copy.id]

    def _make(self, copy: Copy) -> _Made | None:
        """Return what a copy held; None where it cannot be made once more."""
        sitting = self._sitting
        everything = self._ledger.everything
        before = ledger_of(item for item in everything.values() if item.recorded <= everything[copy.id].recorded)
        try:
            reader = find_recipient(copy.recipient, sitting.family, sitting.practice)
            found = edition(reader, sitting.family, sitting.practice, before, copy.at, copy.on)
            document = builder(sitting, copy)(found).document
        except (WorkbookError, LookupError):
            return None
        text = "\n".join([document.title, document.subtitle, *words(document)])
        return _Made(text, frozenset(record.id for record in found.originals.values()))
