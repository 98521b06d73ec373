"""Kinds of session and of meeting, and who a missed session came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "bedtime"))
class Session(NamedTuple):
    """A kind of session or visit. Inventory L.50.

    `remote` says that nobody is in the room; `unannounced`, that nobody of the family knows of it before (N.69).
    """

    id: str
    name: str
    source: str
    inventory: str = ""
    remote: bool = False
    unannounced: bool = False
    note: str = ""


@form(id=matching(ID, "we-could-not"))
class Missed(NamedTuple):
    """Who a missed session came from; `ours` says that it was the team. Inventory L.51."""

    id: str
    name: str
    source: str
    inventory: str = ""
    ours: bool = False
    note: str = ""


@form(id=matching(ID, "core-group"))
class Meeting(NamedTuple):
    """A kind of meeting. Inventory L.60.

    `statutory` says that law or national guidance requires it; `team`, that it is no family's: what was said there, and
    that it was held, stands in nobody's copy (F.33).
    """

    id: str
    name: str
    source: str
    inventory: str = ""
    statutory: bool = False
    team: bool = False
    note: str = ""


class Sessions(NamedTuple):
    """Kinds of session, and who missed one."""

    sessions: Mapping[str, Session]
    missed: Mapping[str, Missed]


def sessions(page: Page) -> Sessions:
    """Read `sessions.toml`."""
    return Sessions(page.terms("session", Session), page.terms("missed", Missed))


def meetings(page: Page) -> Mapping[str, Meeting]:
    """Read `meetings.toml`."""
    return page.terms("meeting", Meeting)
