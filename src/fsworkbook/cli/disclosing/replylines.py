"""Replies on a screen: under what they stand beside, and all of them in one list (F.64)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.naming import called, tail
from fsworkbook.cli.frame.output import Piece, emit_json, say, wrap
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.replies import KIND, replies_to

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.family import Assessment, Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


def said_by(reply: Record, family: Family) -> str:
    """Return who says it, that it is a fact or a view, and when: `Kerry says that a fact is wrong, 4 Apr 2025`."""
    name = family.first_name(reply.word("person"))
    what = "says that a fact is wrong" if reply.head.get("fact") is True else "replies"
    return f"{name} {what}, {brief(reply.on)}"


def beside(sitting: Sitting, ledger: Ledger, record: Record, *, remarks: bool = True) -> list[Line]:
    """Return the replies to a record, each with the notes that answer it, to stand under it.

    `remarks` says whether it stands there who wrote it down, which only the team is told.
    """
    lines: list[Line] = []
    width = sitting.desk.width
    for reply in replies_to(ledger, record):
        lines += ["", Piece(said_by(reply, sitting.family), "strong")]
        if remarks:
            written = f"written down by {sitting.family.first_name(reply.by)} · {tail(reply.id)}"
            lines.append(Piece(f"  {written}", "quiet"))
        lines += wrap(reply.section("account") or "", width, "  ")
        for note in ledger.of("note") if remarks else ():
            if note.word("adds_to") in {reply.id, *reply.corrects}:
                lead = f"{sitting.family.first_name(note.by)} answers, {brief(note.on)}: "
                lines += wrap(f"{lead}{note.section('account') or ''}", width, "    ")
    return lines


def replies_for(sitting: Sitting, ledger: Ledger, number: int, assessment: Assessment) -> list[str | Piece]:
    """Return the replies of those whom an assessment is about, for the module that asks for their views (module 8).

    It is the one whose questions feed the section of the report where replies are gathered, as the practice model says.
    """
    gathers = {section.id for section in sitting.practice.sections if section.replies}
    if not any(gathers & set(question.feeds) for question in sitting.practice.asked_in(number)):
        return []
    mine = {*assessment.parents, *assessment.children}
    found = [reply for reply in ledger.of(KIND) if reply.word("person") in mine]
    if not found:
        return []
    lines: list[str | Piece] = ["", Piece("Their replies so far", "strong")]
    for reply in found:
        words = " ".join((reply.section("account") or "").split())
        lines += wrap(f"{said_by(reply, sitting.family)}: “{words}”", sitting.desk.width, "    ", "  ")
    return lines


def named_in(sitting: Sitting, ledger: Ledger, reply: Record) -> list[str]:
    """Return to what a reply was made, in a sentence; nothing for a record of any other kind."""
    record = ledger.everything.get(reply.word("to")) if reply.kind == KIND else None
    if record is None:
        return []
    what = called(record, sitting.family, sitting.practice)
    return [f"A reply to {what}, {brief(record.on)}: fsworkbook show {tail(record.id)}"]


def show_replies(sitting: Sitting, person: str | None, at: date | None, *, json: bool) -> None:
    """Print every reply, the newest first.

    Raises:
        BadInput: `person` is nobody of the family.
    """
    family, ledger, desk = sitting.family, sitting.ledger(at), sitting.desk
    found = list(reversed(ledger.of(KIND)))
    if person:
        from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - only where one is named

        wanted = find_person(person, family, sitting.practice.relations, "--person").key
        found = [reply for reply in found if reply.word("person") == wanted]
    if json:
        emit_json(desk, "replies", family.name, at, [_plain(reply) for reply in found])
        return
    say(desk, Piece(f"{family.surname} · replies", "strong"))
    for reply in found:
        say(desk, "", f"{said_by(reply, family)} · {tail(reply.id)}")
        lines = [*named_in(sitting, ledger, reply), reply.section("account") or ""]
        say(desk, *(line for words in lines for line in wrap(words, desk.width, "  ")))
    if not found:
        say(desk, "", "  None is recorded.")
    say(desk, "", "fsworkbook reply   records one, in the person’s own words")


def _plain(reply: Record) -> dict[str, object]:
    return {
        "id": reply.id,
        "on": reply.on,
        "person": reply.word("person"),
        "to": reply.word("to"),
        "fact": reply.head.get("fact") is True,
        "how": reply.word("how"),
        "text": reply.section("account") or "",
    }
