"""The shorter papers beside the whole report: for whom each is, how long it may be, and what stands in it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "going-well"), each=one_of("", "parent"))
class PaperPart(NamedTuple):
    """One part of a paper.

    `heading` is printed, with {child} or {parent} for a name; `taken` are the parts of the report whose analysis it
    takes (`from` in the file), `lead` says that it takes the first paragraph of each alone; `asked` says that it is
    written for this paper alone; `each` is "parent" where every parent has words of their own in it; `text` and
    `prompts` guide the worker and are never printed.
    """

    id: str
    heading: str
    text: str
    taken: tuple[str, ...] = ()
    lead: bool = False
    asked: bool = False
    each: str = ""
    prompts: tuple[str, ...] = ()


@form(id=matching(ID, "letter"), supplied=("parts",))
class Paper(NamedTuple):
    """A paper. Inventory E.40, F.63, F.69.

    `title`, `opening` and `closing` are printed, with {parents}, {child} or {lead} for names, and `empty` in a copy
    that has no part of the paper; `pages` is how many it may have (0: as many as it takes); `from_age` is the age in
    years from which a child is given it;
    `action` is the action of the permissions that writing its own words needs; `genogram` is the heading of the family
    tree at its end ("": it has none).
    """

    id: str
    name: str
    title: str
    source: str
    opening: str = ""
    closing: str = ""
    empty: str = ""
    pages: int = 0
    from_age: int = 0
    action: str = ""
    genogram: str = ""
    inventory: str = ""
    note: str = ""
    parts: tuple[PaperPart, ...] = ()


def papers(page: Page) -> Mapping[str, Paper]:
    """Read `papers.toml`."""
    made: dict[str, Paper] = {}
    for index, table in enumerate(page.tables(page.table, "paper")):
        place = ("paper", index)
        parts: list[PaperPart] = []
        seen: set[str] = set()
        for number, row in enumerate(page.tables(table, "part", place)):
            at = (*place, "part", number)
            part = page.noun(PaperPart, {"taken" if key == "from" else key: value for key, value in row.items()}, at)
            if part:
                page.once(seen, part.id, (*at, "id"))
                parts.append(part)
                if part.asked == bool(part.taken):
                    page.fault((*at, "id"), f"“{part.id}” is either asked or taken `from` parts of the report.")
        own = {key: value for key, value in table.items() if key != "part"}
        paper = page.noun(Paper, own, place, parts=tuple(parts))
        if paper:
            page.once(set(made), paper.id, (*place, "id"))
            made[paper.id] = paper
    if not made:
        page.fault((), "There is no [[paper]] in this file.")
    return MappingProxyType(made)
