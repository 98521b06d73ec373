"""`visit`: when and where a visit was, who was seen and who was seen alone."""

# No `from __future__ import annotations`: typer reads these at run time.

from typing import TYPE_CHECKING

import typer

from fsworkbook.cli.options import As, Caseload, Children, Family, From, NoInput, On

if TYPE_CHECKING:
    from fsworkbook.cli.sitting import Sitting
    from fsworkbook.cli.taking import Talk


def command(
    context: typer.Context,
    child: Children = None,
    on: On = None,
    source: From = None,
    as_: As = None,
    family: Family = None,
    caseload: Caseload = None,
    no_input: NoInput = False,
) -> None:
    """Record a visit, made or missed; the module entry and the chronology event can be made along with it."""
    from fsworkbook.cli.desk import Desk  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.taking import Call, answers, converse, day_option, save, sit  # noqa: PLC0415 - likewise

    desk = Desk.of(context, no_input=no_input)
    options = {"children_seen": child, "on": day_option(desk, on)}
    call = Call(family, caseload, as_, source, no_input)
    table = answers(desk, source, options)
    sitting = sit(context, call, table)
    if source is not None or not desk.can_ask:
        save(sitting, "visit", table)
        return
    converse(sitting, "visit", _talk(sitting), table)


def _talk(sitting: "Sitting") -> "Talk":
    from fsworkbook.cli.visittalk import talk  # noqa: PLC0415 - only to ask

    return talk(sitting)
