"""A practice model as a whole: every part reads its own file when it is first asked for, and checks it then.

So a command that needs the ratings pays for the ratings, and not for the programme's questions.
"""

# A part's nouns are imported with the part: making thirty classes costs more than reading a file.
# `__all__` lets annotations elsewhere name the nouns from here; at run time they are in their own modules.
# ruff: noqa: PLC0415, TC004

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from fsworkbook.errors import BadInput
from fsworkbook.practice.programme import Programme
from fsworkbook.practice.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.attachments import AttachmentKind
    from fsworkbook.practice.audiences import Audiences
    from fsworkbook.practice.calendars import Days
    from fsworkbook.practice.casesummaries import Trigger
    from fsworkbook.practice.checklists import Checklist
    from fsworkbook.practice.closings import ClosingItem
    from fsworkbook.practice.consents import ConsentState, Matter
    from fsworkbook.practice.contradictions import Contradiction
    from fsworkbook.practice.directwork import DirectWork
    from fsworkbook.practice.head import Head
    from fsworkbook.practice.orders import Order
    from fsworkbook.practice.outlines import Item, Section
    from fsworkbook.practice.people import Couple, Gender
    from fsworkbook.practice.plans import Planning
    from fsworkbook.practice.prompts import Prompts
    from fsworkbook.practice.questions import Aim, Kind, Module, Outcome, Question
    from fsworkbook.practice.ratings import Rating, Rule
    from fsworkbook.practice.records import RecordKind
    from fsworkbook.practice.relations import Relation
    from fsworkbook.practice.roles import Permission, Permissions, Role, Setting
    from fsworkbook.practice.sessions import Meeting, Missed, Session
    from fsworkbook.practice.statuses import Plan, Status, Step
    from fsworkbook.practice.summaries import SummarySection, SummaryShape
    from fsworkbook.practice.supervisions import Attendance, MovingReason, Threshold
    from fsworkbook.practice.term import Term
    from fsworkbook.practice.timescales import Timescale

__all__ = [
    "Aim",
    "AttachmentKind",
    "Attendance",
    "Audiences",
    "Checklist",
    "ClosingItem",
    "ConsentState",
    "Contradiction",
    "Couple",
    "Days",
    "DirectWork",
    "Gender",
    "Head",
    "Item",
    "Kind",
    "Matter",
    "Meeting",
    "Missed",
    "Module",
    "MovingReason",
    "Order",
    "Outcome",
    "Permission",
    "Plan",
    "Planning",
    "Practice",
    "Prompts",
    "Question",
    "Rating",
    "RecordKind",
    "Relation",
    "Role",
    "Rule",
    "Section",
    "Session",
    "Setting",
    "Status",
    "Step",
    "SummarySection",
    "SummaryShape",
    "Term",
    "Threshold",
    "Timescale",
    "Trigger",
]


class Practice(Programme, Vocabulary):
    """One council's practice model: the programme, its words, and who may do what."""

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """The roles of the team, and the one for everybody outside it."""
        from fsworkbook.practice import roles

        return self._read("roles.toml", roles.roles)

    @cached_property
    def _permissions(self) -> Permissions:
        from fsworkbook.practice import roles

        return self._read("permissions.toml", roles.permissions)

    @property
    def permissions(self) -> Mapping[str, Permission]:
        """Who may do what, by action."""
        return self._permissions.permissions

    @property
    def settings(self) -> Mapping[str, Setting]:
        """Choices that teams make differently."""
        return self._permissions.settings

    def permission(self, action: str) -> Permission:
        """Return the permission for an action.

        Raises:
            BadInput: the model knows no such action.
        """
        if action not in self.permissions:
            raise BadInput(f"permissions.toml has no action “{action}”. Add it, with who may do it.")
        return self.permissions[action]

    def may(self, role_id: str, action: str) -> str:
        """Return the letters that a role has for an action, such as "D" or "W+D"; "" for none.

        Raises:
            BadInput: the model knows no such role or action.
        """
        if role_id not in self.roles:
            raise BadInput(f"There is no role “{role_id}”. There are {', '.join(self.roles)}.")
        return self.permission(action).may.get(role_id, "")

    def who_may(self, action: str, letter: str = "D") -> tuple[Role, ...]:
        """Return the roles that have a letter (D, W, P or R) for an action, in the order of the roles.

        Raises:
            BadInput: the model knows no such action.
        """
        may = self.permission(action).may
        return tuple(role for role in self.roles.values() if letter in may.get(role.id, "").split("+"))
