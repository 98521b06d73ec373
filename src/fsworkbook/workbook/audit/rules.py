"""What the practice model lets a role record, asked of a record in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.errors import BadInput
from fsworkbook.workbook.forms.catalogue import KINDS, form_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.audit.facts import Head

LEADS: Final = "allocate"
"""The action of the practice model whose decider changes the team and who stands in (B.51)."""

EXPUNGES: Final = "expunge"
"""The action whose decider takes something out of the whole history; where a model does not know it, `LEADS`."""

_GIVES: Final = frozenset({"W", "D"})


class Rules:
    """One practice model, as the audit asks it; answers are kept, because ten thousand records ask the same."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._allowed: dict[tuple[str, str, bool, frozenset[str]], bool] = {}
        self._approves: dict[tuple[str, str], bool] = {}
        self._own: dict[str, bool] = {}
        self.deciders = self._who(LEADS)
        """The roles that change the team."""
        self._expungers = self._who(EXPUNGES) or self.deciders

    def allows(self, head: Head, roles: frozenset[str]) -> bool:
        """Return whether one of the roles may make a record (B.50-B.76)."""
        asked = (head.kind, head.step, head.lets, roles)
        if asked not in self._allowed:
            self._allowed[asked] = all(self._may(action, roles) for action in actions_of(head))
        return self._allowed[asked]

    def expunges(self, roles: frozenset[str]) -> bool:
        """Return whether one of the roles may take something out of the whole history (F.70)."""
        return bool(roles & self._expungers)

    def is_own(self, kind: str) -> bool:
        """Return whether only its author may put a record of a kind right."""
        if kind not in self._own:
            self._own[kind] = kind in KINDS and form_of(kind).own
        return self._own[kind]

    def approves(self, head: Head) -> bool:
        """Return whether a record decides something for which somebody stands by name (`approvals.approves`)."""
        asked = (head.kind, head.step)
        if asked not in self._approves:
            permission = self._practice.permissions.get(action_of(head))
            self._approves[asked] = permission is not None and permission.approval
        return self._approves[asked]

    def _may(self, action: str, roles: frozenset[str]) -> bool:
        if not action:
            return True
        try:
            letters = [self._practice.may(role, action) for role in roles if role in self._practice.roles]
        except BadInput:
            return True  # another authority's model does not know the action, and so asks nothing
        return any(set(found) & _GIVES for found in letters)

    def _who(self, action: str) -> frozenset[str]:
        try:
            return frozenset(role.id for role in self._practice.who_may(action))
        except BadInput:
            return frozenset()


def actions_of(head: Head) -> Iterator[str]:
    """Yield every action of the practice model's permissions that making a record needs (B.70, B.71)."""
    yield action_of(head)
    if head.lets:
        from fsworkbook.workbook.forms.restriction import LIFTING  # noqa: PLC0415 - beside its only use

        yield LIFTING


def action_of(head: Head) -> str:
    """Return the action of the practice model's permissions that making a record needs; "" for anyone of the team."""
    if head.kind == "supervision":
        from fsworkbook.workbook.forms.supervision import ACTIONS  # noqa: PLC0415 - beside its only use

        return ACTIONS.get(head.step, "")
    if head.kind == "copy" and head.step:
        from fsworkbook.workbook.forms.copy import RELEASE  # noqa: PLC0415 - likewise

        return RELEASE
    return form_of(head.kind).action if head.kind in KINDS else ""
