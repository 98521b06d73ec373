"""Heads that this folder saw: a line for each in `.git/fsworkbook/seen`, so that a history turned back is noticed.

They are evidence and no more: losing the file loses no record, and whoever can rewrite the history here can also
delete it. Nothing fails because of it.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from fsworkbook.store.files import PRIVATE, put

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from fsworkbook.workbook.audit.clone import Sighting

NAME: Final = "seen"
"""The file's name in `.git/fsworkbook`."""

HERE: Final = ""
"""The place of a head at which this folder itself stood."""

_LINE: Final = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64})(?: ([A-Za-z0-9._/-]{1,100}))?")
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)


def note(private: Path, commit: str, place: str = HERE) -> None:
    """Write down a head that was seen here, or at a remote; where that cannot be done, nothing happens.

    Args:
        private: `.git/fsworkbook`.
        commit: git's name for it.
        place: the remote's name, where it was seen there.
    """
    line = f"{commit} {place}".rstrip()
    if not _LINE.fullmatch(line):
        return
    with suppress(OSError):
        handle = os.open(private / NAME, _FLAGS, PRIVATE)
        try:
            os.write(handle, f"{line}\n".encode())
        finally:
            os.close(handle)


def sightings(private: Path) -> tuple[Sighting, ...]:
    """Return the heads that were seen, each once, in their order; a line that is none is passed over."""
    from fsworkbook.workbook.audit.clone import Sighting  # noqa: PLC0415 - a recording only notes

    try:
        text = (private / NAME).read_text("utf-8", errors="replace")
    except OSError:
        return ()
    found = (_LINE.fullmatch(line) for line in text.split("\n"))
    return tuple(dict.fromkeys(Sighting(line[1], line[2] or HERE) for line in found if line))


def forget(private: Path, places: Collection[str]) -> None:
    """Forget what was seen at some places: a history stood there that was lawfully made anew."""
    keep = [item for item in sightings(private) if item.place not in places]
    put(
        private / NAME,
        "".join(f"{item.commit} {item.place}".rstrip() + "\n" for item in keep).encode(),
        private,
        PRIVATE,
    )


def shorten(private: Path, keep: Iterable[Sighting]) -> None:
    """Keep only some of the lines: those that are lost, and the last of each place, which stands for all before it."""
    lines = dict.fromkeys(f"{item.commit} {item.place}".rstrip() for item in keep)
    with suppress(Exception):
        put(private / NAME, "".join(f"{line}\n" for line in lines).encode(), private, PRIVATE)
