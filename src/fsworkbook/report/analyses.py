"""The workers' own analysis of each part, with what it rests on (G.06, G.10, G.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.report import prose, recommending, rejoinders
from fsworkbook.report.citing import cited
from fsworkbook.report.document import Block, Inline, Paragraph, Text, emphasis, inlines
from fsworkbook.report.sources import current
from fsworkbook.workbook.citing import at_large
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.joint import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.report.parts import Part, Plan
    from fsworkbook.report.scope import Scope
    from fsworkbook.report.sources import Source
    from fsworkbook.workbook.record import Record


class Analyses(NamedTuple):
    """The analyses of one assessment by part; `homeless` are those whose part this paper does not have."""

    placed: Mapping[tuple[str, str], tuple[Record, ...]]
    homeless: tuple[Record, ...]

    def of(self, part: Part) -> tuple[Record, ...]:
        """Return the analyses of exactly this part, by date."""
        return self.placed.get(part.key, ())

    @property
    def all(self) -> tuple[Record, ...]:
        """Every analysis, in no order."""
        return (*(record for records in self.placed.values() for record in records), *self.homeless)

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the records that analyses cite."""
        return tuple(name for record in self.all for name in record.names("cites"))


def analyses(scope: Scope, plan: Plan) -> Analyses:
    """Return every standing analysis of the assessment in the part that it is written for.

    One that follows a joint assessment has what was written for both before they were parted (F.52).
    """
    placed: dict[tuple[str, str], tuple[Record, ...]] = {}
    homeless: list[Record] = []
    for record in records_of(scope.assessment, scope.family, scope.ledger, scope.practice, "analysis"):
        if record.on > scope.day:
            continue
        part = plan.place(record.word("section"), record.word("child"))
        if part is None:
            homeless.append(record)
        else:
            placed[part.key] = (*placed.get(part.key, ()), record)
    return Analyses(placed, tuple(homeless))


def written(record: Record, found: Mapping[str, Source], scope: Scope, *, brief: bool = False) -> Iterator[Block]:
    """Yield an analysis as it was written with its citations, then what it weighs and recommends, then who wrote it.

    Args:
        record: the analysis.
        found: the sources, by record id.
        scope: what the paper is made from.
        brief: in a paper that the lead signs as a whole, only what somebody else wrote is credited.
    """
    cites = {
        at: tuple(source.cite for source in _sources(asked, found, scope))
        for at, asked in enumerate(record.names("cites"), start=1)
    }
    for section in record.sections:
        yield from cited(prose.blocks(section.text, 4), cites)
    yield from recommending.options(record, scope)
    yield from recommending.recommended(record, scope)
    yield from _credit(record, found, scope, brief=brief)
    yield from rejoinders.under(record, scope)


def _credit(record: Record, found: Mapping[str, Source], scope: Scope, *, brief: bool) -> Iterator[Paragraph]:
    """Yield the line that says who wrote an analysis and when, and what the whole of it rests on."""
    author = scope.ledger.first_version(record).by
    by = "" if brief and author in {member.key for member in scope.lead} else scope.family.called(author)
    whole = {source.number: source.cite for asked in at_large(record) for source in _sources(asked, found, scope)}
    line: list[str | Inline] = [emphasis(f"{by}, {spoken(record.on)}")] if by else []
    if whole:
        line.append(emphasis("; rests on " if by else "Rests on "))
        for at, number in enumerate(sorted(whole)):
            line += [Text(" " if at else ""), whole[number]]
    if line:
        yield Paragraph(inlines(*line))


def _sources(asked: str, found: Mapping[str, Source], scope: Scope) -> tuple[Source, ...]:
    """Return the sources that a cited id leads to now."""
    leads = (found[name] for name in (asked, *current(asked, scope)) if name in found)
    return tuple({source.number: source for source in leads}.values())
