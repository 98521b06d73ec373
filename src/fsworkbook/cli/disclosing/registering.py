"""Registering a copy that was made: for whom, which paper and version, and whether it may go (F.53, B.71)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from fsworkbook.workbook.forms.copy import SUFFIX, authors_of, is_copy, is_released, may_release, must_be_let_go

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.record import Record

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Prepared(NamedTuple):
    """A copy that was made and searched, before it is registered.

    Attributes:
        recipient: the key of one of the family or the team, or a name in words for anybody else.
        paper: which paper, the same for every version of it: `report PA-K`, `chronology`, `records`.
        format: what its file name ends in: `pdf`, `md`.
        sha256: the hash of the file that goes, in hexadecimal.
        at: the day of the paper.
        author_keys: who wrote it; where it is empty, whoever makes it counts as its author.
        lets_pass: ids of records, or keys of restrictions, whose hit may pass in this version.
        reason: why they may.
        told: what its command was told beside all this, so that the same paper can be made again.
        assessment: the key of the assessment that it is the report of, or "".
        answers: the id of the request that it answers (C.62), or "".
    """

    recipient: str
    paper: str
    format: str
    sha256: str
    at: date
    author_keys: Sequence[str] = ()
    lets_pass: Sequence[str] = ()
    reason: str = ""
    told: Mapping[str, Any] = NOTHING
    assessment: str = ""
    answers: str = ""


class Registered(NamedTuple):
    """What became of a copy.

    Attributes:
        record_id: the id of its record.
        version: which version of that paper it is for its recipient.
        released: whether it may go; else it waits until somebody who may lets it go.
    """

    record_id: str
    version: int
    released: bool


def register(sitting: Sitting, prepared: Prepared) -> Registered:
    """Record a copy; it goes at once where whoever makes it may let it go and did not write it (B.71).

    A file that is registered already, to the letter and for the same recipient, is not registered again.

    Raises:
        BadInput: what was prepared cannot be recorded; nothing was written.
        Refused: only somebody else may let a hit pass; nothing was written.
        StoreTrouble: the folder could not be written.
    """
    bearings = sitting.bearings()
    records = bearings.records()
    standing = _standing(prepared, records)
    if standing is not None:
        return _again(sitting, bearings, standing)
    authors = list(dict.fromkeys(prepared.author_keys)) or [bearings.author.key]
    table: dict[str, Any] = {
        "recipient": prepared.recipient,
        "paper": prepared.paper,
        "format": prepared.format,
        "sha256": prepared.sha256,
        "at": prepared.at,
        "authors": authors,
    }
    if may_release(bearings, authors) or not must_be_let_go(prepared.recipient, bearings):
        table["released_by"] = bearings.author.key
    if prepared.lets_pass:
        table |= {"lets_pass": list(prepared.lets_pass), "reason": prepared.reason}
    more = {"told": dict(prepared.told), "assessment": prepared.assessment, "answers": prepared.answers}
    table |= {name: value for name, value in more.items() if value}
    made = _recorded(sitting, bearings, table)
    return Registered(made.id, made.head["version"], "released_by" in made.head)


def _again(sitting: Sitting, bearings: Bearings, copy: Record) -> Registered:
    """Return a copy that was registered already; whoever may let it go, and makes the same paper, does so by it."""
    version = int(copy.head.get("version", 1))
    if is_released(copy, bearings.records()):
        return Registered(copy.id, version, released=True)
    if may_release(bearings, authors_of(copy) | {copy.by}):
        _recorded(sitting, bearings, {"releases": copy.id})
        return Registered(copy.id, version, released=True)
    return Registered(copy.id, version, released=False)


def _recorded(sitting: Sitting, bearings: Bearings, table: Mapping[str, Any]) -> Record:
    """Record without printing the id: what leaves is the paper, and its command says where it lies."""
    from fsworkbook.cli.frame.recording import record  # noqa: PLC0415 - beside its only use

    records, written = record(sitting.folder, "copy", table, bearings, sitting.waiting)
    sitting.account((), written)
    return records[0]


def _standing(prepared: Prepared, records: Sequence[Record]) -> Record | None:
    struck = {record.strikes for record in records}
    wanted = (prepared.recipient, prepared.paper, prepared.format, prepared.sha256)
    return next(
        (
            record
            for record in records
            if is_copy(record)
            and record.id not in struck
            and wanted == tuple(record.word(name) for name in ("recipient", "paper", SUFFIX, "sha256"))
            and set(record.names("lets_pass")) == set(prepared.lets_pass)
        ),
        None,
    )
