"""The shapes of a summary."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "changed"), repeat=one_of("", "child"))
class SummarySection(NamedTuple):
    """One box of a summary; `repeat` is "child" where it is written once for each child. Inventory E.05, E.12."""

    id: str
    heading: str
    prompt: str
    source: str
    repeat: str = ""


@form(id=matching(ID, "practitioner"), supplied=("sections",))
class SummaryShape(NamedTuple):
    """The boxes of a summary and its length in words; `allocated` marks the allocated worker's. Inventory E1, E2."""

    id: str
    name: str
    source: str
    words_least: int
    words_most: int
    allocated: bool = False
    note: str = ""
    sections: tuple[SummarySection, ...] = ()


class Summaries(NamedTuple):
    """The shapes of a summary, and the role whose summary has the allocated worker's shape."""

    shapes: Mapping[str, SummaryShape]
    allocated_role: str


def summaries(page: Page) -> Summaries:
    """Read `summaries.toml`."""
    shapes: dict[str, SummaryShape] = {}
    for index, table in enumerate(page.tables(page.table, "shape")):
        place = ("shape", index)
        sections: list[SummarySection] = []
        seen: set[str] = set()
        for number, row in enumerate(page.tables(table, "section", place)):
            section = page.noun(SummarySection, row, (*place, "section", number))
            if section:
                page.once(seen, section.id, (*place, "section", number, "id"))
                sections.append(section)
        own = {key: value for key, value in table.items() if key != "section"}
        shape = page.noun(SummaryShape, own, place, sections=tuple(sections))
        if shape:
            page.once(set(shapes), shape.id, (*place, "id"))
            shapes[shape.id] = shape
    return Summaries(MappingProxyType(shapes), page.text("allocated_role"))
