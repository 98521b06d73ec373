"""`sync`: share a family with colleagues, or the whole caseload; say where; settle what two people changed."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, Group, calling, recording
from fsworkbook.cli.frame.spelling import Argument, Option

group = Group()

All = Annotated[bool, Option("--all", help="Every family of your caseload that is shared.")]
Place = Annotated[
    str, Argument(metavar="ADDRESS", help="A folder on a shared disk, or the address on your git server.")
]
Instead = Annotated[bool, Option("--instead", help="Share there from now on, and no longer where it was shared.")]
Note = Annotated[str | None, Argument(metavar="ID", help="The difference: its id, or its last letters.")]
Keep = Annotated[str | None, Option("--keep", metavar="WHICH", help="shared: what stands now; other: the other value.")]


@group.callback()
@calling("json", "no_input", "family", "caseload", "as_")
def sync(call: Call, everything: All = False) -> None:
    """Send what was recorded here, and get what colleagues recorded."""
    if not call.bare:
        return
    from fsworkbook.cli.history import sharing  # noqa: PLC0415 - not for --help

    if everything:
        sharing.share_all(call)
    else:
        sharing.share(call)


@group.command("init")
@calling("no_input", "family", "caseload", "as_")
def init(call: Call, address: Place, instead: Instead = False) -> None:
    """Say where a family is shared, and send it there."""
    from fsworkbook.cli.history import sharing  # noqa: PLC0415 - not for --help

    sharing.begin(call, address, instead=instead)


@group.command("settle")
@recording
def settle(call: Call, note: Note = None, keep: Keep = None) -> None:
    """Settle what two people changed differently. --from takes keep."""
    from fsworkbook.cli.history.settling import settle_differences  # noqa: PLC0415 - not for --help

    settle_differences(call, note, keep)
