"""A consent: one person, one matter, one recipient (F.01-F.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, allow, plain
from fsworkbook.workbook.forms.key import Key, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fsworkbook.practice.consents import ConsentState, Matter
    from fsworkbook.workbook.forms.bearings import Bearings

DECIDE: Final = "decide-consent-not-required"
"""The action of the practice model’s permissions that a consent needs which nobody was asked for (B.66)."""


def _matters(value: object, bearings: Bearings) -> str | list[str]:
    """Read one matter, or several that were agreed to in one breath: each becomes a record of its own (F.04)."""
    if isinstance(value, list):
        found = [_matter(item, bearings) for item in keys.words(value, bearings)]
        if not found:
            raise Unfit("is empty: name at least one matter.")
        return found[0] if len(found) == 1 else found
    return _matter(value, bearings)


def _matter(value: object, bearings: Bearings) -> str:
    """Read a matter: an id or the name of one of the practice model, or words for anything else."""
    said = keys.text(value, bearings)
    known = bearings.practice.consent_matters
    named = (key for key, matter in known.items() if matter.name.casefold() == said.strip().casefold())
    return said.strip() if said.strip() in known else next(named, said)


def _listed(filled: Filled) -> list[str]:
    value = filled["matter"]
    return [value] if isinstance(value, str) else value


def _faults(filled: Filled) -> Iterable[str]:
    bearings = filled.bearings
    state = bearings.practice.consent_states[filled["state"]]
    for name in state.needs:
        if name not in filled:
            yield f"{name} is missing: a consent that is “{state.name.lower()}” needs it."
    if "decided_by" in state.needs and "decided_by" in filled and "corrects" not in filled and not _before(filled):
        yield from _decider(filled)
    if "reason" in filled and "reason" not in state.needs:
        yield f"reason belongs to a consent that was not required: a consent that is “{state.name.lower()}” has none."
    if state.allows and "corrects" not in filled:
        for matter in (bearings.practice.consent_matters.get(key) for key in _listed(filled)):
            if matter is not None:
                yield from _matter_faults(matter, state, filled)


def _matter_faults(matter: Matter, state: ConsentState, filled: Filled) -> Iterable[str]:
    """Yield what a consent to a matter cannot do without, where a person gave it (F.10, F.12)."""
    if "decided_by" in state.needs:
        return
    if matter.each and "scope" not in filled:
        yield f"scope is missing: “{matter.name}” is asked for each episode, so say which one (F.12)."
    adult = not filled.bearings.family.people[filled["person"]].is_child
    if matter.child and adult and not filled.get("children"):
        yield f"children is missing: “{matter.name}” needs each child’s own agreement too, so name them (F.10)."


def _before(filled: Filled) -> bool:
    """Whether it was said before the team was there: the Assessment and Intervention team decided then (F.03, B.65)."""
    opened = filled.bearings.family.opened
    on: date = filled.get("on", filled.bearings.today)
    return opened is None or on <= opened


def _decider(filled: Filled) -> Iterable[str]:
    """Only who may decide it is named as who decided it: the team manager, or who stands in (F.08, B.66)."""
    bearings = filled.bearings
    member = bearings.family.team.get(filled["decided_by"])
    may = {role.id for role in bearings.practice.who_may(DECIDE)}
    day = filled.get("on", bearings.today)
    roles = {member.role} if member else set()
    roles |= {
        cover.role
        for cover in bearings.family.covers
        if member
        and cover.person == member.key
        and (cover.since is None or cover.since <= day)
        and (cover.until is None or day <= cover.until)
    }
    if not roles & may:
        names = ", ".join(item.key for item in bearings.family.team.values() if item.role in may)
        yield f"decided_by takes who may decide that it is not required (B.66): {names or 'nobody of the team may'}."


def _draft(filled: Filled) -> Draft:
    """Make one record for each matter, and refuse who may not even propose that consent is not required (B.66).

    Raises:
        Refused: naming the roles that may.
    """
    state = filled.bearings.practice.consent_states[filled["state"]]
    if "decided_by" in state.needs and not _before(filled):
        allow(DECIDE, filled.bearings, proposing=True)
    draft = plain(filled)
    first, *others = _listed(filled)
    beside = [("consent", {**_again(filled), "matter": matter}) for matter in others]
    return draft._replace(head={**draft.head, "matter": first}, beside=tuple(beside))


def _again(filled: Filled) -> dict[str, Any]:
    return {name: value for name, value in filled.values.items() if name not in {"corrects", "correction_reason"}}


FORM: Final = Form(
    kind="consent",
    command="consent",
    action="record-consent",
    keys=(
        Key(
            "person",
            "a person",
            keys.person,
            required=True,
            about="who was asked; nobody can agree for another",
        ),
        Key(
            "matter",
            "words, or a matter of the practice model; or a list of them",
            _matters,
            required=True,
            about="agreeing to what; several make a record each",
        ),
        Key(
            "state",
            "a state (F.05)",
            keys.choice(lambda bearings: bearings.practice.consent_states),
            required=True,
            about="what they said",
        ),
        Key("to", "words", keys.text, about="with whom it may be shared: one recipient"),
        Key("scope", "words", keys.text, about="exactly what was agreed to; for testing and the like, which episode"),
        Key("how", "words", keys.text, about="how it was explained: language, easy read, an interpreter"),
        Key("evidence", "words", keys.text, about="how it was given: signed, said, and where"),
        Key("words", "words", keys.text, about="what the person said, in their words"),
        Key("limits", "words", keys.text, about="limits that the person set, in their words"),
        Key("not_kept", "words", keys.text, about="why a wish that something be not passed on cannot be kept (F.72)"),
        Key(
            "reason",
            "a reason of the closed list (F.08)",
            keys.choice(lambda bearings: bearings.practice.consent_reasons),
            about="why agreement was not required; text says more",
        ),
        Key(
            "decided_by",
            "a member of the team",
            keys.text,
            about="who decided that it was not required: the team manager (B.66)",
        ),
        Key(
            "asked_by",
            "a member of the team or a name",
            keys.text,
            about="who asked, where it was somebody else",
        ),
        Key("review", "a date", keys.day, about="when to ask again: from the day after it has lapsed"),
    ),
    faults=_faults,
    draft=_draft,
)
