"""The quality checklist as a page for supervision: each item with its rating, its evidence and its gaps (section H)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report.assessment import title
from fsworkbook.report.banners import TEAM_ONLY, TRAINING
from fsworkbook.report.document import Break, Document, Heading, Table, inlines, para, strong, text
from fsworkbook.workbook.checklists import APART

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fsworkbook.practice.checklists import Checklist
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.document import Block, Cell, Inline
    from fsworkbook.report.quality.gathered import Answer
    from fsworkbook.workbook.checklists import Change, Rated

NOT_APPLYING = "does not apply"


def paper(made: Assembly, answers: Sequence[Answer], rated: Rated, changed: Sequence[Change]) -> Document:
    """Return the checklist as a paper of the team's own.

    Args:
        made: the assessment that it is about.
        answers: every item with its evidence.
        rated: what somebody said of each.
        changed: what changed since the checklist before.
    """
    scope = made.scope
    return Document(
        title="Quality checklist",
        subtitle=title(scope),
        reference=f"{scope.family.reference} · {scope.assessment.key}",
        blocks=tuple(_blocks(scope.practice.checklist, answers, rated, changed)),
        banners=(TEAM_ONLY, *([TRAINING] if scope.family.training else [])),
        made=scope.day,
        contents=False,
    )


def _blocks(
    checklist: Checklist, answers: Sequence[Answer], rated: Rated, changed: Sequence[Change]
) -> Iterator[Block]:
    for change in changed:
        before, now = called(change.before, checklist), called(change.now, checklist)
        yield para(strong(change.item), f" was {before.lower()} the last time, and is {now.lower()} now.")
    for group in dict.fromkeys(answer.item.group for answer in answers):
        yield Heading(1, text(group))
        rows = tuple(_row(answer, checklist, rated) for answer in answers if answer.item.group == group)
        yield Table(("", "Item", "Rated", "What there is, and what is lacking"), rows, (2, 7, 4, 9))
    yield Heading(1, text("Comments and actions"))
    yield para(checklist.question)


def _row(answer: Answer, checklist: Checklist, rated: Rated) -> tuple[Cell, ...]:
    item, gathered = answer.item, answer.gathered
    said = rated.ratings.get(item.id, "")
    rating = called(said, checklist) if said else proposed(answer, checklist)
    parts: list[str | Inline] = []
    for line in gathered.found:
        parts += [sentence(line), Break()]
    for line in gathered.gaps:
        parts += [strong("Lacking: "), ended(line), Break()]
    if gathered.apart:
        parts += [sentence(gathered.apart), Break()]
    remark = rated.remarks.get(item.id, "")
    if remark:
        parts += [f"“{remark}”", Break()]
    return (text(item.id), text(item.text), text(rating), inlines(*parts[:-1]))


def called(rating: str, checklist: Checklist) -> str:
    """Return a rating in words."""
    if rating == APART:
        return NOT_APPLYING.capitalize()
    return checklist.ratings[rating].name if rating in checklist.ratings else rating


def proposed(answer: Answer, checklist: Checklist) -> str:
    """Return what stands for an item that nobody has rated: what its evidence allows, or who has to say."""
    if answer.gathered.apart:
        return f"Not rated; {NOT_APPLYING}"
    if answer.proposal:
        return f"Not rated; proposed: {called(answer.proposal, checklist).lower()}"
    return "Not rated; for a person to judge"


def sentence(line: str) -> str:
    """Return a line as a sentence."""
    return f"{line[:1].upper()}{ended(line[1:])}"


def ended(line: str) -> str:
    """Return a line with the mark that ends a sentence."""
    return f"{line}{'' if line.endswith(('.', '?', '!')) else '.'}"
