"""The chronology: what happened on which day, and what it meant for each child (K.R06, M1.Q19, N.46).

It is computed from the family and the ledger that it is given, and looks nowhere else: with less of either it tells
less, and nothing in it says that there is more.
"""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.ages import PREGNANCY, age, weeks
from fsworkbook.workbook.milestones import BIRTH, DEATH, EVENT, Detail, Happening, milestones
from fsworkbook.workbook.versions import standing_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Person
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_DETAILS: Final = ("support", "outcome", "reason_closed")


class Wanted(NamedTuple):
    """What is asked of a chronology.

    Attributes:
        child: the key of the child whose separate impact chronology it is; "" for the family's.
        since: the first day; None for no limit.
        until: the last day; None for no limit.
        milestones: whether meetings, statuses, orders, births and homes stand between the events.
        everything: whether meetings that no law asks for, and changes of the team, do so too.
    """

    child: str = ""
    since: date | None = None
    until: date | None = None
    milestones: bool = True
    everything: bool = False


WHOLE: Final = Wanted()
"""The family's own chronology, from its beginning."""


class Effect(NamedTuple):
    """What an event meant: in words, for the children whom it is told of; for no child by name where there is none."""

    children: tuple[str, ...]
    words: str


class Line(NamedTuple):
    """One line of a chronology.

    Attributes:
        happening: what it was, and when.
        effects: what it meant, told once for everybody of whom it is told alike.
        unsaid: the children whom the event names, and of whom nothing is recorded.
        age: how old the child of a separate impact chronology was; "" elsewhere.
    """

    happening: Happening
    effects: tuple[Effect, ...] = ()
    unsaid: tuple[str, ...] = ()
    age: str = ""


class Chronology(NamedTuple):
    """A chronology as at a day.

    Attributes:
        lines: in order of time.
        day: the day it is as at.
        wanted: what was asked of it.
        elsewhere: in an impact chronology, the events that are recorded for other children alone.
    """

    lines: tuple[Line, ...]
    day: date
    wanted: Wanted
    elsewhere: tuple[Happening, ...] = ()


def chronology(family: Family, practice: Practice, ledger: Ledger, day: date, wanted: Wanted = WHOLE) -> Chronology:
    """Return a family's chronology, or one child's separate impact chronology.

    Args:
        family: who is who.
        practice: the model whose names for meetings, statuses and orders are used.
        ledger: the records as they stood by the end of `day`.
        day: what came after it is left out.
        wanted: whose it is, from when to when, and what stands in it.
    """
    last = min(day, wanted.until or day)
    told = [_told(record, ledger, family) for record in ledger.of("chronology")]
    between = milestones(family, practice, ledger, day, everything=wanted.everything) if wanted.milestones else ()
    lines = chain((line for line in told if line), map(Line, between))
    within = [line for line in lines if _within(line.happening, wanted.since, last)]
    within.sort(key=lambda line: line.happening.order)
    person = family.people.get(wanted.child)
    if person is None:
        return Chronology(tuple(within), day, wanted)
    mine = tuple(filter(None, (_for_child(line, person) for line in within)))
    elsewhere = tuple(line.happening for line in within if _of_others(line, person))
    return Chronology(mine, day, wanted, elsewhere)


def _within(happening: Happening, since: date | None, last: date) -> bool:
    return happening.on <= last and (since is None or (happening.until or happening.on) >= since)


def _told(record: Record, ledger: Ledger, family: Family) -> Line | None:
    """Return an event as a line; None where what happened stands in an entry that is not there to be read.

    Of a child who is not in the family that was handed over, nothing is told: its reader may not know of one.
    """
    entry = record.word("entry")
    versions = standing_for(ledger, entry) if entry else ()
    words = record.section("account") or next(filter(None, map(_opening, versions)), "")
    if not words.strip():
        return None
    children = tuple(key for key in record.children if key in family.people)
    if record.children and not children:
        return None
    until, effects = record.head.get("until"), tuple(_effects(record, children, family))
    named = {key for effect in effects for key in effect.children or children}
    happening = Happening(
        kind=EVENT,
        on=record.on,
        what=words.strip(),
        children=children,
        label=record.word("event"),
        until=until if isinstance(until, date) else None,
        when=record.word("when"),
        details=tuple(Detail(key, record.word(key).strip()) for key in _DETAILS if record.word(key).strip()),
        record=record.id,
        by=record.by,
        entry=versions[0].id if versions else "",
        recorded=record.recorded,
    )
    return Line(happening, effects, tuple(key for key in children if key not in named))


def _opening(entry: Record) -> str:
    """Return how an entry begins that tells an event in full: its first paragraph."""
    first = next((section.text.strip() for section in entry.sections if section.text.strip()), "")
    return first.partition("\n\n")[0]


def _effects(record: Record, children: tuple[str, ...], family: Family) -> Iterator[Effect]:
    """Yield what an event meant, each text once, with the children of whom it is told."""
    found = record.head.get("effect_on_child", "")
    if isinstance(found, str):
        if found.strip():
            yield Effect(children, found.strip())
        return
    alike: dict[str, list[str]] = {}
    for child, words in found.items() if hasattr(found, "items") else ():
        if isinstance(words, str) and words.strip() and child in family.people:
            alike.setdefault(words.strip(), []).append(child)
    for words, together in alike.items():
        yield Effect(tuple(together), words)


# One child


def _for_child(line: Line, child: Person) -> Line | None:
    """Return a line as it stands in a child's own chronology; None where it does not."""
    happening = line.happening
    named = child.key in happening.children
    general = not happening.children or happening.kind in {BIRTH, DEATH}
    if not named and not (general and _there(child, happening)):
        return None
    effects = tuple(effect for effect in line.effects if child.key in effect.children or not effect.children)
    missing = happening.kind == EVENT and not effects
    return Line(happening, effects, (child.key,) if missing else (), _aged(child, happening))


def _of_others(line: Line, child: Person) -> bool:
    """Return whether an event of the child's own time is recorded for other children alone."""
    happening = line.happening
    others = happening.children and child.key not in happening.children
    return bool(happening.kind == EVENT and others and _there(child, happening))


def _there(child: Person, happening: Happening) -> bool:
    """Return whether the child was there to be touched by it: from the beginning of the pregnancy on."""
    begun = child.born or child.due
    return (begun is None or (happening.until or happening.on) >= begun - PREGNANCY) and (
        child.died is None or happening.on <= child.died
    )


def _aged(child: Person, happening: Happening) -> str:
    """Return how old a child was; nothing where that is what happened, or where it was long before."""
    on, born = happening.on, child.born
    if born is not None and on <= born:
        return "" if on == born else "before birth"
    if born is None and (child.due is None or on < child.due - PREGNANCY):
        return ""
    if born is None and child.due is not None:
        return f"{weeks(child.due, on)[0]} weeks of pregnancy"
    return age(child, on)
