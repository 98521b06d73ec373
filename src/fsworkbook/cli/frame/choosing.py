"""Which family, who records, which practice model: from options, where one stands, and the settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.cli.frame.output import tell
from fsworkbook.errors import BadInput, StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import ExitStack

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.practice.model import Practice
    from fsworkbook.store.folder import Folder
    from fsworkbook.workbook.family import Family, Member

FAMILY_FILE = "family.toml"
_LISTED = 6
NAMED, STOOD_IN, CURRENT = "named", "stood in", "current"


class Chosen(NamedTuple):
    """A family that a command works on.

    Attributes:
        folder: its folder, opened.
        family: who is who, read.
        how: whether it was named, stood in, or is the current one, as the only one of a caseload is.
    """

    folder: Folder
    family: Family
    how: str


def caseload(desk: Desk, named: Path | None = None) -> Path:
    """Return the folder of my families: `--caseload`, FSWORKBOOK_CASELOAD, settings, else where one stands.

    Raises:
        BadInput: the folder that was named does not exist.
    """
    for value, source in (
        (named, "--caseload"),
        (desk.env.get("FSWORKBOOK_CASELOAD"), "FSWORKBOOK_CASELOAD"),
        (desk.settings.caseload, "“fsworkbook setup”"),
    ):
        if value:
            folder = desk.path(value)
            if not folder.is_dir():
                raise BadInput(f"there is no folder {value}, which {source} names as your caseload.")
            return folder
    inside = standing_in(desk.cwd)
    return inside.parent if inside else desk.cwd


def family_paths(folder: Path) -> list[Path]:
    """Return the families' folders in a caseload, by name."""
    try:
        found = [path for path in folder.iterdir() if not path.name.startswith(".") and (path / FAMILY_FILE).is_file()]
    except OSError as error:
        raise BadInput(f"the caseload {folder} cannot be read: {error.strerror}.") from None
    return sorted(found, key=lambda path: path.name.casefold())


def standing_in(where: Path) -> Path | None:
    """Return the family's folder that `where` is or lies in; None where there is none."""
    return next((path for path in (where, *where.parents) if (path / FAMILY_FILE).is_file()), None)


def choose_path(desk: Desk, named: str | None = None, load: Path | None = None) -> tuple[Path, str]:
    """Return the family's folder and how it was found: named, stood in, or current; the only one is the current one.

    Raises:
        BadInput: there is none, or the name fits none or several.
    """
    if named:
        return _named(desk, named, load), NAMED
    inside = standing_in(desk.cwd)
    if inside is not None:
        return inside, STOOD_IN
    if desk.settings.current:
        path = Path(desk.settings.current)
        if (path / FAMILY_FILE).is_file():
            return path, CURRENT
        raise BadInput(f"the current family's folder {path} is gone. Choose one with “fsworkbook use NAME”.")
    return _only(desk, load), CURRENT


def _only(desk: Desk, load: Path | None) -> Path:
    """Return the one family of the caseload that setup or an option names.

    Raises:
        BadInput: there are several, none, or no caseload; the sentence has their names.
    """
    known = load or desk.env.get("FSWORKBOOK_CASELOAD") or desk.settings.caseload
    paths = family_paths(caseload(desk, load)) if known else []
    if len(paths) == 1:
        return paths[0]
    names = ", ".join(path.name for path in paths[:_LISTED]) + (", …" if len(paths) > _LISTED else "")
    among = f" There are {names}." if paths else ""
    raise BadInput(f"which family? Name it with --family, or choose one with “fsworkbook use NAME”.{among}")


def choose(
    desk: Desk,
    named: str | None = None,
    load: Path | None = None,
    *,
    recording: bool = False,
    leaving: ExitStack | None = None,
) -> Chosen:
    """Open the family that a command works on.

    A recording command never takes the current family unseen: with `--no-input` the family must be named or
    stood in, and otherwise its name is said before anything is asked.

    Args:
        desk: where one works.
        named: what `--family` says.
        load: what `--caseload` says.
        recording: whether the command writes.
        leaving: where given, git looks at the folder ahead (store/ahead.py), and is let go of with it.

    Raises:
        BadInput: there is none, or the name fits none or several.
        Refused: the command records, and the family is a copy that another team handed over.
    """
    from fsworkbook.store.folder import Folder  # noqa: PLC0415 - not for --help
    from fsworkbook.store.glance import refuse_if_handed  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.registry import read_family  # noqa: PLC0415 - likewise

    path, how = choose_path(desk, named, load)
    if recording and how == CURRENT and desk.no_input:
        raise BadInput(f"which family? Name it: --family {path.name} (the current one is not taken unseen).")
    folder = Folder.open(path)
    if recording:
        refuse_if_handed(path)
    _settle(desk, folder)
    if leaving is not None:
        leaving.enter_context(folder.looking_ahead())
    table = folder.table()
    try:
        family = read_family(table, folder.name)
    except BadInput as fault:
        back = "Put it right in an editor. Or “fsworkbook doctor --mend” puts back what was last recorded."
        raise BadInput(f"{fault}\n  {back}") from None
    if recording and how == CURRENT:
        which = f"For the current family: {family.surname} ({family.name})."
        if which not in desk.told:
            tell(desk, which)
        desk.told.add(which)
    return Chosen(folder, family, how)


def _settle(desk: Desk, folder: Folder) -> None:
    """Finish a recording that was cut off, whatever the command is, and say so; where it cannot be, say that."""
    try:
        for finished in folder.settle():
            tell(desk, f"Finished what was interrupted before: {finished}.")
    except StoreTrouble as trouble:
        tell(desk, f"A recording was interrupted here before and is not finished yet. {trouble}")


def me(desk: Desk, family: Family, as_: str | None = None, *, by: str | None = None) -> Member:
    """Return the member of the team who acts: `--as`, else `by` in the answers, else who the settings say I am.

    Raises:
        BadInput: nobody is said, or the key is not on this family's team.
    """
    key = as_ or by or desk.settings.key
    if not key:
        raise BadInput("who are you? Run “fsworkbook setup” once, or say it with --as KEY.")
    if key in family.team:
        return family.team[key]
    team = ", ".join(f"{member.key} ({member.name})" for member in family.team.values())
    source = "--as" if as_ else "“by” in the answers" if by else "“fsworkbook setup”"
    known = f"The team is {team}." if team else "Nobody is on its team yet."
    raise BadInput(f"“{key}”, from {source}, is not on the team of {family.name}. {known}")


def practice(desk: Desk) -> Practice:
    """Return the practice model in use: FSWORKBOOK_PRACTICE, the settings, else the one that is shipped."""
    from fsworkbook.practice.loading import load  # noqa: PLC0415 - not for --help

    return load(practice_folder(desk))


def practice_folder(desk: Desk) -> Path:
    """Return the folder of the practice model in use.

    Raises:
        BadInput: the folder that was named does not exist.
    """
    from fsworkbook.practice.locating import shipped  # noqa: PLC0415 - not for --help

    value = desk.env.get("FSWORKBOOK_PRACTICE") or desk.settings.practice
    if not value:
        return shipped()
    folder = desk.path(value)
    if not folder.is_dir():
        raise BadInput(f"there is no folder {value}, which is to hold your practice model.")
    return folder


def _named(desk: Desk, named: str, load: Path | None) -> Path:
    """Return the folder that a name or a path means; a name goes before a path of the same spelling."""
    direct = desk.path(named)
    if any(sign in named for sign in ("/", "\\")) or named in {".", ".."}:
        if (direct / FAMILY_FILE).is_file():
            return direct.resolve()
        raise BadInput(f"{named} is not a family's folder: it holds no {FAMILY_FILE}.")
    paths = family_paths(caseload(desk, load))
    fitting = [path for path in paths if path.name == named] or _like(named, paths)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise BadInput(f"“{named}” could be {_listed(fitting)}. Say which, with --family.")
    if (direct / FAMILY_FILE).is_file():
        return direct.resolve()
    known = f"There is {_listed(paths)}." if paths else "“fsworkbook new-family” opens the first one."
    raise BadInput(f"there is no family “{named}” in {caseload(desk, load)}. {known}")


def _like(named: str, paths: Iterable[Path]) -> list[Path]:
    """Return the folders that begin as `named` does, small or capital; one that is the same goes before."""
    wanted = named.casefold()
    same = [path for path in paths if path.name.casefold() == wanted]
    return same or [path for path in paths if path.name.casefold().startswith(wanted)]


def _listed(paths: Iterable[Path]) -> str:
    names = [path.name for path in paths]
    most = 12
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
