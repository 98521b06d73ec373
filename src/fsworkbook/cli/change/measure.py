"""`measure`: any scale that is used at the start and at the end; its points, and the line that they make (S13.T2)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame.calling import Call, Group, either, recording
from fsworkbook.cli.frame.options import Child, On, Parent
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Talk

group = Group()

Which = Annotated[str | None, Argument(metavar="ID", help="The measure: its last letters are enough.")]
Value = Annotated[str | None, Option("--value", metavar="TEXT", help="The number, or words: 7, about once a month.")]
When = Annotated[str | None, Option("--when", metavar="DATE|MONTH", help="The day, or the month: 2025-01; else today.")]


@group.callback()
@either
def command(call: Call, parent: Parent = None, child: Child = None) -> None:
    """See every measure over time, in a line each; --from records one, or further points."""
    if not call.bare:
        return
    if call.source is None or call.json or call.at:
        from fsworkbook.cli.change.measurelines import show  # noqa: PLC0415 - not for recording

        show(call.sit(), call.until(), (parent, child), json=call.json)
        return
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "measure", {"parent": parent, "child": child}, _adding)


@group.command("add")
@recording
def add(call: Call, parent: Parent = None, child: Child = None, on: On = None) -> None:
    """Say what is measured, which way is better, and its first points."""
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    take(call, "measure", {"parent": parent, "child": child, "on": call.day(on)}, _adding)


@group.command("point")
@recording
def point(call: Call, measure: Which = None, value: Value = None, when: When = None, on: On = None) -> None:
    """Add a point to a measure: a number, or words, on a day or in a month."""
    from fsworkbook.cli.change.measuretalk import add_point  # noqa: PLC0415 - not for --help

    told: dict[str, Any] = {"on": call.day(on)}
    add_point(call, measure, value, when, told)


def _adding(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.change.measuretalk import adding  # noqa: PLC0415 - only to ask

    return adding(sitting)
