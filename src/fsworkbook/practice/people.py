"""Words for the parts that people have in a family, for genders and for couples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import NO_TEXTS, form, matching, one_of
from fsworkbook.practice.term import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(r"[a-z][a-z-]*", "separated"), drawn=one_of("solid", "dashed"))
class Couple(NamedTuple):
    """A couple's status. Inventory L.35.

    `apart` says that they no longer present as a couple; `drawn` and `strokes` how a family tree shows it: the line
    between them, and how many strokes cut it.
    """

    id: str
    name: str
    source: str
    inventory: str = ""
    apart: bool = False
    drawn: str = "solid"
    strokes: int = 0
    note: str = ""


@form(id=matching(r"[a-z][a-z-]*", "female"), symbol=one_of("circle", "square", "diamond"))
class Gender(NamedTuple):
    """A gender, as asked and as a family tree draws it."""

    id: str
    name: str
    symbol: str
    source: str
    inventory: str = ""
    words: Mapping[str, str] = NO_TEXTS
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
