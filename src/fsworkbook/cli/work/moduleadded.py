"""What somebody adds to a module entry of their own wish: a strength, a tool, what moved, an event, a restriction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.talk.asksteps import added, long, names_of, people, text
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.cli.talk.ways import Choice
from fsworkbook.cli.work.progress import cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.family import Family

ADDED: Final = "added"
REMARKS: Final = {"strength": "it shows a strength", "worry": "it shows a worry"}
_MORE: Final = {
    **REMARKS,
    "seen_alone": "a child was seen alone",
    "tool": "a tool that was used",
    "outcomes": "an outcome of the module that moved",
    "views": "whose views are in it",
    "event": "a chronology event: what happened, and its effect on the child",
    "withhold_from": "somebody must never have this record",
}
_OF_A_VISIT: Final = frozenset({"seen_alone", "event", "withhold_from"})
"""A visit asks these itself, for all that was recorded of it."""


def added_steps(sitting: Sitting, number: int, entry: Mapping[str, Any], root: tuple[str, ...]) -> list[Step]:
    """Return the question whether there is anything to add, and the questions for what there is.

    Args:
        sitting: the family, and who records.
        number: the module's.
        entry: what the entry holds so far.
        root: where the entry stands in the table: nowhere deeper for `module`, under `entry` for a visit.
    """
    chosen = entry.get(ADDED) or []
    asked = [step for name in _MORE if name in chosen for step in _asked(sitting, number, root, name)]
    return [_anything(sitting, number, root), *asked]


def _anything(sitting: Sitting, number: int, root: tuple[str, ...]) -> Step:
    left_out = set(_OF_A_VISIT) if root else set()
    if not sitting.practice.module(number).outcomes:
        left_out.add("outcomes")
    choices = {key: label for key, label in _MORE.items() if key not in left_out}
    return added((*root, ADDED), "Anything to add?", choices)


def _asked(sitting: Sitting, number: int, root: tuple[str, ...], name: str) -> list[Step]:
    """Return the questions for one thing that somebody wishes to add; a mere remark needs none."""
    family = sitting.family
    if name == "seen_alone":
        who = family.children
        return [people((*root, name), "Which children were seen alone?", who, family, title="Seen alone")]
    if name == "tool":
        return [text((*root, name), "Which tool?", more="Three houses, a scaling question, a family tree …")]
    if name == "outcomes":
        return [_outcomes(sitting, number, root)]
    if name == "views":
        return [_views(sitting, root)]
    if name == "event":
        return event_steps(root)
    return [never_to(family, root)] if name == "withhold_from" else []


def event_steps(root: tuple[str, ...] = ()) -> list[Step]:
    """Return the questions for a chronology event that comes with a record."""
    effect = (*root, "event", "effect_on_child")
    return [
        text((*root, "event", "event"), "What kind of event, in a word or two?", title="Event"),
        long(effect, "What did it do to the child?", needed=True, title="Effect on the child"),
    ]


def never_to(family: Family, root: tuple[str, ...] = ()) -> Step:
    """Return the question who must never have a record."""
    return people((*root, "withhold_from"), "Who must never have it?", family.people.values(), family, title="Never to")


def _outcomes(sitting: Sitting, number: int, root: tuple[str, ...]) -> Step:
    listed = {item.id: item.text for item in sitting.practice.module(number).outcomes}
    room = sitting.desk.width - 8
    choices = [Choice(key, cut(words, room), words) for key, words in listed.items()]
    return Step(
        (*root, "outcomes"),
        lambda asker, _: asker.several("Which of these moved?", choices) or None,
        "Outcomes that moved",
        reads=lambda keys: "\n".join(listed.get(key, key) for key in keys),
    )


def _views(sitting: Sitting, root: tuple[str, ...]) -> Step:
    among = [person for person in sitting.family.people.values() if not person.is_unborn]
    return Step(
        (*root, "views"),
        lambda asker, _: asker.people("Whose views are in it?", among) or None,
        "Whose views",
        reads=names_of(sitting.family),
    )
