"""Orders that keep people apart: who may not be brought together, and who met all the same (F.51, L.22, design.md 6).

That two people met is a fact, which is taken and flagged. To plan that they meet, to invite them together, to write to
both in one letter or to make one paper for both is refused.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.errors import Refused
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.family import joined, live

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Assessment, Family, Order
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


class Together(NamedTuple):
    """Two or more people whom a live order keeps apart, in one record.

    Attributes:
        record: the record.
        order: the order.
        people: their keys: against whom it is, then whom it protects.
        on: the day on which they met, or are to meet.
        planned: whether that is still to come.
    """

    record: Record
    order: Order
    people: tuple[str, ...]
    on: date
    planned: bool = False

    def why(self, family: Family) -> str:
        """Return in a sentence what is to be looked at."""
        against, *kept = (family.first_name(key) for key in self.people)
        names = joined(kept)
        was = "are asked to come together" if self.planned else "were both there"
        return (
            f"{against} and {names} {was} on {brief(self.on)}, and the {self.order.kind} ({self.order.key}) keeps them "
            "apart (F.51)"
        )


def between(keys: Collection[str], family: Family, practice: Practice, on: date) -> tuple[Order, ...]:
    """Return the orders that on a day keep some of these people apart from another of them.

    An order of a kind that the practice model does not know is taken as one that does.

    Args:
        keys: of the people; others' names are passed over.
        family: who is who, with its orders.
        practice: which kinds of order keep people apart.
        on: the day that counts: of the session, of the letter, of the paper. Both ends of an order count.
    """
    return tuple(
        order
        for order in family.orders
        if order.against in keys
        and set(order.protects) & set(keys)
        and live(order.since, order.until, on)
        and (order.kind not in practice.orders or practice.orders[order.kind].apart)
    )


def refuse_together(keys: Collection[str], family: Family, practice: Practice, on: date, *, what: str) -> None:
    """Refuse to bring together whom a live order keeps apart: in one session, letter, paper or invitation (F.51).

    Args:
        keys: the people whom it would bring together.
        family: who is who, with its orders.
        practice: which kinds of order keep people apart.
        on: the day of what is planned.
        what: what it would be, with its article: “one invitation”.

    Raises:
        Refused: naming the order, and the way that is left.
    """
    for order in between(keys, family, practice, on):
        names = joined([family.first_name(key) for key in order.protects if key in keys])
        until = f", until {brief(order.until)}" if order.until else ""
        raise Refused(
            f"{family.first_name(order.against)} and {names} cannot share {what}: the {order.kind} ({order.key}"
            f"{until}) keeps them apart. Nothing was recorded. Make one for each, apart from the other."
        )


def met(record: Record, family: Family, practice: Practice) -> tuple[Order, ...]:
    """Return the live orders between people who were together, as a record of a fact says."""
    return between(there(record), family, practice, record.on) if "planned" not in record.head else ()


def there(record: Record) -> tuple[str, ...]:
    """Return who was together, as a record says: nobody where some attended apart; a child seen alone was not."""
    if record.word("separate_attendance"):
        return ()
    alone = set(record.names("seen_alone"))
    return (*record.names("present"), *(key for key in record.names("children_seen") if key not in alone))


def invited(record: Record) -> tuple[str, ...]:
    """Return who is asked to come to what is planned."""
    return (*record.names("invited"), *record.names("present"))


def together(ledger: Ledger, family: Family, practice: Practice) -> tuple[Together, ...]:
    """Return every record that brings together whom an order keeps apart, by day: those who met, those who are to."""
    if not family.orders:
        return ()
    found = [*_met(ledger.standing, family, practice), *_to_meet(ledger, family, practice)]
    return tuple(sorted(found, key=lambda item: (item.on, item.record.id, item.order.key)))


def _met(records: Iterable[Record], family: Family, practice: Practice) -> Iterator[Together]:
    for record in records:
        for order in met(record, family, practice):
            yield Together(record, order, _people(order, there(record)), record.on)


def _to_meet(ledger: Ledger, family: Family, practice: Practice) -> Iterator[Together]:
    """Yield what was planned before an order was made, or came to be known, and is still to come."""
    from fsworkbook.workbook.meetings import calendar  # noqa: PLC0415 - only where there is an order

    over = {record.word("holds") for record in ledger.of("meeting")}
    planned = [(record, record.head.get("planned")) for record in ledger.of("meeting") if record.id not in over]
    waiting = [one for one in calendar(ledger).meetings if one.held is None]
    planned += [(ledger.everything[one.id], one.planned) for one in waiting if one.id in ledger.everything]
    for record, day in planned:
        if not isinstance(day, date):
            continue
        for order in between(invited(record), family, practice, day):
            yield Together(record, order, _people(order, invited(record)), day, planned=True)


class Joint(NamedTuple):
    """A joint assessment of two whom an order keeps apart, and the first day on which both are so."""

    assessment: Assessment
    order: Order
    since: date | None


def joint(family: Family, practice: Practice) -> tuple[Joint, ...]:
    """Return the joint assessments that go on while an order keeps their parents apart: they want splitting (F.52)."""
    found = []
    for one in family.assessments.values():
        for order in family.orders if len(one.parents) > 1 and one.split is None else ():
            days = [day for day in (order.since, one.started) if day is not None]
            ends = [day for day in (order.until, one.concluded) if day is not None]
            first = max(days, default=None)
            if ends and first is not None and min(ends) < first:
                continue
            if between(one.parents, family._replace(orders=(order,)), practice, first or min(ends, default=date.max)):
                found.append(Joint(one, order, first))
    return tuple(found)


def refuse_joint(family: Family, practice: Practice, today: date) -> None:
    """Refuse to begin a joint assessment of two whom a live order keeps apart (A.05, F.51).

    Raises:
        Refused: naming the order.
    """
    for one in family.assessments.values():
        for day in {today, one.started or today}:
            if live(None, one.concluded, day):
                refuse_together(one.parents, family, practice, day, what="one assessment")


def _people(order: Order, keys: Collection[str]) -> tuple[str, ...]:
    return (order.against, *(key for key in order.protects if key in keys))
