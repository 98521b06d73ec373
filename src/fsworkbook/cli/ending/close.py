"""`close`: end the work with a child, or close the workbook to read-only, with the checklist (B.39–B.43)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import Child, On
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.practice.closings import ClosingItem
    from fsworkbook.workbook.evidence import Evidence
    from fsworkbook.workbook.record import Record

List = Annotated[bool, Option("--list", help="Show the checklist with what the workbook knows; close nothing.")]


@either
def command(call: Call, child: Child = None, listing: List = False, on: On = None) -> None:
    """Close the workbook, or with --child end the work with one child; it is read-only from then on."""
    if listing or call.json or call.at:
        _show(call.sit(), child, call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.episodes import CLOSED  # noqa: PLC0415 - likewise

    options = {"step": CLOSED, "child": child, "on": call.day(on)}
    take(call, "closing", options, lambda sitting: _talk(sitting, child), after=_said)


def _child(sitting: Sitting, typed: str | None) -> str:
    if not typed:
        return ""
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - only for one child

    keys = [item.key for item in sitting.family.children]
    return find_person(typed, sitting.family, sitting.practice.relations, "--child", among=keys).key


def _evidence(sitting: Sitting, on: date | None) -> Evidence:
    from fsworkbook.workbook.evidence import Evidence  # noqa: PLC0415 - not for --from

    return Evidence(sitting.family, sitting.ledger(on), sitting.practice, on or sitting.desk.today())


def _talk(sitting: Sitting, child: str | None) -> Talk:
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.asksteps import long  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.closing import parts  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - likewise

    allow("close-workbook", sitting.bearings())
    key, known = _child(sitting, child), _evidence(sitting, None)
    asked = parts(sitting.bearings(), key)
    what = f"the work with {sitting.family.first_name(key)}" if key else "the workbook"

    def steps(_table: Table) -> Sequence[Step]:
        return [
            long("reason", "Why does it end now?", needed=True, more="All work is finished, or they no longer agree."),
            *(_step(sitting, part, item, known) for part, item in asked.items()),
        ]

    return Talk(
        f"{sitting.family.surname} · closing {what}",
        f"close-{key or 'workbook'}",
        f"fsworkbook close{f' --child {key}' if key else ''}",
        steps,
        opening=("Once it is saved, nothing more is recorded; reports and copies still can be made.",)
        if not key
        else (),
    )


def _step(sitting: Sitting, part: str, item: ClosingItem, known: Evidence) -> Step:
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

    title, said = _title(sitting, part, item.name), known.of(item, _key(part))

    def ask(asker: Asker, _table: Table) -> str | None:
        if said:
            asker.show(f"  {said}")
        return asker.long(title, needed=True, may_not_apply=False)  # type: ignore[return-value] # never declined here

    return Step(("checklist", part), ask, title=title)


def _key(part: str) -> str:
    """Return the child or parent for whom an item of the checklist is asked, or ""."""
    return part.partition(".")[2]


def _title(sitting: Sitting, part: str, name: str) -> str:
    key = _key(part)
    return f"{name} · {sitting.family.first_name(key)}" if key else name


def _said(sitting: Sitting, records: tuple[Record, ...]) -> None:
    from fsworkbook.cli.frame.output import tell  # noqa: PLC0415 - not for --help

    child = records[0].word("child")
    if child:
        tell(sitting.desk, f"The work with {sitting.family.first_name(child)} has ended; the workbook stays open.")
    else:
        tell(sitting.desk, "The workbook is closed and read-only. Reports and copies can still be made.")
    tell(sitting.desk, "Begin again: fsworkbook reopen")


def _show(sitting: Sitting, child: str | None, at: date | None, *, json: bool) -> None:
    from fsworkbook.cli.frame.output import Piece, emit_json, say, wrap  # noqa: PLC0415 - not for recording
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.episodes import closed_children, episodes  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.closing import parts  # noqa: PLC0415 - likewise

    key, known = _child(sitting, child), _evidence(sitting, at)
    # What is asked depends on the family and the model alone, so whoever looks need not be on the team.
    member = sitting.member or next(iter(sitting.family.team.values()))
    asked = parts(sitting._replace(member=member).bearings(), key)
    book = sitting.ledger(at)
    history, ended = episodes(book), closed_children(book, sitting.family)
    if json:
        data = {
            "closed": history[-1].closed.on if history[-1].closed else None,
            "episodes": [
                {
                    "number": one.number,
                    "opened_by": one.opened.id if one.opened else None,
                    "closed_by": one.closed.id if one.closed else None,
                }
                for one in history
            ],
            "children": {child: record.id for child, record in ended.items()},
            "checklist": [
                {"item": part, "name": item.name, "known": known.of(item, _key(part))} for part, item in asked.items()
            ],
        }
        emit_json(sitting.desk, "closing", sitting.family.name, at, data)
        return
    lines: list[Line] = [Piece(f"{sitting.family.surname} · before it closes", "strong")]
    if history[-1].closed:
        lines.append(f"  Closed on {brief(history[-1].closed.on)}; read-only.")
    for part, item in asked.items():
        lines += ["", *wrap(_title(sitting, part, item.name), sitting.desk.width, "  ")]
        said = known.of(item, _key(part))
        lines += wrap(said, sitting.desk.width, "    ") if said else []
    say(sitting.desk, *lines, "", "fsworkbook close   goes through it and closes the workbook")
