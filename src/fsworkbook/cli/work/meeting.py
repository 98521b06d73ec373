"""`meeting`: conferences, core groups, reviews and other meetings about the family, held or still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import Children, On
from fsworkbook.cli.frame.spelling import Option
from fsworkbook.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.family import Member, Person
    from fsworkbook.workbook.record import Record

List = Annotated[bool, Option("--list", help="Show all meetings, instead of recording one.")]


@either
def command(call: Call, child: Children = None, listing: List = False, on: On = None) -> None:
    """Record a meeting about the family that was held, or plan one; --list shows them all, the newest first."""
    if listing or call.json or call.at:
        _show(call.sit(), call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "meeting", {"children": child, "on": call.day(on)}, _talk)


_HELD, _PLANNED = "held", "planned"
_ASIDE = ("how", "added")


def _talk(sitting: Sitting) -> Talk:
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask

    return Talk(
        f"{sitting.family.surname} · a meeting",
        "meeting",
        "fsworkbook meeting",
        lambda table: _steps(sitting, table),
        opening=("Group supervision has a command of its own: fsworkbook supervision.",),
        finish=lambda table: {key: value for key, value in table.items() if key not in _ASIDE and value != ""},
    )


def _steps(sitting: Sitting, table: Table) -> Sequence[Step]:
    from fsworkbook.cli.talk.asksteps import day, long, names_of, one, people, somebody, text  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - likewise

    family = sitting.family
    kinds = {key: kind.name for key, kind in sitting.practice.meetings.items()}
    first = [
        Step(
            "meeting",
            lambda asker, _: asker.several("Which kind of meeting? (two, where one was both)", kinds, needed=True),
            title="Meeting",
            reads=lambda keys: " and ".join(kinds[str(key)] for key in keys),
        ),
        one("how", "Has it been held?", {_HELD: "yes, it was held", _PLANNED: "no, it is still to come"}),
        people("children", "Which children is it about?", family.children, family),
    ]
    if table.get("how") == _PLANNED:
        return [
            *first,
            day("planned", "On which day?", ahead=True),
            Step("invited", lambda asker, _: _invited(asker, sitting, table), "Invited", reads=names_of(family)),
            text(
                "separate_attendance", "Does anybody come at another time, or apart?", more="Who, and how it is done."
            ),
        ]
    waiting = {record.id: _called(record, sitting) for record in planned(sitting.ledger().of("meeting"))}
    plan = [one("holds", "Was it one of these, which were planned?", waiting | {"": "none of them"})] if waiting else []
    there: list[Person | Member] = [*family.people.values(), *family.team.values()]
    return [
        *first,
        *plan,
        day("on", "When was it?"),
        text("chair", "Who chaired it?"),
        somebody("present", "Who was there?", there, family),
        text(
            "separate_attendance", "Did anybody come at another time, or apart?", more="Who, and how it was arranged."
        ),
        day("report_given", "When did the parents get the report?", needed=False),
        long("outcome", "What did it decide?", more="For each child by name. A status is recorded with “status”."),
    ]


def _invited(asker: Asker, sitting: Sitting, table: Table) -> list[str] | None:
    """Ask who is to come; two whom a live order keeps apart are not asked together, and it is said at once (F.51)."""
    from fsworkbook.cli.frame.output import wrap  # noqa: PLC0415 - only to ask
    from fsworkbook.workbook.apart import refuse_together  # noqa: PLC0415 - likewise

    family = sitting.family
    among = [person for person in family.people.values() if not person.is_unborn]
    while True:
        picked = asker.people("Who is asked to come?", [*among, *family.team.values()])
        on = table.get("planned") or sitting.desk.today()
        try:
            refuse_together(picked, family, sitting.practice, on, what="one meeting")
        except Refused as refused:
            asker.show(*wrap(str(refused), asker.desk.width, "  "))
            asker.current = picked
            continue
        return picked or None


def planned(records: Sequence[Record]) -> list[Record]:
    """Return the meetings that were planned and are not recorded as held."""
    held = {record.word("holds") for record in records}
    return [record for record in records if "planned" in record.head and record.id not in held]


def _called(record: Record, sitting: Sitting) -> str:
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - not for --help

    kinds = " and ".join(sitting.practice.meetings[kind].name for kind in record.names("meeting"))
    return f"{kinds}, {brief(_day(record))}"


def _day(record: Record) -> date:
    found: Any = record.head.get("planned", record.on)
    return found  # type: ignore[no-any-return] # the form has read it as a date


def _show(sitting: Sitting, at: date | None, *, json: bool) -> None:
    from fsworkbook.cli.frame.output import Piece, columns, emit_json, say  # noqa: PLC0415 - not for recording
    from fsworkbook.workbook.apart import together  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - likewise

    records = sitting.ledger(at).of("meeting")
    waiting = {record.id for record in planned(records)}
    shown = [record for record in records if record.id in waiting or "planned" not in record.head]
    shown.sort(key=_day, reverse=True)
    if json:
        data = [
            {**record.head, "id": record.id, "on": _day(record), "to_come": record.id in waiting} for record in shown
        ]
        emit_json(sitting.desk, "meetings", sitting.family.name, at, data)
        return
    say(sitting.desk, Piece(f"{sitting.family.surname} · meetings", "strong"))
    rows = []
    flagged = {
        item.record.id: f"Please look: {item.why(sitting.family)}"
        for item in together(sitting.ledger(at), sitting.family, sitting.practice)
    }
    for record in shown:
        kinds = " and ".join(sitting.practice.meetings[kind].name for kind in record.names("meeting"))
        names = ", ".join(sitting.family.first_name(child) for child in record.children)
        rest = "planned" if record.id in waiting else record.word("outcome")
        if record.id in flagged:
            rest = f"{flagged[record.id]}{f' · {rest}' if rest else ''}"
        rows.append([brief(_day(record)), " · ".join(part for part in (kinds, names, rest) if part)])
    say(sitting.desk, "", *(columns(rows, width=sitting.desk.width) if rows else ["  none recorded yet"]))
    say(sitting.desk, "", "fsworkbook meeting   records one, held or planned")
