"""Work that no consent stands under: entries without one, consents lapsed, refused or withdrawn (F.05–F.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.consents import agreements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

UNASKED, LAPSED, STOPPED = "unasked", "lapsed", "stopped"


class ConsentGap(NamedTuple):
    """One gap in consent.

    Attributes:
        kind: UNASKED (work was done with no consent on record), LAPSED (the day to ask again has passed) or STOPPED
            (refused or withdrawn, so that nothing may rest on it).
        person: the key of whose consent it is.
        matter: the id of a matter of consent, or the words it was recorded under.
        to: the recipient, where it was about sharing.
        since: the day since which there is a gap.
        records: the ids that tell it: entries without consent, or the consent itself.
        state: where the consent stands, or "".
    """

    kind: str
    person: str
    matter: str
    to: str
    since: date
    records: tuple[str, ...]
    state: str = ""


def consent_gaps(family: Family, ledger: Ledger, practice: Practice, on: date) -> tuple[ConsentGap, ...]:
    """Return the gaps in consent as at a day, by the day since which they are there."""
    found = [*_unasked(family, ledger, practice, on), *_standing(ledger, practice, on)]
    return tuple(sorted(found, key=lambda gap: (gap.since, gap.person, gap.matter)))


def _standing(ledger: Ledger, practice: Practice, on: date) -> Iterator[ConsentGap]:
    for item in agreements(ledger, on):
        state = practice.consent_states.get(item.state)
        ids = (item.record.id,)
        if item.lapsed:
            review = item.record.head["review"]
            yield ConsentGap(LAPSED, item.person, item.matter, item.to, review, ids, item.state)
        elif state is not None and not state.allows:
            yield ConsentGap(STOPPED, item.person, item.matter, item.to, item.record.on, ids, item.state)


def _unasked(family: Family, ledger: Ledger, practice: Practice, on: date) -> Iterator[ConsentGap]:
    """Yield the work of each role with each person before the first consent to it (F.11)."""
    matters = {matter.role: matter.id for matter in practice.consent_matters.values() if matter.role}
    without: dict[tuple[str, str], list[Record]] = {}
    for record in ledger.of("module", "visit"):
        author = family.team.get(record.by)
        matter = matters.get(author.role) if author else None
        if record.on > on or matter is None:
            continue
        for person in _whom(record, family):
            if not _allowed(ledger, practice, person, matter, record.on):
                without.setdefault((person, matter), []).append(record)
    for (person, matter), records in without.items():
        ids = tuple(record.id for record in records)
        yield ConsentGap(UNASKED, person, matter, "", records[0].on, ids)


def _whom(record: Record, family: Family) -> tuple[str, ...]:
    """Return the adults with whom a piece of work was done."""
    named = (*record.about, *record.names("present"))
    adults = [key for key in named if key in family.people and not family.people[key].is_child]
    return tuple(dict.fromkeys(adults))


def _allowed(ledger: Ledger, practice: Practice, person: str, matter: str, on: date) -> bool:
    enough = {matter, *practice.consent_matters[matter].within}
    for item in agreements(ledger, on):
        state = practice.consent_states.get(item.state)
        if item.person == person and item.matter in enough and state is not None and state.allows:
            return True
    return False


def words(gap: ConsentGap, family: Family, practice: Practice) -> str:
    """Return a gap as a sentence."""
    matter = practice.consent_matters[gap.matter].name if gap.matter in practice.consent_matters else gap.matter
    about = f"{family.first_name(gap.person)} · {matter}{f', {gap.to}' if gap.to and gap.to not in matter else ''}"
    if gap.kind == UNASKED:
        count = len(gap.records)
        entries = "1 entry" if count == 1 else f"{count} entries"
        return f"{about}: {entries} from {brief(gap.since)} with no consent on record then (F.11)."
    if gap.kind == LAPSED:
        return f"{about}: lapsed on {brief(gap.since)}; ask again (F.05)."
    state = practice.consent_states[gap.state].name.lower()
    return f"{about}: {state} on {brief(gap.since)}; nothing may rest on it (F.07)."
