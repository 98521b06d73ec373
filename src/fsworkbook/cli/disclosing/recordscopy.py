"""Everything that one reader may have, as a copy, and by which day they are to have it (F.68, C.62)."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from fsworkbook.cli.disclosing.copying import (
    OTHER,
    Paper,
    copy,
    edition_for,
    letting,
    name_of,
    search_text,
    tell_who_may,
)
from fsworkbook.cli.disclosing.registering import Prepared, register
from fsworkbook.cli.disclosing.stopping import Passing, check
from fsworkbook.cli.frame.output import emit_text, tell, wrap
from fsworkbook.cli.frame.recording import record as record_form
from fsworkbook.errors import BadInput
from fsworkbook.report.recordspaper import assemble
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.disclosure.copies import open_request, requests
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.recipient import TEAM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.paper.papers import Name
    from fsworkbook.practice.timescales import Timescale
    from fsworkbook.workbook.disclosure.copies import Copy, Request
    from fsworkbook.workbook.disclosure.edition import Edition

NAME = "records"
"""The paper, in the register of copies; and what a request asks for."""
DATA = "json"
"""The format of the copy as data, in the register."""
ASKED = "records.asked"
"""The event that starts its clock (practice/timescales.py)."""


class Printing(NamedTuple):
    """In which formats a copy is wanted, where it goes, what may pass in it, and what closes it with a password."""

    formats: Sequence[str]
    output: Path | None
    passing: Passing
    seal: Callable[[bytes, str], bytes] | None = None


def ask(call: Call, whom: str, on: date) -> None:
    """Record that somebody asked for everything they may have, and say by which day they are to have it.

    Raises:
        BadInput: nobody of that name, or the day is to come.
    """
    sitting = call.sit(recording=True)
    found = edition_for(sitting, whom, None)
    table = {"recipient": found.recipient.key, "paper": NAME, "asked": on}
    records, written = record_form(sitting.folder, "copy", table, sitting.bearings(), sitting.waiting)
    sitting.account(records, written)
    request = open_request(found.recipient.key, NAME, sitting.ledger())
    due = _due(sitting, request)
    tell(sitting.desk, *wrap(f"Recorded: {_asked(sitting, found, on)}{due}", sitting.desk.width))
    tell(sitting.desk, f"Make the copy: fsworkbook records --for {found.recipient.key}")


def make(call: Call, whom: str, printing: Printing) -> None:
    """Make the copy, or print it as JSON.

    Raises:
        BadInput: nobody of that name, or it cannot be written there.
        Refused: a rule stops it.
    """
    sitting = call.sit(recording=True)
    found = edition_for(sitting, whom, call.until())
    request = open_request(found.recipient.key, NAME, sitting.ledger())
    if call.json:
        _give_data(sitting, found, request, printing.passing)
        return
    copy(
        sitting,
        found,
        partial(_paper, sitting, request.id if request else ""),
        printing.formats,
        printing.output,
        printing.passing,
        printing.seal,
    )
    if request is not None:
        tell(
            sitting.desk, *wrap(f"{_asked(sitting, found, request.asked)}{_due(sitting, request)}", sitting.desk.width)
        )
        tell(sitting.desk, "When it is handed over: fsworkbook copies given")


def data_again(sitting: Sitting, made: Copy) -> tuple[bytes, Name]:
    """Return a copy that was registered as data, made once more from what its reader may have today.

    Raises:
        BadInput: it would be another one today.
        Refused: something stops it today.
    """
    found = edition_for(sitting, made.recipient, made.at)
    request = next((item for item in requests(sitting.ledger()) if item.id == made.answers), None)
    data = _searched(sitting, found, request, Passing(made.lets_pass, made.reason)).encode()
    if sha256(data).hexdigest() != made.sha256:
        raise BadInput(OTHER)
    return data, name_of(sitting, found, NAME)


def _give_data(sitting: Sitting, found: Edition, request: Request | None, passing: Passing) -> None:
    """Print the copy as data, and register it as the paper would be; until somebody lets it go it says so in itself."""
    text = _searched(sitting, found, request, passing)
    answers = request.id if request else ""
    if found.recipient.reader.id == TEAM:
        emit_text(sitting.desk, text)
        return
    prepared = Prepared(
        recipient=found.recipient.key,
        paper=NAME,
        format=DATA,
        sha256=sha256(text.encode()).hexdigest(),
        at=found.day,
        lets_pass=passing.what,
        reason=passing.reason,
        answers=answers,
    )
    if register(sitting, prepared).released:
        emit_text(sitting.desk, text)
        return
    emit_text(sitting.desk, _as_json(sitting, found, request, checking=True))
    tell_who_may(sitting, ())


def _searched(sitting: Sitting, found: Edition, request: Request | None, passing: Passing) -> str:
    """Return the copy as data, once it was searched like the paper."""
    guard = Guard(found.guarded)
    passed = check(sitting, found, guard, passing)
    if passed:
        without = found.without({slip.record for slip in passed})
        search_text(sitting, without, _as_json(sitting, without, request), guard)
        guard = letting(found, passed)
    text = _as_json(sitting, found, request)
    search_text(sitting, found, text, guard)
    return text


def _as_json(sitting: Sitting, found: Edition, request: Request | None, *, checking: bool = False) -> str:
    from fsworkbook.cli.frame.output import json_text  # noqa: PLC0415 - only as data

    data = _data(sitting, found, request) | {"for_checking": checking}
    return json_text(NAME, sitting.folder.name, found.day, data) + "\n"


def build(sitting: Sitting, _told: Mapping[str, Any]) -> Callable[[Edition], Paper]:
    """Return what makes the copy once more."""
    return partial(_paper, sitting, "")


def _paper(sitting: Sitting, answers: str, found: Edition) -> Paper:
    document = assemble(found.family, sitting.practice, found.ledger, found.day, found.recipient.name)
    return Paper(name=NAME, what=NAME, document=document, answers=answers)


def _asked(sitting: Sitting, found: Edition, on: date) -> str:
    who = sitting.family.first_name(found.recipient.person) if found.recipient.person else found.recipient.name
    return f"{who} asked for their records on {brief(on)}."


def _due(sitting: Sitting, request: Request | None) -> str:
    """Return by which day a request is to be met, and by which rule; "" where the practice model has no such rule."""
    from fsworkbook.workbook.timing.days import counting  # noqa: PLC0415 - only for a request

    rule = _rule(sitting)
    if request is None or rule is None:
        return ""
    day = counting(sitting.practice.days).after(request.asked, rule.number, rule.unit)
    return f" They are to have them by {brief(day)} ({rule.said})."


def _rule(sitting: Sitting) -> Timescale | None:
    rules = sitting.practice.timescales.values()
    return next((rule for rule in rules if ASKED in rule.trigger and rule.runs and not rule.reading_of), None)


def _data(sitting: Sitting, found: Edition, request: Request | None) -> dict[str, Any]:
    from fsworkbook.cli.work.show import as_data  # noqa: PLC0415 - only as data
    from fsworkbook.workbook.timing.days import counting  # noqa: PLC0415 - likewise

    rule = _rule(sitting)
    due = counting(sitting.practice.days).after(request.asked, rule.number, rule.unit) if request and rule else None
    people = [
        {"key": person.key, "name": person.name, "part": person.part, "born": person.born, **dict(person.more)}
        for person in found.family.people.values()
    ]
    standing = {record.id for record in found.ledger.standing}
    return {
        "recipient": found.recipient.key,
        "asked": request.asked if request else None,
        "due": due,
        "people": people,
        "records": [as_data(record, found.ledger, standing) for record in found.ledger.standing],
    }
