"""What somebody should know of consent before they begin: what their work would rest on, and does not (F.07, F.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.output import Piece, wrap
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.consentgaps import consent_gaps, relied_on, words
from fsworkbook.workbook.consents import agreements, allowing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.scope import Scope
    from fsworkbook.workbook.consentgaps import ConsentGap
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


def look(sitting: Sitting, ledger: Ledger, people: Iterable[str]) -> list[str | Piece]:
    """Return the lines for whoever is about to work with some people; none where every consent stands."""
    today = sitting.desk.today()
    family, practice = sitting.family, sitting.practice
    return _lines(sitting, relied_on(family, ledger, practice, today, member=sitting.viewer, people=people))


def under(sitting: Sitting, scope: Scope) -> list[str | Piece]:
    """Return the lines for whoever writes a report: the gaps in consent of those whom it is about, as at its day."""
    whom = {*scope.assessment.parents, *scope.assessment.children}
    gaps = consent_gaps(sitting.family, scope.ledger, sitting.practice, scope.day)
    return _lines(sitting, [gap for gap in gaps if gap.person in whom])


def _lines(sitting: Sitting, gaps: Sequence[ConsentGap]) -> list[str | Piece]:
    if not gaps:
        return []
    lines: list[str | Piece] = ["", Piece("Consent: please look", "strong")]
    for gap in gaps:
        lines += wrap(words(gap, sitting.family, sitting.practice), sitting.desk.width, "    ", "  ")
    return [*lines, "  fsworkbook consent   shows all, and records what somebody says"]


def of_request(sitting: Sitting, request: Record) -> Iterator[str]:
    """Yield what to ask whom before the work of colleagues begins, where a request asks for it or was agreed to."""
    practice, family, ledger = sitting.practice, sitting.family, sitting.ledger()
    asked = ledger.everything.get(request.word("answers"), request)
    if "refused" in request.head or "ended" in request.head:
        return
    person, roles = asked.word("person"), set(asked.names("specialists"))
    standing = agreements(ledger, practice, sitting.desk.today())
    for matter in practice.consent_matters.values():
        if matter.role in roles and allowing(standing, person, matter.id, practice) is None:
            said = next((item for item in standing if (item.person, item.matter) == (person, matter.id)), None)
            state = practice.consent_states.get(said.state) if said else None
            stands = f"{state.name.lower()} on {brief(said.record.on)}" if said and state else "nobody has asked yet"
            yield (
                f"Please look: {family.first_name(person)} · {matter.name}: {stands}. "
                f"fsworkbook consent ask --person {person} --matter {matter.id}"
            )
