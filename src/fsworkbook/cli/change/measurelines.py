"""Measures and rulers over time, on the screen and as JSON: each in a line, which way is better said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.change.asking import key_of
from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import Line, Piece, emit_json, say, wrap
from fsworkbook.workbook.measures import line, series

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.measures import Series


def show(sitting: Sitting, at: date | None, named: tuple[str | None, str | None], *, json: bool) -> None:
    """Print the measures and rulers, those of one parent or about one child alone where that is asked.

    Raises:
        BadInput: nobody of that name, or several.
    """
    parent, child = key_of(sitting, named[0], "--parent"), key_of(sitting, named[1], "--child")
    found = [
        one
        for one in series(sitting.ledger(at), sitting.practice, sitting.family)
        if (not parent or parent in one.about) and (not child or child in one.children)
    ]
    if json:
        emit_json(sitting.desk, "measures", sitting.folder.name, at, [as_data(one) for one in found])
        return
    lines: list[Line] = [Piece(f"{sitting.family.surname} · measures over time", "strong")]
    lines += series_lines(sitting, found) or ["", "  Nothing is measured yet."]
    lines += ["", "fsworkbook measure add   begins one · measure point [ID] goes on · ruler asks 0 to 10"]
    say(sitting.desk, *lines)


def series_lines(sitting: Sitting, found: Iterable[Series]) -> list[Line]:
    """Return each series: what is measured, its points in a line, which way is better."""
    width, directions = sitting.desk.width, sitting.practice.direct_work.directions
    lines: list[Line] = []
    for one in found:
        better = directions[one.better].name if one.better in directions else ""
        known = tail(one.id) if one.records[0].kind == "measure" else ""
        lines += ["", *(Piece(text, "strong") for text in wrap(one.name, width, "  "))]
        lines += wrap(line(one), width, "    ")
        told = " · ".join(filter(None, [better, known]))
        lines += [Piece(text, "quiet") for text in wrap(told, width, "    ")] if told else []
    return lines


def as_data(one: Series) -> dict[str, Any]:
    """Return a series for other programs."""
    return {
        "id": one.id,
        "name": one.name,
        "better": one.better or None,
        "low": one.low,
        "high": one.high,
        "parents": one.about,
        "children": one.children,
        "records": [record.id for record in one.records],
        "points": [
            {
                "on": point.on.isoformat() if point.exact else f"{point.on:%Y-%m}",
                "value": point.value,
                "words": point.words,
                "record": point.record,
            }
            for point in one.points
        ],
    }
