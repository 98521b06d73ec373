"""The statuses that a child may have, the kinds of plan that they belong to, and what a change of them is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.page import ID, form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

UP, DOWN, ACROSS, END = "up", "down", "across", "end"
STEPS: Final = (UP, DOWN, ACROSS, END)
"""The ways in which a status can change: to a plan that stands higher, lower, across, or out of the work."""


@form(id=matching(ID, "s20"))
class Status(NamedTuple):
    """A child's status; `plan` is a kind of plan's id; `ends` says that the child leaves the work. Inventory L.01.

    `short` is its name in a narrow column.
    """

    id: str
    name: str
    plan: str
    source: str
    inventory: str = ""
    short: str = ""
    category: str = ""
    ends: bool = False
    note: str = ""


@form(id=matching(ID, "child-in-need"))
class Plan(NamedTuple):
    """A kind of plan. Inventory L.60, B.30–B.36.

    Attributes:
        id: as statuses name it.
        name: in plain words.
        source: where it stands.
        inventory: its id there.
        level: how far up it stands, for naming a change a step; 0 where it stands on no such ladder.
        voluntary: whether the family may say no to it.
        across: whether who comes to it from higher up has stepped across (B.35).
        then: the id of the kind of plan that is recommended after it …
        instead: … and what is said where something lower follows (B.31).
        last: what is said when the last plan of this kind, or higher, in the family has ended (B.34).
        unlikely: ids of ratings that want a second look beside it: a hint, never an error (X11).
        says: what is said when a status of this kind is recorded.
        note: what else is to be known.
    """

    id: str
    name: str
    source: str
    inventory: str = ""
    level: int = 0
    voluntary: bool = False
    across: bool = False
    then: str = ""
    instead: str = ""
    last: str = ""
    unlikely: tuple[str, ...] = ()
    says: str = ""
    note: str = ""


@form(id=one_of(*STEPS))
class Step(NamedTuple):
    """What a change of status is called, and what is said when one is recorded. Inventory B.30–B.38."""

    id: str
    name: str
    source: str
    inventory: str = ""
    says: str = ""


class Statuses(NamedTuple):
    """The statuses, the kinds of plan that they belong to, and the names of steps between them."""

    statuses: Mapping[str, Status]
    plans: Mapping[str, Plan]
    steps: Mapping[str, Step]


def statuses(page: Page) -> Statuses:
    """Read `statuses.toml`."""
    made = Statuses(page.terms("status", Status), page.terms("plan", Plan), page.terms("step", Step))
    for name, key in (("status", "plan"), ("plan", "then")):
        for index, table in enumerate(page.tables(page.table, name)):
            plan = table.get(key)
            if isinstance(plan, str) and plan and plan not in made.plans:
                page.fault((name, index, key), f"There is no [[plan]] with the id “{plan}” in this file.")
    return made
