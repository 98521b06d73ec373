"""Who was seen when, in which sessions, and which professionals were consulted: the sources of information (S06)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from fsworkbook.report.document import Block, Cell, Heading, Picture, Table, inlines, text
from fsworkbook.report.gaps import TOLD, Missing
from fsworkbook.report.scope import listed
from fsworkbook.workbook.clock import brief, spoken
from fsworkbook.workbook.dating import brief_day, is_rough
from fsworkbook.workbook.insiders import works_inside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from fsworkbook.practice.model import Section
    from fsworkbook.report.scope import Scope
    from fsworkbook.report.sources import Source
    from fsworkbook.workbook.record import Record

_WITH_ADULTS: Final = frozenset({"ASK", "SEE"})
_WITH_CHILDREN: Final = "CHILD"
"""Kinds of question that are worked through with somebody; the others are asked elsewhere or thought about."""

_SESSIONS: Final[Mapping[str, int]] = {"Date": 11, "With": 9, "What was done": 25, "Where": 14, "By": 16}
_CONSULTED: Final[Mapping[str, int]] = {"Name": 4, "Role": 5, "Agency": 5, "Contact": 5}
"""The columns of the two tables, and how wide each is beside the others."""
_TELLING: Final = frozenset({"Where", "Contact"})


@dataclass(slots=True)
class Contact:
    """One session: a visit, the entries of the same session with it, or entries alone.

    Attributes:
        on: its day.
        by: the key of who made it.
        where: the place, in words.
        met: keys of the people who were seen or spoken with.
        alone: keys of the children who were seen alone.
        done: what was done, in words.
        entries: ids of its entries.
        missed: why nobody was seen, or "".
        when: its day in words, where a copy has no more than its month.
    """

    on: date
    by: str
    where: str
    met: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    missed: str = ""
    when: str = ""


def contacts(scope: Scope) -> tuple[Contact, ...]:
    """Return the sessions of the assessment in order of date; an entry made at a visit belongs to that visit."""
    people = set(scope.assessment.children) | set(scope.assessment.parents)
    made: list[Contact] = []
    for visit in scope.ledger.of("visit"):
        named = {*visit.names("children_seen"), *visit.children, *visit.about, *visit.names("present")}
        if visit.on <= scope.day and (named & people):
            made.append(_visit(visit, scope))
    for entry in scope.entries:
        met = _met(entry, scope)
        if met:
            _join(entry, met, made, scope)
    return tuple(sorted(made, key=lambda item: item.on))


def blocks(every: tuple[Contact, ...], scope: Scope, found: Mapping[str, Source]) -> Iterator[Block]:
    """Yield the dates on which each was seen, the sessions, those that were missed, and who was consulted."""
    held = [item for item in every if not item.missed]
    if held:
        days = _told_once(every)
        yield Heading(2, text("When each person was seen or spoken with"))
        yield Table(("Who", "Dates"), tuple(_dates([item for item in days if not item.missed], scope)), (3, 9))
        yield from _drawn(days, scope)
        yield Heading(2, text("Sessions"))
        yield Table(*_without_places(_SESSIONS, tuple(_row(item, found, scope) for item in held), scope))
    missed = [item for item in every if item.missed]
    if missed:
        yield Heading(2, text("Sessions that did not take place"))
        rows = tuple(
            (text(_when(item)), text("; ".join(item.done)), text(item.missed), text(scope.family.called(item.by)))
            for item in missed
        )
        yield Table(("Date", "What was planned", "Why not", "By"), rows, (3, 4, 7, 4))
    consulted = _professionals(every, scope)
    if consulted:
        yield Heading(2, text("Professionals"))
        yield Table(*_without_places(_CONSULTED, consulted, scope))


def _without_places(
    columns: Mapping[str, int], rows: tuple[tuple[Cell, ...], ...], scope: Scope
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...], tuple[int, ...]]:
    """Return the head, the rows and the widths of a table; a copy has no column that says where anybody is (F.40)."""
    kept = [at for at, name in enumerate(columns) if not (scope.held and name in _TELLING)]
    heads, widths = tuple(columns), tuple(columns.values())
    return (
        tuple(heads[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
        tuple(widths[at] for at in kept),
    )


def missing(every: tuple[Contact, ...], scope: Scope, section: Section) -> Iterator[Missing]:
    """Yield who has not been seen, and that the records that were read have to be named."""
    met = {key for item in every for key in item.met}
    unseen = [
        person.name
        for person in (*scope.children, *scope.parents)
        if person.key not in met and _here(person.key, scope)
    ]
    if unseen:
        words = f"when {listed(unseen)} {'was' if len(unseen) == 1 else 'were'} seen"
        yield Missing(section.id, section.id, "", "fact", words, topic="seen")
    words = "which records were read, here and in other councils"
    yield Missing(section.id, section.id, "", "fact", words, topic=TOLD)


def _here(key: str, scope: Scope) -> bool:
    """Return whether somebody can be met: a baby not yet born cannot."""
    person = scope.family.people.get(key)
    return person is not None and not person.is_unborn and not (person.born is not None and person.born > scope.day)


def _visit(visit: Record, scope: Scope) -> Contact:
    session = scope.practice.sessions.get(visit.word("session"))
    name = session.name if session else visit.word("session")
    met = [key for key in (*visit.names("children_seen"), *visit.names("present")) if _here(key, scope)]
    why = scope.practice.missed.get(visit.word("missed_by"))
    missed = ". ".join(part for part in (why.name if why else visit.word("missed_by"), visit.word("reason")) if part)
    return Contact(
        visit.on,
        visit.by,
        visit.word("where"),
        list(dict.fromkeys(met)),
        list(visit.names("seen_alone")),
        [name] if name else [],
        [],
        missed,
        brief_day(visit) if is_rough(visit) else "",
    )


def _met(entry: Record, scope: Scope) -> list[str]:
    """Return the people of the family whom an entry says somebody met: as it names them, else by what was asked."""
    questions = [scope.practice.questions[name] for name in entry.questions if name in scope.practice.questions]
    kinds = {question.kind for question in questions}
    named = [*entry.names("present"), *entry.names("seen_alone")]
    if not named:
        about = entry.about or scope.assessment.parents
        named += [key for key in about if kinds & _WITH_ADULTS and key in scope.assessment.parents]
        named += [key for key in entry.children if _WITH_CHILDREN in kinds and key in about]
    return list(dict.fromkeys(key for key in named if _here(key, scope)))


def _join(entry: Record, met: list[str], made: list[Contact], scope: Scope) -> None:
    """Add an entry to the session that it was written about, or as one of its own."""
    author = scope.ledger.first_version(entry).by
    where = entry.word("where")
    for item in made:
        if item.on != entry.on or item.by != author or item.missed or item.when:
            continue
        if item.where.casefold() == where.casefold() or set(item.met) & set(met):
            break
    else:
        item = Contact(entry.on, author, where)
        made.append(item)
    item.met += [key for key in met if key not in item.met]
    item.alone += [key for key in entry.names("seen_alone") if key not in item.alone]
    item.done += [words for words in _done(entry, scope) if words not in item.done]
    item.entries.append(entry.id)


def _done(entry: Record, scope: Scope) -> Iterator[str]:
    """Yield what was done: the modules that were worked on, and the tool that was used."""
    numbers = {scope.practice.questions[name].module for name in entry.questions if name in scope.practice.questions}
    for module in sorted(numbers):
        yield scope.practice.module(module).title
    if entry.word("tool"):
        yield entry.word("tool")


def _told_once(every: tuple[Contact, ...]) -> tuple[Contact, ...]:
    """Return the sessions with those of which no more than the month is known told once, and not beside their own day.

    A copy has the month of a visit and the day of the entry that tells of it, and nothing that says that the two are
    one: both would count one session twice.
    """
    dated = {(f"{item.on:%Y-%m}", key, key in item.alone) for item in every if not item.when for key in item.met}
    found: list[Contact] = []
    months: dict[str, Contact] = {}
    for item in every:
        if not item.when or item.missed:
            found.append(item)
            continue
        met = [key for key in item.met if (f"{item.on:%Y-%m}", key, key in item.alone) not in dated]
        alone = [key for key in item.alone if key in met]
        if item.when in months:
            month = months[item.when]
            month.met += [key for key in met if key not in month.met]
            month.alone += [key for key in alone if key not in month.alone]
        elif met:
            months[item.when] = replace(item, met=met, alone=alone)
            found.append(months[item.when])
    return tuple(found)


def _dates(held: list[Contact], scope: Scope) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each person: the children and parents of the assessment first."""
    first = (*scope.assessment.children, *scope.assessment.parents)
    met = {key for item in held for key in item.met}
    for key in dict.fromkeys((*first, *(key for key in scope.family.people if key in met))):
        if key in met:
            said = {(item.on, item.when): key in item.alone for item in held if key in item.met}
            for item in held:
                if key in item.alone:
                    said[item.on, item.when] = True
            days = ", ".join(
                f"{when or _short(on, scope)}{' (alone)' if alone else ''}"
                for (on, when), alone in sorted(said.items())
            )
            yield (text(scope.family.called(key)), text(days))
        elif (
            key in first and key in scope.family.people and not (scope.held and _here(key, scope))
        ):  # a copy lacks visits
            yield (text(scope.family.called(key)), text("Not seen." if _here(key, scope) else "Not yet born."))


def _drawn(every: tuple[Contact, ...], scope: Scope) -> Iterator[Picture]:
    """Yield when each child was seen, and when alone, as a chart; a baby not yet born cannot be seen."""
    from fsworkbook.report.charts import visits  # noqa: PLC0415 - beside its one use

    days = [
        visits.Seen(item.on, item.when, {key: key in item.alone for key in item.met}, bool(item.missed))
        for item in every
    ]
    names = {key: scope.family.first_name(key) for key in scope.assessment.children if _here(key, scope)}
    drawn = visits.picture(days, names, counted=not scope.held)
    if drawn:
        yield drawn


def _when(item: Contact) -> str:
    return item.when or brief(item.on)


def _row(item: Contact, found: Mapping[str, Source], scope: Scope) -> tuple[Cell, ...]:
    names = [f"{scope.family.first_name(key)}{' (alone)' if key in item.alone else ''}" for key in item.met]
    cites = [found[entry].cite for entry in item.entries if entry in found]
    spaced = [part for cite in cites for part in ("\u00a0", cite)]
    return (
        text(_when(item)),
        text(", ".join(names)),
        inlines("; ".join(item.done), *spaced),
        text(f"{item.where[:1].upper()}{item.where[1:]}"),
        text(scope.family.called(item.by)),
    )


def _professionals(every: tuple[Contact, ...], scope: Scope) -> tuple[tuple[Cell, ...], ...]:
    """Return who was consulted: those of the team who wrote or visited, and everybody outside it on the team's list."""
    worked = {scope.ledger.first_version(entry).by for entry in scope.entries} | {item.by for item in every}
    return tuple(
        (text(member.name), text(scope.role_of(member.key)), text(member.agency), text(member.email))
        for member in scope.family.team.values()
        if member.role and (member.key in worked or not works_inside(member.role, scope.practice))
    )


def _short(on: date, scope: Scope) -> str:
    return f"{on.day} {on:%B}" if on.year == scope.day.year else spoken(on)
