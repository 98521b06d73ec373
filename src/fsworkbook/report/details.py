"""The facts at the head of the paper: whose assessment, from when to when, and who is responsible (G, S01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report.document import Facts, text
from fsworkbook.report.gaps import Missing
from fsworkbook.report.scope import listed
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.extensions import ends, until
from fsworkbook.workbook.family import live

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.model import Section
    from fsworkbook.report.document import Block
    from fsworkbook.report.scope import Scope
    from fsworkbook.workbook.record import Record

_NOT_YET, _UNKNOWN, _UNRECORDED = "not yet", "not known", "not recorded"


def blocks(scope: Scope, *, final: bool = False) -> tuple[Block, ...]:
    """Return the facts of the assessment; what is not known says so.

    Args:
        scope: what the paper is made from.
        final: whether it is made final: then what was not concluded by a day of its own is not still to come.
    """
    assessment = scope.assessment
    pairs = [
        ("Reference", f"{scope.family.reference} · {assessment.key}"),
        ("Parent" if len(scope.parents) == 1 else "Parents", listed([person.name for person in scope.parents])),
        ("Child" if len(scope.children) == 1 else "Children", listed([child.name for child in scope.children])),
        *(
            (_whose("Address", person.name, scope), address(person.key, scope) or _UNKNOWN)
            for person in scope.parents
            if not scope.held
        ),
        ("Started", spoken(assessment.started) if assessment.started else _UNKNOWN),
        *(("More time", _extension(record, scope)) for record in ends(scope.ledger, assessment.key)),
        ("Concluded", _concluded(scope, final=final)),
        (_role(scope.practice.allocated_role, scope), listed([member.name for member in scope.lead]) or _UNKNOWN),
        *((_role(member.role, scope), member.name) for member in scope.manager),
    ]
    return (Facts(tuple((label, text(words)) for label, words in pairs if words)),)


def missing(scope: Scope, section: Section) -> Iterator[Missing]:
    """Yield the facts that the head of the paper lacks."""
    for person in scope.parents:
        if not address(person.key, scope):
            yield _gap(section, f"the address of {person.name}", "household")
    if scope.assessment.started is None:
        yield _gap(section, "the day on which the assessment started", "assessment")
    if not _over(scope):
        yield _gap(section, "the day on which the assessment was concluded", "assessment")
    if not scope.lead:
        yield _gap(section, f"who is the {_role(scope.practice.allocated_role, scope).lower()}", "team")
    if not scope.manager:
        yield _gap(section, "who signs last", "team")


def address(person: str, scope: Scope) -> str:
    """Return where somebody lives on the day; several homes are parted by a semicolon; "" where none is known."""
    homes = [
        ", ".join(part for part in (home.name, home.address) if part)
        for home in scope.family.households
        if person in home.members and live(home.since, home.until, scope.day)
    ]
    return "; ".join(home for home in homes if home)


def _extension(record: Record, scope: Scope) -> str:
    """Return until when an assessment was extended, who agreed it, when and why (C.21)."""
    day = until(record)
    by, why = scope.family.called(record.by), record.word("reason")
    return f"until {spoken(day)}, agreed on {spoken(record.on)} by {by}: {why}" if day else ""


def _concluded(scope: Scope, *, final: bool) -> str:
    """Return the day on which the assessment was concluded; a copy of a final one says nothing where none is known."""
    if scope.assessment.concluded and _over(scope):
        return spoken(scope.assessment.concluded)
    if not final:
        return _NOT_YET
    return "" if scope.held else _UNRECORDED


def _over(scope: Scope) -> bool:
    return scope.assessment.concluded is not None and scope.assessment.concluded <= scope.day


def _role(role: str, scope: Scope) -> str:
    known = scope.practice.roles.get(role)
    return known.name if known else role


def _whose(label: str, name: str, scope: Scope) -> str:
    return label if len(scope.parents) == 1 else f"{label} of {name}"


def _gap(section: Section, words: str, topic: str) -> Missing:
    return Missing(section.id, section.id, "", "fact", words, topic=topic)
