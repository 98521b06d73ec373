"""What an assessment's paper is made from: one assessment, the family, its records and its practice, on one day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from fsworkbook.workbook.family import joined, live
from fsworkbook.workbook.joint import records_of
from fsworkbook.workbook.replies import replies

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Assessment, Family, Member, Person, Relation
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_SIGN, _SIGN_LAST = "sign-report", "D"


@dataclass(frozen=True)
class Scope:
    """Everything that the parts of the paper are computed from.

    Attributes:
        assessment: the one that is reported (A.05: one for each parent who presents separately).
        family: who is who.
        practice: the model, whose outline the paper follows.
        ledger: the records as they stood by the end of `day`.
        day: the day of the paper; ages, addresses and statuses are those of this day.
        held: in a copy, the words for what it does not tell: addresses, places and contacts stand in no copy, whoever
            it is for (F.40); "" in the team's own paper.
    """

    assessment: Assessment
    family: Family
    practice: Practice
    ledger: Ledger
    day: date
    held: str = ""

    @cached_property
    def entries(self) -> tuple[Record, ...]:
        """The standing module entries of this assessment, in the order of the work."""
        mine = records_of(self.assessment, self.family, self.ledger, self.practice, "module")
        return tuple(item for item in mine if item.on <= self.day)

    @cached_property
    def replies(self) -> dict[str, tuple[Record, ...]]:
        """The replies of parents and children by the id of what they stand beside (F.64)."""
        return {
            key: tuple(reply for reply in found if reply.on <= self.day) for key, found in replies(self.ledger).items()
        }

    @cached_property
    def children(self) -> tuple[Person, ...]:
        """The children whom the assessment is about, in its order."""
        people = self.family.people
        return tuple(people[key] for key in self.assessment.children if key in people)

    @cached_property
    def parents(self) -> tuple[Person, ...]:
        """The parents who are assessed, in its order."""
        people = self.family.people
        return tuple(people[key] for key in self.assessment.parents if key in people)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that hold on the day."""
        return tuple(row for row in self.family.relations if live(row.since, row.until, self.day))

    @cached_property
    def lead(self) -> tuple[Member, ...]:
        """Who leads the assessment: the members of the team with the allocated role on the day."""
        return self._with_roles({self.practice.allocated_role})

    @cached_property
    def manager(self) -> tuple[Member, ...]:
        """Who signs last: the members of the team with the role that decides on the report."""
        return self._with_roles({role.id for role in self.practice.who_may(_SIGN, _SIGN_LAST)})

    def _with_roles(self, roles: set[str]) -> tuple[Member, ...]:
        """Return the members in these roles on the day; else the last ones before it."""
        there = [member for member in self.family.team.values() if member.role in roles]
        now = tuple(member for member in there if live(member.since, member.until, self.day))
        return now or tuple(there[-1:])

    def role_of(self, key: str) -> str:
        """Return what somebody of the team is, in words: their own title, else their role's name; "" for others."""
        member = self.family.team.get(key)
        if member is None:
            return ""
        role = self.practice.roles.get(member.role)
        return member.title or (role.name if role else member.role)

    def child_name(self, key: str) -> str:
        """Return the name by which a child stands in a sentence."""
        return self.family.first_name(key)


def listed(words: tuple[str, ...] | list[str]) -> str:
    """Return words as a list in a sentence: `Tyler, Maisie and the baby`."""
    return joined(words)
