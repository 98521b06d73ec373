"""`person`: who is who in a family; adding and changing people, how they stand to each other, couples."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, Group, reading, recording
from fsworkbook.cli.frame.spelling import Argument

group = Group()

Who = Annotated[str, Argument(metavar="WHO", help="A key, a name, or a word such as mum.")]


@group.callback()
@reading
def command(call: Call) -> None:
    """Show who is who: the family as a tree, and everybody with key, age and how they stand to each child."""
    if call.bare:
        from fsworkbook.cli.people.whoiswho import show_people  # noqa: PLC0415 - not for --help

        show_people(call)


@group.command("add")
@recording
def add(call: Call) -> None:
    """Add a person. --from takes the keys of [[person]], and [[relation]] tables of theirs."""
    from fsworkbook.cli.people import persontasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, persontasks.adding)


@group.command("change")
@recording
def change(call: Call, who: Who) -> None:
    """Change what is said of a person. --from takes the keys that change; an empty text takes one away."""
    from fsworkbook.cli.people import persontasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, lambda sitting: persontasks.changing(sitting, who))


@group.command("relate")
@recording
def relate(call: Call) -> None:
    """Say how one person stands to another. --from takes the keys of [[relation]]: a is b’s kind."""
    from fsworkbook.cli.people import persontasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, persontasks.relating)


@group.command("couple")
@recording
def couple(call: Call) -> None:
    """Say how two people stand as a couple, from when. --from takes the keys of [[couple]]."""
    from fsworkbook.cli.people import persontasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, persontasks.coupling)
