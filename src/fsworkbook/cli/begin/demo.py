"""`fsworkbook demo`: a whole family, made up, to learn with."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from fsworkbook.cli.begin import training
from fsworkbook.cli.frame import choosing, options
from fsworkbook.cli.frame.counting import counted
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.frame.output import say, tell
from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.practice.model import Practice
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.clock import day_of, spoken

HOME = "fsworkbook-demo"
"""The folder, where one stands, that is used while nobody has said where their families are."""


def command(
    context: typer.Context,
    caseload: Annotated[
        Path | None,
        typer.Option("--caseload", metavar="DIR", help=f"Where it goes; else your caseload, else ./{HOME}."),
    ] = None,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Which training family.")] = "ashdown",
    again: Annotated[bool, typer.Option("--again", help="Put a fresh one in the place of an earlier one.")] = False,
    paper: Annotated[bool, typer.Option("--report", help="Print its assessment report as PDF beside it.")] = False,
    no_input: options.NoInput = False,
) -> None:
    """Build a training family: fourteen weeks of a team's work with one family, all of it made up."""
    desk = Desk.of(context, no_input=no_input)
    source = training.find(name)
    told = training.read(source)
    home = _home(desk, caseload)
    target = home / name
    if target.exists() and not again:
        raise BadInput(f"{_shown(desk, target)} is there already. --again puts a fresh one in its place.")
    practice = choosing.practice(desk)
    _make(home)
    make = training.replace if target.exists() else training.build
    with counted(desk, f"Building the {told.title}", "records") as count:
        folder = make(source, target, practice, count)
    _take(desk, folder.path)
    say(desk, str(folder.path))
    if paper:
        _print_report(desk, folder, practice, told)
    tell(
        desk,
        "",
        f"The {told.title} is ready; everybody in it is made up.",
        f"The story ends on {spoken(day_of(told.ended))}.",
        "Try next:",
        *(f"  {_ready(desk, line, folder.path)}" for line in told.commands),
    )


def _print_report(desk: Desk, folder: Folder, practice: Practice, told: training.Training) -> None:
    """Print the report of the first assessment, as at the end of the story."""
    from fsworkbook.cli.frame.sitting import Sitting  # noqa: PLC0415 - likewise
    from fsworkbook.cli.paper.reporting import print_draft  # noqa: PLC0415 - only where it is asked for
    from fsworkbook.workbook.registry import read_family  # noqa: PLC0415 - likewise

    family = read_family(folder.table(), folder.name)
    first = next(iter(family.assessments.values()))
    print_draft(Sitting(desk, folder, family, practice, None), first, day_of(told.ended), folder.path.parent)


def _ready(desk: Desk, line: str, path: Path) -> str:
    """Return a command as it can be pasted where one stands: with the program as it was called, and the family."""
    words = line.replace("{family}", _named(desk, path))
    called = Path(sys.argv[0])
    if shutil.which("fsworkbook", path=desk.env.get("PATH")) or called.stem != "fsworkbook":
        return words
    program = called if called.is_absolute() else desk.cwd / called
    near = os.path.relpath(program, desk.cwd)
    return words.replace("fsworkbook", near if not near.startswith("..") else str(program), 1)


def _home(desk: Desk, named: Path | None) -> Path:
    """Return the folder that the family goes into: named, my caseload, else one of its own where one stands."""
    value = named or desk.env.get("FSWORKBOOK_CASELOAD") or desk.settings.caseload or HOME
    home = Path(os.path.abspath(desk.path(value)))  # noqa: PTH100 - a link keeps its name
    inside = choosing.standing_in(home)
    if inside is not None:
        raise BadInput(f"{home.name} lies in the folder of the family {inside.name}. Name another with --caseload.")
    return home


def _make(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StoreTrouble(f"the folder {home} cannot be made: {problem.strerror}.") from None


def _take(desk: Desk, path: Path) -> None:
    """Make it the current family where there is none yet."""
    if not desk.settings.current:
        desk.settings.with_(current=str(path)).write()


def _named(desk: Desk, path: Path) -> str:
    """Return what `--family` takes for a family, ready to paste: its name where that is enough, else its path."""
    usual = desk.env.get("FSWORKBOOK_CASELOAD") or desk.settings.caseload
    if usual and desk.path(usual).resolve() == path.parent.resolve():
        return path.name
    shown = _shown(desk, path)
    return subprocess.list2cmdline([shown]) if os.name == "nt" else shlex.quote(shown)


def _shown(desk: Desk, path: Path) -> str:
    """Return a path as short as it can be read from where one stands."""
    try:
        near = path.relative_to(desk.cwd)
    except ValueError:
        return str(path)
    return str(near) if len(near.parts) > 1 else os.path.join(".", near)  # noqa: PTH118 - pathlib drops the dot
