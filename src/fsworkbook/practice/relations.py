"""Words for what one person is to another, and what each is to a family tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

LINES = (
    *("parent", "child", "grandparent", "grandchild", "great-grandparent", "great-grandchild"),
    *("sibling", "half-sibling", "step-sibling", "aunt-uncle", "niece-nephew", "cousin"),
    *("partner", "ex-partner", "step-parent", "step-child"),
    *("parents-partner", "partners-child", "parents-ex-partner", "ex-partners-child"),
    *("carer", "cared-for", "friend", "none"),
)
"""What a relationship is to a family tree: the structure that the program knows, whatever words a council uses."""

DRAWN = ("solid", "dashed", "dotted", "zigzag", "cut")
"""The lines that a genogram has."""


@form(
    id=matching(r"[a-z][a-z' -]*", "half-brother"),
    line=one_of(*LINES),
    gender=one_of("", "female", "male"),
    side=one_of("", "mother", "father"),
    drawn=one_of("", *DRAWN),
    points=one_of("", "a", "b"),
)
class Relation(NamedTuple):
    """A word for what a is to b. Inventory L.30, L.31.

    `line` is its place in a family tree; `side` the parent of b through whom it runs; `certain` is false for a
    parent who is expected or possible only; `words` are what people type for it; `inverse` gives what b is to a
    by b's gender ("female", "male", "other"); `responsibility` says to ask about parental responsibility. `drawn`,
    `strokes` and `points` say how a genogram shows it: the line, how many strokes cut it, at whom its arrow points.
    """

    id: str
    name: str
    line: str
    inverse: Mapping[str, str]
    source: str
    inventory: str = ""
    gender: str = ""
    side: str = ""
    certain: bool = True
    adoptive: bool = False
    responsibility: bool = False
    drawn: str = ""
    strokes: int = 0
    points: str = ""
    words: tuple[str, ...] = ()
    note: str = ""


def relations(page: Page) -> Mapping[str, Relation]:
    """Read `relations.toml`."""
    made = page.terms("relation", Relation)
    for index, table in enumerate(page.tables(page.table, "relation")):
        relation = made.get(str(table.get("id")))
        if relation is None:
            continue
        for gender, inverse in relation.inverse.items():
            if gender not in {"female", "male", "other"}:
                page.fault(("relation", index, "inverse"), f"“{gender}” is not one of: female, male, other.")
            if inverse not in made:
                page.fault(("relation", index, "inverse"), f"The inverse “{inverse}” is no relation of this file.")
        if "other" not in relation.inverse:
            page.fault(("relation", index, "inverse"), f"The inverse of “{relation.id}” needs “other”.")
    return made
