"""Finding a record by what somebody types: its id, how it begins, its last letters, or `last`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.cli.frame.naming import called, capital, tail
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief

if TYPE_CHECKING:
    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger

LAST: Final = "last"
_RECENT: Final = 12
_LISTED: Final = 6


def find_one(typed: str, ledger: Ledger, family: Family) -> str:
    """Return the id of the one record that is meant.

    Raises:
        BadInput: where none fits, or several do.
    """
    wanted = typed.strip().casefold()
    if wanted == LAST:
        newest = max(ledger.standing, key=lambda record: (record.recorded, record.id), default=None)
        if newest is None:
            raise BadInput(f"nothing is recorded in {family.name} yet.")
        return newest.id
    fitting = sorted(
        key for key in ledger.everything if wanted and (key.startswith(wanted) or tail(key).startswith(wanted))
    )
    if len(fitting) == 1 or wanted in fitting:
        return wanted if wanted in fitting else fitting[0]
    if not fitting:
        raise BadInput(f"{family.name} has no record “{typed}”. See the ids with “fsworkbook log”.")
    more = f" and {len(fitting) - _LISTED} more" if len(fitting) > _LISTED else ""
    raise BadInput(f"“{typed}” could be {', '.join(fitting[:_LISTED])}{more}. Type a few letters more.")


def meant(call: Call, typed: str) -> str:
    """Return the id of the one record that an option means, in the family that the command works on.

    Raises:
        BadInput: where none fits, or several do.
    """
    sitting = call.sit()
    return find_one(typed, sitting.ledger(), sitting.family)


def recent(sitting: Sitting, ledger: Ledger) -> dict[str, str]:
    """Return records to choose from, the newest first: one's own, or anybody's where one has none.

    Raises:
        BadInput: nothing is recorded yet.
    """
    newest = sorted(ledger.standing, key=lambda record: (record.recorded, record.id), reverse=True)
    mine = [record for record in newest if record.by == sitting.viewer] or newest
    if not mine:
        raise BadInput(f"nothing is recorded in {sitting.family.name} yet.")
    return {
        record.id: f"{brief(record.on):<12} {capital(called(record, sitting.family, sitting.practice))}"
        for record in mine[:_RECENT]
    }
