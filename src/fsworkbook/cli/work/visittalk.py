"""The conversation of a visit: who was seen, who alone; and in the same breath the module entry and the event."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.taking import Talk
from fsworkbook.cli.talk.asksteps import added, day, long, one, people, somebody, yes
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.cli.work.consentlook import look
from fsworkbook.cli.work.moduleadded import event_steps, never_to
from fsworkbook.workbook.clock import british

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table

_PRIVATE: Final = ("day", "from_time", "to_time", "made", "added", "which_module")
_MORE: Final = {
    "entry": "a module entry: what came up, question by question",
    "event": "a chronology event: what happened, and its effect on the child",
    "withhold_from": "somebody must never have this record",
}


def talk(sitting: Sitting) -> Talk:
    """Return the conversation that records a visit."""
    assessed = [parent for one in sitting.family.assessments.values() for parent in one.parents]
    return Talk(
        f"{sitting.family.surname} · a visit",
        "visit",
        "fsworkbook visit",
        lambda table: _steps(sitting, table),
        opening=look(sitting, sitting.ledger(), dict.fromkeys(assessed))[1:],
        finish=finish,
    )


def _steps(sitting: Sitting, table: Table) -> Sequence[Step]:
    practice, family = sitting.practice, sitting.family
    sessions = {key: session.name for key, session in practice.sessions.items()}
    asked = [
        one("session", "What kind of visit?", sessions, title="What kind"),
        day("on", "When was it?", title="When"),
        Step("from_time", lambda asker, _: asker.time("From when?", needed=True), "From"),
        yes("made", "Did it take place?", default=True, title="It took place"),
    ]
    if table.get("made") is False:
        missed = {key: item.name for key, item in practice.missed.items()}
        children = [child for child in sitting.family.children if not child.is_unborn]
        asked += [
            one("missed_by", "Who could not, or did not?", missed),
            people("children", "Which children was it for?", children, sitting.family, title="For"),
            yes("statutory", "Was it a visit that the law requires?", default=False, title="Required by law"),
            long("reason", "Why was it missed?", needed=True),
        ]
    elif table.get("made") is True:
        asked += _seen(sitting, table)
    if "made" in table:
        asked.append(added("added", "Anything to add?", _offers(table)))
    chosen = table.get("added", [])
    if "withhold_from" in chosen:
        asked.append(never_to(family))
    if "entry" in chosen:
        asked += _entry(sitting, table)
    if "event" in chosen:
        asked += event_steps()
    return asked


def _offers(table: Table) -> dict[str, str]:
    return {key: label for key, label in _MORE.items() if key != "entry" or table.get("made")}


def _seen(sitting: Sitting, table: Table) -> list[Step]:
    family, practice = sitting.family, sitting.practice
    among = [person for person in family.people.values() if not person.is_unborn]
    team = [member for member in family.team.values() if member.key != sitting.viewer]
    children = [child for child in family.children if not child.is_unborn]
    asked = [
        Step("to_time", lambda asker, _: asker.time("Until when?"), "Until"),
        people("children_seen", "Which children were seen?", children, family, title="Seen"),
    ]
    seen = table.get("children_seen") or []
    if seen:
        alone = [child for child in children if child.key in seen]
        asked.append(people("seen_alone", "Who was seen alone?", alone, family, title="Seen alone"))
    remote = table.get("session") in practice.sessions and practice.sessions[table["session"]].remote
    if not remote:
        asked.append(yes("bedroom_seen", "Was the children’s bedroom seen?", default=False, title="Bedroom seen"))
    return [
        *asked,
        yes("statutory", "Was it a visit that the law requires?", default=False, title="Required by law"),
        somebody("present", "Who else was there?", [*(item for item in among if item.key not in seen), *team], family),
        long(
            "text",
            "What did you see and hear?",
            title="Seen and heard",
            more="What a camera would have seen; what it means comes later.",
        ),
    ]


def _entry(sitting: Sitting, table: Table) -> list[Step]:
    from fsworkbook.cli.work.moduletalk import entry_steps  # noqa: PLC0415 - only where an entry is made too

    modules = {str(module.number): f"{module.number}  {module.title}" for module in sitting.practice.modules}
    asked = [one("which_module", "Which module was it?", modules, title="Module")]
    if table.get("which_module"):
        asked += entry_steps(sitting, int(table["which_module"]), table.get("entry", {}), ("entry",))
    return asked


def finish(table: Table) -> Table:
    """Return the form's own table of what the conversation filled in."""
    from fsworkbook.cli.work.moduletalk import entry_of  # noqa: PLC0415 - only when it is saved

    made: dict[str, Any] = {key: value for key, value in table.items() if key not in _PRIVATE and value is not None}
    on = made.pop("on", None)
    start, end = table.get("from_time"), table.get("to_time")
    if on is not None and start is not None:
        made["start"] = datetime.combine(on, start, british())
    if on is not None and end is not None:
        made["end"] = datetime.combine(on, end, british())
    if table.get("made"):
        made.setdefault("children_seen", [])
    elif "children_seen" in made:  # an option named whom the visit was for; nobody was seen
        made.setdefault("children", made["children_seen"])
        del made["children_seen"]
    if "entry" in made:
        made["entry"] = entry_of(made["entry"])
    return made
