"""The typer group that knows every command by name and imports only the one that is called."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any, get_type_hints

import typer
import typer.core
import typer.main

from fsworkbook.cli.commands import PURPOSE, contents, entries
from fsworkbook.cli.frame.calling import Command, Group, in_typers_words
from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.desk import Desk

_HELP = {"help_option_names": ["-h", "--help"]}
_WHOLE = 1000
"""More letters than any help has."""


def call(arguments: Sequence[str], desk: Desk) -> int:
    """Run the command that `arguments` name, at `desk` (its context's object), and return its exit code."""
    app = typer.Typer(
        cls=Contents,
        help=PURPOSE,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        pretty_exceptions_show_locals=False,
        context_settings=_HELP,
    )
    app.callback()(_nothing)
    group = typer.main.get_command(app)
    if "_FSWORKBOOK_COMPLETE" in desk.env:
        group.main(args=list(arguments), prog_name="fsworkbook", standalone_mode=False)
        return 0
    try:
        with group.make_context("fsworkbook", list(arguments), obj=desk) as context:
            result = group.invoke(context)
    except typer.Exit as leaving:
        return leaving.exit_code
    return result if isinstance(result, int) and not isinstance(result, bool) else 0


def _nothing() -> None:
    """Take no options before the command's name."""


class Contents(typer.core.TyperGroup):
    """The program's commands, from the registry."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's own signature
        """Return the commands' names in the order of the contents."""
        return list(entries())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - likewise
        """Import the one command that is called."""
        entry = entries().get(cmd_name)
        return None if entry is None else _load(entry[0], entry[1])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - likewise
        """Find the command; for a word that is none, suggest the nearest."""
        if not args[0].startswith("-") and args[0] not in entries():
            raise BadInput(_unknown(args[0]))
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401, ARG002 - likewise
        """Return the contents page."""
        from fsworkbook.cli.frame.desk import Desk  # noqa: PLC0415 - Desk needs no typer, and typer no Desk

        return contents(Desk.here().width).rstrip()

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:  # noqa: ANN401 - likewise
        """Complete a command's name without importing any command."""
        from typer._click.shell_completion import CompletionItem  # noqa: PLC0415 - only for completion

        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [CompletionItem(name, help=text) for name, _, text in entries().values() if name.startswith(incomplete)]


class Words(typer.core.TyperGroup):
    """A command with second words, whose help says what each does to the end of its sentence."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - typer's own signature
        """Write the second words; typer's own way cuts what does not fit into a line."""
        rows = [(name, command.get_short_help_str(_WHOLE)) for name, command in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _load(name: str, module_name: str) -> Any:  # noqa: ANN401 - a click command, which typer does not name in public
    module = import_module(f"fsworkbook.cli.{module_name}")
    group = getattr(module, "group", None)
    if isinstance(group, Group):
        group = _for_typer(group)
    if isinstance(group, typer.Typer):
        for item in (group.registered_callback, *group.registered_commands):
            if item is not None:
                item.callback = _spelled(item.callback)
        group.rich_markup_mode = None
        group.info.name = name
        group.info.cls = Words
        group.info.context_settings = _HELP
        group._add_completion = False  # noqa: SLF001 - completion is installed once, for the whole program
        return typer.main.get_command(group)
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name, context_settings=_HELP)(_spelled(module.command))
    return typer.main.get_command(app)


def _for_typer(group: Group) -> typer.Typer:
    made = typer.Typer(invoke_without_command=True, no_args_is_help=False)
    made.callback()(_spelled(group.itself))
    for word, command in group.words.items():
        made.command(word)(_spelled(command))
    return made


def _spelled(command: Any) -> Any:  # noqa: ANN401 - a function, or what stands for one
    """Return a command as typer takes it."""
    if isinstance(command, Command):
        return command.for_typer()
    hints = get_type_hints(command, include_extras=True)
    command.__annotations__ = {name: in_typers_words(hint) for name, hint in hints.items()}
    return command


def _unknown(word: str) -> str:
    nearest = get_close_matches(word, list(entries()), n=2, cutoff=0.5)
    if not nearest:
        return f"there is no command “{word}”. “fsworkbook --help” lists them all."
    likely = " or ".join(f"“fsworkbook {name}”" for name in nearest)
    return f"there is no command “{word}”. Did you mean {likely}?"
