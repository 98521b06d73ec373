"""Ratings over time as lines of words: a row for each practitioner, what was agreed, and each child (B1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.cli.frame.output import Line, Piece, columns, rating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ratings import Opened

_FEWEST: Final = 2
_COLUMN: Final = 10
_NAMES: Final = 24


def over_time(views: Sequence[Opened], sitting: Sitting) -> list[Line]:
    """Return the ratings of the latest meetings side by side, as many as a screen has room for.

    Args:
        views: the ratings of every meeting that was held, in their order; fewer than two say nothing.
        sitting: the family, and the screen.
    """
    from fsworkbook.report.charts.ratings import rows  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - likewise

    most = max((sitting.desk.width - _NAMES) // _COLUMN, _FEWEST)
    shown = [view for view in views if view.meeting][-most:]
    found = [row for row in rows(shown, sitting.family) if any(row.ratings)]
    if len(shown) < _FEWEST or not found:
        return []
    heads = [brief(view.meeting.on).rpartition(" ")[0] for view in shown if view.meeting]
    lines: list[Sequence[str | Piece]] = [["Over time", *heads]]
    lines += [[row.named, *(_word(key, sitting) for key in row.ratings)] for row in found]
    return ["", *columns(lines, width=sitting.desk.width)]


def _word(key: str, sitting: Sitting) -> str | Piece:
    if key in sitting.practice.ratings:
        return rating(sitting.practice.ratings[key].name)
    return "–" if key else ""
