"""Which differences between colleagues are still open: remembered in `.git/fsworkbook/differences`, for every command.

Reading every record to find out is dear, so the file holds the ids of the notes that were open last; it may be deleted
at any time. An empty one says that there is none, and costs a command a look at its size.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble

if TYPE_CHECKING:
    from pathlib import Path

    from fsworkbook.store.folder import Folder
    from fsworkbook.workbook.differences import Open

NAME: Final = "differences"
"""The file's name in `.git/fsworkbook`."""


def may_differ(root: Path) -> bool:
    """Return whether records must be read to know which differences are open; costs a look at one or two files."""
    try:
        return os.stat(f"{root}/.git/fsworkbook/{NAME}").st_size > 0  # noqa: PTH116 - Path.stat is dearer
    except OSError:
        return os.path.exists(f"{root}/.git/refs/remotes/origin")  # noqa: PTH110 - likewise


def open_differences(folder: Folder) -> tuple[Open, ...]:
    """Return the open differences of a family, and remember them."""
    from fsworkbook.store.files import PRIVATE, put  # noqa: PLC0415 - only where somebody differs
    from fsworkbook.workbook.differences import open_in  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.ledger import ledger  # noqa: PLC0415 - likewise

    found = open_in(ledger(folder.records()[0]))
    private = folder.path / ".git" / "fsworkbook"
    text = "".join(f"{item.note}\n" for item in found)
    with suppress(StoreTrouble, OSError):
        if not (private / NAME).is_file() or (private / NAME).read_text("utf-8") != text:
            put(private / NAME, text.encode(), private, PRIVATE)
    return found


def forget(root: Path) -> None:
    """Let the next command look afresh, because records came or a difference was settled."""
    with suppress(OSError):
        (root / ".git" / "fsworkbook" / NAME).unlink(missing_ok=True)
