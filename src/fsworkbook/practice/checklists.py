"""The quality checklist of an assessment, and how its items are rated (H01-H51)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.page import ID, form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

CHECK: Final = "check"
FILL: Final = "fill"
JUDGE: Final = "judge"
"""What a program can do for an item: see whether it is there, gather, or leave it to a person."""

PREBIRTH: Final = "prebirth"


@form(id=matching(r"H\d\d", "H07"), modes=matching(f"{CHECK}|{FILL}|{JUDGE}", CHECK), when=one_of("", PREBIRTH))
class CheckItem(NamedTuple):
    """One item of the checklist, with what is gathered for it. H01-H50; the keys are explained in `checklist.toml`."""

    id: str
    group: str
    text: str
    modes: tuple[str, ...]
    source: str
    parts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    recommend: tuple[str, ...] = ()
    lints: tuple[str, ...] = ()
    named_in: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    gather: tuple[str, ...] = ()
    when: str = ""
    note: str = ""

    @property
    def judged(self) -> bool:
        """Whether only a person can say that it is fully met."""
        return JUDGE in self.modes


@form(id=matching(ID, "fully"))
class CheckRating(NamedTuple):
    """How an item is rated; `met` orders the ratings, the least first. Inventory section H."""

    id: str
    name: str
    met: int
    source: str
    note: str = ""


class Checklist(NamedTuple):
    """What `checklist.toml` says; `question` is asked at the end (H51)."""

    question: str
    items: Mapping[str, CheckItem]
    ratings: Mapping[str, CheckRating]

    def rated(self, met: int) -> str:
        """Return the id of the rating that is as good as `met` says: 0 for the least, and so on upwards."""
        return min(self.ratings.values(), key=lambda one: (abs(one.met - met), one.met)).id

    @property
    def best(self) -> int:
        """How good the best rating is."""
        return max(one.met for one in self.ratings.values())


def checklist(page: Page) -> Checklist:
    """Read `checklist.toml`."""
    asked = page.text("question")
    page.text("question_inventory")
    return Checklist(asked, page.terms("item", CheckItem), page.terms("rating", CheckRating))
