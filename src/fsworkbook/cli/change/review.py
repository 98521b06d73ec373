"""`review`: what is better, a film looked at together, a thought, both views, what is in the way (I.04–I.22)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import Child, On, Parent
from fsworkbook.cli.frame.spelling import Argument, Option

Which = Annotated[str | None, Argument(metavar="KIND", help="Which: ears, vig, thought, understanding, in-the-way …")]
List = Annotated[bool, Option("--list", help="Show those that were recorded, instead of recording one.")]


@either
def command(
    call: Call, kind: Which = None, parent: Parent = None, child: Child = None, on: On = None, listing: List = False
) -> None:
    """Review with a parent, in their words; without a kind, it is asked which."""
    from fsworkbook.cli.change.reviewtalk import Asked, run  # noqa: PLC0415 - not for --help

    run(call, Asked("review", kind, parent, child, call.day(on)), listing=listing)
