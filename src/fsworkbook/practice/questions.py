"""The programme's modules: what each is for, what it asks, and what it hopes to have reached."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fsworkbook.practice.page import given, matching, one_of

QUESTION_ID = r"M\d+\.[A-Z]+\d+|[A-Z]{2,}\.\d+"
FEED = r"S\d\d[A-Z]?(\.T?\d+)?"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: its name in plain words and the hint beside the prompt. Inventory section A."""

    id: str = matching(r"[A-Z]+", "ASK")
    name: str
    hint: str
    source: str


@dataclass(frozen=True, slots=True)
class Aim:
    """What a module is to do. Inventory section A."""

    id: str = matching(r"M\d+\.A\d+", "M3.A1")
    text: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What working through a module should have reached. Inventory section A."""

    id: str = matching(r"M\d+\.O\d+", "M3.O1")
    text: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question or area of a module, or a question of the council's own asked beside a module.

    `kind` is the id of a Kind; `feeds` are ids of sections and items of the report; `derived` says that the wording
    is not from the sources, so that a council may replace it. Inventory section A.
    """

    id: str = matching(QUESTION_ID, "M3.Q02")
    module: int
    kind: str
    text: str
    source: str
    feeds: tuple[str, ...] = matching(FEED, "S09.01", default=())
    sub: str = ""
    wants: str = ""
    note: str = ""
    derived: bool = False

    @property
    def short(self) -> str:
        """The id as people type it: `3.2` for M3.Q02; other ids as they are."""
        found = re.fullmatch(r"M(\d+)\.Q0*(\d+)", self.id)
        return f"{found[1]}.{found[2]}" if found else self.id


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the programme; `per` says whether it is worked through for each parent or each child."""

    number: int
    id: str = matching(r"M\d+", "M3")
    title: str
    purpose: str
    source: str
    per: str = one_of("parent", "child")
    derived: bool = False
    note: str = ""
    aims: tuple[Aim, ...] = given(default=())
    questions: tuple[Question, ...] = given(default=())
    outcomes: tuple[Outcome, ...] = given(default=())
