"""Asking why words stay: they are shown first, in their sentences, with what the check said of them (K2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.cli.frame.output import Piece, clean, wrap
from fsworkbook.cli.quality.checklines import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.plainness.checking import Checkup
    from fsworkbook.workbook.plainness.finding import Finding

_MOST: Final = 4
"""How many places are shown."""
_ENDS: Final = ".!?\n"


def reason_step(sitting: Sitting, of: str | None, ident: str | None, words: str | None) -> Step:
    """Return the question why what was found stays as it is; above it stands what was found.

    Args:
        sitting: the family, and who accepts it.
        of: the id of the record; None until one is chosen.
        ident: what was found, as it was typed: `K.J61`, `j61`.
        words: the words that alone are meant; None where all of that kind are.
    """
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

    def ask(asker: Asker, _table: object) -> str | None:
        asker.show(*(_found(sitting, of, ident, words) if of and ident else ()))
        said = asker.long("Why does it stay?", needed=True, may_not_apply=False)
        return said if isinstance(said, str) else None

    return Step("reason", ask, "Why it stays")


def _found(sitting: Sitting, of: str, ident: str, words: str | None) -> Iterator[Line]:
    """Yield what the check finds of a kind in a record: its words in their sentence, why, and what else to write."""
    from fsworkbook.cli.quality.vetting import Vetting  # noqa: PLC0415 - only where something is found
    from fsworkbook.cli.work.records import Wanted, chosen  # noqa: PLC0415 - likewise

    ledger = sitting.ledger()
    records = [record for record in chosen(sitting, ledger, Wanted()) if record.id == of]
    words = words.casefold() if words else None
    wanted, width = ident.strip().casefold().removeprefix("k."), sitting.desk.width
    for seen in Vetting(sitting, ledger, records).look_over(records):
        found = [
            finding
            for finding in seen.checkup.findings
            if wanted in {name.casefold().removeprefix("k.") for name in (finding.ident, finding.lint)}
            and (words is None or words.split() == finding.words.casefold().split())
        ]
        for finding in found[:_MOST]:
            yield from (Piece(line, "strong") for line in wrap(f"“{shown(finding)}”", width, "   ", first="  "))
            yield from wrap(sentence_of(seen.checkup, finding), width, "    ")
        for say in dict.fromkeys(finding.instead or finding.why for finding in found):
            yield from (Piece(line, "quiet") for line in wrap(say, width, "    "))
        if len(found) > _MOST:
            yield f"  and {len(found) - _MOST} more"
        if not found:
            yield from wrap(f"The check finds nothing of {ident} in this record now.", width, "  ")


def sentence_of(checkup: Checkup, finding: Finding) -> str:
    """Return the sentence in which the words of a finding stand; "" where it is about the whole."""
    text = dict(checkup.texts).get(finding.part, "")
    if not finding.words or finding.words not in text:
        return ""
    begin = max(text.rfind(sign, 0, finding.start) for sign in _ENDS) + 1
    after = finding.start + len(finding.words)
    end = min((place + 1 for sign in _ENDS if (place := text.find(sign, after)) >= 0), default=len(text))
    return " ".join(clean(text[begin:end]).split())
