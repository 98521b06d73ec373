"""The numbers that the practice sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "midpoint"), unit=one_of("calendar days", "working days", "hours", "months", "words", "minutes"))
class Timescale(NamedTuple):
    """A number that the practice sets: how long, how often, how much; `warn_at` is where a warning begins (0: none)."""

    id: str
    name: str
    number: int
    unit: str
    source: str
    inventory: str = ""
    after: str = ""
    owner: str = ""
    warn_at: int = 0
    note: str = ""


def timescales(page: Page) -> Mapping[str, Timescale]:
    """Read `assessment.toml`."""
    return page.terms("timescale", Timescale)
