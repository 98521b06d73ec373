"""Threshold reviews that were asked for between two meetings, on the screen and as JSON (B.22)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import Line, wrap
from fsworkbook.workbook.clock import brief

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.thresholds import Review


def review_lines(review: Review, sitting: Sitting) -> list[Line]:
    """Return one review: the child, what is proposed, who asked when and why; and the answer, or that it is open."""
    first, width = sitting.family.first_name, sitting.desk.width
    asked = review.asked
    head = f"{first(review.child)} · {_named(asked.word('propose'), sitting)}?  {tail(asked.id)}"
    lines: list[Line] = [f"  {head}"]
    lines += wrap(f"{first(asked.by)}, {brief(asked.on)}: {asked.word('reason')}", width, "    ")
    if review.answer is None:
        return [*lines, "    waits for an answer"]
    answer = review.answer
    said = f"{_named(review.recommend, sitting)}: {review.why}" if review.recommend else review.why
    where = "in supervision" if answer.kind == "supervision" else first(answer.by)
    return [*lines, *wrap(f"answered {brief(answer.on)}, {where}: {said}", width, "      ", "    ")]


def _named(threshold: str, sitting: Sitting) -> str:
    known = sitting.practice.thresholds.get(threshold)
    return known.name if known else threshold


def review_data(review: Review) -> dict[str, Any]:
    """Return one review as JSON holds it."""
    return {
        "id": review.asked.id,
        "child": review.child,
        "on": review.asked.on,
        "by": review.asked.by,
        "propose": review.asked.word("propose"),
        "reason": review.asked.word("reason"),
        "evidence": review.asked.names("evidence"),
        "answer": review.answer.id if review.answer else None,
        "answered": review.answer.on if review.answer else None,
        "answered_by": review.answer.by if review.answer else None,
        "recommend": review.recommend or None,
        "why": review.why or None,
    }
