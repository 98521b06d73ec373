"""Whether a record is a reader's to have, before it is looked at what any restriction keeps back (F.20, F.46).

Nothing is anybody's by default. A record is a reader's where its kind is written for the family and one of the
reader's grounds holds; a record about several people is one reader's only where all of them are theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.practice.audiences import ASSESSMENT, EVERYTHING, RESPONSIBILITY, SELF, SHARED
from fsworkbook.practice.directwork import NOWHERE, REPORT
from fsworkbook.workbook.disclosure.apartness import Apartness
from fsworkbook.workbook.joint import is_afterwards

if TYPE_CHECKING:
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.disclosure.recipient import Recipient
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_FAMILY: Final = "family"
_SHARE: Final = "share"
REPLY: Final = "reply"
"""The kind of the records that stand beside another one."""

_OF: Final = ("about", "children", "children_seen", "person", "child")
"""The keys of a record that say whom it is about (format.md)."""


class Audience:
    """What is one reader's to have.

    Args:
        recipient: the reader.
        family: who is who.
        practice: the kinds of record, and whom each is for.
        ledger: the records as they stand.
        children: the children for whom the reader answers (acquaintance.own_children).
    """

    def __init__(
        self, recipient: Recipient, family: Family, practice: Practice, ledger: Ledger, children: frozenset[str]
    ) -> None:
        self._recipient = recipient
        self._family = family
        self._practice = practice
        self._ledger = ledger
        self._children = children
        self._grounds = set(recipient.reader.grounds)
        self._assessments = {key for key, one in family.assessments.items() if recipient.person in one.parents}
        self._apart = Apartness(recipient, family, practice, ledger)
        self._child = recipient.person in {child.key for child in family.children}

    def has(self, record: Record) -> bool:
        """Return whether a record is the reader's, whatever restrictions say."""
        if self._is_kept_close(record) or self._apart.keeps(record):
            return False
        if EVERYTHING in self._grounds:
            return True
        if not self.is_for_families(record):
            return False
        if record.kind == REPLY:
            return any(self.has(item) for item in self._standing(record.word("to")))
        return SHARED in self._grounds or self._owns(record)

    def _is_kept_close(self, record: Record) -> bool:
        """Return whether a parent's words go less far than this reader; their own copy has all of them (I.14)."""
        word = record.word(_SHARE)
        if not word or self._recipient.person in record.about:
            return False
        known = self._practice.direct_work.shares.get(word)
        reach = known.reach if known else NOWHERE
        return reach == NOWHERE or (reach != REPORT and EVERYTHING not in self._grounds)

    def answered(self, reply: Record) -> frozenset[str]:
        """Return the ids of what stands where a reply's record stood: a reply goes where that goes."""
        return frozenset(item.id for item in self._standing(reply.word("to")))

    def is_for_families(self, record: Record) -> bool:
        """Return whether records of its kind are written for the family at all (F.33, F.44)."""
        kind = self._practice.records.get(record.kind)
        meeting = self._practice.meetings.get(record.word("meeting")) if record.kind == "meeting" else None
        if meeting is not None and meeting.team:
            return False
        return kind is not None and kind.audience == _FAMILY

    def _owns(self, record: Record) -> bool:
        assessed, people = record.word("assessment"), subjects(record)
        if assessed:
            if is_afterwards(record, self._family):
                return False
            own = ASSESSMENT in self._grounds and assessed in self._assessments
            return own or (self._child and SELF in self._grounds and set(record.about) == {self._recipient.person})
        if not people:
            return False
        whose = set(record.about) if self._practice.records[record.kind].own else people
        if SELF in self._grounds and whose == {self._recipient.person}:
            return True
        if RESPONSIBILITY not in self._grounds or not people <= {self._recipient.person, *self._children}:
            return False
        return bool(self._assessments) or record.kind in self._recipient.reader.unassessed

    def _standing(self, asked: str) -> tuple[Record, ...]:
        """Return what stands in the place of a record now, through every correction of it."""
        waiting, found = [asked], []
        seen = {asked}
        while waiting:
            key = waiting.pop()
            later = [item for item in self._ledger.replaced_by.get(key, ()) if item not in seen]
            seen.update(later)
            waiting += later
            if not later and key in self._ledger.everything:
                found.append(self._ledger.everything[key])
        return tuple(found)


def subjects(record: Record) -> frozenset[str]:
    """Return the keys of the people whom a record is about."""
    return frozenset(key for name in _OF for key in record.names(name))
