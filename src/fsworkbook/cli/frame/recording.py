"""Recording: from a filled table to a commit. Every command and the training family go this one way."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from fsworkbook.errors import BadInput
from fsworkbook.store.folder import Author, Change
from fsworkbook.store.layout import new_id
from fsworkbook.workbook.forms.bearings import Bearings
from fsworkbook.workbook.forms.catalogue import submit
from fsworkbook.workbook.subjects import subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from fsworkbook.practice.model import Practice
    from fsworkbook.store.folder import Folder, Written
    from fsworkbook.workbook.family import Family, Member
    from fsworkbook.workbook.record import Record

ENTROPY = 8
"""Bytes of chance in a record's id."""


def author_of(member: Member) -> Author:
    """Return how a member of the team signs a commit."""
    return Author(member.key, member.name, member.email or f"{member.key}@example.invalid", member.role)


def take_bearings(
    folder: Folder,
    family: Family,
    practice: Practice,
    member: Member,
    now: datetime,
    chance: Callable[[int], bytes] = os.urandom,
) -> Bearings:
    """Return what the forms need to know, for one member of the team at one moment."""

    def fresh(on: date, by: str) -> str:
        return new_id(on, by, chance(ENTROPY))

    def find(record_id: str) -> Record | None:
        try:
            return folder.record(record_id)
        except BadInput:
            return None

    @cache
    def everything() -> tuple[Record, ...]:
        return folder.records()[0]

    return Bearings(family, practice, member, now, fresh, find, everything, folder.kept)


def record(
    folder: Folder,
    kind: str,
    table: Mapping[str, Any],
    bearings: Bearings,
    on_wait: Callable[[], None] | None = None,
    becoming: Callable[[list[str]], None] | None = None,
) -> tuple[tuple[Record, ...], Written]:
    """Record a filled table, and whatever was filled in beside it, in one commit.

    Args:
        folder: the family's folder.
        kind: of the record.
        table: the filled form.
        bearings: who records, and when.
        on_wait: called once when another program holds the folder.
        becoming: told the ids just before they are written, so that a draft never outlives them.

    Raises:
        BadInput: the table cannot be used; nothing was written.
        Refused: a rule forbids it; nothing was written.
        StoreTrouble: the folder could not be written; nothing acknowledged was lost.
    """
    records = submit(kind, table, bearings)
    if becoming is not None:
        becoming([item.id for item in records])
    return commit(folder, records, bearings, action=kind, on_wait=on_wait)


class Rewriting(NamedTuple):
    """A new text of `family.toml`, and the text that it was made from: what came in between is never overwritten."""

    before: str
    after: str


def commit(
    folder: Folder,
    records: tuple[Record, ...],
    bearings: Bearings,
    *,
    action: str,
    family: Rewriting | None = None,
    title: str = "",
    attachments: tuple[tuple[str, bytes], ...] = (),
    on_wait: Callable[[], None] | None = None,
) -> tuple[tuple[Record, ...], Written]:
    """Write records, a new text of `family.toml`, or both, in one commit.

    Args:
        folder: the family's folder.
        records: what is recorded; the first one names the commit.
        bearings: who records, and when.
        action: the trailer `Workbook-Action`.
        family: the new text of `family.toml` and the one it was made from, or None where it stays.
        title: the subject of the commit where no record names it.
        attachments: paths below `attachments/`, and the bytes of each.
        on_wait: called once when another program holds the folder.
    """
    _refuse_if_closed(folder, records, bearings)
    change = Change(
        action=action,
        subject=title or subject(records[0]),
        author=author_of(bearings.author),
        now=bearings.now,
        records=records,
        family=family.after if family else None,
        family_before=family.before if family else None,
        attachments=attachments,
    )
    written = folder.write(change, on_wait=on_wait) if on_wait else folder.write(change)
    return records, written


def _refuse_if_closed(folder: Folder, records: tuple[Record, ...], bearings: Bearings) -> None:
    """Nothing is recorded in a closed workbook (B.43); one that was never closed pays for a look at one folder.

    Raises:
        Refused: it is closed.
    """
    if not folder.holds("closing"):
        return
    from fsworkbook.workbook.episodes import refuse_if_closed  # noqa: PLC0415 - only where something was closed
    from fsworkbook.workbook.ledger import ledger  # noqa: PLC0415 - likewise

    leads = "D" in bearings.practice.may(bearings.author.role, "close-workbook")
    refuse_if_closed(ledger(bearings.records()), bearings.family, records, leads=leads)
