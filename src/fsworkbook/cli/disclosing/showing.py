"""Records on the screen as one reader may have them: nothing is printed that their copy would not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.disclosing.copying import edition_for, emit, refuse
from fsworkbook.cli.disclosing.stopping import check, first_name
from fsworkbook.errors import Refused
from fsworkbook.workbook.disclosure.guarding import Guard

if TYPE_CHECKING:
    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.work.records import Wanted
    from fsworkbook.workbook.disclosure.edition import Edition
    from fsworkbook.workbook.record import Record


def show_for(call: Call, whom: str, record: str | None, wanted: Wanted) -> None:
    """Show what a reader may have of one record, or of those that are wanted.

    Raises:
        BadInput: nobody of that name, or no such record.
        Refused: the record is not the reader's, or holds words that are kept from them.
    """
    from fsworkbook.cli.work.records import chosen  # noqa: PLC0415 - not for --help

    sitting = call.sit()
    found = edition_for(sitting, whom, call.until())
    theirs = sitting._replace(family=found.family, member=None)
    records = [_one(sitting, found, record, call)] if record else list(chosen(theirs, found.ledger, wanted))
    wanted_ids = {found.originals[item.id].id for item in records}
    narrowed = found.without({item.id for item in found.originals.values()} - wanted_ids)._replace(near=())
    check(sitting, narrowed, Guard(found.guarded))
    if call.json:
        from fsworkbook.cli.work.show import as_data  # noqa: PLC0415 - it calls this module

        stands = {item.id for item in found.ledger.standing}
        emit(sitting, found, "records", [as_data(item, found.ledger, stands) for item in records])
        return
    _print(theirs, sitting, found, records)


def _one(sitting: Sitting, found: Edition, typed: str, call: Call) -> Record:
    from fsworkbook.cli.frame.finding import find_one  # noqa: PLC0415 - one record only
    from fsworkbook.workbook.versions import standing_for  # noqa: PLC0415 - likewise

    ledger = sitting.ledger(call.until())
    key = find_one(typed, ledger, sitting.family)
    stands = {item.id for item in standing_for(ledger, key)}
    for item in found.ledger.standing:
        if found.originals[item.id].id in stands:
            return item
    raise Refused(f"{key} is not for {first_name(sitting, found)}. It is shown without --for.")


def _print(theirs: Sitting, sitting: Sitting, found: Edition, records: list[Record]) -> None:
    from fsworkbook.cli.frame.output import say, words_of, wrap  # noqa: PLC0415 - not for --json
    from fsworkbook.cli.work.page import page_of  # noqa: PLC0415 - likewise
    from fsworkbook.report.gate import search  # noqa: PLC0415 - likewise

    lines: list[Line] = []
    for place, item in enumerate(records):
        lines += [
            *(["", "-" * 24, ""] if place else []),
            *page_of(theirs, found.ledger, item, withdrawn=False, remarks=False),
        ]
    text = "\n".join(words_of(line) for line in lines)
    refuse(sitting, found, search(text.encode(), ".md", "", Guard(found.guarded)))
    sentence = wrap(sitting.practice.audiences.sentence.strip(), sitting.desk.width)
    say(sitting.desk, *(lines or ["Nothing of this is theirs."]), "", *(sentence if not found.whole else []))
