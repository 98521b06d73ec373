"""The password of a paper: asked unseen and twice, or read from a file; never an argument, never shown or repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fsworkbook.cli.frame.desk import Desk

_SEALED: Final = ".pdf"
_TRIES: Final = 3
_MOST: Final = 4096
"""Bytes of a file that are looked at: no password is longer."""


class Closing(NamedTuple):
    """What a command was told about a password.

    Attributes:
        asked: whether `--password` was given.
        file: what `--password-file` says.
    """

    asked: bool = False
    file: Path | None = None


def sealer(desk: Desk, closing: Closing, formats: Sequence[str]) -> Callable[[bytes, str], bytes] | None:
    """Return what closes a finished file of a format with the password; None where there is to be none.

    The password is taken at once, so that nothing is made for somebody who has none.

    Args:
        desk: where it is asked.
        closing: what the command was told.
        formats: suffixes of the files that are to be made.

    Raises:
        BadInput: no such password can be used, or a format cannot be closed with one; nothing was written.
    """
    if not closing.asked and closing.file is None:
        return None
    if closing.asked and closing.file is not None:
        raise BadInput("--password and --password-file: choose one of them.")
    if not formats:
        raise BadInput("there is no PDF here that a password could close. Leave the password out, or add --pdf.")
    others = " and ".join(f"--{suffix[1:]}" for suffix in formats if suffix != _SEALED)
    if others:
        raise BadInput(f"only a PDF can be closed with a password. Leave {others} out, or make that paper by itself.")
    from fsworkbook.report.sealing import checked, seal  # noqa: PLC0415 - only where there is a password

    password = _asked(desk) if closing.file is None else checked(_read(desk, closing.file))
    return lambda data, _: seal(data, password)


def _asked(desk: Desk) -> str:
    from fsworkbook.cli.frame.output import tell  # noqa: PLC0415 - likewise
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - prompt_toolkit, only to ask
    from fsworkbook.report.sealing import checked, plain  # noqa: PLC0415 - likewise

    if not desk.can_ask:
        raise BadInput("--password is asked on a terminal, and there is none here. Use --password-file.")
    asker = Asker.at(desk)
    for _ in range(_TRIES):
        try:
            password = checked(asker.secret("Password for the PDF"))
        except BadInput as unfit:
            tell(desk, f"{str(unfit)[:1].upper()}{str(unfit)[1:]}")
            continue
        if plain(asker.secret("The same once more")) == password:
            return password
        tell(desk, "The two were not the same. Once more from the beginning.")
    raise BadInput("no password was set, so nothing was written. Run the command again.")


def _read(desk: Desk, named: Path) -> str:
    path = desk.path(named)
    try:
        with path.open("rb") as file:
            first = file.read(_MOST).splitlines()[:1]
    except OSError as error:
        raise BadInput(f"--password-file cannot be read: {error.strerror}. Check its name.") from None
    try:
        return first[0].decode("utf-8-sig") if first else ""
    except UnicodeDecodeError:
        raise BadInput("--password-file is not UTF-8 text. Save it as UTF-8.") from None
