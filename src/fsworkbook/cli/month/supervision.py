"""`fsworkbook supervision`: plan a meeting, move it, hold it, write and approve its minutes (section D)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from fsworkbook.cli.frame.calling import Call, Group, calling, recording
from fsworkbook.cli.frame.output import emit_json, say, tell
from fsworkbook.cli.frame.sitting import day_at
from fsworkbook.cli.frame.spelling import Option
from fsworkbook.cli.frame.taking import answers, converse, save
from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.workbook.meetings import Calendar, Meeting
    from fsworkbook.workbook.record import Record

group = Group()

Which = Annotated[str | None, Option("--meeting", metavar="DATE", help="The meeting of that day; else the next one.")]


@group.callback()
@calling("at", "json", "no_input", "family", "caseload")
def meetings(call: Call) -> None:
    """Plan a group supervision, move it, hold it, write and approve its minutes; bare: the meetings and their days."""
    if not call.bare:
        return
    from fsworkbook.cli.month.meetingpage import data, page  # noqa: PLC0415 - not for --help

    sitting = call.sit()
    ledger = sitting.ledger(call.until())
    today = call.until() or sitting.desk.today()
    found = _all(sitting, call.until()).meetings
    if call.json:
        listed = [data(one, sitting, ledger, today) for one in found]
        emit_json(sitting.desk, "supervisions", sitting.folder.name, call.until(), listed)
    elif found:
        say(sitting.desk, *page(found, sitting, ledger, today))
    else:
        say(sitting.desk, "No supervision is booked yet.", "  fsworkbook supervision schedule   books one")


def _all(sitting: Sitting, until: date | None = None) -> Calendar:
    from fsworkbook.workbook.meetings import calendar  # noqa: PLC0415 - not for --help

    return calendar(sitting.ledger(until))


@group.command()
@recording
def schedule(call: Call) -> None:
    """Book the next group supervision, and say who is asked to come."""
    _take(call, "scheduled")


@group.command()
@recording
def remind(call: Call, meeting: Which = None) -> None:
    """Record that the reminder went out: of the meeting, and of the summaries that are due before it."""
    _take(call, "reminded", meeting)


@group.command()
@recording
def apologies(call: Call, meeting: Which = None) -> None:
    """Record who cannot come, and who agreed to it; a summary then stands in for them."""
    _take(call, "apologies", meeting)


@group.command()
@recording
def rearrange(call: Call, meeting: Which = None) -> None:
    """Move a meeting, for one of the reasons that allow it; none is ever cancelled."""
    _take(call, "moved", meeting)


@group.command()
@recording
def hold(call: Call, meeting: Which = None) -> None:
    """Hold a meeting: who is there, the ratings open together, what is agreed, actions, the next date."""
    if call.source is not None or not call.desk.can_ask:
        _take(call, "held", meeting)
        return
    sitting = call.sit(recording=True)
    day = day_at(sitting.desk, meeting, "--meeting")
    if not [one for one in _all(sitting).meetings if _to_agree(one) and day in {None, one.on}]:
        _take(call, "held", meeting)
    _take(call, "agreed", meeting)


@group.command()
@recording
def agree(call: Call, meeting: Which = None) -> None:
    """Agree the rating of a meeting that is open already: what “hold” leads to by itself."""
    _take(call, "agreed", meeting)


@group.command()
@recording
def minutes(call: Call, meeting: Which = None) -> None:
    """Write the minutes, live or afterwards: open actions first, then the text, new actions, the next date."""
    _take(call, "minutes", meeting)


@group.command()
@recording
def approve(call: Call, meeting: Which = None) -> None:
    """Approve the minutes of a meeting; never one's own. From then on a note corrects them."""
    _take(call, "approved", meeting)


def _take(call: Call, name: str, typed: str | None = None) -> None:
    """Take one step of a meeting: from a file, or by asking."""
    table, stage = answers(call, {}), _STAGES[name]
    sitting = call.sit(recording=True, table=table)
    asking = call.source is None and sitting.desk.can_ask and stage.asks
    known: Table = {"step": name}
    meeting: Meeting | None = None
    if stage.waits is not None and "meeting" not in table:
        meeting = _which(sitting, stage, typed, live=bool(asking))
        known["meeting"] = meeting.id

    def say_kept(_sitting: Sitting, records: tuple[Record, ...]) -> None:
        tell(sitting.desk, stage.kept)
        _say_more(sitting, records)

    if stage.reads and meeting is not None and call.source is None and sitting.desk.can_ask:
        from fsworkbook.cli.month.approving import approved  # noqa: PLC0415 - only to ask

        _allow(sitting, name)
        if not approved(sitting, meeting):
            return
    if not asking:
        save(sitting, "supervision", known | table, after=say_kept)
        return
    converse(sitting, "supervision", _talk(sitting, name, meeting, known), {}, after=say_kept)


def _talk(sitting: Sitting, name: str, meeting: Meeting | None, known: Table) -> Talk:
    from fsworkbook.cli.month.meetingtalks import talk_of  # noqa: PLC0415 - only to ask

    _allow(sitting, name)
    return talk_of(name, sitting, meeting, known)


def _allow(sitting: Sitting, name: str) -> None:
    """Refuse a step to whoever may not take it, before they are asked: nobody types for half an hour for nothing."""
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - only to ask
    from fsworkbook.workbook.forms.supervision import ACTIONS  # noqa: PLC0415 - likewise

    allow(ACTIONS[name], sitting.bearings())


def _which(sitting: Sitting, stage: _Stage, typed: str | None, *, live: bool) -> Meeting:
    """Return the meeting that a step is about: the first that waits for it; minutes may begin while it is held.

    Raises:
        BadInput: there is none.
    """
    day = day_at(sitting.desk, typed, "--meeting")
    every = [one for one in _all(sitting).meetings if day in {None, one.on}]
    fitting = [one for one in every if stage.waits is None or stage.waits(one)]
    if not fitting and live and stage.live is not None:
        today = sitting.desk.today()
        fitting = [one for one in every if stage.live(one) and one.planned <= today]
    if not fitting:
        raise BadInput("No meeting waits for this step. See them all with “fsworkbook supervision”.")
    return fitting[0]


def _say_more(sitting: Sitting, records: tuple[Record, ...]) -> None:
    """Say what else was recorded, and after booking or moving a meeting which days follow from it."""
    from fsworkbook.cli.month.meetingafter import after_lines  # noqa: PLC0415 - not for --help

    tell(sitting.desk, *after_lines(sitting, records))


def _to_agree(one: Meeting) -> bool:
    return one.held is not None and one.agreement is None and one.approved is None


class _Stage(NamedTuple):
    """One step of a meeting.

    Attributes:
        kept: what is said when it is recorded.
        waits: whether a meeting waits for it; None where it makes a meeting.
        asks: whether anything is asked.
        reads: whether what it settles is read first, and then agreed to.
        live: whether it may begin before the meeting waits for it, on the day of the meeting or later.
    """

    kept: str
    waits: Callable[[Meeting], bool] | None
    asks: bool = True
    reads: bool = False
    live: Callable[[Meeting], bool] | None = None


_STAGES: Final = {
    "scheduled": _Stage("The meeting is booked.", None),
    "reminded": _Stage("It is recorded that the reminder went out.", lambda one: one.held is None, asks=False),
    "apologies": _Stage("It is recorded; a summary is owed in their place.", lambda one: one.held is None),
    "moved": _Stage("The meeting is moved.", lambda one: one.held is None),
    "held": _Stage("The meeting is held, and the ratings are open: fsworkbook rag", lambda one: one.held is None),
    "agreed": _Stage("What was agreed is recorded.", _to_agree),
    "minutes": _Stage(
        "The minutes are kept; the team manager approves them.",
        lambda one: one.held is not None and one.minutes is None,
        live=lambda one: one.held is None,
    ),
    "approved": _Stage(
        "The minutes are approved. From now on a note corrects them.",
        lambda one: one.minutes is not None and one.approved is None,
        asks=False,
        reads=True,
    ),
}
