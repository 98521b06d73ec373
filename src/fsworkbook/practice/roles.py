"""Who works with a family, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fsworkbook.practice.page import matching, no_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

ID = r"[a-z][a-z0-9-]*"
MAY = r"[DWPR](\+[DWPR])*"
"""D decides or approves, W writes their own, P proposes, R reads; more than one joined by a plus."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role in the team, or `outside` for everybody else. `rates` says that it gives a rating. Inventory B4, N.15."""

    id: str = matching(ID, "recovery-worker")
    name: str
    plural: str
    short: str
    does: str
    source: str
    code: str = ""
    inventory: str = ""
    rates: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may do one thing: letters by role, and notes that narrow them. Inventory B.50 to B.76."""

    id: str = matching(r"[A-Z]+\.\d+", "B.56")
    action: str = matching(ID, "agree-rating")
    text: str
    source: str
    may: Mapping[str, str] = matching(MAY, "D", default_factory=no_texts)
    notes: Mapping[str, str] = field(default_factory=no_texts)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice that teams make differently, with the default for this model."""

    id: str = matching(ID, "officer-reads-safety-plan")
    text: str
    default: bool
    source: str
    inventory: str = ""
