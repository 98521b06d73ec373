"""Work with parents in the assessment: goals, diary, reviews, observations side by side, worries (I.04-I.22).

Which of it stands in which part is the outline's to say (`work`), and on which other part it bears (`bears`). A diary
goes as far as the parent said and no further; the register of worries is the team's own, so that no copy has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.practice.directwork import DIARY, GOALS, REPORT, WORRIES
from fsworkbook.report.document import (
    Cell,
    Evidence,
    Facts,
    Link,
    Paragraph,
    Quote,
    Table,
    emphasis,
    inlines,
    para,
    strong,
    text,
)
from fsworkbook.report.scope import listed
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.goals import Goal, goals
from fsworkbook.workbook.observations import Side, reviews, said_in, side_by_side
from fsworkbook.workbook.risks import Worry, standing_words, worries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from fsworkbook.report.document import Block, Inline
    from fsworkbook.report.parts import Part, Plan
    from fsworkbook.report.scope import Scope
    from fsworkbook.report.sources import Source
    from fsworkbook.workbook.record import Record

_WORRIES_HEAD: Final = ("Worry from the start", "Since", "Now", "Last looked at", "What shows it")
_WORRIES_WIDTHS: Final = (4, 2, 3, 3, 3)


def blocks(part: Part, scope: Scope, found: Mapping[str, Source]) -> Iterator[Block]:
    """Yield the work with the parents that stands in a part of the paper.

    Args:
        part: the part, for one child where the section is written for each.
        scope: what the paper is made from.
        found: the sources, by record id.
    """
    for name in _named(part, "work"):
        yield from _WAYS.get(name, _reviewed)(name, part, scope, found)


def has_work(part: Part, scope: Scope) -> bool:
    """Tell whether any work with the parents stands in a part of the paper."""
    return any(blocks(part, scope, {}))


def bearing(part: Part, scope: Scope, plan: Plan) -> Iterator[Block]:
    """Yield a line for each kind of work that stands in another part and bears on this one too."""
    for name in _named(part, "bears"):
        home = next((one for one in plan.parts if name in _named(one, "work")), None)
        form = scope.practice.direct_work.reviews.get(name)
        sides = _sides(name, part, scope)
        if home is not None and form is not None and sides:
            seen = [record for side in sides for record in side.records if record.on <= scope.day]
            days = listed(list(dict.fromkeys(spoken(record.on) for record in seen)))
            by = listed(list(dict.fromkeys(scope.family.first_name(record.by) for record in seen)))
            lead, words = emphasis("Bears on this: "), f"{form.name}, {days}, {by}"
            yield Paragraph(inlines(lead, Link(text(words), _anchor(name))))


def _named(part: Part, field: str) -> tuple[str, ...]:
    """Return what the outline names for a part: an item's own, or the section's where the part is its head."""
    where = part.item or part.section
    found: tuple[str, ...] = getattr(where, field, ())
    return found


def _anchor(name: str) -> str:
    return f"work-{name}"


def _is_mine(record: Record, scope: Scope) -> bool:
    """Return whether a record is about a parent who is assessed, and not from after the day of the paper."""
    return bool(set(record.about) & set(scope.assessment.parents)) and record.on <= scope.day


# Goals and diaries


def _goals(_name: str, part: Part, scope: Scope, _found: Mapping[str, Source]) -> Iterator[Block]:
    mine = [
        goal
        for goal in goals(scope.ledger, scope.practice)
        if _is_mine(goal.record, scope) and (not part.child or part.child in goal.record.children)
    ]
    if mine:
        yield para(
            strong("What the parent set out to do" if len(scope.parents) == 1 else "What the parents set out to do")
        )
    for goal in mine:
        yield _goal(goal, scope)


def _goal(goal: Goal, scope: Scope) -> Evidence:
    record = goal.record
    names = listed([scope.child_name(key) for key in record.children])
    states = scope.practice.direct_work.goal_states
    rows = [
        ("With", names),
        ("How often", record.word("frequency")),
        ("When", _span(goal)),
        *((_asked(key, scope), goal.last(key)) for key in ("done", "parent_words", "child_response", "worker_view")),
        ("How it stands", states[goal.stands].name if goal.stands in states else goal.stands),
    ]
    facts = Facts(tuple((label, text(words)) for label, words in rows if words))
    return Evidence((para(strong(goal.task)), facts), _credit(record, scope))


def _asked(key: str, scope: Scope) -> str:
    return scope.practice.direct_work.asks[f"goal.{key}"].name.rstrip("?")


def _span(goal: Goal) -> str:
    since = f"from {spoken(goal.since)}" if goal.since else ""
    until = f"until {spoken(goal.until)}" if goal.until else ""
    return " ".join(filter(None, [since, until]))


def _diary(_name: str, part: Part, scope: Scope, _found: Mapping[str, Source]) -> Iterator[Block]:
    """Yield the pages of a diary that may stand in a report, in the parent's own words, to the letter."""
    shares = scope.practice.direct_work.shares
    open_ones = {key for key, share in shares.items() if share.reach == REPORT}
    for record in scope.ledger.of("diary"):
        words = record.section("words") or ""
        wanted = not part.child or part.child in record.children
        if record.word("share") in open_ones and _is_mine(record, scope) and words.strip() and wanted:
            names = listed([scope.child_name(key) for key in record.children])
            who = listed([scope.family.first_name(key) for key in record.about])
            lead = f"From {who}’s diary{f', about {names}' if names else ''}"
            yield para(strong(f"{lead}:"))
            yield Evidence(
                (Quote(tuple(Paragraph(text(line)) for line in words.splitlines() if line.strip())),),
                _credit(record, scope),
            )


# Reviews and observations


def _reviewed(name: str, part: Part, scope: Scope, _found: Mapping[str, Source]) -> Iterator[Block]:
    form = scope.practice.direct_work.reviews.get(name)
    if form is None:
        return
    if form.series:
        for number, side in enumerate(_sides(name, part, scope)):
            yield _side(side, scope, _anchor(name) if number == 0 else "")
        return
    for record in reviews(scope.ledger, form=name):
        if _is_mine(record, scope) and (not part.child or part.child in record.children):
            rows = [(_title(record, one.id, one.name), said_in(record, one.id)) for one in form.parts]
            facts = Facts(tuple((label.rstrip("?"), text(words)) for label, words in rows if words))
            whom = listed([scope.child_name(key) for key in record.children])
            lead = para(strong(f"{form.name}{f', {whom}' if whom else ''}"))
            yield Evidence((lead, facts), _credit(record, scope))


def _title(record: Record, part: str, otherwise: str) -> str:
    return next((section.title for section in record.sections if section.name == part), otherwise)


def _sides(name: str, part: Part, scope: Scope) -> list[Side]:
    """Return the series of a form that belong to a part."""
    found = side_by_side(scope.ledger, scope.practice, form=name)
    return [
        side
        for side in found
        if any(_is_mine(record, scope) for record in side.records) and (not part.child or part.child in side.children)
    ]


def _side(side: Side, scope: Scope, anchor: str) -> Evidence:
    """Return a series as a table: a row for each head, a column for each day; no word sums it up."""
    records = [record for record in side.records if record.on <= scope.day]
    head = ("", *(spoken(record.on) for record in records))
    rows: list[tuple[Cell, ...]] = []
    for row in side.rows:
        words = dict(row.words)
        rows.append((text(row.name), *(text(words.get(record.id, "") or "–") for record in records)))
    who = listed([scope.family.first_name(key) for key in side.about])
    whom = listed([scope.family.first_name(key) for key in side.children])
    table = Table(head, tuple(rows), (2, *(3 for _ in records)), f"{who} with {whom}" if whom else who)
    seen = listed(list(dict.fromkeys(scope.family.called(record.by) for record in records)))
    return Evidence((table,), inlines(f"Seen by {seen}"), anchor)


# Worries


def _worries(_name: str, part: Part, scope: Scope, found: Mapping[str, Source]) -> Iterator[Block]:
    parents, children = set(scope.assessment.parents), set(scope.assessment.children)
    mine = [
        worry
        for worry in worries(scope.ledger, scope.practice)
        if (not worry.record.about or parents & set(worry.record.about))
        and (not worry.record.children or children & set(worry.record.children))
        and worry.record.on <= scope.day
        and (not part.child or part.child in worry.record.children)
    ]
    if mine:
        rows = tuple(_worry(worry, scope, found) for worry in mine)
        yield Table(_WORRIES_HEAD, rows, _WORRIES_WIDTHS, "The worries from the start, and how each stands now")


def _worry(worry: Worry, scope: Scope, found: Mapping[str, Source]) -> tuple[Cell, ...]:
    looked = spoken(worry.last.on) if worry.last else "not yet"
    if worry.missed is not None:
        looked += f"; not in the supervision of {spoken(worry.missed.on)}"
    return (
        text(worry.words),
        text(spoken(worry.since)),
        text(standing_words(worry, scope.practice)),
        text(looked),
        _shown(worry.evidence, scope, found),
    )


def _shown(evidence: Iterable[str], scope: Scope, found: Mapping[str, Source]) -> Cell:
    """Return what shows it: the number of a source, or the day of a record that is none."""
    said: list[str | Inline] = []
    for key in evidence:
        record = scope.ledger.everything.get(key)
        if key in found:
            said += [" ", found[key].cite] if said else [found[key].cite]
        elif record is not None:
            said += [", " if said else "", spoken(record.on)]
    return inlines(*said) if said else text("–")


def _credit(record: Record, scope: Scope) -> Cell:
    first = scope.ledger.first_version(record)
    return inlines(f"{spoken(record.on)} · {scope.family.called(first.by)}")


_WAYS: Final[Mapping[str, Callable[[str, Part, Scope, Mapping[str, Source]], Iterator[Block]]]] = {
    GOALS: _goals,
    DIARY: _diary,
    WORRIES: _worries,
}
"""What writes each kind of work that is no form of its own."""
