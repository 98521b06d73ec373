"""The family report for a statutory meeting: child by child, what has changed since the last one (E.40-E.42).

It is made from what its reader may have, so that each parent who is apart has a version of their own (E.42).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report import pedigree, prose
from fsworkbook.report.banners import TEAM_ONLY, TRAINING
from fsworkbook.report.document import Block, Bullets, Document, Facts, Gap, Heading, Paragraph, text
from fsworkbook.workbook.ages import age
from fsworkbook.workbook.citing import renumbered
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.statuses import on_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.papers import Paper, PaperPart
    from fsworkbook.workbook.family import Family, Person
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

ID: Final = "family-report"
_EACH: Final = "parent"


class Reported(NamedTuple):
    """What a family report is made from.

    Attributes:
        family: who is who, as far as the reader may know.
        practice: the model in use.
        ledger: the records that the reader may have.
        day: the day of the report.
        meeting: the id of the kind of meeting that it is for; "" where none is said.
        team: whether it is the team’s own, in which what is still to be written is marked.
    """

    family: Family
    practice: Practice
    ledger: Ledger
    day: date
    meeting: str = ""
    team: bool = True

    @property
    def shape(self) -> Paper:
        """What stands in it."""
        return self.practice.papers[ID]

    @property
    def since(self) -> date | None:
        """The day of the last statutory meeting before it; None where there was none."""
        held = [
            record.on
            for record in self.ledger.of("meeting")
            if "planned" not in record.head and record.on < self.day and self._counts(record)
        ]
        return max(held, default=None)

    def _counts(self, record: Record) -> bool:
        known = self.practice.meetings
        return any(known[kind].statutory for kind in record.names("meeting") if kind in known)

    def written(self, child: str) -> Record | None:
        """Return the words that were written for a child since the last meeting, the newest; None where none were."""
        since = self.since
        mine = [
            record
            for record in self.ledger.of("paper")
            if record.word("paper") == ID and record.word("child") == child and record.on <= self.day
        ]
        return mine[-1] if mine and (since is None or mine[-1].on > since) else None

    def missing(self) -> tuple[tuple[Person, PaperPart], ...]:
        """Return what is still to be written, child by child."""
        found = []
        for child in self.family.children:
            record = self.written(child.key)
            names = {section.name.partition(".")[0] for section in record.sections} if record else set()
            found += [(child, part) for part in self.shape.parts if part.id not in names]
        return tuple(found)


def paper(report: Reported) -> Document:
    """Return the family report as a paper."""
    name = report.practice.meetings[report.meeting].name if report.meeting else ""
    training = [TRAINING] if report.family.training else []
    since = report.since
    return Document(
        title=f"{report.shape.title}: {report.family.surname}",
        subtitle=f"For the {name[:1].lower()}{name[1:]}" if name else "",
        reference=report.family.reference,
        blocks=tuple(_blocks(report)),
        banners=(*([TEAM_ONLY] if report.team else []), *training),
        made=report.day,
        contents=False,
        cover=(
            ("Since", text(f"the last meeting, on {spoken(since)}" if since else "the beginning of our work")),
            *([("For", text("The team"))] if report.team else []),
        ),
    )


def _blocks(report: Reported) -> Iterator[Block]:
    yield from _children(report)
    if report.shape.genogram:
        yield Heading(1, text(report.shape.genogram))
        yield from pedigree.tree(report.family, report.practice, report.day, whole=report.team)


def _children(report: Reported) -> Iterator[Block]:
    """Yield each child’s part; in a copy, only of those of whom something is written."""
    for child in report.family.children:
        record = report.written(child.key)
        if record is None and not report.team:
            continue
        yield Heading(1, text(child.name))
        yield Facts(tuple((label, text(words)) for label, words in _facts(report, child) if words))
        happened = tuple(_happened(report, child))
        if happened:
            yield Heading(2, text("What happened"))
            yield Bullets(happened)
        lacking = [
            _heading(part, child, report) for part in report.shape.parts if not _said(report, child, part, record)
        ]
        if lacking and report.team:
            yield Gap(f"for {child.first_name}: {', '.join(lacking)}.")
        for part in report.shape.parts:
            for heading, words in _said(report, child, part, record):
                yield Heading(2, text(heading))
                yield from prose.blocks(renumbered(words, {}), 3)


def _facts(report: Reported, child: Person) -> Iterator[tuple[str, str]]:
    """Yield what the records say of a child: age, plan, how often they were seen since the last meeting."""
    yield "Age", age(child, report.day)
    standing = on_day(report.ledger, child.key, report.day)
    known = report.practice.statuses.get(standing.status) if standing else None
    if standing is not None and known is not None:
        yield "Plan", f"{known.name}, since {spoken(standing.since)}"
    if not child.is_unborn:
        yield "Seen", _seen(report, child)


def _seen(report: Reported, child: Person) -> str:
    since = report.since
    visits = [
        record
        for record in report.ledger.of("visit")
        if child.key in record.names("children_seen")
        and (since is None or record.on > since)
        and record.on <= report.day
    ]
    if not visits:
        return ""
    alone = sum(child.key in record.names("seen_alone") for record in visits)
    times = "once" if len(visits) == 1 else f"{len(visits)} times"
    apart = "never alone" if not alone else "alone each time" if alone == len(visits) else f"{alone} of them alone"
    return f"{times}, {apart}; last on {spoken(visits[-1].on)}"


def _happened(report: Reported, child: Person) -> Iterator[tuple[Block, ...]]:
    """Yield the events since the last meeting that touched a child, each with what it meant for that child."""
    since = report.since
    for record in report.ledger.of("chronology"):
        if child.key not in record.children or record.on > report.day or (since is not None and record.on <= since):
            continue
        effects = record.head.get("effect_on_child", "")
        effect = effects.get(child.key, "") if isinstance(effects, dict) else effects
        what = " ".join((record.section("account") or "").split())
        yield (Paragraph(text(f"{spoken(record.on)}: {what}")), *([Paragraph(text(str(effect)))] if effect else []))


def _said(report: Reported, child: Person, part: PaperPart, record: Record | None) -> list[tuple[str, str]]:
    """Return what is written in one part of a child’s report, each under its heading."""
    if record is None:
        return []
    if part.each == _EACH:
        return [
            (part.heading.format(parent=person.first_name), words)
            for person in report.family.parents
            if (words := record.section(f"{part.id}.{person.key}"))
        ]
    words = record.section(part.id)
    return [(part.heading.format(child=child.first_name), words)] if words else []


def _heading(part: PaperPart, child: Person, report: Reported) -> str:
    """Return the heading of a part as it is named in a sentence."""
    parents = "each parent" if len(report.family.parents) > 1 else "the parent"
    name = part.heading.format(child=child.first_name, parent=parents)
    return f"{name[:1].lower()}{name[1:]}"
