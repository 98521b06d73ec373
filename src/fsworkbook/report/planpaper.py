"""The plan of an assessment as a page: for the family, in their own headings, and for the team with what is lacking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report import prose
from fsworkbook.report.banners import TEAM_ONLY, TRAINING
from fsworkbook.report.document import Document, Heading, Table, bullets, para, text
from fsworkbook.report.scope import listed
from fsworkbook.workbook.clock import brief, weekday

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.document import Block
    from fsworkbook.workbook.family import Assessment, Family
    from fsworkbook.workbook.plans import AssessmentPlan, Meeting, Session, Tool

_LEVEL: Final = 2


def paper(
    plan: AssessmentPlan, assessment: Assessment, family: Family, practice: Practice, day: date, *, team: bool = True
) -> Document:
    """Return the plan as a page (N.54).

    Args:
        plan: the plan as it stands.
        assessment: whose.
        family: who is who, as far as the reader may know.
        practice: for the words of topics and kinds of session.
        day: the day of the page.
        team: whether it is the team's own, which reads the steps and what is lacking as well.
    """
    parents = listed([family.first_name(key) for key in assessment.parents])
    children = listed([family.first_name(key) for key in assessment.children])
    return Document(
        title=f"Our plan with {parents}",
        subtitle=f"For {children}" if children else "",
        reference=f"{family.reference} · {assessment.key}",
        blocks=tuple(_blocks(plan, family, practice, team=team)),
        banners=(*([TEAM_ONLY] if team else []), *([TRAINING] if family.training else [])),
        made=day,
        contents=False,
    )


def _blocks(plan: AssessmentPlan, family: Family, practice: Practice, *, team: bool) -> Iterator[Block]:
    if plan.key_questions:
        yield Heading(1, text("What this is meant to answer"))
        yield bullets(*(question.words for question in plan.key_questions))
    for said in plan.agreed:
        yield Heading(1, text(said.topic.heading if said.topic else "What else we agreed"))
        yield from prose.blocks(said.words, _LEVEL)
    if plan.sessions:
        yield Heading(1, text("When we meet"))
        yield _sessions(plan.sessions, family, practice)
    if plan.meetings:
        yield Heading(1, text("Meetings about how it is going"))
        yield bullets(*(meeting_in_words(meeting, practice) for meeting in plan.meetings))
    if plan.tools:
        yield Heading(1, text("What we use"))
        yield bullets(*(tool_in_words(tool, family) for tool in plan.tools))
    if team:
        yield from _preparing(plan)


def _sessions(sessions: tuple[Session, ...], family: Family, practice: Practice) -> Table:
    rows = tuple(
        (
            text(weekday(session.on)),
            text(practice.sessions[session.kind].name if session.kind in practice.sessions else session.kind),
            text(session.what),
            text(listed([family.first_name(key) for key in session.about])),
            text(session.state),
        )
        for session in sessions
    )
    return Table(("When", "Where and how", "What for", "With", "Held?"), rows, (4, 4, 6, 4, 3))


def meeting_in_words(meeting: Meeting, practice: Practice) -> str:
    """Return a meeting as a line: which, when, and whether it was held."""
    names = listed([practice.meetings[name].name if name in practice.meetings else name for name in meeting.kinds])
    return f"{names}: {weekday(meeting.on)}{', held' if meeting.held else ''}"


def tool_in_words(tool: Tool, family: Family) -> str:
    """Return a tool as a line, with when it was explained and to whom."""
    if tool.explained is None:
        return f"{tool.tool}: not explained yet"
    to = listed([family.first_name(key) for key in tool.about])
    return f"{tool.tool}: explained{f' to {to}' if to else ''} on {brief(tool.explained)}"


def _preparing(plan: AssessmentPlan) -> Iterator[Block]:
    yield Heading(1, text("Preparing it"))
    rows = tuple((text(step.step.text), text(step_in_words(step.on, step.not_needed))) for step in plan.steps)
    yield Table(("Step", "Done"), rows, (5, 2))
    if plan.lacking:
        yield para(f"The plan still needs {listed([need.text for need in plan.lacking])}.")


def step_in_words(on: date | None, not_needed: str) -> str:
    """Return what became of a step: the day, or why it is not needed; "not yet" else."""
    if on is not None:
        return brief(on)
    return f"not needed: {not_needed}" if not_needed else "not yet"
