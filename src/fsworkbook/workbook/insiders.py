"""Who works in the workbook, and who is named in it because of the work that they do elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fsworkbook.practice.model import Practice

_WORK: Final = ("write-module-entry", "arrange-supervision")
"""The actions by either of which a role works in it (B.54, B.60)."""


def works_inside(role: str, practice: Practice) -> bool:
    """Return whether a role works in the modules or keeps the team's diary; one that is not known does neither."""
    return role in practice.roles and any(practice.may(role, action) for action in _WORK)
