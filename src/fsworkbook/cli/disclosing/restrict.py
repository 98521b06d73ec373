"""`restrict`: what may never reach whom; set it, lift it, and see where its words stand without it (F2, F.47)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, Group, reading, recording
from fsworkbook.cli.frame.options import On, Reason
from fsworkbook.cli.frame.spelling import Argument, Option

group = Group()

Key = Annotated[str | None, Argument(metavar="KEY", help="The restriction’s key, such as r1.")]
Whom = Annotated[str | None, Option("--for", metavar="WHO", help="Only what is kept from this person.")]
Whose = Annotated[list[str] | None, Option("--for", metavar="WHO", help="For whom it is lifted; may be given again.")]
Records = Annotated[
    list[str] | None, Option("--record", metavar="ID", help="A record that it covers as well; may be given again.")
]


@group.callback()
@reading
def command(call: Call, whom: Whom = None) -> None:
    """Show the restrictions: what is kept from whom, since when, and how much each covers."""
    if call.bare:
        _show(call, whom)


@group.command("list")
@reading
def listing(call: Call, whom: Whom = None) -> None:
    """Show the restrictions: in force first, then lifted or ended."""
    _show(call, whom)


@group.command("set")
@recording
def setting(call: Call) -> None:
    """Keep something from somebody, in earlier records too."""
    from fsworkbook.cli.disclosing.restricttalk import set_one  # noqa: PLC0415 - not for --help

    set_one(call)


@group.command("cover")
@recording
def cover(call: Call, key: Key = None, record: Records = None, reason: Reason = None) -> None:
    """Let a restriction cover more, such as what check names."""
    from fsworkbook.cli.disclosing.restrictcover import cover_more  # noqa: PLC0415 - not for --help

    cover_more(call, key, record, reason)


@group.command("lift")
@recording
def lift(call: Call, key: Key = None, whose: Whose = None, on: On = None, reason: Reason = None) -> None:
    """Lift it for somebody: the team manager alone (B.70). --from takes lifts, for and reason."""
    from fsworkbook.cli.disclosing.restricttalk import lift_one  # noqa: PLC0415 - not for --help

    lift_one(call, key, whose, on, reason)


@group.command("check")
@reading
def check(call: Call) -> int:
    """See what is not covered, and who holds a copy; exit code 1 where anything is found."""
    from fsworkbook.cli.disclosing.restrictcheck import show_check  # noqa: PLC0415 - not for --help

    return show_check(call.sit(), call.until(), json=call.json)


def _show(call: Call, whom: str | None) -> None:
    from fsworkbook.cli.disclosing.restrictlines import show_list  # noqa: PLC0415 - not for --help

    show_list(call.sit(), whom, call.until(), json=call.json)
