"""Who agreed to what, on a screen and as JSON: to help, to sharing, what lapsed, what nobody asked yet (F.01-F.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.cli.frame.output import Piece, columns, emit_json, say, wrap
from fsworkbook.workbook.clock import brief, spoken
from fsworkbook.workbook.consentgaps import consent_gaps, words
from fsworkbook.workbook.consents import HELP, SHARING, agreements, not_asked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.consentgaps import ConsentGap
    from fsworkbook.workbook.consents import Agreement, Unasked

_TITLES = {HELP: "Agreeing to help", SHARING: "Sharing information"}


class _Found(NamedTuple):
    """Everything that is shown, of everybody or of one person."""

    agreed: tuple[Agreement, ...]
    waiting: tuple[Unasked, ...]
    gaps: tuple[ConsentGap, ...]


def show_consents(sitting: Sitting, person: str | None, at: date | None, *, json: bool) -> None:
    """Print where every consent stands: to help, to sharing, what is not asked yet, what wants a look.

    Raises:
        BadInput: `person` is nobody of the family.
    """
    desk, family = sitting.desk, sitting.family
    on = at or desk.today()
    found = _find(sitting, person, at, on)
    if json:
        data = {
            **{about: [_plain(item) for item in found.agreed if about in item.about] for about in (HELP, SHARING)},
            "not_asked": [item._asdict() for item in found.waiting],
            "gaps": [gap._asdict() for gap in found.gaps],
        }
        emit_json(desk, "consents", family.name, at, data)
        return
    title = f"{family.surname} · who agreed to what"
    say(desk, Piece(f"{title} · as at {spoken(at)}" if at else title, "strong"))
    if not found.agreed:
        say(desk, "", "  Nobody has been asked yet, as far as is recorded.")
    for about in (HELP, SHARING):
        say(desk, *_table(sitting, about, [item for item in found.agreed if about in item.about]))
    say(desk, *_waiting(sitting, found.waiting), *_look(sitting, found.gaps))
    say(
        desk, "", *wrap("fsworkbook consent ask · give · limit · refuse · withdraw · not-required · review", desk.width)
    )


def _find(sitting: Sitting, person: str | None, at: date | None, on: date) -> _Found:
    family, practice, ledger = sitting.family, sitting.practice, sitting.ledger(at)
    agreed = agreements(ledger, practice, on)
    found = _Found(agreed, not_asked(agreed, family, practice, on), consent_gaps(family, ledger, practice, on))
    if not person:
        return found
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - only where one is named

    wanted = find_person(person, family, practice.relations, "--person").key
    return _Found(
        tuple(item for item in found.agreed if item.person == wanted),
        tuple(item for item in found.waiting if item.person == wanted),
        tuple(gap for gap in found.gaps if gap.person == wanted),
    )


def _table(sitting: Sitting, about: str, found: Sequence[Agreement]) -> list[Line]:
    """Return one of the two tables, person by person in the order in which they were asked."""
    if not found:
        return []
    rows: list[list[str | Piece]] = []
    for key in dict.fromkeys(item.person for item in found):
        name = sitting.family.first_name(key)
        for item in (one for one in found if one.person == key):
            rows.append([name, _said(sitting, item), brief(item.record.on), _what(sitting, item)])
            name = ""
    return ["", Piece(_TITLES[about], "strong"), *columns(rows, width=sitting.desk.width)]


def _said(sitting: Sitting, item: Agreement) -> Piece:
    known = sitting.practice.consent_states.get(item.state)
    if item.lapsed:
        return Piece("Lapsed: ask again", "amber")
    return Piece(known.name if known else item.state, "red" if known is not None and known.stops else "")


def _what(sitting: Sitting, item: Agreement) -> str:
    practice, record = sitting.practice, item.record
    known = practice.consent_matters.get(item.matter)
    matter = known.name if known else item.matter
    to = f", {item.to}" if item.to and item.to.casefold() not in matter.casefold() else ""
    reason = practice.consent_reasons.get(record.word("reason"))
    children = [sitting.family.first_name(key) for key in record.children if key != item.person]
    beside = [
        f"with {', '.join(children)}" if children else "",
        record.word("scope"),
        record.word("limits"),
        f"cannot be kept: {record.word('not_kept')}" if record.word("not_kept") else "",
        (reason.name if reason else record.word("reason")),
        f"decided by {sitting.family.called(record.word('decided_by'))}" if record.word("decided_by") else "",
        f"ask again {brief(record.head['review'])}" if "review" in record.head and not item.lapsed else "",
    ]
    said = "; ".join(part for part in beside if part)
    earlier = f" · before: {_state(sitting, item)}" if item.before else ""
    return f"{matter}{to}{f' ({said})' if said else ''}{earlier}"


def _state(sitting: Sitting, item: Agreement) -> str:
    last = item.before[-1]
    known = sitting.practice.consent_states.get(last.word("state"))
    return f"{known.name.lower() if known else last.word('state')} {brief(last.on)}"


def _waiting(sitting: Sitting, waiting: Sequence[Unasked]) -> list[Line]:
    if not waiting:
        return []
    matters = sitting.practice.consent_matters
    rows = [[sitting.family.first_name(item.person), matters[item.matter].name] for item in waiting]
    return ["", Piece("Not asked yet", "strong"), *columns(rows, width=sitting.desk.width)]


def _look(sitting: Sitting, gaps: Sequence[ConsentGap]) -> list[Line]:
    if not gaps:
        return []
    width = sitting.desk.width
    lines = [line for gap in gaps for line in wrap(words(gap, sitting.family, sitting.practice), width, "    ", "  ")]
    return ["", Piece("Please look", "strong"), *lines]


def _plain(item: Agreement) -> dict[str, object]:
    return {
        "person": item.person,
        "matter": item.matter,
        "to": item.to,
        "state": item.state,
        "lapsed": item.lapsed,
        "on": item.record.on,
        "id": item.record.id,
        "before": [record.id for record in item.before],
    }
