"""The rows of a model's files as its validators look at them: whatever is no row or no text is passed over.

Each page has noted by itself what is of a wrong type, so a validator that holds one file against another need not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.practice.lines import Place
    from fsworkbook.practice.page import Page

Pages: TypeAlias = "Mapping[str, Page]"
"""The files of a model, each by its name."""
Fault: TypeAlias = "tuple[str, Place, str]"
"""A file, a place in it, and a sentence."""


def ids(pages: Pages, file: str, name: str) -> tuple[str, ...]:
    """Return the ids of a file's tables of one name; none where the file is not there."""
    return tuple(str(row.get("id")) for _, row in rows(pages.get(file), name))


def rows(page: Page | None, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield a page's tables of one name, each with its number there, from 0."""
    listed = page.table.get(name) if page else None
    for number, row in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(row, dict):
            yield number, row


def tables(value: object) -> list[dict[str, Any]]:
    """Return the tables of a list of them."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def texts(value: object) -> list[str]:
    """Return the texts of a list of them."""
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []
