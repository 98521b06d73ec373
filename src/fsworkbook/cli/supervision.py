"""`fsworkbook supervision`: plan a meeting, move it, hold it, write and approve its minutes (section D)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fsworkbook.cli import options
from fsworkbook.cli.output import columns, emit_json, rating, say, tell
from fsworkbook.cli.sitting import day_at, sit_down
from fsworkbook.cli.source import read_source
from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from fsworkbook.cli.conversation import Step, Table
    from fsworkbook.cli.sitting import Sitting
    from fsworkbook.workbook.meetings import Calendar, Meeting

group = typer.Typer(invoke_without_command=True, no_args_is_help=False, rich_markup_mode=None)

Which = Annotated[
    str | None, typer.Option("--meeting", metavar="DATE", help="The meeting of that day; else the next one.")
]


@group.callback()
def meetings(
    context: typer.Context,
    family: options.Family = None,
    caseload: options.Caseload = None,
    at: options.At = None,
    json: options.Json = False,
) -> None:
    """Plan a group supervision, move it, hold it, write and approve its minutes; bare: the meetings so far."""
    if context.invoked_subcommand:
        return
    from fsworkbook.workbook.clock import weekday  # noqa: PLC0415 - not for --help

    sitting = sit_down(context, family=family, caseload=caseload, as_=None)
    found = _calendar(sitting, at)
    if json:
        emit_json(
            sitting.desk, "supervisions", sitting.folder.name, day_at(sitting.desk, at), [_data(one) for one in found]
        )
        return
    if not found:
        say(sitting.desk, "No supervision is booked yet.", "  fsworkbook supervision schedule   books one")
        return
    rows = [[weekday(one.on), rating(one.held.word("agreed")) if one.held else "", _state(one)] for one in found]
    say(sitting.desk, *columns(rows, width=sitting.desk.width))


def _calendar(sitting: Sitting, at: str | None = None) -> tuple[Meeting, ...]:
    return _all(sitting, at).meetings


def _all(sitting: Sitting, at: str | None = None) -> Calendar:
    from fsworkbook.workbook.meetings import calendar  # noqa: PLC0415 - not for --help

    return calendar(sitting.ledger(day_at(sitting.desk, at)))


def _state(one: Meeting) -> str:
    times = {1: "once", 2: "twice"}.get(one.moves, f"{one.moves} times")
    moved = f", moved {times}" if one.moves else ""
    if one.approved:
        return f"held, minutes approved{moved}"
    if one.minutes:
        return f"held, minutes wait for approval{moved}"
    return f"{'held, minutes not written' if one.held else 'planned'}{moved}"


def _data(one: Meeting) -> dict[str, Any]:
    return {
        "meeting": one.id,
        "planned": one.planned,
        "moves": one.moves,
        "held": one.held.on if one.held else None,
        "minutes": one.minutes.id if one.minutes else None,
        "approved": one.approved.id if one.approved else None,
        "agreed": one.held.word("agreed") or None if one.held else None,
    }


@group.command()
def schedule(
    context: typer.Context,
    family: options.Family = None,
    caseload: options.Caseload = None,
    as_: options.As = None,
    source: options.From = None,
    no_input: options.NoInput = False,
) -> None:
    """Book the next group supervision, and say who is asked to come."""
    _take(context, "scheduled", _schedule_steps, family, caseload, as_, source, no_input=no_input)


@group.command()
def rearrange(
    context: typer.Context,
    family: options.Family = None,
    caseload: options.Caseload = None,
    as_: options.As = None,
    source: options.From = None,
    meeting: Which = None,
    no_input: options.NoInput = False,
) -> None:
    """Move a meeting, for one of the reasons that allow it; none is ever cancelled."""
    _take(context, "moved", _move_steps, family, caseload, as_, source, meeting, no_input=no_input)


@group.command()
def hold(
    context: typer.Context,
    family: options.Family = None,
    caseload: options.Caseload = None,
    as_: options.As = None,
    source: options.From = None,
    meeting: Which = None,
    no_input: options.NoInput = False,
) -> None:
    """Record that a meeting was held: who was there, and the rating that the manager agreed."""
    _take(context, "held", _hold_steps, family, caseload, as_, source, meeting, no_input=no_input)


@group.command()
def minutes(
    context: typer.Context,
    family: options.Family = None,
    caseload: options.Caseload = None,
    as_: options.As = None,
    source: options.From = None,
    meeting: Which = None,
    no_input: options.NoInput = False,
) -> None:
    """Write the minutes of a meeting that was held."""
    _take(context, "minutes", _minutes_steps, family, caseload, as_, source, meeting, no_input=no_input)


@group.command()
def approve(
    context: typer.Context,
    family: options.Family = None,
    caseload: options.Caseload = None,
    as_: options.As = None,
    source: options.From = None,
    meeting: Which = None,
    no_input: options.NoInput = False,
) -> None:
    """Approve the minutes of a meeting; never one's own."""
    _take(context, "approved", lambda _sitting: [], family, caseload, as_, source, meeting, no_input=no_input)


SAID = {
    "scheduled": "The meeting is booked.",
    "moved": "The meeting is moved.",
    "held": "The meeting is held, and the ratings are open: fsworkbook rag",
    "minutes": "The minutes are kept; the team manager approves them.",
    "approved": "The minutes are approved.",
}


def _take(
    context: typer.Context,
    step: str,
    steps: Callable[[Sitting], list[Step]],
    family: str | None,
    caseload: Path | None,
    as_: str | None,
    source: str | None,
    meeting: str | None = None,
    *,
    no_input: bool,
) -> None:
    """Take one step of a meeting: from a file, or by asking."""
    table = read_source(context.find_root().obj, source) if source else None
    sitting = sit_down(
        context, family=family, caseload=caseload, as_=as_, no_input=no_input, recording=True, table=table
    )
    known: dict[str, Any] = {"step": step}
    if step != "scheduled" and not (table and "meeting" in table):
        known["meeting"] = _which(_all(sitting), step, meeting, sitting)

    def save(answers: Mapping[str, Any]) -> None:
        sitting.record("supervision", {**known, **answers})

    asked = steps(sitting) if table is None and sitting.desk.can_ask else []
    if asked:
        _converse(sitting, step, asked, save)
    else:
        save(table or {})
    tell(sitting.desk, SAID[step])


def _which(found: Calendar, step: str, typed: str | None, sitting: Sitting) -> str:
    """Return the id of the meeting that a step is about.

    Raises:
        BadInput: there is none.
    """
    day = day_at(sitting.desk, typed)
    waits: dict[str, Callable[[Meeting], bool]] = {
        "moved": lambda one: one.held is None,
        "held": lambda one: one.held is None,
        "minutes": lambda one: one.held is not None and one.minutes is None,
        "approved": lambda one: one.minutes is not None and one.approved is None,
    }
    fitting = [one for one in found.meetings if waits[step](one) and day in {None, one.on}]
    if not fitting:
        raise BadInput("No meeting waits for this step. See them all with “fsworkbook supervision”.")
    return fitting[0].id


def _converse(sitting: Sitting, step: str, steps: list[Step], save: Callable[[Table], None]) -> None:
    from fsworkbook.cli.conversation import Conversation  # noqa: PLC0415 - only to ask

    Conversation(
        sitting.desk,
        f"{sitting.family.surname} · group supervision",
        lambda _table: steps,
        name=f"supervision-{step}-{sitting.author.key}",
        command=f"fsworkbook supervision --family {sitting.folder.name}",
        drafts=sitting.drafts(),
    ).run(save)


def _schedule_steps(sitting: Sitting) -> list[Step]:
    from fsworkbook.cli.conversation import Step  # noqa: PLC0415 - only to ask

    team = list(sitting.family.team.values())
    own = [member.key for member in team if sitting.practice.roles[member.role].rates]
    return [
        Step("planned", lambda asker, _: asker.day("When is it?", default="", ahead=True), title="When"),
        Step("mode", lambda asker, _: asker.text("In person, remote or mixed?", default="in person"), title="How"),
        Step("invited", lambda asker, _: asker.people("Who is asked to come?", team, ticked=own), title="Asked"),
    ]


def _move_steps(sitting: Sitting) -> list[Step]:
    from fsworkbook.cli.conversation import Step  # noqa: PLC0415 - only to ask

    reasons = {key: item.name for key, item in sitting.practice.moving_reasons.items()}
    deciders = [member for member in sitting.family.team.values() if not _outside(sitting, member.role)]
    return [
        Step("to", lambda asker, _: asker.day("To which day?", default="", ahead=True), title="To"),
        Step("reason", lambda asker, _: asker.one("Why?", reasons), title="Why", reads=lambda key: reasons[str(key)]),
        Step("decided_by", lambda asker, _: asker.person("Who decided it?", deciders), title="Decided by"),
    ]


def _outside(sitting: Sitting, role: str) -> bool:
    return role == "outside" or role not in sitting.practice.roles


def _hold_steps(sitting: Sitting) -> list[Step]:
    from fsworkbook.cli.conversation import Step  # noqa: PLC0415 - only to ask

    ratings = {key: item.name for key, item in sitting.practice.ratings.items()}
    states = {key: item.name for key, item in sitting.practice.attendance.items()}
    present = [member for member in sitting.family.team.values() if not _outside(sitting, member.role)]
    there = [
        Step(
            ("attendance", member.key),
            lambda asker, _, name=member.name: asker.one(name, states, default="attended"),  # type: ignore[misc]
            title=member.name,
            reads=lambda key: states[str(key)],
        )
        for member in present
    ]
    children = [
        Step(
            ("agreed_children", child.key),
            lambda asker, _, name=child.first_name: asker.one(f"Agreed for {name}", ratings, needed=False),  # type: ignore[misc]
            title=f"Agreed for {child.first_name}",
        )
        for child in sitting.family.children
    ]
    return [
        *there,
        Step("agreed", lambda asker, _: asker.one("The rating that the manager agrees", ratings), title="Agreed"),
        *children,
        Step(
            "differences",
            lambda asker, _: asker.long("What the difference between the ratings is about", may_not_apply=False),
            title="Differences",
        ),
        Step(
            "agreed_reason",
            lambda asker, _: asker.long("Why, where it is below anyone’s", may_not_apply=False),
            title="Why",
        ),
    ]


def _minutes_steps(_sitting: Sitting) -> list[Step]:
    from fsworkbook.cli.conversation import Step  # noqa: PLC0415 - only to ask

    return [Step("text", lambda asker, _: asker.long("The minutes", needed=True, may_not_apply=False), title="Minutes")]
