"""Why something may be taken out of the whole history."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "another-family"))
class ExpungingReason(NamedTuple):
    """One reason of a closed list. Inventory F.70."""

    id: str
    name: str
    source: str
    inventory: str = ""
    note: str = ""


def reasons(page: Page) -> Mapping[str, ExpungingReason]:
    """Read `expunging.toml`."""
    return page.terms("reason", ExpungingReason)
