"""The desk at which somebody works: the clock, the terminal, the environment. Tests bring their own."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from fsworkbook.cli.frame.settings import Settings
    from fsworkbook.cli.talk.asking import Asker

_NARROWEST, _WIDEST, _PLAIN = 40, 100, 80


class _Things(NamedTuple):
    env: Mapping[str, str]
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    cwd: Path
    no_input: bool = False
    asker: Callable[[Desk], Asker] | None = None


class Desk(_Things):
    """Everything that a command needs from outside.

    Attributes:
        env: the environment variables.
        stdin: where `--from -` and answers come from.
        stdout: where data goes.
        stderr: where messages go.
        cwd: the folder that the practitioner stands in.
        no_input: whether nobody may be asked (`--no-input`).
        asker: makes what asks the questions; tests give one that answers by itself.
    """

    @classmethod
    def here(cls) -> Desk:
        """Return the desk of this process."""
        for stream in (sys.stdout, sys.stderr):
            _speak_utf8(stream)
        return cls(os.environ, sys.stdin, sys.stdout, sys.stderr, _standing_in())

    @classmethod
    def of(cls, context: Any, *, no_input: bool = False) -> Desk:  # noqa: ANN401 - typer.Context, without typer
        """Return the desk that a command was called at; with `--no-input` nobody is asked there."""
        desk = cast("Desk", context.find_root().obj)
        return desk.unasked() if no_input else desk

    @cached_property
    def told(self) -> set[str]:
        """What was said here already, and is said once however often a command sits down to a family."""
        return set()

    def unasked(self) -> Desk:
        """Return this desk, where nobody is asked."""
        return self._replace(no_input=True)

    @property
    def set_clock(self) -> bool:
        """Whether the clock was set by hand."""
        return bool(self.env.get("FSWORKBOOK_NOW", "").strip())

    def now(self) -> datetime:
        """Return this moment in UTC, to the second, or the one that FSWORKBOOK_NOW sets."""
        from datetime import UTC, datetime  # noqa: PLC0415 - --help needs no clock

        from fsworkbook.errors import BadInput  # noqa: PLC0415
        from fsworkbook.workbook.clock import utc  # noqa: PLC0415

        if not self.set_clock:
            return datetime.now(UTC).replace(microsecond=0)
        try:
            return utc(datetime.fromisoformat(self.env["FSWORKBOOK_NOW"].strip()))
        except (ValueError, OverflowError):
            raise BadInput(
                "FSWORKBOOK_NOW is not a moment. Write it as 2025-03-04T15:30 (British time), or unset it."
            ) from None

    def today(self) -> date:
        """Return the British day that it is."""
        from fsworkbook.workbook.clock import day_of  # noqa: PLC0415 - --help needs no clock

        return day_of(self.now())

    def path(self, named: str | Path) -> Path:
        """Return the place that somebody named, from where they stand; `~` is their home.

        Raises:
            BadInput: no file can have that name.
        """
        from fsworkbook.errors import BadInput  # noqa: PLC0415 - --help names no place

        try:
            path = self.cwd / Path(named).expanduser()
            with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
                path.lstat()
        except (RuntimeError, ValueError, OSError):
            raise BadInput("a place was named that no file or folder can have. Name another.") from None
        return path

    @property
    def can_ask(self) -> bool:
        """Whether somebody sits there who can answer."""
        if self.no_input:
            return False
        return self.asker is not None or (is_terminal(self.stdin) and is_terminal(self.stdout))

    @property
    def width(self) -> int:
        """How many columns a line may have."""
        if not is_terminal(self.stdout):
            return _PLAIN
        try:
            columns = int(self.env.get("COLUMNS", "") or os.get_terminal_size(self.stdout.fileno()).columns)
        except (OSError, ValueError):
            return _PLAIN
        return min(max(columns, _NARROWEST), _WIDEST) if columns > 0 else _PLAIN

    def colour(self, stream: TextIO) -> bool:
        """Whether colour may be used on `stream` (NO_COLOR, FORCE_COLOR, then what it is)."""
        if self.env.get("NO_COLOR"):
            return False
        if self.env.get("FORCE_COLOR"):
            return True
        return is_terminal(stream) and self.env.get("TERM") != "dumb"

    @cached_property
    def settings(self) -> Settings:
        """Who `setup` says I am, and where my families are."""
        from fsworkbook.cli.frame.settings import Settings  # noqa: PLC0415 - --help needs no settings

        return Settings.read(self.env)


def is_terminal(stream: TextIO) -> bool:
    """Return whether `stream` is a terminal; one that is closed or missing is none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _speak_utf8(stream: TextIO) -> None:
    """Let no name, whatever its letters, stop the program half way through a page (Windows, or LANG=C)."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if is_terminal(stream):
        reconfigure(errors="replace")
    else:
        reconfigure(encoding="utf-8", errors="replace")


def _standing_in() -> Path:
    try:
        return Path.cwd()
    except OSError:
        # The folder was taken away under us: the home folder is no worse than a refusal to start.
        return Path.home()
