"""Visits on the screen and as JSON: each child’s last and next, seen alone, missed, recorded late (L.50, L.51)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.naming import joined, tail
from fsworkbook.cli.frame.output import Line, Piece, columns, emit_json, say, wrap
from fsworkbook.workbook.clock import brief, day_of, weekday
from fsworkbook.workbook.timing.days import counting
from fsworkbook.workbook.timing.outlook import because
from fsworkbook.workbook.visits import in_no_room, visits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.timing.deadlines import Deadline
    from fsworkbook.workbook.visits import ChildVisits, Visits

_FACE_TO_FACE: Final = "J.24"


def show(sitting: Sitting, children: Sequence[str], at: date | None, *, json: bool) -> None:
    """Print how the children are visited: all, or some.

    Args:
        sitting: the family, and who looks.
        children: keys of children; none for all.
        at: as recorded by the end of that day.
        json: whether as JSON.
    """
    on = at or sitting.desk.today()
    ledger = sitting.ledger(at)
    practice = sitting.practice
    found = visits(sitting.family, ledger, practice, counting(practice.days), on)
    shown = [item for item in found.children if not children or item.child.key in children]
    if json:
        emit_json(sitting.desk, "visits", sitting.folder.name, at, _data(found, shown, sitting, ledger, on))
        return
    say(sitting.desk, Piece(f"{sitting.family.surname} · visits · {weekday(on)}", "strong"))
    for item in shown:
        say(sitting.desk, "", *_child_lines(item, sitting, on))
    among = set(children)
    missed = [record for record in found.missed if not among or not record.children or among & {*record.children}]
    if missed:
        say(sitting.desk, "", Piece("Missed", "strong"), *_missed_lines(missed, sitting))
    if found.late:
        say(sitting.desk, "", Piece("Recorded late", "strong"), *_late_lines(found.late, sitting, ledger))
    _hint(sitting, ledger, on)
    say(sitting.desk, "", "fsworkbook visit   records one, made or missed")


def _hint(sitting: Sitting, ledger: Ledger, on: date) -> None:
    """Say where most visits of late had nobody in the room, if the practice wants to hear it (J.24)."""
    hint = sitting.practice.prompts.hints.get(_FACE_TO_FACE)
    remote, count = in_no_room(ledger, sitting.practice, on, hint.days) if hint else (0, 0)
    if hint and 2 * remote > count:
        told = hint.text.replace("{remote}", str(remote)).replace("{count}", str(count))
        say(sitting.desk, "", *wrap(told, sitting.desk.width))


def _child_lines(item: ChildVisits, sitting: Sitting, on: date) -> list[Line]:
    name = sitting.family.called(item.child.key)
    held = item.standing
    told = f"{_status(held.status, sitting)}, since {brief(held.since)}" if held else "no status is recorded"
    lines: list[Line] = [*wrap(f"{name} · {told}", sitting.desk.width, "  ", "")]
    if item.child.is_unborn:
        return [*lines, "  not yet born: visits are counted from the birth"]
    rows: list[Sequence[str | Piece]] = [
        ["last seen", _seen(item.last, sitting, on)],
        ["seen alone", _seen(item.alone, sitting, on)],
    ]
    if item.statutory is not None and item.statutory is not item.last:
        rows.append(["by law last", _seen(item.statutory, sitting, on)])
    rows += _next(item, sitting, on)
    rows += [["too late", _gap(gap)] for gap in item.gaps if gap.met is not None or gap is not item.following]
    return [*lines, *columns(rows, width=sitting.desk.width)]


def _next(item: ChildVisits, sitting: Sitting, on: date) -> list[Sequence[str | Piece]]:
    following = item.following
    if following is None:
        return [["next visit", "no rule asks for one"]]
    days = (following.due - on).days
    when = f"in {_days(days)}" if days > 0 else "today" if days == 0 else f"{_days(-days)} ago"
    late = following.late(on)
    told = f"{'LATE: ' if late else ''}by {weekday(following.due)}, {when}"
    rows: list[Sequence[str | Piece]] = [["next visit", Piece(told, "red" if late else "")]]
    why = because(following, sitting.practice)
    if following.working != following.due:
        why += f"; no working day: {brief(following.working)} is the last one before"
    return [*rows, ["", Piece(f"{following.rule.name}: {why}", "quiet")]]


def _seen(record: Record | None, sitting: Sitting, on: date) -> str:
    if record is None:
        return "never, as far as is recorded"
    session = sitting.practice.sessions.get(record.word("session"))
    what = f", {session.name[:1].lower()}{session.name[1:]}" if session else ""
    days = (on - record.on).days
    ago = f"{_days(days)} ago" if days else "today"
    return f"{weekday(record.on)}, {ago}, {sitting.family.first_name(record.by)}{what}"


def _gap(gap: Deadline) -> str:
    seen = f"seen {brief(gap.met.on)}" if gap.met else "not seen under that plan"
    return f"due {brief(gap.due)}, {seen} ({gap.rule.inventory})"


def _missed_lines(records: Sequence[Record], sitting: Sitting) -> list[Line]:
    rows = []
    for record in records:
        by = sitting.practice.missed.get(record.word("missed_by"))
        whom = joined(map(sitting.family.first_name, record.children))
        lead = f"{by.name if by else record.word('missed_by')}{f' · {whom}' if whom else ''}"
        rows.append([brief(record.on), f"{lead}: {record.word('reason')}"])
    return columns(rows, width=sitting.desk.width)


def _late_lines(late: Sequence[Deadline], sitting: Sitting, ledger: Ledger) -> list[Line]:
    rows = []
    for item in late:
        record = ledger.everything[item.began.record]
        names = joined(map(sitting.family.first_name, record.names("children_seen")))
        written = day_of(ledger.first_version(record).recorded)
        told = f"recorded {brief(written)}, {sitting.family.first_name(record.by)}"
        rows.append(
            [brief(record.on), f"{names or 'nobody seen'} · {told} · {item.rule.inventory} · {tail(record.id)}"]
        )
    return columns(rows, width=sitting.desk.width)


def _status(status: str, sitting: Sitting) -> str:
    known = sitting.practice.statuses.get(status)
    return known.name if known else status


def _days(number: int) -> str:
    return f"{number} day{'s' if number != 1 else ''}"


def _data(found: Visits, shown: Sequence[ChildVisits], sitting: Sitting, ledger: Ledger, on: date) -> dict[str, Any]:
    return {
        "children": [_child_data(item, sitting, on) for item in shown],
        "missed": [
            {
                "id": record.id,
                "on": record.on,
                "children": record.children,
                "missed_by": record.word("missed_by"),
                "reason": record.word("reason"),
            }
            for record in found.missed
        ],
        "recorded_late": [
            {
                "id": item.began.record,
                "on": ledger.everything[item.began.record].on,
                "by": item.moment,
                "recorded": ledger.first_version(ledger.everything[item.began.record]).recorded,
                "rule": item.rule.id,
            }
            for item in found.late
        ],
    }


def _child_data(item: ChildVisits, sitting: Sitting, on: date) -> dict[str, Any]:
    def seen(record: Record | None) -> dict[str, Any] | None:
        return {"id": record.id, "on": record.on, "by": record.by} if record else None

    following = item.following
    return {
        "child": item.child.key,
        "status": item.standing.status if item.standing else None,
        "last_seen": seen(item.last),
        "seen_alone": seen(item.alone),
        "statutory": seen(item.statutory),
        "next": None
        if following is None
        else {
            "due": following.due,
            "working_day": following.working,
            "late": following.late(on),
            "rule": following.rule.id,
            "why": because(following, sitting.practice),
        },
        "gaps": [{"due": gap.due, "seen": gap.met.on if gap.met else None, "rule": gap.rule.id} for gap in item.gaps],
        "missed": [record.id for record in item.missed],
    }
