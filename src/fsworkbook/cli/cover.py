"""`cover`: who stands in for a role, for a time."""

# No `from __future__ import annotations`: typer reads these at run time.

from typing import Annotated

import typer

from fsworkbook.cli.options import As, At, Caseload, Family, From, Json, NoInput, On

group = typer.Typer(invoke_without_command=True, no_args_is_help=False)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The cover’s key, as “fsworkbook cover” shows it.")]


@group.callback()
def command(
    context: typer.Context,
    at: At = None,
    json: Json = False,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
) -> None:
    """Show who stands in for which role."""
    if context.invoked_subcommand is None:
        from fsworkbook.cli.whoiswho import show_covers  # noqa: PLC0415 - not for --help

        show_covers(context, family=family, caseload=caseload, as_=as_, at=at, json=json)


@group.command("add")
def add(
    context: typer.Context,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Say who stands in for a role, from and until. --from takes the keys of [[cover]]."""
    from fsworkbook.cli import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import Call, carry_out  # noqa: PLC0415 - likewise

    call = Call.of(context, family=family, caseload=caseload, as_=as_, source=source, no_input=no_input)
    carry_out(context, call, hometasks.cover_adding)


@group.command("end")
def end(
    context: typer.Context,
    key: Key,
    on: On = None,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """End a cover on a day. --from takes until."""
    from fsworkbook.cli import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import Call, carry_out  # noqa: PLC0415 - likewise
    from fsworkbook.cli.dates import option_day  # noqa: PLC0415 - likewise
    from fsworkbook.cli.desk import Desk  # noqa: PLC0415 - likewise

    day = option_day(on, Desk.of(context).today(), "--on") if on else None
    call = Call.of(context, family=family, caseload=caseload, as_=as_, source=source, no_input=no_input)
    carry_out(context, call, lambda sitting: hometasks.cover_ending(sitting, key, day))
