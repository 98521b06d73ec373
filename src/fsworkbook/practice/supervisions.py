"""How somebody attended a group supervision, and why one may be moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching
from fsworkbook.practice.statuses import STEPS
from fsworkbook.practice.term import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "apologies"))
class Attendance(NamedTuple):
    """How somebody attended: `present` there or remotely, `summary` stands in, `owes` one by being away. D.80, D.09."""

    id: str
    name: str
    source: str
    inventory: str = ""
    present: bool = False
    summary: bool = False
    owes: bool = False
    agreed: bool = True
    note: str = ""


@form(id=matching(ID, "court"))
class MovingReason(NamedTuple):
    """A reason for moving a supervision; `days_most` limits the move (0: no limit). Inventory D.51, C.13."""

    id: str
    name: str
    source: str
    inventory: str = ""
    days_most: int = 0
    note: str = ""


@form(id=matching(ID, "down"), steps=matching("|".join(STEPS), "down"))
class Threshold(NamedTuple):
    """What may be recommended for a child. Inventory B.20.

    `steps` are the changes of status that it can lead to; `says` is said while it waits for the decision.
    """

    id: str
    name: str
    source: str
    inventory: str = ""
    steps: tuple[str, ...] = ()
    says: str = ""
    note: str = ""


class Supervision(NamedTuple):
    """The closed lists of a supervision: attendance, reasons to move it, thresholds (B.20), vague verbs (D.71)."""

    attendance: Mapping[str, Attendance]
    moving_reasons: Mapping[str, MovingReason]
    thresholds: Mapping[str, Threshold]
    vague_verbs: Mapping[str, Term]


def supervision(page: Page) -> Supervision:
    """Read `supervision.toml`."""
    return Supervision(
        page.terms("attendance", Attendance),
        page.terms("moving_reason", MovingReason),
        page.terms("threshold", Threshold),
        page.terms("vague_verb", Term),
    )
