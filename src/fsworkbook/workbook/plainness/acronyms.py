"""Letters that nobody explains (K.L03)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.plainness.explaining import explained
from fsworkbook.workbook.plainness.passage import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.wordlists import Acronyms
    from fsworkbook.workbook.plainness.passage import Passage, Word

_LEAST: Final = 2
_ROMAN: Final = re.compile(r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})")
_PLURAL: Final = re.compile(r"s$|'s$|'d$")


class Letters:
    """Which letters need to be explained."""

    def __init__(self, acronyms: Acronyms, listed: frozenset[str], most: int) -> None:
        """Take what needs no explaining, the acronyms that stand on a list of words, and how long one may be."""
        self._known = {*acronyms.allowed, *acronyms.codes, *listed}
        self._ranks = frozenset(acronyms.ranks)
        self._most = most

    def found(self, passage: Passage, told: set[str]) -> Iterator[tuple[int, int]]:
        """Yield where letters stand that nobody explains: start and end, in characters.

        `told` holds what was explained before in the same paper, and is filled.
        """
        words = passage.words
        for at, word in enumerate(words):
            letters = _PLURAL.sub("", word.exact)
            if not self._is_acronym(letters, word) or letters in told or _shouted(words, at):
                continue
            if letters in self._ranks and at + 1 < len(words) and _named(words[at + 1]):
                continue
            if explained(passage, at, at + 1):
                told.add(letters)
                continue
            yield word.start, word.end

    def _is_acronym(self, letters: str, word: Word) -> bool:
        if not (_LEAST <= len(letters) <= self._most and letters.isalpha() and letters.isupper()):
            return False
        return word.belongs == NOBODY and letters not in self._known and not _ROMAN.fullmatch(letters)


def _named(word: Word) -> bool:
    return word.belongs != NOBODY or (word.exact[:1].isupper() and not word.exact.isupper())


def _shouted(words: list[Word], at: int) -> bool:
    """Return whether it stands beside a long word in capitals: somebody wrote it so, such as on a door."""
    beside = [words[at - 1]] if words[at].joined and at else []
    beside += [words[at + 1]] if at + 1 < len(words) and words[at + 1].joined else []
    return any(word.exact.isalpha() and word.exact.isupper() and len(word.exact) > _SHOUT for word in beside)


_SHOUT: Final = 6
