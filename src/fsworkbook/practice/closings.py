"""What is looked at before a family's workbook closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.page import ID, form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


SHOWS: Final = ("", "status", "module", "consents", "meeting", "actions", "case-summary")
"""What the workbook can put beside a question."""


@form(id=matching(ID, "outcome"), per=one_of("", "child", "parent"), shows=one_of(*SHOWS))
class ClosingItem(NamedTuple):
    """One thing that is looked at. Inventory B.42.

    `per` says that it is asked for each child, or each parent; `shows`, what the workbook knows of it; `module`, which
    module it shows.
    """

    id: str
    name: str
    source: str
    inventory: str = ""
    per: str = ""
    shows: str = ""
    module: int = 0
    note: str = ""


def closing(page: Page) -> Mapping[str, ClosingItem]:
    """Read `closing.toml`."""
    return page.terms("item", ClosingItem)
