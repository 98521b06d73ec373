"""Runs of words that stand in another text as well (K.L11, H49)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.workbook.plainness.sentences import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fsworkbook.workbook.plainness.passage import Passage


class Runs:
    """The runs of words of many texts, each with whose text it is, so that a repetition is found in one pass."""

    def __init__(self, most: int) -> None:
        """Take how many words in a row are a repetition."""
        self._most = most
        self._known: dict[tuple[str, ...], list[str]] = {}

    def add(self, passage: Passage, owner: str) -> None:
        """Take a text, and what it is found under."""
        for run in self._runs(passage):
            owners = self._known.setdefault(run, [])
            if owner not in owners:
                owners.append(owner)

    def found(self, passage: Passage, owner: str) -> Iterator[tuple[int, int, str]]:
        """Yield runs that stand under another owner too: start and end in characters, and the first such owner."""
        words = passage.words
        first, last, whose = -1, -1, ""
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


def sharing(wanted: Iterable[str], others: Mapping[str, Iterable[str]], most: int) -> list[str]:
    """Return under which keys a text shares a run of words with one of some others, or with itself twice over.

    A quick look before the thorough one: quotations are not told apart here, so that a key too many may come back.
    """
    runs: dict[tuple[str, ...], int] = {}
    for text in wanted:
        for run in _raw(text, most):
            runs[run] = runs.get(run, 0) + 1
    if not runs:
        return []
    counted: dict[tuple[str, ...], set[str]] = {}
    for key, texts in others.items():
        for text in texts:
            for run in _raw(text, most):
                if run in runs:
                    counted.setdefault(run, set()).add(key)
    return list(dict.fromkeys(key for keys in counted.values() if len(keys) > 1 for key in keys))


def _raw(text: str, most: int) -> Iterator[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text)]
    return zip(*(words[skipped:] for skipped in range(most)), strict=False)
