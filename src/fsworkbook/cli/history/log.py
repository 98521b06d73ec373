"""`log`: the history of a family in plain words."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame.calling import Call, reading
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.history.chronicle import Chronicle
    from fsworkbook.store.change import Commit

_LATEST = 30

Person = Annotated[str | None, Option("--person", metavar="WHO", help="Only what is about this person.")]
Module = Annotated[int | None, Option("--module", metavar="N", help="Only work on module N.")]
Kind = Annotated[str | None, Option("--kind", metavar="KIND", help="Only records of a kind: visit, rating …")]
By = Annotated[str | None, Option("--by", metavar="KEY", help="Only what this member of the team did.")]
Since = Annotated[str | None, Option("--since", metavar="DATE", help="Only what was recorded from that day on.")]
Until = Annotated[str | None, Option("--until", metavar="DATE", help="Only what was recorded up to that day.")]
OnDay = Annotated[str | None, Option("--on", metavar="DATE", help="Only what was recorded on that day.")]
All = Annotated[bool, Option("--all", help="The whole history, not only the latest of it.")]


@reading
def command(
    call: Call,
    person: Person = None,
    module: Module = None,
    kind: Kind = None,
    by: By = None,
    on: OnDay = None,
    since: Since = None,
    until: Until = None,
    everything: All = False,
) -> None:
    """Tell what was recorded, by whom and when, the newest first; what was changed by hand stands there too."""
    from itertools import islice  # noqa: PLC0415 - not for --help

    from fsworkbook.cli.frame.output import emit_json  # noqa: PLC0415 - likewise
    from fsworkbook.cli.history.chronicle import Chronicle, Wish  # noqa: PLC0415 - likewise
    from fsworkbook.cli.work.records import Wanted, author_of  # noqa: PLC0415 - likewise

    sitting = call.sit()
    at, day = call.until(), call.day(on)
    wish = Wish(
        wanted=Wanted(module=module, parent=person, whose="--person", kind=kind, everything=True),
        author=author_of(by, sitting),
        first=day or call.day(since, "--since"),
        last=min((one for one in (day, call.day(until, "--until"), at) if one is not None), default=None),
    )
    chronicle = Chronicle(sitting, at)
    found = chronicle.find(wish)
    if call.json:
        emit_json(sitting.desk, "log", sitting.family.name, at, [_data(chronicle, commit) for commit in found])
        return
    shown = list(found if everything else islice(found, _LATEST + 1))
    latest = shown if everything else shown[:_LATEST]
    _print(sitting, chronicle, latest, more=len(shown) > len(latest))


def _print(sitting: "Sitting", chronicle: "Chronicle", found: "Sequence[Commit]", *, more: bool) -> None:
    from fsworkbook.cli.frame.output import Piece, columns, say, tell  # noqa: PLC0415 - not for --help

    desk = sitting.desk
    say(desk, Piece(f"{sitting.family.surname} · what was recorded, the newest first", "strong"), "")
    rows = [[_moment(sitting, one), chronicle.who(one), chronicle.tail(one), chronicle.said(one)] for one in found]
    for fault in chronicle.faults:
        tell(desk, f"Left out: {fault}")
    say(desk, *(columns(rows, width=desk.width) if rows else ["  nothing that fits"]))
    if more:
        say(desk, "", "There is more before that: add --all to see everything, or --until with a day.")
    tails = [row[2] for row in rows if row[2]]
    if tails:
        say(desk, "", f"fsworkbook show {tails[0]}   reads one of them")


def _moment(sitting: "Sitting", commit: "Commit") -> str:
    from fsworkbook.cli.work.progress import shortly  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.clock import british  # noqa: PLC0415 - likewise

    local = commit.when.astimezone(british())
    return f"{shortly(local.date(), sitting.desk.today())} {local:%H:%M}"


def _data(chronicle: "Chronicle", commit: "Commit") -> "Mapping[str, Any]":
    return {
        "commit": commit.id,
        "when": commit.when,
        "by": commit.key,
        "name": commit.name,
        "role": commit.role,
        "action": commit.action,
        "records": list(commit.records),
        "by_hand": chronicle.by_hand(commit),
        "by_fsworkbook": bool(commit.action),
        "merge": len(commit.parents) > 1,
        "words": chronicle.said(commit),
    }
