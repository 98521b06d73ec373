"""Looking a text or a record over: every lint, in one place (K2). Nothing here stops anybody from saving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.wordlists import HINT, STOP, WARN
from fsworkbook.workbook.plainness import lengths
from fsworkbook.workbook.plainness.acronyms import Letters
from fsworkbook.workbook.plainness.finding import Finding
from fsworkbook.workbook.plainness.lexicon import Lexicon
from fsworkbook.workbook.plainness.onfile import OnFile
from fsworkbook.workbook.plainness.passage import CHILD, Passage
from fsworkbook.workbook.plainness.selves import selves
from fsworkbook.workbook.plainness.strangers import strangers
from fsworkbook.workbook.plainness.texts import is_checked, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.wordlists import Lint
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.plainness.texts import Part
    from fsworkbook.workbook.record import Record

    Look = Callable[[Passage], Iterable[tuple[str, int, int, str]]]

_ORDER: Final = {STOP: 0, WARN: 1, HINT: 2}
_HUNDRED: Final = 100


class Checkup(NamedTuple):
    """What was found in a record, or in a text by itself.

    Attributes:
        findings: in the order of the text, those about the whole of it last.
        words: how many words of the writer's own were looked at.
        texts: the texts that were looked at, by the name of their part.
    """

    findings: tuple[Finding, ...]
    words: int
    texts: tuple[tuple[str, str], ...] = ()

    def of(self, *strengths: str) -> tuple[Finding, ...]:
        """Return the findings of some strengths."""
        return tuple(one for one in self.findings if one.strength in strengths)

    @property
    def rate(self) -> float:
        """Warnings in a hundred words: of the text, and never of whoever wrote it."""
        return round(_HUNDRED * len(self.of(STOP, WARN)) / self.words, 1) if self.words else 0.0


class Checker:
    """Everything that one family's texts are held against, made ready once."""

    def __init__(self, practice: Practice, family: Family | None = None, records: Iterable[Record] = ()) -> None:
        """Take the practice model, who is who, and records whose front matter names people and places."""
        self.checked = practice.checked
        off = {ident for own in practice.own_words for ident in own.off}
        self.lints: dict[str, Lint] = {
            lint.id: lint for lint in self.checked.lints.values() if not lint.off and lint.id not in off
        }
        self._by_look = {lint.looks: lint for lint in self.lints.values()}
        self._practice = practice
        self._family = family
        self._onfile = OnFile(family, practice.acronyms, records)
        self._lexicon = Lexicon(practice, self.lints)
        self._letters = Letters(practice.acronyms, _listed(practice), self._most("acronyms"))
        own = self._by_look.get("self")
        self._selves = selves(own, dict(practice.roles)) if own else None

    def lint(self, looks: str) -> Lint | None:
        """Return the lint that looks for something; None where it is switched off."""
        return self._by_look.get(looks)

    def passage(self, text: str) -> Passage:
        """Return a text, read, with the names on file and official titles known."""
        return Passage(text, self._onfile)

    def text(
        self, text: str, *, role: str = "", told: set[str] | None = None, section: str = "", paper: bool = False
    ) -> tuple[Finding, ...]:
        """Return what is found in a text by itself, in its order.

        Args:
            text: any text.
            role: the id of the role of whoever wrote it, or "".
            told: what the same paper has explained before; filled as it goes.
            section: the section of the report that it is, or "".
            paper: whether it is a report or a copy, where more is said.
        """
        return tuple(sorted(self._in(self.passage(text), role, told, section, paper=paper), key=_in_order))

    def record(
        self, record: Record, look: Look | None = None, *, told: set[str] | None = None, paper: bool = False
    ) -> Checkup:
        """Return what is found in a record; nothing in one that is somebody else's words.

        Args:
            record: the record.
            look: what else looks at each of its texts: gives ids of lints, places, and words of its own.
            told: what the same paper has explained before; filled as it goes.
            paper: whether it is part of a report.
        """
        if not is_checked(record, self.checked):
            return Checkup((), 0)
        role = self._role(record.by)
        known = told if told is not None else set()
        section = record.word("section")
        found: list[Finding] = []
        read: list[tuple[Part, Passage]] = [(part, self.passage(part.text)) for part in parts(record, self.checked)]
        for part, passage in read:
            mine = list(self._in(passage, role, known, section, paper=paper))
            mine += self._looked(look, passage, paper=paper)
            found += [one._replace(part=part.name) for one in sorted(mine, key=_in_order)]
        found += self._whole(record, [passage for _, passage in read], paper=paper)
        count = sum(len(passage.words) for _, passage in read)
        return Checkup(tuple(found), count, tuple((part.name, part.text) for part, _ in read))

    def _in(
        self, passage: Passage, role: str, told: set[str] | None, section: str, *, paper: bool
    ) -> Iterator[Finding]:
        known = told if told is not None else set()
        if self._selves is not None:
            for start, end in self._selves.found(passage, role):
                yield self._finding(self._selves.lint, passage, start, end, paper=paper)
        yield from self._lexicon.found(passage, known, section=section, paper=paper)
        if lint := self.lint("acronyms"):
            for start, end in self._letters.found(passage, known):
                yield self._finding(lint, passage, start, end, paper=paper)
        if lint := self.lint("length"):
            yield from self._long(lint, passage, paper=paper)
        if (lint := self.lint("names")) and self._family is not None:
            for start, end in strangers(passage, self._onfile):
                yield self._finding(lint, passage, start, end, paper=paper)

    def _long(self, lint: Lint, passage: Passage, *, paper: bool) -> Iterator[Finding]:
        for start, end, count in lengths.long_sentences(passage, lint.most):
            made = self._finding(lint, passage, start, end, paper=paper)
            yield made._replace(instead=f"a sentence of {count} words: {made.instead}")
        for start, end, count in lengths.long_paragraphs(passage, lint.also):
            made = self._finding(lint, passage, start, end, paper=paper)
            yield made._replace(instead=f"a paragraph of {count} words: {made.instead}")

    def _looked(self, look: Look | None, passage: Passage, *, paper: bool) -> Iterator[Finding]:
        if look is None:
            return
        for looks, start, end, why in look(passage):
            if lint := self.lint(looks):
                made = self._finding(lint, passage, start, end, paper=paper)
                yield made._replace(why=why or made.why)

    def _whole(self, record: Record, passages: list[Passage], *, paper: bool) -> Iterator[Finding]:
        """Yield what is about the whole of a record: no child in it, a part that is missing, a log of messages."""
        child = self.lint("child")
        if child and self._asks(child, record) and not self._names_a_child(passages, child.words):
            yield _about_all(child, paper=paper)
        missing = self.lint("parts")
        if missing and self._asks(missing, record):
            there = {section.name for section in record.sections if section.text.strip()}
            yield from (_about_all(missing, paper=paper, part=name) for name in missing.parts if name not in there)
        log = self.lint("log")
        if log and self._asks(log, record) and any(lengths.is_log(passage, log.most) for passage in passages):
            yield _about_all(log, paper=paper)

    def _asks(self, lint: Lint, record: Record) -> bool:
        if lint.kinds and record.kind not in lint.kinds:
            return False
        if not lint.modules:
            return True
        first = next(iter(record.questions), "")
        own = self._practice.questions.get(first)
        return own is not None and str(own.module) in lint.modules

    def _names_a_child(self, passages: list[Passage], words: tuple[str, ...]) -> bool:
        children = {
            word for child in (self._family.children if self._family else ()) for word in child.name.split()[:1]
        }
        return any(
            word.belongs == CHILD or word.plain in words for passage in passages for word in passage.words
        ) or any(name in passage.text[span.start : span.end] for passage in passages for span in passage.quoted
                 for name in children)  # fmt: skip

    def _finding(self, lint: Lint, passage: Passage, start: int, end: int, *, paper: bool) -> Finding:
        strength = lint.papers if paper and lint.papers else lint.strength
        return Finding(lint.id, "", strength, start, end, passage.text[start:end], lint.why, lint.instead)

    def _role(self, key: str) -> str:
        member = self._family.team.get(key) if self._family else None
        return member.role if member else ""

    def _most(self, looks: str) -> int:
        lint = self.lint(looks)
        return lint.most if lint else 0


def _listed(practice: Practice) -> frozenset[str]:
    """Return the words in capitals that stand on a list, so that they are said once and with what to write instead."""
    codes = [role.code for role in practice.roles.values() if any(phrase.codes for phrase in practice.phrases)]
    matched = [word for phrase in practice.phrases for word in phrase.match if word == word.upper()]
    return frozenset([*codes, *matched])


def _about_all(lint: Lint, *, paper: bool, part: str = "") -> Finding:
    strength = lint.papers if paper and lint.papers else lint.strength
    return Finding(lint.id, "", strength, 0, 0, "", lint.why, lint.instead, part)


def _in_order(finding: Finding) -> tuple[int, int, int, str]:
    return finding.start, _ORDER[finding.strength], finding.end, finding.ident
