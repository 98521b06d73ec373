"""`status`: what a conference, a review or a court decided for a child, and each child's history."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import Child, On
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.record import Record

List = Annotated[bool, Option("--list", help="Show each child's history, instead of recording a decision.")]


@either
def command(call: Call, child: Child = None, listing: List = False, on: On = None) -> None:
    """Record a child's plan or legal status as a meeting or court decided it; --list shows each child's history."""
    if listing or call.json or call.at:
        from fsworkbook.cli.work.statuspage import show  # noqa: PLC0415 - not for recording

        show(call.sit(), child, call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "status", {"child": child, "on": call.day(on)}, _talk, after=_after)


def _talk(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.work.statuspage import standing_lines  # noqa: PLC0415 - likewise

    return Talk(
        f"{sitting.family.surname} · a child’s status",
        "status",
        "fsworkbook status",
        lambda table: _steps(sitting, table),
        before=standing_lines(sitting, sitting.ledger(), sitting.desk.today()),
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


def _after(sitting: "Sitting", records: "tuple[Record, ...]") -> None:
    """Say what was recorded, which step it is, and what goes with that: what stays, and whom to tell."""
    from fsworkbook.cli.frame.output import tell, wrap  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import confirm  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.statuses import remarks  # noqa: PLC0415 - likewise

    confirm(sitting, records)
    for said in remarks(records[0], sitting.family, sitting.ledger(), sitting.practice):
        tell(sitting.desk, *wrap(said, sitting.desk.width))
