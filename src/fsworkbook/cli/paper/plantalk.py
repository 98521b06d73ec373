"""The conversation that adds to the plan of an assessment: topics, sessions, tools, steps (N5, N6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.assessments import whose
from fsworkbook.cli.frame.taking import Talk
from fsworkbook.cli.talk.asksteps import long, one
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.cli.talk.ways import Choice
from fsworkbook.cli.work.progress import cut
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.plans import plan_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.plans import AssessmentPlan

_WHAT: Final = {
    "topics": "What we agreed with the family",
    "sessions": "Sessions",
    "tools": "A tool that was explained",
    "steps": "Steps of preparing it that are done",
}
_PRIVATE: Final = ("adding", "topics", "ready", "which_steps")
_MOST: Final = 30
"""How many sessions one sitting can add."""


def talk(sitting: Sitting, named: str | None) -> Talk:
    """Return the conversation about the plan of an assessment, by its key; it asks which where none is named."""
    key = named.lower() if named else "any"
    ledger = sitting.ledger()
    return Talk(
        f"{sitting.family.surname} · plan of an assessment",
        f"plan-{key}",
        f"fsworkbook plan add{f' --assessment {named}' if named else ''}",
        lambda table: _steps(sitting, ledger, table, named),
        finish=_finished,
    )


def _steps(sitting: Sitting, ledger: Ledger, table: Mapping[str, Any], named: str | None) -> list[Step]:
    family, today = sitting.family, sitting.desk.today()
    known = {
        item.key: f"{item.key}, {whose(sitting, item)}"
        for item in family.assessments.values()
        if item.concluded is None or item.concluded > today
    }
    asked = [] if named else [one("assessment", "Whose assessment?", known, title="Assessment")]
    chosen = family.assessments.get(str(table.get("assessment", "")))
    if chosen is None:
        return asked
    plan = plan_of(chosen, sitting.practice, ledger, today)
    asked.append(Step("adding", lambda asker, _: asker.several("What is there to add?", _WHAT, needed=True), "Adding"))
    adding = table.get("adding") or []
    if "topics" in adding:
        asked += _topics(sitting, plan, table)
    if "sessions" in adding:
        asked.append(_sessions(sitting, chosen))
    if "tools" in adding:
        asked.append(_tools(sitting, chosen))
    if "steps" in adding:
        asked.append(_done(sitting, plan))
    return asked


def _topics(sitting: Sitting, plan: AssessmentPlan, table: Mapping[str, Any]) -> list[Step]:
    topics = sitting.practice.planning.topics
    before = {said.topic.id: said.words for said in plan.agreed if said.topic}
    room = sitting.desk.width - 20
    choices = [
        Choice(name, cut(topic.text, room) + ("  (agreed)" if name in before else ""), topic.text)
        for name, topic in topics.items()
    ]
    asked = [Step("topics", lambda asker, _: asker.several("On what?", choices, needed=True), "On what")]
    asked += [
        long(("text", name), topics[name].text, needed=True, default=before.get(name, ""), title=topics[name].heading)
        for name in table.get("topics") or []
    ]
    return asked


def _sessions(sitting: Sitting, assessment: Assessment) -> Step:
    family = sitting.family
    kinds = {key: item.name for key, item in sitting.practice.sessions.items()}
    people = [family.people[key] for key in (*assessment.parents, *assessment.children) if key in family.people]

    def ask(asker: Asker, _table: object) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        while len(made) < _MOST:
            row: dict[str, Any] = {
                "on": asker.day("On which day is the session?", default="", ahead=True),
                "session": asker.one("What kind of session?", kinds),
                "what": asker.text("What is it for?"),
                "about": asker.people("Whom with?", people, ticked=assessment.parents),
                "observe": asker.yes("Does it observe parent and child together?", default=False),
            }
            made.append({name: value for name, value in row.items() if value})
            if not asker.yes("Another session?", default=False):
                break
        return made

    def read(rows: list[dict[str, Any]]) -> str:
        return "\n".join(f"{brief(row['on'])} · {kinds.get(row['session'], '')}" for row in rows)

    return Step("sessions", ask, "Sessions", reads=read)


def _tools(sitting: Sitting, assessment: Assessment) -> Step:
    people = [sitting.family.people[key] for key in (*assessment.parents, *assessment.children)]

    def ask(asker: Asker, _table: object) -> list[dict[str, Any]]:
        row = {
            "tool": asker.text("Which tool?", needed=True),
            "explained": asker.day("When was it explained?", needed=False, default=""),
            "about": asker.people("To whom?", [person for person in people if not person.is_unborn]),
        }
        return [{name: value for name, value in row.items() if value}]

    return Step("tools", ask, "Tool", reads=lambda rows: ", ".join(row["tool"] for row in rows))


def _done(sitting: Sitting, plan: AssessmentPlan) -> Step:
    room = sitting.desk.width - 12
    open_ = [step.step for step in plan.steps if step.on is None and not step.not_needed]
    choices = [Choice(step.id, cut(step.text, room), step.text) for step in open_]
    texts = {step.id: step.text for step in open_}

    def ask(asker: Asker, _table: object) -> dict[str, Any]:
        picked = asker.several("Which are done?", choices, needed=True)
        on = asker.day("On which day were they done?")
        return dict.fromkeys(picked, on)

    return Step("done", ask, "Done", reads=lambda done: "\n".join(texts.get(name, name) for name in done))


def _finished(table: Mapping[str, Any]) -> Table:
    return {name: value for name, value in table.items() if name not in _PRIVATE and value not in (None, [], {})}
