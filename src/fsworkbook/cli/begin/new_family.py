"""`new-family`: open a family's workbook."""

# No `from __future__ import annotations`: typer reads these at run time.

from typing import Annotated

import typer

from fsworkbook.cli.frame.options import As, Caseload, From, NoInput


def command(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The name of the folder; else the surname, in small letters.")
    ] = None,
    source: From = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Open a family's workbook: who is who, who decided, who works with them.

    Bare, it asks, and every answer can be changed before anything is written. With --from it takes a family.toml, in
    which [[status]] and [[consent]] tables (the keys of “status” and “consent”) become the first records.
    """
    from fsworkbook.cli.begin.founding import found  # noqa: PLC0415 - not for --help

    found(context, name, source, caseload, as_, no_input=no_input)
