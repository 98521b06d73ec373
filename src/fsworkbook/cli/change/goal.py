"""`goal`: what a parent wants to do with a child, how it went in their words; a page for the fridge (I.13)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.calling import PAPERS, Call, Group, calling, recording
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Talk

group = Group()

Which = Annotated[str | None, Argument(metavar="ID", help="The goal: its last letters are enough.")]
Page = Annotated[bool, Option("--page", help="A page for the fridge, for the parent: what they want to do.")]
All = Annotated[bool, Option("--all", help="Those that came to an end as well.")]
Done = Annotated[str | None, Option("--done", metavar="TEXT", help="How often it was done: “8 of 10 days”.")]


@group.callback()
@calling(*PAPERS, "at", "json", "source", "no_input", "family", "caseload", "as_")
def command(
    call: Call,
    parent: options.Parent = None,
    child: options.Child = None,
    everything: All = False,
    page: Page = False,
    output: options.Output = None,
) -> None:
    """See what each parent wants to do with which child, and how it goes; --from records a goal, or how it went."""
    if not call.bare:
        return
    if page or call.formats or output:
        from fsworkbook.cli.disclosing.goalcopy import make  # noqa: PLC0415 - only for a copy

        make(call, parent, call.papers, output)
    elif call.source is None or call.json or call.at:
        from fsworkbook.cli.change.goallines import show  # noqa: PLC0415 - not for recording

        show(call.sit(), call.until(), (parent, child), json=call.json, everything=everything)
    else:
        from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

        take(call, "goal", {"parent": parent, "child": child}, _setting)


@group.command("set")
@recording
def set_(call: Call, parent: options.Parent = None, child: options.Child = None, on: options.On = None) -> None:
    """Set a goal with a parent: what they want to do, with which child, how often, from and to."""
    from fsworkbook.cli.change.goaltalk import after_setting  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - likewise

    told = {"parent": parent, "child": child, "on": call.day(on)}
    take(call, "goal", told, _setting, after=after_setting)


@group.command("went")
@recording
def went(call: Call, goal: Which = None, done: Done = None, on: options.On = None) -> None:
    """Say how a goal went: how often, in the parent’s words, what the child did, what you make of it."""
    from fsworkbook.cli.change.goaltalk import tell_how_it_went  # noqa: PLC0415 - not for --help

    tell_how_it_went(call, goal, {"done": done, "on": call.day(on)})


def _setting(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.change.goaltalk import setting  # noqa: PLC0415 - only to ask

    return setting(sitting)
