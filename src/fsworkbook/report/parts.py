"""The parts of one assessment's paper: the outline's sections and items, once for each child where it says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.practice.model import Item, Practice, Section
    from fsworkbook.report.scope import Scope

PER_CHILD: Final = "child"
PREBIRTH: Final = "prebirth"
SIGNED: Final = "SIGN"
WRITTEN: Final = frozenset({"MODULES", "MODULES+CHRONOLOGY", "ASK"})
"""Where a section's text comes from, if somebody has to write it (`practice.outlines.SOURCE_KINDS`)."""


class Part(NamedTuple):
    """A section, or an item of one; of one child, where the section is written for each.

    Attributes:
        id: the inventory id (`S09`, `S09.01`); "" for what no part of the outline asks for.
        child: the child's key, or "".
        section: the section that it is or belongs to; None for what no part asks for.
        item: the item; None for the section itself.
        order: its place in the paper.
    """

    id: str
    child: str
    section: Section | None
    item: Item | None
    order: int

    @property
    def key(self) -> tuple[str, str]:
        """Its id and its child's key."""
        return (self.id, self.child)

    @property
    def number(self) -> str:
        """The number as it is printed: `9`, `9.1`, `11B`."""
        return number(self.id)

    @property
    def heading(self) -> str:
        """The words of its heading, without the number."""
        if self.item is not None:
            return self.item.heading
        return self.section.heading if self.section is not None else ""

    @property
    def anchor(self) -> str:
        """Its name as a target in the document."""
        return f"part-{self.id}-{self.child}" if self.child else f"part-{self.id}"

    @property
    def asked(self) -> bool:
        """Whether the outline says that it is asked when the report is written (G.20)."""
        if self.item is not None:
            return self.item.ask
        return self.section is not None and self.section.ask

    @property
    def to_write(self) -> bool:
        """Whether the worker's own words belong here: every item, and every written section without items."""
        if self.section is None or self.section.source_kind not in WRITTEN:
            return False
        if self.section.repeat and not self.child:
            return False
        return self.item is not None or not any(not item.tip for item in self.section.items)


@dataclass(frozen=True)
class Plan:
    """All parts of one paper, in order, and which of them a question feeds."""

    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    practice: Practice

    def of(self, section: Section, child: str = "") -> tuple[Part, ...]:
        """Return the parts of a section (for one child), the section itself first."""
        return tuple(part for part in self.parts if part.section is section and part.child == child)

    def fed(self, question: str, children: Iterable[str]) -> tuple[Part, ...]:
        """Return the parts that an answer to a question feeds, where it concerns these children.

        Tips are advice and hold nothing: what feeds a tip feeds its section.
        """
        known = self.practice.questions.get(question)
        wanted = set(children)
        found = {
            part.order: part
            for feed in (known.feeds if known else ())
            for part in self._called.get(self._home(feed), ())
            if part.child in wanted or not (part.child or _repeated(part))
        }
        return tuple(found[order] for order in sorted(found))

    def place(self, typed: str, child: str = "") -> Part | None:
        """Return the part that an analysis is written for; None where the paper has none."""
        home = self._home(typed)
        near = {
            part.child: part for part in (*self._called.get(home.partition(".")[0], ()), *self._called.get(home, ()))
        }
        return near.get(child) or near.get("")

    def _home(self, feed: str) -> str:
        item = self._items.get(feed)
        return item.section if item is not None and item.tip else feed

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for section in self.sections for item in section.items}

    @cached_property
    def _called(self) -> dict[str, list[Part]]:
        called: dict[str, list[Part]] = {}
        for part in self.parts:
            called.setdefault(part.id, []).append(part)
        return called


def plan(scope: Scope) -> Plan:
    """Return the parts of an assessment's paper, in the order of the outline (G.31: before a birth, one more)."""
    sections = tuple(
        section
        for section in scope.practice.sections
        if not section.when or (section.when == PREBIRTH and scope.assessment.prebirth)
    )
    made: list[Part] = []
    for section in sections:
        made.append(Part(section.id, "", section, None, len(made)))
        for child in dict.fromkeys(person.key for person in scope.children) if section.repeat == PER_CHILD else [""]:
            if child:
                made.append(Part(section.id, child, section, None, len(made)))
            for item in section.items:
                if not item.tip:
                    made.append(Part(item.id, child, section, item, len(made)))
    return Plan(tuple(made), sections, scope.practice)


def _repeated(part: Part) -> bool:
    return part.section is not None and part.section.repeat == PER_CHILD


def number(place: str) -> str:
    """Return an inventory id as it is printed: `9` for S09, `9.1` for S09.01, `11B` for S11B."""
    found = re.fullmatch(r"S0*(\d+[A-Z]?)(?:\.0*(\d+))?", place)
    if not found:
        return place
    return f"{found[1]}.{found[2]}" if found[2] else found[1]
