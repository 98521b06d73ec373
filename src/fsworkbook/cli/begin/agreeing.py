"""Whether each parent agrees to work with the team: the questions of an opening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.cli.people.inquiry import OPEN, inside
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.workbook.clock import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from fsworkbook.cli.begin.opening import Questions
    from fsworkbook.cli.talk.answers import Table
    from fsworkbook.cli.talk.asking import Asker

NOT_ASKED: Final = "not-asked"
"""The state of a consent that nobody was asked for (format.md)."""

_HOW: Final = "How it was explained and agreed: at home, in writing, with an interpreter."
_NEEDS: Final = {
    "how": "How was it explained and agreed?",
    "limits": "Which limits did they set?",
    "decided_by": "Who decided that?",
}


def consent_steps(questions: Questions, table: Table) -> Iterator[Step]:
    """Yield the question for each parent, and what belongs to its answer: how, which limits, why not."""
    states = {key: state.name for key, state in questions.inquiry.practice.consent_states.items()}
    for parent in questions.slots(table, "parent"):
        at, first = ("consent", parent.ref), questions.somebody(parent).first
        yield Step(
            (*at, "state"),
            _agrees(f"Does {first} agree to work with the team?", states),
            f"{first}: agrees",
        )
        state = questions.inquiry.practice.consent_states.get(str(inside(table, at).get("state")))
        if state is not None and state.id != NOT_ASKED:
            yield from _consent_facts(questions, at, first, state.needs, table)


def _agrees(label: str, states: Mapping[str, str]) -> Callable[[Asker, Table], str | None]:
    return lambda asker, _: asker.one(label, states, default=OPEN, needed=False)


def _consent_facts(
    questions: Questions, at: tuple[str, ...], first: str, needs: Sequence[str], table: Table
) -> Iterator[Step]:
    by = str(inside(table, ("decision",)).get("by", ""))
    day = inside(table, ("decision",)).get("on")
    if "decided_by" not in needs:
        default = spoken(day) if day else "today"
        yield Step((*at, "asked_by"), lambda asker, _: asker.text("Who asked?", default=by), f"{first}: asked by")
        yield Step((*at, "on"), lambda asker, _: asker.day("When?", default=default), f"{first}: asked on")
        if "how" not in needs:
            yield Step((*at, "how"), lambda asker, _: asker.text("How, and signed?", more=_HOW), f"{first}: how")
        yield Step((*at, "words"), lambda asker, _: asker.text(f"In {first}’s words"), f"{first}: words")
    for name in needs:
        yield Step((*at, name), _consent_need(questions, name), f"{first}: {name.replace('_', ' ')}")


def _consent_need(questions: Questions, name: str) -> Callable[[Asker, Table], str | None]:
    if name == "reason":
        reasons = {key: reason.name for key, reason in questions.inquiry.practice.consent_reasons.items()}
        return lambda asker, _: asker.one("Why not?", reasons)
    label = _NEEDS.get(name, name)
    return lambda asker, _: asker.text(label, needed=True)
