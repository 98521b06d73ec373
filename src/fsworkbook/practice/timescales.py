"""The numbers that the practice sets, what starts each clock and what stops it (inventory section C)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.page import ID, form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

UNITS: Final = (
    "calendar days",
    "working days",
    "hours",
    "months",
    "minutes",
    "words",
    "sessions",
    "supervisions",
    "generations",
    "assessments",
    "years",
)
"""The units of a number; the first four can be counted on a calendar."""

COUNTED: Final = ("", "none", "after", "before", "every")
"""How a clock runs: not at all, once after what starts it, before it, or again after each time it was met."""

CLOCKS: Final = (
    "family",
    "child",
    "assessment",
    "supervision",
    "practitioner",
    "meeting",
    "visit",
    "request",
)
"""Whose clock it can be."""

EVENT: Final = (
    r"decision|opened|allocated|summary|case-summary"
    r"|supervision\.(?:planned|reminded|moved|held|minuted|approved)"
    r"|assessment\.(?:started|extended|concluded)|plan\.(?:agreed|shared|[a-z-]+)|copy\.assessment|report\.given|conference\.asked"
    r"|visit\.(?:statutory|recorded)|meeting\.[a-z-]+|status\.[a-z0-9_]+|left\.[a-z0-9_]+"
    r"|records\.(?:asked|given)|threshold\.(?:asked|answered)"
)
"""The events of a workbook that start or stop a clock."""

_EVENTS: Final = matching(EVENT, "meeting.core-group")


@form(
    id=matching(ID, "midpoint"),
    unit=one_of(*UNITS),
    counts=one_of(*COUNTED),
    of=one_of(*CLOCKS),
    certainty=one_of("stated", "settled", "derived", "confirmed", "local", "memory"),
    trigger=_EVENTS,
    met_by=_EVENTS,
    extended_by=_EVENTS,
    since=_EVENTS,
    ends=_EVENTS,
)
class Timescale(NamedTuple):
    """A number that the practice sets: how long, how often, how much. Inventory C.01–C.62.

    Attributes:
        id: the setting's name.
        name: what has to be so by then, in words.
        number: how many.
        unit: of what.
        source: where it stands.
        inventory: its ids there.
        certainty: how sure it is: stated, settled, derived, confirmed, local or memory.
        counts: how its clock runs.
        of: whose clock it is.
        trigger: the events that start it.
        met_by: the events that stop it.
        extended_by: the events that give it a later day, which they name.
        times: how often `met_by` must have happened.
        nth: only the first trigger counts (1), or any (0).
        from_nth: only triggers from this one on count (0: any).
        plans: it runs for children who have one of these kinds of plan, …
        statuses: … or one of these statuses; any child where both are empty.
        unless_plans: it does not run for children who have one of these.
        since: it runs from the first of these events within the child's plan or status …
        ends: … and until the first of these.
        from_month: it runs from this month of the child's status …
        until_month: … to this one (0: without end).
        after: what it counts from, in words.
        owner: the role that owes it; "" where each practitioner owes their own.
        late_from: another reading of the same number; only past that one too is it late.
        reading_of: the number that this is another reading of; it is shown beside that one.
        warn_at: where a warning begins, in the same unit (0: at the number itself).
        hint: whether it is a hint, which nobody breaks.
        owed: whether it is owed to a child, so that the working day before is shown where it falls on a free day.
        note: what else is to be known.
    """

    id: str
    name: str
    number: int
    unit: str
    source: str
    inventory: str = ""
    certainty: str = "stated"
    counts: str = "none"
    of: str = "family"
    trigger: tuple[str, ...] = ()
    met_by: tuple[str, ...] = ()
    extended_by: tuple[str, ...] = ()
    times: int = 1
    nth: int = 0
    from_nth: int = 0
    plans: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    unless_plans: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    from_month: int = 0
    until_month: int = 0
    after: str = ""
    owner: str = ""
    late_from: str = ""
    reading_of: str = ""
    warn_at: int = 0
    hint: bool = False
    owed: bool = False
    note: str = ""

    @property
    def said(self) -> str:
        """Return its ids, as the dates that it sets name them, and how sure it is, where that is less than sure."""
        doubt = {"derived": "our own reading", "local": "local", "memory": "to be checked"}.get(self.certainty, "")
        return ", ".join(filter(None, (self.inventory, doubt)))

    @property
    def runs(self) -> bool:
        """Whether it is counted on a calendar at all."""
        return self.counts in {"after", "before", "every"}


def timescales(page: Page) -> Mapping[str, Timescale]:
    """Read `timescales.toml`."""
    made = page.terms("timescale", Timescale)
    for index, table in enumerate(page.tables(page.table, "timescale")):
        for key in ("late_from", "reading_of"):
            named = table.get(key)
            if isinstance(named, str) and named and named not in made:
                page.fault(("timescale", index, key), f"There is no [[timescale]] with the id “{named}” in this file.")
        if table.get("counts") in {"after", "before", "every"} and table.get("unit") not in UNITS[:4]:
            page.fault(("timescale", index, "unit"), "A clock counts calendar days, working days, hours or months.")
    return made
