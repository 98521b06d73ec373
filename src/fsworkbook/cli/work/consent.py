"""`consent`: what one person said on one matter, and all consents as they stand."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import On
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.conversation import Step

_OTHER = "+"

Person = Annotated[
    str | None, Option("--person", metavar="WHO", help="Who was asked, by key, name, or a word such as mum.")
]
List = Annotated[bool, Option("--list", help="Show the consents as they stand, instead of recording one.")]


@either
def command(call: Call, person: Person = None, listing: List = False, on: On = None) -> None:
    """Record what one person agreed to or refused, on one matter; --list shows where every consent stands."""
    if listing or call.json or call.at:
        from fsworkbook.cli.work.consents import show_consents  # noqa: PLC0415 - not for recording

        show_consents(call.sit(), person, call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "consent", {"person": person, "on": call.day(on)}, _talk)


def _talk(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask

    return Talk(
        f"{sitting.family.surname} · a consent",
        "consent",
        "fsworkbook consent",
        lambda table: _steps(sitting, table),
        opening=("One person, one matter: nobody can agree for another.",),
        finish=_finish,
    )


def _steps(sitting: "Sitting", table: "Table") -> "Sequence[Step]":
    from fsworkbook.cli.talk.asksteps import day, long, one, text  # noqa: PLC0415 - only to ask

    practice, family = sitting.practice, sitting.family
    asked_of = sorted(family.people.values(), key=lambda person: person.is_child)  # children are asked too, but seldom
    people = {person.key: person.name for person in asked_of if not person.is_unborn}
    matters = {key: matter.name for key, matter in practice.consent_matters.items()}
    states = {key: state.name for key, state in practice.consent_states.items()}
    asked = [
        one("person", "Who was asked?", people),
        one("matter", "Agreeing to what?", {**matters, _OTHER: "something else …"}),
    ]
    matter = practice.consent_matters.get(table.get("matter", ""))
    if table.get("matter") == _OTHER:
        asked.append(text("own", "To what?", needed=True))
    if table.get("matter") == _OTHER or (matter is not None and matter.about == "sharing"):
        asked.append(text("to", "With whom may it be shared?", more="One recipient: a school, a GP, a service."))
    asked.append(one("state", "What did they say?", states))
    state = practice.consent_states.get(table.get("state", ""))
    asked += [_need(sitting, name) for name in (state.needs if state else ())]
    asked.append(day("on", "When was it?"))
    if state is None or "reason" not in state.needs:
        asked.append(long("words", "What did they say, in their words?"))
    if state is not None and state.allows:
        asked.append(day("review", "When to ask again?", ahead=True, needed=False))
    return asked


def _need(sitting: "Sitting", name: str) -> "Step":
    """Return the question for what a state cannot do without."""
    from fsworkbook.cli.talk.asksteps import long, one, text  # noqa: PLC0415 - only to ask

    if name == "reason":
        reasons = {key: reason.name for key, reason in sitting.practice.consent_reasons.items()}
        return one("reason", "Why is it not required?", reasons)
    if name == "decided_by":
        may = {role.id for role in sitting.practice.who_may("decide-consent-not-required")}
        team = {member.key: member.name for member in sitting.family.team.values() if member.role in may}
        if team:
            return one("decided_by", "Who decided that?", team)
        return text("decided_by", "Who decided that?", needed=True)
    if name == "limits":
        return long("limits", "Which limits did they set?", needed=True)
    return text(name, "How was it explained and agreed?", needed=True, more="Explained at home and signed, say.")


def _finish(table: "Table") -> "Table":
    """Put a matter in their own words where the form has it."""
    made = {key: value for key, value in table.items() if key != "own"}
    if table.get("matter") == _OTHER:
        made["matter"] = table.get("own", "")
    return made
