"""How the work went: the plan, who contributed, help before and what came of it, statuses, meetings, measures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from fsworkbook.report.quality.gathered import Gathered, lines
from fsworkbook.report.scope import listed
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.disclosure.recipient import outside
from fsworkbook.workbook.extensions import ends, last_day
from fsworkbook.workbook.measures import series
from fsworkbook.workbook.plans import plan_of
from fsworkbook.workbook.thresholds import recommended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.checklists import CheckItem
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.workbook.record import Record

_TWICE: Final = 2


def plan(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell how many sessions are planned, and what the plan still needs (H04)."""
    found = plan_of(made.scope.assessment, made.scope.practice, made.scope.ledger, made.scope.day)
    said = [f"sessions in the plan: {len(found.sessions)}"] if found.sessions else []
    said += [f"meetings about it: {len(found.meetings)}"] if found.meetings else []
    gaps = [] if found.sessions else ["no session is in the plan"]
    return lines(said, [*gaps, *(f"the plan needs {need.text}" for need in found.lacking)])


def before_start(made: Assembly, item: CheckItem) -> Gathered:
    """Tell whether some steps of the plan were done before the assessment began (H01)."""
    scope = made.scope
    steps = plan_of(scope.assessment, scope.practice, scope.ledger, scope.day).steps
    found: list[str] = []
    gaps: list[str] = []
    for step in (one for one in steps if one.step.id in item.steps):
        late = step.on is not None and scope.assessment.started is not None and step.on > scope.assessment.started
        when = f" ({brief(step.on)}{', after it began' if late else ''})" if step.on else ""
        said = f"{step.step.text[:1].lower()}{step.step.text[1:]}{when}"
        (found if step.on and not late else gaps).append(said if step.on else f"not recorded: {said}")
    return lines(found, gaps)


def agencies(made: Assembly, item: CheckItem) -> Gathered:
    """Tell which agencies outside the team are named in the record, and who was asked (H05, H39)."""
    scope = made.scope
    professional = {question.id for question in scope.practice.questions.values() if question.kind in item.kinds}
    entries = [entry for entry in scope.entries if professional & set(entry.questions)]
    others = outside(scope.family, scope.practice)
    found = [f"entries on what other professionals say: {len(entries)}"] if entries else []
    found += [f"outside the team: {listed([member.agency or member.name for member in others])}"] if others else []
    return lines(found, [] if entries else ["no entry says what another professional thinks"])


def past_support(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell what help there was before, and what came of it (H10, H16, H36)."""
    helped = [event for event in _events(made) if event.word("support")]
    without = [event for event in helped if not event.word("outcome")]
    found = [f"events with the help that was given: {len(helped)}"] if helped else []
    gaps = [f"help without what came of it: {brief(event.on)}" for event in without]
    return lines(found, gaps or ([] if helped else ["no help that was given before is in the chronology"]))


def past_involvement(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell whether earlier involvement says why it ended (H11)."""
    ended = [event for event in _events(made) if event.word("reason_closed")]
    return lines(
        [f"earlier involvements that say why they ended: {len(ended)}"] if ended else (),
        [] if ended else ["no earlier involvement says why it ended; if there was none, say so"],
    )


def statuses(made: Assembly, item: CheckItem) -> Gathered:
    """Tell whether some statuses were ever held; the item does not apply where none was (H12)."""
    held = [record for record in made.scope.ledger.of("status") if record.word("status") in item.statuses]
    held = [record for record in held if record.on <= made.scope.day]
    if not held:
        return Gathered(apart="no child has had this status")
    found: list[str] = []
    gaps: list[str] = []
    for record in held:
        name = made.scope.child_name(record.word("child"))
        found.append(f"{name}, from {brief(record.on)}")
        gaps += [] if record.word("reason") else [f"{name}: how agreement was given is not recorded"]
    return lines(found, gaps)


def meetings(made: Assembly, item: CheckItem) -> Gathered:
    """Tell which meetings of some kinds were held (H24)."""
    found = [
        record
        for record in made.scope.ledger.of("meeting")
        if set(record.names("meeting")) & set(item.meetings) and record.on <= made.scope.day
    ]
    held = [record for record in found if not isinstance(record.head.get("planned"), date)]
    planned = [record for record in found if record not in held]
    said = [f"held on {listed([brief(record.on) for record in held])}"] if held else []
    said += [f"planned, {len(planned)} times"] if planned and not held else []
    return lines(said, [] if held else ["not held; why is for the worker to say"])


def thresholds(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell for which children a threshold was recommended with a reason (H31)."""
    said = {one.child for one in recommended(made.scope.ledger)}
    found = [made.scope.child_name(child.key) for child in made.scope.children if child.key in said]
    gaps = [made.scope.child_name(child.key) for child in made.scope.children if child.key not in said]
    return lines(
        [f"a threshold is recommended for {listed(found)}"] if found else (),
        [f"no threshold is recommended for {listed(gaps)}"] if gaps else (),
    )


def requests(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell which adult specialists were asked for (H36)."""
    asked = [record for record in made.scope.ledger.of("request") if record.names("specialists")]
    return lines([f"requests for a specialist: {len(asked)}"] if asked else ())


def tools(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell which tools were used (H03, H21, H39)."""
    named = [entry.word("tool") for entry in made.scope.entries if entry.word("tool")]
    planned = plan_of(made.scope.assessment, made.scope.practice, made.scope.ledger, made.scope.day).tools
    every = list(dict.fromkeys([*named, *(tool.tool for tool in planned)]))
    return lines([f"tools: {listed(every)}"] if every else (), [] if every else ["no tool is recorded"])


def measured(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell which measures have two points at least, and which have one alone (H38)."""
    scope = made.scope
    every = series(scope.ledger, scope.practice, scope.family)
    twice = [one.name for one in every if len(one.points) >= _TWICE]
    once = [f"{one.name}: one point alone" for one in every if len(one.points) < _TWICE]
    return lines(
        [f"over time: {listed(twice)}"] if twice else (), [*once, *([] if twice else ["nothing is measured over time"])]
    )


def child_time(made: Assembly, _item: CheckItem) -> Gathered:
    """Put the end of the assessment beside each child's own time (H35)."""
    scope = made.scope
    last = last_day(scope.assessment, ends(scope.ledger, scope.assessment.key), scope.practice)
    found = [f"the assessment is to end by {brief(last)}"] if last else []
    waited = [child for child in scope.children if child.is_unborn]
    found += [f"{scope.child_name(child.key)} is due on {brief(child.due)}" for child in waited if child.due]
    return lines(found)


def _events(made: Assembly) -> Iterator[Record]:
    yield from (event for event in made.scope.ledger.of("chronology") if event.on <= made.scope.day)
