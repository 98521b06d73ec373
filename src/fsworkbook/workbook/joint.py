"""A joint assessment that became two: what both had stays as it was, and all that is new is separate (F.52, G.05).

An entry that was recorded for both before the split is part of each of the two that follow, as far as its parent was
let have it then. Whatever is recorded of the joint one afterwards, such as a correction, is neither's: it is for the
team manager to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import day_of, utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.disclosure.binding import Binding
    from fsworkbook.workbook.family import Assessment, Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


class Look(NamedTuple):
    """A record of a joint assessment that the team manager looks at once it is split.

    Attributes:
        record: the record.
        why: the reasons, each in a few words.
    """

    record: Record
    why: tuple[str, ...]


def parted(family: Family) -> tuple[Assessment, ...]:
    """Return the joint assessments that were split."""
    return tuple(one for one in family.assessments.values() if one.split is not None)


def followers(assessment: Assessment, family: Family) -> tuple[Assessment, ...]:
    """Return the assessments that a joint one became."""
    return tuple(one for one in family.assessments.values() if one.follows == assessment.key and one != assessment)


def origin(assessment: Assessment, family: Family) -> Assessment | None:
    """Return the joint assessment that one follows, where it was split; None for any other."""
    before = family.assessments.get(assessment.follows)
    return before if before is not None and before.split is not None and before != assessment else None


def going_on(family: Family) -> tuple[Assessment, ...]:
    """Return the joint assessments that go on."""
    return tuple(
        one
        for one in family.assessments.values()
        if len(one.parents) > 1 and one.split is None and one.concluded is None
    )


def refuse_parted(assessment: Assessment, family: Family) -> None:
    """Refuse new work in a joint assessment that was split.

    Raises:
        BadInput: naming those that it became.
    """
    if assessment.split is None:
        return
    names = " or ".join(
        f"{one.key} ({', '.join(family.first_name(key) for key in one.parents)})"
        for one in followers(assessment, family)
    )
    raise BadInput(f"{assessment.key} was split, and nothing new goes into it. Take {names or 'another assessment'}.")


def is_afterwards(record: Record, family: Family) -> bool:
    """Return whether a record belongs to a joint assessment and was recorded after that was split."""
    one = family.assessments.get(record.word("assessment"))
    return one is not None and one.split is not None and utc(record.recorded) > utc(one.split)


def records_of(
    assessment: Assessment, family: Family, ledger: Ledger, practice: Practice, *kinds: str
) -> tuple[Record, ...]:
    """Return the standing records of an assessment, with what it has from the joint one that it follows.

    Args:
        assessment: the one that is meant.
        family: who is who.
        ledger: the records as they stand.
        practice: the kinds of reader, by which restrictions bind a parent.
        kinds: of the records.
    """
    own = [record for record in ledger.of(*kinds) if record.word("assessment") == assessment.key]
    before = origin(assessment, family)
    if before is None:
        return tuple(own)
    shared = _shared(assessment, before, family, ledger, practice, kinds)
    return tuple(sorted([*shared, *own], key=lambda record: (record.on, record.recorded, record.id)))


def _shared(
    assessment: Assessment, before: Assessment, family: Family, ledger: Ledger, practice: Practice, kinds: Iterable[str]
) -> Iterator[Record]:
    """Yield what the parents of an assessment had from the joint one on the day of the split."""
    binding = _bindings(assessment, before, family, ledger, practice)
    for record in ledger.of(*kinds):
        if record.word("assessment") != before.key or is_afterwards(ledger.first_version(record), family):
            continue
        if any(one.covers_record(record) for one in binding):
            continue
        left = tuple(
            section for section in record.sections if not any(one.covers_part(record, section.name) for one in binding)
        )
        yield record if left == record.sections else record._replace(sections=left)


def _bindings(
    assessment: Assessment, before: Assessment, family: Family, ledger: Ledger, practice: Practice
) -> list[Binding]:
    from fsworkbook.workbook.disclosure.binding import Binding  # noqa: PLC0415 - only after a split
    from fsworkbook.workbook.disclosure.recipient import of_person  # noqa: PLC0415 - likewise

    day = day_of(utc(before.split)) if before.split else None
    return [
        Binding(of_person(key, family, practice), family, ledger, [day] if day else [])
        for key in assessment.parents
        if key in family.people
    ]


def to_look_at(assessment: Assessment, family: Family, ledger: Ledger, practice: Practice) -> tuple[Look, ...]:
    """Return the records of a joint assessment that the manager looks at, in the order of the work, each with why.

    That is: what is kept from one of the two, what was said by or about one of them alone, what one of them was not
    there for, and what was recorded after the split.
    """
    from fsworkbook.workbook.disclosure.binding import Binding  # noqa: PLC0415 - only after a split
    from fsworkbook.workbook.disclosure.recipient import of_person  # noqa: PLC0415 - likewise

    last = max((day_of(record.recorded) for record in ledger.standing), default=None)
    bindings = {
        key: Binding(of_person(key, family, practice), family, ledger, [last])
        for key in assessment.parents
        if last is not None and key in family.people
    }
    found = []
    for record in ledger.standing:
        if record.word("assessment") != assessment.key:
            continue
        why = tuple(_reasons(record, assessment, family, bindings))
        if why:
            found.append(Look(record, why))
    return tuple(found)


def _reasons(record: Record, assessment: Assessment, family: Family, bindings: dict[str, Binding]) -> Iterator[str]:
    for key, binding in bindings.items():
        name = family.first_name(key)
        if binding.covers_record(record):
            yield f"kept from {name}"
        elif any(binding.covers_part(record, section.name) for section in record.sections):
            yield f"partly kept from {name}"
    if is_afterwards(record, family):
        yield "recorded after the split"
    parents = set(assessment.parents)
    for names, words in ((set(record.about), "about {} alone"), (set(record.names("present")), "{} was there alone")):
        mine = names & parents
        if mine and mine != parents:
            yield words.format(" and ".join(family.first_name(key) for key in assessment.parents if key in mine))
