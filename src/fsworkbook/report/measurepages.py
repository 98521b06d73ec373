"""Measures and rulers over time in the assessment: each as a chart, or in a line where it was said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report.charts.measures import picture
from fsworkbook.report.document import Heading, Paragraph, inlines, strong, text
from fsworkbook.workbook.measures import line, series

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.practice.model import Section
    from fsworkbook.report.document import Block, Inline
    from fsworkbook.report.scope import Scope
    from fsworkbook.report.sources import Source
    from fsworkbook.workbook.measures import Series


def blocks(section: Section, scope: Scope, found: Mapping[str, Source]) -> Iterator[Block]:
    """Yield what was measured more than once about the parents and the children of an assessment, in its section."""
    if not section.measures:
        return
    parents, children = set(scope.assessment.parents), set(scope.assessment.children)
    every = series(scope.ledger, scope.practice, scope.family)
    # What one parent reports of a child is that parent's, and stands in nobody else's assessment.
    mine = [one for one in every if (parents & set(one.about) if one.about else children & set(one.children))]
    mine = [one for one in mine if len(one.points) > 1]
    if mine:
        yield Heading(2, text("Measured over time"))
    for one in mine:
        yield from _one(one, found)


def _one(one: Series, found: Mapping[str, Source]) -> Iterator[Block]:
    drawn = picture(one)
    if drawn:
        yield drawn
    cites = [found[record.id].cite for record in one.records if record.id in found]
    spaced: list[str | Inline] = [part for cite in cites for part in (" ", cite)]
    if not drawn or cites:
        yield Paragraph(inlines(strong(f"{one.name}: "), line(one), *spaced))
