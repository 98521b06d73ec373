"""`fsworkbook due`: what is due, late and next, for me, a family or everybody; each line names its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from fsworkbook.cli.frame.calling import Call, reading
from fsworkbook.cli.frame.options import Output
from fsworkbook.cli.frame.output import Line, Piece, columns, emit_json, say, tell, wrap
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.workbook.caseload import Glance
    from fsworkbook.workbook.timing.due import Owed

OnDay = Annotated[str | None, Option("--on", metavar="DATE", help="As at that day; else today.")]
Everyone = Annotated[bool, Option("--everyone", help="Everybody’s, not only mine.")]
Late = Annotated[bool, Option("--late", help="Only what is late; exit code 1 where anything is.")]
All = Annotated[bool, Option("--all", help="Also what is due after next week.")]
Ics = Annotated[bool, Option("--ics", help="Write it as a calendar for Outlook or Apple Calendar, without names.")]

_FINDINGS: Final = 1
_UNUSABLE: Final = 2
_TITLES: Final = {"late": "Late", "this week": "This week", "next week": "Next week", "later": "Later"}


class Listed(NamedTuple):
    """One thing that is owed, in one family."""

    family: Glance
    owed: Owed


@reading
def command(
    call: Call, on: OnDay = None, everyone: Everyone = False, late: Late = False, every: All = False, ics: Ics = False,
    output: Output = None,
) -> int:  # fmt: skip
    """See what is due: mine in every family, or with --family everybody’s in one. Each line says by which rule."""
    desk = call.desk
    day = call.day(on) or call.until() or desk.today()
    me = "" if everyone or (call.family and not call.as_) else call.as_ or desk.settings.key or ""
    found, read, unread = _found(call, day, me)
    if unread and not read:
        return _UNUSABLE  # each was named, and nothing is known: not that nothing is due
    shown = [line for line in found if _wanted(line.owed, late=late, every=every or call.json or ics)]
    if ics:
        one = read[0] if call.family and read else ""
        _calendar(call, shown, output, (*_which(one, me, desk, everyone=everyone, late=late), day))
    elif call.json:
        emit_json(
            desk, "due", found[0].family.name if call.family and found else None, day, [_data(line) for line in shown]
        )
    else:
        say(desk, *_page(shown, desk, day, me, len(found) - len(shown), late=late), *_unread(unread))
    return _FINDINGS if late and shown else 0


def _found(call: Call, day: date, me: str) -> tuple[list[Listed], list[str], int]:
    """Return what is owed, the references of the families that it is of, and how many more could not be read."""
    from fsworkbook.cli.frame import choosing  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.time.outlooks import outlooks  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.timing.due import GROUPS, due  # noqa: PLC0415 - likewise

    desk = call.desk
    if call.family:
        paths = [choosing.choose_path(desk, call.family, call.caseload)[0]]
    else:
        paths = choosing.family_paths(choosing.caseload(desk, call.caseload))
        if not paths:
            tell(desk, "There is no family in your caseload yet.", "fsworkbook new-family   opens the first one")
    # A day that is past is shown as it was known then; one to come, by all that is known.
    read = list(outlooks(desk, paths, call.until() or (day if day <= desk.today() else None)))
    found = [
        Listed(seen, owed) for seen in read if not me or seen.works_here(me) for owed in due(seen.outlook, day, me)
    ]
    found.sort(key=lambda line: (GROUPS.index(line.owed.group), line.owed.task.due, line.family.name))
    return found, [seen.reference for seen in read], len(paths) - len(read)


def _wanted(owed: Owed, *, late: bool, every: bool) -> bool:
    if late:
        return owed.group == "late"
    return every or owed.group != "later"


def _page(lines: Sequence[Listed], desk: Desk, day: date, me: str, more: int, *, late: bool) -> list[Line]:
    from fsworkbook.workbook.clock import weekday  # noqa: PLC0415 - not for --help

    whose = "everybody" if not me else next((line.family.called(me) for line in lines), me)
    page: list[Line] = [Piece(f"{'Late' if late else 'Due'} · for {whose} · {weekday(day)}", "strong")]
    if not lines:
        return [*page, "", "  Nothing is late." if late else "  Nothing is due this week or next.", *_more(more)]
    for group, title in _TITLES.items():
        mine = [line for line in lines if line.owed.group == group]
        if mine:
            page += ["", Piece(title, "red" if group == "late" else "strong")]
        for line in mine:
            page += _lines(line, desk, named=not me)
    return [*page, *([] if late else _more(more))]


def _more(more: int) -> list[Line]:
    return ["", Piece(f"And {more} after next week: fsworkbook due --all", "quiet")] if more else []


def _unread(count: int) -> list[Line]:
    families = "1 family that could not be read" if count == 1 else f"{count} families that could not be read"
    return ["", Piece(f"Not counted: {families}.", "amber")] if count else []


def _lines(line: Listed, desk: Desk, *, named: bool) -> list[Line]:
    task = line.owed.task
    who = ", ".join(line.family.first_name(key) for key in line.owed.owners) if named else ""
    told = f"{line.family.surname} · {task.what}" + (f" · {who}" if who else "")
    rows = columns([(_when(line.owed), told)], width=desk.width)
    lead = " " * 15
    return [*rows, *(Piece(text, "quiet") for text in wrap(_why(line.owed), desk.width, lead))]


def _when(owed: Owed) -> str:
    day = owed.task.due
    if owed.days < 0 and owed.group != "late":  # it has no day, and waits
        return "waiting".ljust(11)
    return f"{day:%a} {day.day:>2} {day:%b}".ljust(11)


def _why(owed: Owed) -> str:
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - not for --help

    task = owed.task
    said = task.why
    if owed.group == "late":
        days = -owed.days
        said = f"{days} day{'s' if days != 1 else ''} late; {said}"
    if task.working != task.due:
        said += f"; no working day: {brief(task.working)} is the last one before"
    return said


def _data(line: Listed) -> dict[str, Any]:
    task, owed = line.owed.task, line.owed
    return {
        "family": line.family.name,
        "reference": line.family.reference,
        "what": task.what,
        "rule": task.rule,
        "of": task.of or None,
        "due": task.due,
        "working_day": task.working,
        "group": owed.group,
        "days": owed.days,
        "owners": list(owed.owners),
        "role": task.role or None,
        "why": task.why,
        "record": task.record or None,
        "hint": task.hint,
    }


def _which(reference: str, me: str, desk: Desk, *, everyone: bool, late: bool) -> tuple[str, str]:
    """Return of what a calendar is, for its file’s name: which family, whose where not mine, and what of it (F.49)."""
    from fsworkbook.cli.paper.filenames import hyphened, mark  # noqa: PLC0415 - only for a calendar

    other = mark(me) if me and me != desk.settings.key else ""
    return reference or "fsworkbook", hyphened("due", "everyone" if everyone else other, "late" if late else "")


def _calendar(call: Call, lines: Sequence[Listed], output: Path | None, named: tuple[str, str, date]) -> None:
    from fsworkbook.cli.paper.papers import Name, target, write  # noqa: PLC0415 - only for a calendar
    from fsworkbook.report.diary import Entry, render  # noqa: PLC0415 - likewise

    entries = [
        Entry(
            line.family.reference,
            line.owed.task.title,
            line.owed.task.due,
            f"{line.owed.task.rule}|{line.owed.task.of}|{line.owed.task.record}",
            line.owed.task.why,
        )
        for line in lines
    ]
    name = Name(*named, "")
    path = target(call.desk, output, name, ".ics")
    write(call.desk, path, render(entries, call.desk.now()), name)
