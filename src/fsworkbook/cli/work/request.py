"""`request`: ask for an adult practitioner, and what the line manager decided (N.20–N.23, X4)."""

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
    from fsworkbook.workbook.record import Record

List = Annotated[bool, Option("--list", help="Show all requests, instead of making one.")]
Answer = Annotated[str | None, Option("--answer", metavar="ID", help="The request that was agreed or refused.")]


@either
def command(call: Call, answer: Answer = None, listing: List = False) -> None:
    """Ask for an adult practitioner; --answer says what their line manager decided; --list shows them all."""
    if listing or call.json or call.at:
        _show(call.sit(), call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.finding import meant  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    found = meant(call, answer) if answer else None
    take(call, "request", {"answers": found}, _answering if answer else _talk, after=_after)


def _after(sitting: Sitting, records: tuple[Record, ...]) -> None:
    """Say what was recorded, and what nobody has asked the person for whom it is (F.02, F.07, F.11)."""
    from fsworkbook.cli.frame.output import tell, wrap  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import confirm  # noqa: PLC0415 - likewise
    from fsworkbook.cli.work.consentlook import of_request  # noqa: PLC0415 - likewise

    confirm(sitting, records)
    for said in of_request(sitting, records[0]):
        tell(sitting.desk, *wrap(said, sitting.desk.width))


def _talk(sitting: Sitting) -> Talk:
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.asksteps import long, one, text  # noqa: PLC0415 - likewise
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - likewise

    allow("request-specialist", sitting.bearings(), proposing=True)
    practice, family = sitting.practice, sitting.family
    roles = {key: role.name for key, role in practice.roles.items() if role.rates and key != practice.allocated_role}
    adults = {person.key: person.name for person in family.people.values() if not person.is_child}
    steps = [
        Step(
            "specialists",
            lambda asker, _: asker.several("Who is asked for?", roles, needed=True),
            title="Asked for",
            reads=lambda keys: ", ".join(roles[str(key)] for key in keys),
        ),
        one("person", "For whom?", adults),
        long("summary", "The family’s situation, in short", needed=True),
        long("purpose", "What results are wanted?", needed=True),
        text("timescale", "How long should it take?", needed=True, more="In weeks or sessions."),
    ]
    return Talk(f"{family.surname} · a request for a colleague", "request", "fsworkbook request", lambda _table: steps)


def _answering(sitting: Sitting) -> Talk:
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.asksteps import day, long, one, text  # noqa: PLC0415 - likewise

    def steps(table: Table) -> Sequence[Step]:
        asked = [one("how", "What was decided?", {"agreed": "agreed", "refused": "refused"})]
        if table.get("how") == "refused":
            asked += [day("refused", "On which day?"), text("decided_by", "Who decided?", needed=True)]
            return [*asked, long("reason", "Why, and is something offered instead?", needed=True)]
        asked += [day("agreed", "On which day?"), text("decided_by", "Who decided?", needed=True)]
        return [*asked, day("until", "Until which day was it agreed?", ahead=True, needed=False)]

    return Talk(
        f"{sitting.family.surname} · the answer to a request",
        "request-answer",
        "fsworkbook request",
        steps,
        opening=("The practitioner’s own line manager decides; the team manager proposes.",),
        finish=lambda table: {key: value for key, value in table.items() if key != "how"},
    )


def _show(sitting: Sitting, at: date | None, *, json: bool) -> None:
    from fsworkbook.cli.frame.naming import tail  # noqa: PLC0415 - not for recording
    from fsworkbook.cli.frame.output import Piece, columns, emit_json, say  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - likewise

    records = sitting.ledger(at).of("request")
    asked = [record for record in records if not record.word("answers")]
    if json:
        data: list[dict[str, Any]] = [
            {"id": record.id, "on": record.on, "state": _state(record, records), **record.head} for record in asked
        ]
        emit_json(sitting.desk, "requests", sitting.family.name, at, data)
        return
    say(sitting.desk, Piece(f"{sitting.family.surname} · requests for an adult practitioner", "strong"), "")
    rows = []
    for record in asked:
        roles = ", ".join(sitting.practice.roles[key].name for key in record.names("specialists"))
        whom = sitting.family.first_name(record.word("person"))
        rows.append([brief(record.on), tail(record.id), f"{roles}, for {whom}: {_state(record, records)}"])
    say(sitting.desk, *(columns(rows, width=sitting.desk.width) if rows else ["  none so far"]))
    say(sitting.desk, "", "fsworkbook request --answer ID   says what was decided")


def _state(record: Record, records: Sequence[Record]) -> str:
    """Return how far a request has come, in a word (N.21)."""
    mine = [item for item in records if item.word("answers") == record.id]
    for key in ("ended", "started", "refused", "agreed"):
        days = [item.head[key] for item in mine if isinstance(item.head.get(key), date)]
        if days:
            return key
    return "asked"
