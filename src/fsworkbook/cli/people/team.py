"""`team`: who works with the family, in which role, from and until when."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, Group, reading, recording
from fsworkbook.cli.frame.options import On
from fsworkbook.cli.frame.spelling import Argument

group = Group()

Key = Annotated[str, Argument(metavar="KEY", help="The key of a member of the team.")]


@group.callback()
@reading
def command(call: Call) -> None:
    """Show the team, with roles and dates."""
    if call.bare:
        from fsworkbook.cli.people.whoiswho import show_team  # noqa: PLC0415 - not for --help

        show_team(call)


@group.command("add")
@recording
def add(call: Call) -> None:
    """Add somebody to the team. --from takes the keys of [[team]]."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, hometasks.member_adding)


@group.command("change")
@recording
def change(call: Call, key: Key) -> None:
    """Change somebody of the team. --from takes the keys that change."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, lambda sitting: hometasks.member_changing(sitting, key))


@group.command("leave")
@recording
def leave(call: Call, key: Key, on: On = None) -> None:
    """Somebody leaves the team; everything of theirs stays. --from takes until."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, lambda sitting: hometasks.leaving(sitting, key, call.day(on)))
