"""Bearings: what a form must know besides what was written on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.clock import day_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Member
    from fsworkbook.workbook.record import Record


def _nobody(_record_id: str) -> Record | None:
    return None


def _nothing(*_kinds: str) -> tuple[Record, ...]:
    return ()


class Bearings(NamedTuple):
    """Who records, when, in which family, by which practice.

    Attributes:
        family: as `family.toml` says.
        practice: the model in use.
        author: the member of the team who records.
        now: the moment of recording, in UTC, to the second.
        new_id: makes a fresh record id from a day and an author's key.
        find: returns a record of the family by its id, or None.
        records: returns every record of the family; only forms that must look at the others call it.
        kept: returns the records of some kinds that lie where such records are put; a quick look beside recording.
    """

    family: Family
    practice: Practice
    author: Member
    now: datetime
    new_id: Callable[[date, str], str]
    find: Callable[[str], Record | None] = _nobody
    records: Callable[[], tuple[Record, ...]] = tuple
    kept: Callable[..., tuple[Record, ...]] = _nothing

    @property
    def today(self) -> date:
        """The British day of recording."""
        return day_of(self.now)
