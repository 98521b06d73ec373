"""`fsworkbook summary`: mine since the last supervision, or the whole team's pack for the meeting (E1, E2, D.60)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fsworkbook.cli import options  # noqa: TC001 - typer reads the annotations at run time
from fsworkbook.cli.output import Line, Piece, emit_json, say, tell, wrap
from fsworkbook.cli.sitting import day_at, sit_down
from fsworkbook.cli.source import read_source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fsworkbook.cli.conversation import Step
    from fsworkbook.cli.sitting import Sitting
    from fsworkbook.practice.model import SummarySection
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

ForSupervision = Annotated[
    bool, typer.Option("--for-supervision", help="The whole team’s pack for the meeting: only what is new.")
]
Meeting = Annotated[
    str | None,
    typer.Option("--meeting", metavar="DATE", help="With --for-supervision: the meeting of that day; else the next."),
]


def command(
    context: typer.Context,
    family: options.Family = None,
    caseload: options.Caseload = None,
    as_: options.As = None,
    source: options.From = None,
    for_supervision: ForSupervision = False,
    meeting: Meeting = None,
    at: options.At = None,
    json: options.Json = False,
    no_input: options.NoInput = False,
) -> None:
    """Write my summary since the last supervision; with --for-supervision, see the whole team's pack."""
    if for_supervision:
        from fsworkbook.cli.packing import show_pack  # noqa: PLC0415 - not for a summary

        sitting = sit_down(context, family=family, caseload=caseload, as_=as_)
        show_pack(sitting, meeting=day_at(sitting.desk, meeting), at=day_at(sitting.desk, at), json=json)
        return
    table = read_source(context.find_root().obj, source) if source else None
    reading = table is None and (json or at is not None or no_input)
    sitting = sit_down(
        context, family=family, caseload=caseload, as_=as_, no_input=no_input, recording=not reading, table=table
    )
    if table is not None:
        _record(sitting, table)
    elif not reading and sitting.desk.can_ask:
        _converse(sitting)
    else:
        _read(sitting, day_at(sitting.desk, at), json=json)


def _record(sitting: Sitting, table: Mapping[str, Any]) -> None:
    from fsworkbook.workbook.forms.summary import gather  # noqa: PLC0415 - only to record

    sitting.record("summary", gather(table, sitting.practice))
    rated = "Its rating opens when the supervision is held." if "rating" in table else "It holds no rating yet."
    tell(sitting.desk, f"Your summary is kept. {rated}")


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
    from fsworkbook.cli.telling import told_in_a_line  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.clock import spoken  # noqa: PLC0415 - likewise

    when = f"since the supervision of {spoken(since)}" if since else "since the family was opened"
    lines: list[Line] = [Piece(f"{sitting.family.surname} · what you recorded {when}", "strong")]
    if not work:
        return [*lines, "  Nothing yet."]
    for record in work:
        lines += told_in_a_line(record, sitting.family, sitting.desk.width)
    return lines


def _converse(sitting: Sitting) -> None:
    from fsworkbook.cli.conversation import Conversation  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.rate import rating_steps  # noqa: PLC0415 - likewise
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
    Conversation(
        sitting.desk,
        f"{sitting.family.surname} · {shape.name}",
        lambda _table: [*sections, *rating_steps(sitting, needed=False)],
        name=f"summary-{sitting.author.key}",
        command=f"fsworkbook summary --family {sitting.folder.name}",
        drafts=sitting.drafts(),
        opening=said,  # type: ignore[arg-type] # lines of words and pieces
    ).run(lambda table: _record(sitting, table))


def _section_steps(part: SummarySection, sitting: Sitting) -> list[Step]:

    if not part.repeat:
        return [_section_step(("sections", part.id), part.heading, part.prompt)]
    return [
        _section_step(("sections", part.id, child.key), f"{part.heading}: {child.first_name}", part.prompt)
        for child in sitting.family.children
    ]


def _section_step(key: tuple[str, ...], title: str, prompt: str) -> Step:
    from fsworkbook.cli.conversation import Step  # noqa: PLC0415 - only to ask

    return Step(key, lambda asker, _table: asker.long(title, more=prompt, may_not_apply=False), title=title)
