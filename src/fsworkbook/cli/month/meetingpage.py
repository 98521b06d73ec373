"""Group supervisions on the screen and as JSON: how each stands, its days with their rules, and what wants a look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import Line, Piece, columns, rating, wrap
from fsworkbook.workbook.clock import brief, weekday
from fsworkbook.workbook.meetings import remarks
from fsworkbook.workbook.ratings import owed_summaries
from fsworkbook.workbook.timing.days import counting
from fsworkbook.workbook.timing.supervising import days_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting
    from fsworkbook.workbook.timing.supervising import Due


def page(meetings: Sequence[Meeting], sitting: Sitting, ledger: Ledger, today: date) -> list[Line]:
    """Return every meeting in a line, and below one that is not closed yet its days."""
    lines: list[Line] = [Piece(f"{sitting.family.surname} · group supervision", "strong"), ""]
    rows = [[weekday(one.on), rating(one.agreed) if one.agreed else "", state(one)] for one in meetings]
    for one, told in zip(meetings, columns(rows, width=10_000), strict=True):
        lines.append(told)
        if not one.approved:
            lines += days_lines(one, sitting, ledger, today)
        elif marks := _marks(one, sitting):
            lines += marks
    return lines


def state(one: Meeting) -> str:
    """Return how far a meeting has come, in words."""
    times = {1: "once", 2: "twice"}.get(one.moves, f"{one.moves} times")
    moved = f", moved {times}" if one.moves else ""
    if one.approved:
        return f"held, minutes approved{moved}"
    if one.minutes:
        return f"held, minutes wait for approval{moved}"
    if one.held:
        return f"held, {'minutes not written' if one.agreement else 'no rating agreed yet'}{moved}"
    return f"planned{moved}"


def days_lines(one: Meeting, sitting: Sitting, ledger: Ledger, today: date) -> list[Line]:
    """Return what belongs to a meeting and by when, each day with its rule; then apologies and what wants a look."""
    width = sitting.desk.width
    lines: list[Line] = []
    for due in _days(one, sitting, ledger, today):
        told = f"{due.rule.name}{_done(due, sitting)}"
        lines += columns([[_short(due.due), told]], width=width, indent=4)
        lines += [Piece(text, "quiet") for text in wrap(due.why, width, " " * 17)]
    return [*lines, *_apology_lines(one, sitting, ledger), *_marks(one, sitting)]


def _days(one: Meeting, sitting: Sitting, ledger: Ledger, today: date) -> tuple[Due, ...]:
    practice = sitting.practice
    return days_of(one, sitting.family, ledger, practice, counting(practice.days), today)


def _short(day: date) -> str:
    return f"{day:%a} {day.day:>2} {day:%b}".ljust(11)


def _done(due: Due, sitting: Sitting) -> str:
    if due.done:
        return f" · done {brief(due.done)}{', late' if due.late else ''}"
    names = ", ".join(sitting.family.first_name(key) for key in due.open)
    open_ = f"open: {names}" if names else "open"
    return f" · {open_}{' · LATE' if due.late else ''}"


def _apology_lines(one: Meeting, sitting: Sitting, ledger: Ledger) -> Iterator[Line]:
    first = sitting.family.first_name
    for apology in one.apologies:
        yield f"    {first(apology.who)} need not come, as {first(apology.by)} agreed (D.09)."
    owed = owed_summaries(one, ledger, sitting.practice)
    if owed:
        names = joined(first(key) for key in owed)
        says = (
            f"? {names} {'is' if len(owed) == 1 else 'are'} away, so a summary is a must, and none is here yet (D.09)."
        )
        yield from wrap(says, sitting.desk.width, "      ", "    ")


def _marks(one: Meeting, sitting: Sitting) -> list[Line]:
    found: list[Line] = []
    for remark in remarks(one, sitting.family, sitting.practice):
        found += wrap(f"? {remark.words[:1].upper()}{remark.words[1:]}", sitting.desk.width, "      ", "    ")
    return found


def data(one: Meeting, sitting: Sitting, ledger: Ledger, today: date) -> dict[str, Any]:
    """Return a meeting as JSON holds it."""
    return {
        "meeting": one.id,
        "planned": one.planned,
        "first_planned": one.first_planned,
        "moves": one.moves,
        "moved": [move._asdict() for move in one.moved],
        "invited": one.invited,
        "reminded": [record.on for record in one.reminders],
        "apologies": [{"who": item.who, "agreed_by": item.by} for item in one.apologies],
        "owes_summary": owed_summaries(one, ledger, sitting.practice),
        "held": one.held.on if one.held else None,
        "attendance": dict(one.held.head.get("attendance", {})) if one.held else {},
        "agreed": one.agreed or None,
        "agreement": one.agreement.id if one.agreement else None,
        "minutes": one.minutes.id if one.minutes else None,
        "approved": one.approved.id if one.approved else None,
        "flags": [remark.id for remark in remarks(one, sitting.family, sitting.practice)],
        "days": [
            {
                "rule": due.rule.id,
                "what": due.rule.name,
                "due": due.due,
                "late_after": due.late_after,
                "why": due.why,
                "done": due.done,
                "open": due.open,
                "late": due.late,
            }
            for due in _days(one, sitting, ledger, today)
        ],
    }
