"""The kinds of record, and whom each is for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fsworkbook.practice.page import ID, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record: its name, and whom it is for unless somebody says otherwise."""

    id: str = field(metadata=matching(ID, "case-summary"))
    name: str
    plural: str
    audience: str = field(metadata=one_of("team", "family"))
    source: str
    inventory: str = ""
    note: str = ""


def records(page: Page) -> Mapping[str, RecordKind]:
    """Read `records.toml`."""
    return page.terms("record", RecordKind)
