"""What a practice model says of itself, read from `practice.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, NO_TEXTS, form, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "family-safeguarding"))
class Head(NamedTuple):
    """A model's name and version, and the documents that its items name as their sources, by abbreviation."""

    id: str
    version: int
    title: str
    about: str
    source: str
    note: str = ""
    documents: Mapping[str, str] = NO_TEXTS


def head(page: Page) -> Head | None:
    """Read `practice.toml`."""
    return page.head(Head)
