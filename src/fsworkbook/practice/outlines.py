"""The assessment report's outline: its sections and what each part has to hold. Feeds stand on the questions."""

from __future__ import annotations

from dataclasses import dataclass

from fsworkbook.practice.page import given, matching, one_of

SOURCE_KINDS = ("META", "FAMILY", "MODULES", "MODULES+CHRONOLOGY", "VISITS", "ASK", "SIGN")
"""Where a section's content comes from: settings and dates, who is who, module entries, visits, asked, signed."""


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a section. Inventory section G.

    `heading` is short and may be printed; `text` is the full guidance and is never printed in a final report.
    `tip` is advice beside the section, not content; `ask` says that it is asked when the report is written.
    """

    id: str = matching(r"S\d\d[A-Z]?\.T?\d+", "S09.01")
    heading: str
    text: str
    source: str
    tip: bool = False
    ask: bool = False
    note: str = ""
    section: str = given(default="")

    @property
    def title(self) -> str:
        """The heading, under the name that a section has for it."""
        return self.heading

    @property
    def contains(self) -> str:
        """The guidance, under the name that a section has for it."""
        return self.text


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report. Inventory section G.

    `contains` and `prompts` guide the worker and are never printed in a final report; `repeat` is "child" where it
    is written once for each child; `when` is "prebirth" where it stands only in an assessment before a birth;
    `leak` names what in it may give away something withheld; `limit` is the id of a timescale that limits its length.
    """

    id: str = matching(r"S\d\d[A-Z]?", "S09")
    title: str
    heading: str
    source: str
    source_kind: str = one_of(*SOURCE_KINDS)
    contains: str = ""
    repeat: str = one_of("", "child", default="")
    when: str = one_of("", "prebirth", default="")
    ask: bool = False
    leak: str = ""
    limit: str = ""
    note: str = ""
    prompts: tuple[str, ...] = ()
    items: tuple[Item, ...] = given(default=())

    @property
    def text(self) -> str:
        """The guidance, under the name that an item has for it."""
        return self.contains
