"""States and matters of consent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, matching, one_of
from fsworkbook.practice.term import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@dataclass(frozen=True, slots=True)
class ConsentState:
    """Where a consent stands; `allows` says that the work may rest on it; `needs` lists the keys it must have. F.05."""

    id: str = field(metadata=matching(ID, "not-asked"))
    name: str
    source: str
    inventory: str = ""
    allows: bool = False
    needs: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """A common matter of consent, about help or about sharing; `role` is whose work it covers. F.01, F.11."""

    id: str = field(metadata=matching(ID, "join-pathway"))
    name: str
    about: str = field(metadata=one_of("help", "sharing"))
    source: str
    inventory: str = ""
    role: str = ""
    note: str = ""


class Consents(NamedTuple):
    """States of consent, reasons for not requiring it, and what it is commonly about."""

    states: Mapping[str, ConsentState]
    reasons: Mapping[str, Term]
    matters: Mapping[str, Matter]


def consents(page: Page) -> Consents:
    """Read `consents.toml`."""
    return Consents(page.terms("state", ConsentState), page.terms("reason", Term), page.terms("matter", Matter))
