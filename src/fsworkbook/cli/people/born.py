"""`born`: an unborn child is born; the key, the due date and everything recorded before stay."""

# No `from __future__ import annotations`: typer reads these at run time.

from typing import Annotated

import typer

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.options import On


@recording
def command(
    call: Call,
    who: Annotated[str, typer.Argument(metavar="KEY", help="The unborn child.")],
    on: On = None,
    name: Annotated[str | None, typer.Option("--name", help="The child’s name, where it is given now.")] = None,
    gender: Annotated[str | None, typer.Option("--gender", help="As the practice model says: female, male …")] = None,
) -> None:
    """Record a birth. --from takes on, name and gender."""
    from fsworkbook.cli.people import persontasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, lambda sitting: persontasks.arriving(sitting, who, call.day(on), name, gender))
