"""States and matters of consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching, one_of
from fsworkbook.practice.term import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "not-asked"))
class ConsentState(NamedTuple):
    """Where a consent stands; `allows` says that the work may rest on it; `needs` lists the keys it must have. F.05."""

    id: str
    name: str
    source: str
    inventory: str = ""
    allows: bool = False
    needs: tuple[str, ...] = ()
    note: str = ""


@form(id=matching(ID, "join-pathway"), about=one_of("help", "sharing"))
class Matter(NamedTuple):
    """A common matter of consent, about help or about sharing. F.01, F.11.

    `role` is whose work it covers; `within` are matters a consent to which covers this one too.
    """

    id: str
    name: str
    about: str
    source: str
    inventory: str = ""
    role: str = ""
    within: tuple[str, ...] = ()
    note: str = ""


class Consents(NamedTuple):
    """States of consent, reasons for not requiring it, and what it is commonly about."""

    states: Mapping[str, ConsentState]
    reasons: Mapping[str, Term]
    matters: Mapping[str, Matter]


def consents(page: Page) -> Consents:
    """Read `consents.toml`."""
    return Consents(page.terms("state", ConsentState), page.terms("reason", Term), page.terms("matter", Matter))
