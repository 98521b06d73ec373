"""The programme's modules: what each is for, what it asks, and what it hopes to have reached."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.page import form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

QUESTION_ID = r"M\d+\.[A-Z]+\d+|[A-Z]{2,}\.\d+"
FEED = r"S\d\d[A-Z]?(\.T?\d+)?"


@form(id=matching(r"[A-Z]+", "ASK"))
class Kind(NamedTuple):
    """A kind of question: its name in plain words and the hint beside the prompt. Inventory section A."""

    id: str
    name: str
    hint: str
    source: str


@form(id=matching(r"M\d+\.A\d+", "M3.A1"))
class Aim(NamedTuple):
    """What a module is to do. Inventory section A."""

    id: str
    text: str
    source: str
    note: str = ""


@form(id=matching(r"M\d+\.O\d+", "M3.O1"))
class Outcome(NamedTuple):
    """What working through a module should have reached. Inventory section A."""

    id: str
    text: str
    source: str
    note: str = ""


@form(id=matching(QUESTION_ID, "M3.Q02"), feeds=matching(FEED, "S09.01"))
class Question(NamedTuple):
    """One question or area of a module, or a question of the council's own asked beside a module.

    `kind` is the id of a Kind; `feeds` are ids of sections and items of the report; `derived` says that the wording
    is not from the sources, so that a council may replace it. Inventory section A.
    """

    id: str
    module: int
    kind: str
    text: str
    source: str
    feeds: tuple[str, ...] = ()
    sub: str = ""
    wants: str = ""
    note: str = ""
    derived: bool = False

    @property
    def short(self) -> str:
        """The id as people type it: `3.2` for M3.Q02; other ids as they are."""
        found = re.fullmatch(r"M(\d+)\.Q0*(\d+)", self.id)
        return f"{found[1]}.{found[2]}" if found else self.id


@form(id=matching(r"M\d+", "M3"), per=one_of("parent", "child"), supplied=("aims", "questions", "outcomes"))
class Module(NamedTuple):
    """One module of the programme; `per` says whether it is worked through for each parent or each child."""

    number: int
    id: str
    title: str
    purpose: str
    source: str
    per: str
    derived: bool = False
    note: str = ""
    aims: tuple[Aim, ...] = ()
    questions: tuple[Question, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


OWN_WORDS: Final = ("phrase", "off", "acronyms", "titles")
"""What a council's file says about words, which `wordlists.council` reads."""


def kinds(page: Page) -> Mapping[str, Kind]:
    """Read `kinds.toml`."""
    return page.terms("kind", Kind)


def module(page: Page) -> Module | None:
    """Read one file of `modules/`."""
    number = page.table.get("number")
    derived = page.table.get("derived") is True
    made = page.head(
        Module,
        aims=page.rows("aim", Aim),
        questions=page.rows("question", Question, module=number, derived=derived),
        outcomes=page.rows("outcome", Outcome),
    )
    page.unique("aim", "question", "outcome")
    if made and made.id != f"M{made.number}":
        page.fault(("id",), f"The id of module {made.number} must be “M{made.number}”.")
    if made and page.file != f"modules/{made.number}.toml":
        page.fault(("number",), f"Module {made.number} must stand in the file modules/{made.number}.toml.")
    for index, table in enumerate(page.tables(page.table, "question")):
        if table.get("module", number) != number:
            page.fault(("question", index, "module"), f"This stands in module {number}: leave “module” out.")
    for name in ("aim", "question", "outcome"):
        for index, table in enumerate(page.tables(page.table, name)):
            ident = table.get("id")
            if isinstance(ident, str) and ident.startswith("M") and not ident.startswith(f"M{number}."):
                page.fault((name, index, "id"), f"“{ident}” stands in module {number}: its id must begin “M{number}.”.")
    return made


def council(page: Page) -> tuple[Question, ...]:
    """Read a file of the council's own questions, each of which says which module it is asked beside."""
    page.unique("question")
    page.leave(*OWN_WORDS)
    return page.rows("question", Question)
