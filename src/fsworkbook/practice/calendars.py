"""Which days are working days here: the nation's bank holidays, the council's closures, and how days are counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.page import form, matching, one_of

if TYPE_CHECKING:
    from fsworkbook.practice.page import Page

NATIONS: Final = ("england", "wales", "scotland", "northern-ireland")


@form(on=matching(r"\d{4}-\d{2}-\d{2}", "2026-12-24"))
class Closure(NamedTuple):
    """A day on which the council is closed, or, with `open`, a bank holiday on which it works (L.70)."""

    on: str
    name: str
    source: str
    open: bool = False


@form(nation=one_of(*NATIONS), supplied=("closures",))
class Days(NamedTuple):
    """How days are counted here (the head of inventory section C, L.70).

    Attributes:
        nation: whose bank holidays count.
        count_first_day: whether the day that starts a clock counts as its first day; the next day does otherwise.
        source: where that stands.
        note: what else is to be known.
        closures: the council's own free and working days.
    """

    nation: str
    count_first_day: bool
    source: str
    note: str = ""
    closures: tuple[Closure, ...] = ()


def days(page: Page) -> Days | None:
    """Read `calendar.toml`."""
    closures = page.rows("closure", Closure)
    for index, closure in enumerate(closures):
        try:
            date.fromisoformat(closure.on)
        except ValueError:
            page.fault(("closure", index, "on"), f"“{closure.on}” is no date that exists.")
    return page.head(Days, closures=closures)
