"""Parents' goals on the screen and as JSON: whose, with which child, how it went (I.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.change.asking import key_of, whose
from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import Line, Piece, emit_json, say, wrap
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.goals import goals, obstacles

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.goals import Goal
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_WORDS = ("parent_words", "child_response", "worker_view")


def show(
    sitting: Sitting, at: date | None, named: tuple[str | None, str | None], *, json: bool, everything: bool
) -> None:
    """Print the goals: the open ones, or all of them; those of one parent or one child where that is asked.

    Raises:
        BadInput: nobody of that name, or several.
    """
    parent, child = key_of(sitting, named[0], "--parent"), key_of(sitting, named[1], "--child")
    ledger = sitting.ledger(at)
    found = goals(ledger, sitting.practice, parent=parent, child=child)
    if json:
        emit_json(sitting.desk, "goals", sitting.folder.name, at, [as_data(goal) for goal in found])
        return
    shown = [goal for goal in found if goal.open or everything]
    lines: list[Line] = [Piece(f"{sitting.family.surname} · goals of the parents", "strong")]
    for goal in shown:
        lines += ["", *goal_lines(sitting, goal)]
    if not shown:
        lines += ["", "  None is open."]
    over = len(found) - len(shown)
    if over:
        lines += ["", Piece(f"  {over} came to an end: fsworkbook goal --all", "quiet")]
    lines += _in_the_way(sitting, ledger, parent)
    lines += ["", "fsworkbook goal set   sets one · goal went [ID] says how one went"]
    lines += ["fsworkbook goal --page --parent WHO --pdf   a page for the fridge"]
    say(sitting.desk, *lines)


def when(goal: Goal) -> str:
    """Return from when to when a goal is, in words; "" where no day is said."""
    since = f"from {brief(goal.since)}" if goal.since else ""
    until = f"to {brief(goal.until)}" if goal.until else ""
    return " ".join(filter(None, [since, until]))


def goal_lines(sitting: Sitting, goal: Goal) -> list[Line]:
    """Return one goal: what, with whom, how often, and everything that was said of how it went."""
    width = sitting.desk.width
    lines: list[Line] = [Piece(text, "strong") for text in wrap(goal.task, width, "  ")]
    states = sitting.practice.direct_work.goal_states
    stands = states[goal.stands].name if goal.stands in states else goal.stands
    facts = [whose(sitting, goal.record), goal.record.word("frequency"), when(goal), stands, tail(goal.record.id)]
    lines += wrap(" · ".join(filter(None, facts)), width, "    ")
    for item in goal.progress:
        lines += _went(sitting, item)
    if not goal.progress:
        lines.append(Piece("    nothing is recorded yet of how it goes", "quiet"))
    return lines


def _went(sitting: Sitting, record: Record) -> list[Line]:
    width = sitting.desk.width
    told: list[Line] = list(wrap(f"{brief(record.on)}  {record.word('done')}".rstrip(), width, "      ", "    "))
    for name in _WORDS:
        words = record.section(name)
        if words:
            said = f"“{words}”" if name == _WORDS[0] else words
            told += wrap(said, width, "      ")
    return told


def _in_the_way(sitting: Sitting, ledger: Ledger, parent: str) -> list[Line]:
    """Return what stands in whose way just now (I.10)."""
    family, known = sitting.family, sitting.practice.direct_work.obstacles
    lines: list[Line] = []
    for key in [parent] if parent else list(family.people):
        for record in obstacles(ledger, key):
            ident = str(record.head["marks"]["obstacle"])
            what = known[ident].name if ident in known else ident
            words = f"? In {family.first_name(key)}’s way just now: {what} (since {brief(record.on)})."
            lines += wrap(words, sitting.desk.width, "    ", "  ")
    return ["", *lines] if lines else []


def as_data(goal: Goal) -> dict[str, Any]:
    """Return a goal for other programs."""
    record = goal.record
    return {
        "id": record.id,
        "parent": next(iter(record.about), None),
        "child": next(iter(record.children), None),
        "task": goal.task,
        "frequency": record.word("frequency") or None,
        "from": goal.since,
        "to": goal.until,
        "stands": goal.stands or None,
        "open": goal.open,
        "progress": [
            {
                "record": item.id,
                "on": item.on,
                "by": item.by,
                "done": item.word("done") or None,
                **{name: item.section(name) for name in _WORDS},
                "stands": item.word("stands") or None,
            }
            for item in goal.progress
        ],
    }
