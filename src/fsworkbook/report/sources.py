"""The numbered list of sources: every entry of the assessment, and whatever an analysis cites, in order of date."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.report.document import Blocks, Cite, Evidence, Inlines, inlines, para, strong
from fsworkbook.workbook.clock import day_of, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.report.scope import Scope
    from fsworkbook.workbook.record import Record


class Source(NamedTuple):
    """A record of the source list, with the number that it has in this one paper.

    Attributes:
        number: from 1, in order of date.
        record: as it stands.
        author: the key of who wrote it first; whoever put it right is named beside.
    """

    number: int
    record: Record
    author: str

    @property
    def anchor(self) -> str:
        """Its name as a target in the document."""
        return f"source-{self.number}"

    @property
    def cite(self) -> Cite:
        """The small reference to it."""
        return Cite(str(self.number), self.anchor)


def sources(scope: Scope, cited: Iterable[str] = ()) -> dict[str, Source]:
    """Return the sources by record id; a cited id leads to the records that stand in its place now.

    Args:
        scope: what the paper is made from.
        cited: ids of records that analyses cite, which may lie outside the assessment.
    """
    wanted: dict[str, Record] = {record.id: record for record in scope.entries}
    leads: dict[str, str] = {}
    standing = {record.id: record for record in scope.ledger.standing}
    for asked in cited:
        for now in current(asked, scope):
            if now in standing:
                wanted.setdefault(now, standing[now])
                leads.setdefault(asked, now)
    ordered = sorted(wanted.values(), key=lambda item: (item.on, item.recorded, item.id))
    found = {
        record.id: Source(place, record, scope.ledger.first_version(record).by)
        for place, record in enumerate(ordered, start=1)
    }
    return found | {asked: found[now] for asked, now in leads.items() if asked not in found}


def current(asked: str, scope: Scope) -> tuple[str, ...]:
    """Return the ids of the records that stand where `asked` stood, through every correction of it."""
    waiting, seen, found = [asked], {asked}, []
    while waiting:
        record_id = waiting.pop(0)
        later = [item for item in scope.ledger.replaced_by.get(record_id, ()) if item not in seen]
        if not later:
            found.append(record_id)
        seen.update(later)
        waiting += later
    return tuple(found)


def credit(source: Source, scope: Scope) -> Inlines:
    """Return the line under a piece of evidence: its number, its day and who wrote it."""
    return inlines(source.cite, f" {spoken(source.record.on)} · {scope.family.called(source.author)}")


def listing(
    found: Iterable[Source], printed: Mapping[str, str], scope: Scope, told: Mapping[str, Blocks] = MappingProxyType({})
) -> tuple[Evidence, ...]:
    """Return the list of sources, each as a target for its citations.

    Args:
        found: the sources; each is listed once.
        printed: by record id, where in the paper its words stand ("9.1").
        scope: what the paper is made from.
        told: by record id, its words, where they stand in this list and nowhere else.
    """
    unique = {source.number: source for source in found}
    return tuple(_item(unique[number], printed, scope, told) for number in sorted(unique))


def _item(source: Source, printed: Mapping[str, str], scope: Scope, told: Mapping[str, Blocks]) -> Evidence:
    record = source.record
    role = scope.role_of(source.author)
    who = f"{scope.family.called(source.author)}{f', {role}' if role else ''}"
    kind = scope.practice.records.get(record.kind)
    beside = [
        kind.name if kind else record.kind,
        "" if scope.held else record.word("where"),
        f"printed in {printed[record.id]}" if record.id in printed else "",
        _put_right(source, scope),
        "" if scope.held else f"record {record.id}",
    ]
    return Evidence(
        (para(strong(f"{source.number}."), f" {spoken(record.on)} · {who}"), *told.get(record.id, ())),
        inlines(" · ".join(part for part in beside if part)),
        source.anchor,
    )


def _put_right(source: Source, scope: Scope) -> str:
    """Say who put a record right, and when it was."""
    record = source.record
    if not record.corrects:
        return ""
    by = f" by {scope.family.called(record.by)}" if record.by != source.author else ""
    return f"put right{by} on {spoken(day_of(record.recorded))}"
