"""`copies`: who holds which copy; let one go, record that it was handed over, or that it came back (F.53, B.71)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.calling import Call, Group, reading, recording
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.workbook.record import Record

group = Group()

For = Annotated[
    str | None,
    Option("--for", metavar="WHO", help="Only the copies for this person, member of the team or kind of reader."),
]
Key = Annotated[
    str | None,
    Option("--restriction", metavar="KEY", help="Only the copies that are out and that this restriction concerns."),
]
Id = Annotated[str | None, Argument(metavar="ID", help="The copy: its id, how it begins, or its last letters.")]
How = Annotated[str | None, Option("--how", metavar="TEXT", help="How: by hand at home, by post, by secure e-mail.")]


@group.callback()
@reading
def command(call: Call, whom: For = None, restriction: Key = None) -> None:
    """Show which copies wait to be let go, and who holds which."""
    if call.bare:
        from fsworkbook.cli.disclosing.copylines import show  # noqa: PLC0415 - not for --help

        show(call.sit(), call.until(), whom, restriction, json=call.json)


@group.command("release")
@recording
def release(call: Call, copy: Id = None, output: options.Output = None) -> None:
    """Let a copy go that somebody else made, and write the paper that goes. --from takes releases."""
    from fsworkbook.cli.disclosing.letting import let_go  # noqa: PLC0415 - not for --help

    let_go(call, copy, output)


@group.command("given")
@recording
def given(call: Call, copy: Id = None, how: How = None, on: options.On = None) -> None:
    """Record that a copy was handed over: when, and how. --from takes gives, how and on."""
    _step(call, "gives", copy, how, on)


@group.command("back")
@recording
def back(call: Call, copy: Id = None, how: How = None, on: options.On = None) -> None:
    """Record that a copy came back. --from takes returns, how and on."""
    _step(call, "returns", copy, how, on)


def _step(call: Call, step: str, copy: str | None, how: str | None, on: str | None) -> None:
    from fsworkbook.cli.disclosing.letting import meant, question  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - likewise

    found = meant(call, copy) if copy else None

    def talk(sitting: "Sitting") -> "Talk":
        from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask
        from fsworkbook.cli.talk.asksteps import day, text  # noqa: PLC0415 - likewise
        from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - likewise

        over = step == "gives"

        def steps(_table: "Table") -> list[Step]:
            return [
                *([] if found else [question(sitting, step)]),
                day("on", "When was it handed over?" if over else "When did it come back?"),
                text("how", "How?", needed=over, more="By hand at home, by post, by secure e-mail.", title="How"),
            ]

        title = "a copy was handed over" if over else "a copy came back"
        word = "given" if over else "back"
        again = f" {found.rpartition('-')[2]}" if found else ""
        name = f"copies-{word}{again.replace(' ', '-')}"
        return Talk(f"{sitting.family.surname} · {title}", name, f"fsworkbook copies {word}{again}", steps)

    take(call, "copy", {step: found, "how": how, "on": call.day(on)}, talk, after=_said)


def _said(sitting: "Sitting", records: "tuple[Record, ...]") -> None:
    from fsworkbook.cli.disclosing.copylines import said  # noqa: PLC0415 - not for --help

    said(sitting, records[0])
