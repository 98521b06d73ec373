"""What was recorded with guarded words in it, and without their restriction: it is taken, and said (F.47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.naming import joined, tail
from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.workbook.disclosure.covering import SPEAKS_OF_IT, found_in
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.restrictions import KIND, restrictions
from fsworkbook.workbook.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.record import Record


def flag(sitting: Sitting, records: Sequence[Record]) -> None:
    """Say where what was just recorded holds guarded words without their restriction: it is taken all the same."""
    live = in_force(sitting)
    if not live:
        return
    guard = Guard({item.key: item.guard for item in live.values()})
    for record in records:
        if record.kind in SPEAKS_OF_IT:
            continue
        for key in found_in(record, guard, sitting.family):
            if key not in record.names("restricted") and not {record.id, *record.corrects} & set(live[key].covers):
                who = names_of(sitting, live[key].kept_from(sitting.desk.today()))
                words = (
                    f"Please look: it holds words that {key} keeps from {who}, and {key} does not cover it. "
                    f"Cover it: fsworkbook restrict cover {key} --record {tail(record.id)}"
                )
                tell(sitting.desk, *wrap(words, sitting.desk.width))


def in_force(sitting: Sitting) -> dict[str, Restriction]:
    """Return the restrictions that keep something from somebody now or later, by key; two folders are looked at."""
    if not sitting.folder.holds(KIND):
        return {}
    today = sitting.desk.today()
    found = restrictions(ledger(sitting.folder.kept(KIND, "strike")))
    return {item.key: item for item in found if (item.until is None or item.until >= today) and item.kept_from(today)}


def names_of(sitting: Sitting, people: Iterable[str]) -> str:
    """Return people by their first names: `Daniel, Gwen and Alun`."""
    return joined(sitting.family.first_name(key) for key in people)
