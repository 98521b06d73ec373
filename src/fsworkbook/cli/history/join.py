"""`join`: fetch a family that colleagues share, so that its folder is ready."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, calling
from fsworkbook.cli.frame.spelling import Argument

Place = Annotated[
    str, Argument(metavar="ADDRESS", help="Where colleagues share it: a folder on a shared disk, or on a git server.")
]
Name = Annotated[str | None, Argument(metavar="NAME", help="What the folder is called here; else as it is there.")]


@calling("no_input", "caseload")
def command(call: Call, address: Place, name: Name = None) -> None:
    """Fetch a family that colleagues share into your caseload."""
    from fsworkbook.cli.history.sharing import join_family  # noqa: PLC0415 - not for --help

    join_family(call, address, name)
