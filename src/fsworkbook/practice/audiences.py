"""Who may be given a copy, on which grounds a record is theirs, and which restrictions bind them (F2)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.page import ID, form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

ASSESSMENT: Final = "assessment"
SELF: Final = "self"
RESPONSIBILITY: Final = "responsibility"
SHARED: Final = "shared"
EVERYTHING: Final = "everything"
GROUNDS: Final = (ASSESSMENT, SELF, RESPONSIBILITY, SHARED, EVERYTHING)
"""What a record can have to do with a reader."""

NAMED: Final = "named"
UNLESS_ALLOWED: Final = "unless-allowed"
NEVER: Final = "never"


@form(
    id=matching(ID, "parent"),
    grounds=matching("|".join(GROUNDS), SELF),
    restricted=one_of(NAMED, UNLESS_ALLOWED, NEVER),
)
class Reader(NamedTuple):
    """A kind of reader of a copy. Inventory F.20-F.33.

    `parts` are the parts in the family that make somebody such a reader; `words`, what people type for one who has
    none; `grounds`, on which of them a record is theirs; `unassessed`, the kinds of record that are theirs by
    responsibility alone, where they are not assessed; `coarse`, the kinds of record of which they have the month and no
    time, unless they were there themselves (F.45); `restricted`, which restrictions bind them; `own`, that only
    papers about themselves can be theirs; `released`, that somebody other than its author lets a copy go (B.71).
    """

    id: str
    name: str
    grounds: tuple[str, ...]
    restricted: str
    source: str
    parts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unassessed: tuple[str, ...] = ()
    coarse: tuple[str, ...] = ()
    own: bool = False
    released: bool = False
    inventory: str = ""
    note: str = ""


@form(id=matching(ID, "safety-plan"), by=matching(ID, "social-worker"), never_to=matching(ID, "social-worker"))
class Apart(NamedTuple):
    """What one role of the team records and another has no copy of, unless it is released to them. Inventory B.77.

    `by` and `never_to` are roles, `kinds` kinds of record; `open` says that this team keeps nothing of it apart.
    """

    id: str
    name: str
    by: str
    never_to: str
    kinds: tuple[str, ...]
    source: str
    open: bool = False
    inventory: str = ""
    note: str = ""


class Audiences(NamedTuple):
    """Every kind of reader, and what stands on all copies alike (F.40, F.43).

    Attributes:
        readers: by id.
        held: what stands in the place of a detail that no copy has.
        sentence: what every copy says, whatever was left out of it.
        worker: what a member of the team is called of whom the reader does not know.
        apart: what stays apart within the team, by id.
    """

    readers: Mapping[str, Reader]
    held: str
    sentence: str
    worker: str
    apart: Mapping[str, Apart]


def audiences(page: Page) -> Audiences:
    """Read `audiences.toml`."""
    readers = page.terms("reader", Reader)
    page.text("source")
    apart = page.terms("apart", Apart)
    return Audiences(
        MappingProxyType(dict(readers)),
        page.text("held"),
        page.text("sentence"),
        page.text("worker"),
        MappingProxyType(dict(apart)),
    )
