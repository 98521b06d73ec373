"""Who signs, in which order: who leads the assessment, then the parents, then who decides on it (G.08, S16-S19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report.document import Signature
from fsworkbook.report.parts import SIGNED

if TYPE_CHECKING:
    from fsworkbook.practice.model import Section
    from fsworkbook.report.parts import Plan
    from fsworkbook.report.scope import Scope
    from fsworkbook.workbook.family import Member


def lines(section: Section, plan: Plan, scope: Scope) -> tuple[Signature, ...]:
    """Return the lines to sign in a section: the outline's first such section is the lead's, its last the manager's."""
    signed = [other.id for other in plan.sections if other.source_kind == SIGNED]
    if section.id not in signed:
        return ()
    if section.id == signed[0]:
        return _members(scope.lead, scope.practice.allocated_role, scope)
    if section.id == signed[-1]:
        roles = scope.practice.who_may("sign-report", "D")
        return _members(scope.manager, roles[0].id if roles else "", scope)
    return tuple(Signature(person.name) for person in scope.parents)


def _members(members: tuple[Member, ...], role: str, scope: Scope) -> tuple[Signature, ...]:
    known = scope.practice.roles.get(role)
    name = known.name if known else role
    return tuple(Signature(f"{member.name}, {scope.role_of(member.key)}") for member in members) or (Signature(name),)
