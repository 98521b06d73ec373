"""The assessment as a paper: every section of the outline, the evidence once, the analysis first, the gaps in sight.

`assemble` is pure: the same records and the same day give the same paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report import analyses as own
from fsworkbook.report import (
    changeovertime,
    composition,
    contacts,
    details,
    evidence,
    gaps,
    goldenthread,
    measurepages,
    passages,
    pedigree,
    recommending,
    rejoinders,
    signing,
)
from fsworkbook.report.banners import TEAM_ONLY, TRAINING
from fsworkbook.report.document import Document, Heading, Link, Note, PageBreak, Paragraph, para, strong, text
from fsworkbook.report.evidence import Held
from fsworkbook.report.parts import SIGNED, plan
from fsworkbook.report.scope import Scope, listed
from fsworkbook.report.sources import listing, sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from fsworkbook.practice.model import Practice, Section
    from fsworkbook.report.analyses import Analyses
    from fsworkbook.report.contacts import Contact
    from fsworkbook.report.document import Block, Blocks, Inlines
    from fsworkbook.report.evidence import Placement, Unit
    from fsworkbook.report.gaps import Missing, Want
    from fsworkbook.report.parts import Part, Plan
    from fsworkbook.report.sources import Source
    from fsworkbook.workbook.family import Assessment, Family
    from fsworkbook.workbook.ledger import Ledger

_FIRST: Final = "It stands first in this paper."
_SOURCES: Final = "Sources"
_APPENDIX: Final = "Appendix: the entries"
_FEW: Final = 8
"""Sources of a draft that need no page of their own."""


class Finishing(NamedTuple):
    """What makes a draft a final version (G.03, G.09).

    Attributes:
        version: its number.
        reasons: why a part may stand open, by the part (`gaps.Missing.keys`).
    """

    version: int
    reasons: Mapping[str, str]


class Assembly(NamedTuple):
    """An assembled assessment.

    Attributes:
        scope: what it was made from.
        document: the paper, ready for any writer.
        missing: everything that stands in it as a gap, in the order of the paper.
        plan: its parts.
        placement: which entry's words stand in which part.
        analyses: the workers' own analysis by part.
        sources: the numbered sources, by record id.
    """

    scope: Scope
    document: Document
    missing: tuple[Missing, ...]
    plan: Plan
    placement: Placement
    analyses: Analyses
    sources: Mapping[str, Source]


def assemble(
    assessment: Assessment,
    family: Family,
    practice: Practice,
    ledger: Ledger,
    day: date,
    held: str = "",
    final: Finishing | None = None,
) -> Assembly:
    """Return an assessment's paper (section G): a draft, unless it is made final.

    Args:
        assessment: which one.
        family: who is who.
        practice: the model whose outline it follows.
        ledger: the records as they stood by the end of `day`.
        day: the day of the paper.
        held: for a copy, the words for what it does not tell (Scope.held). A copy names no gap: what the team still has
            to write is the team's, and a gap could tell what is kept back (F.42).
        final: what makes it final: no gap stands in it, and for each that is left, the reason.
    """
    scope = Scope(assessment, family, practice, ledger, day, held)
    outline = plan(scope)
    placement = evidence.place(scope, outline)
    analysed = own.analyses(scope, outline)
    found = sources(scope, analysed.cited)
    seen = contacts.contacts(scope)
    lacking = () if scope.held else _all_missing(scope, outline, placement, analysed, seen)
    press = _Press(scope, outline, placement, analysed, found, seen, lacking, final)
    document = Document(
        title=title(scope),
        subtitle=listed([child.name for child in scope.children]),
        reference=f"{family.reference} · {assessment.key}",
        blocks=tuple(press.blocks()),
        banners=(TEAM_ONLY, *([TRAINING] if family.training else []), *([signing.TO_SIGN] if final else [])),
        made=day,
        draft=final is None,
        cover=_cover(final, held),
    )
    return Assembly(scope, document, press.missing, outline, placement, analysed, found)


def _cover(final: Finishing | None, held: str) -> tuple[tuple[str, Inlines], ...]:
    """Return what stands under the title: what the paper is worth, and whom it is for."""
    status = f"Version {final.version}, final, to be signed" if final else "Draft"
    return (("Status", text(status)), *([] if held else [("For", text("The team"))]))


def title(scope: Scope) -> str:
    """Return the title, which names the parents (G.01)."""
    what = "Parenting assessment"
    if scope.assessment.prebirth:
        born = [child for child in scope.children if not child.is_unborn]
        what = "Parenting and pre-birth assessment" if born else "Pre-birth assessment"
    return f"{what} of {listed([person.name for person in scope.parents]) or scope.assessment.key}"


def _all_missing(
    scope: Scope, outline: Plan, placement: Placement, analysed: Analyses, held: tuple[Contact, ...]
) -> tuple[Missing, ...]:
    """Return all gaps in the order of the paper: facts before what is to be written, part by part."""
    facts: dict[str, list[Missing]] = {}
    for section in outline.sections:
        if section.source_kind == "META":
            facts[section.id] = [*details.missing(scope, section)]
        elif section.source_kind == "VISITS":
            facts[section.id] = [*contacts.missing(held, scope, section)]
        found = analysed.of(outline.of(section)[0])
        advice = [*recommending.missing(section, found, scope), *recommending.unweighed(section, analysed.all, scope)]
        if advice:
            facts[section.id] = [*facts.get(section.id, ()), *advice]
    for section, find in zip(_family(outline), (composition.missing, pedigree.missing), strict=False):
        facts[section.id] = [*find(scope, section)]
    written = gaps.missing_parts(outline, placement, analysed, scope)
    return tuple(
        gap
        for section in outline.sections
        for gap in (*facts.get(section.id, ()), *(gap for gap in written if gap.section == section.id))
        if not (gap.topic == gaps.TOLD and analysed.of(outline.of(section)[0]))
    )


def _family(outline: Plan) -> list[Section]:
    """Return the sections about who is who: the composition, then the tree."""
    return [section for section in outline.sections if section.source_kind == "FAMILY"]


@dataclass(frozen=True)
class _Press:
    """Sets the paper, section by section."""

    scope: Scope
    plan: Plan
    placement: Placement
    analyses: Analyses
    sources: Mapping[str, Source]
    contacts: tuple[Contact, ...]
    missing: tuple[Missing, ...]
    final: Finishing | None = None

    def blocks(self) -> Iterator[Block]:
        """Yield the whole paper: what must fit a page stands first, for a reader who reads nothing else."""
        yield from self._opening()
        for section in filter(self._is_first, self.plan.sections):
            yield PageBreak()
            yield Heading(1, text(section.heading), self._head(section).anchor)
            yield from self._section(section)
            yield PageBreak()
        for section in self.plan.sections:
            head = self._head(section)
            first = self._is_first(section)
            yield Heading(1, text(f"{head.number}. {section.heading}"), f"place-{section.id}" if first else head.anchor)
            if first:
                yield Paragraph((Link(text(_FIRST), head.anchor),))
            else:
                yield from tuple(self._section(section)) or self._empty()
        yield from self._rest()
        if self.sources:
            if self.final is not None or len(self.sources) > _FEW:
                yield PageBreak()
            yield Heading(1, text(_SOURCES if self.final is None else _APPENDIX), "sources")
            yield from listing(self.sources.values(), self._printed(), self.scope, self._told())

    def _head(self, section: Section) -> Part:
        return self.plan.of(section)[0]

    def _is_first(self, section: Section) -> bool:
        """Whether a section stands at the front on a page of its own, once it is written: what must fit one (C.23)."""
        return bool(section.limit) and bool(self.analyses.of(self._head(section)))

    def _opening(self) -> Iterator[Block]:
        if self.missing and self.final is None:
            count = len(self.missing)
            what = "thing is" if count == 1 else "things are"
            yield Note((para(strong("Draft. "), f"{count} {what} still to be written; each is marked in its place."),))

    def _empty(self) -> Blocks:
        """Return what a copy says where it has nothing to print, whatever the reason: no heading stands by itself."""
        return (signing.NOTHING,) if self.scope.held else ()

    def _section(self, section: Section) -> Iterator[Block]:
        head = self._head(section)
        yield from self._facts(section)
        here = [gap for gap in self.missing if gap.section == section.id and not gap.child]
        yield from self._open(here, "fact", f"gap-{section.id}-facts")
        yield from self._open(here, "analysis", f"gap-{section.id}")
        yield from self._part(head, 2)
        yield from goldenthread.blocks(section, self.scope, self.plan, self.analyses)
        if section.repeat:
            for child in self.scope.children:
                yield from self._child(section, child.key)
        else:
            yield from self._items(section, "", 2)
        yield from measurepages.blocks(section, self.scope, self.sources)
        if section.replies:
            yield from rejoinders.gathered(self.scope, self.placement, self.sources)
        yield from self._open(here, "nothing", f"gap-{section.id}-nothing")
        yield from self._tree[1:] if section in _family(self.plan)[1:2] else ()
        yield from signing.lines(section, self.scope)
        if section.signer and section.source_kind != SIGNED and not self.scope.held:
            yield signing.COMMENTS_TO_COME

    def _open(self, here: list[Missing], want: Want, anchor: str) -> Blocks:
        """Return the gaps of one kind in one place; in a final report, why they may stand open."""
        if self.final is None:
            return gaps.standing(here, want, anchor)
        return gaps.let_stand([gap for gap in here if gap.want == want], self.final.reasons)

    def _child(self, section: Section, child: str) -> Iterator[Block]:
        person = self.scope.family.people[child]
        part = self.plan.of(section, child)[0]
        here = [gap for gap in self.missing if gap.section == section.id and gap.child == child]
        yield Heading(2, text(person.name), part.anchor)
        yield from self._open(here, "analysis", f"gap-{section.id}-{child}")
        yield from (*self._part(part, 3), *self._items(section, child, 3)) or self._empty()
        yield from self._open(here, "nothing", f"gap-{section.id}-{child}-nothing")

    def _items(self, section: Section, child: str, level: int) -> Iterator[Block]:
        for part in self.plan.of(section, child):
            content = tuple(self._part(part, level + 1)) if part.item is not None else ()
            if content:
                yield Heading(level, text(f"{self._number(part)} {part.heading}"), part.anchor)
                yield from content

    def _number(self, part: Part) -> str:
        """Return a part's number as it is printed; a copy counts the parts that it has, and none is missing (F.42)."""
        return self._counted.get(part.key, part.number)

    @cached_property
    def _counted(self) -> Mapping[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for section in self.plan.sections if self.scope.held else ():
            for child in [child.key for child in self.scope.children] if section.repeat else [""]:
                parts = [part for part in self.plan.of(section, child) if part.item and tuple(self._part(part, 3))]
                lead = self._head(section).number
                found |= {part.key: f"{lead}.{place}" for place, part in enumerate(parts, start=1)}
        return found

    def _part(self, part: Part, level: int) -> Iterator[Block]:
        """Yield what one part holds: the analysis first, then what it rests on."""
        for record in self.analyses.of(part):
            yield from own.written(record, self.sources, self.scope, brief=self.final is not None)
        if not self._is_apart(part) and (part.section is None or not self._is_first(part.section)):
            apart = self.final is not None
            yield from passages.passages(self.placement.of(part), level, self.sources, self.scope, apart=apart)
        yield from changeovertime.blocks(part, self.scope, self.sources)
        yield from changeovertime.bearing(part, self.scope, self.plan)

    def _is_apart(self, part: Part) -> bool:
        """Whether the entries on a part stand in the appendix: in a final report, once it is written (G.06).

        There the analysis is what is read, and each citation leads to the words that it rests on. In a draft they stand
        in the part, for whoever writes it.
        """
        if self.final is None:
            return False
        heads = part.item is None and part.section is not None and bool(part.section.items)
        return heads or gaps.is_written(part, self.plan, self.analyses)

    def _told(self) -> dict[str, Blocks]:
        """Return the words of the entries that stand in the appendix, by record id."""
        found: dict[str, list[Unit]] = {}
        for held in self.placement.held.values():
            for unit in held.full:
                if self._is_apart(self.placement.home[unit.anchor]):
                    found.setdefault(unit.record.id, []).append(unit)
        return {record_id: passages.told(units, self.scope) for record_id, units in found.items()}

    @cached_property
    def _tree(self) -> Blocks:
        """The family tree: the line that leads it, and its drawing, which ends its section and may take a page."""
        return pedigree.blocks(self.scope)

    def _facts(self, section: Section) -> Iterator[Block]:
        family = _family(self.plan)
        if section.source_kind == "META":
            yield from details.blocks(self.scope, final=self.final is not None)
        elif section.source_kind == "VISITS":
            yield from contacts.blocks(self.contacts, self.scope, self.sources)
        elif section in family[:1]:
            yield from composition.blocks(self.scope)
        elif section in family[1:2]:
            yield from self._tree[:1]

    def _rest(self) -> Iterator[Block]:
        """Yield what no part of the outline asks for, so that nothing that was recorded is left out."""
        content = [
            block for record in self.analyses.homeless for block in own.written(record, self.sources, self.scope)
        ]
        content += passages.passages(self.placement.rest, 2, self.sources, self.scope)
        for section in filter(self._is_first, self.plan.sections):  # what would not fit the one page
            for part in self.plan.of(section) if self.final is None else ():
                content += passages.passages(Held(self.placement.of(part).full), 2, self.sources, self.scope)
        if content:
            yield Heading(1, text("Other entries"), "rest")
            yield from content

    def _printed(self) -> dict[str, str]:
        """Return where each entry's words stand, as the list of sources says it."""
        found: dict[str, list[str]] = {}
        units = [unit for held in (*self.placement.held.values(), self.placement.rest) for unit in held.full]
        for unit in units:
            part = self.placement.home[unit.anchor]
            if self._is_apart(part):
                continue
            name = f" ({self.scope.child_name(part.child)})" if part.child else ""
            found.setdefault(unit.record.id, []).append(f"{self._number(part)}{name}" if part.id else "other entries")
        return {record_id: ", ".join(dict.fromkeys(places)) for record_id, places in found.items()}
