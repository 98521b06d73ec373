"""`fsworkbook summary`: mine since the last supervision, the team's pack, or the case summary (E1, E2, E4, D.60)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import PAPERS, Call, calling
from fsworkbook.cli.frame.options import For, Output
from fsworkbook.cli.frame.output import Line, Piece, emit_json, say, tell, wrap
from fsworkbook.cli.frame.sitting import day_at
from fsworkbook.cli.frame.spelling import Option
from fsworkbook.cli.frame.taking import Talk, answers, converse, save

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.practice.model import SummarySection
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

ForSupervision = Annotated[
    bool, Option("--for-supervision", help="The whole team’s pack for the meeting: only what is new.")
]
Meeting = Annotated[
    str | None,
    Option("--meeting", metavar="DATE", help="With --for-supervision: the meeting of that day; else the next."),
]


Case = Annotated[bool, Option("--case", help="The case summary: what whoever decides at night reads.")]
List = Annotated[bool, Option("--list", help="With --case: show it, with its age and what calls for a new one.")]


@calling(*PAPERS, "at", "json", "source", "no_input", "family", "caseload", "as_")
def command(
    call: Call,
    for_supervision: ForSupervision = False,
    meeting: Meeting = None,
    case: Case = False,
    listing: List = False,
    output: Output = None,
    whom: For = None,
) -> None:
    """Write my summary since the last supervision; or see the whole team's pack; or write the case summary."""
    if whom is not None or (case and call.formats):
        from fsworkbook.cli.disclosing.summarycopy import make  # noqa: PLC0415 - only for a paper
        from fsworkbook.workbook.disclosure.recipient import TEAM  # noqa: PLC0415 - likewise

        make(call, whom or TEAM, call.papers, output)
    elif case:
        from fsworkbook.cli.month.casesummary import case_summary  # noqa: PLC0415 - not for a summary

        case_summary(call, listing=listing)
    elif for_supervision:
        from fsworkbook.cli.month.packing import show_pack  # noqa: PLC0415 - not for a summary

        sitting = call.sit()
        show_pack(
            sitting,
            meeting=day_at(sitting.desk, meeting, "--meeting"),
            at=call.until(),
            json=call.json,
            papers=call.formats,
            output=output,
        )
    elif call.source is not None:
        table = answers(call, {})
        sitting = call.sit(recording=True, table=table, ahead=True)
        save(sitting, "summary", _settled(sitting, table), after=_say_kept)
    elif call.json or call.at is not None or not call.desk.can_ask:
        _read(call.sit(recording=not (call.json or call.at is not None or call.no_input)), call.until(), json=call.json)
    else:
        sitting = call.sit(recording=True)
        converse(sitting, "summary", _talk(sitting), {}, after=_say_kept)


def _settled(sitting: Sitting, table: Table) -> Table:
    from fsworkbook.workbook.forms.summary import gather  # noqa: PLC0415 - only to record

    return gather(table, sitting.practice)


def _say_kept(sitting: Sitting, records: tuple[Record, ...]) -> None:
    rated = any(record.word("rating") for record in records)
    told = "Its rating opens when the supervision is held." if rated else "It holds no rating yet."
    tell(sitting.desk, f"Your summary is kept. {told}")


def mine(sitting: Sitting, ledger: Ledger) -> tuple[date | None, tuple[Record, ...], Record | None]:
    """Return the day of the last supervision, my work since then, and my summary of the period if there is one."""
    from fsworkbook.workbook.meetings import calendar  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.pack import WORK, last_summary, new_since  # noqa: PLC0415 - likewise

    meetings = calendar(ledger)
    period = meetings.period()
    key = sitting.author.key
    since = meetings.last.on if meetings.last else None
    return since, new_since(ledger, period, *WORK, by=key), last_summary(ledger, key, period)


def _read(sitting: Sitting, at: date | None, *, json: bool) -> None:
    since, work, summary = mine(sitting, sitting.ledger(at))
    if json:
        emit_json(
            sitting.desk,
            "summary",
            sitting.folder.name,
            at,
            {
                "by": sitting.author.key,
                "shape": sitting.practice.summary_shape(sitting.author.role).id,
                "since": since,
                "entries": [record.id for record in work],
                "summary": summary.id if summary else None,
                "sections": {part.name: part.text for part in summary.sections} if summary else {},
                "rating": summary.word("rating") or None if summary else None,
            },
        )
        return
    say(sitting.desk, *opening(sitting, since, work))
    if summary is None:
        say(sitting.desk, "", "Your summary for the next supervision is not written yet.")
        return
    for part in summary.sections:
        say(sitting.desk, "", Piece(heading(part.name, part.title, sitting), "strong"))
        say(sitting.desk, *wrap(part.text, sitting.desk.width, "  "))


def heading(name: str, title: str, sitting: Sitting) -> str:
    """Return a section's heading, with the child's name where it is about one child."""
    base, _, child = name.partition(".")
    words = title or base.capitalize()
    return f"{words}: {sitting.family.first_name(child)}" if child else words


def opening(sitting: Sitting, since: date | None, work: tuple[Record, ...]) -> list[Line]:
    """Return my entries of the period, so that nothing has to be typed twice (E.02)."""
    from fsworkbook.cli.month.telling import told_in_a_line  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.clock import spoken  # noqa: PLC0415 - likewise

    when = f"since the supervision of {spoken(since)}" if since else "since the family was opened"
    lines: list[Line] = [Piece(f"{sitting.family.surname} · what you recorded {when}", "strong")]
    if not work:
        return [*lines, "  Nothing yet."]
    for record in work:
        lines += told_in_a_line(record, sitting.family, sitting.desk.width)
    return lines


def _talk(sitting: Sitting) -> Talk:
    from fsworkbook.cli.month.rate import rating_steps  # noqa: PLC0415 - only to ask
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - likewise

    allow("rate", sitting.bearings())
    since, work, before = mine(sitting, sitting.ledger())
    shape = sitting.practice.summary_shape(sitting.author.role)
    said = [*opening(sitting, since, work), ""]
    if before:
        said += ["You wrote a summary for this supervision already; this one is added to it. To change it:"]
        said += [f"fsworkbook correct {before.id}", ""]
    said += wrap(f"{shape.note} {shape.words_least} to {shape.words_most} words are enough.", sitting.desk.width)
    sections = [step for part in shape.sections for step in _section_steps(part, sitting)]
    return Talk(
        f"{sitting.family.surname} · {shape.name}",
        f"summary-{sitting.author.key}",
        f"fsworkbook summary --family {sitting.folder.name}",
        lambda _table: [*sections, *rating_steps(sitting, needed=False)],
        opening=said,  # type: ignore[arg-type] # lines of words and pieces
        finish=lambda table: _settled(sitting, table),
    )


def _section_steps(part: SummarySection, sitting: Sitting) -> list[Step]:
    if not part.repeat:
        return [_section_step(("sections", part.id), part.heading, part.prompt)]
    return [
        _section_step(
            ("sections", part.id, child.key),
            f"{part.heading}: {child.first_name}",
            f"{child.first_name}: {part.prompt}",
        )
        for child in sitting.family.children
    ]


def _section_step(key: tuple[str, ...], title: str, asked: str) -> Step:
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

    return Step(key, lambda asker, _table: asker.long(asked, may_not_apply=False), title=title)
