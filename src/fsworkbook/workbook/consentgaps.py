"""Work that no consent stands under: not asked, lapsed, refused or withdrawn (F.03, F.05-F.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook import statuses
from fsworkbook.workbook.attached import is_attachment, needed, shown_in
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.consents import Unasked, agreements, allowing, not_asked
from fsworkbook.workbook.family import live
from fsworkbook.workbook.thresholds import reviews

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.consents import Agreement
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

UNASKED, LAPSED, STOPPED, ENTRY, CHILD = "unasked", "lapsed", "stopped", "entry", "child"
ATTACHED: Final = "attached"
_WORK: Final = ("module", "visit")


class ConsentGap(NamedTuple):
    """One gap in consent.

    Attributes:
        kind: UNASKED (work was done with no consent on record), LAPSED (the day to ask again has passed), STOPPED
            (refused or withdrawn, so that nothing may rest on it), ENTRY (an assessment began with no consent to join),
            CHILD (a child’s own agreement is not recorded) or ATTACHED (a photograph, film or drawing was put with a
            record with no consent on record).
        person: the key of whose consent it is.
        matter: the id of a matter of consent, or the words it was recorded under.
        to: the recipient, where it was about sharing.
        since: the day since which there is a gap.
        records: the ids that tell it: entries without consent, or the consent itself and the work that went on.
        state: where the consent stands, or "".
        asked: whether a consent was recorded afterwards, so that nobody is to be asked any more.
        threshold: whether the no asks for a look at the threshold, as the plan is a voluntary one (F.09).
        hint: whether nobody breaks anything by it.
    """

    kind: str
    person: str
    matter: str
    to: str
    since: date
    records: tuple[str, ...]
    state: str = ""
    asked: bool = False
    threshold: bool = False
    hint: bool = False


def consent_gaps(family: Family, ledger: Ledger, practice: Practice, on: date) -> tuple[ConsentGap, ...]:
    """Return the gaps in consent as at a day, by the day since which they are there."""
    found = agreements(ledger, practice, on)
    work = _without(family, ledger, practice, on)
    gaps = [
        *_unasked(work, found, practice),
        *_standing(work, found, family, ledger, practice, on),
        *_missing(found, family, practice, on),
    ]
    return tuple(sorted(gaps, key=lambda gap: (gap.since, gap.person, gap.matter)))


class _Work(NamedTuple):
    """Work that was done while no consent carried it; `against` is the consent that stood in its way, if any did."""

    record: Record
    person: str
    matter: str
    against: Agreement | None


def _without(family: Family, ledger: Ledger, practice: Practice, on: date) -> tuple[_Work, ...]:
    """Return the work with each person, and what was attached, that no consent carried on that day (F.10, F.11)."""
    matters = {matter.role: matter.id for matter in practice.consent_matters.values() if matter.role}
    stood: dict[date, tuple[Agreement, ...]] = {}
    found: list[_Work] = []
    for record in ledger.of(*_WORK, "note"):
        author = family.team.get(record.by)
        attachment = is_attachment(record)
        matter = needed(record, practice) if attachment else matters.get(author.role) if author else None
        if record.on > on or not matter or (record.kind == "note" and not attachment):
            continue
        if record.on not in stood:
            stood[record.on] = agreements(ledger, practice, record.on)
        agreed = stood[record.on]
        found += [
            _Work(record, person, matter, _against(agreed, person, matter, practice))
            for person in (shown_in(record, family) if attachment else _whom(record, family))
            if allowing(agreed, person, matter, practice) is None
        ]
    return tuple(found)


def _against(found: Iterable[Agreement], person: str, matter: str, practice: Practice) -> Agreement | None:
    """Return the consent that was refused, withdrawn or had lapsed on the very matter, or None."""
    for item in found:
        state = practice.consent_states.get(item.state)
        stops = item.lapsed or (state is not None and state.stops)
        if item.person == person and item.matter == matter and stops:
            return item
    return None


def _whom(record: Record, family: Family) -> tuple[str, ...]:
    """Return the adults with whom a piece of work was done: whom it is about, and parents who were there."""
    parents = {person.key for person in family.parents}
    named = (*record.about, *(key for key in record.names("present") if key in parents))
    adults = [key for key in named if key in family.people and not family.people[key].is_child]
    return tuple(dict.fromkeys(adults))


def _unasked(work: Iterable[_Work], found: tuple[Agreement, ...], practice: Practice) -> Iterator[ConsentGap]:
    """Yield the work that was done before anybody was asked."""
    without: dict[tuple[str, str], list[Record]] = {}
    for item in work:
        if item.against is None:
            without.setdefault((item.person, item.matter), []).append(item.record)
    said = {
        (item.person, item.matter)
        for item in found
        if (state := practice.consent_states.get(item.state)) is not None and (state.allows or state.stops)
    }
    for (person, matter), records in without.items():
        asked = (person, matter) in said or allowing(found, person, matter, practice) is not None
        ids = tuple(record.id for record in records)
        kind = ATTACHED if all(map(is_attachment, records)) else UNASKED
        yield ConsentGap(kind, person, matter, "", records[0].on, ids, asked=asked)


def _standing(
    work: Iterable[_Work],
    found: Iterable[Agreement],
    family: Family,
    ledger: Ledger,
    practice: Practice,
    on: date,
) -> Iterator[ConsentGap]:
    """Yield the consents that carry nothing, with the work that went on all the same."""
    went_on: dict[str, list[str]] = {}
    for item in work:
        if item.against is not None:
            went_on.setdefault(item.against.record.id, []).append(item.record.id)
    for agreed in found:
        state = practice.consent_states.get(agreed.state)
        record = agreed.record
        ids = (record.id, *went_on.get(record.id, ()))
        if agreed.lapsed:
            since = record.head["review"]
            yield ConsentGap(LAPSED, agreed.person, agreed.matter, agreed.to, since, ids, agreed.state)
        elif state is not None and state.stops:
            look = _threshold(agreed, family, ledger, practice, on)
            yield ConsentGap(
                STOPPED, agreed.person, agreed.matter, agreed.to, record.on, ids, agreed.state, threshold=look
            )


def _threshold(agreed: Agreement, family: Family, ledger: Ledger, practice: Practice, on: date) -> bool:
    """Whether a no feeds the question if the family goes on: some child’s plan is a voluntary one (F.09, B.39).

    Once somebody has asked for a look at that child’s threshold since, it is asked.
    """
    matter = practice.consent_matters.get(agreed.matter)
    if matter is None or not matter.threshold:
        return False
    mine = [item.children for item in family.assessments.values() if agreed.person in item.parents]
    children = {child for listed in mine for child in listed} or {child.key for child in family.children}
    asked = {review.child for review in reviews(ledger) if review.asked.on >= agreed.record.on}
    for child in children - asked:
        held = statuses.on_day(ledger, child, on)
        plan = (
            practice.plans.get(practice.statuses[held.status].plan)
            if held and held.status in practice.statuses
            else None
        )
        if plan is not None and plan.voluntary:
            return True
    return False


def _missing(found: tuple[Agreement, ...], family: Family, practice: Practice, on: date) -> Iterator[ConsentGap]:
    """Yield who was not asked at entry, and whose own agreement as a child is not recorded (F.03, F.10)."""
    for item in not_asked(found, family, practice, on, started=True):
        if practice.consent_matters[item.matter].entry:
            yield ConsentGap(ENTRY, item.person, item.matter, "", _began(item, family, on), ())
        else:
            told = _for_child(item, found)
            ids = tuple(agreed.record.id for agreed in told)
            since = min((agreed.record.on for agreed in told), default=on)
            yield ConsentGap(CHILD, item.person, item.matter, "", since, ids, hint=True)


def _began(item: Unasked, family: Family, on: date) -> date:
    days = [
        one.started
        for one in family.assessments.values()
        if item.person in one.parents and one.started is not None and live(None, one.concluded, on)
    ]
    return min(days, default=family.opened or on)


def _for_child(item: Unasked, found: Iterable[Agreement]) -> list[Agreement]:
    return [one for one in found if one.matter == item.matter and item.person in one.record.children]


def relied_on(
    family: Family, ledger: Ledger, practice: Practice, on: date, *, member: str, people: Iterable[str] = ()
) -> tuple[ConsentGap, ...]:
    """Return the gaps that stand under the work that somebody is about to do with some people (F.07, F.11).

    Work that was done without consent before one was recorded is no gap in what comes next; what the member has not
    begun yet is one, where nobody was asked.

    Args:
        family: who is who.
        ledger: the records as they stand.
        practice: the model in use.
        on: the day.
        member: the key of who is about to work.
        people: with whom; each gap of anybody else is left out.
    """
    wanted = set(people)
    found = [gap for gap in consent_gaps(family, ledger, practice, on) if gap.person in wanted and not gap.asked]
    author = family.team.get(member)
    mine = [matter.id for matter in practice.consent_matters.values() if author and matter.role == author.role]
    standing = agreements(ledger, practice, on)
    known = {(gap.person, gap.matter) for gap in found}
    for person in dict.fromkeys(people):
        for matter in mine:
            adult = person in family.people and not family.people[person].is_child
            if adult and (person, matter) not in known and allowing(standing, person, matter, practice) is None:
                found.append(ConsentGap(UNASKED, person, matter, "", on, ()))
    roles: Mapping[str, str] = {matter.id: matter.role for matter in practice.consent_matters.values()}
    theirs = author.role if author else ""
    return tuple(gap for gap in found if roles.get(gap.matter, "") in {"", theirs})


def words(gap: ConsentGap, family: Family, practice: Practice, *, named: bool = True) -> str:
    """Return a gap as a sentence, with the name of whose consent it is unless that stands beside it already."""
    known = practice.consent_matters.get(gap.matter)
    matter = known.name if known else gap.matter
    to = f", {gap.to}" if gap.to and gap.to.casefold() not in matter.casefold() else ""
    lead = f"{family.first_name(gap.person)} · " if named else ""
    return f"{lead}{matter}{to}: {_said(gap, practice)}"


def _said(gap: ConsentGap, practice: Practice) -> str:
    if gap.kind in {UNASKED, ATTACHED}:
        what, rule = ("attachment", "F.10") if gap.kind == ATTACHED else ("entry", "F.11")
        since = f"{_count(len(gap.records), what)} from {brief(gap.since)} with no consent on record then"
        return f"{since if gap.records else 'nobody has asked yet'} ({rule})."
    if gap.kind == ENTRY:
        return f"no consent on record since the assessment began on {brief(gap.since)} (F.03)."
    if gap.kind == CHILD:
        return "the child’s own agreement is not recorded (F.10)."
    went_on = f" {_count(len(gap.records) - 1).capitalize()} since then." if len(gap.records) > 1 else ""
    if gap.kind == LAPSED:
        return f"lapsed on {brief(gap.since)}; ask again (F.05).{went_on}"
    state = practice.consent_states[gap.state].name.lower()
    look = (
        " The plan is one that the family may say no to: ask for another look at the threshold (fsworkbook "
        "threshold). It neither closes the work by itself nor threatens anybody (F.09, B.39)."
        if gap.threshold
        else ""
    )
    return f"{state} on {brief(gap.since)}; nothing may rest on it (F.07).{went_on}{look}"


def _count(number: int, what: str = "entry") -> str:
    many = {"entry": "entries"}.get(what, f"{what}s")
    return f"1 {what}" if number == 1 else f"{number} {many}"
