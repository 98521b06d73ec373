"""What each family of a caseload owes, one after the other; one that cannot be read is named and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.cli.frame import choosing
from fsworkbook.cli.frame.output import tell, warn
from fsworkbook.errors import WorkbookError
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family
from fsworkbook.workbook.timing.days import counting
from fsworkbook.workbook.timing.outlook import outlook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.timing.outlook import Outlook


class Seen(NamedTuple):
    """A family and what it owes."""

    family: Family
    outlook: Outlook


def outlooks(desk: Desk, paths: list[Path], at: date | None = None) -> Iterator[Seen]:
    """Yield each family with what it owes, as it was recorded by the end of a day."""
    practice = choosing.practice(desk)
    for path in paths:
        try:
            yield _seen(desk, Folder.open(path), practice, at)
        except WorkbookError as error:
            warn(desk, f"{path.name}: {error}")


def _seen(desk: Desk, folder: Folder, practice: Practice, at: date | None) -> Seen:
    family = read_family(folder.table(), folder.name)
    records, faults = folder.records()
    for fault in faults:
        tell(desk, f"Left out: {family.name}: {fault}")
    return Seen(family, outlook(family, ledger(records, at), practice, counting(practice.days)))
