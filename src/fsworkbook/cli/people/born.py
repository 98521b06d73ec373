"""`born`: an unborn child is born; the key, the due date and everything recorded before stay."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.options import On
from fsworkbook.cli.frame.spelling import Argument, Option


@recording
def command(
    call: Call,
    who: Annotated[str, Argument(metavar="KEY", help="The unborn child.")],
    on: On = None,
    name: Annotated[str | None, Option("--name", help="The child’s name, where it is given now.")] = None,
    gender: Annotated[str | None, Option("--gender", help="As the practice model says: female, male …")] = None,
) -> None:
    """Record a birth. --from takes on, name and gender."""
    from fsworkbook.cli.people import persontasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, lambda sitting: persontasks.arriving(sitting, who, call.day(on), name, gender))
