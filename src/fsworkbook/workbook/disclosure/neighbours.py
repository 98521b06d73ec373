"""Other families of the caseload in a text: their names, and long runs of words that stand in their records too.

A family's text is told by fingerprints alone, from which nobody can read it: hashes of ten words in a row, of which
every third or so is kept, so that a run of twelve words that stands in two texts leaves the same one in both.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.disclosure.folding import fold, pieces
from fsworkbook.workbook.disclosure.guarding import Guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RUN: Final = 12
"""A run of so many words that stands in two families is always found."""
_ROW: Final = 10
"""A fingerprint is of so many words in a row; a shorter run is never found."""
_WINDOW: Final = RUN - _ROW + 1
_BYTES: Final = 8


class Neighbour(NamedTuple):
    """Another family.

    Attributes:
        family: what the caller calls it.
        names: names of its people that are nobody's in the family whose paper it is.
        prints: the fingerprints of its text.
    """

    family: str
    names: Sequence[str]
    prints: frozenset[int]


class Vicinity:
    """The other families, made ready to be looked for in many texts."""

    def __init__(self, neighbours: Iterable[Neighbour]) -> None:
        self._neighbours = tuple(neighbours)
        self._guard = Guard({str(place): each.names for place, each in enumerate(self._neighbours)})

    def __bool__(self) -> bool:
        """Tell whether there is any other family."""
        return bool(self._neighbours)

    def found(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each family of which something stands in a text, with what: "name", or "text" for a run of words."""
        named = {int(hit.restriction) for hit in self._guard.hits(text)}
        ours = fingerprints(text)
        for place, each in enumerate(self._neighbours):
            if place in named:
                yield each.family, "name"
            if not ours.isdisjoint(each.prints):
                yield each.family, "text"


def fingerprints(text: str) -> frozenset[int]:
    """Return the fingerprints of a text, each a number below 2**64; none where it has fewer words than a run."""
    words = [word for _, word in pieces(fold(text))]
    rows = [_hash(words[start : start + _ROW]) for start in range(len(words) - _ROW + 1)]
    return frozenset(min(rows[start : start + _WINDOW]) for start in range(len(rows) - _WINDOW + 1))


def _hash(words: Sequence[str]) -> int:
    return int.from_bytes(blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=_BYTES).digest(), "big")
