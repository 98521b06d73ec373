"""What a glance at a family's folder tells, for every command: a look at a name or two, and nothing is read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fsworkbook.store.layout import ARRIVING, EXPUNGING, HANDED, JOURNAL

if TYPE_CHECKING:
    from pathlib import Path


def was_cut_off(root: Path) -> bool:
    """Return whether a recording, a taking in or an expunging did not come to its end, or is under way."""
    return any(os.path.lexists(f"{root}/.git/fsworkbook/{name}") for name in (JOURNAL, ARRIVING, EXPUNGING))


def refuse_if_handed(root: Path) -> None:
    """Refuse to record in a copy that another team handed over.

    Raises:
        Refused: it is one.
    """
    if os.path.lexists(f"{root}/.git/fsworkbook/{HANDED}"):
        from fsworkbook.store.handed import refusal  # noqa: PLC0415 - only where one is refused

        raise refusal(root)
