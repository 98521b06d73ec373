"""Days that would show a pattern: a copy has the month of what its reader was not at, and no time of it (F.45).

The days of visits to a child are the days on which the other parent was at home. What a reader took part in, they know.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.dating import MONTH, PRECISION
from fsworkbook.workbook.disclosure.audience import subjects

if TYPE_CHECKING:
    from fsworkbook.workbook.disclosure.recipient import Recipient
    from fsworkbook.workbook.record import Record

TIMES: Final = frozenset({"start", "end"})
"""Keys of a record that tell at what time something was."""


def is_coarse(record: Record, recipient: Recipient) -> bool:
    """Return whether a reader has only the month of a record: it is of such a kind, and they were not there."""
    there = {*record.names("present"), *subjects(record)}
    return record.kind in recipient.reader.coarse and recipient.person not in there


def coarsened(record: Record) -> Record:
    """Return a record with the first of its month in the place of its day, and of the moment of its recording."""
    first = record.on.replace(day=1)
    head = {key: value for key, value in record.head.items() if key not in TIMES}
    moment = datetime.combine(first, time(), tzinfo=UTC)
    return record._replace(on=first, recorded=moment, head={**head, PRECISION: MONTH})
