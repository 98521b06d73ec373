"""`household`: who lives where; a home added, put right, and a move, which keeps what was before."""

# No `from __future__ import annotations`: typer reads these at run time.

from typing import Annotated

import typer

from fsworkbook.cli.options import As, At, Caseload, Family, From, Json, NoInput

group = typer.Typer(invoke_without_command=True, no_args_is_help=False)

Key = Annotated[str, typer.Argument(metavar="KEY", help="A home’s key.")]
All = Annotated[bool, typer.Option("--all", help="Homes of other times as well.")]


@group.callback()
def command(
    context: typer.Context,
    everything: All = False,
    at: At = None,
    json: Json = False,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
) -> None:
    """Show who lives where; --at for another day, --all for every home there was."""
    if context.invoked_subcommand is None:
        from fsworkbook.cli.whoiswho import show_households  # noqa: PLC0415 - not for --help

        show_households(context, family=family, caseload=caseload, as_=as_, at=at, json=json, everything=everything)


@group.command("add")
def add(
    context: typer.Context,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Add a home. --from takes the keys of [[household]]."""
    from fsworkbook.cli import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import Call, carry_out  # noqa: PLC0415 - likewise

    call = Call.of(context, family=family, caseload=caseload, as_=as_, source=source, no_input=no_input)
    carry_out(context, call, hometasks.home_adding)


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
    """Put a home right: its name, its address, who lives there. --from takes the keys that change."""
    from fsworkbook.cli import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import Call, carry_out  # noqa: PLC0415 - likewise

    call = Call.of(context, family=family, caseload=caseload, as_=as_, source=source, no_input=no_input)
    carry_out(context, call, lambda sitting: hometasks.home_changing(sitting, key))


@group.command("move")
def move(
    context: typer.Context,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Somebody moves: one home ends on that day, the next begins. --from takes who, on, to, or name and address."""
    from fsworkbook.cli import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import Call, carry_out  # noqa: PLC0415 - likewise

    call = Call.of(context, family=family, caseload=caseload, as_=as_, source=source, no_input=no_input)
    carry_out(context, call, hometasks.moving)
