"""`team`: who works with the family, in which role, from and until when."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, Group, calling, reading, recording
from fsworkbook.cli.frame.options import On
from fsworkbook.cli.frame.spelling import Argument, Option

group = Group()

Key = Annotated[str, Argument(metavar="KEY", help="The key of a member of the team.")]
SigningKey = Annotated[
    str | None,
    Option("--signing-key", metavar="LINE|PATH", help="Their public key, as “team key” shows it; mine, or none."),
]
Lost = Annotated[
    str | None, Option("--lost", metavar="DATE", help="The old key counts no more from that day: it was lost.")
]
Signed = Annotated[str | None, Option("--signed", metavar="WHAT", help="What must be signed: approvals, all, or none.")]


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
def change(call: Call, key: Key, signing_key: SigningKey = None, lost: Lost = None) -> None:
    """Change somebody of the team; enter, replace or withdraw their signing key. --from takes the keys that change."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    if signing_key is not None or lost is not None:
        from fsworkbook.cli.people.teamkeys import key_changing  # noqa: PLC0415 - likewise

        day = call.day(lost, "--lost")
        carry_out(call, lambda sitting: key_changing(sitting, key, signing_key, day))
        return
    carry_out(call, lambda sitting: hometasks.member_changing(sitting, key))


@group.command("leave")
@recording
def leave(call: Call, key: Key, on: On = None) -> None:
    """Somebody leaves the team; everything of theirs stays. --from takes until."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, lambda sitting: hometasks.leaving(sitting, key, call.day(on)))


@group.command("key")
@calling("json", "no_input")
def own_key(call: Call) -> None:
    """Show my own public key: the line that the team manager enters for me."""
    from fsworkbook.cli.begin.keys import show  # noqa: PLC0415 - not for --help

    show(call.desk, as_json=call.json)


@group.command("policy")
@recording
def policy(call: Call, signed: Signed = None) -> None:
    """Say what must be signed in this family: approvals, all, or none. --from takes signed."""
    from fsworkbook.cli.people.teamkeys import set_policy  # noqa: PLC0415 - not for --help

    set_policy(call, signed)
