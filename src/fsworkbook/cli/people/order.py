"""`order`: court orders and bail conditions that keep people apart."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, Group, reading, recording
from fsworkbook.cli.frame.spelling import Argument

group = Group()

Key = Annotated[str, Argument(metavar="KEY", help="An order’s key.")]


@group.callback()
@reading
def command(call: Call) -> None:
    """Show the orders, live or expired."""
    if call.bare:
        from fsworkbook.cli.people.whoiswho import show_orders  # noqa: PLC0415 - not for --help

        show_orders(call)


@group.command("add")
@recording
def add(call: Call) -> None:
    """Add an order. --from takes the keys of [[order]]."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, hometasks.order_adding)


@group.command("change")
@recording
def change(call: Call, key: Key) -> None:
    """Change an order that was varied, extended or ended. --from takes the keys that change."""
    from fsworkbook.cli.people import hometasks  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    carry_out(call, lambda sitting: hometasks.order_changing(sitting, key))
