"""Approving minutes: they are read first, with what was agreed and who does what, and then somebody says yes (D.41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import Line, Piece, say, tell, wrap
from fsworkbook.cli.month.action import action_lines
from fsworkbook.cli.month.rag import rating_lines
from fsworkbook.workbook.clock import weekday
from fsworkbook.workbook.ratings import opened

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting


def approved(sitting: Sitting, meeting: Meeting) -> bool:
    """Show the minutes of a meeting and ask whether they are right; whether somebody said yes."""
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    ledger = sitting.ledger()
    say(sitting.desk, *_lines(sitting, meeting, ledger), "")
    if Asker.at(sitting.desk).yes("Approve them? From then on only a note corrects them.", default=True):
        return True
    author = sitting.family.first_name(meeting.minutes.by) if meeting.minutes else "their author"
    key = tail(meeting.minutes.id) if meeting.minutes else ""
    tell(sitting.desk, "Nothing was recorded.", f"{author} puts them right: fsworkbook correct {key}")
    return False


def _lines(sitting: Sitting, meeting: Meeting, ledger: Ledger) -> list[Line]:
    family, width, minutes = sitting.family, sitting.desk.width, meeting.minutes
    by = f", by {family.first_name(minutes.by)}" if minutes else ""
    view = opened(ledger, family, sitting.practice, viewer=sitting.viewer, today=sitting.desk.today(), meeting=meeting)
    lines: list[Line] = rating_lines(view, sitting)
    made = [
        record
        for record in ledger.of("action")
        if record.word("supervision") == meeting.id and not record.word("closes")
    ]
    if made:
        lines += ["", Piece("Actions that were agreed there", "strong")]
    for record in made:
        lines += action_lines(record, sitting, ledger)
    lines += ["", Piece(f"{family.surname} · minutes of {weekday(meeting.on)}{by}", "strong"), ""]
    return [*lines, *wrap(minutes.section("account") or "" if minutes else "", width, "  ")]
