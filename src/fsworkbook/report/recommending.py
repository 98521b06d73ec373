"""Recommendations and possible outcomes on the page, child by child (H42-H46, S14.11-S14.12)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.report.document import Inlines, Table, inlines, strong, text
from fsworkbook.report.gaps import Missing
from fsworkbook.report.scope import listed
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.recommendations import asked, lacking, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fsworkbook.practice.model import Section
    from fsworkbook.practice.outlines import Recommendation
    from fsworkbook.report.scope import Scope
    from fsworkbook.workbook.record import Record

TOPIC: Final = "recommend"
"""The topic of a missing fact that a recommendation settles."""
_YES, _NO = "Yes. ", "No. "


def options(record: Record, scope: Scope) -> tuple[Table, ...]:
    """Return the possible outcomes that an analysis weighs, as a table with a column for each child."""
    told = record.head.get("options")
    outcomes = [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []
    children = [child for child in scope.children if any(child.key in _effects(row) for row in outcomes)]
    if not children:
        return ()
    head = ("Possible outcome", *(f"For {scope.child_name(child.key)}" for child in children))
    cells = tuple(
        (inlines(strong(str(row.get("option", "")))), *(text(_effects(row).get(child.key, "")) for child in children))
        for row in outcomes
    )
    return (Table(head, cells, (3, *(4 for _ in children)), "What each outcome would mean"),)


def _effects(row: dict[str, Any]) -> dict[str, str]:
    found = row.get("effects")
    return {str(key): str(words) for key, words in found.items()} if isinstance(found, dict) else {}


def recommended(record: Record, scope: Scope) -> tuple[Table, ...]:
    """Return what an analysis recommends: a table for each child, then one for what is about nobody alone."""
    known = asked(scope.practice)
    found = [row for row in rows([record]) if row.get("what") in known]
    made = [
        _table(f"For {child.name}", [row for row in found if row.get("child") == child.key], known, scope)
        for child in scope.children
    ]
    made.append(_table("For the assessment", [row for row in found if not row.get("child")], known, scope))
    return tuple(table for table in made if table.rows)


def _table(caption: str, found: Sequence[dict[str, Any]], known: dict[str, Recommendation], scope: Scope) -> Table:
    dated = [row for row in found if row.get("by")]
    owned = [row for row in found if row.get("who")]
    head = ("What", "Recommendation", *(["Who"] if owned else []), *(["By when"] if dated else []))
    cells = []
    for row in found:
        name = known[str(row["what"])].name.format(child=scope.child_name(str(row.get("child", ""))))
        line: list[Inlines] = [inlines(strong(name)), _said(row)]
        line += [text(str(row.get("who", "")))] if owned else []
        line += [text(_day(row))] if dated else []
        cells.append(tuple(line))
    widths = (3, 6, *([2] if owned else []), *([2] if dated else []))
    return Table(head, tuple(cells), widths, caption)


def _said(row: dict[str, Any]) -> Inlines:
    words = str(row.get("text", ""))
    if "needed" not in row:
        return text(words)
    return inlines(strong(_YES if row["needed"] else _NO), words)


def _day(row: dict[str, Any]) -> str:
    """Return by when it is to be done; a hand-made value that is no day prints as it stands."""
    value = row.get("by")
    return spoken(value) if isinstance(value, date) else str(value or "")


def missing(section: Section, found: Sequence[Record], scope: Scope) -> Iterator[Missing]:
    """Yield what the recommendations do not answer, once they are written at all: a line for each child."""
    if not found:
        return
    for child, items in lacking(section, found, [child.key for child in scope.children]).items():
        name = scope.child_name(child)
        words = ", ".join(_asked(item, name) for item in items)
        yield Missing(section.id, section.id, "", "fact", words, topic=TOPIC)


def unweighed(section: Section, found: Iterable[Record], scope: Scope) -> Iterator[Missing]:
    """Yield the possible outcomes of which nobody says what they would mean for a child (S14.12)."""
    weighing = {item.id for item in section.items if item.options}
    for record in found:
        told = record.head.get("options") if record.word("section") in weighing else None
        for row in (row for row in told if isinstance(row, dict)) if isinstance(told, list) else ():
            names = [scope.child_name(child.key) for child in scope.children if not _effects(row).get(child.key)]
            if names:
                words = f"what “{row.get('option', '')}” would mean for {listed(names)}"
                yield Missing(section.id, record.word("section"), "", "fact", words, topic=TOPIC)


def _asked(item: Recommendation, name: str) -> str:
    return item.name.format(child=name).rstrip("?") + (" (yes or no, and why)" if item.decides else "")
