"""Consents as they stand: for each person, matter and recipient, the last thing that was said (F.01-F.05)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.family import live

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

HELP, SHARING = "help", "sharing"
"""The two things that are called consent, and are kept apart (F.01)."""


class Agreement(NamedTuple):
    """What one person said on one matter, to one recipient.

    Attributes:
        person: the key of whose consent it is; nobody can agree for another (F.04).
        matter: the id of a matter of the practice model, or words.
        to: the recipient, or "".
        state: the id of a state of the practice model (F.05).
        lapsed: whether work might rest on it, but the day to ask again has passed.
        record: what was said last.
        before: what was said before, the first one first; a withdrawal never deletes it (F.07).
        about: HELP, SHARING, or both where somebody agreed to help and to its being shared in one breath.
    """

    person: str
    matter: str
    to: str
    state: str
    lapsed: bool
    record: Record
    before: tuple[Record, ...] = ()
    about: tuple[str, ...] = (HELP,)


class Unasked(NamedTuple):
    """Somebody who is not asked yet, on a matter of the practice model."""

    person: str
    matter: str


def agreements(ledger: Ledger, practice: Practice, on: date) -> tuple[Agreement, ...]:
    """Return every consent as it stands on a day, by person and matter in the order in which they were first asked."""
    found: dict[tuple[str, str, str], list[Record]] = {}
    for record in ledger.of("consent"):
        if record.on <= on:
            key = (record.word("person"), matter_of(record, practice), _recipient(record, practice))
            found.setdefault(key, []).append(record)
    return tuple(_agreement(records, practice, on) for records in found.values())


def matter_of(record: Record, practice: Practice) -> str:
    """Return the matter that a consent is about: an id of the practice model where it has such a matter, else words."""
    word = record.word("matter").strip()
    if word in practice.consent_matters:
        return word
    named = (key for key, matter in practice.consent_matters.items() if matter.name.casefold() == word.casefold())
    return next(named, word)


def _recipient(record: Record, practice: Practice) -> str:
    """Return with whom it is about sharing; "" where that is whom the matter itself names: “GP” beside “the GP”."""
    matter = practice.consent_matters.get(matter_of(record, practice))
    said = _bare(record.word("to"))
    return "" if matter is not None and said == _bare(matter.to) else said


def _bare(words: str) -> str:
    return " ".join(words.casefold().split()).removeprefix("the ")


def _agreement(records: Sequence[Record], practice: Practice, on: date) -> Agreement:
    last = records[-1]
    return Agreement(
        person=last.word("person"),
        matter=matter_of(last, practice),
        to=last.word("to"),
        state=last.word("state"),
        lapsed=lapsed(last, practice, on),
        record=last,
        before=tuple(records[:-1]),
        about=about(last, practice),
    )


def lapsed(record: Record, practice: Practice, on: date) -> bool:
    """Return whether work might rest on a consent, but on a day the day to ask again has passed."""
    review, state = record.head.get("review"), practice.consent_states.get(record.word("state"))
    return isinstance(review, date) and review < on and state is not None and state.allows


def about(record: Record, practice: Practice) -> tuple[str, ...]:
    """Return whether a consent is about help, about sharing, or about both (F.01)."""
    matter = practice.consent_matters.get(matter_of(record, practice))
    if matter is not None and matter.about == SHARING:
        return (SHARING,)
    if not record.word("to"):
        return (HELP,)
    return (SHARING,) if matter is None else (HELP, SHARING)


def allowing(found: Sequence[Agreement], person: str, matter: str, practice: Practice) -> Agreement | None:
    """Return the consent of a person on which work of a matter may rest, or None; one that has lapsed carries none."""
    known = practice.consent_matters.get(matter)
    enough = {matter, *(known.within if known else ())}
    for item in found:
        state = practice.consent_states.get(item.state)
        if item.person == person and item.matter in enough and state is not None and state.allows and not item.lapsed:
            return item
    return None


def not_asked(
    found: Sequence[Agreement], family: Family, practice: Practice, on: date, *, started: bool = False
) -> tuple[Unasked, ...]:
    """Return who is still to be asked: what is asked of every parent at entry, and each child’s own (F.03, F.10).

    Args:
        found: the consents as they stand.
        family: who is who.
        practice: the model in use.
        on: the day.
        started: whether only what should have been asked by then counts: of assessments that have begun.
    """
    return (*_at_entry(found, family, practice, on, started=started), *_of_children(found, family, practice))


def _at_entry(
    found: Sequence[Agreement], family: Family, practice: Practice, on: date, *, started: bool
) -> Iterator[Unasked]:
    assessed = {
        parent: None
        for item in family.assessments.values()
        if live(item.started if started else None, item.concluded, on)
        for parent in item.parents
        if parent in family.people
    }
    for matter in practice.consent_matters.values():
        if not matter.entry:
            continue
        for parent in assessed:
            asked = any(_said(item, practice) and item.person == parent and item.matter in {matter.id, *matter.within}
                        for item in found)  # fmt: skip
            if not asked:
                yield Unasked(parent, matter.id)


def _of_children(found: Sequence[Agreement], family: Family, practice: Practice) -> Iterator[Unasked]:
    """Yield each child whom a consent of an adult’s is about, and whose own is not recorded."""
    wanted: dict[tuple[str, str], None] = {}
    for item in found:
        matter, state = practice.consent_matters.get(item.matter), practice.consent_states.get(item.state)
        if matter is not None and matter.child and state is not None and state.allows:
            for child in item.record.children:
                if child != item.person and child in family.people and not family.people[child].is_unborn:
                    wanted[child, item.matter] = None
    own = {(item.person, item.matter) for item in found if _said(item, practice)}
    for child, matter_id in wanted:
        if (child, matter_id) not in own:
            yield Unasked(child, matter_id)


def _said(item: Agreement, practice: Practice) -> bool:
    """Whether somebody was asked, and said something: the practice model knows it as more than not asked yet."""
    state = practice.consent_states.get(item.state)
    return state is not None and (state.allows or state.stops)
