"""`born`: an unborn child is born; the key, the due date and everything recorded before stay."""

# No `from __future__ import annotations`: typer reads these at run time.

from typing import Annotated

import typer

from fsworkbook.cli.options import As, Caseload, Family, From, NoInput, On


def command(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="KEY", help="The unborn child.")],
    on: On = None,
    name: Annotated[str | None, typer.Option("--name", help="The child’s name, where it is given now.")] = None,
    gender: Annotated[str | None, typer.Option("--gender", help="As the practice model says: female, male …")] = None,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Record a birth. --from takes on, name and gender."""
    from fsworkbook.cli import persontasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import Call, carry_out  # noqa: PLC0415 - likewise
    from fsworkbook.cli.dates import option_day  # noqa: PLC0415 - likewise
    from fsworkbook.cli.desk import Desk  # noqa: PLC0415 - likewise

    day = option_day(on, Desk.of(context).today(), "--on") if on else None
    call = Call(family, caseload, as_, source, no_input)
    carry_out(context, call, lambda sitting: persontasks.arriving(sitting, who, day, name, gender))
