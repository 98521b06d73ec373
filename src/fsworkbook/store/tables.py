"""family.toml as a table: read, and held against what this version may write to (format.md "family.toml")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput
from fsworkbook.store.layout import FAMILY_FILE
from fsworkbook.workbook.record import FORMAT

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE: Final = re.compile(r"at line (\d+)")


def parse(data: bytes) -> dict[str, Any]:
    """Return family.toml as a table.

    Raises:
        BadInput: it is not valid TOML; the message names the line, and nothing that stands there.
    """
    import tomllib  # noqa: PLC0415 - 14 ms that `--help` does not need

    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise BadInput(f"{FAMILY_FILE}, line {line}: this is not UTF-8 text. Save the file as UTF-8.") from None
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        found = _PLACE.search(str(problem))
        line = int(found[1]) if found else text.count("\n") + 1
        raise BadInput(
            f"{FAMILY_FILE}, line {line}: this is not valid TOML. Put the line right in an editor; "
            "its last good version is in the history: git show HEAD:family.toml"
        ) from None


def check_writable(table: Mapping[str, Any]) -> None:
    """Refuse to write to a family whose family.toml is of a newer format.

    Raises:
        BadInput: it is.
    """
    found = table.get("format", FORMAT)
    if not isinstance(found, int) or isinstance(found, bool) or found > FORMAT:
        raise BadInput(
            f"{FAMILY_FILE} is of a newer format than this fsworkbook writes, so the family is open for reading only. "
            "Nothing was written; install the newest fsworkbook."
        )


def check_new(text: str) -> None:
    """Refuse a new text of family.toml that could not be read again.

    Raises:
        BadInput: it could not.
    """
    try:
        check_writable(parse(text.encode()))
    except UnicodeEncodeError:
        raise BadInput(
            f"In {FAMILY_FILE} there would be a character that no file can keep. Take it out and try again."
        ) from None
