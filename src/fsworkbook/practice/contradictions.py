"""Where the sources differ, and how they are read here (inventory X1–X22)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import form, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(r"X\d{1,2}", "X1"))
class Contradiction(NamedTuple):
    """One question that the sources answer differently; `chosen` is how it is read here."""

    id: str
    question: str
    readings: tuple[str, ...]
    chosen: str
    source: str
    timescales: tuple[str, ...] = ()
    note: str = ""


def contradictions(page: Page) -> Mapping[str, Contradiction]:
    """Read `contradictions.toml`."""
    return page.terms("contradiction", Contradiction)
