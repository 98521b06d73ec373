"""What calls for a new case summary before its time (E.36)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.page import ID, form, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

CHANGES: Final = (
    "status",
    "address",
    "adult",
    "overnight",
    "schools",
    "nurseries",
    "birth",
    "order-made",
    "order-ended",
)
"""Changes that the workbook knows of itself: from the statuses, the households, the people and the orders."""


@form(id=matching(ID, "strategy"), changes=matching("|".join(CHANGES), "status"))
class Trigger(NamedTuple):
    """A kind of news that calls for a new case summary. Inventory E.36.

    Attributes:
        id: its own.
        name: what happened, in words.
        source: where it comes from.
        inventory: its id there.
        changes: what the workbook knows of itself (`CHANGES`).
        meetings: kinds of meeting.
        consents: states of consent.
        thresholds: what a supervision recommends for a child.
        words: words in the account of a chronology event, in small letters; a word stands for all that begin with it.
        note: what else is to be known.
    """

    id: str
    name: str
    source: str
    inventory: str = ""
    changes: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    thresholds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    note: str = ""


def triggers(page: Page) -> Mapping[str, Trigger]:
    """Read `case_summaries.toml`."""
    made = page.terms("trigger", Trigger)
    for index, trigger in enumerate(made.values()):
        if not (trigger.changes or trigger.meetings or trigger.consents or trigger.thresholds or trigger.words):
            page.fault(("trigger", index), f"“{trigger.id}” says nothing by which it could be known: give it words.")
    return made
