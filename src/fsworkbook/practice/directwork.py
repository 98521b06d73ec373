"""Work with parents: how worries, goals, a diary, reviews and measures are spoken of (I.04-I.22)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.practice.page import ID, form, matching, one_of
from fsworkbook.practice.term import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

WORDS, MARK, CHOICE, DAY, FLAG = "words", "mark", "choice", "day", "flag"
TAKES: Final = (WORDS, MARK, CHOICE, DAY, FLAG)
"""What a part of a review takes: words; a number on a scale with words; one of a list; a day; yes or no."""
TOOLS, OBSTACLES = "tool", "obstacle"
LISTS: Final = ("", TOOLS, OBSTACLES)
"""The lists of this file that a part can choose from."""
PARENT, PAIR, CHILD = "parent", "pair", "child"
GOALS, DIARY, WORRIES = "goals", "diary", "worries"
WORK: Final = (GOALS, DIARY, WORRIES)
"""What of the work with parents can stand in a part of the report, beside the forms of this file by their ids."""
NOWHERE, TEAM, REPORT = "none", "team", "report"


@form(id=matching(ID, "reduced"))
class Outcome(NamedTuple):
    """How a worry from the start stands now; `settled` asks for no further look at each supervision. I.20."""

    id: str
    name: str
    source: str
    inventory: str = ""
    settled: bool = False
    note: str = ""


@form(id=matching(ID, "going-on"))
class GoalState(NamedTuple):
    """How a goal stands; `over` says that it is open no longer. I.13."""

    id: str
    name: str
    source: str
    inventory: str = ""
    over: bool = False
    note: str = ""


@form(id=matching(ID, "team"), reach=one_of(NOWHERE, TEAM, REPORT))
class Share(NamedTuple):
    """How far the words of a diary go: `reach` says which papers may hold them, `say` what the parent is told. I.14."""

    id: str
    name: str
    reach: str
    say: str
    source: str
    inventory: str = ""


@form(id=matching(ID, "set"))
class GoalPrompt(NamedTuple):
    """A reminder where a goal is set, or looked at. I.13, I.16."""

    id: str
    text: str
    source: str
    inventory: str = ""


@form(id=matching(r"[a-z]+\.[a-z_]+", "goal.task"))
class Ask(NamedTuple):
    """What is asked, and the words under which its answer is kept: `goal.task` is the key `task` of a goal."""

    id: str
    name: str
    source: str
    inventory: str = ""
    more: str = ""


ASKS: Final = (
    *("goal.task", "goal.frequency", "goal.done", "goal.parent_words", "goal.child_response", "goal.worker_view"),
    *("diary.words", "risk.worry", "risk.note", "measure.name", "measure.note"),
)
"""What every model must have words for."""


@form(id=matching(ID, "greeting"), takes=one_of(*TAKES), among=one_of(*LISTS))
class Part(NamedTuple):
    """One part of a review: what is asked, and what it takes. `{child}` in its name is the child's name."""

    id: str
    name: str
    takes: str = WORDS
    more: str = ""
    needed: bool = False
    unseen: bool = False
    among: str = ""
    low: int = 0
    high: int = 10


@form(id=matching(ID, "ears"), whose=one_of(PARENT, PAIR, CHILD), supplied=("parts",))
class Review(NamedTuple):
    """A kind of review, observation or ruler, with its parts. I.04-I.22.

    `command` is what is typed; `whose`, whom it is about; `about`, what it is for; `consent`, the matter it rests on;
    `series`, that several are read side by side; `beside`, the modules with which it is offered.
    """

    id: str
    command: str
    name: str
    whose: str
    about: str
    source: str
    inventory: str = ""
    consent: str = ""
    series: bool = False
    beside: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def word(self) -> str:
        """The second word of the command; the first, where there is no second."""
        return self.command.rpartition(" ")[2]


class DirectWork(NamedTuple):
    """Everything that a practice model says of work with parents."""

    outcomes: Mapping[str, Outcome]
    goal_states: Mapping[str, GoalState]
    shares: Mapping[str, Share]
    directions: Mapping[str, Term]
    asks: Mapping[str, Ask]
    goal_prompts: Mapping[str, GoalPrompt]
    obstacles: Mapping[str, Term]
    tools: Mapping[str, Term]
    reviews: Mapping[str, Review]
    warning: str

    def listed(self, name: str) -> Mapping[str, Term]:
        """Return the list that a part chooses from."""
        return {TOOLS: self.tools, OBSTACLES: self.obstacles}[name]


def direct_work(page: Page) -> DirectWork | None:
    """Read `direct_work.toml`."""
    return DirectWork(
        page.terms("outcome", Outcome),
        page.terms("goal_state", GoalState),
        page.terms("share", Share),
        page.terms("direction", Term),
        _asks(page),
        page.terms("goal_prompt", GoalPrompt),
        page.terms("obstacle", Term),
        page.terms("tool", Term),
        _reviews(page),
        page.text("warning"),
    )


def _asks(page: Page) -> Mapping[str, Ask]:
    found = page.terms("ask", Ask)
    for ident in ASKS:
        if ident not in found and not page.broken:
            page.fault((), f"There is no [[ask]] with the id “{ident}”: say in which words it is asked.")
    return found


def _reviews(page: Page) -> Mapping[str, Review]:
    made: dict[str, Review] = {}
    seen: set[str] = set()
    for index, table in enumerate(page.tables(page.table, "form")):
        place = ("form", index)
        page.once(seen, str(table.get("id", "")), (*place, "id"))
        parts = _parts(page, table, place)
        own = {key: value for key, value in table.items() if key != "part"}
        review = page.noun(Review, own, place, parts=parts)
        if review:
            made[review.id] = review
    if not made:
        page.fault((), "There is no [[form]] in this file.")
    return made


def _parts(page: Page, review: dict[str, Any], place: tuple[str | int, ...]) -> tuple[Part, ...]:
    made: list[Part] = []
    seen: set[str] = set()
    for index, table in enumerate(page.tables(review, "part", place)):
        at = (*place, "part", index)
        part = page.noun(Part, table, at)
        if not part:
            continue
        page.once(seen, part.id, (*at, "id"))
        if (part.takes == CHOICE) != bool(part.among):
            page.fault((*at, "among"), f"“{part.id}” takes a choice and names a list, or neither.")
        if part.low >= part.high:
            page.fault((*at, "high"), f"“{part.id}” needs a high that is above its low.")
        if part.id in RESERVED:
            page.fault((*at, "id"), f"“{part.id}” is a key of every form already. Choose another id.")
        made.append(part)
    if not made:
        page.fault(place, f"“{review.get('id', 'this form')}” needs at least one [[form.part]].")
    return tuple(made)


RESERVED: Final = frozenset(
    {"form", "parent", "child", "answers", "entry", "on", "by", "about", "children", "where", "present", "text"}
)
"""Keys of a review’s form, which no part may have for its id."""
