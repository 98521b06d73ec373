"""How a command is called: the options that commands share, added to its own in one place.

`@recording`, `@reading` and `@either` stand above a command, which takes a `Call` and its own options.
"""

# No `from __future__ import annotations`: typer reads these at run time.

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import typer

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.desk import Desk

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting

_Command = TypeVar("_Command", bound=Callable[..., None])


@dataclass(frozen=True)
class Call:
    """How a command was called: the options that commands share, each as it was typed.

    Attributes:
        context: typer's.
        family: what `--family` says.
        caseload: what `--caseload` says.
        as_: what `--as` says.
        source: what `--from` says.
        at: what `--at` says.
        json: whether it is to be JSON.
        no_input: whether nobody may be asked.
    """

    context: typer.Context
    family: str | None = None
    caseload: Path | None = None
    as_: str | None = None
    source: str | None = None
    at: str | None = None
    json: bool = False
    no_input: bool = False

    @classmethod
    def of(cls, context: typer.Context, said: Mapping[str, Any]) -> "Call":
        """Return the options; what stood before the second word (`person --family x add`) counts as well."""
        before = context.parent.params if context.parent is not None else {}
        return cls(context, **{name: value or before.get(name) or value for name, value in said.items()})

    @property
    def bare(self) -> bool:
        """Whether a group was called without a second word, and shows what there is."""
        return self.context.invoked_subcommand is None

    @property
    def desk(self) -> Desk:
        """The desk that the command was called at; with `--no-input` nobody is asked there."""
        return Desk.of(self.context, no_input=self.no_input)

    def sit(self, *, recording: bool = False, table: Mapping[str, Any] | None = None) -> "Sitting":
        """Open the family that the command works on, for whoever acts (`sitting.sit_down`)."""
        from fsworkbook.cli.frame.sitting import sit_down  # noqa: PLC0415 - not for --help

        return sit_down(self, recording=recording, table=table)

    def until(self) -> "date | None":
        """Return the day that `--at` names; None where it was not given."""
        from fsworkbook.cli.frame.sitting import day_at  # noqa: PLC0415 - not for --help

        return day_at(self.desk, self.at)

    def day(self, typed: str | None, option: str = "--on") -> "date | None":
        """Return the day that an option names, or None where it was not given.

        Raises:
            BadInput: it is no day.
        """
        if not typed:
            return None
        from fsworkbook.cli.talk.dates import option_day  # noqa: PLC0415 - only where it is given

        return option_day(typed, self.desk.today(), option)


_SHARED: Final[dict[str, tuple[Any, Any]]] = {
    "at": (options.At, None),
    "json": (options.Json, False),
    "source": (options.From, None),
    "family": (options.Family, None),
    "caseload": (options.Caseload, None),
    "as_": (options.As, None),
    "no_input": (options.NoInput, False),
}
"""What an option is to typer, and what it is where it was not given; in the order of `--help`."""


def calling(*names: str) -> Callable[[_Command], _Command]:
    """Return what adds some of the shared options to a command, behind its own, and hands it them as one `Call`."""
    shared = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=option)
        for name, (option, default) in _SHARED.items()
        if name in names
    ]
    context = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)

    def adorn(function: _Command) -> _Command:
        _, *own = signature(function, eval_str=True).parameters.values()
        taken = [context, *(item.replace(kind=Parameter.KEYWORD_ONLY) for item in own), *shared]

        @wraps(function)
        def command(context: typer.Context, **said: Any) -> None:  # noqa: ANN401 - whatever the options hold
            function(Call.of(context, {item.name: said.pop(item.name) for item in shared}), **said)

        command.__signature__ = Signature(taken)  # type: ignore[attr-defined] # typer asks inspect, which asks this
        command.__annotations__ = {item.name: item.annotation for item in taken}
        return command  # type: ignore[return-value] # typer calls it, and nobody else

    return adorn


_WHOSE: Final = ("family", "caseload", "as_")
recording: Final = calling("source", "no_input", *_WHOSE)
"""Adds what a command takes that records."""
reading: Final = calling("at", "json", *_WHOSE)
"""Adds what a command takes that reads."""
either: Final = calling(*_SHARED)
"""Adds both, for a command that records, and shows what is recorded where it is asked to."""
