"""The conversation of a consent: who, help or sharing, what they said, and only what that needs (F.04-F.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.taking import Talk
from fsworkbook.cli.talk.asksteps import added, day, long, one, people, text
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.consents import HELP, SHARING, agreements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.practice.consents import ConsentState, Matter
    from fsworkbook.workbook.consents import Agreement

_OTHER: Final = "+"
_PRIVATE: Final = ("own", "about_what", "which", "added")
_ABOUT: Final = {
    HELP: "help: a service, an assessment, a piece of work with them",
    SHARING: "sharing: what may be passed on, and to whom",
}
_MORE: Final = {
    "scope": "exactly what was agreed to",
    "how": "how it was explained: language, easy read, an interpreter",
    "evidence": "how it was given: signed or said, and where",
    "review": "a day on which to ask again",
    "asked_by": "somebody else asked",
    "not_kept": "a wish that something be not passed on, which cannot be kept",
    "withhold_from": "somebody must never have this record",
}
_STANDING: Final = ("withdraw", "review")
"""Second words that begin at what somebody said before."""
_ASKING: Final = ("ask", "review")
"""Second words that leave open what was said."""


def talk_of(sitting: Sitting, word: str, told: Mapping[str, Any]) -> Talk:
    """Return the conversation that a second word of `consent` holds.

    Raises:
        BadInput: there is nothing yet that could be withdrawn or asked again.
    """
    command = " ".join(["fsworkbook consent", word, *(f"--{key} {told[key]}" for key in ("matter",) if told.get(key))])
    before = _standing(sitting, word, told) if word in _STANDING and not told.get("matter") else {}
    return Talk(
        f"{sitting.family.surname} · a consent",
        f"consent-{word}",
        command,
        lambda table: _steps(sitting, table, before, asks=word in _ASKING),
        opening=("One person, one matter: nobody can agree for another.",),
        finish=lambda table: _finish(table, before),
    )


def _standing(sitting: Sitting, word: str, told: Mapping[str, Any]) -> dict[str, Agreement]:
    """Return what could be withdrawn, or asked again, by the id of its record; what has lapsed comes first."""
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - only where one is named

    family, practice = sitting.family, sitting.practice
    found = [
        item
        for item in agreements(sitting.ledger(), practice, sitting.desk.today())
        if word == "review" or _agreed(practice.consent_states.get(item.state))
    ]
    if told.get("person"):
        wanted = find_person(told["person"], family, practice.relations, "--person").key
        found = [item for item in found if item.person == wanted]
    if not found:
        what = "asked again" if word == "review" else "withdrawn"
        raise BadInput(f"Nothing is recorded that could be {what}. See all with “fsworkbook consent”.")
    found.sort(key=lambda item: not item.lapsed)
    return {item.record.id: item for item in found}


def _agreed(state: ConsentState | None) -> bool:
    """Whether somebody agreed: what was decided without them, nobody can take back."""
    return state is not None and state.allows and "decided_by" not in state.needs


def _steps(sitting: Sitting, table: Table, before: Mapping[str, Agreement], *, asks: bool) -> Sequence[Step]:
    practice = sitting.practice
    asked: list[Step] = []
    if before:
        asked.append(one("which", "Which one?", {key: _called(item, sitting) for key, item in before.items()}))
    else:
        asked += _matter(sitting, table)
    if asks:
        asked.append(_said(sitting))
    state = practice.consent_states.get(table.get("state", ""))
    chosen = [practice.consent_matters[key] for key in _chosen(table, before) if key in practice.consent_matters]
    asked += _needs(sitting, table, state, chosen)
    asked.append(day("on", "When was it?"))
    if state is None or "decided_by" not in state.needs:
        asked.append(long("words", "What did they say, in their words?"))
    else:
        asked.append(long("text", "Say more, if there is more to say", title="More"))
    return [*asked, *_more(sitting, table, asked)]


def _matter(sitting: Sitting, table: Table) -> list[Step]:
    matters = sitting.practice.consent_matters
    asked = [one("person", "Who was asked?", _people(sitting))]
    known = matters.get(table["matter"]) if isinstance(table.get("matter"), str) else None
    if known is not None and "about_what" not in table:
        return [*asked, one("matter", "Agreeing to what?", {key: item.name for key, item in matters.items()})]
    asked.append(one("about_what", "Agreeing to help, or to sharing?", _ABOUT, title="About"))
    about = table.get("about_what")
    choices = {key: item.name for key, item in matters.items() if item.about == about}
    choices[_OTHER] = "something else …"
    if about == SHARING:
        asked.append(
            Step(
                "matter",
                lambda asker, _: asker.several("With whom? (a record for each)", choices, needed=True),
                "Sharing",
                reads=lambda keys: ", ".join(choices.get(key, key) for key in _list(keys)),
            )
        )
    else:
        asked.append(one("matter", "Agreeing to what?", choices))
    if about is not None and _OTHER in _list(table.get("matter")):
        asked.append(text("own", "To what?", needed=True))
        if about == SHARING:
            asked.append(text("to", "With whom may it be shared?", needed=True, more="One recipient."))
    return asked


def _people(sitting: Sitting) -> dict[str, str]:
    """Return who can be asked, each with the children for whom they hold responsibility, or may (F.04, F.71)."""
    family = sitting.family
    held: dict[str, list[str]] = {}
    for row in family.relations:
        if row.b in family.people and family.people[row.b].is_child and row.responsibility in {"yes", "not known"}:
            unsure = " (not known)" if row.responsibility == "not known" else ""
            held.setdefault(row.a, []).append(f"{family.first_name(row.b)}{unsure}")
    asked_of = sorted(family.people.values(), key=lambda person: person.is_child)  # children are asked too, but seldom
    return {
        person.key: person.name + (f"  (responsible for {', '.join(held[person.key])})" if person.key in held else "")
        for person in asked_of
        if not person.is_unborn
    }


def _said(sitting: Sitting) -> Step:
    return one(
        "state", "What did they say?", {key: state.name for key, state in sitting.practice.consent_states.items()}
    )


def _needs(sitting: Sitting, table: Table, state: ConsentState | None, matters: Sequence[Matter]) -> list[Step]:
    """Return the questions for what a state cannot do without, and what a matter cannot where somebody agreed."""
    asked = [_need(sitting, name) for name in (state.needs if state else ())]
    if not _agreed(state):
        return asked
    if any(matter.each for matter in matters):
        asked.append(text("scope", "Which episode is it for?", needed=True, more="From when, for how long, by whom."))
    person = sitting.family.people.get(table.get("person", ""))
    if any(matter.child for matter in matters) and person is not None and not person.is_child:
        born = [child for child in sitting.family.children if not child.is_unborn]
        asked.append(people("children", "With which children?", born, sitting.family, needed=True))
    return asked


def _need(sitting: Sitting, name: str) -> Step:
    """Return the question for one thing that a state cannot do without."""
    if name == "reason":
        reasons = {key: reason.name for key, reason in sitting.practice.consent_reasons.items()}
        return one("reason", "Why is it not required?", reasons)
    if name == "decided_by":
        may = {role.id for role in sitting.practice.who_may("decide-consent-not-required")}
        covering = {cover.person for cover in sitting.family.covers if cover.role in may}
        team = sitting.family.team.values()
        deciders = {member.key: member.name for member in team if member.role in may or member.key in covering}
        return one("decided_by", "Who decided that?", deciders) if deciders else text(name, "Who decided?", needed=True)
    if name == "limits":
        return long("limits", "Which limits did they set, in their words?", needed=True)
    return text(name, "Please say it in words", needed=True, title=name)


def _more(sitting: Sitting, table: Table, asked: Sequence[Step]) -> list[Step]:
    """Return what else there is to say, and the questions for what of it was chosen."""
    known = {step.key for step in asked}
    offered = {key: label for key, label in _MORE.items() if key not in known}
    found = [added("added", "Anything to add?", offered)]
    for name in table.get("added") or []:
        if name == "review":
            found.append(day("review", "When to ask again?", ahead=True))
        elif name == "withhold_from":
            among = sitting.family.people.values()
            found.append(people(name, "Who must never have it?", among, sitting.family, title="Never to"))
        elif name == "not_kept":
            found.append(long(name, "Why can it not be kept? Say it as you will say it to them.", title="Not kept"))
        else:
            found.append(
                text(name, f"{_MORE[name][:1].upper()}{_MORE[name][1:]}", needed=True, title=name.capitalize())
            )
    return found


def _chosen(table: Table, before: Mapping[str, Agreement]) -> list[str]:
    if before:
        picked = before.get(table.get("which", ""))
        return [picked.matter] if picked else []
    return _list(table.get("matter"))


def _list(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value) if isinstance(value, list) else []


def _called(item: Agreement, sitting: Sitting) -> str:
    known, state = sitting.practice.consent_matters.get(item.matter), sitting.practice.consent_states.get(item.state)
    matter = known.name if known else item.matter
    to = f", {item.to}" if item.to and item.to.casefold() not in matter.casefold() else ""
    said = "lapsed" if item.lapsed else state.name.lower() if state else item.state
    name = sitting.family.first_name(item.person)
    return f"{name} · {matter}{to} ({said}, {brief(item.record.on)})"


def _finish(table: Table, before: Mapping[str, Agreement]) -> Table:
    """Return the form's own table: matters in their own words; who and what it was about, where that was chosen."""
    made = {key: value for key, value in table.items() if key not in _PRIVATE and value not in (None, "")}
    picked = before.get(table.get("which", ""))
    if picked is not None:
        children = {"children": list(picked.record.children)} if picked.record.children else {}
        to = {"to": picked.to} if picked.to else {}
        made = {**children, **made, "person": picked.person, "matter": picked.matter, **to}
        if "scope" not in made and picked.record.word("scope"):
            made["scope"] = picked.record.word("scope")
        return made
    listed = [table.get("own", "") if key == _OTHER else key for key in _list(table.get("matter"))]
    if listed:
        made["matter"] = listed if len(listed) > 1 else listed[0]
    return made
