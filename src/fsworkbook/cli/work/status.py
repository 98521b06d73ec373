"""`status`: what a conference, a review or a court decided for a child, and each child's history."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import Child, On
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.conversation import Step

List = Annotated[bool, Option("--list", help="Show each child's history, instead of recording a decision.")]


@either
def command(call: Call, child: Child = None, listing: List = False, on: On = None) -> None:
    """Record a child's plan or legal status as a meeting or court decided it; --list shows each child's history."""
    if listing or call.json or call.at:
        _show(call.sit(), child, call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "status", {"child": child, "on": call.day(on)}, _talk)


def _talk(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask

    return Talk(
        f"{sitting.family.surname} · a child’s status",
        "status",
        "fsworkbook status",
        lambda table: _steps(sitting, table),
        opening=("Only what a conference, a review or a court decided; siblings may differ.",),
        finish=lambda table: {key: value for key, value in table.items() if key != "further"},
    )


def _steps(sitting: "Sitting", _table: "Table") -> "Sequence[Step]":
    from fsworkbook.cli.talk.asksteps import day, long, one, text  # noqa: PLC0415 - only to ask

    statuses = {key: status.name for key, status in sitting.practice.statuses.items()}
    children = {child.key: child.name for child in sitting.family.children}
    return [
        one("child", "Which child?", children),
        one("status", "What is it from now on?", statuses),
        day("from", "From which day?"),
        text("decided_by", "Who decided it?", needed=True, more="The conference, review or court: first conference."),
        long("reason", "Why?", needed=True, more="Because of what. The child may read it one day."),
    ]


def _show(sitting: "Sitting", child: str | None, at: "date | None", *, json: bool) -> None:
    from fsworkbook.cli.frame.naming import capital  # noqa: PLC0415 - not for recording
    from fsworkbook.cli.frame.output import Piece, columns, emit_json, say  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.statuses import history  # noqa: PLC0415 - likewise

    family, practice, desk = sitting.family, sitting.practice, sitting.desk
    keys = [item.key for item in family.children]
    if child:
        keys = [find_person(child, family, practice.relations, "--child", among=keys).key]
    ledger = sitting.ledger(at)
    found = {key: history(ledger, key) for key in keys}
    if json:
        data = [
            {
                "child": key,
                "history": [
                    {
                        "status": item.status,
                        "from": item.since,
                        "until": item.until,
                        "decided_by": item.record.word("decided_by"),
                        "reason": item.record.word("reason"),
                        "categories": item.record.names("categories"),
                        "id": item.record.id,
                    }
                    for item in items
                ],
            }
            for key, items in found.items()
        ]
        emit_json(desk, "statuses", family.name, at, data)
        return
    say(desk, Piece(f"{family.surname} · each child’s status", "strong"))
    for key, items in found.items():
        say(desk, "", family.called(key))
        rows = []
        for item in reversed(items):
            name = practice.statuses[item.status].name if item.status in practice.statuses else item.status
            until = f" to {brief(item.until)}" if item.until else ""
            by, why = item.record.word("decided_by"), item.record.word("reason")
            rows.append([f"{brief(item.since)}{until}", f"{name}. {capital(by)}: {why}"])
        say(desk, *(columns(rows, width=desk.width) if rows else ["  nothing recorded yet"]))
    say(desk, "", "fsworkbook status   records what was decided")
