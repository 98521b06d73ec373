"""Filling in the checklist: for each item what is gathered, and the rating that follows from it alone (H)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.practice.checklists import PREBIRTH
from fsworkbook.report.quality import course, people, written
from fsworkbook.report.quality.gathered import Answer, Gathered, lines
from fsworkbook.report.scope import listed
from fsworkbook.workbook.plainness.checking import Checker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fsworkbook.practice.checklists import CheckItem, Checklist
    from fsworkbook.report.assessment import Assembly

GATHERERS: Final[Mapping[str, Callable[[Assembly, CheckItem], Gathered]]] = {
    "access-needs": people.access_needs,
    "agencies": course.agencies,
    "balance": written.balance,
    "child-time": course.child_time,
    "before-start": course.before_start,
    "children-named": written.children_named,
    "children-seen": people.children_seen,
    "chronology": written.chronology_apart,
    "cited": written.cited,
    "comments": written.comments,
    "composition": people.composition,
    "generations": people.generations,
    "key-questions": written.key_questions,
    "length": written.length,
    "measures": course.measured,
    "meetings": course.meetings,
    "observed": people.observed,
    "past-involvement": course.past_involvement,
    "past-support": course.past_support,
    "plan": course.plan,
    "reached": people.heard,
    "requests": course.requests,
    "statuses": course.statuses,
    "strengths": people.strengths,
    "thresholds": course.thresholds,
    "tools": course.tools,
}
"""What `gather` of an item can name."""


def fill(made: Assembly) -> tuple[Answer, ...]:
    """Return every item of the practice's checklist with its evidence, in its order.

    Args:
        made: the assessment's paper as it would be printed, with what it is made from.
    """
    checklist = made.scope.practice.checklist
    words = _findings(made)
    return tuple(_answer(made, item, checklist, words) for item in checklist.items.values())


def _answer(made: Assembly, item: CheckItem, checklist: Checklist, words: Mapping[str, int]) -> Answer:
    if item.when == PREBIRTH and not any(child.is_unborn for child in made.scope.children):
        return Answer(item, Gathered(apart="no unborn baby is in this assessment"), "")
    gathered = Gathered()
    if item.parts and "balance" not in item.gather:
        gathered |= written.parts(made, item)
    if item.questions:
        gathered |= _questions(made, item)
    if item.recommend:
        gathered |= written.recommended(made, item)
    if item.lints:
        gathered |= _lints(made, item, words)
    for name in item.gather:
        if name in GATHERERS:
            gathered |= GATHERERS[name](made, item)
    if gathered.apart:
        gathered = Gathered(apart=gathered.apart)
    return Answer(item, gathered, _proposal(item, gathered, checklist))


def _proposal(item: CheckItem, gathered: Gathered, checklist: Checklist) -> str:
    """Return the rating that the evidence alone allows: never the best where a person has to judge."""
    if gathered.apart or not (gathered.found or gathered.gaps):
        return ""
    if gathered.gaps:
        return checklist.rated(checklist.best - 1 if gathered.found else 0)
    return "" if item.judged or gathered.open else checklist.rated(checklist.best)


def _questions(made: Assembly, item: CheckItem) -> Gathered:
    """Tell which questions were answered for the parents of this assessment (H09, H25, H29)."""
    touched = {question for entry in made.scope.entries for question in entry.questions}
    known = made.scope.practice.questions
    asked = [known[name] for name in item.questions if name in known]
    found = [question.short for question in asked if question.id in touched]
    gaps = [f"{question.short} {question.text}" for question in asked if question.id not in touched]
    return lines([f"answered: {listed(found)}"] if found else (), [f"not answered: {words}" for words in gaps])


def _findings(made: Assembly) -> Mapping[str, int]:
    """Return how often each lint was found in the words of the report."""
    scope = made.scope
    checker = Checker(scope.practice, scope.family, scope.ledger.standing)
    told: set[str] = set()
    count: dict[str, int] = {}
    for part in made.plan.parts:
        for record in made.analyses.of(part):
            for finding in checker.record(record, told=told, paper=True).findings:
                for lint in {finding.lint, *finding.also}:
                    count[lint] = count.get(lint, 0) + 1
    return count


def _lints(made: Assembly, item: CheckItem, words: Mapping[str, int]) -> Gathered:
    known = made.scope.practice.checked.lints
    gaps = [f"{known[name].name}: {words[name]}" for name in item.lints if words.get(name) and name in known]
    return lines([] if gaps or not made.analyses.all else ["nothing was found"], gaps)
