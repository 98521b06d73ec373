"""Where each statement of a report comes from: the entries it uses and leaves out, and what rests on none (G.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.report.goldenthread import answering, questions
from fsworkbook.report.sources import current
from fsworkbook.workbook.citing import statements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.parts import Part
    from fsworkbook.report.sources import Source
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.thread import Question


class Stated(NamedTuple):
    """A paragraph of the report and what it rests on; `part` is None where this paper has no place for it."""

    part: Part | None
    record: Record
    words: str
    sources: tuple[Source, ...]


class Used(NamedTuple):
    """An entry, and the parts in which the report cites it; none where it leaves it out."""

    source: Source
    parts: tuple[Part, ...]


class Asked(NamedTuple):
    """A key question, and the parts in which it is answered."""

    question: Question
    parts: tuple[Part, ...]


class Trace(NamedTuple):
    """What a report rests on.

    Attributes:
        asked: the key questions.
        stated: its statements, in the order of the paper.
        entries: every entry of the assessment and whatever else is cited, by number.
    """

    asked: tuple[Asked, ...]
    stated: tuple[Stated, ...]
    entries: tuple[Used, ...]

    @property
    def alone(self) -> tuple[Stated, ...]:
        """The statements that rest on nothing; a summary states again what the parts hold, and is not among them."""
        return tuple(one for one in self.stated if not one.sources and not _sums_up(one.part))

    @property
    def used(self) -> tuple[Used, ...]:
        """The entries that the report cites."""
        return tuple(one for one in self.entries if one.parts)

    @property
    def left_out(self) -> tuple[Used, ...]:
        """The entries that it does not cite."""
        return tuple(one for one in self.entries if not one.parts)


def trace(made: Assembly) -> Trace:
    """Return what an assembled report rests on."""
    stated = tuple(_stated(made))
    parts: dict[int, dict[tuple[str, str], Part]] = {}
    for one in stated:
        for source in one.sources:
            if one.part is not None:
                parts.setdefault(source.number, {})[one.part.key] = one.part
    unique = {source.number: source for source in made.sources.values()}
    entries = tuple(Used(unique[at], tuple(parts.get(at, {}).values())) for at in sorted(unique))
    asked = tuple(
        Asked(question, answering(question, made.plan, made.analyses))
        for question in questions(made.scope, made.analyses)
    )
    return Trace(asked, stated, entries)


def _stated(made: Assembly) -> Iterable[Stated]:
    homes: list[tuple[Part | None, Record]] = [
        (part, record) for part in made.plan.parts for record in made.analyses.of(part)
    ]
    homes += [(None, record) for record in made.analyses.homeless]
    for part, record in homes:
        for one in statements(record):
            yield Stated(part, record, one.words, _sources(one.cites, made))


def _sources(cites: Iterable[str], made: Assembly) -> tuple[Source, ...]:
    found = (
        made.sources[name] for cite in cites for name in (cite, *current(cite, made.scope)) if name in made.sources
    )
    return tuple({source.number: source for source in found}.values())


def _sums_up(part: Part | None) -> bool:
    return part is not None and part.section is not None and bool(part.section.limit)
