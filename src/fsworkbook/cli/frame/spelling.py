"""How a command's own options and arguments are spelled: typer's two words, without the time typer takes to import.

`Annotated[str | None, Option("--on", metavar="DATE", help="The day it happened; else today.")]`. `cli.direct` reads
these itself; whatever it leaves to typer, typer reads as it would its own.
"""

from __future__ import annotations

from typing import Any


class Option:
    """An option: its names, what stands for its value in the help, and its line of help."""

    def __init__(self, *names: str, metavar: str | None = None, help: str = "") -> None:  # noqa: A002 - typer's word
        self.names = names
        self.metavar = metavar
        self.help = help

    def for_typer(self) -> Any:  # noqa: ANN401 - typer's own, which is not imported to be named
        """Return it as typer takes it."""
        import typer  # noqa: PLC0415 - five bare interpreters

        return typer.Option(*self.names, metavar=self.metavar, help=self.help)


class Argument:
    """A word that a command takes by its place; `metavar` and `help` as an option's."""

    def __init__(self, *, metavar: str, help: str) -> None:  # noqa: A002 - typer's word
        self.metavar = metavar
        self.help = help

    def for_typer(self) -> Any:  # noqa: ANN401 - likewise
        """Return it as typer takes it."""
        import typer  # noqa: PLC0415 - likewise

        return typer.Argument(metavar=self.metavar, help=self.help)
