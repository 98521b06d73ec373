"""Reading `--from FILE`: the answers as a TOML table; `-` is standard input."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from fsworkbook.cli.frame.desk import Desk

_SHOWN: Final = 200
_PLACE: Final = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_END: Final = re.compile(r"\s*\(at end of document\)$")
_QUOTED: Final = re.compile(r"['\"].*['\"]", re.DOTALL)


def read_source(desk: Desk, named: str) -> dict[str, Any]:
    """Return the table in the file `named`, taken from where one stands; `-` reads standard input.

    Raises:
        BadInput: there is no such file, or it is no TOML; the sentence names the file and the line.
    """
    where = "standard input" if named == "-" else named if len(named) <= _SHOWN else f"{named[:_SHOWN]}…"
    raw = _bytes(desk, named, where)
    if not raw.strip():
        raise BadInput(f"{where} is empty. It must hold the answers, as TOML.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{where}, line {line}: this is not UTF-8 text. Save the file as UTF-8.") from None
    import tomllib  # noqa: PLC0415 - not for --help

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(_account(str(error), where, text)) from None
    except RecursionError:
        raise BadInput(f"{where} is nested too deeply to be answers.") from None


def _bytes(desk: Desk, named: str, where: str) -> bytes:
    if named == "-":
        buffer = getattr(desk.stdin, "buffer", None)
        return buffer.read() if buffer is not None else desk.stdin.read().encode()
    try:
        return (desk.cwd / Path(named).expanduser()).read_bytes()
    except FileNotFoundError:
        raise BadInput(f"there is no file {where}. Check --from.") from None
    except IsADirectoryError:
        raise BadInput(f"{where} is a folder. --from takes a file.") from None
    except RuntimeError:  # `~somebody`, and there is no such account
        raise BadInput(f"there is no file {where}. Check --from.") from None
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError) and (desk.cwd / named).is_dir():  # all that Windows says of a folder
            raise BadInput(f"{where} is a folder. --from takes a file.") from None
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise BadInput(f"{where} cannot be read: {reason}.") from None


def _account(message: str, where: str, text: str) -> str:
    """Return what is wrong and in which line; nothing of what was typed there."""
    place = _PLACE.search(message)
    line = int(place[1]) if place else text.rstrip().count("\n") + 1
    what = _QUOTED.sub("a value", _END.sub("", _PLACE.sub("", message))) if _leaks(message) else _bare(message)
    return f"{where}, line {line}: {what[:1].lower()}{what[1:]}. Put that line right; nothing was written."


def _bare(message: str) -> str:
    return _END.sub("", _PLACE.sub("", message))


def _leaks(message: str) -> bool:
    """Whether tomllib quotes more than a single sign, which could be somebody's words."""
    return any(len(found) > len("'\\u0000'") for found in _QUOTED.findall(message))
