"""A letter to a child old enough, in the words that the worker wrote for that child (F.69)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report import prose
from fsworkbook.report.banners import TRAINING
from fsworkbook.report.document import Block, Document, para
from fsworkbook.workbook.citing import renumbered

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.practice.papers import Paper
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


def latest(ledger: Ledger, shape: Paper, child: str) -> Record | None:
    """Return the words that were written for a child’s letter last, or None."""
    mine = [
        record for record in ledger.of("paper") if record.word("paper") == shape.id and record.word("child") == child
    ]
    return mine[-1] if mine else None


def paper(record: Record, shape: Paper, family: Family, day: date, *, large: bool = False) -> Document:
    """Return a letter as a paper, in the order of its parts, without their headings.

    Args:
        record: the words.
        shape: the parts of the letter.
        family: who is who.
        day: the day of the letter.
        large: whether it is set in large print.
    """
    child = family.people[record.word("child")]
    blocks: list[Block] = [para(shape.opening.format(child=child.first_name))]
    for part in shape.parts:
        words = record.section(part.id) or ""
        blocks += prose.blocks(renumbered(words, {}), 3) if words.strip() else ()
    blocks.append(para(f"From {family.first_name(record.by)}"))
    return Document(
        title=shape.title.format(child=child.first_name),
        blocks=tuple(blocks),
        banners=(TRAINING,) if family.training else (),
        made=day,
        contents=False,
        large=large,
    )
