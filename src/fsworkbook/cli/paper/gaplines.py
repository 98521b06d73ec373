"""What a paper still lacks, as lines on the screen: facts, analysis, and parts on which nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.cli.frame.output import Line, Piece, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.gaps import Missing
    from fsworkbook.report.scope import Scope

_WRITE: Final = "fsworkbook report write"
_REMEDIES: Final = {
    "status": "fsworkbook status",
    "seen": "fsworkbook visit",
    "person": "fsworkbook person change",
    "assessment": "fsworkbook assessment",
    "household": "fsworkbook household",
    "team": "fsworkbook team",
    "told": _WRITE,
    "recommend": _WRITE,
}
"""What fills a missing fact; everything else stands in family.toml."""


def gap_lines(missing: Sequence[Missing], scope: Scope, width: int) -> list[Line]:
    """Return what is missing, grouped by what fills it; at most `width` columns."""
    lines: list[Line] = []
    for title, rows in (
        ("Facts that are not known", _facts(missing)),
        ("Our analysis of what is recorded", _to_write(missing, scope)),
        ("Nothing is recorded on these yet", _nothing(missing, scope)),
    ):
        if rows:
            lines += ["", Piece(title, "strong"), *columns(rows, width=width, right={0})]
    ways = _ways(missing, scope, width)
    return [*lines, "", *ways] if lines and ways else lines


def _facts(missing: Iterable[Missing]) -> list[list[str]]:
    return [[gap.number, _remedy(gap), gap.words] for gap in missing if gap.want == "fact"]


def _remedy(gap: Missing) -> str:
    remedy = _REMEDIES.get(gap.topic, "family.toml")
    return f"{remedy} {gap.number}" if remedy == _WRITE else remedy


def _to_write(missing: Iterable[Missing], scope: Scope) -> list[list[str]]:
    """Return a row for each section: its number, then the parts of it that lack the analysis, child by child."""
    sections: dict[str, dict[str, list[str]]] = {}
    headings = {section.id: section.heading for section in scope.practice.sections}
    for gap in missing:
        if gap.want == "analysis":
            sections.setdefault(gap.section, {}).setdefault(gap.child, []).append(
                gap.number if gap.part != gap.section else ""
            )
    rows = []
    for section, by_child in sections.items():
        told = "; ".join(
            " ".join([*([scope.child_name(child)] if child else []), ", ".join(part for part in parts if part)]).strip()
            for child, parts in by_child.items()
        )
        number = next(gap.number for gap in missing if gap.section == section).partition(".")[0]
        rows.append([number, f"{headings[section]}{f': {told}' if told else ''}"])
    return rows


def _nothing(missing: Iterable[Missing], scope: Scope) -> list[list[str]]:
    """Return a row for each part: its number, the modules that feed it, and for which children it is missing."""
    found: dict[str, list[Missing]] = {}
    for gap in missing:
        if gap.want == "nothing":
            found.setdefault(gap.part, []).append(gap)
    rows = []
    order = [
        place for section in scope.practice.sections for place in (section.id, *(item.id for item in section.items))
    ]
    for gaps in sorted(found.values(), key=lambda gaps: order.index(gaps[0].part)):
        children = ", ".join(scope.child_name(gap.child) for gap in gaps if gap.child)
        words = gaps[0].words + (f": {children}" if children else "")
        rows.append([gaps[0].number, _modules(gaps[0], scope.practice) or "to ask", words])
    return rows


def _modules(gap: Missing, practice: Practice) -> str:
    numbers = sorted({practice.questions[name].module for name in gap.questions})
    return f"module {', '.join(map(str, numbers))}" if numbers else ""


def _ways(missing: Iterable[Missing], scope: Scope, width: int) -> list[Line]:
    """Return the commands that fill the gaps."""
    gaps = list(missing)
    ways: list[list[str]] = []
    open_ones = [gap for gap in gaps if gap.want == "nothing" and gap.questions]
    if open_ones and scope.parents:
        first = scope.practice.questions[open_ones[0].questions[0]].module
        ways.append([f"fsworkbook module {first} --parent {scope.parents[0].key}", "takes up a module"])
    if any(gap.want != "fact" for gap in gaps):
        part = next(gap.number for gap in gaps if gap.want != "fact")
        ways.append([f"fsworkbook report write {part} --assessment {scope.assessment.key}", "writes a part"])
    return columns(ways, width=width, gap=3)
