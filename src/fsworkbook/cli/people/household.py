"""`household`: who lives where; a home added, put right, and a move, which keeps what was before."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, Group, reading, recording
from fsworkbook.cli.frame.spelling import Argument, Option

group = Group()

Key = Annotated[str, Argument(metavar="KEY", help="A home’s key.")]
All = Annotated[bool, Option("--all", help="Homes of other times as well.")]


@group.callback()
@reading
def command(call: Call, everything: All = False) -> None:
    """Show who lives where; --at for another day, --all for every home there was."""
    if call.bare:
        from fsworkbook.cli.people.whoiswho import show_households  # noqa: PLC0415 - not for --help

        show_households(call, everything=everything)


@group.command("add")
@recording
def add(call: Call) -> None:
    """Add a home. --from takes the keys of [[household]]."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, hometasks.home_adding)


@group.command("change")
@recording
def change(call: Call, key: Key) -> None:
    """Put a home right: its name, its address, who lives there. --from takes the keys that change."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, lambda sitting: hometasks.home_changing(sitting, key))


@group.command("move")
@recording
def move(call: Call) -> None:
    """Somebody moves: one home ends on that day, the next begins. --from takes who, on, to, or name and address."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, hometasks.moving)
