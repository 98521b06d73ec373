"""The conversations about a parent's goals: setting one, and how it went (I.10-I.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.change.asking import child_step, names_in, parent_step, whose, words_step
from fsworkbook.cli.change.goallines import when
from fsworkbook.cli.frame.finding import find_one
from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import Piece, tell, wrap
from fsworkbook.cli.frame.taking import Talk, answers, confirm, converse, save
from fsworkbook.errors import BadInput
from fsworkbook.workbook.goals import Goal, goals, obstacles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.answers import Table
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


def setting(sitting: Sitting) -> Talk:
    """Return the conversation that sets a goal."""
    from fsworkbook.cli.talk.asksteps import day  # noqa: PLC0415 - only to ask

    def steps(_table: Table) -> Sequence[Step]:
        return [
            parent_step(sitting),
            child_step(sitting, "With which child?", needed=False),
            words_step(sitting, "goal.task", needed=True),
            words_step(sitting, "goal.frequency", line=True),
            day("from", "From which day?", ahead=True),
            day("to", "Until which day?", ahead=True, needed=False),
        ]

    prompts = sitting.practice.direct_work.goal_prompts.values()
    return Talk(
        f"{sitting.family.surname} · a parent’s goal",
        "goal-set",
        "fsworkbook goal set",
        steps,
        opening=[Piece(line, "quiet") for prompt in prompts for line in wrap(prompt.text, sitting.desk.width, "  ")],
    )


def after_setting(sitting: Sitting, records: tuple[Record, ...]) -> None:
    """Say what was set, and what stands in the parent's way just now: advice, and no lock (I.10)."""
    confirm(sitting, records)
    family, ledger = sitting.family, sitting.ledger()
    for parent in records[0].about:
        found = obstacles(ledger, parent)
        if found and records[0].children:
            known = sitting.practice.direct_work.obstacles
            ids = [str(record.head["marks"]["obstacle"]) for record in found]
            what = ", ".join(known[key].name if key in known else key for key in ids)
            warning = f"Please look: {family.first_name(parent)}, {what}. {sitting.practice.direct_work.warning}"
            tell(sitting.desk, *wrap(warning, sitting.desk.width))
    if records[0].about:
        tell(sitting.desk, f"A page for the fridge: fsworkbook goal --page --parent {records[0].about[0]} --pdf")


def tell_how_it_went(call: Call, named: str | None, told: Mapping[str, Any]) -> None:
    """Record how a goal went.

    Raises:
        BadInput: there is no such goal, or nothing that can be used is said of it.
        Interrupted: the conversation was left; what was said is kept.
    """
    table = answers(call, told)
    sitting = call.sit(recording=True, table=table)
    ledger = sitting.ledger()
    if named:
        table["goal"] = _goal_of(sitting, ledger, named)
    if call.source is not None or not sitting.desk.can_ask:
        if "goal" not in table:
            raise BadInput(
                "goal went: nothing was recorded.\n  goal is missing: name it as “fsworkbook goal” shows it."
            )
        save(sitting, "goal", table)
        return
    goal = _chosen(sitting, ledger, table)
    converse(sitting, "goal", _went(sitting, goal), {**table, "goal": goal.record.id})


def _goal_of(sitting: Sitting, ledger: Ledger, named: str) -> str:
    found = find_one(named, ledger, sitting.family)
    for goal in goals(ledger, sitting.practice):
        if found in {goal.record.id, *(item.id for item in goal.progress)}:
            return goal.record.id
    raise BadInput(f"{found} is no goal. See them with “fsworkbook goal”.")


def _chosen(sitting: Sitting, ledger: Ledger, table: Mapping[str, Any]) -> Goal:
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    found = goals(ledger, sitting.practice)
    if "goal" in table:
        return next(goal for goal in found if goal.record.id == table["goal"])
    open_ones = [goal for goal in found if goal.open]
    if not open_ones:
        raise BadInput("no goal is open. Set one with “fsworkbook goal set”.")
    choices = {
        goal.record.id: f"{whose(sitting, goal.record)} · {' '.join(goal.task.split())[:48]}" for goal in open_ones
    }
    picked = Asker.at(sitting.desk).one("Which goal?", choices)
    return next(goal for goal in open_ones if goal.record.id == picked)


def _went(sitting: Sitting, goal: Goal) -> Talk:
    from fsworkbook.cli.talk.asksteps import day, one  # noqa: PLC0415 - only to ask

    states = names_in(sitting.practice.direct_work.goal_states)

    def steps(_table: Table) -> Sequence[Step]:
        return [
            day("on", "When did you talk about it?"),
            words_step(sitting, "goal.done", line=True),
            words_step(sitting, "goal.parent_words"),
            words_step(sitting, "goal.child_response"),
            words_step(sitting, "goal.worker_view"),
            one("stands", "How does it stand?", states, default=next(iter(states)), needed=False),
        ]

    return Talk(
        f"{sitting.family.surname} · how did it go?",
        f"goal-{tail(goal.record.id)}",
        f"fsworkbook goal went {tail(goal.record.id)}",
        steps,
        before=_before(sitting, goal),
    )


def _before(sitting: Sitting, goal: Goal) -> list[Line]:
    width = sitting.desk.width
    facts = " · ".join(filter(None, [whose(sitting, goal.record), goal.record.word("frequency"), when(goal)]))
    return [*(Piece(line, "strong") for line in wrap(goal.task, width)), *wrap(facts, width, "  ")]
