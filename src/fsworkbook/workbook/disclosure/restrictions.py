"""Restrictions: what may never reach whom, from when, until when or until lifted, and by whom (F2, B.69, B.70)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.clock import utc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

KIND: Final = "restriction"
"""The kind of the records that set and lift restrictions."""

PART: Final = "#"
"""What stands between a record's id and the name of its section, where only that section is covered."""


class Lift(NamedTuple):
    """A restriction that no longer holds for some of those whom it kept something from (B.70).

    Attributes:
        record: id of the record that lifted it.
        people: keys or names of those for whom it was lifted.
        on: the first day on which it no longer keeps anything from them.
        by: key of who lifted it.
        reason: why, in words.
    """

    record: str
    people: tuple[str, ...]
    on: date
    by: str
    reason: str = ""


class Restriction(NamedTuple):
    """What may never reach whom (F2).

    Attributes:
        key: by which records and the rows of `family.toml` name it in `restricted`.
        what: what is kept back, in words; never for a paper that leaves.
        guard: the exact strings to look for in everything that leaves.
        never_to: keys of people and members, or names of others, who may not have it.
        may_have: those who may.
        since: the first day on which it holds, whatever day it was recorded (`from` on disk).
        until: the last day on which it holds; None until it is lifted.
        reason: why, in words.
        set_by: key of who set it.
        covers: ids of records, `<id>#<section>`, and keys of people, households, relations, couples, orders, members.
        source_person: key of who said it, where that is the secret; or "".
        lifts: by whom it was lifted for whom, in the order of their days.
        records: ids of the standing records that it is made of, without its lifts; more than one only where two
            corrections of one restriction stand side by side.
    """

    key: str
    what: str
    guard: tuple[str, ...]
    never_to: tuple[str, ...]
    may_have: tuple[str, ...]
    since: date
    until: date | None
    reason: str
    set_by: str
    covers: tuple[str, ...] = ()
    source_person: str = ""
    lifts: tuple[Lift, ...] = ()
    records: tuple[str, ...] = ()

    def in_force(self, on: date) -> bool:
        """Return whether it holds on a day, for somebody at least."""
        return self.since <= on and (self.until is None or on <= self.until) and bool(self.kept_from(on))

    def keeps_from(self, person: str, on: date) -> bool:
        """Return whether it keeps its matter from a person on a day."""
        began = self.since <= on and (self.until is None or on <= self.until)
        return began and person in self.never_to and self.lifted_for(person, on) is None

    def lifted_for(self, person: str, on: date) -> Lift | None:
        """Return the first lift for a person that holds on a day, or None."""
        return next((lift for lift in self.lifts if person in lift.people and lift.on <= on), None)

    def kept_from(self, on: date) -> tuple[str, ...]:
        """Return those whom it names and for whom it was not lifted by a day, in its order."""
        return tuple(person for person in self.never_to if self.lifted_for(person, on) is None)


def restrictions(ledger: Ledger) -> tuple[Restriction, ...]:
    """Return the restrictions that the records set, each with its lifts, by the day from which they hold, then by key.

    Records with one key are one restriction: two corrections that stand side by side, and two restrictions that two
    folders gave one key before they met, keep back whatever either does.
    """
    grouped: dict[str, list[Record]] = {}
    lifting: dict[str, list[Record]] = {}
    for record in ledger.of(KIND):
        lifted = record.word("lifts")
        if lifted:
            lifting.setdefault(lifted, []).append(record)
        elif record.word("key"):
            grouped.setdefault(record.word("key"), []).append(record)
    found = [
        _strictest(key, records, ledger)._replace(
            lifts=tuple(sorted(_that_count(lifting.get(key, ()), records, ledger), key=lambda lift: lift.on))
        )
        for key, records in grouped.items()
    ]
    return tuple(sorted(found, key=lambda item: (item.since, item.key)))


def read(record: Record) -> Restriction:
    """Return what one record says, without any lift; whatever a hand-made file left out counts as kept back."""
    since, until = record.head.get("from"), record.head.get("until")
    return Restriction(
        key=record.word("key"),
        what=record.word("what"),
        guard=record.names("guard"),
        never_to=record.names("never_to"),
        may_have=record.names("may_have"),
        since=_day(since) or record.on,
        until=_day(until),
        reason=record.word("reason"),
        set_by=record.by,
        covers=record.names("covers"),
        source_person=record.word("source_person"),
        records=(record.id,),
    )


def _strictest(key: str, records: Iterable[Record], ledger: Ledger) -> Restriction:
    """Return records with one key as one restriction that keeps back whatever any of them does."""
    first, *others = [read(record)._replace(set_by=ledger.first_version(record).by) for record in records]
    for other in others:
        first = first._replace(
            guard=_both(first.guard, other.guard),
            never_to=_both(first.never_to, other.never_to),
            may_have=tuple(person for person in first.may_have if person in other.may_have),
            since=min(first.since, other.since),
            until=max(first.until, other.until) if first.until and other.until else None,
            covers=_both(first.covers, other.covers),
            source_person=first.source_person or other.source_person,
            records=_both(first.records, other.records),
        )
    return first._replace(key=key)


def _that_count(lifts: Iterable[Record], records: Iterable[Record], ledger: Ledger) -> Iterable[Lift]:
    """Leave out a lift that was not meant for all that has its key: another folder may have used the key as well."""
    first = {record.id: record.recorded for record in map(ledger.first_version, records)}
    newest = max(map(utc, first.values()))
    for lift in lifts:
        meant = first.keys() <= set(lift.names("of")) if "of" in lift.head else utc(lift.recorded) >= newest
        if meant:
            yield Lift(lift.id, lift.names("for"), lift.on, lift.by, lift.word("reason"))


def _day(value: object) -> date | None:
    from datetime import date, datetime  # noqa: PLC0415 - only to read

    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
