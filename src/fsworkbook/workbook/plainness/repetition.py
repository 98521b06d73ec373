"""Runs of words that stand in another text as well (K.L11, H49)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from fsworkbook.workbook.plainness.passage import Passage


class Runs:
    """The runs of words of many texts, each with whose text it is, so that a repetition is found in one pass."""

    def __init__(self, most: int) -> None:
        """Take how many words in a row are a repetition."""
        self._most = most
        self._known: dict[tuple[str, ...], list[Hashable]] = {}

    def add(self, passage: Passage, owner: Hashable) -> None:
        """Take a text, and what it is found under."""
        for run in self._runs(passage):
            owners = self._known.setdefault(run, [])
            if owner not in owners:
                owners.append(owner)

    def found(self, passage: Passage, owner: Hashable) -> Iterator[tuple[int, int, Hashable]]:
        """Yield runs that stand under another owner too: start and end in characters, and the first such owner."""
        words = passage.words
        first, last, whose = -1, -1, None
        for at, run in enumerate(self._runs(passage)):
            other = next((one for one in self._known.get(run, ()) if one != owner), None)
            if other is None:
                continue
            if first >= 0 and at <= last and other == whose:
                last = at + self._most
                continue
            if first >= 0:
                yield words[first].start, words[last - 1].end, whose
            first, last, whose = at, at + self._most, other
        if first >= 0:
            yield words[first].start, words[last - 1].end, whose

    def _runs(self, passage: Passage) -> Iterator[tuple[str, ...]]:
        plain: Sequence[str] = [word.plain for word in passage.words]
        for at in range(len(plain) - self._most + 1):
            yield tuple(plain[at : at + self._most])
