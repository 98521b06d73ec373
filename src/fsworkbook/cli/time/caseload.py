"""`fsworkbook caseload`: a line a family, for those who may see how the team's month went (B.76)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from fsworkbook.cli.frame.calling import Call, reading
from fsworkbook.cli.frame.output import Line, Piece, clean, columns, emit_json, say, tell, wrap
from fsworkbook.cli.frame.spelling import Option
from fsworkbook.errors import BadInput, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.caseload import Glance, Held
    from fsworkbook.workbook.caseload import Line as Row

Csv = Annotated[bool, Option("--csv", help="As a table for a spreadsheet, which opens it in the right letters.")]

ACTION: Final = "see-performance"
"""The action of the practice model's permissions (B.76)."""

_READS: Final = frozenset("DWR")
_MARK: Final = "\ufeff"
_FORMULA: Final = tuple("=+-@\t\r\n|%＝＋－＠")
_HEADS: Final = (
    "family",
    "reference",
    "rating",
    "direction",
    "next supervision",
    "last supervision",
    "held",
    "minuted",
    "authorised",
    "there",
    "listed",
    "late",
    "late longest",
    "since",
    "read-only",
    "read-only since",
)


@reading
def command(call: Call, csv: Csv = False) -> None:
    """See every family in a line: agreed rating, next supervision, what came in time, who was there, what is late."""
    desk = call.desk
    if csv and call.json:
        raise BadInput("--csv and --json: choose one of them.")
    day = call.until() or desk.today()
    seen, left_out = _allowed(call, _seen(call, day), day)
    rows = _lines(seen, day)
    if call.json:
        emit_json(desk, "caseload", call.family, day, [_data(row, day) for row in rows])
    elif csv:
        _write_csv(desk, rows, day)
    else:
        say(desk, *_page(desk, rows, day))
    if left_out:
        words = f"Left out: {left_out} of {left_out + len(seen)} families, where your role there may not see this."
        tell(desk, *wrap(words, desk.width))


def _seen(call: Call, day: date) -> list[Glance]:
    from fsworkbook.cli.frame import choosing  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.time.outlooks import outlooks  # noqa: PLC0415 - likewise

    desk = call.desk
    if call.family:
        paths = [choosing.choose_path(desk, call.family, call.caseload)[0]]
    else:
        paths = choosing.family_paths(choosing.caseload(desk, call.caseload))
        if not paths:
            tell(desk, "There is no family in your caseload yet.", "fsworkbook new-family   opens the first one")
    return list(outlooks(desk, paths, day))


def _allowed(call: Call, seen: list[Glance], day: date) -> tuple[list[Glance], int]:
    """Return the families that whoever asks may see so, and how many more there are.

    Raises:
        BadInput: nobody has said who they are.
        Refused: there are families, and their role may see none of them.
    """
    from fsworkbook.cli.frame import choosing  # noqa: PLC0415 - not for --help

    settings = call.desk.settings
    key = call.as_ or settings.key
    if not key:
        raise BadInput("who are you? Run “fsworkbook setup” once, or say it with --as KEY.")
    practice = choosing.practice(call.desk)
    own = settings.role if key == settings.key else ""
    mine = [one for one in seen if _may(one.roles_of(key, day) or {own}, practice)]
    if seen and not mine:
        raise Refused(
            f"{key} may not see a caseload: {_who_may(practice)}. “fsworkbook due” shows what is yours to do."
        )
    return mine, len(seen) - len(mine)


def _may(roles: Iterable[str], practice: Practice) -> bool:
    may = practice.permission(ACTION).may
    return any(_READS & set(may.get(role, "").split("+")) for role in roles)


def _who_may(practice: Practice) -> str:
    names = [role.name.lower() for letter in ("D", "W", "R") for role in practice.who_may(ACTION, letter)]
    return f"that is for: {', '.join(dict.fromkeys(names))}" if names else "nobody’s role may"


def _lines(seen: Iterable[Glance], day: date) -> list[Row]:
    from fsworkbook.workbook.caseload import line  # noqa: PLC0415 - not for --help

    def place(row: Row) -> tuple[bool, str, str]:
        return row.glance.read_only, row.glance.surname.casefold(), row.glance.name

    return sorted((line(one, day) for one in seen), key=place)


def _page(desk: Desk, rows: Sequence[Row], day: date) -> list[Line]:
    from fsworkbook.workbook.clock import weekday  # noqa: PLC0415 - not for --help

    many = "1 family" if len(rows) == 1 else f"{len(rows)} families"
    page: list[Line] = [Piece(f"Caseload · {weekday(day)} · {many}", "strong"), ""]
    if not rows:
        return page[:1]
    heads: tuple[str | Piece, ...] = tuple(
        Piece(word, "quiet")
        for word in ("", "rating", "next", "last", "held", "minuted", "signed", "there")  # narrow enough for a terminal
    )
    table = columns([heads, *(_cells(row, day) for row in rows)], width=desk.width)
    if len(table) != len(rows) + 1:  # a cell had to be folded: the lines below could stand under the wrong family
        return [*page, *table, "", *(text for row in rows for text in _below(desk, row, named=True))]
    page.append(table[0])
    for row, shown in zip(rows, table[1:], strict=True):
        page += [shown, *_below(desk, row, named=False)]
    return page


def _cells(row: Row, day: date) -> tuple[str | Piece, ...]:
    seen, last = row.glance, row.last
    return (
        seen.surname,
        rated(last),
        short(seen.following, weekday=True) if seen.following else "read-only" if seen.read_only else "not planned",
        short(last.on) if last else "–",
        *(_state(step.state(day), over=seen.read_only) for step in (last.steps if last else ())),
        *(() if last else ("–", "–", "–")),
        f"{last.there} of {last.expected}" if last and last.expected else "–",
    )


def _state(state: str, *, over: bool) -> str | Piece:
    """Return how a step stands; what is missing where all is over is asked of nobody."""
    if over and state in {"overdue", "to come"}:
        return "never"
    return Piece(state, "red") if state == "overdue" else state or "–"


def rated(last: Held | None) -> str | Piece:
    """Return the agreed rating with its direction, as it is shown."""
    from fsworkbook.cli.month.rag import ARROWS  # noqa: PLC0415 - not for --help

    if last is None or not last.agreed:
        return "–"
    return Piece(f"{last.agreed.upper()} {ARROWS.get(last.direction, '')}".rstrip(), last.agreed)


def short(day: date, *, weekday: bool = False) -> str:
    """Return a day without its year: `17 Apr`, `Thu 17 Apr`."""
    return f"{day:%a} {day.day} {day:%b}" if weekday else f"{day.day} {day:%b}"


def _below(desk: Desk, row: Row, *, named: bool) -> list[Line]:
    """Return what stands under a family's line: what has ended there, and what is late longest."""
    told = [standing(row.glance)] if row.glance.read_only else []
    told += [f"{one.name}: the work ended on {full(one.on)}" for one in row.glance.ended]
    if row.late:
        worst = row.late[0]
        others = f", and {len(row.late) - 1} more" if len(row.late) > 1 else ""
        told.append(f"late: {worst.task.what}, since {short(worst.task.due)} ({-worst.days} days){others}")
    told += [f"report {task.what.partition(' · ')[2]}: {task.why}" for task in row.awaited]
    whose = f"{row.glance.surname}: " if named else ""
    return [Piece(text, "quiet") for said in told for text in wrap(whose + said, desk.width, "      ", "    ")]


def standing(seen: Glance) -> str:
    """Return in words why nothing is recorded in a family's workbook any more: closed, or another team's."""
    words = [f"closed on {full(seen.closed)}"] if seen.closed else []
    if seen.handed:
        words.append(f"handed over to us on {full(seen.handed)}")
    return ", ".join(words)


def full(day: date) -> str:
    """Return a day with its year: `17 Apr 2025`."""
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - not for --help

    return brief(day)


def _data(row: Row, day: date) -> dict[str, Any]:
    seen, last = row.glance, row.last
    return {
        "family": seen.name,
        "surname": seen.surname,
        "reference": seen.reference,
        "rating": last.agreed or None if last else None,
        "direction": last.direction or None if last else None,
        "next": seen.following,
        "last": _held(last, day) if last else None,
        "supervisions": _counts(seen.held, day),
        "closed": seen.closed,
        "handed_over": seen.handed,
        "children_ended": {one.key: one.on for one in seen.ended},
        "due_this_week": row.due,
        "late": [
            {
                "what": owed.task.what,
                "rule": owed.task.rule,
                "due": owed.task.due,
                "days": owed.days,
                "owners": list(owed.owners),
                "role": owed.task.role or None,
            }
            for owed in row.late
        ],
        "waiting": [{"what": task.what, "since": task.due, "why": task.why} for task in row.awaited],
    }


def _held(held: Held, day: date) -> dict[str, Any]:
    from fsworkbook.workbook.caseload import STEPS  # noqa: PLC0415 - not for --help

    steps = {
        name: {"state": step.state(day) or None, "on": step.met, "due": step.due}
        for name, step in zip(STEPS, held.steps, strict=True)
    }
    return {"on": held.on, **steps, "attendance": held.attendance, "there": held.there, "listed": held.expected}


def _counts(held: Sequence[Held], day: date) -> dict[str, Any]:
    """Return how often each step came in time, of how often it was to come by now."""
    from fsworkbook.workbook.caseload import IN_TIME, OVERDUE, STEPS, TOO_LATE  # noqa: PLC0415 - not for --help

    counts: dict[str, Any] = {"held": len(held)}
    for at, name in enumerate(STEPS):
        states = [one.steps[at].state(day) for one in held]
        counts[f"{name}_in_time"] = states.count(IN_TIME)
        counts[f"{name}_counted"] = sum(state in {IN_TIME, TOO_LATE, OVERDUE} for state in states)
    return counts


def _write_csv(desk: Desk, rows: Iterable[Row], day: date) -> None:
    """Write the table as RFC 4180 has it; the mark in front makes Excel read it as the UTF-8 that it is."""
    import csv  # noqa: PLC0415 - only with --csv
    import os  # noqa: PLC0415 - likewise
    from io import StringIO  # noqa: PLC0415 - likewise

    from fsworkbook.cli.frame.desk import is_terminal  # noqa: PLC0415 - likewise
    from fsworkbook.cli.frame.output import clean, emit_text  # noqa: PLC0415 - likewise

    text = StringIO(newline="")
    # On Windows the stream itself writes a line's end as two characters.
    table = csv.writer(text, lineterminator="\n" if os.linesep == "\r\n" else "\r\n")
    table.writerow(_HEADS)
    for row in rows:
        table.writerow([harmless(clean(cell)) for cell in _csv_cells(row, day)])
    emit_text(desk, ("" if is_terminal(desk.stdout) else _MARK) + text.getvalue())


def _csv_cells(row: Row, day: date) -> list[str]:
    seen, last = row.glance, row.last
    told = [""] * 8
    if last:
        states = [step.state(day) for step in last.steps]
        told = [last.agreed, last.direction, last.on.isoformat(), *states, str(last.there), str(last.expected)]
    worst = row.late[0].task if row.late else None
    return [
        seen.surname,
        seen.reference,
        *told[:2],
        seen.following.isoformat() if seen.following else "",
        *told[2:],
        str(len(row.late)),
        worst.what if worst else "",
        worst.due.isoformat() if worst else "",
        "handed over" if seen.handed else "closed" if seen.closed else "",
        since.isoformat() if (since := seen.handed or seen.closed) else "",
    ]


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that begins like one gains an apostrophe."""
    flat = " ".join(clean(text).split("\n"))
    return f"'{flat}" if text.startswith(_FORMULA) or flat.lstrip().startswith(_FORMULA) else flat
