"""`team`: who works with the family, in which role, from and until when."""

# No `from __future__ import annotations`: typer reads these at run time.

from typing import Annotated

import typer

from fsworkbook.cli.options import As, At, Caseload, Family, From, Json, NoInput, On

group = typer.Typer(invoke_without_command=True, no_args_is_help=False)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The key of a member of the team.")]


@group.callback()
def command(
    context: typer.Context,
    at: At = None,
    json: Json = False,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
) -> None:
    """Show the team, with roles and dates."""
    if context.invoked_subcommand is None:
        from fsworkbook.cli.whoiswho import show_team  # noqa: PLC0415 - not for --help

        show_team(context, family=family, caseload=caseload, as_=as_, at=at, json=json)


@group.command("add")
def add(
    context: typer.Context,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Add somebody to the team. --from takes the keys of [[team]]."""
    from fsworkbook.cli import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import Call, carry_out  # noqa: PLC0415 - likewise

    call = Call.of(context, family=family, caseload=caseload, as_=as_, source=source, no_input=no_input)
    carry_out(context, call, hometasks.member_adding)


@group.command("change")
def change(
    context: typer.Context,
    key: Key,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Change somebody of the team. --from takes the keys that change."""
    from fsworkbook.cli import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import Call, carry_out  # noqa: PLC0415 - likewise

    call = Call.of(context, family=family, caseload=caseload, as_=as_, source=source, no_input=no_input)
    carry_out(context, call, lambda sitting: hometasks.member_changing(sitting, key))


@group.command("leave")
def leave(
    context: typer.Context,
    key: Key,
    on: On = None,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Somebody leaves the team; everything of theirs stays. --from takes until."""
    from fsworkbook.cli import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import Call, carry_out  # noqa: PLC0415 - likewise
    from fsworkbook.cli.dates import option_day  # noqa: PLC0415 - likewise
    from fsworkbook.cli.desk import Desk  # noqa: PLC0415 - likewise

    day = option_day(on, Desk.of(context).today(), "--on") if on else None
    call = Call.of(context, family=family, caseload=caseload, as_=as_, source=source, no_input=no_input)
    carry_out(context, call, lambda sitting: hometasks.leaving(sitting, key, day))
