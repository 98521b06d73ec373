"""A copy of a workbook that another team handed over: marked in `.git/fsworkbook/handed-over`, and read-only.

The mark is a line: the day on which the file was opened here, the commit that it held, and its sha256.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import Refused
from fsworkbook.store import files
from fsworkbook.store.layout import HANDED
from fsworkbook.workbook.clock import day_of

if TYPE_CHECKING:
    from pathlib import Path

_LINE: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{64})\n")
_MOST: Final = 1024


class HandedOver(NamedTuple):
    """What is known of a copy: the day it was opened here, the commit that the file held, and the file's sha256.

    Where the mark is damaged, the day is the one on which it was written, and the others are "".
    """

    on: date
    head: str
    sha256: str


def mark(private: Path, handed: HandedOver) -> None:
    """Mark a copy as handed over.

    Raises:
        StoreTrouble: the disk did not take it.
    """
    line = f"{handed.on} {handed.head} {handed.sha256}\n"
    files.put(private / HANDED, line.encode(), private, files.PRIVATE)


def of(root: Path) -> HandedOver | None:
    """Return what is known of a family's folder that was handed over; None where it was not."""
    place = root / ".git" / "fsworkbook" / HANDED
    try:
        written = day_of(datetime.fromtimestamp(place.lstat().st_mtime, UTC))
    except OSError:
        return None
    text = ""
    with suppress(OSError):
        text = files.take(place, _MOST).decode("ascii", errors="replace")
    found = _LINE.fullmatch(text)
    if found:
        with suppress(ValueError):
            return HandedOver(date.fromisoformat(found[1]), found[2], found[3])
    return HandedOver(written, "", "")


def refusal(root: Path) -> Refused:
    """Return what is said to whoever would record in a copy."""
    return Refused(
        f"{root.name} was handed over to you to be read: nothing is recorded in this copy. What is wrong in it, the "
        "team that handed it over puts right; your own work with the family begins with “fsworkbook new-family”."
    )
