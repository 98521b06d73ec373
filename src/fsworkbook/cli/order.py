"""`order`: court orders and bail conditions that keep people apart."""

# No `from __future__ import annotations`: typer reads these at run time.

from typing import Annotated

import typer

from fsworkbook.cli.options import As, At, Caseload, Family, From, Json, NoInput

group = typer.Typer(invoke_without_command=True, no_args_is_help=False)

Key = Annotated[str, typer.Argument(metavar="KEY", help="An order’s key.")]


@group.callback()
def command(
    context: typer.Context,
    at: At = None,
    json: Json = False,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
) -> None:
    """Show the orders, live or expired."""
    if context.invoked_subcommand is None:
        from fsworkbook.cli.whoiswho import show_orders  # noqa: PLC0415 - not for --help

        show_orders(context, family=family, caseload=caseload, as_=as_, at=at, json=json)


@group.command("add")
def add(
    context: typer.Context,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Add an order. --from takes the keys of [[order]]."""
    from fsworkbook.cli import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import Call, carry_out  # noqa: PLC0415 - likewise

    call = Call.of(context, family=family, caseload=caseload, as_=as_, source=source, no_input=no_input)
    carry_out(context, call, hometasks.order_adding)


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
    """Change an order that was varied, extended or ended. --from takes the keys that change."""
    from fsworkbook.cli import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import Call, carry_out  # noqa: PLC0415 - likewise

    call = Call.of(context, family=family, caseload=caseload, as_=as_, source=source, no_input=no_input)
    carry_out(context, call, lambda sitting: hometasks.order_changing(sitting, key))
