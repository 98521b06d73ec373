"""What was accepted once, with a reason, stays quiet in that record, and in whatever puts it right (K2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.practice.wordlists import STOP

if TYPE_CHECKING:
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.plainness.checking import Checkup
    from fsworkbook.workbook.plainness.finding import Finding
    from fsworkbook.workbook.record import Record

KIND: Final = "acceptance"
ANY: Final = ""
"""An acceptance that names no words is of all that its id finds in the record."""


class Accepted:
    """The acceptances of a family, by what they are of."""

    def __init__(self, ledger: Ledger) -> None:
        """Take the records as they stand."""
        self._ledger = ledger
        self._kept: dict[str, set[tuple[str, str]]] = {}
        for record in ledger.of(KIND):
            of = ledger.everything.get(record.word("of"))
            if of is not None:
                first = ledger.first_version(of).id
                self._kept.setdefault(first, set()).add((record.word("what"), _folded(record.word("words"))))

    def quiet(self, finding: Finding, record: Record) -> bool:
        """Return whether something that was found in a record was accepted there; what stops a copy never is."""
        if finding.strength == STOP:
            return False
        kept = self._kept.get(self._ledger.first_version(record).id, set())
        return any((ident, words) in kept for ident in (finding.item, finding.lint) if ident
                   for words in (ANY, _folded(finding.words)))  # fmt: skip

    def left(self, checkup: Checkup, record: Record) -> Checkup:
        """Return what was found in a record without what was accepted there."""
        if not self._kept:
            return checkup
        return checkup._replace(findings=tuple(one for one in checkup.findings if not self.quiet(one, record)))


def _folded(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").split())
