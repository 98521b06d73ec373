"""`fsworkbook families`: the families in the caseload."""

from pathlib import Path
from typing import Annotated, Any

import typer

from fsworkbook.cli.frame import choosing, options
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.frame.output import Piece, columns, emit_json, say, tell, warn, wrap
from fsworkbook.errors import WorkbookError
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.family import Family
from fsworkbook.workbook.registry import read_family


def command(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="One family: its tree and its team.")] = None,
    caseload: options.Caseload = None,
    json: options.Json = False,
) -> None:
    """List the families in your caseload: name, reference, children, and since when; with NAME, show one."""
    desk = Desk.of(context)
    if name is not None:
        _show_one(desk, choosing.choose_path(desk, name, caseload)[0], json=json)
        return
    folder = choosing.caseload(desk, caseload)
    found = [_read(desk, path) for path in choosing.family_paths(folder)]
    families = [family for family in found if family is not None]
    current = Path(desk.settings.current) if desk.settings.current else None
    if json:
        emit_json(desk, "families", None, None, [_told(family, folder, current) for family in families])
    elif families:
        rows = [("", "family", "reference", "since", "children"), *(_row(one, folder, current) for one in families)]
        say(desk, *columns(rows, width=desk.width, indent=0, gap=2))
    elif not found:
        none = f"There is no family in {folder} yet. “fsworkbook new-family” opens the first one."
        tell(desk, *wrap(none, desk.width))


def _show_one(desk: Desk, path: Path, *, json: bool) -> None:
    """Show one family: its tree, and who works with it."""
    from fsworkbook.cli.people.tree import tree_lines  # noqa: PLC0415 - not for the list
    from fsworkbook.cli.people.whoiswho import members_of, team_lines  # noqa: PLC0415 - likewise

    folder = Folder.open(path)
    family, practice, today = read_family(folder.table(), folder.name), choosing.practice(desk), desk.today()
    tree = tree_lines(family, practice, today, desk.width)
    if json:
        team = [
            {"key": member.key, "name": member.name, "role": member.role, "from": member.since, "until": member.until}
            for member in members_of(family, practice, today)
        ]
        current = Path(desk.settings.current) if desk.settings.current else None
        told = _told(family, path.parent, current)
        emit_json(desk, "family", family.name, None, {**told, "tree": [line.rstrip() for line in tree], "team": team})
        return
    made_up = " (made up)" if family.training else ""
    say(desk, Piece(f"{family.surname} · {family.name}, {family.reference}{made_up}", "strong"), "", *tree)
    say(desk, "", Piece("The team", "strong"), *(team_lines(family, practice, today, desk.width) or ["  Nobody yet."]))


def _read(desk: Desk, path: Path) -> Family | None:
    """Return one family; where its file cannot be used, say so and let the others be listed."""
    try:
        folder = Folder(path)
        return read_family(folder.table(), folder.name)
    except WorkbookError as error:
        warn(desk, f"{path.name}: {error}")
        return None


def _row(family: Family, folder: Path, current: Path | None) -> tuple[str, ...]:
    children = ", ".join(child.first_name for child in family.children)
    since = brief(family.opened) if family.opened else "–"
    mark = "›" if current == folder / family.name else ""
    return (mark, family.name, family.reference, since, children + (" (made up)" if family.training else ""))


def _told(family: Family, folder: Path, current: Path | None) -> dict[str, Any]:
    return {
        "name": family.name,
        "surname": family.surname,
        "reference": family.reference,
        "opened": family.opened,
        "children": [{"key": child.key, "name": child.name} for child in family.children],
        "training": family.training,
        "current": current == folder / family.name,
    }
