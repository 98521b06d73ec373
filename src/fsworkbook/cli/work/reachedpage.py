"""Whom the work has heard, and whom not: everybody who should be, at zero too (J.50, J.54, H23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import Line, Piece, columns, emit_json, say, wrap
from fsworkbook.workbook.reached import Reached, reached, unviewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger

_VIEWS: Final = "K.R07"


def show_people(sitting: Sitting, at: date | None, *, json: bool) -> None:
    """Print everybody whom the work should hear, with how often it did."""
    ledger, on = sitting.ledger(at), at or sitting.desk.today()
    found = reached(sitting.family, sitting.practice, ledger, on)
    if json:
        emit_json(sitting.desk, "people", sitting.family.name, at, [_data(one) for one in found])
        return
    say(sitting.desk, *_page(sitting, found, ledger, on))


def unheard(sitting: Sitting, found: tuple[Reached, ...]) -> str:
    """Return who was never heard, as a sentence; "" where everybody was."""
    names = [_named(sitting, one) for one in found if one.unheard and not one.father_of]
    return f"Nobody has heard {joined(names)} yet." if names else ""


def _data(one: Reached) -> dict[str, Any]:
    return one._asdict() | {"person": one.person or None, "assessment": one.assessment or None}


def _page(sitting: Sitting, found: tuple[Reached, ...], ledger: Ledger, on: date) -> Iterator[Line]:
    yield Piece(f"{sitting.family.surname} · whom the work has heard", "strong")
    yield ""
    head = ["", "entries", "visits", "seen alone", "tried", "last", ""]
    rows = [head, *([_name(sitting, one), *_numbers(sitting, one), _standing(sitting, one)] for one in found)]
    yield from columns(rows, width=sitting.desk.width, right={1, 2, 3, 4})
    yield ""
    yield from _views(sitting, ledger, on)
    yield from _ours(sitting, ledger, on)
    yield "fsworkbook note --topic tried --about WHO   records an attempt to reach somebody"


def _views(sitting: Sitting, ledger: Ledger, on: date) -> Iterator[Line]:
    """Yield whose own view no entry has held of late, if the practice wants to hear it (K.R07)."""
    hint = sitting.practice.prompts.hints.get(_VIEWS)
    missing = unviewed(sitting.family, ledger, on, hint.days) if hint else ()
    if hint and missing:
        names = joined(sitting.family.first_name(key) for key in missing)
        yield from wrap(hint.text.replace("{names}", names), sitting.desk.width)


def _ours(sitting: Sitting, ledger: Ledger, on: date) -> Iterator[Line]:
    """Yield what was ours: how often the allocated worker changed, and which sessions we could not keep (J.80)."""
    practice, family = sitting.practice, sitting.family
    workers = [one for one in family.team.values() if one.role == practice.allocated_role]
    begun = sorted((one for one in workers if one.since is None or one.since <= on), key=lambda one: one.since or on)
    if len(begun) > 1:
        names = joined(family.first_name(one.key) for one in begun)
        yield from wrap(f"The allocated worker changed: {names}, one after the other.", sitting.desk.width)
    ours = {name for name, word in practice.missed.items() if word.ours}
    missed = sum(record.word("missed_by") in ours for record in ledger.of("visit"))
    if missed:
        times = "once" if missed == 1 else f"{missed} times"
        yield f"A session was not kept by us {times}."


def _numbers(sitting: Sitting, one: Reached) -> list[str]:
    from fsworkbook.cli.work.progress import shortly  # noqa: PLC0415 - it shows this page's one line

    last = shortly(one.last, sitting.desk.today()) if one.last else "not yet"
    visits = [str(one.seen), str(one.alone)] if one.child else ["", ""]
    return [str(one.entries), *visits, str(one.tried or ""), last]


def _named(sitting: Sitting, one: Reached) -> str:
    name = sitting.family.first_name(one.person)
    tried = {0: "", 1: ", tried once", 2: ", tried twice"}.get(one.tried, f", tried {one.tried} times")
    return f"{name}{tried}"


def _name(sitting: Sitting, one: Reached) -> str:
    if not one.person:
        return f"{joined(sitting.family.first_name(key) for key in one.father_of)}’s father, not known"
    return sitting.family.first_name(one.person)


def _standing(sitting: Sitting, one: Reached) -> str:
    """Return what makes a person somebody to hear: `PA-D, Maisie’s father`; last in its row, where it can fold."""
    if not one.person:
        return ""
    children = joined(sitting.family.first_name(key) for key in one.father_of)
    what = [one.assessment] if one.assessment else []
    what += [f"{children}’s father"] if children else []
    what += ["in the home"] if one.at_home and not one.child else []
    return ", ".join(what)
