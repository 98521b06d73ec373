"""The assessment report's outline: its sections and what each part has to hold. Feeds stand on the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from fsworkbook.practice.page import form, matching, one_of

if TYPE_CHECKING:
    from fsworkbook.practice.page import Page

FROM_MODULES = ("MODULES", "MODULES+CHRONOLOGY")
SIGNERS = ("lead", "parents", "decider")
"""Who signs: who leads the assessment, each parent, who decides on the report (`sign-report` in permissions.toml)."""
SOURCE_KINDS = (*FROM_MODULES, "META", "FAMILY", "VISITS", "ASK", "SIGN")
"""Where a section's content comes from: module entries, settings and dates, who is who, visits, asked, signed."""


@form(id=matching(r"S\d\d[A-Z]?\.T?\d+", "S09.01"), supplied=("section",))
class Item(NamedTuple):
    """A part of a section. Inventory section G.

    `heading` is short and may be printed; `text` is the full guidance and is never printed in a final report.
    `tip` is advice beside the section, not content; `ask` says that it is asked when the report is written;
    `options` says that every possible outcome is weighed here, with what it would mean for each child;
    `work` names the work with parents that stands here: goals, diary, worries, or a form of `direct_work.toml`;
    `bears`, the forms that stand elsewhere and bear on this, too.
    """

    id: str
    heading: str
    text: str
    source: str
    tip: bool = False
    ask: bool = False
    options: bool = False
    note: str = ""
    work: tuple[str, ...] = ()
    bears: tuple[str, ...] = ()
    section: str = ""

    @property
    def title(self) -> str:
        """The heading, under the name that a section has for it."""
        return self.heading

    @property
    def contains(self) -> str:
        """The guidance, under the name that a section has for it."""
        return self.text


@form(id=matching(r"[a-z][a-z0-9-]*", "removal"), each=one_of("child", "report"), answer=one_of("words", "yes-no"))
class Recommendation(NamedTuple):
    """Something that the recommendations must answer (H42-H46), for each child or once.

    `name` is printed; `text` is what is asked, with `{child}` for the child's name; `answer` is "yes-no" where it
    takes an explicit yes or no, which is never proposed, and the reason for it; `dated` says that it is done by a day.
    """

    id: str
    name: str
    text: str
    source: str
    each: str = "child"
    answer: str = "words"
    dated: bool = False
    inventory: str = ""

    @property
    def decides(self) -> bool:
        """Whether it takes a yes or a no."""
        return self.answer == "yes-no"


@form(
    id=matching(r"S\d\d[A-Z]?", "S09"),
    source_kind=one_of(*SOURCE_KINDS),
    repeat=one_of("", "child"),
    when=one_of("", "prebirth"),
    signer=one_of("", *SIGNERS),
    supplied=("items", "recommendations"),
)
class Section(NamedTuple):
    """A section of the report. Inventory section G.

    `contains` and `prompts` guide the worker and are never printed in a final report; `repeat` is "child" where it
    is written once for each child; `when` is "prebirth" where it stands only in an assessment before a birth;
    `replies` says that parents’ and children’s replies to the record are gathered here (F.64);
    `signer` says who signs here (`SIGNERS`), or, where the section is no signature, whose comments on signing it holds;
    `leak` names what in it may give away something withheld; `limit` is the id of a timescale that limits its length;
    `asks` is the id of the question whose answer holds the key questions of the assessment, and `answers` says that
    they are answered here (H40); `measures` says that measures and rulers over time stand here (I.07); `work` and
    `bears` are as an item has them.
    """

    id: str
    title: str
    heading: str
    source: str
    source_kind: str
    contains: str = ""
    repeat: str = ""
    when: str = ""
    ask: bool = False
    replies: bool = False
    signer: str = ""
    leak: str = ""
    limit: str = ""
    note: str = ""
    prompts: tuple[str, ...] = ()
    asks: str = ""
    answers: bool = False
    measures: bool = False
    work: tuple[str, ...] = ()
    bears: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()

    @property
    def text(self) -> str:
        """The guidance, under the name that an item has for it."""
        return self.contains


def outline(page: Page) -> tuple[Section, ...]:
    """Read `outline.toml`."""
    made = []
    seen: set[str] = set()
    for index, table in enumerate(page.tables(page.table, "section")):
        place = ("section", index)
        ident = str(table.get("id", ""))
        page.once(seen, ident, (*place, "id"))
        items = _items(page, table, place, seen)
        asked = _recommendations(page, table, place)
        own = {key: value for key, value in table.items() if key not in {"item", "recommendation"}}
        section = page.noun(Section, own, place, items=items, recommendations=asked)
        if section:
            made.append(section)
    if not made:
        page.fault((), "There is no [[section]] in this file.")
    return tuple(made)


def _items(page: Page, section: dict[str, Any], place: tuple[str | int, ...], seen: set[str]) -> tuple[Item, ...]:
    ident = str(section.get("id", ""))
    made = []
    for index, table in enumerate(page.tables(section, "item", place)):
        at = (*place, "item", index)
        item = page.noun(Item, table, at, section=ident)
        if not item:
            continue
        page.once(seen, item.id, (*at, "id"))
        if item.id.partition(".")[0] != ident:
            page.fault((*at, "id"), f"“{item.id}” stands in section {ident}: its id must begin “{ident}.”.")
        made.append(item)
    return tuple(made)


def _recommendations(page: Page, section: dict[str, Any], place: tuple[str | int, ...]) -> tuple[Recommendation, ...]:
    made = []
    seen: set[str] = set()
    for index, table in enumerate(page.tables(section, "recommendation", place)):
        at = (*place, "recommendation", index)
        found = page.noun(Recommendation, table, at)
        if found:
            page.once(seen, found.id, (*at, "id"))
            made.append(found)
    return tuple(made)
