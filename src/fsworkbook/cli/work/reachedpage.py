"""Whom the work has heard, and whom not: everybody who should be, at zero too (J.50, J.54, H23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import Line, Piece, columns, emit_json, say
from fsworkbook.workbook.reached import Reached, reached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting


def show_people(sitting: Sitting, at: date | None, *, json: bool) -> None:
    """Print everybody whom the work should hear, with how often it did."""
    found = reached(sitting.family, sitting.practice, sitting.ledger(at), at or sitting.desk.today())
    if json:
        emit_json(sitting.desk, "people", sitting.family.name, at, [_data(one) for one in found])
        return
    say(sitting.desk, *_page(sitting, found))


def unheard(sitting: Sitting, found: tuple[Reached, ...]) -> str:
    """Return who was never heard, as a sentence; "" where everybody was."""
    names = [_named(sitting, one) for one in found if one.unheard and not one.father_of]
    return f"Nobody has heard {joined(names)} yet." if names else ""


def _data(one: Reached) -> dict[str, Any]:
    return one._asdict() | {"person": one.person or None, "assessment": one.assessment or None}


def _page(sitting: Sitting, found: tuple[Reached, ...]) -> Iterator[Line]:
    yield Piece(f"{sitting.family.surname} · whom the work has heard", "strong")
    yield ""
    head = ["", "entries", "seen", "alone", "tried", "last"]
    rows = [head, *([_called(sitting, one), *_numbers(sitting, one)] for one in found)]
    yield from columns(rows, width=sitting.desk.width, right={1, 2, 3, 4})
    yield ""
    yield "fsworkbook note --topic tried --about WHO   records an attempt to reach somebody"


def _numbers(sitting: Sitting, one: Reached) -> list[str]:
    from fsworkbook.cli.work.progress import shortly  # noqa: PLC0415 - it shows this page's one line

    last = shortly(one.last, sitting.desk.today()) if one.last else "not yet"
    visits = [str(one.seen), str(one.alone)] if one.child else ["", ""]
    return [str(one.entries), *visits, str(one.tried or ""), last]


def _named(sitting: Sitting, one: Reached) -> str:
    name = sitting.family.first_name(one.person)
    tried = {0: "", 1: ", tried once", 2: ", tried twice"}.get(one.tried, f", tried {one.tried} times")
    return f"{name}{tried}"


def _called(sitting: Sitting, one: Reached) -> str:
    """Return a person with what makes them somebody to hear: `Marcus (Tyler’s father)`."""
    family = sitting.family
    children = joined(family.first_name(key) for key in one.father_of)
    if not one.person:
        return f"{children}’s father, not known"
    what = [one.assessment] if one.assessment else []
    what += [f"{children}’s father"] if children else []
    what += ["in the home"] if one.at_home and not one.child else []
    name = family.first_name(one.person)
    return f"{name} ({', '.join(what)})" if what else name
