"""How far a long piece of work has come: a line that counts; without a terminal, a line for each quarter."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from fsworkbook.cli.frame.desk import is_terminal
from fsworkbook.cli.frame.output import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fsworkbook.cli.frame.desk import Desk

QUARTERS: Final = 4
"""How often the count is told where no terminal shows it, or where a screen reader reads it."""


@contextmanager
def counted(desk: Desk, what: str, things: str) -> Iterator[Callable[[int, int], None]]:
    """Show progress while the work goes on.

    Args:
        desk: where it is shown, on standard error.
        what: what is being done; words of ours, never a family's.
        things: what is counted.

    Yields:
        A function to be told how many are done, of how many.
    """
    if is_terminal(desk.stderr) and desk.env.get("TERM") != "dumb":
        yield from _drawn(desk, what, things)
    else:
        yield lambda done, total: _told(desk, f"{what}: {done} of {total} {things}", done, total)


def _told(desk: Desk, line: str, done: int, total: int) -> None:
    if done and done * QUARTERS // total > (done - 1) * QUARTERS // total:
        tell(desk, line)


def _drawn(desk: Desk, what: str, things: str) -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console  # noqa: PLC0415 - 54 ms that only a terminal needs
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - likewise

    console = Console(file=desk.stderr, width=desk.width, no_color=not desk.colour(desk.stderr))
    columns = (TextColumn("{task.description}"), BarColumn(24), MofNCompleteColumn(), TextColumn(things))
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
