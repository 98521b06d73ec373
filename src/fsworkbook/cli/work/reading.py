"""What was recorded in a module, question by question: `fsworkbook module 3 --read`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.assessments import child_in, fitting, whose
from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import Line, Piece, emit_json, say, wrap
from fsworkbook.cli.work.progress import cut, shortly
from fsworkbook.workbook.forms.module import ACCOUNT, MEANING, WHY_CHILD
from fsworkbook.workbook.joint import records_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.practice.model import Question
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


def entries_of(sitting: Sitting, ledger: Ledger, number: int, assessment: Assessment, child: str = "") -> list[Record]:
    """Return the entries of a module in an assessment, in the order of the work; of one child where it is named."""
    inside = {question.id for question in sitting.practice.asked_in(number)}
    return [
        record
        for record in records_of(assessment, sitting.family, ledger, sitting.practice, "module")
        if inside & set(record.questions) and (not child or child in record.children or child in record.about)
    ]


def answers_to(record: Record, question: Question, child: str = "") -> list[tuple[str, str, bool]]:
    """Return what a record says to a question: the child it is about or "", the words, whether it does not apply."""
    found = []
    for section in record.sections:
        name, _, rest = section.name.partition(f"{question.id}.")
        if section.name == question.id:
            found.append(("", section.text, question.id in record.names("not_applicable")))
        elif not name and rest and child in ("", rest):
            found.append((rest, section.text, False))
    return found


def show_module(sitting: Sitting, number: int, options: Mapping[str, Any], at: date | None, *, json: bool) -> None:
    """Print what was said in a module, question by question.

    Raises:
        BadInput: there is no such module or assessment.
    """
    sitting.practice.module(number)
    ledger = sitting.ledger(at)
    child = child_in(sitting, options.get("child"))
    chosen = fitting(sitting, options)
    if json:
        data = [_data(sitting, ledger, number, item, child) for item in chosen]
        emit_json(sitting.desk, "module", sitting.family.name, at, data)
        return
    for place, item in enumerate(chosen):
        if place:
            say(sitting.desk, "", "")
        say(sitting.desk, *_page(sitting, ledger, number, item, child, at))


def _page(
    sitting: Sitting, ledger: Ledger, number: int, assessment: Assessment, child: str, at: date | None
) -> list[Line]:
    module = sitting.practice.module(number)
    found = entries_of(sitting, ledger, number, assessment, child)
    today = at or sitting.desk.today()
    who = f"{sitting.family.first_name(child)}, " if child else ""
    title = f"{sitting.family.surname} · module {number} with {who}{whose(sitting, assessment)} ({assessment.key})"
    lines: list[Line] = [Piece(title, "strong"), module.title]
    untouched = []
    for question in sitting.practice.asked_in(number):
        said = [line for record in found for line in _said(sitting, record, question, child, today)]
        if said:
            wording = wrap(f"{question.short}  {question.text}", sitting.desk.width)
            lines += ["", *(Piece(line, "strong") for line in wording), *said]
        elif not any(question.id in record.questions for record in found):
            untouched.append(question)
    for record in found:
        lines += _rest(sitting, record, today)
    if untouched:
        lines += ["", "Not asked yet"]
        lines += [f"  {item.short:<5} {cut(item.text, sitting.desk.width - 9)}" for item in untouched]
    parent = f" --parent {assessment.parents[0]}"
    more = f" --child {child}" if child else ""
    return [*lines, "", f"fsworkbook module {number}{parent}{more}   takes it up"]


def _said(sitting: Sitting, record: Record, question: Question, child: str, today: date) -> list[str]:
    said = answers_to(record, question, child)
    if not said:
        return []
    lines = [_lead(sitting, record, today)]
    for name, words, declined in said:
        first = f"{sitting.family.first_name(name)}: " if name else ""
        first += "does not apply: " if declined else ""
        lines += wrap(first + words, sitting.desk.width, "    ")
    return lines


def _rest(sitting: Sitting, record: Record, today: date) -> list[Line]:
    """Return what an entry says beyond its answers: its account, what it means, why it matters to the child."""
    questions = sitting.practice.questions
    named = ", ".join(questions[key].short for key in record.questions if key in questions)
    account = [part.text for part in record.sections if part.name == ACCOUNT]
    rest = [(part.name, part.text) for part in record.sections if part.name in _LATER]
    if not account and not rest:
        return []
    lines: list[Line] = ["", Piece(f"On {named}", "strong"), _lead(sitting, record, today)]
    for words in account:
        lines += wrap(words, sitting.desk.width, "    ")
    for name, words in rest:
        lines += wrap(f"{_LATER[name]}: {words}", sitting.desk.width, "    ")
    return lines


_LATER: Final = {MEANING: "What it means", WHY_CHILD: "Why it matters to the child"}


def _lead(sitting: Sitting, record: Record, today: date) -> str:
    right = ", put right since" if record.corrects else ""
    return f"  {shortly(record.on, today)}, {sitting.family.first_name(record.by)}{right} · {tail(record.id)}"


def _data(sitting: Sitting, ledger: Ledger, number: int, assessment: Assessment, child: str) -> dict[str, Any]:
    found = entries_of(sitting, ledger, number, assessment, child)
    return {
        "module": number,
        "assessment": assessment.key,
        "parents": list(assessment.parents),
        "child": child,
        "entries": [record.id for record in found],
        "questions": [
            {
                "id": question.id,
                "short": question.short,
                "text": question.text,
                "kind": question.kind,
                "answers": [
                    {"id": record.id, "on": record.on, "by": record.by, "child": name, "text": words,
                     "not_applicable": declined}
                    for record in found
                    for name, words, declined in answers_to(record, question, child)
                ],
                "named_in": [record.id for record in found if question.id in record.names("questions")],
            }
            for question in sitting.practice.asked_in(number)
        ],
    }  # fmt: skip
