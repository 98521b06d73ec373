"""The supervision pack on the screen and as JSON: only what is new since the last meeting (D.60, X13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.output import Line, Piece, emit_json, plain, say, wrap
from fsworkbook.cli.month.briefinglines import briefing_data, briefing_lines
from fsworkbook.cli.month.rag import rating_lines, view_data
from fsworkbook.cli.month.summary import heading
from fsworkbook.cli.month.telling import told_in_a_line
from fsworkbook.errors import BadInput
from fsworkbook.workbook.briefing import OUTSIDE, briefing
from fsworkbook.workbook.clock import spoken, weekday
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.pack import supervision_pack
from fsworkbook.workbook.timing.days import counting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.document import Document
    from fsworkbook.workbook.pack import Pack, Part


def show_pack(
    sitting: Sitting,
    *,
    meeting: date | None,
    at: date | None,
    json: bool,
    papers: Sequence[str] = (),
    output: Path | None = None,
) -> None:
    """Print the pack for the next meeting, or for the one of a day.

    Args:
        sitting: the family, and who looks.
        meeting: the day of the meeting; None for the next one.
        at: as recorded by the end of that day.
        json: whether as JSON.
        papers: the suffixes of the papers that are wanted instead of the screen: `.md`, `.pdf`.
        output: where they go.

    Raises:
        BadInput: no meeting is on that day.
    """
    ledger = sitting.ledger(at)
    chosen = None
    if meeting is not None:
        found = [item for item in calendar(ledger).meetings if item.on == meeting]
        if not found:
            raise BadInput("--meeting: no supervision is on that day. See them with “fsworkbook supervision”.")
        chosen = found[0] if found[0].held else None
    today = at or sitting.desk.today()
    family, practice = sitting.family, sitting.practice
    pack = supervision_pack(ledger, family, practice, viewer=sitting.viewer, today=today, meeting=chosen)
    brief = briefing(
        ledger, family, practice, counting(practice.days), meeting=pack.meeting, parts=pack.parts, today=today
    )
    if json:
        emit_json(
            sitting.desk, "supervision-pack", sitting.folder.name, at, _data(pack) | briefing_data(brief, sitting)
        )
    elif papers:
        from fsworkbook.report.packpaper import paper  # noqa: PLC0415 - only for a paper
        from fsworkbook.workbook.ratings import history  # noqa: PLC0415 - likewise

        before = history(ledger, family, practice, today=today, until=pack.meeting)
        document = paper(pack, brief, family, practice, today, before)
        _print(sitting, document, pack.meeting.on if pack.meeting else today, papers, output)
    else:
        say(sitting.desk, *_lines(pack, sitting), *briefing_lines(brief, sitting, ledger))


def _print(sitting: Sitting, document: Document, day: date, papers: Sequence[str], output: Path | None) -> None:
    """Write the pack as papers, under a neutral name."""
    from fsworkbook.cli.paper.papers import Name, publish  # noqa: PLC0415 - only for a paper

    publish(sitting.desk, document, Name(sitting.family.reference, "supervision", day, "team"), papers, output)


def _lines(pack: Pack, sitting: Sitting) -> list[Line]:
    family, width = sitting.family, sitting.desk.width
    lines: list[Line] = []
    if family.training:
        lines.append("Training example: nobody in it is real.")
    title = f"{family.surname} · group supervision"
    title += f" of {weekday(pack.meeting.on)}" if pack.meeting else " (the next one is not booked yet)"
    lines += [Piece(title, "strong"), "For the team only. " + _new(pack), ""]
    lines += rating_lines(pack.ratings, sitting)
    if pack.without_summary:
        names = ", ".join(family.first_name(key) for key in pack.without_summary)
        lines += ["", *wrap(f"No summary yet from {names}.", width)]
    for part in pack.parts:
        if part.summary or part.work:
            lines += ["", *_part_lines(part, sitting)]
    if pack.decisions:
        lines += ["", Piece("Consents, decisions and notes", "strong")]
        for record in pack.decisions:
            lines += told_in_a_line(record, family, width)
    return lines


def _new(pack: Pack) -> str:
    return f"Only what is new since {spoken(pack.since)}." if pack.since else "This is the first one, so all is new."


def _part_lines(part: Part, sitting: Sitting) -> list[Line]:
    width = sitting.desk.width
    role = sitting.practice.roles[part.member.role].name if part.member.role in sitting.practice.roles else ""
    lines: list[Line] = [[Piece(part.member.name, "strong"), f"  {part.member.title or role}"]]
    if part.summary:
        for section in part.summary.sections:
            if section.name == OUTSIDE:
                continue  # it stands under a heading of its own
            title = heading(section.name, section.title, sitting) if section.name != "account" else ""
            lines += [f"  {title}"] if title else []
            lines += wrap(section.text, width, "    " if title else "  ")
    else:
        lines.append("  No summary yet.")
    if part.work:
        count = len(part.work)
        lines.append(f"  Recorded in the period: {count} {'entry' if count == 1 else 'entries'}")
        for record in part.work:
            lines += told_in_a_line(record, sitting.family, width, indent=4)
    return lines


def _data(pack: Pack) -> dict[str, Any]:
    return {
        "meeting": pack.meeting.id if pack.meeting else None,
        "on": pack.meeting.on if pack.meeting else None,
        "since": pack.since,
        "ratings": view_data(pack.ratings),
        "without_summary": pack.without_summary,
        "parts": [
            {
                "by": part.member.key,
                "role": part.member.role,
                "rated": part.rated,
                "summary": part.summary.id if part.summary else None,
                "sections": {section.name: section.text for section in part.summary.sections} if part.summary else {},
                "entries": [
                    {"id": record.id, "kind": record.kind, "on": plain(record.on), "questions": record.questions}
                    for record in part.work
                ],
            }
            for part in pack.parts
        ],
        "decisions": [{"id": record.id, "kind": record.kind, "on": plain(record.on)} for record in pack.decisions],
    }
