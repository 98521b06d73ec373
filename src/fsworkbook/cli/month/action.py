"""`action`: what somebody does by a day: agreed, done, not done, dropped; and all that are open (D.70–D.73)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

List = Annotated[bool, Option("--list", help="Show the open actions, instead of recording one.")]
Close = Annotated[str | None, Option("--close", metavar="ID", help="The action that is done, not done or dropped.")]


@either
def command(call: Call, close: Close = None, listing: List = False) -> None:
    """Record an action: who does what by when, and how we will know; --close says how it came out."""
    if listing or call.json or call.at:
        _show(call.sit(), call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.finding import meant  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    found = meant(call, close) if close else None
    take(call, "action", {"closes": found}, _closing if close else _talk, after=_said)


def _talk(sitting: Sitting) -> Talk:
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask

    return Talk(
        f"{sitting.family.surname} · an action",
        "action",
        "fsworkbook action",
        lambda _table: action_steps(sitting),
    )


def action_steps(sitting: Sitting) -> list[Step]:
    """Return the questions about an action: exactly what, for whom, who, by when, and how we will know."""
    from fsworkbook.cli.talk.asksteps import day, long, people, text  # noqa: PLC0415 - only to ask

    family = sitting.family
    return [
        long("text", "What exactly will be done?", needed=True, more="A verb that somebody can see being done."),
        people("serves", "Whom is it for?", family.people.values(), family, needed=True),
        doer_step("owner", sitting),
        day("due", "By which day?", ahead=True),
        text("measure", "How will we know?", needed=True, more="What can be seen, counted or shown afterwards."),
    ]


def doer_step(key: str | tuple[str, ...], sitting: Sitting, title: str = "") -> Step:
    """Return the question who does something: the team, parents and carers at once; anybody else is asked for."""
    from fsworkbook.cli.frame.assessments import parents_of  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.asksteps import someone  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.disclosure.recipient import outside  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.family import live  # noqa: PLC0415 - likewise

    family, today = sitting.family, sitting.desk.today()
    team = [member for member in family.team.values() if live(member.since, member.until, today)]
    others = outside(family, sitting.practice)
    near = {member.key: member.name for member in team if member not in others} | parents_of(sitting)
    everybody = {member.key: member.name for member in team}
    everybody |= {person.key: person.name for person in family.people.values() if not person.is_child}
    far = {name: everybody[name] for name in everybody if name not in near}
    return someone(key, "Who does it? One person.", near, far, title=title)


def _closing(sitting: Sitting) -> Talk:
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.asksteps import long, one  # noqa: PLC0415 - likewise

    def steps(table: Table) -> Sequence[Step]:
        states = {"done": "done", "not-done": "not done", "dropped": "dropped, as it is no longer wanted"}
        why = table.get("state", "done") != "done"
        return [
            one("state", "How did it come out?", states, default="done"),
            long("result", "Why?" if why else "What came of it?", needed=why),
        ]

    return Talk(f"{sitting.family.surname} · an action that closes", "action-close", "fsworkbook action", steps)


def _said(sitting: Sitting, records: tuple[Record, ...]) -> None:
    """Say what was recorded, and what of an action is not yet such that somebody can do it (D.71)."""
    from fsworkbook.cli.frame.output import tell, wrap  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import confirm  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.actions import flags  # noqa: PLC0415 - likewise

    confirm(sitting, records)
    if not records[0].word("closes"):
        for flag in flags(records[0], sitting.family, sitting.practice, sitting.ledger()):
            tell(sitting.desk, *wrap(f"Please look: {flag.words}", sitting.desk.width))


def _show(sitting: Sitting, at: date | None, *, json: bool) -> None:
    from fsworkbook.cli.frame.output import Piece, emit_json, say  # noqa: PLC0415 - not for recording
    from fsworkbook.workbook.actions import carried, flags  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.timing.outlook import open_actions  # noqa: PLC0415 - likewise

    ledger = sitting.ledger(at)
    found = open_actions(ledger)
    if json:
        data: list[dict[str, Any]] = [
            {
                "id": record.id,
                "text": record.section("account"),
                "carried": carried(record, ledger),
                "flags": [flag.id for flag in flags(record, sitting.family, sitting.practice, ledger)],
                **record.head,
            }
            for record in found
        ]
        emit_json(sitting.desk, "actions", sitting.family.name, at, data)
        return
    say(sitting.desk, Piece(f"{sitting.family.surname} · open actions", "strong"))
    for record in found:
        say(sitting.desk, "", *action_lines(record, sitting, ledger))
    if not found:
        say(sitting.desk, "", "  None is open.")
    say(sitting.desk, "", "fsworkbook action --close ID   says how one came out")


def action_lines(record: Record, sitting: Sitting, ledger: Ledger) -> list[Any]:
    """Return an action on the screen: by when, who, what, how often carried over, and what is wanting in it."""
    from fsworkbook.cli.frame.naming import tail  # noqa: PLC0415 - not for recording
    from fsworkbook.cli.frame.output import Piece, wrap  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.actions import carried, flags  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - likewise

    family, width = sitting.family, sitting.desk.width
    day = record.head.get("due")
    by = brief(day) if isinstance(day, date) else "no day"
    owner = family.called(record.word("owner")) if record.word("owner") else "nobody"
    times = carried(record, ledger)
    over = f" · carried over {({1: 'once', 2: 'twice'}).get(times, f'{times} times')}" if times else ""
    lines: list[Any] = [f"  {by} · {owner}{over} · {tail(record.id)}"]
    lines += wrap(record.section("account") or "", width, "    ")
    for flag in flags(record, family, sitting.practice, ledger):
        lines += [Piece(text, "quiet") for text in wrap(f"? {flag.words}", width, "      ", "    ")]
    return lines
