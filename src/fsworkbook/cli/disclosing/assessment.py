"""`assessment`: which parenting assessments there are; open one, alone or jointly; say when one is concluded (G.05)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, Group, reading, recording
from fsworkbook.cli.frame.options import On
from fsworkbook.cli.frame.spelling import Argument

group = Group()

Key = Annotated[str, Argument(metavar="KEY", help="An assessment’s key: PA-K.")]


@group.callback()
@reading
def command(call: Call) -> None:
    """Show the assessments: of whom, for which children, since when; which were split."""
    if call.bare:
        from fsworkbook.cli.disclosing.splitlines import show_assessments  # noqa: PLC0415 - not for --help

        show_assessments(call.sit(), call.until(), json=call.json)


@group.command("add")
@recording
def add(call: Call) -> None:
    """Open an assessment, of one parent or of two by a decision. --from takes the keys of [[assessment]], and joint."""
    from fsworkbook.cli.disclosing.splitting import opening  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, opening)


@group.command("conclude")
@recording
def conclude(call: Call, key: Key, on: On = None) -> None:
    """Say that an assessment is concluded: nothing new goes into it after that day. --from takes concluded."""
    from fsworkbook.cli.disclosing.splitting import concluding  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    day = call.day(on)
    carry_out(call, lambda sitting: concluding(sitting, key, day))
