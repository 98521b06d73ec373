"""`extend`: more time for a parenting assessment, agreed by whoever may, with the reason (C.21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import Parent
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Talk
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

Until = Annotated[str | None, Option("--until", metavar="DATE", help="The day by which it will be finished.")]
List = Annotated[bool, Option("--list", help="Show how long each assessment may take, and what was agreed.")]


@either
def command(call: Call, parent: Parent = None, until: Until = None, listing: List = False) -> None:
    """Agree more time for a parenting assessment, with the reason; --list shows what each one has."""
    if listing or call.json or call.at:
        _show(call.sit(), call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "extension", {"assessment": _named(call, parent), "until": call.day(until, "--until")}, _talk)


def _named(call: Call, parent: str | None) -> str | None:
    """Return the key of the assessment of a parent; None where none is named."""
    if not parent:
        return None
    from fsworkbook.cli.frame.assessments import fitting  # noqa: PLC0415 - only where one is named
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise

    found = fitting(call.sit(), {"parent": parent})
    if len(found) > 1:
        listed = ", ".join(item.key for item in found)
        raise BadInput(f"--parent fits several assessments: {listed}. Name one as assessment in --from.")
    return found[0].key


def _talk(sitting: Sitting) -> Talk:
    from fsworkbook.cli.frame.assessments import whose  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - likewise
    from fsworkbook.cli.talk.asksteps import long, one, somebody  # noqa: PLC0415 - likewise
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - likewise

    allow("extend-assessment", sitting.bearings())
    family, today = sitting.family, sitting.desk.today()
    open_ = {
        item.key: f"{item.key}, {whose(sitting, item)}"
        for item in family.assessments.values()
        if item.started and (item.concluded is None or item.concluded > today)
    }
    team = [member for member in family.team.values() if member.key != sitting.viewer]
    steps = [
        one("assessment", "Which assessment?", open_),
        Step("until", lambda asker, _: asker.day("Until which day?", default="", ahead=True), title="Until"),
        long("reason", "Why does it need longer?", needed=True, title="Why"),
        long(
            "child_time",
            "What does it mean for each child: home, their own time, safety meanwhile?",
            needed=True,
            title="For the children",
        ),
        somebody("agreed_with", "Who else agreed?", team, family),
    ]
    return Talk(
        f"{family.surname} · more time for an assessment",
        "extension",
        "fsworkbook extend",
        lambda _table: steps,
        before=_lines(sitting, sitting.ledger()),
    )


def _lines(sitting: Sitting, ledger: Ledger) -> list[Any]:
    """Return each assessment with the day by which it is to be finished, and what was agreed."""
    from fsworkbook.cli.frame.assessments import whose  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.output import wrap  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.extensions import ends, last_day  # noqa: PLC0415 - likewise

    lines: list[Any] = []
    for item in sitting.family.assessments.values():
        agreed = ends(ledger, item.key)
        last = last_day(item, agreed, sitting.practice)
        began = f"started {brief(item.started)}" if item.started else "not started"
        by = f", to be finished by {brief(last)}" if last else ""
        done = f"; concluded {brief(item.concluded)}" if item.concluded else ""
        lines.append(f"  {item.key} · {whose(sitting, item)} · {began}{by}{done}")
        for record in agreed:
            lines += wrap(_agreed(record, sitting), sitting.desk.width, "      ", "    ")
    return lines


def _agreed(record: Record, sitting: Sitting) -> str:
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.extensions import until  # noqa: PLC0415 - likewise

    day = until(record)
    by = sitting.family.first_name(record.by)
    return f"until {brief(day) if day else '?'}, agreed {brief(record.on)} by {by}: {record.word('reason')}"


def _show(sitting: Sitting, at: date | None, *, json: bool) -> None:
    from fsworkbook.cli.frame.output import Piece, emit_json, say  # noqa: PLC0415 - not for recording
    from fsworkbook.workbook.extensions import ends, last_day  # noqa: PLC0415 - likewise

    ledger = sitting.ledger(at)
    if json:
        data = [
            {
                "assessment": item.key,
                "started": item.started,
                "concluded": item.concluded,
                "until": last_day(item, ends(ledger, item.key), sitting.practice),
                "extensions": [
                    {"id": record.id, "on": record.on, "by": record.by, **record.head}
                    for record in ends(ledger, item.key)
                ],
            }
            for item in sitting.family.assessments.values()
        ]
        emit_json(sitting.desk, "extensions", sitting.family.name, at, data)
        return
    say(sitting.desk, Piece(f"{sitting.family.surname} · time for each assessment", "strong"), "")
    say(sitting.desk, *(_lines(sitting, ledger) or ["  no assessment is open"]))
    say(sitting.desk, "", "fsworkbook extend --parent WHO   agrees more time")
