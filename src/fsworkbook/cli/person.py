"""`person`: who is who in a family; adding and changing people, how they stand to each other, couples."""

# No `from __future__ import annotations`: typer reads these at run time.

from typing import TYPE_CHECKING, Annotated

import typer

from fsworkbook.cli.options import As, At, Caseload, Family, From, Json, NoInput

if TYPE_CHECKING:
    from fsworkbook.cli.changing import Call

group = typer.Typer(invoke_without_command=True, no_args_is_help=False)

Who = Annotated[str, typer.Argument(metavar="WHO", help="A key, a name, or a word such as mum.")]


@group.callback()
def command(
    context: typer.Context,
    at: At = None,
    json: Json = False,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
) -> None:
    """Show who is who: the family as a tree, and everybody with key, age and how they stand to each child."""
    if context.invoked_subcommand is None:
        from fsworkbook.cli.whoiswho import show_people  # noqa: PLC0415 - not for --help

        show_people(context, family=family, caseload=caseload, as_=as_, at=at, json=json)


@group.command("add")
def add(
    context: typer.Context,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Add a person. --from takes the keys of [[person]], and [[relation]] tables of theirs."""
    from fsworkbook.cli import persontasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(context, _call(context, family, caseload, as_, source, no_input=no_input), persontasks.adding)


@group.command("change")
def change(
    context: typer.Context,
    who: Who,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Change what is said of a person. --from takes the keys that change; an empty text takes one away."""
    from fsworkbook.cli import persontasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import carry_out  # noqa: PLC0415 - likewise

    call = _call(context, family, caseload, as_, source, no_input=no_input)
    carry_out(context, call, lambda sitting: persontasks.changing(sitting, who))


@group.command("relate")
def relate(
    context: typer.Context,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Say how one person stands to another. --from takes the keys of [[relation]]: a is b’s kind."""
    from fsworkbook.cli import persontasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(context, _call(context, family, caseload, as_, source, no_input=no_input), persontasks.relating)


@group.command("couple")
def couple(
    context: typer.Context,
    source: From = None,
    family: Family = None,
    caseload: Caseload = None,
    as_: As = None,
    no_input: NoInput = False,
) -> None:
    """Say how two people stand as a couple, from when. --from takes the keys of [[couple]]."""
    from fsworkbook.cli import persontasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(context, _call(context, family, caseload, as_, source, no_input=no_input), persontasks.coupling)


def _call(
    context: typer.Context,
    family: Family,
    caseload: Caseload,
    as_: As,
    source: From,
    *,
    no_input: bool,
) -> "Call":
    from fsworkbook.cli.changing import Call  # noqa: PLC0415 - not for --help

    return Call.of(context, family=family, caseload=caseload, as_=as_, source=source, no_input=no_input)
