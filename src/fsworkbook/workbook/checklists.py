"""Quality checklists that were filled in: the last one of an assessment, and how it compares with the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fsworkbook.practice.checklists import Checklist
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

KIND: Final = "checklist"
APART: Final = "-"
"""What stands in the place of a rating where an item was said not to apply."""


class Rated(NamedTuple):
    """What a person said of each item: ratings (or `APART`) and remarks by item, and the record of each."""

    ratings: Mapping[str, str]
    remarks: Mapping[str, str]
    records: Mapping[str, Record]


class Change(NamedTuple):
    """An item whose rating is another than the last time: its id, the rating before, the rating now."""

    item: str
    before: str
    now: str


def rated(assessment: Assessment, ledger: Ledger, day: date) -> Rated:
    """Return what was said of each item last, by the end of a day; a later checklist may rate a few items alone."""
    return _rated(_records(assessment, ledger, day))


def changes(assessment: Assessment, ledger: Ledger, day: date, checklist: Checklist) -> tuple[Change, ...]:
    """Return the items that the last checklist rates otherwise than those before it, in the order of the checklist."""
    every = _records(assessment, ledger, day)
    if len(every) < 2:  # noqa: PLR2004 - the last one and one before
        return ()
    before, now = _rated(every[:-1]).ratings, _rated(every[-1:]).ratings
    return tuple(
        Change(item, before[item], now[item])
        for item in checklist.items
        if item in before and item in now and before[item] != now[item]
    )


def _records(assessment: Assessment, ledger: Ledger, day: date) -> list[Record]:
    return [record for record in ledger.of(KIND) if record.word("assessment") == assessment.key and record.on <= day]


def _rated(records: list[Record]) -> Rated:
    ratings: dict[str, str] = {}
    remarks: dict[str, str] = {}
    found: dict[str, Record] = {}
    for record in records:
        said = {str(name): str(value) for name, value in _table(record, "items").items()}
        apart = {str(name): str(why) for name, why in _table(record, "not_applicable").items()}
        for name in (*said, *apart):
            ratings[name] = said.get(name, APART)
            remarks.pop(name, None)
            found[name] = record
        remarks |= apart | {str(name): str(words) for name, words in _table(record, "notes").items()}
    return Rated(ratings, remarks, found)


def _table(record: Record, name: str) -> Mapping[str, object]:
    value = record.head.get(name)
    return value if isinstance(value, dict) else {}
