"""Words for the parts that people have in a family, for genders and for couples."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import matching, no_texts, one_of
from fsworkbook.practice.term import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@dataclass(frozen=True, slots=True)
class Couple:
    """A couple's status. Inventory L.35.

    `apart` says that they no longer present as a couple; `drawn` and `strokes` how a family tree shows it: the line
    between them, and how many strokes cut it.
    """

    id: str = field(metadata=matching(r"[a-z][a-z-]*", "separated"))
    name: str
    source: str
    inventory: str = ""
    apart: bool = False
    drawn: str = field(default="solid", metadata=one_of("solid", "dashed"))
    strokes: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gender:
    """A gender, as asked and as a family tree draws it."""

    id: str = field(metadata=matching(r"[a-z][a-z-]*", "female"))
    name: str
    symbol: str = field(metadata=one_of("circle", "square", "diamond"))
    source: str
    inventory: str = ""
    words: Mapping[str, str] = field(default_factory=no_texts)
    note: str = ""


class People(NamedTuple):
    """Parts that a person may have in a family, and genders."""

    parts: Mapping[str, Term]
    genders: Mapping[str, Gender]


def couples(page: Page) -> Mapping[str, Couple]:
    """Read `couples.toml`."""
    return page.terms("couple", Couple)


def people(page: Page) -> People:
    """Read `people.toml`."""
    return People(page.terms("part", Term), page.terms("gender", Gender))
