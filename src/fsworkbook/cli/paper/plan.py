"""`plan`: the plan of an assessment: what was agreed and done, what it needs; the family’s page of it (N5, N6)."""

# No `from __future__ import annotations`: these are read at run time.

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.calling import Call, Group, printing, recording
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.plans import AssessmentPlan

group = Group()

Key = Annotated[str | None, Option("--assessment", metavar="KEY", help="The assessment, by its key: PA-K.")]


@group.callback()
@printing
def command(
    call: Call,
    parent: options.Parent = None,
    assessment: Key = None,
    output: options.Output = None,
    whom: options.For = None,
) -> None:
    """Show the plan of an assessment, and what it still needs; with a format, as a page."""
    if not call.bare:
        return
    from fsworkbook.cli.frame.assessments import fitting  # noqa: PLC0415 - not for --help

    sitting = call.sit()
    found = fitting(sitting, {"parent": parent, "assessment": assessment})
    if whom is not None:
        from fsworkbook.cli.disclosing.plancopy import make  # noqa: PLC0415 - only for a copy

        make(call, whom, _only(found).key, call.papers, output)
        return
    day = call.until() or sitting.desk.today()
    ledger = sitting.ledger(call.until())
    from fsworkbook.workbook.plans import plan_of  # noqa: PLC0415 - not for --help

    plans = [_Shown(one, plan_of(one, sitting.practice, ledger, day)) for one in found]
    if call.json:
        from fsworkbook.cli.frame.output import emit_json  # noqa: PLC0415 - likewise

        emit_json(sitting.desk, "plan", sitting.family.name, call.until(), [_data(shown) for shown in plans])
    elif call.formats or output:
        _print(call, sitting, _Shown(_only(found), plans[0].plan), day, output)
    else:
        _show(sitting, plans)


@group.command("add")
@recording
def add(call: Call, parent: options.Parent = None, assessment: Key = None) -> None:
    """Record what was agreed, a step that is done, sessions, or a tool that was explained."""
    from fsworkbook.cli.frame.assessments import fitting  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - likewise
    from fsworkbook.cli.paper.plantalk import talk  # noqa: PLC0415 - likewise

    named = None
    if parent or assessment:
        named = _only(fitting(call.sit(), {"parent": parent, "assessment": assessment})).key
    take(call, "plan", {"assessment": named}, lambda sitting: talk(sitting, named))


class _Shown(NamedTuple):
    assessment: "Assessment"
    plan: "AssessmentPlan"


def _only(found: "list[Assessment]") -> "Assessment":
    """Return the one assessment that is meant.

    Raises:
        BadInput: there are several.
    """
    if len(found) > 1:
        from fsworkbook.errors import BadInput  # noqa: PLC0415 - beside its only use

        listed = " or ".join(f"--assessment {one.key}" for one in found)
        raise BadInput(f"There are several assessments. Say which: {listed}.")
    return found[0]


def _print(call: Call, sitting: "Sitting", shown: _Shown, day: date, output: Any) -> None:  # noqa: ANN401 - a path
    from fsworkbook.cli.paper.papers import Name, publish  # noqa: PLC0415 - only for a paper
    from fsworkbook.report.planpaper import paper  # noqa: PLC0415 - likewise

    name = Name(sitting.family.reference, f"plan-{shown.assessment.key}", day, "")
    document = paper(shown.plan, shown.assessment, sitting.family, sitting.practice, day)
    publish(sitting.desk, document, name, call.papers, output)


def _data(shown: _Shown) -> dict[str, Any]:
    plan = shown.plan
    return {
        "assessment": shown.assessment.key,
        "key_questions": [{"record": one.source, "words": one.words} for one in plan.key_questions],
        "agreed": [
            {"topic": said.topic.id if said.topic else None, "record": said.record.id, "words": said.words}
            for said in plan.agreed
        ],
        "steps": [
            {"step": step.step.id, "done": step.on, "not_needed": step.not_needed or None} for step in plan.steps
        ],
        "sessions": [session._asdict() | {"record": session.record or None} for session in plan.sessions],
        "meetings": [meeting._asdict() for meeting in plan.meetings],
        "tools": [tool._asdict() for tool in plan.tools],
        "lacking": [need.id for need in plan.lacking],
    }


# On the screen


def _show(sitting: "Sitting", plans: "list[_Shown]") -> None:
    from fsworkbook.cli.frame.output import say  # noqa: PLC0415 - not for --help

    for shown in plans:
        say(sitting.desk, *_page(sitting, shown), "")
    key = plans[0].assessment.parents[0]
    say(sitting.desk, f"fsworkbook plan add --parent {key}   adds to it")
    say(sitting.desk, f"fsworkbook plan --parent {key} --for {key}   makes the page for the family")


def _page(sitting: "Sitting", shown: _Shown) -> "Iterator[Line]":
    from fsworkbook.cli.frame.assessments import whose  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.output import Piece, wrap  # noqa: PLC0415 - likewise
    from fsworkbook.report.scope import listed  # noqa: PLC0415 - likewise

    plan, width = shown.plan, sitting.desk.width
    title = f"{sitting.family.surname} · plan of the assessment of {whose(sitting, shown.assessment)}"
    yield Piece(f"{title} ({shown.assessment.key})", "strong")
    if plan.is_empty:
        yield ("  Nothing is planned yet.")
    if plan.key_questions:
        yield Piece("  What it is to answer", "strong")
    for question in plan.key_questions:
        yield from wrap(question.words, width, "      ", first="    ")
    for said in plan.agreed:
        yield Piece(f"  {said.topic.heading if said.topic else 'What else was agreed'}", "strong")
        yield from wrap(said.words, width, "    ")
    yield from _dates(sitting, plan)
    opened = [step for step in plan.steps if step.on is None and not step.not_needed]
    done = len(plan.steps) - len(opened)
    yield f"  {done} of {len(plan.steps)} steps of preparing it are done or not needed."
    for step in opened:
        yield from wrap(f"{step.step.id}  {step.step.text}", width, "          ", first="    ")
    if plan.lacking:
        needs = f"It still needs {listed([need.text for need in plan.lacking])}."
        yield from (Piece(line, "strong") for line in wrap(needs, width, "  "))


def _dates(sitting: "Sitting", plan: "AssessmentPlan") -> "Iterator[Line]":
    from fsworkbook.cli.frame.naming import joined  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.output import Piece, wrap  # noqa: PLC0415 - likewise
    from fsworkbook.report.planpaper import meeting_in_words, tool_in_words  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - likewise

    family, practice, width = sitting.family, sitting.practice, sitting.desk.width
    if plan.sessions:
        yield Piece("  Sessions", "strong")
    for one in plan.sessions:
        kind = practice.sessions[one.kind].name if one.kind in practice.sessions else one.kind
        about = joined(family.first_name(key) for key in one.about)
        line = " · ".join(part for part in (brief(one.on), kind, about, one.what, one.state) if part)
        yield from wrap(line, width, "      ", first="    ")
    if plan.meetings:
        yield Piece("  Meetings", "strong")
        yield from (f"    {meeting_in_words(one, practice)}" for one in plan.meetings)
    if plan.tools:
        yield Piece("  Tools", "strong")
        yield from (f"    {tool_in_words(one, family)}" for one in plan.tools)
