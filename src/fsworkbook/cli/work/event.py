"""`event`: a chronology event, and what it did to the child."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.options import Children, On

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.conversation import Step


@recording
def command(call: Call, child: Children = None, on: On = None) -> None:
    """Add an event to the chronology: what happened, on which day, and what it did to the child."""
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "chronology", {"children": child, "on": call.day(on)}, _talk)


def _talk(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask

    def steps(table: "Table") -> "Sequence[Step]":
        return event_steps(sitting, table)

    return Talk(
        f"{sitting.family.surname} · a chronology event",
        "event",
        "fsworkbook event",
        steps,
        finish=_finished,
    )


def _finished(table: "Table") -> "Table":
    """Return the form's own table, without what was said of a child who was taken out again."""
    made = {key: value for key, value in table.items() if key != "added"}
    if made.get("until") == made.get("on"):
        made.pop("until", None)  # it was over on the day that it began
    effect = made.get("effect_on_child")
    if isinstance(effect, dict):
        made["effect_on_child"] = {key: words for key, words in effect.items() if key in made.get("children", ())}
    return made


_MORE = {
    "event": "the kind of event, in a word or two",
    "when": "the day is not known exactly",
    "until": "it went on for longer than a day",
    "where": "where it was",
    "about": "which adults it is about",
    "support": "help that was offered",
    "outcome": "what came of it",
    "reason_closed": "why the help ended",
    "withhold_from": "somebody must never have this record",
}


def event_steps(sitting: "Sitting", table: "Table") -> "list[Step]":
    """Return the questions about an event."""
    from fsworkbook.cli.talk.asksteps import added, day, long, people, text  # noqa: PLC0415 - only to ask

    family = sitting.family
    asked = [
        day("on", "When did it happen?"),
        people("children", "Which children does it concern?", family.children, family),
        long("text", "What happened?", needed=True, more="Say it in a sentence or two, as somebody saw it."),
        *_effects(sitting, table),
        added("added", "Anything to add?", _MORE),
    ]
    chosen = table.get("added", [])
    adults = [person for person in family.people.values() if not person.is_child]
    for key, label in _MORE.items():
        if key not in chosen:
            continue
        if key == "about":
            asked.append(people(key, "Which adults is it about?", adults, family))
        elif key == "when":
            asked.append(text(key, "When was it, as far as is known?", more="In words: autumn 2022, before school."))
        elif key == "until":
            asked.append(day(key, "Which was the last day?"))
        elif key == "withhold_from":
            asked.append(people(key, "Who must never have it?", family.people.values(), family))
        else:
            asked.append(text(key, label[:1].upper() + label[1:]))
    return asked


def _effects(sitting: "Sitting", table: "Table") -> "list[Step]":
    """Return the question of what it did: to each child by name where it concerns several."""
    from fsworkbook.cli.talk.asksteps import long  # noqa: PLC0415 - only to ask

    more = "As it was seen: slept badly for a week, asked for his mother. Say so where it is not known yet."
    children = table.get("children") or []
    if len(children) < 2 or isinstance(table.get("effect_on_child"), str):  # noqa: PLR2004 - several
        return [long("effect_on_child", "What did it do to the child?", needed=True, more=more)]
    return [
        long(
            ("effect_on_child", key),
            f"What did it do to {sitting.family.first_name(key)}?",
            needed=True,
            more=more,
            title=f"Effect on {sitting.family.first_name(key)}",
        )
        for key in children
    ]
