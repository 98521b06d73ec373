"""`ruler`: how important, how sure, how ready, from 0 to 10, and why not lower; over time (I.07)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import On, Parent
from fsworkbook.cli.frame.spelling import Option

List = Annotated[bool, Option("--list", help="Show the rulers over time, instead of recording one.")]


@either
def command(call: Call, parent: Parent = None, on: On = None, listing: List = False) -> None:
    """Ask a parent how important a change is, how sure they are of it, and how ready: 0 to 10, with why."""
    from fsworkbook.cli.change.reviewtalk import Asked, run  # noqa: PLC0415 - not for --help

    run(call, Asked("ruler", None, parent, None, call.day(on)), listing=listing)
