"""Actions and the next date within a meeting's conversation: open ones first, then new ones, one after the other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import wrap
from fsworkbook.cli.month.action import action_lines, doer_step
from fsworkbook.cli.talk.asksteps import day, long, people, text
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.workbook.actions import flags
from fsworkbook.workbook.clock import brief, spoken
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.record import Record, Section
from fsworkbook.workbook.timing.days import counting
from fsworkbook.workbook.timing.outlook import open_actions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.answers import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting

_CARRIED: Final = "carried"
_STATES: Final = {
    _CARRIED: "carried over",
    "done": "done",
    "not-done": "not done",
    "dropped": "dropped, as it is no longer wanted",
}
_FIELDS: Final = ("text", "serves", "owner", "due", "measure")


def open_steps(sitting: Sitting, ledger: Ledger, table: Table, meeting: Meeting) -> list[Step]:
    """Return a question for each action that is open from before: carried over, or how it came out."""
    steps: list[Step] = []
    still = {record.id for record in open_actions(ledger)}
    for record in _agreed(ledger):
        if record.word("supervision") == meeting.id:
            continue  # it was agreed just now
        key = tail(record.id)
        said = table.get("open", {}).get(key)
        if record.id not in still and said is None:
            continue
        # What was said of one that a colleague closed meanwhile stays: nobody’s words are dropped unseen.
        steps.append(_open_step(record, key, sitting, ledger, closed=record.id not in still))
        came = (said or {}).get("state", _CARRIED)
        if came != _CARRIED:
            label = "What came of it?" if came == "done" else "Why?"
            steps.append(long(("open", key, "result"), label, needed=came != "done", title="  result"))
    return steps


def _agreed(ledger: Ledger) -> list[Record]:
    """Return every action, open or closed, by the day it was agreed."""
    return [record for record in ledger.of("action") if not record.word("closes")]


def _open_step(record: Record, key: str, sitting: Sitting, ledger: Ledger, *, closed: bool) -> Step:
    def ask(asker: Asker, _table: Table) -> str | None:
        asker.show("", *action_lines(record, sitting, ledger))
        return asker.one("How does it stand?", _STATES, default=_CARRIED)

    owner = sitting.family.first_name(record.word("owner")) if record.word("owner") else "nobody"
    due = record.head.get("due")
    title = f"{owner}, {brief(due)}" if isinstance(due, date) else owner
    words = _STATES | ({_CARRIED: "closed meanwhile by a colleague"} if closed else {})
    return Step(("open", key, "state"), ask, title=title, reads=lambda value: words.get(str(value), str(value)))


def new_steps(sitting: Sitting, ledger: Ledger, table: Table, meeting: Meeting) -> list[Step]:
    """Return the questions about new actions, as many as there are; what is wanting in one is shown at once (D.71)."""
    steps, number = [_more_step(0, sitting, ledger, meeting)], 0
    new = table.get("new", {})
    while new.get(str(number), {}).get("more"):
        number += 1
        steps += _action_steps(str(number), sitting)
        steps.append(_more_step(number, sitting, ledger, meeting))
    return steps


def _action_steps(number: str, sitting: Sitting) -> list[Step]:
    family = sitting.family
    path = ("new", number)
    return [
        long((*path, "text"), "What exactly will be done?", needed=True, title=f"Action {number}"),
        people((*path, "serves"), "Whom is it for?", family.people.values(), family, title="  for"),
        doer_step((*path, "owner"), sitting, "  who"),
        day((*path, "due"), "By which day?", ahead=True, needed=False, title="  by"),
        text((*path, "measure"), "How will we know?", title="  we know by"),
    ]


def _more_step(number: int, sitting: Sitting, ledger: Ledger, meeting: Meeting) -> Step:
    def ask(asker: Asker, table: Table) -> bool:
        there = not number and _show_agreed(asker, sitting, ledger, meeting)
        made = _drafted(table, str(number), sitting, meeting)
        for flag in flags(made, sitting.family, sitting.practice, ledger) if number else ():
            asker.show(*wrap(f"  ? {flag.words}", sitting.desk.width, "    "))
        label = "Another action?" if number else "Was another action agreed?" if there else "Was a new action agreed?"
        return asker.yes(label, default=not number and not there)

    return Step(("new", str(number), "more"), ask, title="  another" if number else "New actions")


def _show_agreed(asker: Asker, sitting: Sitting, ledger: Ledger, meeting: Meeting) -> bool:
    """Show what is recorded of this meeting already, so that nothing is typed twice; return whether there is any."""
    there = [record for record in open_actions(ledger) if record.word("supervision") == meeting.id]
    if there:
        asker.show("", "Recorded for this meeting already:")
    for record in there:
        asker.show(*action_lines(record, sitting, ledger))
    return bool(there)


def _drafted(table: Table, number: str, sitting: Sitting, meeting: Meeting) -> Record:
    """Return the action that is being made, as a record, to look at it."""
    said = table.get("new", {}).get(number, {})
    head = {name: said[name] for name in _FIELDS[1:] if said.get(name)}
    words = (Section("account", "", str(said.get("text", ""))),)
    return Record(
        "",
        "action",
        sitting.desk.today(),
        sitting.desk.now(),
        sitting.author.key,
        head | {"supervision": meeting.id},
        words,
    )


def next_steps(sitting: Sitting, ledger: Ledger, meeting: Meeting) -> list[Step]:
    """Return the question for the next date, unless one is booked already."""
    if _booked(ledger, meeting):
        return []
    likely = _likely(sitting, meeting)
    default = spoken(likely) if likely else ""

    def ask(asker: Asker, _table: Table) -> date | None:
        return asker.day("The next supervision", ahead=True, needed=False, default=default)

    return [Step(("next", "planned"), ask, title="Next supervision")]


def _booked(ledger: Ledger, meeting: Meeting) -> bool:
    """Whether the meeting after this one is booked already."""
    return any(one.held is None and one.id != meeting.id for one in calendar(ledger).meetings)


def _likely(sitting: Sitting, meeting: Meeting) -> date | None:
    """Return the day on which the next one would be, by the rule that runs from one to the next (C.12)."""
    for rule in sitting.practice.timescales.values():
        if rule.trigger == rule.met_by == ("supervision.held",) and rule.unit == "calendar days":
            held = meeting.held.on if meeting.held else sitting.desk.today()
            return counting(sitting.practice.days).last_working(held + timedelta(days=rule.number))
    return None


def gathered(table: Mapping[str, Any], ledger: Ledger, meeting: Meeting) -> dict[str, Any]:
    """Return what the form takes of what was asked here: actions that close, new ones, and the next meeting."""
    made: dict[str, Any] = {}
    ids = {tail(record.id): record.id for record in _agreed(ledger)}
    closing = [
        {"closes": ids[key], **said}
        for key, said in table.get("open", {}).items()
        if key in ids and said.get("state", _CARRIED) != _CARRIED
    ]
    new = table.get("new", {})
    actions = [
        {name: new[number][name] for name in _FIELDS if new[number].get(name)}
        for number in sorted(new, key=int)
        if new[number].get("text")
    ]
    planned = table.get("next", {}).get("planned")
    made |= {"closing": closing} if closing else {}
    made |= {"actions": actions} if actions else {}
    if planned and not _booked(ledger, meeting):  # a colleague may have, since it was asked: nobody books a second one
        made["next"] = {"planned": planned} | ({"invited": list(meeting.invited)} if meeting.invited else {})
    return made
