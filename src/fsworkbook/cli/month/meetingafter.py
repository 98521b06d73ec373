"""What is said once a step of a meeting is recorded: the days that follow, and what else was recorded with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import Line, wrap
from fsworkbook.cli.month.meetingpage import days_lines
from fsworkbook.workbook.actions import flags
from fsworkbook.workbook.clock import weekday
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.ratings import opened
from fsworkbook.workbook.thresholds import waiting, waiting_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting
    from fsworkbook.workbook.record import Record


def after_lines(sitting: Sitting, records: Sequence[Record]) -> list[Line]:
    """Return what there is to say after a step was recorded, with whatever was recorded beside it."""
    ledger, width = sitting.ledger(), sitting.desk.width
    by_id = {one.id: one for one in calendar(ledger).meetings}
    step = records[0].word("step")
    meeting = by_id.get(records[0].word("meeting") or records[0].id)
    lines: list[Line] = []
    if meeting and step in {"scheduled", "reminded", "apologies", "moved"}:
        lines += [f"{weekday(meeting.on)}:", *days_lines(meeting, sitting, ledger, sitting.desk.today())]
    if meeting and step == "held" and meeting.agreement:
        lines += wrap(_below(meeting, sitting, ledger), width)
    lines += _beside(records[1:], sitting, ledger)
    for one in waiting(sitting.family, ledger, sitting.practice):
        if one.said.record.id == records[0].id:
            lines += wrap(waiting_words(one, sitting.family, sitting.practice), width)
    return lines


def _below(meeting: Meeting, sitting: Sitting, ledger: Ledger) -> str:
    """Return that a rating was agreed below somebody's and without a reason, where it was held and agreed in one."""
    view = opened(
        ledger, sitting.family, sitting.practice, viewer=sitting.viewer, today=sitting.desk.today(), meeting=meeting
    )
    caution = {key: item.caution for key, item in sitting.practice.ratings.items()}
    above = [given.by for given in view.given if caution[given.rating] > caution[view.agreed]]
    if not above or view.agreed_reason:
        return ""
    names = joined(sitting.family.first_name(by) for by in above)
    return f"Please look: it is below the rating of {names}, without a reason (B.07). Say why: fsworkbook correct"


def _beside(records: Sequence[Record], sitting: Sitting, ledger: Ledger) -> list[Line]:
    width = sitting.desk.width
    lines: list[Line] = []
    closed = sum(bool(record.word("closes")) for record in records)
    made = [record for record in records if record.kind == "action" and not record.word("closes")]
    if made or closed:
        counts = [f"{len(made)} new" if made else "", f"{closed} closed" if closed else ""]
        lines.append(
            f"Actions: {', '.join(part for part in counts if part)}. See them with “fsworkbook action --list”."
        )
    for record in made:
        for flag in flags(record, sitting.family, sitting.practice, ledger):
            lines += wrap(f"Please look: {flag.words}", width)
    for record in records:
        if record.kind == "supervision" and (planned := record.head.get("planned")):
            lines.append(f"The next one is booked: {weekday(planned)}.")
    return lines
