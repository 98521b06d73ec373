"""Each child's status over time, from the records of what conferences, reviews and courts decided (L.01-L.22).

What a change is called, and what is said of one, stands in `statuses.toml`, not here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.family import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.statuses import Plan
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


class Standing(NamedTuple):
    """One status of one child: `until` is the day the next one began, or None while it lasts."""

    child: str
    status: str
    since: date
    until: date | None
    record: Record


class Change(NamedTuple):
    """One status and how it came after the one before (B.30–B.38).

    Attributes:
        now: the status.
        step: the id of a step of the practice model: up, down, across, end; "" where it is no step, such as the first
            status, or one that stands on no ladder.
        before: the kind of plan from which the step is counted: the last that stands on the ladder; None for the first.
    """

    now: Standing
    step: str
    before: Plan | None


def history(ledger: Ledger, child: str) -> tuple[Standing, ...]:
    """Return a child's statuses in the order in which they began."""
    mine = [record for record in ledger.of("status") if record.word("child") == child]
    mine.sort(key=lambda record: (_began(record), record.recorded))
    ends = [*(_began(record) for record in mine[1:]), None][: len(mine)]
    return tuple(
        Standing(child, record.word("status"), _began(record), end, record)
        for record, end in zip(mine, ends, strict=True)
    )


def on_day(ledger: Ledger, child: str, on: date) -> Standing | None:
    """Return a child's status on a day; None where none is recorded."""
    held = [item for item in history(ledger, child) if item.since <= on]
    return held[-1] if held else None


def changes(ledger: Ledger, practice: Practice, child: str) -> tuple[Change, ...]:
    """Return a child's statuses in their order, each with the step that it was.

    What stands on no ladder, such as an enquiry, is no step; what follows it is compared with what was before.
    """
    found: list[Change] = []
    last: Plan | None = None
    for now in history(ledger, child):
        plan = plan_of(practice, now.status)
        ends = now.status in practice.statuses and practice.statuses[now.status].ends
        found.append(Change(now, "end" if ends else _step(last, plan), last))
        last = plan if plan is not None and plan.level else last
    return tuple(found)


def plan_of(practice: Practice, status: str) -> Plan | None:
    """Return the kind of plan that a status belongs to; None where the model knows no such status."""
    known = practice.statuses.get(status)
    return practice.plans[known.plan] if known else None


def _step(last: Plan | None, now: Plan | None) -> str:
    if last is None or now is None or not now.level or now.level == last.level:
        return ""
    if now.level > last.level:
        return "up"
    return "across" if now.across else "down"


def remarks(record: Record, family: Family, ledger: Ledger, practice: Practice) -> tuple[str, ...]:
    """Return what there is to say when a status was recorded: what stays, what is recommended, whom to tell (B3)."""
    mine = [change for change in changes(ledger, practice, record.word("child")) if change.now.record.id == record.id]
    return tuple(said for change in mine for said in _remarks(change, family, ledger, practice) if said)


def _remarks(change: Change, family: Family, ledger: Ledger, practice: Practice) -> Iterator[str]:
    plan, before = plan_of(practice, change.now.status), change.before
    step = practice.steps.get(change.step)
    if step is not None:
        yield f"{step.name}. {step.says}"
    if plan is not None:
        yield plan.says
    lower = change.step in {"down", "across"} and plan is not None
    if lower and plan is not None and before is not None and before.then:
        yield before.instead if plan.level < practice.plans[before.then].level else ""
    if change.step == "down" and before is not None and plan is not None:
        yield from _last(change.now, before, plan, family, ledger, practice)


def _last(now: Standing, before: Plan, plan: Plan, family: Family, ledger: Ledger, practice: Practice) -> Iterator[str]:
    """Say what is to be thought of where no child of the family has such a plan, or a higher one, any more (B.34)."""
    levels = [_level(ledger, child.key, now.since, practice) for child in family.children if child.key != now.child]
    for other in practice.plans.values():
        ended = other.last and plan.level < other.level <= before.level
        if ended and all(level < other.level for level in levels):
            yield other.last


def _level(ledger: Ledger, child: str, on: date, practice: Practice) -> int:
    standing = on_day(ledger, child, on)
    plan = plan_of(practice, standing.status) if standing else None
    return plan.level if plan and standing and not practice.statuses[standing.status].ends else 0


class Unlikely(NamedTuple):
    """A rating beside a kind of plan that wants a second look, and the children who have that plan: a hint (X11)."""

    rating: str
    plan: Plan
    children: tuple[str, ...]


def unlikely(
    ledger: Ledger, family: Family, practice: Practice, on: date, rating: str, children: Mapping[str, str]
) -> tuple[Unlikely, ...]:
    """Return what in an agreed rating wants a second look beside the children's plans on a day; none of it is an error.

    Args:
        ledger: the records as they stand.
        family: who is who.
        practice: the plans, with the ratings that are unlikely beside each.
        on: the day.
        rating: the id of the family's rating.
        children: ratings of single children, which count for them instead.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for child in family.children:
        standing = on_day(ledger, child.key, on)
        plan = plan_of(practice, standing.status) if standing else None
        given = children.get(child.key) or rating
        if plan is not None and given in plan.unlikely:
            found.setdefault((given, plan.id), []).append(child.key)
    return tuple(Unlikely(word, practice.plans[plan], tuple(keys)) for (word, plan), keys in found.items())


def unlikely_words(found: Unlikely, family: Family, practice: Practice) -> str:
    """Return such a hint as a sentence."""
    names = joined(family.first_name(key) for key in found.children)
    name = practice.ratings[found.rating].name if found.rating in practice.ratings else found.rating
    return f"{name}, and a {found.plan.name.lower()} for {names}: no error, a rating need not follow a plan (X11)."


def _began(record: Record) -> date:
    began = record.head.get("from", record.on)
    return began if isinstance(began, date) else record.on
