"""`note`: words that belong to no other form."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.options import About, On
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.conversation import Step


AddsTo = Annotated[
    str | None, Option("--adds-to", metavar="ID", help="What it adds to and puts right, such as approved minutes.")
]

Topic = Annotated[
    str | None,
    Option(
        "--topic",
        metavar="WORD",
        help="What kind of note; held-elsewhere: your own agency keeps more (F.28); tried: somebody was not reached.",
    ),
]


@recording
def command(call: Call, about: About = None, on: On = None, adds_to: AddsTo = None, topic: Topic = None) -> None:
    """Write a free note for the team: what belongs to no visit, no module and no meeting."""
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    options = {"about": about, "on": call.day(on), "adds_to": _meant(call, adds_to) if adds_to else None}
    options["topic"] = topic
    take(call, "note", options, _talk)


def _meant(call: Call, typed: str) -> str:
    from fsworkbook.cli.frame.finding import find_one  # noqa: PLC0415 - only where one is named

    sitting = call.sit()
    return find_one(typed, sitting.ledger(), sitting.family)


def _talk(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - likewise
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

    def steps(_table: "Table") -> "Sequence[Step]":
        people = list(sitting.family.people.values())
        return [
            Step(
                "text",
                lambda asker, _: asker.long("The note", needed=True, may_not_apply=False),
                "The note",
            ),
            Step(
                "about",
                lambda asker, _: asker.people("Whom is it about?", people) or None,
                "About",
                reads=lambda keys: ", ".join(sitting.family.called(key) for key in keys),
            ),
            Step("on", lambda asker, _: asker.day("Which day is it about?"), "Day"),
        ]

    return Talk(f"{sitting.family.surname} · a note", "note", "fsworkbook note", steps)
