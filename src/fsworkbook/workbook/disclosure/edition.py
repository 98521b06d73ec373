"""The workbook as one reader may see it: a family and a ledger made anew, from what is allowed alone (F2, F3).

Every paper and every listing for a reader is made from an edition by the same functions that make the team's, so that
no writer of papers has to know what a restriction is. It is renumbered: no id, count or gap tells that more is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.practice.audiences import EVERYTHING
from fsworkbook.workbook.disclosure import acquaintance, redaction
from fsworkbook.workbook.disclosure.audience import REPLY, Audience, subjects
from fsworkbook.workbook.disclosure.binding import Binding
from fsworkbook.workbook.ledger import Ledger, ledger
from fsworkbook.workbook.threads import orphans

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.disclosure.recipient import Recipient
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.record import Record

WORKERS: Final = "worker"
"""The name under which the names of workers are guarded of whom the reader does not know (F.41)."""


class Edition(NamedTuple):
    """What one reader may see, as at one day.

    Attributes:
        recipient: the reader.
        family: who is who, as far as the reader may know it.
        ledger: the reader's records, renumbered.
        day: the day as at which it is made.
        guarded: the strings that must stand nowhere in what is made of it, by the restriction that guards them.
        originals: by the id that a record has here, the record as it is; never for a paper.
        near: records that are not the reader's, though they are about a child with whom the reader has to do: a slip
            in one of them is put right before anything goes out.
        whole: whether nothing was left out: the team's own.
    """

    recipient: Recipient
    family: Family
    ledger: Ledger
    day: date
    guarded: Mapping[str, tuple[str, ...]]
    originals: Mapping[str, Record]
    near: tuple[Record, ...] = ()
    whole: bool = False

    def without(self, records: Collection[str]) -> Edition:
        """Return the same edition without some records, named by the ids that the team knows."""
        kept = [item for item in self.ledger.standing if self.originals[item.id].id not in records]
        return self._replace(ledger=ledger(kept))


def edition(
    recipient: Recipient,
    family: Family,
    practice: Practice,
    everything: Ledger,
    day: date,
    today: date,
    known: AbstractSet[str] | None = None,
) -> Edition:
    """Return the workbook as a reader may see it.

    Args:
        recipient: the reader.
        family: who is who, now.
        practice: whom each kind of record is for.
        everything: all records, as they stand now; what was recorded after `day` is left out, but what restrictions
            say now counts beside what they said then (F.54).
        day: the day as at which it is made.
        today: the day on which it is made.
        known: the records that there were, for what was made final in the middle of a day; None for all of the day.
            Restrictions count whenever they were set.
    """
    there = everything.everything.values()
    before = ledger(there if known is None else [item for item in there if item.id in known], day)
    binding = Binding(recipient, family, everything, (day, today))
    own = acquaintance.own_children(recipient, family, practice)
    audience = Audience(recipient, family, practice, before, own)
    if EVERYTHING in recipient.reader.grounds and not binding.restrictions:
        theirs = tuple(item for item in before.standing if audience.has(item))
        every = before._replace(standing=theirs)
        return Edition(recipient, family, every, day, {}, {item.id: item for item in theirs}, whole=True)
    about = own | {
        child for one in family.assessments.values() if recipient.person in one.parents for child in one.children
    }
    people = acquaintance.known_people(recipient, family, practice, binding, about)
    hidden = acquaintance.hidden_people(recipient, family, binding)
    mine = [item for item in before.standing if audience.has(item) and _is_free(item, binding, hidden)]
    alone = orphans(before, frozenset(item.id for item in mine))
    mine = [item for item in mine if item.id not in alone]
    mine = [item for item in mine if item.kind != REPLY or audience.answered(item) & {other.id for other in mine}]
    met = {before.first_version(item).by for item in mine if item.word("assessment")}
    workers = acquaintance.known_workers(recipient, family, practice, binding, met)
    shown = redaction.Shown(people, workers, about, hidden)
    kept = redaction.Redaction(recipient, family, practice, before, binding, shown)
    records, originals = kept.records(mine)
    secret = acquaintance.secret_workers(family, recipient, workers)
    return Edition(
        recipient,
        kept.family(),
        ledger(records),
        day,
        _guarded(binding, secret),
        originals,
        tuple(_near(recipient, family, practice, before, audience, binding, mine)),
    )


def _is_free(record: Record, binding: Binding, hidden: frozenset[str]) -> bool:
    """Return whether nothing keeps a record back: neither what covers it, nor whom it is about."""
    return not binding.covers_record(record) and not subjects_alone(record) & hidden


def subjects_alone(record: Record) -> frozenset[str]:
    """Return whom a record is about in the first place: an assessment's entry may name further children."""
    return frozenset(record.about) if record.word("assessment") else subjects(record)


def _near(
    recipient: Recipient,
    family: Family,
    practice: Practice,
    before: Ledger,
    audience: Audience,
    binding: Binding,
    mine: list[Record],
) -> list[Record]:
    children = {child.key for child in family.children}
    tied = acquaintance.tied(recipient, family, practice)
    known = {item.id for item in mine}
    return [
        item
        for item in before.standing
        if item.id not in known
        and audience.is_for_families(item)
        and set(item.about) <= children
        and set(item.about) & tied
        and not binding.covers_record(item)
    ]


def _guarded(binding: Binding, secret: tuple[Any, ...]) -> dict[str, tuple[str, ...]]:
    names = tuple(member.name for member in secret)
    return binding.guarded | ({WORKERS: names} if names else {})
