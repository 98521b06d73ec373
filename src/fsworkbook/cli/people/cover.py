"""`cover`: who stands in for a role, for a time."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, Group, reading, recording
from fsworkbook.cli.frame.options import On
from fsworkbook.cli.frame.spelling import Argument

group = Group()

Key = Annotated[str, Argument(metavar="KEY", help="The cover’s key, as “fsworkbook cover” shows it.")]


@group.callback()
@reading
def command(call: Call) -> None:
    """Show who stands in for which role."""
    if call.bare:
        from fsworkbook.cli.people.whoiswho import show_covers  # noqa: PLC0415 - not for --help

        show_covers(call)


@group.command("add")
@recording
def add(call: Call) -> None:
    """Say who stands in for a role, from and until. --from takes the keys of [[cover]]."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, hometasks.cover_adding)


@group.command("end")
@recording
def end(call: Call, key: Key, on: On = None) -> None:
    """End a cover on a day. --from takes until."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, lambda sitting: hometasks.cover_ending(sitting, key, call.day(on)))
