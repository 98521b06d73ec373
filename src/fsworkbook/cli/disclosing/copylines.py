"""The register of copies on the screen and as JSON: what waits, what was asked for, and who holds which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.naming import joined, tail
from fsworkbook.cli.frame.output import Piece, columns, emit_json, say, tell, wrap
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.disclosure.copies import (
    GIVEN,
    OVERTAKEN,
    RETURNED,
    WAITING,
    WITHDRAWN,
    Copy,
    Held,
    Request,
    copies,
    requests,
)
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.disclosure.restrictions import restrictions
from fsworkbook.workbook.forms.copy import may_release

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


def show(sitting: Sitting, at: date | None, whom: str | None, key: str | None, *, json: bool) -> None:
    """Print the register: everything, one person's, or what a restriction concerns.

    Raises:
        BadInput: nobody, or no restriction, has that name.
    """
    ledger = sitting.ledger(at)
    made, asked = copies(ledger), requests(ledger)
    if whom is not None:
        wanted = recipient_key(sitting, whom)
        made = tuple(copy for copy in made if copy.recipient == wanted)
        asked = tuple(request for request in asked if request.recipient == wanted)
    if key is not None:
        from fsworkbook.cli.disclosing.outthere import Again  # noqa: PLC0415 - it makes papers

        found = _restriction(ledger, key)
        held = Again(sitting, ledger).concerned(found, made, at or sitting.desk.today())
        _show_concerned(sitting, at, found.key, held, json=json)
        return
    if json:
        data = {"copies": [plain(copy) for copy in made], "requests": [_plain_request(item) for item in asked]}
        emit_json(sitting.desk, "copies", sitting.family.name, at, data)
        return
    say(sitting.desk, *_page(sitting, made, asked, at))


def recipient_key(sitting: Sitting, typed: str) -> str:
    """Return the recipient's key behind a word; a name in words stays as it is, where a copy has it.

    Raises:
        BadInput: nobody fits, or several do.
    """
    if any(copy.recipient == typed for copy in copies(sitting.ledger())):
        return typed
    return find_recipient(typed, sitting.family, sitting.practice).key


def recipient_name(sitting: Sitting, recipient: str) -> str:
    """Return a recipient as one says it: a full name, the court, or the words that were typed."""
    readers = sitting.practice.audiences.readers
    return readers[recipient].name if recipient in readers else sitting.family.called(recipient)


def named(sitting: Sitting, copy: Copy) -> str:
    """Return what a copy is called: `report PA-K for Kerry Ashdown, version 2, of 30 May 2025, pdf`."""
    who = recipient_name(sitting, copy.recipient)
    return f"{copy.paper} for {who}, version {copy.version}, of {brief(copy.at)}, {copy.format}"


def said(sitting: Sitting, record: Record) -> None:
    """Say what a step of a copy recorded, and what can be done next."""
    steps = {"releases": "Let go", "gives": "Recorded as handed over", "returns": "Recorded as come back"}
    made = {copy.id: copy for copy in copies(sitting.ledger())}
    for name, words in steps.items():
        copy = made.get(record.word(name))
        if copy is None:
            continue
        lines = [f"{words}: {named(sitting, copy)}."]
        if copy.early and name == "gives":
            lines.append("Please look: nobody had let it go. Tell the team manager (B.71).")
        if name == "releases":
            lines.append(f"When it is handed over: fsworkbook copies given {tail(copy.id)}")
        tell(sitting.desk, *(line for text in lines for line in wrap(text, sitting.desk.width)))


def held_lines(sitting: Sitting, held: Sequence[Held]) -> list[Line]:
    """Return a line for each copy out that a restriction concerns: who holds what, and what is known of it."""
    rows = []
    for item in held:
        what = f"{item.copy.paper}, version {item.copy.version}, of {brief(item.copy.at)}"
        where = f"{_came(sitting, item.copy)} · {tail(item.copy.id)}"
        rows.append([recipient_name(sitting, item.copy.recipient), f"{what} · {where} · {_known(item)}"])
    return columns(rows, width=sitting.desk.width)


def plain(copy: Copy) -> dict[str, Any]:
    """Return a copy as plain data."""
    made = copy._asdict()
    for name in ("given", "returned"):
        made[name] = [step._asdict() for step in made[name]]
    made["told"] = dict(copy.told)
    return {**made, "state": copy.state, "out": copy.out, "early": copy.early}


def _plain_request(request: Request) -> dict[str, Any]:
    return dict(request._asdict())


def _show_concerned(sitting: Sitting, at: date | None, restriction: str, held: tuple[Held, ...], *, json: bool) -> None:
    if json:
        data = [
            {"copy": plain(item.copy), "named": item.named, "allowed": item.allowed, "holds": item.holds}
            for item in held
        ]
        emit_json(sitting.desk, "copies", sitting.family.name, at, {"restriction": restriction, "copies": data})
        return
    title = f"{sitting.family.surname} · copies out that {restriction} concerns"
    lines = held_lines(sitting, held) or ["  None."]
    say(sitting.desk, Piece(title, "strong"), "", *lines)


def _restriction(ledger: Ledger, key: str) -> Restriction:
    known = {item.key: item for item in restrictions(ledger)}
    if key not in known:
        there = f"There is {', '.join(known)}." if known else "There is none yet."
        raise BadInput(f"--restriction: no restriction has the key “{key}”. {there}")
    return known[key]


def _known(held: Held) -> str:
    if held.holds:
        return "holds what is guarded" + ("; may have it" if held.allowed else "")
    return "does not hold what is guarded" if held.holds is False else "look at it"


def _page(sitting: Sitting, made: Sequence[Copy], asked: Sequence[Request], at: date | None) -> list[Line]:
    day = f", as at {brief(at)}" if at else ""
    lines: list[Line] = [Piece(f"{sitting.family.surname} · copies{day}", "strong")]
    waiting = [copy for copy in made if copy.state == WAITING]
    wanting = [request for request in asked if request.given is None]
    if waiting:
        lines += ["", Piece("Waiting to be let go", "strong")]
        for copy in waiting:
            lines += _waiting(sitting, copy)
    if wanting:
        lines += ["", Piece("Asked for, and not handed over yet", "strong")]
        rows = [[recipient_name(sitting, item.recipient), f"{item.paper}, on {brief(item.asked)}"] for item in wanting]
        lines += columns(rows, width=sitting.desk.width)
    gone = [copy for copy in made if copy.state not in {WAITING, OVERTAKEN}]
    for recipient in dict.fromkeys(copy.recipient for copy in gone):
        mine = [copy for copy in gone if copy.recipient == recipient]
        lines += ["", Piece(recipient_name(sitting, recipient), "strong")]
        for copy in mine:
            lines += _out(sitting, copy)
    if len(lines) == 1:
        return ["No copy was made yet.", "", "fsworkbook report --for WHO   makes one"]
    return [
        *lines,
        "",
        "fsworkbook copies given ID   records that a copy was handed over",
        "fsworkbook copies back ID    records that it came back",
    ]


def _waiting(sitting: Sitting, copy: Copy) -> list[Line]:
    width = sitting.desk.width
    by = sitting.family.first_name(copy.by)
    lines: list[Line] = list(wrap(f"{named(sitting, copy)} · made by {by}, {brief(copy.on)}", width, "    ", "  "))
    may = joined(_may(sitting, copy)) or "nobody on the team"
    lines.append(Piece(f"    {may} may: fsworkbook copies release {tail(copy.id)}", "quiet"))
    return lines


def _may(sitting: Sitting, copy: Copy) -> list[str]:
    """Return the first names of those who may let a copy go today."""
    today = sitting.desk.today()
    return [
        sitting.family.first_name(member.key)
        for member in sitting.family.team.values()
        if (member.since is None or member.since <= today) and (member.until is None or today <= member.until)
        if may_release(sitting._replace(member=member).bearings(), copy.authors | {copy.by})
    ]


def _out(sitting: Sitting, copy: Copy) -> list[Line]:
    width = sitting.desk.width
    what = f"{copy.paper}, version {copy.version}, of {brief(copy.at)}, {copy.format} · {tail(copy.id)}"
    came = wrap(_came(sitting, copy), width, "    ")
    return [*wrap(what, width, "    ", "  "), *(Piece(text, "quiet") for text in came)]


def _came(sitting: Sitting, copy: Copy) -> str:
    """Return how far a copy has come, in words."""
    if copy.state == WITHDRAWN:
        return "its record was withdrawn after it went out"
    if copy.state == RETURNED:
        return f"came back {brief(copy.returned[-1].on)}"
    if copy.state == GIVEN:
        last = copy.given[-1]
        early = ", before anybody had let it go" if copy.early else ""
        return f"given {brief(last.on)}, {last.how}{early}"
    day = f", {brief(copy.released_on)}" if copy.released_on else ""
    by = sitting.family.first_name(copy.released_by)
    return f"let go by {by}{day}; not recorded as handed over"
