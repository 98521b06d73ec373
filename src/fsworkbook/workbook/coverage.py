"""Coverage: which questions were worked on, in which assessment, by whom, and what nobody has touched (X6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.joint import records_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fsworkbook.practice.model import Module, Practice
    from fsworkbook.workbook.family import Assessment, Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

PER_CHILD: Final = "child"
REMINDER: Final = "NOTE"
"""The kind of question that is a reminder to the worker and asks for no answer (section A)."""


class Cell(NamedTuple):
    """One module of one assessment, or one child of a module that is done with each child.

    Attributes:
        module: its number.
        child: the child's key, or "".
        answered: questions with an answer of their own.
        named: questions that an account names without an answer of their own.
        declined: questions that do not apply, with a reason.
        untouched: all the others.
        total: how many questions there are.
        last_on: the day of the last entry, or None.
        last_by: who made it, or "".
        entries: how many entries.
    """

    module: int
    child: str
    answered: tuple[str, ...]
    named: tuple[str, ...]
    declined: tuple[str, ...]
    untouched: tuple[str, ...]
    total: int
    last_on: date | None = None
    last_by: str = ""
    entries: int = 0

    @property
    def touched(self) -> int:
        """How many questions were answered or named."""
        return len(self.answered) + len(self.named)


class Progress(NamedTuple):
    """The eight modules of one assessment."""

    assessment: Assessment
    cells: tuple[Cell, ...]
    others: tuple[str, ...] = ()

    def module(self, number: int) -> Cell:
        """Return a module as a whole, over all children."""
        return next(cell for cell in self.cells if cell.module == number and not cell.child)

    def of_children(self, number: int) -> tuple[Cell, ...]:
        """Return a module child by child; empty where it is not done with each child."""
        return tuple(cell for cell in self.cells if cell.module == number and cell.child)


def progress(assessment: Assessment, family: Family, practice: Practice, ledger: Ledger) -> Progress:
    """Return how far the eight modules of an assessment have come."""
    entries = records_of(assessment, family, ledger, practice, "module")
    cells: list[Cell] = []
    for module in practice.modules:
        cells.append(_cell(module, "", entries, ledger))
        if module.per == PER_CHILD:
            cells += [
                _cell(module, key, [record for record in entries if key in record.children], ledger)
                for key in assessment.children
                if key in family.people
            ]
    return Progress(assessment, tuple(cells))


def _cell(module: Module, child: str, entries: Iterable[Record], ledger: Ledger) -> Cell:
    ids = [question.id for question in module.questions]
    within = set(ids)
    mine = [record for record in entries if within & set(record.questions)]
    answered, named, declined = set[str](), set[str](), set[str]()
    for record in mine:
        sections = {section.name for section in record.sections}
        declined |= within & set(record.names("not_applicable"))
        for name in within & set(record.names("questions")):
            own = name in sections or any(section.startswith(f"{name}.") for section in sections)
            if child and not own:
                own = f"{name}.{child}" in sections
            if child and own and name not in sections and f"{name}.{child}" not in sections:
                continue  # answered for another child only
            (answered if own else named).add(name)
    named -= answered
    declined -= answered | named
    last = max(mine, key=lambda record: (record.on, record.recorded), default=None)
    return Cell(
        module=module.number,
        child=child,
        answered=tuple(name for name in ids if name in answered),
        named=tuple(name for name in ids if name in named),
        declined=tuple(name for name in ids if name in declined),
        untouched=tuple(name for name in ids if name not in answered | named | declined),
        total=len(ids),
        last_on=last.on if last else None,
        last_by=ledger.first_version(last).by if last else "",
        entries=len(mine),
    )


def untouched_everywhere(rows: Iterable[Progress], practice: Practice, ledger: Ledger) -> tuple[str, ...]:
    """Return questions that nobody has worked on in any assessment, a council's own too; reminders are left out."""
    open_sets = [{name for cell in row.cells if not cell.child for name in cell.untouched} for row in rows]
    if not open_sets:
        return ()
    worked_on = {name for record in ledger.of("module") for name in record.questions}
    shared = set.intersection(*open_sets) | {question.id for question in practice.council}
    return tuple(
        name
        for name, question in practice.questions.items()
        if name in shared - worked_on and question.kind != REMINDER
    )
