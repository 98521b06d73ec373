"""The conversation of a reply: to what, by whom, in their words; what they reply to stands on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.naming import called, capital
from fsworkbook.cli.frame.taking import Talk
from fsworkbook.cli.talk.asksteps import day, one, text, yes
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.replies import KIND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_FAMILY: Final = "family"
_SHOWN: Final = 15


def talk(sitting: Sitting) -> Talk:
    """Return the conversation that records a reply."""
    ledger = sitting.ledger()
    return Talk(
        f"{sitting.family.surname} · a reply",
        "reply",
        "fsworkbook reply",
        lambda table: _steps(sitting, ledger, table),
        opening=(
            "In the person’s own words. It stands beside what is recorded, changes",
            "nothing in it, and goes wherever that goes.",
        ),
    )


def _steps(sitting: Sitting, ledger: Ledger, table: Table) -> Sequence[Step]:
    family = sitting.family
    among = sorted((person for person in family.people.values() if not person.is_unborn), key=_nearness)
    people = {person.key: person.name for person in among}
    asked = [one("person", "Who replies?", people)]
    if "person" in table:
        asked.append(_to(sitting, ledger, table))
    if "to" not in table:
        return asked
    return [
        *asked,
        yes("fact", "Do they say that a fact is wrong?", default=False, title="A fact is wrong"),
        Step("text", lambda asker, _: _words(asker, sitting, ledger, table), "In their words"),
        text("how", "How did it come? (said, written, by text)", title="How it came"),
        day("on", "When was it?"),
    ]


def _nearness(person: Any) -> tuple[bool, bool]:  # noqa: ANN401 - a Person
    return (person.part not in {"parent", "carer"}, not person.is_child)


def _to(sitting: Sitting, ledger: Ledger, table: Table) -> Step:
    """Return the question for what they reply to: what is about them first, the newest first."""
    kinds = {key for key, kind in sitting.practice.records.items() if kind.audience == _FAMILY} - {KIND}
    found = [record for record in ledger.standing if record.kind in kinds]
    person = table["person"]
    found.sort(key=lambda record: (_about(record, person), record.recorded, record.id), reverse=True)
    named = ledger.everything.get(str(table.get("to", "")))
    listed = [*([named] if named is not None else []), *(record for record in found if record is not named)][:_SHOWN]
    if not listed:
        raise BadInput("Nothing is recorded yet that somebody could reply to.")
    return one("to", "To what?", {record.id: _title(record, sitting) for record in listed}, title="Reply to")


def _about(record: Record, person: str) -> bool:
    return person in {record.word("person"), record.word("child"), *record.about, *record.children}


def _title(record: Record, sitting: Sitting) -> str:
    return f"{brief(record.on):<12} {capital(called(record, sitting.family, sitting.practice))}"


def _words(asker: Asker, sitting: Sitting, ledger: Ledger, table: Table) -> Any:  # noqa: ANN401 - what is asked
    """Ask for the words, with what they reply to above them."""
    from fsworkbook.cli.work.page import page_of  # noqa: PLC0415 - beside its only use

    record = ledger.everything.get(table["to"])
    if record is not None:
        asker.show("", *page_of(sitting, ledger, record), "")
    return asker.long("What do they say, in their words?", needed=True)
