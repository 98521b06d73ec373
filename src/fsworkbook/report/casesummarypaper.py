"""The case summary as a paper: what whoever decides at night reads first (E.30-E.37)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report import prose
from fsworkbook.report.banners import TRAINING
from fsworkbook.report.document import Block, Document, Heading, bullets, para, text
from fsworkbook.report.scope import listed
from fsworkbook.workbook.clock import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.record import Record


def paper(
    record: Record,
    family: Family,
    day: date,
    heading: Callable[[str], str],
    banner: str,
    restricted: Iterable[Restriction] = (),
) -> Document:
    """Return a case summary as a paper.

    Args:
        record: the case summary.
        family: who is who.
        day: the day of the paper.
        heading: says what a section of it is called.
        banner: what stands on every page: for whom it is.
        restricted: what must not reach whom; staff who act at night have to know (F.21).
    """
    blocks: list[Block] = [
        para(f"Written on {spoken(record.on)} by {family.called(record.by)}. {record.word('reason')}")
    ]
    for section in record.sections:
        blocks += [Heading(1, text(heading(section.name))), *prose.blocks(section.text, 2)]
    kept = tuple(_kept(family, day, restricted))
    if kept:
        blocks += [Heading(1, text("What must not reach whom")), bullets(*kept)]
    return Document(
        title=f"{family.surname}: case summary",
        subtitle=f"As of {spoken(record.on)}",
        reference=family.reference,
        blocks=tuple(blocks),
        banners=(banner, *([TRAINING] if family.training else [])),
        made=day,
        contents=False,
    )


def _kept(family: Family, day: date, restricted: Iterable[Restriction]) -> Iterator[str]:
    """Yield a line for those from whom the same is kept, in the order of the restrictions."""
    matters: dict[str, list[str]] = {}
    for item in restricted:
        for person in item.kept_from(day) if item.in_force(day) else ():
            matters.setdefault(person, []).append(item.what)
    whom: dict[tuple[str, ...], list[str]] = {}
    for person, words in matters.items():
        whom.setdefault(tuple(words), []).append(family.first_name(person))
    for kept, names in whom.items():
        yield f"{listed(names)} must not have: {'; '.join(kept)}."
