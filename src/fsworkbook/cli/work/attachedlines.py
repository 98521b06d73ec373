"""What is attached to a record, as lines of its page: each file, what it is, whose, and whose consent is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.naming import joined, tail
from fsworkbook.cli.frame.output import Piece, wrap
from fsworkbook.workbook.attached import attached_to, homes, is_attachment, unconsented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


def lines_of(sitting: Sitting, ledger: Ledger, record: Record) -> Iterator[Line]:
    """Yield the files that lie beside a record, and the attachments that others added to it."""
    width = sitting.desk.width
    paths = paths_of(sitting, ledger, record)
    if paths:
        yield ""
        yield Piece("File" if len(paths) == 1 else "Files", "strong")
        for path in paths:
            yield from wrap(path, width, "  ")
    if is_attachment(record):
        yield from (line for words in remarks(sitting, ledger, record) for line in ("", *wrap(words, width)))
    notes = attached_to(ledger, record)
    if notes:
        yield ""
        yield Piece("Attached", "strong")
        for note in notes:
            yield from wrap(f"{told(sitting, note)} ({tail(note.id)})", width, "  ")


def paths_of(sitting: Sitting, ledger: Ledger, record: Record) -> tuple[str, ...]:
    """Return where the files lie that came with a record or with what it puts right, from the family's folder."""
    from fsworkbook.store.attachments import beside  # noqa: PLC0415 - store is for the commands that show one

    return beside(sitting.folder.path, homes(ledger, record))


def notes_of(ledger: Ledger, record: Record) -> tuple[str, ...]:
    """Return the ids of the notes that bring files to a record."""
    return tuple(note.id for note in attached_to(ledger, record))


def told(sitting: Sitting, note: Record) -> str:
    """Return an attachment in a line: its file, what it is, and whose."""
    kind = sitting.practice.attachments.get(note.word("shows"))
    whose = joined(sitting.family.called(key) for key in note.names("whose"))
    return " · ".join(part for part in (note.word("file"), kind.name if kind else "", whose) if part)


def remarks(sitting: Sitting, ledger: Ledger, note: Record) -> list[str]:
    """Return what wants a second look: whose consent is not on record (F.10)."""
    family, practice = sitting.family, sitting.practice
    lacking = unconsented(note, family, practice, ledger, sitting.desk.today())
    if not lacking:
        return []
    matter = practice.consent_matters[practice.attachments[note.word("shows")].consent]
    what = f"{matter.name[:1].lower()}{matter.name[1:]}"
    names = joined(map(family.first_name, lacking))
    ask = f"Ask, and record it: fsworkbook consent --person {lacking[0]}"
    return [f"Please look: no consent of {names} is on record to this: {what} (F.10). {ask}"]
