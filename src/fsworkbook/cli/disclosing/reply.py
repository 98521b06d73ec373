"""`reply`: what a parent or a child says of what is recorded, in their words, beside it; nothing in it changes."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import On
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Talk

Id = Annotated[
    str | None, Argument(metavar="ID", help="What is replied to: its id, how it begins, its last letters, or last.")
]
Person = Annotated[
    str | None, Option("--person", metavar="WHO", help="Who says it, by key, name, or a word such as mum.")
]
Fact = Annotated[bool, Option("--fact", help="It says that a fact is wrong, so that somebody looks at it.")]
List = Annotated[bool, Option("--list", help="Show every reply, instead of recording one.")]


@either
def command(
    call: Call, record: Id = None, person: Person = None, fact: Fact = False, listing: List = False, on: On = None
) -> None:
    """Record a parent’s or child’s right of reply, in their words, beside what it replies to; --list shows them all."""
    if listing or call.json or call.at:
        from fsworkbook.cli.disclosing.replylines import show_replies  # noqa: PLC0415 - not for recording

        show_replies(call.sit(), person, call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.finding import meant  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - likewise

    to = meant(call, record) if record else None
    take(call, "reply", {"to": to, "person": person, "fact": fact or None, "on": call.day(on)}, _talk)


def _talk(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.disclosing.replytalk import talk  # noqa: PLC0415 - only to ask

    return talk(sitting)
