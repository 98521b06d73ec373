"""The golden thread on the page: what the assessment began by asking, and where it is answered (H40)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.document import Inline, Link, Table, Text, inlines, strong, text
from fsworkbook.workbook.thread import thread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.model import Section
    from fsworkbook.report.analyses import Analyses
    from fsworkbook.report.parts import Part, Plan
    from fsworkbook.report.scope import Scope
    from fsworkbook.workbook.thread import Question

_OPEN: Final = "Not answered yet."


def questions(scope: Scope, analyses: Analyses) -> tuple[Question, ...]:
    """Return the key questions of an assessment, each with the analyses that answer it."""
    return thread(scope.entries, analyses.all, scope.practice)


def answering(question: Question, plan: Plan, analyses: Analyses) -> tuple[Part, ...]:
    """Return the parts in which a key question is answered, in the order of the paper."""
    wanted = set(question.answered)
    return tuple(part for part in plan.parts if wanted & {record.id for record in analyses.of(part)})


def blocks(section: Section, scope: Scope, plan: Plan, analyses: Analyses) -> Iterator[Table]:
    """Yield the key questions with where each is answered, in the section where they were asked; not in a copy.

    A copy's reader may not have the entry that holds a question, so what it asks is not told by its side.
    """
    found = questions(scope, analyses) if section.asks and not scope.held else ()
    if found:
        rows = tuple((text(question.words), _where(question, plan, analyses)) for question in found)
        yield Table(("Key question", "Answered in"), rows, (4, 2))


def _where(question: Question, plan: Plan, analyses: Analyses) -> tuple[Inline, ...]:
    parts: list[Inline] = []
    for part in answering(question, plan, analyses):
        parts += [*([Text(" · ")] if parts else []), Link(text(f"{part.number} {part.heading}"), part.anchor)]
    return tuple(parts) or inlines(strong(_OPEN))
