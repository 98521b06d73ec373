"""Replies on the page: in full under what they answer, and gathered where the parents’ own words stand (F.64)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report import prose
from fsworkbook.report.document import MAX_HEADING, Block, Heading, Link, Paragraph, Strong, Text, inlines, text
from fsworkbook.workbook.clock import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.report.document import Blocks
    from fsworkbook.report.evidence import Placement
    from fsworkbook.report.scope import Scope
    from fsworkbook.report.sources import Source
    from fsworkbook.workbook.record import Record


def under(record: Record, scope: Scope) -> Blocks:
    """Return the replies to a record, to stand under its words."""
    return tuple(block for reply in scope.replies.get(record.id, ()) for block in _whole(reply, scope))


def gathered(scope: Scope, placement: Placement, found: Mapping[str, Source]) -> Iterator[Block]:
    """Yield every reply that bears on this paper: one that stands under an entry is named, any other is told in full.

    Args:
        scope: what the paper is made from.
        placement: where each entry's words stand in it.
        found: the numbered sources, by record id.
    """
    full = [unit for held in (*placement.held.values(), placement.rest) for unit in held.full]
    printed = {unit.record.id: unit.anchor for unit in full if unit.leads}
    blocks: list[Block] = []
    for key, replies in scope.replies.items():
        for reply in replies:
            if key in printed:
                number = f" [{found[key].number}]" if key in found else ""
                link = Link(text(f"{_named(reply, scope)}{number}"), printed[key])
                blocks.append(Paragraph(inlines(link, Text(", printed there."))))
            elif _bears(key, reply, scope):
                blocks += _whole(reply, scope)
    if blocks:
        yield Heading(2, text("What parents and children say of what is written"))
        yield from blocks


def _bears(key: str, reply: Record, scope: Scope) -> bool:
    """Whether a reply to what is not printed as an entry belongs here: by those assessed, to no other assessment."""
    record = scope.ledger.everything.get(key)
    if record is None or record.kind == "analysis":  # an analysis has its replies under it
        return False
    mine = {*scope.assessment.parents, *scope.assessment.children}
    return reply.word("person") in mine and record.word("assessment") in {"", scope.assessment.key}


def _whole(reply: Record, scope: Scope) -> Blocks:
    said = prose.blocks(reply.section("account") or "", MAX_HEADING)
    lead = Strong(text(f"{_named(reply, scope)}: "))
    match said:
        case (Paragraph(words), *others):
            return (Paragraph((lead, *words)), *others)
    return (Paragraph((lead,)), *said)


def _named(reply: Record, scope: Scope) -> str:
    """Return whose reply it is, and of which day: “Kerry says that this is wrong, 4 April 2025”."""
    name = scope.family.first_name(reply.word("person"))
    what = "says that a fact is wrong" if reply.head.get("fact") is True else "replies"
    return f"{name} {what}, {spoken(reply.on)}"
