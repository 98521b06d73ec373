"""`strike`: withdraws a record, says why, and leaves it on disk."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.options import Reason
from fsworkbook.cli.frame.spelling import Argument

if TYPE_CHECKING:
    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.workbook.ledger import Ledger

Id = Annotated[
    str | None,
    Argument(metavar="ID", help="The record: its id, how it begins, its last letters, or last."),
]


@recording
def command(call: Call, record: Id = None, reason: Reason = None) -> None:
    """Withdraw a record and say why. It leaves every view and stays on disk."""
    from fsworkbook.cli.frame.finding import find_one  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - likewise

    table = answers(call, {"reason": reason})
    sitting = call.sit(recording=True, table=table)
    ledger = sitting.ledger()
    if record:
        table["strikes"] = find_one(record, ledger, sitting.family)
    if call.source is not None or not sitting.desk.can_ask:
        withdraw(sitting, table, ledger)
        return
    _talk(sitting, table, ledger)


def withdraw(sitting: "Sitting", table: "Table", ledger: "Ledger") -> None:
    """Record the withdrawal of a record and of all its corrections, in one commit, and say so."""
    from fsworkbook.cli.frame.naming import called, joined  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.output import tell, wrap  # noqa: PLC0415 - likewise
    from fsworkbook.cli.frame.recording import commit  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.catalogue import submit  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.versions import standing_for, with_corrections  # noqa: PLC0415 - likewise

    bearings = sitting.bearings()
    named = table.get("strikes")
    gone = with_corrections(ledger, named) if isinstance(named, str) and named in ledger.everything else (named,)
    made = tuple(
        item
        for key in gone
        for item in submit("strike", {**table, **({"strikes": key} if key is not None else {})}, bearings)
    )
    records, written = commit(sitting.folder, made, bearings, action="strike")
    sitting.account(records, written)
    struck = ledger.everything[str(named)]
    what = f"{called(struck, sitting.family, sitting.practice)} of {brief(struck.on)}"
    lines = [f"Withdrawn: {what}. It is left out of every view and stays on disk."]
    back = [item for key in struck.corrects for item in standing_for(sitting.ledger(), key)]
    if back:
        names = joined(f"{called(item, sitting.family, sitting.practice)} of {brief(item.on)}" for item in back)
        lines.append(f"What it had put right stands again: {names}.")
    tell(sitting.desk, *(line for words in lines for line in wrap(words, sitting.desk.width)))


def _talk(sitting: "Sitting", table: "Table", ledger: "Ledger") -> None:
    from fsworkbook.cli.frame.finding import recent  # noqa: PLC0415 - likewise
    from fsworkbook.cli.frame.naming import tail  # noqa: PLC0415 - likewise
    from fsworkbook.cli.frame.taking import Talk, hold  # noqa: PLC0415 - likewise
    from fsworkbook.cli.talk.asksteps import long, one  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - likewise

    begun = "strikes" in table

    def steps(_now: "Table") -> "list[Step]":
        asked = [] if begun else [one("strikes", "Which record?", recent(sitting, ledger))]
        return [
            *asked,
            long("reason", "Why is it withdrawn?", needed=True),
            Step("sure", lambda asker, _: asker.yes("Withdraw it?", default=False) or None, "Withdraw it"),
        ]

    def keep(filled: "Table") -> None:
        from fsworkbook.errors import BadInput  # noqa: PLC0415 - beside its only use

        if not filled.pop("sure", False):
            raise BadInput("Nothing was withdrawn: you answered no. Change that answer, or leave it with Ctrl+C.")
        withdraw(sitting, filled, ledger)

    before: list[Line] = []
    name = f"strike-{tail(table['strikes'])}" if begun else "strike"
    again = f" {tail(table['strikes'])}" if begun else ""
    if begun:
        from fsworkbook.cli.work.page import page_of  # noqa: PLC0415 - likewise
        from fsworkbook.workbook.forms.supervision import refuse_closed  # noqa: PLC0415 - likewise

        refuse_closed(table["strikes"], sitting.bearings())
        before = [*page_of(sitting, ledger, ledger.everything[table["strikes"]])]
    hold(
        sitting,
        Talk(f"{sitting.family.surname} · withdraw a record", name, f"fsworkbook strike{again}", steps, before=before),
        table,
        keep,
    )
