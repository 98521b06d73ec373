"""What a practice model says of itself, read from `practice.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fsworkbook.practice.page import ID, matching, no_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@dataclass(frozen=True, slots=True)
class Head:
    """A model's name and version, and the documents that its items name as their sources, by abbreviation."""

    id: str = field(metadata=matching(ID, "family-safeguarding"))
    version: int
    title: str
    about: str
    source: str
    note: str = ""
    documents: Mapping[str, str] = field(default_factory=no_texts)


def head(page: Page) -> Head | None:
    """Read `practice.toml`."""
    return page.head(Head)
