"""Words for who people are to one another: relationships, couples, parts in the family, genders."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fsworkbook.practice.page import matching, no_texts, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

LINES = (
    *("parent", "child", "grandparent", "grandchild", "great-grandparent", "great-grandchild"),
    *("sibling", "half-sibling", "step-sibling", "aunt-uncle", "niece-nephew", "cousin"),
    *("partner", "ex-partner", "step-parent", "step-child"),
    *("parents-partner", "partners-child", "parents-ex-partner", "ex-partners-child"),
    *("carer", "cared-for", "friend", "none"),
)
"""What a relationship is to a family tree: the structure that the program knows, whatever words a council uses."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A word for what a is to b. Inventory L.30, L.31.

    `line` is its place in a family tree; `side` the parent of b through whom it runs; `certain` is false for a
    parent who is expected or possible only; `words` are what people type for it; `inverse` gives what b is to a
    by b's gender ("female", "male", "other"); `responsibility` says to ask about parental responsibility.
    """

    id: str = matching(r"[a-z][a-z' -]*", "half-brother")
    name: str
    line: str = one_of(*LINES)
    inverse: Mapping[str, str]
    source: str
    inventory: str = ""
    gender: str = one_of("", "female", "male", default="")
    side: str = one_of("", "mother", "father", default="")
    certain: bool = True
    adoptive: bool = False
    responsibility: bool = False
    words: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Couple:
    """A couple's status. `apart` says that they no longer present as a couple; `drawn` and `strokes` how a family
    tree shows it: the line between them, and how many strokes cut it. Inventory L.35.
    """

    id: str = matching(r"[a-z][a-z-]*", "separated")
    name: str
    source: str
    inventory: str = ""
    apart: bool = False
    drawn: str = one_of("solid", "dashed", default="solid")
    strokes: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gender:
    """A gender, as asked and as a family tree draws it."""

    id: str = matching(r"[a-z][a-z-]*", "female")
    name: str
    symbol: str = one_of("circle", "square", "diamond")
    source: str
    inventory: str = ""
    words: Mapping[str, str] = field(default_factory=no_texts)
    note: str = ""
