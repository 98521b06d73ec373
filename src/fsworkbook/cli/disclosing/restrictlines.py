"""Restrictions on the screen and as JSON: what is kept from whom, since when, and how much each covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.disclosing.flagging import names_of
from fsworkbook.cli.frame.output import Piece, emit_json, say, wrap
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.disclosure.covering import coverage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.covering import Coverage
    from fsworkbook.workbook.disclosure.restrictions import Restriction

_INDENT: Final = "       "
_NOUNS: Final = {
    "person": ("person", "people"),
    "team": ("member", "members"),
    "household": ("home", "homes"),
    "relation": ("relation", "relations"),
    "couple": ("couple", "couples"),
    "order": ("order", "orders"),
}
"""How the tables of `family.toml` are called on a screen."""


def show_list(sitting: Sitting, whom: str | None, at: date | None, *, json: bool) -> None:
    """Print the restrictions as at a day; with `whom`, those that name one person.

    Raises:
        BadInput: `whom` is nobody.
    """
    day = at or sitting.desk.today()
    found = coverage(sitting.family, sitting.ledger(at))
    if whom:
        key = who(sitting, whom)
        found = tuple(item for item in found if key in item.restriction.never_to)
    if json:
        emit_json(sitting.desk, "restrictions", sitting.family.name, at, [plain(item, day) for item in found])
        return
    say(sitting.desk, *_page(sitting, found, day))


def who(sitting: Sitting, typed: str, option: str = "--for") -> str:
    """Return the key of a person or member that a word means, or the word where a restriction names just that.

    Raises:
        BadInput: nobody fits, or several do.
    """
    from fsworkbook.workbook.disclosure.recipient import find_recipient  # noqa: PLC0415 - only where one is named

    named = {name for item in coverage(sitting.family, sitting.ledger()) for name in item.restriction.never_to}
    return typed if typed in named else find_recipient(typed, sitting.family, sitting.practice, option).key


def covers_in_words(item: Coverage) -> str:
    """Return how much a restriction covers: `12 records, 1 part of a record, 1 home`; "" for nothing."""
    counts = [_count(len(item.tagged), "record", "records")]
    counts.append(_count(len(item.parts), "part of a record", "parts of records"))
    for table, (one, many) in _NOUNS.items():
        counts.append(_count(sum(cover.table == table and not cover.part for cover in item.rows), one, many))
    counts.append(_count(sum(bool(cover.part) for cover in item.rows), "detail", "details"))
    return ", ".join(filter(None, counts))


def plain(item: Coverage, day: date) -> dict[str, Any]:
    """Return a restriction with what it covers as plain data, for whoever works in the workbook."""
    data = item.restriction._asdict()
    data["lifts"] = [lift._asdict() for lift in item.restriction.lifts]
    return {
        **data,
        "in_force": item.restriction.in_force(day),
        "kept_from": item.restriction.kept_from(day) if item.restriction.in_force(day) else (),
        "tagged": item.tagged,
        "parts": [f"{cover.key}#{cover.part}" for cover in item.parts],
        "rows": [cover._asdict() for cover in item.rows],
        "holding": [found.record for found in item.holding],
        "untagged": [{"record": found.record, "section": found.section} for found in item.untagged],
    }


def _page(sitting: Sitting, found: Sequence[Coverage], day: date) -> list[Line]:
    width = sitting.desk.width
    lines: list[Line] = [Piece(f"{sitting.family.surname} · restrictions on {brief(day)}", "strong")]
    live = [item for item in found if item.restriction.in_force(day)]
    later = [item for item in found if item.restriction.since > day]
    over = [item for item in found if item not in live and item not in later]
    for item in live:
        lines += ["", *_one(sitting, item, day)]
    for title, group in (("Not yet", later), ("No longer in force", over)):
        if group:
            lines += ["", Piece(title, "strong")]
            lines += [
                line for item in group for line in wrap(_ended(sitting, item.restriction), width, "    ", first="  ")
            ]
    if not found:
        lines += ["", "Nothing is restricted."]
    return [*lines, "", "fsworkbook restrict set     keeps something from somebody", _CHECK]


_CHECK: Final = "fsworkbook restrict check   where its words stand without it"


def _one(sitting: Sitting, item: Coverage, day: date) -> list[Line]:
    found, width = item.restriction, sitting.desk.width
    lines: list[Line] = [
        [Piece(f"{found.key:<5}  ", "strong"), *first] if not place else Piece(f"{_INDENT}{first[0].text}", "strong")
        for place, first in enumerate([Piece(text, "strong")] for text in wrap(found.what, width - len(_INDENT)))
    ]
    since = f"since {brief(found.since)}, set by {sitting.family.first_name(found.set_by)}"
    until = f"; until {brief(found.until)}" if found.until else ""
    said = [f"not to {names_of(sitting, found.kept_from(day))}"]
    if found.may_have:
        said.append(f"{names_of(sitting, found.may_have)} may have it")
    said.append(f"{since}{until}")
    said += [_lifted(sitting, found, day)] if _lifted(sitting, found, day) else []
    covers = covers_in_words(item)
    said.append(f"covers {covers}" if covers else "covers nothing by itself")
    for text in said:
        lines += wrap(text, width, _INDENT)
    loose = len({place.record for place in item.untagged})
    if loose:
        lines += [Piece(f"{_INDENT}its words stand without it in {_count(loose, 'record', 'records')}", "quiet")]
    return lines


def _lifted(sitting: Sitting, found: Restriction, day: date) -> str:
    said = [f"for {names_of(sitting, lift.people)} on {brief(lift.on)}" for lift in found.lifts if lift.on <= day]
    return f"lifted {'; '.join(said)}" if said else ""


def _ended(sitting: Sitting, found: Restriction) -> str:
    if found.until and not found.lifts:
        how = f"ended {brief(found.until)}"
    elif found.lifts:
        how = f"lifted {brief(found.lifts[-1].on)} by {sitting.family.first_name(found.lifts[-1].by)}"
    else:
        how = f"from {brief(found.since)}"
    return f"{found.key}  {found.what} ({how})"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
