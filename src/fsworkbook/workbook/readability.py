"""The reading age of a text: how old a reader must be to read it with ease (K.L04, H48).

It is the Flesch–Kincaid grade, which comes from the length of sentences and of words alone, and five years, the age at
which school begins. It says nothing of what was written, and nothing of who wrote it. Quotations and headings are left
out of account: whose words are given is not asked to speak more plainly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.plainness.sentences import WORD, own_words, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_DRIVERS: Final = 3
"""How many sentences are named that make a text harder to read."""

YOUNGEST: Final = 5.0
"""No reading age is below this one, in years."""


class Reading(NamedTuple):
    """How hard a text is to read.

    Attributes:
        age: the reading age in years, to a tenth; 0.0 where there is not one sentence to measure.
        words: what that means, in words.
        drivers: the sentences that raise it most, the hardest first, each as it was typed; at most three.
    """

    age: float
    words: str
    drivers: tuple[str, ...]


class _Measure(NamedTuple):
    """What one sentence, or several, are counted as."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0

    def plus(self, other: _Measure, sign: int = 1) -> _Measure:
        return _Measure(*(mine + sign * theirs for mine, theirs in zip(self, other, strict=True)))


_BANDS: Final = (
    (8.0, "a child in the first years of primary school could read it"),
    (11.0, "a child in the last years of primary school could read it"),
    (14.0, "a child in the first years of secondary school could read it, and so could most adults"),
    (16.0, "it takes a reader of about the age of school-leaving exams; many adults would find it hard"),
    (18.5, "it takes a reader of sixth-form age; most parents would find it hard"),
)
_HARDEST: Final = "it takes a reader used to academic or official papers; most parents would find it very hard"
_NOTHING: Final = "there is nothing to measure"


def reading(text: str) -> Reading:
    """Return the reading age of a text, in figures and in words, with the sentences that drive it.

    Args:
        text: any text; Markdown headings and quotations are left out of account.
    """
    own = own_words(text)
    measured = [(text[span.start : span.end], _measure(own[span.start : span.end])) for span in sentences(own)]
    whole = _sum(measure for _, measure in measured)
    if not whole.words:
        return Reading(0.0, _NOTHING, ())
    age = _age(whole)
    return Reading(round(age, 1), _in_words(age), tuple(_drivers(measured, whole)))


def syllables(word: str) -> int:
    """Return about how many syllables an English word has; at least one."""
    plain = _OTHER.sub("", word.lower())
    count = len(_VOWELS.findall(plain)) + len(_PARTED.findall(plain))
    return max(count - bool(_SILENT.search(plain)), 1)


_OTHER: Final = re.compile(r"[^a-z]")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_PARTED: Final = re.compile(
    r"(?<![tcs])ia(?!l$)|(?<![tscg])io(?!ur)|(?<!p)eo(?!n$|us)|(?<=cr)ea(?=t(?!ur))|ea(?=s?$)(?<=[dr]ea)|ie(?=t|nc)"
    r"|[aeiouy]ing|ism$|uou|atre$"
)
"""Two vowels side by side that are said apart, and endings that have a syllable more than they have vowels."""
_SILENT: Final = re.compile(
    r"(?:(?<![aeiouyl])|(?<=[aeiouy]l)|(?<=[aeiouy]ll))e$"
    r"|(?:(?<![aeiouylsxzcg])|(?<=[aeiouy]l)|(?<=[^cs]h))(?<!ch)(?<!sh)es$"
    r"|(?:(?<![aeiouyltd])|(?<=[aeiouy]l)|(?<=[aeiouy]ll))ed$"
    r"|ely$"
)
"""An e that is not said."""


def _measure(sentence: str) -> _Measure:
    words = WORD.findall(sentence)
    return _Measure(1, len(words), sum(map(_spoken, words))) if words else _Measure()


def _spoken(word: str) -> int:
    """Return how many syllables a word has; letters that are said one by one have one each, and so have figures."""
    if word.isupper() and len(word) > 1:
        return len(word)
    return max(1, (len(word) + 1) // 2) if word.isdigit() else syllables(word)


def _sum(measures: Iterable[_Measure]) -> _Measure:
    whole = _Measure()
    for measure in measures:
        whole = whole.plus(measure)
    return whole


def _age(measure: _Measure) -> float:
    grade = 0.39 * measure.words / measure.sentences + 11.8 * measure.syllables / measure.words - 15.59
    return max(grade + 5.0, YOUNGEST)


def _drivers(measured: list[tuple[str, _Measure]], whole: _Measure) -> list[str]:
    """Return the sentences without which the text would be easiest, the hardest first."""
    age = _age(whole)
    weighed = []
    for place, (sentence, measure) in enumerate(measured):
        rest = whole.plus(measure, -1)
        gain = age - _age(rest) if rest.words else age
        if gain > 0:
            weighed.append((-gain, place, sentence))
    return [sentence for _, _, sentence in sorted(weighed)[:MOST_DRIVERS]]


def _in_words(age: float) -> str:
    return next((words for most, words in _BANDS if age < most), _HARDEST)
