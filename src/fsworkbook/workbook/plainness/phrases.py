"""Patterns of words, as a practice model writes them, and where they stand in a text (the head of `lints.toml`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from fsworkbook.workbook.plainness.passage import CHILD, NAME, NOBODY, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fsworkbook.workbook.plainness.passage import Word

T = TypeVar("T")

WIDEST: Final = 6
"""How many words `...` may stand for."""

_PART: Final = re.compile(r"\^|\.\.\.|\[[^\]]*\]|\{[^}]*\}|[^\s{}\[\]^]+")
_NAMED: Final = {"@name": (NAME, CHILD), "@child": (CHILD,)}


class _Element(NamedTuple):
    """One place of a pattern: the words that may stand there.

    Attributes:
        exact: words as they are written.
        plain: words in small letters.
        stems: beginnings of words, in small letters.
        exact_stems: beginnings of words, as they are written.
        named: what a name there may belong to.
        optional: whether it may be left out.
        gap: whether up to WIDEST words may stand there.
    """

    exact: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    exact_stems: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    optional: bool = False
    gap: bool = False

    def has(self, word: Word, *, guarding: bool) -> bool:
        """Return whether a word may stand here; what belongs to a name or title is found by a guard alone."""
        if word.belongs != NOBODY and not guarding:
            return word.belongs in self.named
        bare = word.exact.removesuffix("'s")
        return (
            word.plain in self.plain
            or word.exact.lower() in self.plain
            or word.exact in self.exact
            or bare in self.exact
            or (bool(self.stems) and word.plain.startswith(self.stems))
            or (bool(self.exact_stems) and word.exact.startswith(self.exact_stems))
            or (bool(self.named) and word.belongs in self.named)
        )


class Pattern(NamedTuple):
    """A pattern, read.

    Attributes:
        elements: its places, in order; the first one is never optional, and no gap.
        begins: whether it stands at the beginning of a sentence.
    """

    elements: tuple[_Element, ...]
    begins: bool

    def ends(self, words: Sequence[Word], start: int, *, guarding: bool = False) -> int:
        """Return the number of the word after the pattern where it stands at a word; -1 where it does not."""
        if self.begins and not words[start].first:
            return -1
        return _follow(self.elements, 0, words, start, guarding=guarding, free=True)


def pattern(written: str) -> Pattern:
    """Read a pattern; hyphens in it are spaces."""
    begins = written.startswith("^")
    elements = []
    for part in _PART.findall(written):
        if part == "...":
            elements.append(_Element(gap=True))
        elif part.startswith("["):
            inner = part[1:-1]
            options = [inner.split("|")] if "|" in inner else [[one] for one in inner.split()]
            elements += [_element(one, optional=True) for one in options]
        elif part.startswith("{"):
            elements.append(_element(part[1:-1].split("|")))
        elif part != "^":
            elements += [_element([piece]) for piece in part.split("-") if piece]
    return Pattern(tuple(elements), begins)


def _element(alternatives: Iterable[str], *, optional: bool = False) -> _Element:
    exact: list[str] = []
    plain: list[str] = []
    stems: list[str] = []
    exact_stems: list[str] = []
    named: list[str] = []
    for one in (part.strip().replace("’", "'") for part in alternatives):
        if one in _NAMED:
            named += _NAMED[one]
        elif one.endswith("*"):
            (stems if one == one.lower() else exact_stems).append(one[:-1])
        elif one:
            (plain if one == one.lower() else exact).append(one)
    return _Element(frozenset(exact), frozenset(plain), tuple(stems), tuple(exact_stems), tuple(named), optional)


def _follow(
    elements: Sequence[_Element], place: int, words: Sequence[Word], at: int, *, guarding: bool, free: bool
) -> int:
    """Return where the rest of a pattern ends that goes on at a word; -1 where it does not. The longest way wins.

    `free` says that the word need not be joined to the one before: at the beginning, and after a gap.
    """
    if place == len(elements):
        return at
    element = elements[place]
    if element.gap:
        sentence = words[at - 1].sentence
        for skipped in range(WIDEST + 1):
            if at + skipped >= len(words) or words[at + skipped].sentence != sentence:
                break
            end = _follow(elements, place + 1, words, at + skipped, guarding=guarding, free=True)
            if end >= 0:
                return end
        return -1
    if at < len(words) and (free or words[at].joined) and element.has(words[at], guarding=guarding):
        end = _follow(elements, place + 1, words, at + 1, guarding=guarding, free=False)
        if end >= 0:
            return end
    if element.optional:
        return _follow(elements, place + 1, words, at, guarding=guarding, free=free)
    return -1


class Finder(Generic[T]):
    """Many patterns, each with what it stands for, looked for in one pass over the words of a text."""

    def __init__(self, patterns: Iterable[tuple[Pattern, T]]) -> None:
        self._by_word: dict[str, list[tuple[Pattern, T]]] = {}
        self._by_stem: dict[str, list[tuple[str, Pattern, T]]] = {}
        self._by_name: list[tuple[Pattern, T]] = []
        for one in patterns:
            first = one[0].elements[0]
            for word in {*first.plain, *map(str.lower, first.exact)}:
                self._by_word.setdefault(word, []).append(one)
            for stem in {*first.stems, *map(str.lower, first.exact_stems)}:
                self._by_stem.setdefault(stem[:_LEAD], []).append((stem, *one))
            if first.named:
                self._by_name.append(one)

    def found(self, words: Sequence[Word], *, guarding: bool = False) -> Iterator[tuple[T, int, int]]:
        """Yield what stands in a text: what it stands for, and the numbers of its first word and of the one after."""
        for at, word in enumerate(words):
            if word.belongs == TITLE and not guarding:
                continue
            for one, meaning in self._likely(word):
                end = one.ends(words, at, guarding=guarding)
                if end > at:
                    yield meaning, at, end

    def _likely(self, word: Word) -> list[tuple[Pattern, T]]:
        """Return the patterns that may begin with a word."""
        plain = word.plain
        found = list(self._by_word.get(plain, ()))
        if "'" in word.exact:
            found += self._by_word.get(word.exact.lower(), ())
        if stems := self._by_stem.get(plain[:_LEAD]):
            found += [(one, meaning) for stem, one, meaning in stems if plain.startswith(stem)]
        if word.belongs in _ANYBODY:
            found += self._by_name
        return found


_LEAD: Final = 3
"""How many letters of a stem it is looked up by; a shorter one is refused."""
_ANYBODY: Final = (NAME, CHILD)
