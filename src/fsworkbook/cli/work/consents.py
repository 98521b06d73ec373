"""The consents of a family as they stand, on a screen and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.output import Piece, columns, emit_json, say
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.consents import Agreement, agreements

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting


def show_consents(sitting: Sitting, person: str | None, at: date | None, *, json: bool) -> None:
    """Print where every consent stands, person by person.

    Raises:
        BadInput: `person` is nobody of the family.
    """
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - only where one is named

    family, desk = sitting.family, sitting.desk
    found = agreements(sitting.ledger(at), at or desk.today())
    if person:
        wanted = find_person(person, family, sitting.practice.relations, "--person").key
        found = tuple(item for item in found if item.person == wanted)
    if json:
        emit_json(desk, "consents", family.name, at, [_plain(item) for item in found])
        return
    if not found:
        say(desk, "No consent is recorded yet.", "", "fsworkbook consent   records the first one")
        return
    say(desk, Piece(f"{family.surname} · consents as they stand", "strong"))
    for key in dict.fromkeys(item.person for item in found):
        say(desk, "", family.called(key))
        rows = [_row(sitting, item) for item in found if item.person == key]
        say(desk, *columns(rows, width=desk.width))
    say(desk, "", "fsworkbook consent   records what somebody said")


def _row(sitting: Sitting, item: Agreement) -> list[str]:
    practice = sitting.practice
    matter = practice.consent_matters[item.matter].name if item.matter in practice.consent_matters else item.matter
    state = practice.consent_states[item.state].name if item.state in practice.consent_states else item.state
    said = "Lapsed: ask again" if item.lapsed else state
    to = f", {item.to}" if item.to and item.to.casefold() not in matter.casefold() else ""
    limits = f" ({item.record.word('limits')})" if item.record.word("limits") else ""
    earlier = f"; before: {_state(sitting, item.before[-1].word('state'))}" if item.before else ""
    return [said, brief(item.record.on), f"{matter}{to}{limits}{earlier}"]


def _state(sitting: Sitting, key: str) -> str:
    states = sitting.practice.consent_states
    return states[key].name.lower() if key in states else key


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
