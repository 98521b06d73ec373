"""The kinds of record, and whom each is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "case-summary"), audience=one_of("team", "family"))
class RecordKind(NamedTuple):
    """A kind of record: its name, and whom it is for unless somebody says otherwise.

    `own` says that it is its parent’s, whichever child it concerns: nobody else has it by answering for that child.
    """

    id: str
    name: str
    plural: str
    audience: str
    source: str
    inventory: str = ""
    own: bool = False
    note: str = ""


def records(page: Page) -> Mapping[str, RecordKind]:
    """Read `records.toml`."""
    return page.terms("record", RecordKind)
