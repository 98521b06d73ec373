"""Reviews, observations and rulers on the screen and as JSON: the last ones, and series side by side (I.04-I.22)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.change.asking import key_of, whose
from fsworkbook.cli.change.measurelines import as_data as series_data
from fsworkbook.cli.change.measurelines import series_lines
from fsworkbook.cli.change.reviewtalk import forms_of
from fsworkbook.cli.frame.naming import joined, tail
from fsworkbook.cli.frame.output import Line, Piece, emit_json, say, wrap
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.measures import series
from fsworkbook.workbook.observations import reviews, said_in, side_by_side

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from fsworkbook.cli.change.reviewtalk import Asked
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.observations import Side
    from fsworkbook.workbook.record import Record


def show(sitting: Sitting, at: date | None, asked: Asked, form: str, *, json: bool) -> None:
    """Print what was recorded by a command: of one form, or of all of them; of one parent or child where it is asked.

    Raises:
        BadInput: nobody of that name, or several.
    """
    parent, child = key_of(sitting, asked.parent, "--parent"), key_of(sitting, asked.child, "--child")
    ledger = sitting.ledger(at)
    wanted = {form} if form else set(forms_of(sitting, asked.word))
    found = [item for item in reviews(ledger, parent=parent, child=child) if item.word("form") in wanted]
    if json:
        emit_json(sitting.desk, "reviews", sitting.folder.name, at, _data(sitting, ledger, found))
        return
    lines: list[Line] = [Piece(f"{sitting.family.surname} · {asked.word}", "strong")]
    shown = {item.id for item in found}
    lines += [line for one in _sides(sitting, ledger, wanted, shown) for line in _side_lines(sitting, one)]
    lines += series_lines(sitting, _marked(sitting, ledger, shown))
    lines += [line for item in found if not _is_series(sitting, item) for line in _review_lines(sitting, item)]
    if not found:
        lines += ["", "  None is recorded yet."]
    known = " | ".join(one.word for one in forms_of(sitting, asked.word).values())
    lines += ["", f"fsworkbook {asked.word} {known if known != asked.word else ''}".rstrip() + "   records one"]
    say(sitting.desk, *(line for words in lines for line in _folded(words, sitting.desk.width)))


def _folded(line: Line, width: int) -> list[Line]:
    return list(wrap(line, width, "    ", "")) if isinstance(line, str) and len(line) > width else [line]


def _is_series(sitting: Sitting, record: Record) -> bool:
    known = sitting.practice.direct_work.reviews.get(record.word("form"))
    return known is not None and known.series


def _sides(sitting: Sitting, ledger: Ledger, wanted: Collection[str], shown: Collection[str]) -> list[Side]:
    """Return the series that are read side by side, as far as their records are shown."""
    found = [side for side in side_by_side(ledger, sitting.practice) if side.form.id in wanted]
    return [side for side in found if any(record.id in shown for record in side.records)]


def _marked(sitting: Sitting, ledger: Ledger, shown: Collection[str]) -> list[Any]:
    found = series(ledger, sitting.practice, sitting.family)
    return [one for one in found if any(record.id in shown and record.kind == "review" for record in one.records)]


def _side_lines(sitting: Sitting, side: Side) -> list[Line]:
    """Return a series: under each head, what was seen on each day, in their order."""
    family, width = sitting.family, sitting.desk.width
    pair = " with ".join(
        part
        for part in (joined(map(family.first_name, side.about)), joined(map(family.first_name, side.children)))
        if part
    )
    lines: list[Line] = ["", Piece(f"  {pair}", "strong")]
    days = {record.id: record for record in side.records}
    for row in side.rows:
        lines.append(f"  {row.name}")
        for key, words in row.words:
            record = days[key]
            lead = f"    {brief(record.on):<12} "
            lines += wrap(words or "–", width, " " * len(lead), lead)
    seen = ", ".join(f"{brief(record.on)} {family.first_name(record.by)}" for record in side.records)
    return [*lines, *(Piece(text, "quiet") for text in wrap(f"Seen by: {seen}", width, "    ", "  "))]


def _review_lines(sitting: Sitting, record: Record) -> list[Line]:
    width = sitting.desk.width
    form = sitting.practice.direct_work.reviews.get(record.word("form"))
    name = form.name if form else record.word("form")
    facts = [brief(record.on), whose(sitting, record), sitting.family.first_name(record.by), tail(record.id)]
    lines: list[Line] = ["", Piece(f"  {name}", "strong")]
    lines += wrap(" · ".join(filter(None, facts)), width, "    ")
    titles = {section.name: section.title for section in record.sections}
    for part in form.parts if form else ():
        words = said_in(record, part.id)
        if words:
            lines += [Piece(text, "quiet") for text in wrap(titles.get(part.id, part.name), width, "    ")]
            lines += wrap(words, width, "      ")
    return lines


def _data(sitting: Sitting, ledger: Ledger, found: list[Record]) -> dict[str, Any]:
    shown = {item.id for item in found}
    return {
        "reviews": [
            {
                "id": record.id,
                "form": record.word("form"),
                "on": record.on,
                "by": record.by,
                "parent": next(iter(record.about), None),
                "child": next(iter(record.children), None),
                "entry": record.word("entry") or None,
                "answers": {section.name: section.text for section in record.sections},
                "marks": record.head.get("marks", {}),
            }
            for record in found
        ],
        "series": [series_data(one) for one in _marked(sitting, ledger, shown)],
    }
