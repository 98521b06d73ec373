"""Where a paper goes: to `--output`, else where one stands; never into a family's folder; under a neutral name."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fsworkbook.cli.frame.choosing import standing_in
from fsworkbook.cli.frame.output import say, tell
from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.report.document import Document

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Name:
    """The neutral name of a paper: no person's name is in it (F.49).

    Attributes:
        reference: the family's reference.
        what: which paper it is, such as an assessment's key.
        day: the day of the paper.
        state: what it is worth, such as "draft".
    """

    reference: str
    what: str
    day: date
    state: str

    def __str__(self) -> str:
        parts = (self.reference, self.what, self.day.isoformat(), self.state)
        return "-".join(_UNSAFE.sub("-", part).strip("-") for part in parts if part)


def target(desk: Desk, output: Path | None, name: Name, suffix: str, *, several: bool = False) -> Path:
    """Return where a paper of this name goes.

    Args:
        desk: where one stands.
        output: what `--output` says: a folder, or the paper itself.
        name: the neutral name.
        suffix: of the format: `.pdf`.
        several: whether papers of several formats are written, so that each takes its own suffix.

    Raises:
        BadInput: it would lie in a family's folder, or its folder is not there.
    """
    if output is None:
        inside = standing_in(desk.cwd)
        if inside is not None:
            tell(desk, "No paper goes into a family’s folder; it goes beside it.")
        return (inside.parent if inside else desk.cwd) / f"{name}{suffix}"
    path = desk.path(output)
    if path.is_dir():
        path = path / f"{name}{suffix}"
    elif several:
        path = path.with_suffix(suffix)
    if not path.parent.is_dir():
        raise BadInput(f"--output: there is no folder {path.parent}. Make it, or name another.")
    if standing_in(path.parent.resolve()) is not None:
        raise BadInput("--output lies in a family’s folder, where no paper may go. Name another place.")
    return path


def publish(
    desk: Desk,
    document: Document,
    name: Name,
    formats: Sequence[str],
    output: Path | None,
    seal: Callable[[bytes, str], bytes] | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> None:
    """Write a paper of the team's own in some formats, and print where each is.

    Args:
        desk: where one stands.
        document: the paper.
        name: its neutral name.
        formats: suffixes, each of `report.formats.FORMATS`: what `Call.formats` or `Call.papers` says.
        output: what `--output` says.
        seal: closes a finished file with a password.
        meanwhile: something else to be done once, before the first paper is there.

    Raises:
        BadInput: it would lie in a family's folder, or cannot be written there.
    """
    places = [target(desk, output, name, suffix, several=len(formats) > 1) for suffix in formats]
    for suffix, place in zip(formats, places, strict=True):
        data = rendered(desk, document, suffix, meanwhile)
        meanwhile = None
        write(desk, place, seal(data, suffix) if seal else data, name)


def rendered(desk: Desk, document: Document, suffix: str, meanwhile: Callable[[], object] | None = None) -> bytes:
    """Return a paper in the format of a suffix (`formats.form`); what the reader should know of it is said.

    What is to be done `meanwhile` is done before anything is said.
    """
    from fsworkbook.report.formats import form  # noqa: PLC0415 - not for --help

    made = form(suffix).made(document, meanwhile)
    tell(desk, *made.warnings)
    return made.data


def write(desk: Desk, path: Path, content: bytes, name: Name) -> None:
    """Write a paper whole or not at all, and print its path; only an earlier paper of its name is replaced.

    Raises:
        BadInput: something else is there already, or it cannot be written.
    """
    there = path.exists()
    if there and path.stem != str(name):
        raise BadInput(f"--output: {path.name} is there already. Take it away, or choose another name.")
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise BadInput(
            f"{path} cannot be written: {error.strerror}. Close it where it is open, or use --output."
        ) from None
    if there:
        tell(desk, f"It replaces the earlier {path.name}.")
    say(desk, str(path))
