"""The chronology as a paper: the family's, or one child's separate impact chronology (K.R06, M1.Q19, N.46, H08).

`paper` is pure, and knows no more than the chronology and the family that it is handed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.banners import TEAM_ONLY, TRAINING
from fsworkbook.report.document import (
    Break,
    Bullets,
    Code,
    Document,
    Heading,
    Note,
    Table,
    date_in_words,
    emphasis,
    inlines,
    para,
    strong,
    text,
)
from fsworkbook.report.scope import listed
from fsworkbook.workbook.clock import brief, day_of
from fsworkbook.workbook.milestones import EVENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.report.document import Block, Blocks, Cell, Inline
    from fsworkbook.workbook.chronology import Chronology, Effect, Line
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.milestones import Happening

LABELS: Final = {
    "support": "Help",
    "outcome": "What came of it",
    "reason_closed": "Why it ended",
    "decided_by": "Decided by",
    "reason": "Because",
}
"""What stands before each detail."""
_TREE: Final = "Family tree"


def paper(
    found: Chronology,
    family: Family,
    *,
    team: bool = True,
    banners: tuple[str, ...] | None = None,
    tree: Blocks = (),
) -> Document:
    """Return a chronology as a paper.

    Args:
        found: the chronology.
        family: who is who, as far as its reader may know.
        team: whether it is for the team, which reads where nothing is recorded of a child, and each record's id.
        banners: what stands on every page; where None, that it is for the team only, and of a training family.
        tree: the family tree that stands at its end, or nothing.
    """
    child = family.people.get(found.wanted.child)
    usual = (TEAM_ONLY, *([TRAINING] if family.training else []))
    return Document(
        title=f"Separate impact chronology of {child.name}" if child else f"{family.surname}: chronology",
        subtitle=period(found),
        reference=family.reference,
        blocks=(*_Press(found, family, team=team).blocks(), *([Heading(1, text(_TREE)), *tree] if tree else [])),
        banners=usual if banners is None else banners,
        made=found.day,
        contents=False,
    )


def period(found: Chronology) -> str:
    """Return from when to when a chronology runs, in words; "" where nothing stands in it."""
    if not found.lines:
        return ""
    first, last = found.lines[0].happening.on, max(line.happening.until or line.happening.on for line in found.lines)
    return date_in_words(first) if first == last else f"{date_in_words(first)} to {date_in_words(last)}"


def when(happening: Happening) -> str:
    """Return when something happened: its day, its days, or what is known of when it was."""
    if happening.when:
        return f"{happening.when[:1].upper()}{happening.when[1:]}"
    until = f" to {brief(happening.until)}" if happening.until else ""
    return f"{brief(happening.on)}{until}"


def whose(effect: Effect, family: Family, child: str = "", *, team: bool = True) -> str:
    """Return of whom an effect is told, as the beginning of a line: `Tyler and Maisie`; "" where that goes without it.

    Args:
        effect: what it meant.
        family: who is who.
        child: whose separate impact chronology it stands in, or "".
        team: whether the team reads it, and should know where no child was named.
    """
    if not effect.children:
        return "Of no child by name" if child and team else ""
    names = "" if effect.children == (child,) else listed([family.first_name(key) for key in effect.children])
    return f"{names[:1].upper()}{names[1:]}"


def unsaid(line: Line, family: Family) -> str:
    """Return that nothing is recorded of some children; "" where something is of each."""
    names = listed([family.first_name(key) for key in line.unsaid])
    return f"Not recorded for {names}." if names else ""


class _Press:
    """Sets the paper."""

    def __init__(self, found: Chronology, family: Family, *, team: bool) -> None:
        self.found = found
        self.family = family
        self.team = team
        self.child = family.people.get(found.wanted.child)

    def blocks(self) -> Iterator[Block]:
        """Yield the whole paper."""
        if not self.found.lines:
            yield para("Nothing is recorded.")
            return
        yield from self.opening()
        yield self.table()
        if self.team and self.child:
            yield from self.missing()

    def opening(self) -> Iterator[Block]:
        """Yield how it is to be read."""
        if self.child:
            yield para(f"What happened, and what it meant for {self.child.first_name}, as the records tell it.")
        if any(line.happening.kind != EVENT for line in self.found.lines):
            yield para(emphasis("In italics: meetings, decisions, orders, births and homes, from the records."))

    def table(self) -> Table:
        """Return the chronology itself, the earliest first."""
        whom = self.child.first_name if self.child else "the children"
        head = ("When", "What happened", f"What it meant for {whom}", "Recorded")
        return Table(head, tuple(map(self.row, self.found.lines)), (15, 40, 30, 15))

    def row(self, line: Line) -> tuple[Cell, ...]:
        """Return one line as a row."""
        happening = line.happening
        on = _stacked([(when(happening),), *([(line.age,)] if line.age else [])])
        return (on, self.what(happening), self.meant(line), self.told(happening))

    def what(self, happening: Happening) -> Cell:
        """Return what happened, and below it help, outcome and reasons; what is no event is set apart."""
        more = [(strong(f"{LABELS[item.key]}: "), *_lined(item.words)) for item in happening.details]
        if happening.kind != EVENT:
            return _stacked([(emphasis(happening.what),), *more])
        label = (strong(f"{happening.label[:1].upper()}{happening.label[1:]}. "),) if happening.label else ()
        return _stacked([(*label, *_lined(happening.what)), *more])

    def meant(self, line: Line) -> Cell:
        """Return what it meant for each child, and whose effect is not recorded."""
        parts: list[tuple[str | Inline, ...]] = []
        for effect in line.effects:
            names = whose(effect, self.family, self.found.wanted.child, team=self.team)
            lead = (strong(f"{names}: "),) if names else ()
            parts.append((*lead, *_lined(effect.words)))
        if self.team and line.unsaid:
            parts.append((strong(unsaid(line, self.family)),))
        return _stacked(parts)

    def told(self, happening: Happening) -> Cell:
        """Return who recorded it, and when; nobody is named whom the reader may not know."""
        if happening.recorded is None:
            return ()
        name = self.family.first_name(happening.by) if happening.by in self.family.team else ""
        ident = Code(happening.record.rpartition("-")[2]) if self.team else ""
        return _stacked([(part,) for part in (name, brief(day_of(happening.recorded)), ident) if part])

    def missing(self) -> Iterator[Block]:
        """Yield what is not recorded of the child yet."""
        name = self.child.first_name if self.child else ""
        silent = [line.happening for line in self.found.lines if line.unsaid]
        for heading, items in (
            (f"Nothing is recorded yet of what this meant for {name}", silent),
            (f"Recorded for others alone: did it touch {name} too?", self.found.elsewhere),
        ):
            if items:
                yield Heading(1, text(heading))
                yield Bullets(tuple((para(strong(f"{when(item)}: "), *_lined(item.what)),) for item in items))
        if not silent and not self.found.elsewhere:
            yield Note((para(f"Of each event it is recorded what it meant for {name}."),))


def _lined(words: str) -> Iterator[str | Inline]:
    """Yield words of several lines with their line ends."""
    for place, line in enumerate(part.strip() for part in words.splitlines() if part.strip()):
        if place:
            yield Break()
        yield line


def _stacked(parts: list[tuple[str | Inline, ...]]) -> Cell:
    """Return parts as one cell, each on a line of its own."""
    return inlines(*(piece for place, part in enumerate(parts) for piece in ((Break(), *part) if place else part)))
