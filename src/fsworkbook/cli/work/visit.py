"""`visit`: when and where a visit was, who was seen and who was seen alone."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.options import Children, On

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Talk


@recording
def command(call: Call, child: Children = None, on: On = None) -> None:
    """Record a visit, made or missed; the module entry and the chronology event can be made along with it."""
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "visit", {"children_seen": child, "on": call.day(on)}, _talk)


def _talk(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.work.visittalk import talk  # noqa: PLC0415 - only to ask

    return talk(sitting)
