"""Parents' diaries on the screen and as JSON (I.14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.change.asking import key_of, whose
from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import Line, Piece, emit_json, say, wrap
from fsworkbook.practice.directwork import NOWHERE
from fsworkbook.workbook.attached import attached_to
from fsworkbook.workbook.clock import brief

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


def show(sitting: Sitting, at: date | None, named: tuple[str | None, str | None], *, json: bool) -> None:
    """Print the pages, those of one parent or about one child alone where that is asked.

    What a parent shared with one worker alone is not read out to others here; the folder holds it all the same.

    Raises:
        BadInput: nobody of that name, or several.
    """
    parent, child = key_of(sitting, named[0], "--parent"), key_of(sitting, named[1], "--child")
    ledger = sitting.ledger(at)
    found = [
        record
        for record in ledger.of("diary")
        if (not parent or parent in record.about) and (not child or child in record.children)
    ]
    if json:
        emit_json(sitting.desk, "diary", sitting.folder.name, at, [_data(sitting, ledger, record) for record in found])
        return
    lines: list[Line] = [Piece(f"{sitting.family.surname} · diaries", "strong")]
    for record in found:
        lines += ["", *_lines(sitting, ledger, record)]
    if not found:
        lines += ["", "  No page is kept yet."]
    say(sitting.desk, *lines, "", "fsworkbook diary   keeps a page")


def is_closed_to(sitting: Sitting, ledger: Ledger, record: Record) -> bool:
    """Return whether a page is for one worker alone, and whoever looks is another."""
    share = sitting.practice.direct_work.shares.get(record.word("share"))
    alone = share is None or share.reach == NOWHERE
    return alone and sitting.viewer != ledger.first_version(record).by


def _lines(sitting: Sitting, ledger: Ledger, record: Record) -> list[Line]:
    width = sitting.desk.width
    shares = sitting.practice.direct_work.shares
    share = shares[record.word("share")].name if record.word("share") in shares else record.word("share")
    lines: list[Line] = [Piece(f"  {brief(record.on)} · {whose(sitting, record)}", "strong")]
    if is_closed_to(sitting, ledger, record):
        name = sitting.family.first_name(ledger.first_version(record).by)
        lines += wrap(
            f"Kept for {name}. Ask {name} before you read it: fsworkbook show {tail(record.id)}", width, "    "
        )
    else:
        lines += wrap(record.section("words") or "", width, "    ")
    pictures = len(attached_to(ledger, record))
    facts = [f"shared with: {share}", f"{pictures} attached" if pictures else "", tail(record.id)]
    return [*lines, *(Piece(text, "quiet") for text in wrap(" · ".join(filter(None, facts)), width, "    "))]


def _data(sitting: Sitting, ledger: Ledger, record: Record) -> dict[str, Any]:
    closed = is_closed_to(sitting, ledger, record)
    return {
        "id": record.id,
        "parent": next(iter(record.about), None),
        "child": next(iter(record.children), None),
        "on": record.on,
        "by": record.by,
        "words": None if closed else record.section("words"),
        "share": record.word("share"),
        "attached": [note.id for note in attached_to(ledger, record)],
    }
