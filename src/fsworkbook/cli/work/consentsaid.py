"""What is said once a consent is recorded: on whom a no bears, whose own agreement is still to be asked (F.07-F.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.cli.frame.taking import confirm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.consentgaps import ConsentGap
    from fsworkbook.workbook.record import Record


def after(sitting: Sitting, records: tuple[Record, ...]) -> None:
    """Say what was recorded, and what follows from it."""
    confirm(sitting, records)
    states = sitting.practice.consent_states
    stops = any(states[record.word("state")].stops for record in records)
    if not stops and not any(record.children for record in records):
        return
    from fsworkbook.workbook.consentgaps import consent_gaps  # noqa: PLC0415 - beside its only use

    mine = {record.id for record in records}
    gaps = consent_gaps(sitting.family, sitting.ledger(), sitting.practice, sitting.desk.today())
    for gap in gaps:
        if gap.records and gap.records[0] in mine:
            tell(sitting.desk, *(line for said in _follows(gap, sitting) for line in wrap(said, sitting.desk.width)))


def _follows(gap: ConsentGap, sitting: Sitting) -> Iterator[str]:
    from fsworkbook.workbook.consentgaps import CHILD, words  # noqa: PLC0415 - beside its only use

    yield f"Please look: {words(gap, sitting.family, sitting.practice)}"
    if gap.kind == CHILD:
        yield f"Ask: fsworkbook consent ask --person {gap.person} --matter {gap.matter}"
        return
    who = [
        member.name
        for member in sitting.family.team.values()
        if member.role in _roles(gap, sitting) and (member.until is None or member.until >= sitting.desk.today())
    ]
    if who:
        yield f"{joined(who)} {'works' if len(who) == 1 else 'work'} on it: tell them today."


def _roles(gap: ConsentGap, sitting: Sitting) -> set[str]:
    """Return the roles whose work may rest on a matter."""
    matters = sitting.practice.consent_matters.values()
    return {matter.role for matter in matters if matter.role and gap.matter in {matter.id, *matter.within}}
