"""One line that every command shows while two people's changes of who is who wait to be settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.store.openings import open_differences

if TYPE_CHECKING:
    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.store.folder import Folder


def remind(desk: Desk, folder: Folder) -> None:
    """Say how many differences wait, and how to settle them; nothing where there is none."""
    count = len(open_differences(folder))
    if not count:
        return
    what = "one thing in who is who differently" if count == 1 else f"{count} things in who is who differently"
    text = f"Colleagues changed {what}. See both and settle it: fsworkbook sync settle"
    tell(desk, *wrap(text, desk.width))
