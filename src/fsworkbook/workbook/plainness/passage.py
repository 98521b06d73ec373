"""One text as it is looked over: its words, its sentences, and which of them are the writer's own to answer for."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.plainness.quotation import quotations
from fsworkbook.workbook.plainness.sentences import WORD, own_words, sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from fsworkbook.workbook.plainness.quotation import Span

NOBODY: Final = ""
NAME: Final = "name"
CHILD: Final = "child"
TITLE: Final = "title"
"""What a word belongs to: nothing, the name of somebody or something on file, of a child on file, an official title."""

_JOINED: Final = re.compile(r"[^\S\n]*\n?[^\S\n]*|[-‐‑–]|\.(?=\w)|[^\S\n]*[-–]\n?[^\S\n]*")
_APOSTROPHE: Final = str.maketrans("’ʼ", "''")


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        start: where it begins, in characters.
        end: where the one after it stands.
        exact: as it is written, with a plain apostrophe.
        plain: in small letters, without the s of the possessive.
        sentence: the number of its sentence, from 0.
        joined: whether only a space or a hyphen stands between it and the word before.
        first: whether its sentence begins with it.
        belongs: what it belongs to: NOBODY, NAME, CHILD or TITLE.
    """

    start: int
    end: int
    exact: str
    plain: str
    sentence: int
    joined: bool
    first: bool
    belongs: str = NOBODY


class Passage:
    """A text, read once: every lint looks at the same words."""

    def __init__(self, text: str, belonging: Callable[[list[Word], str], list[Word]] | None = None) -> None:
        """Take a text, and what tells names and titles from other words."""
        self.text = text
        self.own = own_words(text)
        self.sentences = sentences(self.own)
        words = self._read()
        self.words = belonging(words, text) if belonging is not None else words

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """The quotations, with their marks."""
        return quotations(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """The number of the first word of each sentence, and one more for the end."""
        found: list[int] = []
        for place, word in enumerate(self.words):
            while len(found) <= word.sentence:
                found.append(place)
        return [*found, len(self.words)]

    def words_of(self, sentence: int) -> list[Word]:
        """Return the words of a sentence."""
        return self.words[self.starts[sentence] : self.starts[sentence + 1]]

    def line(self, place: int) -> tuple[int, int]:
        """Return the line and the column of a place, each from 1."""
        begin = self.text.rfind("\n", 0, place) + 1
        return self.text.count("\n", 0, place) + 1, place - begin + 1

    def in_table(self, place: int) -> bool:
        """Return whether a place stands in a row of a table."""
        begin = self.text.rfind("\n", 0, place) + 1
        return self.text[begin : place + 1].lstrip().startswith("|")

    def quotes_between(self, start: int, end: int) -> bool:
        """Return whether a quotation stands, in part or whole, between two places."""
        return any(span.start < end and start < span.end for span in self.quoted)

    def _read(self) -> list[Word]:
        begins = [span.start for span in self.sentences]
        words: list[Word] = []
        before, last = -1, 0
        for found in WORD.finditer(self.own):
            start, end = found.span()
            sentence = max(bisect_right(begins, start) - 1, 0)
            exact = found[0].translate(_APOSTROPHE)
            plain = exact.lower().removesuffix("'s")
            first = sentence != before
            joined = not first and _JOINED.fullmatch(self.text, last, start) is not None
            words.append(Word(start, end, exact, plain, sentence, joined, first))
            before, last = sentence, end
        return words
