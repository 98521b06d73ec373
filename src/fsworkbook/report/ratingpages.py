"""Ratings in a paper for the team: those of one meeting, those of every meeting, and how they went over time (B1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.banners import TEAM_ONLY, TRAINING
from fsworkbook.report.charts import ratings as chart
from fsworkbook.report.document import (
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Table,
    date_in_words,
    para,
    strong,
    text,
)
from fsworkbook.workbook.meetings import agreed_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.document import Block, Cell
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ratings import Given, Opened

_WAYS: Final = {"up": "up, towards more caution", "down": "down", "same": "the same", "": "none before"}


def paper(
    views: Sequence[Opened], history: Sequence[Opened], family: Family, practice: Practice, day: date
) -> Document:
    """Return ratings as a paper; it is for the team only and says so on every page.

    Args:
        views: the meetings whose ratings it holds, each as its reader may see them.
        history: every meeting that was held, in their order, for the chart.
        family: who is who.
        practice: the model in use.
        day: the day of the paper.
    """
    drawn = chart.picture(history, family, practice)
    blocks: list[Block] = [drawn] if drawn else []
    for view in views:
        when = date_in_words(view.meeting.on) if view.meeting else "The next supervision, not booked yet"
        blocks += [Heading(1, text(when)), *of(view, family, practice)]
    return Document(
        title=f"{family.surname}: ratings",
        reference=family.reference,
        blocks=tuple(blocks),
        banners=(TEAM_ONLY, *([TRAINING] if family.training else [])),
        made=day,
        contents=False,
    )


def of(view: Opened, family: Family, practice: Practice) -> Iterator[Block]:
    """Yield the ratings for one meeting: who has given one while they are closed, and everything once they are open."""
    if view.open:
        yield from _open(view, family, practice)
        return
    given = ", ".join(family.first_name(key) for key in view.raters) or "nobody yet"
    missing = ", ".join(family.first_name(key) for key in view.missing) or "nobody"
    yield Note((para("Closed until the meeting is held."),))
    yield Facts((("Given", text(given)), ("Missing", text(missing))))


def _open(view: Opened, family: Family, practice: Practice) -> Iterator[Block]:
    """Yield the ratings of a meeting that was held, those with the most caution first."""
    spread = ", ".join(f"{_rated(key, practice)} {count}" for key, count in view.spread.items())
    yield para(strong(f"{view.consensus.capitalize()}: {spread or 'nobody rated'}"))
    rows = [_given(item, family, practice) for item in view.given]
    rows += [(text(family.first_name(key)), text("Missing"), text(""), text("")) for key in view.missing]
    yield Table(("Who", "Rating", "Since last time", "Why"), tuple(rows), (2, 1, 2, 5))
    if view.agreed:
        yield para(strong(f"Agreed: {_rated(view.agreed, practice)}"), f" ({family.first_name(view.agreed_by)})")
    more = agreed_words(view.meeting, family, practice)
    for said in (view.differences, view.agreed_reason, *more):
        if said:
            yield Paragraph(text(said))


def _given(item: Given, family: Family, practice: Practice) -> tuple[Cell, ...]:
    """Return one practitioner's rating as a row."""
    before = f"{_WAYS[item.direction]}; was {_rated(item.before, practice)}" if item.before else _WAYS[""]
    return (text(family.first_name(item.by)), text(_rated(item.rating, practice)), text(before), text(item.reason))


def _rated(key: str, practice: Practice) -> str:
    return practice.ratings[key].name if key in practice.ratings else key
