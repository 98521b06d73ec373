"""Guarded words in records that would otherwise go out, by record, so that the worker can put them right (F.47)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.record import strings_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from fsworkbook.workbook.disclosure.edition import Edition
    from fsworkbook.workbook.disclosure.guarding import Guard
    from fsworkbook.workbook.record import Record


class Slip(NamedTuple):
    """A record that holds words which a restriction keeps from the reader, though nothing covers the record.

    Attributes:
        record: id of the record as the team knows it.
        restriction: key of the restriction.
        near: whether it is about a child of the reader's and would not itself have gone out.
    """

    record: str
    restriction: str
    near: bool = False


def slips(edition: Edition, guard: Guard, passed: Collection[str] = ()) -> tuple[Slip, ...]:
    """Return every slip that stops a copy, each record and restriction once, in the order of the records.

    Args:
        edition: what the copy is made from.
        guard: the strings that the reader must not get.
        passed: ids of records that the manager lets pass in this one version.
    """
    found = [
        Slip(edition.originals[record.id].id, key)
        for record in edition.ledger.standing
        for text in _texts(record)
        for key in _keys(guard, text)
    ]
    found += [
        Slip(record.id, key, near=True)
        for record in edition.near
        for text in _texts(record)
        for key in _keys(guard, text)
    ]
    return tuple(slip for slip in dict.fromkeys(found) if slip.record not in passed)


def _keys(guard: Guard, text: str) -> Iterator[str]:
    for hit in guard.hits(text):
        yield hit.restriction


def _texts(record: Record) -> Iterator[str]:
    """Yield all words of a record: its sections, their wording, and every string of its front matter."""
    for section in record.sections:
        yield f"{section.title}\n{section.text}"
    yield record.preamble
    yield from strings_in(dict(record.head), keys=True)
