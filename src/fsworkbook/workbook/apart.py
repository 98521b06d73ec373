"""Orders that keep people apart, and records of two people who met although one was live (design.md, principle 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.workbook.family import live

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Order
    from fsworkbook.workbook.record import Record


def between(keys: Collection[str], family: Family, practice: Practice, on: date) -> tuple[Order, ...]:
    """Return the orders that on a day keep some of these people apart from another of them.

    An order of a kind that the practice model does not know is taken as one that does.
    """
    return tuple(
        order
        for order in family.orders
        if order.against in keys
        and set(order.protects) & set(keys)
        and live(order.since, order.until, on)
        and (order.kind not in practice.orders or practice.orders[order.kind].apart)
    )


def met(record: Record, family: Family, practice: Practice) -> tuple[Order, ...]:
    """Return the live orders between people who were present together."""
    return between(record.names("present"), family, practice, record.on)
