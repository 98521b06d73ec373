"""What is looked for in the words of a record: the lints, the lists of words, acronyms and official titles (K2–K5).

How a pattern is written stands at the head of `lints.toml`; `workbook.plainness.phrases` reads it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.page import form, matching, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.practice.page import Page

STOP: Final = "stop"
WARN: Final = "warn"
HINT: Final = "hint"
STRENGTHS: Final = (STOP, WARN, HINT)
"""How strongly something is said: a stop holds up a copy, a warning asks for a change, a hint for a thought."""

LISTS: Final = ("jargon.toml", "blaming.toml", "vague.toml")
"""The files of words to avoid."""

LOOKS: Final = (
    "self",
    "phrases",
    "vague",
    "acronyms",
    "length",
    "child",
    "parts",
    "log",
    "repeated",
    "names",
    "guarded",
    "families",
)
"""What the program can look for; a lint says which of them it is."""

_ID: Final = matching(r"[A-Z][A-Za-z0-9.-]*", "K.J43")
_PATTERN: Final = matching(r"(?!\[)(?!\.\.\.)[^\s].*", "home condition*")


@form(id=_ID, looks=one_of(*LOOKS), strength=one_of(*STRENGTHS), papers=one_of("", *STRENGTHS))
class Lint(NamedTuple):
    """One thing that is looked for. Inventory K.L01–K.L15.

    Attributes:
        id: its own.
        name: what it is, in two or three words.
        why: why it matters, in a sentence.
        looks: what it looks for (`LOOKS`): whoever writes, in the third person; phrases of its lists or its own; those
            that are vague unless something exact stands beside them; acronyms; length; a child’s name; parts that
            are there; a log; repeated text; names that nobody on file has; what is kept from somebody; other families.
        source: where it comes from.
        strength: how strongly it is said while the work goes on.
        papers: how strongly in a report, where that is more.
        instead: what to do about it, where no list says it better.
        match: patterns that it looks for itself, where it does.
        unless: patterns that silence it where they overlap with what was found.
        without: patterns that silence it where they stand in the same sentence.
        kinds: kinds of record that it is looked for in; all that are checked, where there are none.
        modules: numbers of the modules whose entries it is about, as texts; all, where there are none.
        parts: sections that it asks for.
        words: words that it accepts in the place of what it asks for.
        most: how many are too many: words of a sentence, clock times, words of a repeated run.
        also: a second number: words of a paragraph.
        off: whether this council does not look for it.
        note: what else is to be known.
    """

    id: str
    name: str
    why: str
    looks: str
    source: str
    strength: str
    papers: str = ""
    instead: str = ""
    match: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    most: int = 0
    also: int = 0
    off: bool = False
    note: str = ""


@form(
    supplied=("home", "default"),
    id=_ID,
    lint=_ID,
    strength=one_of("", WARN, HINT),
    papers=one_of("", WARN, HINT),
    match=_PATTERN,
    gentle=_PATTERN,
)
class Phrase(NamedTuple):
    """Words to avoid, and what to write instead. Inventory K.J, K.V, K.G.

    Attributes:
        id: its own.
        avoid: the words, as a list for people shows them.
        instead: what to write or do instead.
        match: patterns that find them.
        source: where it comes from.
        lint: the lint that it belongs to, where that is not the one of its file.
        why: why it matters, where the lint does not say it.
        strength: how strongly it is said, where not as the lint is.
        papers: how strongly in a report.
        gentle: patterns that find it as a hint alone.
        unless: patterns that silence it where they overlap with what was found.
        without: patterns that silence it where they stand in the same sentence.
        beside: patterns of which one must stand in the same sentence.
        within: patterns of which one must stand somewhere in the text.
        sections: ids of the report's sections in which it may stand.
        once: whether it may stand once it was explained; only its first use is said.
        always: whether it is said even where a number, a day, a quotation or a reason stands beside it.
        tables: whether it may stand in a table.
        codes: whether the codes of this model's roles belong to it as well.
        note: what else is to be known.
        home: the lint of its file.
        default: the strength of its file.
    """

    id: str
    avoid: str
    instead: str
    match: tuple[str, ...]
    source: str
    lint: str = ""
    why: str = ""
    strength: str = ""
    papers: str = ""
    gentle: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    once: bool = False
    always: bool = False
    tables: bool = False
    codes: bool = False
    note: str = ""
    home: str = ""
    default: str = ""

    @property
    def belongs_to(self) -> str:
        """The id of its lint."""
        return self.lint or self.home

    @property
    def patterns(self) -> tuple[str, ...]:
        """Every pattern of it, its guards included."""
        return (*self.match, *self.gentle, *self.unless, *self.without, *self.beside, *self.within)


class Checked(NamedTuple):
    """What of the records is looked at, and what makes a vague word exact.

    Attributes:
        kinds: kinds of record whose words are somebody's of the team.
        at_once: those that are looked over as soon as they are written.
        keys: keys of a front matter that hold words of their own.
        never: topics of notes that are somebody else's words.
        theirs: sections that hold a parent's own words, as `goal.parent_words`.
        evidence: patterns that make the sentence that they stand in, and the one before it, exact.
        lints: every lint.
    """

    kinds: tuple[str, ...]
    at_once: tuple[str, ...]
    keys: tuple[str, ...]
    never: tuple[str, ...]
    theirs: tuple[str, ...]
    evidence: tuple[str, ...]
    lints: Mapping[str, Lint]


class Acronyms(NamedTuple):
    """Letters and capitals that nobody needs to have explained.

    Attributes:
        allowed: acronyms that everybody knows, and words that are written in capitals.
        ranks: letters that stand before a name.
        codes: codes of tests, and the like.
        titles: official titles, which stand as they are.
        capitals: words that have a capital of their own and name nobody.
    """

    allowed: tuple[str, ...]
    ranks: tuple[str, ...]
    codes: tuple[str, ...]
    titles: tuple[str, ...]
    capitals: tuple[str, ...]


class Own(NamedTuple):
    """What a council adds to the lists and takes away from them, in its `council.toml`.

    Attributes:
        phrases: its own words to avoid.
        off: ids of lints and phrases that it does not look for.
        allowed: acronyms that its families know.
        titles: official titles of its own.
    """

    phrases: tuple[Phrase, ...] = ()
    off: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


@form()
class _Head(NamedTuple):
    kinds: tuple[str, ...]
    at_once: tuple[str, ...]
    keys: tuple[str, ...]
    evidence: tuple[str, ...]
    never: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()


@form()
class _Acronyms(NamedTuple):
    allowed: tuple[str, ...]
    source: str
    ranks: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


@form(off=_ID)
class _Own(NamedTuple):
    off: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def lints(page: Page) -> Checked | None:
    """Read `lints.toml`."""
    found = page.terms("lint", Lint)
    head = page.head(_Head)
    if head is None:
        return None
    return Checked(head.kinds, head.at_once, head.keys, head.never, head.theirs, head.evidence, found)


def phrases(page: Page) -> tuple[Phrase, ...]:
    """Read one list of words to avoid: its own lint and strength stand at its top."""
    home, strength = page.text("lint"), page.text("strength")
    if strength and strength not in {WARN, HINT}:
        page.fault(("strength",), f"“{strength}” is not one of: {WARN}, {HINT}.")
    page.text("source")
    return _rows(page, home, strength)


def acronyms(page: Page) -> Acronyms | None:
    """Read `acronyms.toml`."""
    head = page.head(_Acronyms)
    return None if head is None else Acronyms(head.allowed, head.ranks, head.codes, head.titles, head.capitals)


def council(page: Page) -> Own:
    """Read what a council's file says about words; its questions are left to `questions.council`."""
    made = _rows(page, "", HINT)
    for index, phrase in enumerate(made):
        if not phrase.lint:
            page.fault(("phrase", index), f"“{phrase.id}” needs “lint”: the list that it belongs to, such as K.L02.")
    head = page.noun(_Own, {key: page.table[key] for key in _Own._fields if key in page.table}, ())
    page.leave("question", *_Own._fields)
    return Own(made, head.off, head.acronyms, head.titles) if head else Own(made)


def _rows(page: Page, home: str, strength: str) -> tuple[Phrase, ...]:
    made = page.rows("phrase", Phrase, home=home, default=strength)
    page.unique("phrase")
    for index, phrase in enumerate(made):
        for text in _unreadable(phrase):
            page.fault(
                ("phrase", index),
                f"“{phrase.id}” has the pattern “{text}”: a bracket in it does not close, or fewer "
                "than three letters stand before a star.",
            )
    return made


def _unreadable(phrase: Phrase) -> Iterator[str]:
    """Yield patterns whose brackets do not close, or in which a star stands for nearly every word."""
    for pattern in phrase.patterns:
        bare = re.sub(r"\{[^{}\[\]]+\}|\[[^{}\[\]]+\]", "", pattern)
        if re.search(r"[{}\[\]|]", bare) or re.search(r"(?<![\w'’])[\w'’]{0,2}\*", pattern):
            yield pattern
