"""`observe`: a parent and a child under the same heads each time, side by side, never given a name (I.12, I.19)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import Child, On, Parent
from fsworkbook.cli.frame.spelling import Argument, Option

Which = Annotated[str | None, Argument(metavar="KIND", help="Which: attachment, words.")]
List = Annotated[bool, Option("--list", help="Show the observations side by side, instead of recording one.")]


@either
def command(
    call: Call, kind: Which = None, parent: Parent = None, child: Child = None, on: On = None, listing: List = False
) -> None:
    """Write down what was to be seen between a parent and a child; what was not to be seen is an answer."""
    from fsworkbook.cli.change.reviewtalk import Asked, run  # noqa: PLC0415 - not for --help

    run(call, Asked("observe", kind, parent, child, call.day(on)), listing=listing)
