"""Ratings, and the rules of rating in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "green"))
class Rating(NamedTuple):
    """A rating; `caution` orders them, the most cautious highest. Inventory B.02."""

    id: str
    name: str
    letter: str
    meaning: str
    caution: int
    source: str
    inventory: str = ""


@form(id=matching(r"[A-Z]+\.\d+", "B.06"))
class Rule(NamedTuple):
    """A rule of the practice in short, for help texts."""

    id: str
    text: str
    source: str


class Ratings(NamedTuple):
    """The ratings and the rules about them."""

    ratings: Mapping[str, Rating]
    rules: Mapping[str, Rule]


def ratings(page: Page) -> Ratings:
    """Read `ratings.toml`."""
    made = Ratings(page.terms("rating", Rating), page.terms("rule", Rule))
    seen: dict[int, str] = {}
    for index, rating in enumerate(made.ratings.values()):
        if rating.caution in seen:
            other = seen[rating.caution]
            page.fault(("rating", index, "caution"), f"“{rating.id}” and “{other}” have the same rank of caution.")
        seen[rating.caution] = rating.id
    return made
