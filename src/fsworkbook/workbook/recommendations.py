"""What is recommended for whom, and what the quality checklist asks that nobody has answered yet (H42-H46)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fsworkbook.practice.model import Practice, Section
    from fsworkbook.practice.outlines import Recommendation
    from fsworkbook.workbook.record import Record


def asked(practice: Practice) -> dict[str, Recommendation]:
    """Return what the recommendations must answer, by id."""
    return {item.id: item for section in practice.sections for item in section.recommendations}


def rows(found: Iterable[Record]) -> list[dict[str, Any]]:
    """Return every recommendation of some analyses: tables with what, child, needed, text, by, who."""
    listed = [record.head.get("recommend") for record in found]
    return [row for value in listed if isinstance(value, list) for row in value if isinstance(row, dict)]


def lacking(
    section: Section, found: Iterable[Record], children: Sequence[str]
) -> dict[str, tuple[Recommendation, ...]]:
    """Return what a section's analyses leave unanswered, by child; under "" what is asked once.

    A yes or no counts only where it was said, with its reason: nothing is taken for granted.
    """
    told = {(row.get("what"), row.get("child", "")) for row in rows(found) if _told(row)}
    gaps: dict[str, tuple[Recommendation, ...]] = {}
    for child in (*children, ""):
        items = [item for item in section.recommendations if (item.each == "child") == bool(child)]
        left = tuple(item for item in items if not any((item.id, whose) in told for whose in {child, ""}))
        if left:
            gaps[child] = left
    return gaps


def _told(row: dict[str, Any]) -> bool:
    return isinstance(row.get("text"), str) and bool(row["text"].strip())
