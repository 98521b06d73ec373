"""`log`: the history of a family in plain words."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame.calling import Call, reading
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.store.change import Commit
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_LATEST = 30
_BY_HAND = "edit-by-hand"

Person = Annotated[str | None, Option("--person", metavar="WHO", help="Only what is about this person.")]
Module = Annotated[int | None, Option("--module", metavar="N", help="Only work on module N.")]
By = Annotated[str | None, Option("--by", metavar="KEY", help="Only what this member of the team did.")]
Since = Annotated[str | None, Option("--since", metavar="DATE", help="Only what was recorded from that day on.")]
OnDay = Annotated[str | None, Option("--on", metavar="DATE", help="Only what was recorded on that day.")]
All = Annotated[bool, Option("--all", help="The whole history, not only the latest of it.")]


@reading
def command(
    call: Call,
    person: Person = None,
    module: Module = None,
    by: By = None,
    on: OnDay = None,
    since: Since = None,
    everything: All = False,
) -> None:
    """Tell what was recorded, by whom and when, the newest first; what was changed by hand stands there too."""
    from fsworkbook.cli.frame.output import emit_json  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.work.records import Wanted, author_of, chosen  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import day_of  # noqa: PLC0415 - likewise

    sitting = call.sit()
    desk = sitting.desk
    until = call.until()
    ledger = sitting.ledger(until)
    wanted = Wanted(module=module, parent=person, whose="--person", everything=True)
    narrowed = {item.id for item in chosen(sitting, ledger, wanted)} if wanted.narrows else None
    day, first = call.day(on), call.day(since, "--since")
    author = author_of(by, sitting)
    found = [
        commit
        for commit in sitting.folder.history()
        if (narrowed is None or narrowed & set(commit.records))
        and author in ("", commit.key)
        and day in (None, day_of(commit.when))
        and (first is None or day_of(commit.when) >= first)
        and (until is None or day_of(commit.when) <= until)
    ]
    if call.json:
        emit_json(desk, "log", sitting.family.name, until, [_data(sitting, ledger, commit) for commit in found])
        return
    _print(sitting, ledger, found if everything else found[:_LATEST], len(found))


def _print(sitting: "Sitting", ledger: "Ledger", found: "Sequence[Commit]", total: int) -> None:
    from fsworkbook.cli.frame.output import Piece, columns, say  # noqa: PLC0415 - not for --help

    desk, family = sitting.desk, sitting.family
    say(desk, Piece(f"{family.surname} · what was recorded, the newest first", "strong"), "")
    rows = [
        [_moment(sitting, commit), _who(sitting, commit), _tails(ledger, commit), _said(sitting, ledger, commit)]
        for commit in found
    ]
    say(desk, *(columns(rows, width=desk.width) if rows else ["  nothing that fits"]))
    if total > len(found):
        say(desk, "", f"and {total - len(found)} before that: fsworkbook log --all")
    if any(row[2] for row in rows):
        shown = next(row[2] for row in rows if row[2]).split()[0]
        say(desk, "", f"fsworkbook show {shown}   reads one of them")


def _moment(sitting: "Sitting", commit: "Commit") -> str:
    from fsworkbook.cli.work.progress import shortly  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.clock import british  # noqa: PLC0415 - likewise

    local = commit.when.astimezone(british())
    return f"{shortly(local.date(), sitting.desk.today())} {local:%H:%M}"


def _who(sitting: "Sitting", commit: "Commit") -> str:
    return sitting.family.first_name(commit.key) if commit.key else commit.name


def _tails(ledger: "Ledger", commit: "Commit") -> str:
    from fsworkbook.cli.frame.naming import tail  # noqa: PLC0415 - not for --help

    held = [record for record in commit.records if record in ledger.everything]
    return tail(held[0]) if held else ""


def _said(sitting: "Sitting", ledger: "Ledger", commit: "Commit") -> str:
    """Return what a commit did, in words."""
    from fsworkbook.cli.frame.naming import capital, joined  # noqa: PLC0415 - not for --help

    if not commit.action:
        return "made without fsworkbook; “fsworkbook audit verify” looks into it"
    records = [ledger.everything[key] for key in commit.records if key in ledger.everything]
    names = joined(_named(sitting, ledger, record) for record in records if not _goes_along(ledger, record, records))
    if commit.action == _BY_HAND:
        return f"edited by hand: {names or 'family.toml or another file'}"
    if names:
        return capital(names)
    return capital(" ".join(part for part in commit.subject.split(" · ") if not part[:4].isdigit()))


def _goes_along(ledger: "Ledger", record: "Record", records: "Sequence[Record]") -> bool:
    """Whether a record withdraws the correction of what is withdrawn beside it, which says enough."""
    struck = ledger.everything.get(record.strikes)
    if struck is None or not struck.corrects:
        return False
    return ledger.first_version(struck).id in {item.strikes for item in records}


def _named(sitting: "Sitting", ledger: "Ledger", record: "Record") -> str:
    from fsworkbook.cli.frame.naming import called  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.clock import brief, day_of  # noqa: PLC0415 - likewise

    words = called(record, sitting.family, sitting.practice)
    if record.strikes in ledger.everything:
        struck = ledger.everything[record.strikes]
        words = f"withdrawal of {called(struck, sitting.family, sitting.practice)} ({brief(struck.on)})"
    if record.kind != "strike" and record.on != day_of(record.recorded):
        words += f" ({brief(record.on)})"
    return f"{words}, since withdrawn" if record.id in ledger.struck_by else words


def _data(sitting: "Sitting", ledger: "Ledger", commit: "Commit") -> "Mapping[str, Any]":
    return {
        "commit": commit.id,
        "when": commit.when,
        "by": commit.key,
        "name": commit.name,
        "role": commit.role,
        "action": commit.action,
        "records": list(commit.records),
        "by_hand": commit.action == _BY_HAND,
        "by_fsworkbook": bool(commit.action),
        "words": _said(sitting, ledger, commit),
    }
