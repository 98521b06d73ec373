"""Statuses on the screen and as JSON: siblings side by side, each child's history, and what waits for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.naming import capital
from fsworkbook.cli.frame.output import Line, Piece, columns, emit_json, say, width_of, wrap
from fsworkbook.cli.work.reviewlines import review_data, review_lines
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.kinship import find_person
from fsworkbook.workbook.statuses import changes, on_day
from fsworkbook.workbook.thresholds import open_reviews, waiting, waiting_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.statuses import Change

_NARROWEST: Final = 18
"""How many columns a child needs, to stand beside the others."""
_DAY: Final = 13
_GAP: Final = 2
_SAME: Final = "="


def show(sitting: Sitting, child: str | None, at: date | None, *, json: bool) -> None:
    """Print each child's statuses, or one child's.

    Args:
        sitting: the family, and who looks.
        child: a child, as it was typed; None for all.
        at: as recorded by the end of that day.
        json: whether as JSON.

    Raises:
        BadInput: there is no such child.
    """
    family, practice, desk = sitting.family, sitting.practice, sitting.desk
    keys = [item.key for item in family.children]
    if child:
        keys = [find_person(child, family, practice.relations, "--child", among=keys).key]
    ledger = sitting.ledger(at)
    found = {key: changes(ledger, practice, key) for key in keys}
    waits = [one for one in waiting(family, ledger, practice) if one.said.child in keys]
    asked = [review for review in open_reviews(ledger) if review.child in keys]
    if json:
        emit_json(desk, "statuses", family.name, at, [_data(key, found[key], waits, asked) for key in keys])
        return
    say(desk, Piece(f"{family.surname} · each child’s status", "strong"))
    if len(keys) > 1:
        say(desk, *_side_by_side(found, sitting))
    for key, items in found.items():
        say(desk, "", Piece(family.called(key), "strong"), *_history(items, sitting))
    if waits:
        say(desk, "", Piece("Recommended, and not decided yet", "strong"))
        for one in waits:
            say(desk, *wrap(waiting_words(one, family, practice), desk.width, "    ", "  "))
    if asked:
        say(desk, "", Piece("Another look at the threshold is asked for", "strong"))
        say(desk, *(line for review in asked for line in review_lines(review, sitting)))
    say(desk, "", "fsworkbook status      records what was decided")
    say(desk, "fsworkbook threshold   asks for another look before the next supervision")


def standing_lines(sitting: Sitting, ledger: Ledger, on: date) -> list[Line]:
    """Return each child's status on a day, a line each."""
    rows = []
    for child in sitting.family.children:
        held = on_day(ledger, child.key, on)
        told = f"{_name(held.status, sitting)}, since {brief(held.since)}" if held else "nothing recorded yet"
        rows.append([child.first_name, told])
    return columns(rows, width=sitting.desk.width)


def _side_by_side(found: Mapping[str, Sequence[Change]], sitting: Sitting) -> Iterator[Line]:
    """Yield a line for each day on which something changed, with the children beside each other."""
    room = sitting.desk.width - 2 - _DAY
    most = max(room // (_NARROWEST + _GAP), 1)
    keys = list(found)
    for at in range(0, len(keys), most):
        part = {key: found[key] for key in keys[at : at + most]}
        days = sorted({change.now.since for items in part.values() for change in items})
        wide = room // len(part) - _GAP
        yield ""
        yield from _row("", [[sitting.family.first_name(key)] for key in part], wide)
        for day in days:
            yield from _row(brief(day), [_cell(items, day, sitting) for items in part.values()], wide)


def _cell(items: Sequence[Change], day: date, sitting: Sitting) -> list[str]:
    """Return what stands in one child's column on a day: the new status and its step, `=` as before, or nothing."""
    today = [item for item in items if item.now.since == day]
    if not today:
        return [_SAME] if any(item.now.since < day for item in items) else []
    known = sitting.practice.statuses.get(today[-1].now.status)
    step = sitting.practice.steps.get(today[-1].step)
    name = (known.short or known.name) if known else today[-1].now.status
    return [name, *([step.name.upper()] if step else [])]


def _row(lead: str, cells: Sequence[Sequence[str]], wide: int) -> Iterator[str]:
    folded = [[line for text in cell for line in wrap(text, wide)] for cell in cells]
    for at in range(max(map(len, folded), default=0)):
        texts = [cell[at] if at < len(cell) else "" for cell in folded]
        padded = "".join(f"{text}{' ' * (wide + _GAP - width_of(text))}" for text in texts)
        yield f"  {(lead if not at else ''):<{_DAY}}{padded}".rstrip()


def _history(items: Sequence[Change], sitting: Sitting) -> list[Line]:
    rows: list[Sequence[str | Piece]] = []
    for change in reversed(items):
        now = change.now
        until = f" to {brief(now.until)}" if now.until else ""
        rows.append([f"{brief(now.since)}{until}", _told(change, sitting)])
    return columns(rows, width=sitting.desk.width) if rows else ["  nothing recorded yet"]


def _told(change: Change, sitting: Sitting) -> str:
    record = change.now.record
    step = sitting.practice.steps.get(change.step)
    lead = f"{step.name.upper()}: " if step else ""
    more = ", ".join(record.names("categories"))
    named = f"{lead}{_name(change.now.status, sitting)}" + (f" ({more})" if more else "")
    return f"{named}. {capital(record.word('decided_by'))}: {record.word('reason')}"


def _name(status: str, sitting: Sitting) -> str:
    known = sitting.practice.statuses.get(status)
    return known.name if known else status


def _data(key: str, items: Sequence[Change], waits: Sequence[Any], asked: Sequence[Any]) -> dict[str, Any]:
    return {
        "child": key,
        "history": [
            {
                "status": item.now.status,
                "from": item.now.since,
                "until": item.now.until,
                "step": item.step or None,
                "decided_by": item.now.record.word("decided_by"),
                "reason": item.now.record.word("reason"),
                "categories": item.now.record.names("categories"),
                "id": item.now.record.id,
            }
            for item in items
        ],
        "waiting": [
            {
                "recommend": one.said.recommend,
                "on": one.said.on,
                "why": one.said.why,
                "record": one.said.record.id,
                "planned": one.planned.id if one.planned else None,
                "held": one.held.id if one.held else None,
            }
            for one in waits
            if one.said.child == key
        ],
        "reviews": [review_data(review) for review in asked if review.child == key],
    }
