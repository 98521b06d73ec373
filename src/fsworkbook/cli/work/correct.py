"""`correct`: puts a record right by a further record that says so."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.options import On, Reason
from fsworkbook.cli.frame.spelling import Argument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

Id = Annotated[
    str | None,
    Argument(metavar="ID", help="The record: its id, how it begins, its last letters, or last."),
]


@recording
def command(call: Call, record: Id = None, on: On = None, reason: Reason = None) -> None:
    """Put a record right and say why. What stood before is kept, and every view shows what stands."""
    from fsworkbook.cli.frame.finding import find_one  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - likewise
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise

    options = {"correction_reason": reason, "on": call.day(on)}
    table = answers(call, {} if call.source is None else options)
    sitting = call.sit(recording=True, table=table)
    ledger = sitting.ledger()
    named = find_one(record, ledger, sitting.family) if record else ""
    if call.source is None and sitting.desk.can_ask:
        from fsworkbook.cli.work.correcting import talk  # noqa: PLC0415 - only to ask

        talk(sitting, ledger, named, {key: value for key, value in options.items() if value})
        return
    if not named:
        raise BadInput("which record? Name it: fsworkbook correct ID. See the ids with “fsworkbook log”.")
    if call.source is None:
        table = {key: value for key, value in options.items() if value}
    table.pop("by", None)
    put_right(sitting, ledger, named, table)


def put_right(sitting: "Sitting", ledger: "Ledger", named: str, table: "Table") -> None:
    """Record a correction and say so.

    Raises:
        BadInput: the changes cannot be used, or nobody said why.
        Refused: only its author may, or the role may not.
    """
    from fsworkbook.cli.frame.naming import called, tail  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.output import tell, wrap  # noqa: PLC0415 - likewise
    from fsworkbook.cli.frame.recording import commit  # noqa: PLC0415 - likewise
    from fsworkbook.cli.frame.taking import look_over  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.correction import correct  # noqa: PLC0415 - likewise

    before = base_of(sitting, ledger, named)
    changes, reason = split(before, table)
    bearings = sitting.bearings()
    made = correct(before, changes, reason, bearings)
    records, written = commit(sitting.folder, (made,), bearings, action="correct")
    sitting.account(records, written)
    what = f"{called(before, sitting.family, sitting.practice)} of {brief(made.on)}"
    lines = [f"Put right: {what}. What stood before is kept: fsworkbook show {tail(made.id)} --all"]
    rivals = [item for item in sitting.ledger().rivals(made) if item not in made.corrects]
    lines += [
        f"{sitting.family.first_name(ledger.everything[key].by)} put the same record right already ({key}). Both "
        "stand until a correction names both, with corrects."
        for key in rivals
    ]
    tell(sitting.desk, *(line for words in lines for line in wrap(words, sitting.desk.width)))
    look_over(sitting, records)


def base_of(sitting: "Sitting", ledger: "Ledger", named: str) -> "Record":
    """Return the version that a correction starts from: one's own last one, else the very record that was named.

    Raises:
        BadInput: it was withdrawn, or is itself a withdrawal.
    """
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.versions import standing_for  # noqa: PLC0415 - likewise

    record = ledger.everything[named]
    if record.kind == "strike":
        raise BadInput("That is a withdrawal, which stays as it is. Record again what should stand.")
    if record.id in ledger.struck_by:
        raise BadInput(f"{record.id} was withdrawn. Record again what should stand.")
    stands = standing_for(ledger, named)
    if record in stands:
        return record
    mine = [item for item in stands if item.by == sitting.viewer]
    return mine[-1] if mine else record


def split(record: "Record", table: "Mapping[str, Any]") -> "tuple[dict[str, Any], str]":
    """Return what changes, and why; `reason` is why, unless records of this kind have a reason of their own.

    Raises:
        BadInput: nobody said why.
    """
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - beside its only use
    from fsworkbook.workbook.forms.catalogue import KINDS, form_of  # noqa: PLC0415 - likewise

    changes = dict(table)
    own = record.kind in KINDS and "reason" in {key.name for key in form_of(record.kind).keys}
    key = "correction_reason" if own or "correction_reason" in changes else "reason"
    reason = changes.pop(key, None)
    if not isinstance(reason, str) or not reason.strip():
        raise BadInput(f"correct: nothing was recorded.\n  {key} is missing: say in words why it is put right.")
    return changes, reason
