"""`risk`: the register of worries from the start; add one, and say how each stands now (I.20)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, Group, either, recording
from fsworkbook.cli.frame.options import Child, On, Parent
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Talk

group = Group()

Which = Annotated[str | None, Argument(metavar="ID", help="The worry: its last letters are enough.")]
Now = Annotated[str | None, Option("--now", metavar="ID|NAME", help="How it stands now, such as reduced.")]
Detail = Annotated[str | None, Option("--detail", metavar="TEXT", help="More exactly, such as “19 → 7”.")]
Evidence = Annotated[
    list[str] | None, Option("--evidence", metavar="ID", help="A record that shows it; may be given again.")
]


@group.callback()
@either
def command(call: Call, parent: Parent = None) -> None:
    """See every worry from the start and how it stands now; --from records one, or a look at one."""
    if not call.bare:
        return
    if call.source is None or call.json or call.at:
        from fsworkbook.cli.change.risklines import show  # noqa: PLC0415 - not for recording

        show(call.sit(), call.until(), parent, json=call.json)
        return
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "risk", {"parent": parent}, _adding)


@group.command("add")
@recording
def add(call: Call, parent: Parent = None, child: Child = None, on: On = None) -> None:
    """Put a worry from the start into the register: what somebody was afraid of, since when, for which child."""
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "risk", {"parent": parent, "child": child, "on": call.day(on)}, _adding)


@group.command("look")
@recording
def look(
    call: Call, worry: Which = None, now: Now = None, detail: Detail = None, evidence: Evidence = None, on: On = None
) -> None:
    """Say how a worry stands now, with what shows it; without an ID, each that is to be looked at, one by one."""
    from fsworkbook.cli.change.risktalk import look_at  # noqa: PLC0415 - not for --help

    look_at(call, worry, {"now": now, "detail": detail, "on": call.day(on)}, evidence or [])


def _adding(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.change.risktalk import adding  # noqa: PLC0415 - only to ask

    return adding(sitting)
