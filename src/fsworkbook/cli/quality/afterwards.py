"""At once after writing: a quiet line or two about the words that are worth changing, and never a hindrance (K2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import Piece, tell, wrap
from fsworkbook.errors import WorkbookError
from fsworkbook.practice.wordlists import WARN
from fsworkbook.workbook.plainness.accepting import KIND, Accepted
from fsworkbook.workbook.plainness.checking import Checker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.plainness.checking import Checkup
    from fsworkbook.workbook.record import Record

OFF: Final = "off"
"""What the setting `check_words` says where nothing is to be said after writing."""

_SHOWN: Final = 4
_LONGEST: Final = 24


def look_over(sitting: Sitting, records: Sequence[Record]) -> None:
    """Say which words of what was just recorded are worth changing; it stays recorded, whatever happens here."""
    if sitting.desk.settings.check_words == OFF:
        return
    try:
        wanted = [record for record in records if record.kind in sitting.practice.checked.at_once]
        for record in wanted:
            _say(sitting, record, _checked(sitting, record))
    except WorkbookError as trouble:
        tell(sitting.desk, f"It is recorded; its words were not looked over. {trouble}")


def _checked(sitting: Sitting, record: Record) -> Checkup:
    checkup = Checker(sitting.practice, sitting.family).record(record)
    if record.corrects and checkup.of(WARN) and sitting.folder.holds(KIND):
        return Accepted(sitting.ledger()).left(checkup, record)
    return checkup


def _say(sitting: Sitting, record: Record, checkup: Checkup) -> None:
    found = list(dict.fromkeys(_quoted(one.words) for one in checkup.of(WARN)))
    if not found:
        return
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    key = tail(record.id)
    lines = [
        f"Words to look at again: {', '.join(found[:_SHOWN])}{more}.",
        f"Why, plainer ones, or leave them with a reason: fsworkbook check {key}",
    ]
    tell(sitting.desk, *(Piece(part, "quiet") for line in lines for part in wrap(line, sitting.desk.width)))


def _quoted(words: str) -> str:
    flat = " ".join(words.split())
    return f"“{flat}”" if len(flat) <= _LONGEST else f"“{flat[: _LONGEST - 1].rstrip()}…”"
