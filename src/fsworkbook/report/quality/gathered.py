"""What is gathered for an item of the checklist: what is there, and what is lacking, each in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.practice.checklists import CheckItem


class Gathered(NamedTuple):
    """Evidence and gaps.

    Attributes:
        found: what is there.
        gaps: what is lacking.
        apart: why the item does not apply, or "".
        open: whether what there is says nothing yet of how well it is met.
    """

    found: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    apart: str = ""
    open: bool = False

    def __or__(self, other: Gathered) -> Gathered:
        """Return both together, each line once."""
        return Gathered(
            tuple(dict.fromkeys((*self.found, *other.found))),
            tuple(dict.fromkeys((*self.gaps, *other.gaps))),
            self.apart or other.apart,
            self.open or other.open,
        )


class Answer(NamedTuple):
    """An item with what was gathered for it, and the rating that follows from that alone ("" where none does).

    A rating is a proposal: a person rates, and nothing that is a judgement is ever proposed as fully met.
    """

    item: CheckItem
    gathered: Gathered
    proposal: str


def lines(found: Iterable[str] = (), gaps: Iterable[str] = ()) -> Gathered:
    """Return what was gathered from lines."""
    return Gathered(tuple(found), tuple(gaps))
