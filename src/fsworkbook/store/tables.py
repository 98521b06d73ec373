"""family.toml as a table: read, and held against what this version may write to (format.md "family.toml")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput
from fsworkbook.store import toml
from fsworkbook.store.layout import FAMILY_FILE
from fsworkbook.workbook.faultlines import Located
from fsworkbook.workbook.record import FORMAT

if TYPE_CHECKING:
    from collections.abc import Mapping


_BACK: Final = "Or “fsworkbook doctor --mend” puts back what was last recorded."


def parse(data: bytes) -> Located:
    """Return family.toml as a table that knows its text, and so the line of whatever is wrong in it.

    Raises:
        BadInput: it is not valid TOML; the message names the line, and nothing that stands there.
    """
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise BadInput(f"{FAMILY_FILE}, line {line}: this is not UTF-8 text. Save the file as UTF-8. {_BACK}") from None
    try:
        return Located(toml.parse(text), text)
    except toml.Unparsable as problem:
        raise BadInput(f"{FAMILY_FILE}, line {problem.line}: {problem.reason} {_BACK}") from None


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
