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
    """Where a consent stands. F.05.

    `allows` says that the work may rest on it, `stops` that the person said no; `needs` lists the keys it must have;
    `word` is the second word of `consent` that records it.
    """

    id: str
    name: str
    source: str
    inventory: str = ""
    word: str = ""
    allows: bool = False
    stops: bool = False
    needs: tuple[str, ...] = ()
    note: str = ""


@form(id=matching(ID, "join-pathway"), about=one_of("help", "sharing"))
class Matter(NamedTuple):
    """A common matter of consent, about help or about sharing. F.01, F.09–F.12.

    `role` is whose work it covers; `within` are matters a consent to which covers this one too; `to` is the recipient
    where it is about sharing. `entry` says that every parent who is assessed is asked before the work begins, `child`
    that each child is asked as well, `each` that it is asked for each episode anew, and `threshold` that a no to it
    asks for a look at the threshold, where the plan is a voluntary one.
    """

    id: str
    name: str
    about: str
    source: str
    inventory: str = ""
    to: str = ""
    role: str = ""
    within: tuple[str, ...] = ()
    entry: bool = False
    child: bool = False
    each: bool = False
    threshold: bool = False
    note: str = ""


class Consents(NamedTuple):
    """States of consent, reasons for not requiring it, and what it is commonly about."""

    states: Mapping[str, ConsentState]
    reasons: Mapping[str, Term]
    matters: Mapping[str, Matter]


def consents(page: Page) -> Consents:
    """Read `consents.toml`."""
    return Consents(page.terms("state", ConsentState), page.terms("reason", Term), page.terms("matter", Matter))
