"""What is to be seen before a report is made final, as lines on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import Line, Piece, columns
from fsworkbook.report.finishing import untouched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.finishing import Remark
    from fsworkbook.report.gaps import Missing

_TITLES: Final = {
    "unanswered": "Key questions that nothing answers yet",
    "long": "Too long",
    "uncited": "Statements that rest on no entry",
    "excluded": "Left out of the paper, and why",
}


def remark_lines(found: Sequence[Remark], width: int) -> list[Line]:
    """Return what is to be seen beside the gaps, kind by kind; at most `width` columns."""
    lines: list[Line] = []
    for want, title in _TITLES.items():
        rows = [[remark.number, remark.words] for remark in found if remark.want == want]
        if rows:
            lines += ["", Piece(title, "strong"), *columns(rows, width=width, right={0})]
    return lines


def untouched_lines(made: Assembly, width: int) -> list[Line]:
    """Return the questions that nothing answers, by their numbers, a line for each module; at most `width` columns."""
    questions = made.scope.practice.questions
    rows = [
        [f"module {module}", ", ".join(questions[name].short for name in names)]
        for module, names in untouched(made).items()
    ]
    return (
        ["", Piece("Questions of the modules that nothing answers", "strong"), *columns(rows, width=width)]
        if rows
        else []
    )


def remark_data(found: Iterable[Remark]) -> list[dict[str, Any]]:
    """Return the same for other programs."""
    return [{"kind": item.want, "part": item.key or None, "words": item.words, "stops": item.stops} for item in found]


def unreasoned(
    made: Assembly, found: Sequence[Remark], reasons: Mapping[str, str]
) -> tuple[tuple[Missing, ...], tuple[Remark, ...]]:
    """Return the gaps and remarks that stand in the way of a final report and have no reason."""
    gaps = tuple(gap for gap in made.missing if not gap.reason(reasons))
    return gaps, tuple(item for item in found if item.stops and not item.reason(reasons))


def asked_of(gaps: Sequence[Missing], found: Sequence[Remark], made: Assembly) -> dict[str, tuple[str, list[str]]]:
    """Return what a reason is asked for, by the key of the answer: a title, and what stands open there.

    Gaps of one section, and of one child in it, are asked together: nobody gives sixty reasons one by one.
    """
    headings = {section.id: section.heading for section in made.plan.sections}
    asked: dict[str, tuple[str, list[str]]] = {}
    for gap in gaps:
        key = f"{gap.section}.{gap.child}" if gap.child else gap.section
        child = f", {made.scope.child_name(gap.child)}" if gap.child else ""
        number = made.plan.of(next(item for item in made.plan.sections if item.id == gap.section))[0].number
        title = f"{number} {headings[gap.section]}{child}"
        words = gap.words if gap.want == "fact" else gap.number
        asked.setdefault(key, (title, []))[1].append(words)
    for item in found:
        asked.setdefault(item.key, (f"{item.number} {item.words}".strip(), []))
    return asked
