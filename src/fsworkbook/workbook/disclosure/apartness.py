"""What one role of the team keeps apart from another, until the manager releases it (B.77)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.workbook.disclosure.covering import covers
from fsworkbook.workbook.disclosure.restrictions import restrictions
from fsworkbook.workbook.forms.restriction import LIFTING

if TYPE_CHECKING:
    from collections.abc import Collection

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.disclosure.recipient import Recipient
    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


class Apartness:
    """What is kept apart from one reader who works with the family."""

    def __init__(self, recipient: Recipient, family: Family, practice: Practice, ledger: Ledger) -> None:
        """Take the rules that bind the reader's role; nothing is looked at where none does."""
        self._family = family
        self._ledger = ledger
        role = _role(recipient.key, family)
        self._rules = [rule for rule in practice.audiences.apart.values() if rule.never_to == role and not rule.open]
        self._released = tuple(_released(recipient, family, practice, ledger)) if self._rules else ()

    def keeps(self, record: Record) -> bool:
        """Return whether a record stays apart from the reader."""
        if not any(self._is_of(record, rule.by, rule.kinds) for rule in self._rules):
            return False
        return not any(covers(released, record, self._family, self._ledger) for released in self._released)

    def _is_of(self, record: Record, role: str, kinds: Collection[str]) -> bool:
        return record.kind in kinds and _role(self._ledger.first_version(record).by, self._family) == role


def _role(key: str, family: Family) -> str:
    member = family.team.get(key)
    return member.role if member else ""


def _released(recipient: Recipient, family: Family, practice: Practice, ledger: Ledger) -> list[Restriction]:
    """Return the restrictions by which a manager says that the reader may have what they cover."""
    decides = {role.id for role in practice.who_may(LIFTING, "D")}
    return [
        found
        for found in restrictions(ledger)
        if recipient.key in found.may_have and _role(found.set_by, family) in decides
    ]
