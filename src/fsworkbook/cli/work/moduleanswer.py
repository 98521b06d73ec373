"""The answer to one question of a module: one for all, or one for each child where somebody wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import Line, Piece, width_of, wrap
from fsworkbook.cli.talk.asksteps import still_declined
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.cli.work.moduleaside import beside
from fsworkbook.cli.work.progress import cut, shortly
from fsworkbook.cli.work.reading import answers_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.practice.model import Question
    from fsworkbook.workbook.record import Record

EACH: Final = "child_by_child"
"""Where a conversation holds whether a question is answered child by child; no key of the record."""


def answer_steps(
    sitting: Sitting,
    number: int,
    name: str,
    place: str,
    entry: Mapping[str, Any],
    root: tuple[str, ...],
    before: Sequence[Record],
) -> list[Step]:
    """Return the steps of one question: one answer, or one for each child where somebody wishes."""
    question = sitting.practice.questions[name]
    title = f"{question.short}  {question.text}"
    more = _hint(sitting, question, before)
    path = (*root, "answers", name)
    assessment = sitting.family.assessments[entry["assessment"]]
    children = [key for key in assessment.children if key in sitting.family.people]
    if sitting.practice.module(number).per == "child" or len(children) < 2 or not _each(sitting, question):  # noqa: PLR2004 - nobody to tell apart
        return [_written(path, title, place, more, beside(sitting, entry, [name]))]
    named = joined(sitting.family.first_name(key) for key in children)
    each = Step(
        (*root, EACH, name),
        lambda asker, _: _by_child(asker, title, place, named),
        f"{question.short} child by child",
    )
    if entry.get(EACH, {}).get(name) is not True:
        whole = _written(path, title, place, more, beside(sitting, entry, [name]))
        return [each] if name not in entry.get(EACH, {}) else [each, whole]
    return [
        each,
        *(
            _written(
                (*path, key),
                f"{question.short}  {sitting.family.first_name(key)}",
                place,
                more,
                beside(sitting, entry, [name], [key]),
                declines=False,
            )
            for key in children
        ),
    ]


def _by_child(asker: Asker, title: str, place: str, named: str) -> bool:
    asker.show("", *_headed(title, place, asker.desk.width), f"     {named}")
    return asker.yes("Answer child by child?", default=False)


def _written(
    path: tuple[str, ...],
    title: str,
    place: str,
    more: str,
    aside: Callable[[], Sequence[Line]] | None,
    *,
    declines: bool = True,
) -> Step:
    hint = more.partition("\n")[0]

    def ask(asker: Asker, _table: object) -> Any:  # noqa: ANN401 - words, or why it does not apply
        *above, last = wrap(hint, asker.desk.width)
        asker.show("", *_headed(title, place, asker.desk.width), *(Piece(line, "strong") for line in above))
        return still_declined(asker) or asker.long(last, more=more, may_not_apply=declines)

    short, _, wording = title.partition("  ")
    return Step(path, ask, f"{short}  {cut(wording, 36)}", aside=aside)


def _headed(title: str, place: str, width: int) -> list[Line]:
    """Return a question with its place among the others at the right."""
    short, _, wording = title.partition("  ")
    lines = wrap(wording, width - len(place) - 2, " " * (len(short) + 2), first=f"{short}  ")
    first = lines[0] + " " * max(width - width_of(lines[0]) - len(place), 2) + place
    return [Piece(first, "strong"), *(Piece(line, "strong") for line in lines[1:])]


def _hint(sitting: Sitting, question: Question, before: Sequence[Record]) -> str:
    """Return the hint for a question of its kind, what is wanted, and what was said to it before."""
    kind = sitting.practice.kinds.get(question.kind)
    parts = [kind.hint if kind else ""]
    if question.wants:
        parts.append(question.wants)
    for record in before[-3:]:
        for _child, words, _declined in answers_to(record, question):
            when = shortly(record.on, sitting.desk.today())
            parts.append(f"{when}, {sitting.family.first_name(record.by)}: “{cut(' '.join(words.split()), 160)}”")
    return "\n".join(part for part in parts if part)


def _each(sitting: Sitting, question: Question) -> bool:
    """Whether a question feeds a part of the report that is written once for each child."""
    repeated = {section.id for section in sitting.practice.sections if section.repeat == "child"}
    return any(fed.partition(".")[0] in repeated for fed in question.feeds)
