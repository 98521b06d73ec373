"""Prompts that are shown beside a question when somebody opens them: never asked, counted or reported (J, I, G.36)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

BESIDE = r"M\d+(\.[A-Z]+\d+)?|[A-Z]{2,}\.\d+"
UNLIMITED = 1 << 30
"""Months: the end of a band that has none."""


@form(id=matching(r"[a-z0-9-]+", "2-3"))
class Band(NamedTuple):
    """Children of an age: from `since` completed months to before `until`; without either, before birth. J.40-J.45."""

    id: str
    name: str
    source: str
    inventory: str
    since: int = -1
    until: int = UNLIMITED

    @property
    def unborn(self) -> bool:
        """Whether it is the band of the unborn."""
        return self.since < 0


@form(
    id=matching(r"[A-Z]\.\d+(\.\d+)?", "J.01"),
    use=one_of("ask", "watch", "remember"),
    beside=matching(BESIDE, "M3.Q09"),
    parent=matching(r"[a-z-]*", "male"),
)
class Prompt(NamedTuple):
    """One thing to ask, to watch for or to bear in mind, beside some questions and where its conditions hold.

    Attributes:
        id: its inventory id, or one of the council's own.
        use: what it is for: ask, watch or remember.
        text: the words.
        beside: ids of questions, or of whole modules.
        source: where it comes from.
        listen: what an answer may tell.
        bands: ids of the bands of which a child's age must be; none: for everybody.
        parent: the gender of a parent who is assessed; "": any.
        prebirth: whether only an assessment before a birth has it.
        inventory: the inventory id, where it is not the prompt's own.
    """

    id: str
    use: str
    text: str
    beside: tuple[str, ...]
    source: str
    listen: str = ""
    bands: tuple[str, ...] = ()
    parent: str = ""
    prebirth: bool = False
    inventory: str = ""


@form(id=matching(r"[A-Z]\.\w+", "K.R07"))
class Hint(NamedTuple):
    """What is said where something has not been for some days; names in braces stand for what the workbook knows."""

    id: str
    days: int
    text: str
    source: str


class Prompts(NamedTuple):
    """All prompts that are shown, the bands by age, and what is hinted where something is missing for some days."""

    bands: Mapping[str, Band]
    prompts: tuple[Prompt, ...]
    hints: Mapping[str, Hint]


class _Head(NamedTuple):
    off: tuple[str, ...] = ()


def prompts(page: Page) -> Prompts | None:
    """Read `prompts.toml`; a prompt that its `off` names is left out."""
    head = page.head(_Head)
    bands = page.terms("band", Band)
    every = page.terms("prompt", Prompt)
    hints = page.rows("hint", Hint)
    page.unique("hint")
    for index, table in enumerate(page.tables(page.table, "prompt")):
        for place, name in enumerate(table.get("bands", [])):
            if isinstance(name, str) and name not in bands:
                page.fault(("prompt", index, "bands", place), f"“{name}” is not one of the bands: {', '.join(bands)}.")
    if head is None:
        return None
    known = {*every, *(hint.id for hint in hints)}
    for place, name in enumerate(head.off):
        if name not in known:
            page.fault(("off", place), f"“{name}” is not the id of a prompt in this file.")
    return Prompts(
        bands,
        tuple(prompt for prompt in every.values() if prompt.id not in head.off),
        {hint.id: hint for hint in hints if hint.id not in head.off},
    )
