"""Who is in the family: the table of the paper, what each person is to each child, and the orders in force (S02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report import kin
from fsworkbook.report.details import address
from fsworkbook.report.document import Bullets, Table, para, text
from fsworkbook.report.gaps import Missing
from fsworkbook.report.scope import listed
from fsworkbook.workbook import statuses
from fsworkbook.workbook.ages import age
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.family import live

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fsworkbook.practice.model import Section
    from fsworkbook.report.document import Block, Cell
    from fsworkbook.report.scope import Scope
    from fsworkbook.workbook.family import Person

_HEAD = ("Name", "Born", "To each child", "Legal status and plan", "Address")
_WIDTHS = (5, 5, 7, 9, 9)
_TRAITS = ("ethnicity", "faith", "language", "disability", "communication")
_NOT_KNOWN, _NOT_ASKED, _NOT_RECORDED, _NOT_BORN = "not known", "not asked", "not recorded", "not yet born"


def blocks(scope: Scope) -> tuple[Block, ...]:
    """Return the table of the family, the table of what was asked about each of the assessed, and the orders."""
    made: list[Block] = [Table(*_composition(scope))]
    made += _identity(scope)
    orders = tuple(
        (
            para(
                f"{_sentence(_order_name(order.kind, scope))}: {scope.family.called(order.against)} is kept from "
                f"{listed([scope.family.called(key) for key in order.protects])}{_span(order.since, order.until)}."
            ),
        )
        for order in scope.family.orders
        if live(order.since, order.until, scope.day)
    )
    return (*made, Bullets(orders)) if orders else tuple(made)


def _composition(scope: Scope) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...], tuple[int, ...]]:
    """Return the head, the rows and the widths of the table; a copy has no column of addresses (F.40)."""
    unknown = scope.held or _NOT_KNOWN
    rows = tuple(
        (
            text(person.name),
            text(_born(person, scope) or unknown),
            text(_sentence(kin.standing(person.key, scope)) or unknown),
            text(_status(person, scope)),
            text(address(person.key, scope) or (_NOT_BORN if person.is_unborn else _NOT_RECORDED)),
        )
        for person in _people(scope)
    )
    if not scope.held:
        return _HEAD, rows, _WIDTHS
    return _HEAD[:-1], tuple(row[:-1] for row in rows), _WIDTHS[:-1]


def missing(scope: Scope, section: Section) -> Iterator[Missing]:
    """Yield what the tables lack: dates of birth, relationships, a child's status, what was not asked."""
    people = _people(scope)
    without = [child.name for child in scope.children if not _standing(child, scope)]
    for words, topic, names in (
        ("date of birth", "person", [person.name for person in people if not _born(person, scope)]),
        ("what they are to the children", "person", [one.name for one in people if not kin.standing(one.key, scope)]),
        ("status and plan", "status", without),
        *((trait, "person", [one.name for one in _described(scope) if not _said(one, trait)]) for trait in _TRAITS[:2]),
    ):
        if names:
            yield Missing(section.id, section.id, "", "fact", f"{words}: {listed(names)}", topic=topic)


def _people(scope: Scope) -> tuple[Person, ...]:
    """Return everybody: the children of the assessment, the parents assessed, then the others as in the file."""
    first = {person.key: person for person in (*scope.children, *scope.parents)}
    return tuple((first | {key: person for key, person in scope.family.people.items() if key not in first}).values())


def _born(person: Person, scope: Scope) -> str:
    """Return the date of birth with the age, or the due date with the weeks."""
    on = scope.day
    known = person.born or person.due
    if known is None:
        return age(person, on)
    unborn = person.born is None or person.born > on
    lead = "due " if unborn and person.due else ""
    shown = person.due if lead and person.due else known
    years = age(person, on)
    return f"{lead}{spoken(shown)}{f' ({_together(years)})' if years else ''}"


def _status(person: Person, scope: Scope) -> str:
    """Return a child's status and plan on the day, or for which children an adult holds responsibility."""
    standing = _standing(person, scope)
    if standing:
        return standing
    if person.key in scope.assessment.children:
        return _NOT_RECORDED
    held: dict[str, list[str]] = {}
    for row in scope.relations:
        if row.a == person.key and row.b in scope.assessment.children and row.responsibility:
            said = row.responsibility + (f" ({row.how})" if row.how else "")
            held.setdefault(said, []).append(scope.child_name(row.b))
    told = "; ".join(f"for {listed(names)}: {said}" for said, names in held.items())
    return f"Parental responsibility {told}" if told else ""


def _standing(person: Person, scope: Scope) -> str:
    found = statuses.on_day(scope.ledger, person.key, scope.day)
    if found is None:
        return ""
    known = scope.practice.statuses.get(found.status)
    extra = found.record.names("categories")
    name = (known.name if known else found.status) + (f" ({listed(list(extra))})" if extra else "")
    return f"{name}, since {spoken(found.since)}"


def _identity(scope: Scope) -> Iterator[Block]:
    """Yield the table of what was asked about the children and the parents assessed (L.37, H07)."""
    shown = [trait for trait in _TRAITS if any(_said(person, trait) for person in _described(scope))]
    if not shown:
        return
    genders = scope.practice.genders
    head = ("Name", "Gender", *(trait.capitalize() for trait in shown))
    yield Table(
        head,
        tuple(
            (
                text(person.name),
                text(genders[person.gender].name if person.gender in genders else person.gender or _NOT_KNOWN),
                *(text(_said(person, trait) or _NOT_ASKED) for trait in shown),
            )
            for person in _described(scope)
        ),
    )


def _described(scope: Scope) -> tuple[Person, ...]:
    return tuple(person for person in (*scope.children, *scope.parents) if not person.is_unborn)


def _said(person: Person, trait: str) -> str:
    """Return what was answered; "not asked" counts as nothing."""
    value = person.more.get(trait, "")
    said = listed([str(item) for item in value]) if isinstance(value, list | tuple) else str(value)
    return "" if said.strip().lower() == _NOT_ASKED else said


def _order_name(kind: str, scope: Scope) -> str:
    known = scope.practice.orders.get(kind)
    return known.name if known else kind


def _span(since: date | None, until: date | None) -> str:
    return f"{f', from {spoken(since)}' if since else ''}{f', until {spoken(until)}' if until else ''}"


def _together(words: str) -> str:
    """Return a few words that no end of a line parts: "9 years"; a longer age may be parted."""
    return words.replace(" ", "\u00a0") if words.count(" ") == 1 else words


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
