"""The statuses that a child may have, and the kinds of plan that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching
from fsworkbook.practice.term import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "s20"))
class Status(NamedTuple):
    """A child's status; `plan` is a kind of plan's id; `ends` says that the child leaves the work. Inventory L.01."""

    id: str
    name: str
    plan: str
    source: str
    inventory: str = ""
    category: str = ""
    ends: bool = False
    note: str = ""


class Statuses(NamedTuple):
    """The statuses and the kinds of plan that they belong to."""

    statuses: Mapping[str, Status]
    plans: Mapping[str, Term]


def statuses(page: Page) -> Statuses:
    """Read `statuses.toml`."""
    made = Statuses(page.terms("status", Status), page.terms("plan", Term))
    for index, table in enumerate(page.tables(page.table, "status")):
        plan = table.get("plan")
        if isinstance(plan, str) and plan not in made.plans:
            page.fault(("status", index, "plan"), f"There is no [[plan]] with the id “{plan}” in this file.")
    return made
