"""The lists of words to avoid, made ready to be found, and what silences each (K3-K5, K.L15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.wordlists import HINT
from fsworkbook.workbook.plainness.explaining import explained
from fsworkbook.workbook.plainness.finding import Finding
from fsworkbook.workbook.plainness.phrases import Finder, pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.wordlists import Lint, Phrase
    from fsworkbook.workbook.plainness.passage import Passage, Word
    from fsworkbook.workbook.plainness.phrases import Pattern

_VAGUE: Final = "vague"
_ACRONYMS: Final = "acronyms"
_LISTED: Final = ("phrases", _VAGUE)

_BEFORE: Final = 6
"""How many words before what was found a guard may begin that overlaps with it."""


class Entry(NamedTuple):
    """A phrase to avoid, made ready.

    Attributes:
        lint: its lint.
        ident: its own id; the lint's, where the lint looks for it itself.
        instead: what to write instead.
        why: why it matters.
        strength: how strongly it is said while the work goes on.
        papers: how strongly in a report.
        gentle_papers: how strongly what its gentle patterns find is said in a report; elsewhere it is a hint.
        unless: guards that overlap with it.
        without: guards in the same sentence.
        beside: patterns of which one must stand in the same sentence.
        within: patterns of which one must stand in the text.
        sections: sections of the report in which it may stand.
        acronym: whether it is looked for as it is written, so that it may have been spelled out.
        once: whether it may stand once it was explained.
        always: whether evidence beside it makes no difference.
        tables: whether it may stand in a table.
    """

    lint: Lint
    ident: str
    instead: str
    why: str
    strength: str
    papers: str
    gentle_papers: str = HINT
    unless: tuple[Pattern, ...] = ()
    without: Finder[bool] | None = None
    beside: Finder[bool] | None = None
    within: Finder[bool] | None = None
    sections: tuple[str, ...] = ()
    once: bool = False
    always: bool = False
    tables: bool = False


class Hit(NamedTuple):
    """A phrase in a text: the numbers of its first word and of the one after its last."""

    entry: Entry
    gentle: bool
    first: int
    last: int


class Lexicon:
    """Every phrase of a practice model, looked for in one pass."""

    def __init__(self, practice: Practice, lints: Mapping[str, Lint]) -> None:
        """Take a practice model, and the lints that are not switched off."""
        self._letters = tuple(lint.id for lint in lints.values() if lint.looks == _ACRONYMS)
        codes = [role.code for role in practice.roles.values() if role.code]
        found: list[tuple[Pattern, tuple[Entry, bool]]] = []
        for phrase in practice.phrases:
            lint = lints.get(phrase.belongs_to)
            if lint is not None:
                entry = _entry(phrase, lint)
                found += [(pattern(one), (entry, False)) for one in (*phrase.match, *(codes if phrase.codes else ()))]
                found += [(pattern(one), (entry, True)) for one in phrase.gentle]
        for lint in lints.values():
            if lint.match and lint.looks in _LISTED:
                entry = _own_entry(lint)
                found += [(pattern(one), (entry, False)) for one in lint.match]
        self._finder = Finder(found)
        self._evidence = _finder(practice.checked.evidence)

    def found(self, passage: Passage, told: set[str], *, section: str = "", paper: bool = False) -> Iterator[Finding]:
        """Yield what stands in a text and nothing silences.

        Args:
            passage: the text.
            told: what was explained or said before in the same paper; filled as it goes.
            section: the section of the report that it is, where it is one.
            paper: whether it is said as strongly as in a report.
        """
        words = passage.words
        for hit in _longest(self._finder.found(words)):
            entry = hit.entry
            if self._silent(hit, passage, section):
                continue
            if entry.once or _is_acronym(words[hit.first]):
                key = f"{entry.ident} {words[hit.first].exact.lower()}"
                if key in told:
                    continue
                if explained(passage, hit.first, hit.last):
                    told.add(key)
                    continue
                if entry.once:
                    told.add(key)
            start, end = words[hit.first].start, words[hit.last - 1].end
            yield Finding(
                lint=entry.lint.id,
                item=entry.ident if entry.ident != entry.lint.id else "",
                strength=_strength(hit, paper=paper),
                start=start,
                end=end,
                words=passage.text[start:end],
                why=entry.why,
                instead=entry.instead,
                also=self._letters if _is_acronym(words[hit.first]) else (),
            )

    def _silent(self, hit: Hit, passage: Passage, section: str) -> bool:
        """Return whether something silences what was found: where it stands, a guard, or evidence beside it."""
        entry, words = hit.entry, passage.words
        here = words[hit.first].sentence
        allowed = section.partition(".")[0] in entry.sections
        if allowed or (entry.tables and passage.in_table(words[hit.first].start)):
            return True
        if any(_overlaps(one, words, hit) for one in entry.unless) or not _company(entry, passage, here):
            return True
        return entry.lint.looks == _VAGUE and not entry.always and self._is_exact(here, passage)

    def _is_exact(self, sentence: int, passage: Passage) -> bool:
        """Return whether a number, a day, a quotation or a reason stands in a sentence or in the next one (K.L06)."""
        following = min(sentence + 1, len(passage.sentences) - 1)
        near = [*passage.words_of(sentence), *(passage.words_of(following) if following > sentence else ())]
        until = passage.sentences[following].end if following > sentence else len(passage.text)
        if passage.quotes_between(passage.sentences[sentence].start, until):
            return True
        return any(word.exact[0].isdigit() for word in near) or _has(self._evidence, near)


def _entry(phrase: Phrase, lint: Lint) -> Entry:
    strength = phrase.strength or (phrase.default if not phrase.lint else lint.strength)
    return Entry(
        lint=lint,
        ident=phrase.id,
        instead=phrase.instead,
        why=phrase.why or lint.why,
        strength=strength,
        papers=phrase.papers or lint.papers or strength,
        gentle_papers=phrase.papers or HINT,
        unless=tuple(map(pattern, phrase.unless)),
        without=_finder(phrase.without) if phrase.without else None,
        beside=_finder(phrase.beside) if phrase.beside else None,
        within=_finder(phrase.within) if phrase.within else None,
        sections=phrase.sections,
        once=phrase.once,
        always=phrase.always,
        tables=phrase.tables,
    )


def _own_entry(lint: Lint) -> Entry:
    return Entry(
        lint=lint,
        ident=lint.id,
        instead=lint.instead,
        why=lint.why,
        strength=lint.strength,
        papers=lint.papers or lint.strength,
        unless=tuple(map(pattern, lint.unless)),
        without=_finder(lint.without) if lint.without else None,
    )


def _strength(hit: Hit, *, paper: bool) -> str:
    if hit.gentle:
        return hit.entry.gentle_papers if paper else HINT
    return hit.entry.papers if paper else hit.entry.strength


def _finder(patterns: Iterable[str]) -> Finder[bool]:
    return Finder((pattern(one), True) for one in patterns)


def _has(finder: Finder[bool], words: Sequence[Word]) -> bool:
    return next(finder.found(words, guarding=True), None) is not None


def _company(entry: Entry, passage: Passage, sentence: int) -> bool:
    """Return whether a phrase stands beside what it needs, and beside nothing that silences it."""
    near = passage.words_of(sentence)
    if entry.without is not None and _has(entry.without, near):
        return False
    if entry.beside is not None and not _has(entry.beside, near):
        return False
    return entry.within is None or _has(entry.within, passage.words)


def _overlaps(guard: Pattern, words: Sequence[Word], hit: Hit) -> bool:
    begins = range(max(0, hit.first - _BEFORE), hit.last)
    return any(guard.ends(words, at, guarding=True) > hit.first for at in begins)


def _is_acronym(word: Word) -> bool:
    return word.exact.isupper() and len(word.exact) > 1


def _longest(found: Iterator[tuple[tuple[Entry, bool], int, int]]) -> list[Hit]:
    """Return what was found, the longest of several that one entry finds at one place."""
    best: dict[tuple[str, int], Hit] = {}
    for (entry, gentle), first, last in found:
        key = (entry.ident, first)
        if key not in best or last > best[key].last:
            best[key] = Hit(entry, gentle, first, last)
    kept: list[Hit] = []
    ends: dict[str, int] = {}
    for hit in sorted(best.values(), key=lambda one: (one.first, -one.last)):
        if hit.first >= ends.get(hit.entry.ident, 0):
            kept.append(hit)
            ends[hit.entry.ident] = hit.last
    return kept
