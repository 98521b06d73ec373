"""Who works with a family, and what each may do."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, NO_TEXTS, form, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

MAY = r"[DWPR](\+[DWPR])*"
"""D decides or approves, W writes their own, P proposes, R reads; more than one joined by a plus."""


@form(id=matching(ID, "recovery-worker"))
class Role(NamedTuple):
    """A role in the team, or `outside` for everybody else. `rates` says that it gives a rating. Inventory B4, N.15."""

    id: str
    name: str
    plural: str
    short: str
    does: str
    source: str
    code: str = ""
    inventory: str = ""
    rates: bool = False
    note: str = ""


@form(id=matching(r"[A-Z]+\.\d+", "B.56"), action=matching(ID, "agree-rating"), may=matching(MAY, "D"))
class Permission(NamedTuple):
    """Who may do one thing: letters by role, and notes that narrow them. Inventory B.50 to B.76.

    `approval` says that who decides it stands for it by name, so that a family may ask for a signature under it.
    """

    id: str
    action: str
    text: str
    source: str
    may: Mapping[str, str] = NO_TEXTS
    notes: Mapping[str, str] = NO_TEXTS
    note: str = ""
    approval: bool = False


@form(id=matching(ID, "officer-reads-safety-plan"))
class Setting(NamedTuple):
    """A choice that teams make differently, with the default for this model."""

    id: str
    text: str
    default: bool
    source: str
    inventory: str = ""


class Permissions(NamedTuple):
    """The permissions by action, and the settings that go with them."""

    permissions: Mapping[str, Permission]
    settings: Mapping[str, Setting]


def roles(page: Page) -> Mapping[str, Role]:
    """Read `roles.toml`."""
    return page.terms("role", Role)


def permissions(page: Page) -> Permissions:
    """Read `permissions.toml`."""
    found = page.terms("permission", Permission)
    actions: dict[str, Permission] = {}
    for index, table in enumerate(page.tables(page.table, "permission")):
        permission = found.get(str(table.get("id")))
        if permission and permission.action in actions:
            page.fault(("permission", index, "action"), f"The action “{permission.action}” is named twice.")
        elif permission:
            actions[permission.action] = permission
    return Permissions(MappingProxyType(actions), page.terms("setting", Setting))
