"""`audit`: is a family's history whole, and every record as it was recorded."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, Group, calling
from fsworkbook.cli.frame.spelling import Option

group = Group()

All = Annotated[bool, Option("--all", help="Every family of your caseload.")]


@group.callback()
@calling("at", "json", "no_input", "family", "caseload")
def audit(call: Call, everything: All = False) -> int:
    """Look whether the history is whole. Ends with 1 where there is something to look at."""
    if not call.bare:
        return 0
    from fsworkbook.cli.history.verifying import verify_families  # noqa: PLC0415 - not for --help

    return verify_families(call, everything=everything)


@group.command("verify")
@calling("at", "json", "no_input", "family", "caseload")
def verify(call: Call, everything: All = False) -> int:
    """Hold every commit against the ones before it, and the folder against the last. Nothing is changed.

    Says who changed, removed, approved or recorded what they may not, what was left out or rewritten, and what to do
    about it. Ends with 1 where there is something to look at.
    """
    from fsworkbook.cli.history.verifying import verify_families  # noqa: PLC0415 - not for --help

    return verify_families(call, everything=everything)
