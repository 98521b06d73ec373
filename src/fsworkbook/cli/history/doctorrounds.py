"""What the doctor looks at, one round after the other: this machine, and the folders that were named or stood in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.cli.frame import choosing
from fsworkbook.cli.history import doctormachine
from fsworkbook.errors import BadInput
from fsworkbook.store.soundness import gitversions, inspection
from fsworkbook.store.soundness.finding import BROKEN, LOOK, Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.desk import Desk


class Round(NamedTuple):
    """One thing that is looked at.

    Attributes:
        title: how it is called.
        path: the family's folder; None for the machine.
        inspect: looks, and returns what was found, the sound included.
    """

    title: str
    path: Path | None
    inspect: Callable[[], list[Finding]]


def rounds(call: Call, *, every: bool, full: bool) -> list[Round]:
    """Return what is to be looked at: the machine, and the folder named, stood in or current; or the whole caseload.

    Raises:
        BadInput: the family or the caseload that was named is not there.
    """
    desk = call.desk
    load = _caseload(call)
    trouble: list[Finding] = []
    paths = [path for path in _within(load) if path.is_dir()] if every and load else _chosen(call, trouble)
    if every and not load:
        trouble.append(Finding("caseload", LOOK, "There is no caseload to look at.", "Say where: --caseload DIR."))
    now = datetime.now(UTC)

    def machine() -> list[Finding]:
        return [*doctormachine.check(desk, load), *trouble]

    return [
        Round("This machine", None, machine),
        *(_family(desk, path, now, place=path.parent != load, full=full) for path in paths),
    ]


def _family(desk: Desk, path: Path, now: datetime, *, place: bool, full: bool) -> Round:
    home = doctormachine.home(desk)

    def inspect() -> list[Finding]:
        git = gitversions.check().mark != BROKEN
        try:
            if not full:
                return inspection.inspect(path, now, desk.env, home, place=place, git=git)
            from fsworkbook.cli.frame.counting import counted  # noqa: PLC0415 - only where it takes long

            with counted(desk, f"Reading {path.name}", "parts") as progress:
                return inspection.inspect(path, now, desk.env, home, place=place, git=git, progress=progress)
        except OSError as problem:
            text = f"A part of the folder cannot be read: {problem.strerror}."
            return [Finding("unreadable", BROKEN, text, "Look who may read it, and at the disk.")]

    return Round(path.name, path, inspect)


def _caseload(call: Call) -> Path | None:
    """Return the folder of my families where one was named or set; None where none was, or it is gone.

    Raises:
        BadInput: `--caseload` names none.
    """
    desk = call.desk
    if call.caseload is not None:
        return choosing.caseload(desk, call.caseload)
    try:
        named = desk.env.get("FSWORKBOOK_CASELOAD") or desk.settings.caseload
        return choosing.caseload(desk) if named else None
    except BadInput:
        return None  # said among the machine's findings


def _within(load: Path) -> list[Path]:
    return sorted(
        (path for path in load.iterdir() if not path.name.startswith(".") and inspection.is_folder(path)),
        key=lambda path: path.name.casefold(),
    )


def _chosen(call: Call, trouble: list[Finding]) -> list[Path]:
    """Return the family's folder, if there is one; even one that has lost its family.toml.

    Raises:
        BadInput: `--family` names none.
    """
    desk = call.desk
    if call.family:
        return [_named(call, call.family)]
    inside = next((path for path in (desk.cwd, *desk.cwd.parents) if inspection.is_folder(path)), None)
    if inside is not None:
        return [inside]
    try:
        current = desk.settings.current
    except BadInput:  # said among the machine's findings
        return []
    if current and not inspection.is_folder(Path(current)):
        advice = "Choose another with “fsworkbook use NAME”; “fsworkbook families” lists them."
        trouble.append(Finding("current-family", LOOK, f"The current family’s folder is gone: {current}.", advice))
        return []
    return [Path(current)] if current else []


def _named(call: Call, name: str) -> Path:
    """Return the family's folder of that name or path.

    Raises:
        BadInput: there is none.
    """
    load = _caseload(call)
    for path in (call.desk.path(name), *([load / name] if load else [])):
        if path.is_dir() and inspection.is_folder(path):
            return path.resolve()
    return choosing.choose_path(call.desk, name, call.caseload)[0]
