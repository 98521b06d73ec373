"""`visit`: when and where a visit was, who was seen and who alone; and when each child is to be seen next."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import Children, On
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Talk

List = Annotated[bool, Option("--list", help="Show when each child was seen and is next to be, instead of recording.")]


@either
def command(call: Call, child: Children = None, listing: List = False, on: On = None) -> None:
    """Record a visit, made or missed, with its module entry and event; --list shows when each child was seen."""
    if listing or call.json or call.at:
        from fsworkbook.cli.frame.assessments import child_in  # noqa: PLC0415 - not for recording
        from fsworkbook.cli.work.visitpage import show  # noqa: PLC0415 - likewise

        sitting = call.sit()
        show(sitting, [child_in(sitting, typed) for typed in child or ()], call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "visit", {"children_seen": child, "on": call.day(on)}, _talk)


def _talk(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.work.visittalk import talk  # noqa: PLC0415 - only to ask

    return talk(sitting)
