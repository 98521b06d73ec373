"""The quality checklist on the screen, as data, and as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.output import Line, Piece, say, wrap
from fsworkbook.errors import BadInput
from fsworkbook.report.quality.filling import fill
from fsworkbook.report.qualitypaper import called, ended, paper, proposed, sentence
from fsworkbook.workbook.checklists import changes, rated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.quality.gathered import Answer
    from fsworkbook.workbook.checklists import Rated


def show(sitting: Sitting, made: Assembly, item: str | None, *, gaps: bool) -> None:
    """Print the checklist, or one item.

    Raises:
        BadInput: there is no such item.
    """
    answers = fill(made)
    said = rated(made.scope.assessment, made.scope.ledger, made.scope.day)
    if item is not None:
        answers = tuple(answer for answer in answers if answer.item.id == item.upper())
        if not answers:
            raise BadInput("--item takes H01, H02 and so on, as “fsworkbook qa” lists them.")
    if gaps:
        answers = tuple(answer for answer in answers if answer.gathered.gaps)
    say(sitting.desk, *_page(sitting, made, answers, said))


def data(sitting: Sitting, made: Assembly) -> dict[str, Any]:
    """Return the checklist for other programs."""
    said = rated(made.scope.assessment, made.scope.ledger, made.scope.day)
    changed = changes(made.scope.assessment, made.scope.ledger, made.scope.day, sitting.practice.checklist)
    return {
        "assessment": made.scope.assessment.key,
        "items": [
            {
                "item": answer.item.id,
                "modes": list(answer.item.modes),
                "rated": said.ratings.get(answer.item.id),
                "remark": said.remarks.get(answer.item.id),
                "proposed": answer.proposal or None,
                "found": list(answer.gathered.found),
                "lacking": list(answer.gathered.gaps),
                "does_not_apply": answer.gathered.apart or None,
            }
            for answer in fill(made)
        ],
        "changed": [change._asdict() for change in changed],
    }


def print_page(call: Call, sitting: Sitting, made: Assembly, output: Path | None) -> None:
    """Write the checklist as a page for supervision."""
    from fsworkbook.cli.paper.papers import Name, publish  # noqa: PLC0415 - only for a paper

    said = rated(made.scope.assessment, made.scope.ledger, made.scope.day)
    changed = changes(made.scope.assessment, made.scope.ledger, made.scope.day, sitting.practice.checklist)
    document = paper(made, fill(made), said, changed)
    name = Name(sitting.family.reference, f"checklist-{made.scope.assessment.key}", made.scope.day, "")
    publish(sitting.desk, document, name, call.papers, output)


def gathered_lines(answer: Answer, width: int) -> Iterator[Line]:
    """Yield what was gathered for an item, what is lacking last."""
    for line in answer.gathered.found:
        yield from wrap(sentence(line), width, "       ")
    if answer.gathered.apart:
        yield from wrap(f"Does not apply: {ended(answer.gathered.apart)}", width, "       ")
    for line in answer.gathered.gaps:
        lacking = wrap(f"Lacking: {ended(line)}", width, "         ", first="       ")
        yield from (Piece(words, "strong") for words in lacking)


def _page(sitting: Sitting, made: Assembly, answers: Sequence[Answer], said: Rated) -> Iterator[Line]:
    checklist, width = sitting.practice.checklist, sitting.desk.width
    assessment = made.scope.assessment
    who = " and ".join(sitting.family.first_name(key) for key in assessment.parents)
    yield Piece(f"{sitting.family.surname} · quality checklist of the assessment of {who} ({assessment.key})", "strong")
    if not answers:
        yield "  Nothing is lacking that the program can see."
    group = ""
    for answer in answers:
        if answer.item.group != group:
            group = answer.item.group
            yield ""
            yield Piece(group, "strong")
        rating = said.ratings.get(answer.item.id, "")
        told = called(rating, checklist) if rating else proposed(answer, checklist)
        yield from wrap(f"{answer.item.text}", width, "       ", first=f"  {answer.item.id}  ")
        yield from (Piece(line, "quiet") for line in wrap(told, width, "       "))
        yield from gathered_lines(answer, width)
        if answer.item.id in said.remarks:
            yield from wrap(f"“{said.remarks[answer.item.id]}”", width, "       ")
    for change in changes(assessment, made.scope.ledger, made.scope.day, checklist):
        yield f"  {change.item}: {called(change.before, checklist)} before, {called(change.now, checklist)} now."
    yield ""
    yield f"fsworkbook qa rate --assessment {assessment.key}   rates the items, one by one"
    yield f"fsworkbook qa --assessment {assessment.key} --pdf   makes the page for supervision"
