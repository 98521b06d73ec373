"""What is to be seen before a report is made final, beside its gaps: what is unanswered, uncited, left out, too long.

A gap, a key question without an answer and a summary that is too long stand in the way of a final report until they
are mended, or a reason is given; the rest is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from fsworkbook.report import goldenthread, measuring
from fsworkbook.report.document import Heading, PageBreak
from fsworkbook.workbook.citing import statements
from fsworkbook.workbook.coverage import REMINDER, progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.document import Block
    from fsworkbook.report.parts import Part
    from fsworkbook.workbook.record import Record

Want: TypeAlias = Literal["unanswered", "uncited", "excluded", "long"]

PAGES: Final = 1
"""How many pages a section with a limit may have (C.23)."""


class Remark(NamedTuple):
    """Something to be seen before a report is made final.

    Attributes:
        want: what kind of thing it is.
        key: the name under which a reason to let it stand counts: a part's id, or a part's and a child's.
        number: the part's number as it is printed; "" where it belongs to none.
        words: what it is.
        stops: whether it stands in the way of a final report.
    """

    want: Want
    key: str
    number: str
    words: str
    stops: bool = False

    def reason(self, reasons: Mapping[str, str]) -> str:
        """Return why it may stand; "" where nothing says."""
        return reasons.get(self.key, "")


def remarks(made: Assembly) -> tuple[Remark, ...]:
    """Return everything to be seen beside the gaps, by kind and in the order of the paper."""
    return (*_unanswered(made), *_long(made), *_uncited(made), *_excluded(made))


def untouched(made: Assembly) -> dict[int, tuple[str, ...]]:
    """Return, by module, the ids of the questions that nothing answers or names in this assessment.

    A module that is worked through with each child waits for a child that is born.
    """
    scope, questions = made.scope, made.scope.practice.questions
    born = any(not child.is_unborn for child in scope.children)
    found = progress(scope.assessment, scope.family, scope.practice, scope.ledger)
    asked = {
        cell.module: tuple(name for name in cell.untouched if questions[name].kind != REMINDER)
        for cell in found.cells
        if not cell.child and (born or not found.of_children(cell.module))
    }
    return {module: names for module, names in asked.items() if names}


def _unanswered(made: Assembly) -> Iterator[Remark]:
    """Yield the key questions that nothing answers; that there is none, where the outline asks for them (H40)."""
    asking = next((section for section in made.plan.sections if section.asks), None)
    if asking is None:
        return
    part = made.plan.of(asking)[0]
    found = goldenthread.questions(made.scope, made.analyses)
    if not found:
        yield Remark("unanswered", asking.id, part.number, "No key question is written down as a question.", stops=True)
    for question in found:
        if not question.answered:
            yield Remark("unanswered", asking.id, part.number, question.words, stops=True)


def _long(made: Assembly) -> Iterator[Remark]:
    """Yield the sections that must fit a page, as it is printed, and do not."""
    for section in made.plan.sections:
        part = made.plan.of(section)[0]
        if not section.limit or not made.analyses.of(part):
            continue
        length = measuring.part(tuple(_section(made, part)), made.document, PAGES)
        if length.over:
            words = f"{section.heading} is {length.over} words longer than a page"
            yield Remark("long", section.id, part.number, words, stops=True)


def _section(made: Assembly, part: Part) -> Iterator[Block]:
    """Yield the blocks of a section, as they stand in the paper."""
    inside = False
    for block in made.document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.anchor == part.anchor
        if inside and not isinstance(block, PageBreak):
            yield block


def _uncited(made: Assembly) -> Iterator[Remark]:
    """Yield the parts in which statements rest on nothing (G.10)."""
    for part in made.plan.parts:
        alone = sum(not item.cites for record in made.analyses.of(part) for item in statements(record))
        if alone and not (part.section is not None and part.section.limit):
            name = f", {made.scope.child_name(part.child)}" if part.child else ""
            count = "1 statement rests" if alone == 1 else f"{alone} statements rest"
            yield Remark("uncited", part.id, part.number, f"{part.heading}{name}: {count} on no entry")


def _excluded(made: Assembly) -> Iterator[Remark]:
    """Yield what was recorded for this assessment and does not stand in the paper, each with its reason."""
    ledger = made.scope.ledger
    for record in _by_day(ledger.everything[key] for key in ledger.struck_by if key in ledger.everything):
        if record.kind == "module" and record.word("assessment") == made.scope.assessment.key:
            why = ledger.everything[ledger.struck_by[record.id]].word("reason")
            who = made.scope.family.first_name(record.by)
            yield Remark("excluded", "", "", f"{record.on.day} {record.on:%B}, {who} · withdrawn: {why}")


def _by_day(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda item: (item.on, item.recorded, item.id))
