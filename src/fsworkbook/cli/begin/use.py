"""`fsworkbook use`: choose the current family."""

from pathlib import Path
from typing import Annotated

import typer

from fsworkbook.cli.frame import choosing, options
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.frame.output import say, tell, wrap
from fsworkbook.cli.talk.asking import Asker
from fsworkbook.cli.talk.ways import Back
from fsworkbook.errors import BadInput, Interrupted
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.registry import read_family


def command(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="The family; bare, it asks.")] = None,
    caseload: options.Caseload = None,
    no_input: options.NoInput = False,
) -> None:
    """Choose the family that the next commands are about, unless they name another."""
    desk = Desk.of(context, no_input=no_input)
    named = name or _asked(desk, caseload)
    path = choosing.choose_path(desk, named, caseload)[0].resolve()
    folder = Folder.open(path)
    family = read_family(folder.table(), folder.name)
    desk.settings.with_(current=str(path)).write()
    say(desk, f"The current family is {family.surname} ({family.name}, {family.reference}).")
    how = "Commands are about it unless you name another with --family, or stand in another’s folder."
    tell(desk, *wrap(how, desk.width))


def _asked(desk: Desk, caseload: Path | None) -> str:
    names = [path.name for path in choosing.family_paths(choosing.caseload(desk, caseload))]
    if not names:
        raise BadInput("your caseload holds no family yet. “fsworkbook new-family” opens the first one.")
    if not desk.can_ask:
        raise BadInput(f"which family? Name it: fsworkbook use {names[0]}.")
    try:
        return str(Asker.at(desk).one("Which family?", names))
    except Back:
        raise Interrupted("nothing was changed.") from None
