"""`fsworkbook summary --case`: the case summary, part by part; with --list as it stands, its age and its news (E4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import Line, Piece, emit_json, say, tell, wrap
from fsworkbook.cli.frame.taking import Talk, answers, converse, save
from fsworkbook.cli.talk.asksteps import long, one, text
from fsworkbook.workbook.casesummaries import latest, prompts
from fsworkbook.workbook.clock import brief, day_of, spoken
from fsworkbook.workbook.forms.form import allow
from fsworkbook.workbook.timing.days import counting
from fsworkbook.workbook.timing.deadlines import deadlines

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.answers import Table
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.casesummaries import Prompt
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.timing.deadlines import Deadline

STAFF: Final = "FOR STAFF ONLY. It may hold an address that somebody must not have: never a copy for the family."
"""What stands over every case summary (E.37)."""

_PARTS: Final = (
    ("background", "Background and key issues", "The family, and what matters most just now."),
    ("plans", "Plans", "The current plan, the safety plan, and what is done if it fails."),
    ("contacts", "Contacts", "Who is reached how; the safe address, and who must not have it."),
)
_CHILD: Final = "How {name} sees it"
_NEITHER: Final = "-"


def case_summary(call: Call, *, listing: bool) -> None:
    """Write the case summary, or show it.

    Raises:
        BadInput: the answers cannot be used, or some are missing and nobody can be asked.
        Refused: the role may not write it.
        Interrupted: the conversation was left; what was said is kept.
    """
    if listing or call.json or call.at:
        _show(call.sit(), call.until(), json=call.json)
        return
    table = answers(call, {})
    sitting = call.sit(recording=True, table=table)
    if call.source is not None or not sitting.desk.can_ask:
        save(sitting, "case-summary", table, after=_say_kept)
        return
    allow("write-case-summary", sitting.bearings())
    converse(sitting, "case-summary", _talk(sitting), {}, after=_say_kept)


def _say_kept(sitting: Sitting, _records: tuple[Record, ...]) -> None:
    tell(sitting.desk, "The case summary is kept. Read it: fsworkbook summary --case --list")


def _news(sitting: Sitting, ledger: Ledger, today: date) -> list[Prompt]:
    """Return what has called for a new one, up to today."""
    found = prompts(sitting.family, ledger, sitting.practice)
    return [item for item in found if not item.answered and item.on <= today]


def _talk(sitting: Sitting) -> Talk:
    ledger, today = sitting.ledger(), sitting.desk.today()
    before = latest(ledger)
    news = _news(sitting, ledger, today)
    opening: list[str | Piece] = [
        *wrap(STAFF, sitting.desk.width),
        "Two minutes to read, and complete by itself. What stood before is offered.",
    ]
    opening += [line for item in news for line in wrap(_told(item, sitting), sitting.desk.width, "  ", "  since ")]
    known = {item.record: _told(item, sitting) for item in news if item.record} | {_NEITHER: "none of these"}
    reason = news[-1].words(sitting.family) if news else ""
    asked: list[Step] = [text("reason", "Why is it written now?", needed=True, default=reason, title="Why now")]
    if len(known) > 1:
        asked.append(one("event", "Which of these does it follow?", known, title="Follows"))
    asked += [
        _part(
            f"child.{child.key}",
            _CHILD.format(name=child.first_name),
            "In the child’s own words, where you can.",
            before,
        )
        for child in sitting.family.children
    ]
    asked += [_part(name, title, more, before) for name, title, more in _PARTS]
    return Talk(
        f"{sitting.family.surname} · the case summary",
        f"case-summary-{sitting.author.key}",
        f"fsworkbook summary --case --family {sitting.folder.name}",
        lambda _table: asked,
        opening=[*opening, ""],
        finish=_finished,
    )


def _part(name: str, title: str, more: str, before: Record | None) -> Step:
    stood = (before.section(name) if before else None) or ""
    return long(("text", name), title, needed=True, default=stood, more=more, title=title)


def _finished(table: Table) -> Table:
    return {name: value for name, value in table.items() if (name, value) != ("event", _NEITHER)}


def _told(item: Prompt, sitting: Sitting) -> str:
    return f"{brief(item.on)}: {item.words(sitting.family)}"


# Showing it


def _show(sitting: Sitting, at: date | None, *, json: bool) -> None:
    ledger = sitting.ledger(at)
    today = at or sitting.desk.today()
    record, news = latest(ledger), _news(sitting, ledger, today)
    due = _due(sitting, ledger)
    if json:
        emit_json(sitting.desk, "case-summary", sitting.folder.name, at, _data(record, news, due, today))
        return
    head: list[Line] = [Piece(f"{sitting.family.surname} · case summary", "strong")]
    head += [*(Piece(line, "strong") for line in wrap(STAFF, sitting.desk.width)), ""]
    say(sitting.desk, *head, *_age(record, ledger, sitting, today), *_calls(news, due, sitting, today))
    for section in record.sections if record else ():
        say(sitting.desk, "", Piece(heading(section.name, sitting), "strong"))
        say(sitting.desk, *wrap(section.text, sitting.desk.width, "  "))


def _due(sitting: Sitting, ledger: Ledger) -> Deadline | None:
    """Return the day by which it is due without any news (C.15)."""
    practice = sitting.practice
    found = deadlines(sitting.family, ledger, practice, counting(practice.days))
    every = [item for item in found if item.rule.met_by == ("case-summary",) and item.met is None]
    return every[-1] if every else None


def _age(record: Record | None, ledger: Ledger, sitting: Sitting, today: date) -> list[Line]:
    if record is None:
        return ["None is written yet."]
    days = (today - record.on).days
    old = "written today" if not days else "1 day old" if days == 1 else f"{days} days old"
    by = sitting.family.called(ledger.first_version(record).by)
    event = ledger.everything.get(record.word("event"))
    after = f", after what happened on {spoken(event.on)}" if event else ""
    why = f"Changed for: {record.word('reason')}{after}"
    return [f"Of {spoken(record.on)}, {old}, by {by}.", *wrap(why, sitting.desk.width)]


def _calls(news: list[Prompt], due: Deadline | None, sitting: Sitting, today: date) -> list[Line]:
    lines: list[Line] = []
    if due is not None:
        late = ", which is LATE" if due.late(today) else ""
        rule = due.rule
        amount = f"{rule.number} {rule.unit}"
        lines.append(f"Due by {spoken(due.due)}{late}: {amount} after {rule.after} ({rule.said}).")
    if news:
        lines += ["", "Since then, and calling for a new one:"]
        lines += [f"  {_told(item, sitting)} ({item.trigger.inventory})" for item in news]
        lines.append(f"  fsworkbook summary --case --family {sitting.folder.name}")
    return lines


def heading(name: str, sitting: Sitting) -> str:
    """Return what a section of a case summary is called."""
    _, _, child = name.partition("child.")
    if child:
        return _CHILD.format(name=sitting.family.first_name(child))
    return next((title for part, title, _ in _PARTS if part == name), name)


def _data(record: Record | None, news: list[Prompt], due: Deadline | None, today: date) -> dict[str, Any]:
    return {
        "staff_only": True,
        "record": record.id if record else None,
        "on": record.on if record else None,
        "recorded": day_of(record.recorded) if record else None,
        "days_old": (today - record.on).days if record else None,
        "reason": record.word("reason") if record else None,
        "event": record.word("event") or None if record else None,
        "due": due.due if due else None,
        "late": due.late(today) if due else False,
        "news": [
            {"on": item.on, "trigger": item.trigger.id, "of": item.of or None, "record": item.record or None}
            for item in news
        ],
        "sections": {section.name: section.text for section in record.sections} if record else {},
    }
