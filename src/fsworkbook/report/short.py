"""The assessment in short, for a parent: what each part of the whole comes to, in the words that stand there (F.63).

`paper` is pure; what stands in it, and how many pages it may have, are data (`papers.toml`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.report import prose
from fsworkbook.report.document import Block, Bullets, Document, Gap, Heading, emphasis, para, strong, text
from fsworkbook.report.scope import listed
from fsworkbook.workbook.citing import renumbered
from fsworkbook.workbook.clock import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.outlines import Recommendation
    from fsworkbook.practice.papers import Paper, PaperPart
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.workbook.record import Record

_TO_WRITE: Final = "this part is taken from {parts} of the report, where nothing is written yet."


def paper(made: Assembly, shape: Paper, *, large: bool = False) -> Document:
    """Return an assessment in short.

    Args:
        made: the whole assessment, as its reader may have it.
        shape: what stands in the paper.
        large: whether it is set in large print.
    """
    scope = made.scope
    names = {
        "parents": listed([person.name for person in scope.parents]),
        "lead": listed([member.name for member in scope.lead]) or "your social worker",
    }
    blocks: list[Block] = []
    for part in shape.parts:
        said = tuple(_said(made, part))
        if said:
            blocks += [Heading(1, text(part.heading)), *said]
        elif not scope.held:
            blocks += [Heading(1, text(part.heading)), Gap(_TO_WRITE.format(parts=listed(list(part.taken))))]
    if shape.empty and not blocks:
        blocks.append(para(shape.empty.format(**names)))
    if shape.closing:
        blocks.append(para(shape.closing.format(**names)))
    whole = made.document
    return Document(
        title=shape.title.format(**names),
        subtitle=whole.subtitle,
        reference=whole.reference,
        blocks=tuple(blocks),
        banners=whole.banners,
        made=whole.made,
        draft=whole.draft,
        contents=False,
        cover=whole.cover,
        large=large,
    )


def words(document: Document) -> str:
    """Return what a paper says, without its headings, for its reading age."""
    from fsworkbook.report.document import pieces  # noqa: PLC0415 - beside its only use

    said = (piece for block in document.blocks if not isinstance(block, Heading) for piece in pieces(block))
    return "\n\n".join(piece for piece in said if piece)


def _said(made: Assembly, part: PaperPart) -> Iterator[Block]:
    """Yield what stands in a part: the analysis of the parts that it takes, each child under their name."""
    for place in made.plan.parts:
        if place.id not in part.taken:
            continue
        records = made.analyses.of(place)
        if records and place.child:
            yield Heading(2, text(_capital(made.scope.family.people[place.child].first_name)))
        for record in records:
            for section in record.sections:
                said = prose.blocks(renumbered(section.text, {}), 3)
                yield from said[:1] if part.lead else said
            yield from _recommended(made, record)


def _recommended(made: Assembly, record: Record) -> Iterator[Block]:
    """Yield what is recommended, child by child, with who does it and by when."""
    rows = [row for row in record.head.get("recommend", ()) if isinstance(row, dict)]
    known = {item.id: item for section in made.plan.sections for item in section.recommendations}
    children = [child.key for child in made.scope.children]
    for child in [*children, ""]:
        mine = [row for row in rows if row.get("child", "") == child and row.get("what") in known]
        if mine:
            name = made.scope.family.people[child].first_name if child else ""
            yield Heading(2, text(_capital(name) or "Everybody"))
            yield Bullets(tuple((_row(row, known[row["what"]], name),) for row in mine))


def _row(row: dict[str, Any], asked: Recommendation, name: str) -> Block:
    """Return one recommendation; what takes a yes or a no begins with its question."""
    answer = "Yes." if row.get("needed") else "No."
    what = f"{asked.name.format(child=name)} {answer} " if asked.decides else ""
    who, by = str(row.get("who", "")), row.get("by")
    beside = ", ".join(part for part in (who, f"by {spoken(by)}" if by else "") if part)
    beside = f" {beside[:1].upper()}{beside[1:]}." if beside else ""
    said = [strong(what)] if what else []
    return para(*said, str(row.get("text", "")), *([emphasis(beside)] if beside else []))


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
