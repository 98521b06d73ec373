"""The practice's other words: ratings, statuses, orders, sessions, meetings, consent, summaries, records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fsworkbook.practice.page import given, matching, no_texts, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ID = r"[a-z][a-z0-9_-]*"
WORDS = r"[a-z][a-z0-9' -]*"


@dataclass(frozen=True, slots=True)
class Head:
    """A model's name and version, and the documents that its items name as their sources, by abbreviation."""

    id: str = matching(ID, "family-safeguarding")
    version: int
    title: str
    about: str
    source: str
    note: str = ""
    documents: Mapping[str, str] = field(default_factory=no_texts)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a closed list, in plain words."""

    id: str = matching(ID, "early-help")
    name: str
    source: str
    inventory: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the practice in short, for help texts."""

    id: str = matching(r"[A-Z]+\.\d+", "B.06")
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating; `caution` orders them, the most cautious highest. Inventory B.02."""

    id: str = matching(ID, "green")
    name: str
    letter: str
    meaning: str
    caution: int
    source: str
    inventory: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """A child's status. `plan` is the id of a kind of plan; `ends` says that the child leaves the work. Inventory L.01."""

    id: str = matching(ID, "s20")
    name: str
    plan: str
    source: str
    inventory: str = ""
    category: str = ""
    ends: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A kind of court order or condition about a person; `apart` says that it keeps people from meeting. L.22."""

    id: str = matching(WORDS, "restraining order")
    name: str
    source: str
    inventory: str = ""
    apart: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A kind of session or visit; `remote` says that nobody is in the room. Inventory L.50."""

    id: str = matching(ID, "bedtime")
    name: str
    source: str
    inventory: str = ""
    remote: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """Who a missed session came from; `ours` says that it was the team. Inventory L.51."""

    id: str = matching(ID, "we-could-not")
    name: str
    source: str
    inventory: str = ""
    ours: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A kind of meeting; `statutory` says that law or national guidance requires it. Inventory L.60."""

    id: str = matching(ID, "core-group")
    name: str
    source: str
    inventory: str = ""
    statutory: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConsentState:
    """Where a consent stands; `allows` says that the work may rest on it; `needs` lists the keys it must have. F.05."""

    id: str = matching(ID, "not-asked")
    name: str
    source: str
    inventory: str = ""
    allows: bool = False
    needs: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """A common matter of consent, about help or about sharing; `role` is whose work it covers. F.01, F.11."""

    id: str = matching(ID, "join-pathway")
    name: str
    about: str = one_of("help", "sharing")
    source: str
    inventory: str = ""
    role: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SummarySection:
    """One box of a summary; `repeat` is "child" where it is written once for each child. Inventory E.05, E.12."""

    id: str = matching(ID, "changed")
    heading: str
    prompt: str
    source: str
    repeat: str = one_of("", "child", default="")


@dataclass(frozen=True, slots=True)
class SummaryShape:
    """The boxes of a summary and its length in words; `allocated` marks the allocated worker's. Inventory E1, E2."""

    id: str = matching(ID, "practitioner")
    name: str
    source: str
    words_least: int
    words_most: int
    allocated: bool = False
    note: str = ""
    sections: tuple[SummarySection, ...] = given(default=())


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record: its name, and whom it is for unless somebody says otherwise."""

    id: str = matching(ID, "case-summary")
    name: str
    plural: str
    audience: str = one_of("team", "family")
    source: str
    inventory: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """How somebody attended a meeting; `present` in the room or remotely; `summary` where one stands in. D.80."""

    id: str = matching(ID, "apologies")
    name: str
    source: str
    inventory: str = ""
    present: bool = False
    summary: bool = False
    agreed: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class MovingReason:
    """A reason for which a supervision may be moved; `days_most` limits the move (0: no limit). Inventory D.51, C.13."""

    id: str = matching(ID, "court")
    name: str
    source: str
    inventory: str = ""
    days_most: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Timescale:
    """A number that the practice sets: how long, how often, how much; `warn_at` is where a warning begins (0: none)."""

    id: str = matching(ID, "midpoint")
    name: str
    number: int
    unit: str = one_of("calendar days", "working days", "hours", "months", "words", "minutes")
    source: str
    inventory: str = ""
    after: str = ""
    owner: str = ""
    warn_at: int = 0
    note: str = ""
