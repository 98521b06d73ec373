"""Ratings, and the rules of rating in short."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating; `caution` orders them, the most cautious highest. Inventory B.02."""

    id: str = field(metadata=matching(ID, "green"))
    name: str
    letter: str
    meaning: str
    caution: int
    source: str
    inventory: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the practice in short, for help texts."""

    id: str = field(metadata=matching(r"[A-Z]+\.\d+", "B.06"))
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
