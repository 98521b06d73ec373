"""How a command is called: the options that commands share, added to its own in one place.

`@recording`, `@reading`, `@printing` and `@either` stand above a command, which takes a `Call` and its own options; a
`Group` holds the commands that have a second word. None of it needs typer: `cli.direct` calls a command straight from a
well-formed line, and `cli.lazy` shows it to typer for everything else.
"""

from __future__ import annotations

from contextlib import ExitStack
from functools import update_wrapper
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, get_args, get_origin, get_type_hints

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.sitting import Sitting


class Call(NamedTuple):
    """How a command was called: the options that commands share, each as it was typed.

    Attributes:
        seat: the desk that it was called at.
        leaving: what is let go of when the command ends, whatever its end.
        bare: whether a group was called without a second word, and shows what there is.
        family: what `--family` says.
        caseload: what `--caseload` says.
        as_: what `--as` says.
        source: what `--from` says.
        at: what `--at` says.
        json: whether it is to be JSON.
        no_input: whether nobody may be asked.
        formats: suffixes of the formats that papers are asked in: `(".pdf", ".md")`; empty where none was.
    """

    seat: Desk
    leaving: ExitStack
    bare: bool = True
    family: str | None = None
    caseload: Path | None = None
    as_: str | None = None
    source: str | None = None
    at: str | None = None
    json: bool = False
    no_input: bool = False
    formats: tuple[str, ...] = ()

    @property
    def papers(self) -> tuple[str, ...]:
        """Suffixes of the formats in which a paper is made: those that were asked for, or PDF."""
        return self.formats or (options.FORMATS["pdf"][0],)

    @property
    def desk(self) -> Desk:
        """The desk that the command was called at; with `--no-input` nobody is asked there."""
        return self.seat.unasked() if self.no_input else self.seat

    def sit(self, *, recording: bool = False, table: Mapping[str, Any] | None = None, ahead: bool = False) -> Sitting:
        """Open the family that the command works on, for whoever acts (`sitting.sit_down`)."""
        from fsworkbook.cli.frame.sitting import sit_down  # noqa: PLC0415 - not for --help

        return sit_down(self, recording=recording, table=table, ahead=ahead)

    def until(self) -> date | None:
        """Return the day that `--at` names; None where it was not given."""
        from fsworkbook.cli.frame.sitting import day_at  # noqa: PLC0415 - not for --help

        return day_at(self.desk, self.at)

    def day(self, typed: str | None, option: str = "--on") -> date | None:
        """Return the day that an option names, or None where it was not given.

        Raises:
            BadInput: it is no day.
        """
        if not typed:
            return None
        from fsworkbook.cli.talk.dates import option_day  # noqa: PLC0415 - only where it is given

        return option_day(typed, self.desk.today(), option)


class Taken(NamedTuple):
    """One thing that a command takes: its name in Python, its type, how it is spelled, and its default (`...`: none).

    `spelling` is None where it is spelled in typer's own words, which only typer understands.
    """

    name: str
    type: Any
    spelling: Option | Argument | None
    default: Any
    annotation: Any


PAPERS: Final = tuple(options.FORMATS)
"""What a command that makes papers is called with: one option for each format that there is."""

_SHARED: Final[dict[str, tuple[Any, Any]]] = {
    **{name: (spelled, False) for name, (_, spelled) in options.FORMATS.items()},
    "at": (options.At, None),
    "json": (options.Json, False),
    "source": (options.From, None),
    "family": (options.Family, None),
    "caseload": (options.Caseload, None),
    "as_": (options.As, None),
    "no_input": (options.NoInput, False),
}
"""What an option is, and what it is where it was not given; in the order of `--help`."""


class Command:
    """A function that takes a `Call` and options of its own, with the shared options that it is called with."""

    def __init__(self, function: Callable[..., Any], shared: tuple[str, ...]) -> None:
        self.function = function
        self.shared = shared
        self.__doc__ = function.__doc__

    def __call__(self, *given: Any, **said: Any) -> Any:  # noqa: ANN401 - the function's own
        """Call the function as it is written."""
        return self.function(*given, **said)

    def taken(self) -> list[Taken]:
        """Return everything that the command takes, its own first: in the order of `--help`."""
        found = [_taken(name, *_SHARED[name]) for name in _SHARED if name in self.shared]
        code = self.function.__code__
        names = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
        if not names:
            return found
        hints = get_type_hints(self.function, include_extras=True)
        defaults = dict(self.function.__kwdefaults__ or {})
        positional = self.function.__defaults__ or ()
        defaults |= zip(
            code.co_varnames[code.co_argcount - len(positional) : code.co_argcount], positional, strict=True
        )
        return [*(_taken(name, hints[name], defaults.get(name, ...)) for name in names), *found]

    def call(self, seat: Desk, said: Mapping[str, Any], *, bare: bool = True) -> Any:  # noqa: ANN401 - as it returns
        """Call the function at a desk with what was said for everything that it takes; return what it returns."""
        own = dict(said)
        asked = (options.FORMATS[name][0] for name in PAPERS if name in self.shared and own.pop(name))
        formats = tuple(asked)
        shared = {name: own.pop(name) for name in _SHARED if name in self.shared and name not in options.FORMATS}
        with ExitStack() as leaving:
            return self.function(Call(seat, leaving, bare, formats=formats, **shared), **own)

    def for_typer(self) -> Callable[..., Any]:
        """Return the function as typer takes it."""
        from inspect import Parameter, Signature  # noqa: PLC0415 - typer asks for it, and imports it itself

        import typer  # noqa: PLC0415 - five bare interpreters

        taken = self.taken()
        parameters = [Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)]
        for item in taken:
            default = Parameter.empty if item.default is ... else item.default
            spelled = in_typers_words(item.annotation)
            parameters.append(Parameter(item.name, Parameter.KEYWORD_ONLY, default=default, annotation=spelled))

        def command(context: typer.Context, **said: Any) -> Any:  # noqa: ANN401 - whatever the options hold
            # What stood before the second word (`person --family x add`) counts as well.
            before = context.parent.params if context.parent is not None else {}
            said |= {name: said[name] or before.get(name) or said[name] for name in _SHARED if name in self.shared}
            return self.call(Desk.of(context), said, bare=context.invoked_subcommand is None)

        update_wrapper(command, self.function)
        command.__signature__ = Signature(parameters)  # type: ignore[attr-defined] # typer asks inspect for it
        command.__annotations__ = {item.name: item.annotation for item in parameters}
        return command


def _taken(name: str, annotation: Any, default: Any) -> Taken:  # noqa: ANN401 - as Python has them
    if get_origin(annotation) is Annotated:
        kind, *notes = get_args(annotation)
        spelling = next((note for note in notes if isinstance(note, Option | Argument)), None)
        return Taken(name, kind, spelling, default, annotation)
    return Taken(name, annotation, None, default, annotation)


def in_typers_words(annotation: Any) -> Any:  # noqa: ANN401 - as Python has them
    """Return an annotation as typer takes it: `Option` and `Argument` in its own words."""
    spelling = _taken("", annotation, None).spelling
    return annotation if spelling is None else Annotated[get_args(annotation)[0], spelling.for_typer()]


class Group:
    """A command with second words (`person add`): `@group.callback()` above itself, `@group.command()` above each."""

    def __init__(self) -> None:
        self.itself: Command | None = None
        self.words: dict[str, Command] = {}

    def callback(self) -> Callable[[Command], Command]:
        """Return what makes a command the one that is called without a second word, and before it."""

        def keep(command: Command) -> Command:
            self.itself = command
            return command

        return keep

    def command(self, word: str = "") -> Callable[[Command], Command]:
        """Return what gives a command its second word: the function's own name, unless another is said."""

        def keep(command: Command) -> Command:
            self.words[word or command.function.__name__] = command
            return command

        return keep


def calling(*names: str) -> Callable[[Callable[..., Any]], Command]:
    """Return what adds some of the shared options to a command, behind its own, and hands it them as one `Call`."""

    def adorn(function: Callable[..., Any]) -> Command:
        return Command(function, names)

    return adorn


_WHOSE: Final = ("family", "caseload", "as_")
recording: Final = calling("source", "no_input", *_WHOSE)
"""Adds what a command takes that records."""
reading: Final = calling("at", "json", "no_input", *_WHOSE)
"""Adds what a command takes that reads; some ask which of several is meant."""
printing: Final = calling(*PAPERS, "at", "json", "no_input", *_WHOSE)
"""Adds what a command takes that reads, and can make a paper of it."""
either: Final = calling("at", "json", "source", "no_input", *_WHOSE)
"""Adds both, for a command that records, and shows what is recorded where it is asked to."""
