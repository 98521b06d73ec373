"""Evidence on the page: each unit in full under the question that it answers, and one line for what bears on it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report import prose, rejoinders
from fsworkbook.report.document import (
    MAX_HEADING,
    Block,
    Blocks,
    Cite,
    Evidence,
    Heading,
    Inline,
    Paragraph,
    Strong,
    Text,
    emphasis,
    inlines,
    para,
    strong,
    text,
)
from fsworkbook.report.sources import credit
from fsworkbook.workbook.forms.module import MEANING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from fsworkbook.report.evidence import Held, Unit
    from fsworkbook.report.scope import Scope
    from fsworkbook.report.sources import Source

_ALSO: Final = "Bears on this: "
_NO: Final = "Does not apply: "
_NOTHING: Final = "Nothing was written."


def passages(
    held: Held, level: int, found: Mapping[str, Source], scope: Scope, *, apart: bool = False
) -> Iterator[Block]:
    """Yield what a part holds: accounts by date, then answers under their question's wording, then the one line.

    Args:
        held: the units of the part.
        level: the level of a question's heading.
        found: the sources, by record id.
        scope: what the paper is made from.
        apart: whether the entries stand in the appendix: then what is only mentioned leads there.
    """
    for unit in held.full:
        if unit.form == "account":
            yield _evidence(unit, found, scope)
    questions = dict.fromkeys(unit.questions[0] for unit in held.full if unit.form != "account")
    for question in sorted(questions, key=list(scope.practice.questions).index):
        yield Heading(min(level, MAX_HEADING), text(scope.practice.questions[question].text))
        for unit in held.full:
            if unit.form != "account" and unit.questions[0] == question:
                yield _evidence(unit, found, scope)
    if held.also:
        yield _also(held, found, scope, apart=apart)


def told(units: Iterable[Unit], scope: Scope) -> Blocks:
    """Return an entry’s words in full, for the appendix: its account, each answer under its question, its meaning."""
    found: Blocks = ()
    for unit in units:
        if unit.form != "account":
            found += (para(strong(scope.practice.questions[unit.questions[0]].text)),)
        found += _said(unit, scope)
    return found


def _evidence(unit: Unit, found: Mapping[str, Source], scope: Scope) -> Evidence:
    said = _said(unit, scope) or (Paragraph(text(_NOTHING)),)
    return Evidence(said, credit(found[unit.record.id], scope), unit.anchor)


def _said(unit: Unit, scope: Scope) -> Blocks:
    said = tuple(block for words in unit.texts for block in prose.blocks(words, MAX_HEADING))
    if unit.form == "declined":
        said = _led(_NO, said)
    for name in unit.asides:
        said += _aside(unit, name)
    if unit.leads:
        said += rejoinders.under(unit.record, scope)
    return said


def _aside(unit: Unit, name: str) -> Blocks:
    """Return what an entry means, or why it matters, set apart by the words that lead it."""
    if name == MEANING:
        label = "What it means: "
    else:
        label = "Why this matters to the child: " if len(unit.children) == 1 else "Why this matters to the children: "
    words = unit.record.section(name) or ""
    return _led(label, prose.blocks(words, MAX_HEADING)) if words.strip() else ()


def _led(label: str, blocks: Blocks) -> Blocks:
    """Return blocks whose first words are a label."""
    match blocks:
        case (Paragraph(said), *others):
            return (Paragraph((Strong(text(label)), *said)), *others)
    return (Paragraph((Strong(text(label)),)), *blocks)


def _also(held: Held, found: Mapping[str, Source], scope: Scope, *, apart: bool) -> Paragraph:
    mentions: list[Inline] = []
    for unit in held.also:
        source = found[unit.record.id]
        name = scope.family.first_name(source.author)
        no = f" ({_NO.rstrip(': ').lower()})" if unit.form == "declined" else ""
        mentions += [
            *([Text(" · ")] if mentions else []),
            Cite(str(source.number), source.anchor if apart else unit.anchor),
            Text(f" {_short(unit.record.on, scope.day)}, {name}{no}"),
        ]
    return Paragraph(inlines(emphasis(_ALSO), *mentions))


def _short(on: date, day: date) -> str:
    """Return a day without its year, where that is the year of the paper."""
    return f"{on.day} {on:%B}" if on.year == day.year else f"{on.day} {on:%B %Y}"
