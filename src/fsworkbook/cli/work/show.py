"""`show`: read one record or many."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame.calling import Call, reading
from fsworkbook.cli.frame.options import Child, For, Parent
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_LATEST = 12

Id = Annotated[
    str | None,
    Argument(metavar="ID", help="A record: its id, how it begins, its last letters, or last."),
]
Module = Annotated[int | None, Option("--module", metavar="N", help="Only entries of module N.")]
Kind = Annotated[str | None, Option("--kind", metavar="KIND", help="Only records of a kind, such as visit.")]
By = Annotated[str | None, Option("--by", metavar="KEY", help="Only what this member of the team recorded.")]
Since = Annotated[str | None, Option("--since", metavar="DATE", help="Only from that day on.")]
On_ = Annotated[str | None, Option("--on", metavar="DATE", help="Only from that day.")]
All = Annotated[bool, Option("--all", help="Earlier versions and withdrawn records as well.")]


@reading
def command(
    call: Call,
    record: Id = None,
    module: Module = None,
    kind: Kind = None,
    parent: Parent = None,
    child: Child = None,
    by: By = None,
    on: On_ = None,
    since: Since = None,
    everything: All = False,
    whom: For = None,
) -> None:
    """Read a record, or many: by module, parent, child, kind, author or day. Bare, it lists the latest."""
    from fsworkbook.cli.frame.finding import find_one  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.work.records import Wanted, chosen  # noqa: PLC0415 - likewise

    wanted = Wanted(
        module=module,
        kind=kind,
        parent=parent,
        child=child,
        by=by,
        on=call.day(on),
        since=call.day(since, "--since"),
        everything=everything,
    )
    if whom is not None:
        from fsworkbook.cli.disclosing.showing import show_for  # noqa: PLC0415 - only for a copy

        show_for(call, whom, record, wanted)
        return
    sitting = call.sit()
    ledger = sitting.ledger(call.until())
    if record is not None:
        key = find_one(record, ledger, sitting.family)
        found = _versions(ledger, key, everything=everything)
    else:
        found = chosen(sitting, ledger, wanted)
    if call.json:
        _emit(sitting, ledger, found, call.until())
    elif record is None and not wanted.narrows:
        _list(sitting, found)
    else:
        _read(sitting, ledger, found, withdrawn=everything)


def _versions(ledger: "Ledger", key: str, *, everything: bool) -> "list[Record]":
    """Return what stands in the place of a record, or with `--all` every version of it."""
    from fsworkbook.workbook.versions import earlier, later, standing_for  # noqa: PLC0415 - beside its only use

    stands = list(standing_for(ledger, key))
    if not everything:
        return stands or [ledger.everything[key]]
    family = {item.id: item for item in (*earlier(ledger, ledger.everything[key]), ledger.everything[key])}
    family |= {item.id: item for item in later(ledger, next(iter(family)))}
    return sorted(family.values(), key=lambda item: (len(earlier(ledger, item)), item.recorded, item.id))


def _read(sitting: "Sitting", ledger: "Ledger", found: "list[Record]", *, withdrawn: bool) -> None:
    from fsworkbook.cli.frame.output import say  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.work.page import page_of  # noqa: PLC0415 - likewise

    if not found:
        say(sitting.desk, "Nothing is recorded that fits.", "fsworkbook log   shows what is")
    for place, item in enumerate(found):
        if place:
            say(sitting.desk, "", "-" * 24, "")
        say(sitting.desk, *page_of(sitting, ledger, item, withdrawn=withdrawn))


def _list(sitting: "Sitting", found: "list[Record]") -> None:
    from fsworkbook.cli.frame.naming import called, capital, tail  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.output import Piece, columns, say  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - likewise

    family, practice, desk = sitting.family, sitting.practice, sitting.desk
    newest = sorted(found, key=lambda item: (item.recorded, item.id), reverse=True)
    say(desk, Piece(f"{family.surname} · the latest records", "strong"), "")
    rows = [
        [brief(item.on), family.first_name(item.by), tail(item.id), capital(called(item, family, practice))]
        for item in newest[:_LATEST]
    ]
    say(desk, *(columns(rows, width=desk.width) if rows else ["  nothing is recorded yet"]))
    say(desk, "")
    if rows:
        say(desk, f"fsworkbook show {rows[0][2]}   reads one", "--module 3, --child, --kind visit, --by   read many")


def _emit(sitting: "Sitting", ledger: "Ledger", found: "list[Record]", at: "date | None") -> None:
    from fsworkbook.cli.frame.output import emit_json  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.work.attachedlines import notes_of, paths_of  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.ratings import veiled  # noqa: PLC0415 - likewise

    stands = {item.id for item in ledger.standing}
    seen = veiled(found, ledger, sitting.viewer)
    data = [
        as_data(item, ledger, stands)
        | {"attachments": paths_of(sitting, ledger, item), "attached_by": notes_of(ledger, item)}
        for item in seen
    ]
    emit_json(sitting.desk, "records", sitting.family.name, at, data)


def as_data(record: "Record", ledger: "Ledger", stands: "set[str]") -> dict[str, Any]:
    """Return a record for other programs: its facts, its keys as they lie on disk, and its sections to the letter."""
    return {
        "id": record.id,
        "kind": record.kind,
        "on": record.on,
        "recorded": record.recorded,
        "by": record.by,
        "keys": dict(record.head),
        "sections": [{"name": part.name, "title": part.title, "text": part.text} for part in record.sections],
        "preamble": record.preamble,
        "stands": record.id in stands,
        "first": ledger.first_version(record).id,
        "corrects": list(record.corrects),
        "corrected_by": list(ledger.replaced_by.get(record.id, ())),
        "withdrawn_by": ledger.struck_by.get(record.id, ""),
    }
