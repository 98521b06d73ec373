"""Reviews and observations: the last ones, and those of a series side by side, never summed up in a word (I.19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from fsworkbook.practice.directwork import Review
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

REVIEW: Final = "review"


class Row(NamedTuple):
    """What was seen, or said, under one head over time: the head's name, and its words by record id."""

    part: str
    name: str
    words: tuple[tuple[str, str], ...]


class Side(NamedTuple):
    """Several reviews of one form, of the same grown-ups and children, side by side.

    Attributes:
        form: the form.
        about: keys of the grown-ups.
        children: keys of the children.
        records: in the order of time.
        rows: the heads, in the form's order; one that has no words anywhere is left out.
    """

    form: Review
    about: tuple[str, ...]
    children: tuple[str, ...]
    records: tuple[Record, ...]
    rows: tuple[Row, ...]


def reviews(ledger: Ledger, *, form: str = "", parent: str = "", child: str = "") -> tuple[Record, ...]:
    """Return the reviews, those of one form, one parent or one child alone where that is asked."""
    return tuple(
        record
        for record in ledger.of(REVIEW)
        if (not form or record.word("form") == form)
        and (not parent or parent in record.about)
        and (not child or child in record.children)
    )


def side_by_side(ledger: Ledger, practice: Practice, *, form: str = "") -> tuple[Side, ...]:
    """Return the series: what is read side by side, by form, then by whom it is about."""
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Record]] = {}
    known = practice.direct_work.reviews
    for record in reviews(ledger, form=form):
        if record.word("form") in known and known[record.word("form")].series:
            found.setdefault((record.word("form"), record.about, record.children), []).append(record)
    return tuple(
        Side(known[name], about, children, tuple(records), tuple(_rows(known[name], records)))
        for (name, about, children), records in found.items()
    )


def _rows(form: Review, records: list[Record]) -> list[Row]:
    rows = []
    for part in form.parts:
        words = tuple((record.id, said_in(record, part.id)) for record in records)
        if any(said for _, said in words):
            name = next(
                (item.title for record in records for item in record.sections if item.name == part.id), part.name
            )
            rows.append(Row(part.id, name, words))
    return rows


def said_in(record: Record, part: str) -> str:
    """Return what a review says under one head: its mark and its words."""
    marks = record.head.get("marks")
    mark = marks.get(part) if isinstance(marks, dict) else None
    told = "" if mark is None else ("yes" if mark else "no") if isinstance(mark, bool) else str(mark)
    return ": ".join(word for word in (told, record.section(part) or "") if word)
