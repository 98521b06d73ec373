"""Looking at what is written of a report, as one paper: its parts in their order, and what stops a parent's copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.disclosing.copying import edition_for
from fsworkbook.cli.frame.assessments import fitting
from fsworkbook.errors import BadInput
from fsworkbook.workbook.disclosure.guarding import Guard

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.quality.vetting import Seen, Vetting
    from fsworkbook.practice.outlines import Item, Section
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

    Stops = dict[tuple[str, str], list[tuple[int, int, str]]]

_WRITTEN = "analysis"


def look_at_report(vetting: Vetting, sitting: Sitting, ledger: Ledger, named: str, at: date | None) -> list[Seen]:
    """Return what is found in the written parts of a report, in the order of its outline.

    Raises:
        BadInput: there is no such assessment or parent, or several fit.
    """
    assessment = _assessment(sitting, named)
    order = {part.id: place for place, part in enumerate(_parts(sitting))}
    written = [record for record in ledger.of(_WRITTEN) if record.word("assessment") == assessment.key]
    written.sort(key=lambda record: (order.get(record.word("section"), len(order)), record.recorded, record.id))
    return vetting.look_over(written, paper=True, stops=_stops(sitting, assessment, written, at))


def _assessment(sitting: Sitting, named: str) -> Assessment:
    known = {key.casefold(): one for key, one in sitting.family.assessments.items()}
    if named.strip().casefold() in known:
        return known[named.strip().casefold()]
    found = fitting(sitting, {"parent": named})
    if len(found) > 1:
        raise BadInput(f"--report: {named} has several: {', '.join(one.key for one in found)}. Say which.")
    return found[0]


def _parts(sitting: Sitting) -> list[Section | Item]:
    found: list[Section | Item] = []
    for section in sitting.practice.sections:
        found += [section, *section.items]
    return found


def _stops(sitting: Sitting, assessment: Assessment, written: list[Record], at: date | None) -> Stops:
    """Return what would stop a copy for each parent whose report it is: the gate searches the same edition."""
    found: Stops = {}
    known = {record.id: record for record in written}
    for parent in assessment.parents:
        edition = edition_for(sitting, parent, at)
        guard = Guard(edition.guarded)
        who = sitting.family.first_name(parent)
        for record in edition.ledger.of(_WRITTEN):
            original = known.get(edition.originals[record.id].id)
            if original is None:
                continue
            for section in record.sections:
                text = original.section(section.name) or ""
                if any(True for _ in guard.hits(section.text)):
                    hits = [(hit.start, hit.end, f"{hit.restriction} keeps it from {who}.") for hit in guard.hits(text)]
                    found.setdefault((original.id, text), []).extend(hits)
    return found
