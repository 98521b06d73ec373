"""`fsworkbook supervision`: plan a meeting, move it, hold it, write and approve its minutes (section D)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from fsworkbook.cli.frame.calling import Call, Group, calling, recording
from fsworkbook.cli.frame.output import columns, emit_json, rating, say, tell
from fsworkbook.cli.frame.sitting import day_at
from fsworkbook.cli.frame.spelling import Option
from fsworkbook.cli.frame.taking import Talk, answers, converse, save
from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.meetings import Calendar, Meeting
    from fsworkbook.workbook.record import Record

group = Group()

Which = Annotated[str | None, Option("--meeting", metavar="DATE", help="The meeting of that day; else the next one.")]


@group.callback()
@calling("at", "json", "family", "caseload")
def meetings(call: Call) -> None:
    """Plan a group supervision, move it, hold it, write and approve its minutes; bare: the meetings so far."""
    if not call.bare:
        return
    from fsworkbook.workbook.clock import weekday  # noqa: PLC0415 - not for --help

    sitting = call.sit()
    found = _all(sitting, call.until()).meetings
    if call.json:
        emit_json(sitting.desk, "supervisions", sitting.folder.name, call.until(), [_data(one) for one in found])
        return
    if not found:
        say(sitting.desk, "No supervision is booked yet.", "  fsworkbook supervision schedule   books one")
        return
    rows = [[weekday(one.on), rating(one.held.word("agreed")) if one.held else "", _state(one)] for one in found]
    say(sitting.desk, *columns(rows, width=sitting.desk.width))


def _all(sitting: Sitting, until: date | None = None) -> Calendar:
    from fsworkbook.workbook.meetings import calendar  # noqa: PLC0415 - not for --help

    return calendar(sitting.ledger(until))


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
@recording
def schedule(call: Call) -> None:
    """Book the next group supervision, and say who is asked to come."""
    _take(call, "scheduled")


@group.command()
@recording
def rearrange(call: Call, meeting: Which = None) -> None:
    """Move a meeting, for one of the reasons that allow it; none is ever cancelled."""
    _take(call, "moved", meeting)


@group.command()
@recording
def hold(call: Call, meeting: Which = None) -> None:
    """Record that a meeting was held: who was there, and the rating that the manager agreed."""
    _take(call, "held", meeting)


@group.command()
@recording
def minutes(call: Call, meeting: Which = None) -> None:
    """Write the minutes of a meeting that was held."""
    _take(call, "minutes", meeting)


@group.command()
@recording
def approve(call: Call, meeting: Which = None) -> None:
    """Approve the minutes of a meeting; never one's own."""
    _take(call, "approved", meeting)


def _take(call: Call, name: str, meeting: str | None = None) -> None:
    """Take one step of a meeting: from a file, or by asking."""
    table, stage = answers(call, {}), _STAGES[name]
    sitting = call.sit(recording=True, table=table)
    known: Table = {"step": name}
    if stage.waits is not None and "meeting" not in table:
        known["meeting"] = _which(sitting, stage.waits, meeting)

    def say_kept(_sitting: Sitting, _records: tuple[Record, ...]) -> None:
        tell(sitting.desk, stage.kept)

    if call.source is not None or stage.steps is None or not sitting.desk.can_ask:
        save(sitting, "supervision", known | table, after=say_kept)
        return
    asked = stage.steps(sitting)
    talk = Talk(
        f"{sitting.family.surname} · group supervision",
        f"supervision-{name}-{sitting.author.key}",
        f"fsworkbook supervision --family {sitting.folder.name}",
        lambda _table: asked,
        finish=lambda filled: known | filled,
    )
    converse(sitting, "supervision", talk, {}, after=say_kept)


def _which(sitting: Sitting, waits: Callable[[Meeting], bool], typed: str | None) -> str:
    """Return the id of the meeting that a step is about: the first that waits for it.

    Raises:
        BadInput: there is none.
    """
    day = day_at(sitting.desk, typed, "--meeting")
    fitting = [one for one in _all(sitting).meetings if waits(one) and day in {None, one.on}]
    if not fitting:
        raise BadInput("No meeting waits for this step. See them all with “fsworkbook supervision”.")
    return fitting[0].id


def _schedule_steps(sitting: Sitting) -> list[Step]:
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

    team = list(sitting.family.team.values())
    own = [member.key for member in team if sitting.practice.roles[member.role].rates]
    return [
        Step("planned", lambda asker, _: asker.day("When is it?", default="", ahead=True), title="When"),
        Step("mode", lambda asker, _: asker.text("In person, remote or mixed?", default="in person"), title="How"),
        Step("invited", lambda asker, _: asker.people("Who is asked to come?", team, ticked=own), title="Asked"),
    ]


def _move_steps(sitting: Sitting) -> list[Step]:
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

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
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

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
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

    return [Step("text", lambda asker, _: asker.long("The minutes", needed=True, may_not_apply=False), title="Minutes")]


class _Stage(NamedTuple):
    """One step of a meeting.

    Attributes:
        kept: what is said when it is recorded.
        waits: whether a meeting waits for it; None where it makes a meeting.
        steps: what is asked; None where there is nothing to ask.
    """

    kept: str
    waits: Callable[[Meeting], bool] | None
    steps: Callable[[Sitting], list[Step]] | None


_STAGES: Final = {
    "scheduled": _Stage("The meeting is booked.", None, _schedule_steps),
    "moved": _Stage("The meeting is moved.", lambda one: one.held is None, _move_steps),
    "held": _Stage(
        "The meeting is held, and the ratings are open: fsworkbook rag", lambda one: one.held is None, _hold_steps
    ),
    "minutes": _Stage(
        "The minutes are kept; the team manager approves them.",
        lambda one: one.held is not None and one.minutes is None,
        _minutes_steps,
    ),
    "approved": _Stage("The minutes are approved.", lambda one: one.minutes is not None and one.approved is None, None),
}
