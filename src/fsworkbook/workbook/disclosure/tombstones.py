"""A tombstone: that something was taken out of a family's whole history, and nothing of what it was (F.70).

It names the history as it was and as it is, so that everybody who has the old one can hold both against each other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.workbook.record import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND: Final = "tombstone"
"""The kind of the record."""

ACTION: Final = "expunge"
"""The action of its commit, and of the practice model's permissions."""

_HEAD: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Tombstone(NamedTuple):
    """What a tombstone says.

    Attributes:
        reason: an id of the practice model's list.
        old: git's name for the last commit of the history that was.
        new: likewise, of the same history without what was taken out; the tombstone's own commit follows it.
        commits: how many commits were made anew.
        strings: how many strings were taken out wherever they stood; 0 where whole records went.
        records: ids of the records that were taken out.
        altered: ids of the records in which a string was replaced by its mark.
        files: git's names for the bytes of other files that went whole.
        renewed: earlier tombstones whose history was made anew again: their ids, and what they follow now.
    """

    reason: str
    old: str
    new: str
    commits: int
    strings: int = 0
    records: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    renewed: tuple[tuple[str, str], ...] = ()

    def head(self) -> dict[str, Any]:
        """Return the keys of its record's front matter."""
        table: dict[str, Any] = {name: list(value) if isinstance(value, tuple) else value
                                 for name, value in self._asdict().items()}  # fmt: skip
        table["renewed"] = dict(self.renewed)
        return {name: value for name, value in table.items() if value or name == "commits"}


def read(head: Mapping[str, Any]) -> Tombstone | None:
    """Return what the front matter of a tombstone says; None where it says less than a tombstone must."""
    reason, old, new = (head.get(name) for name in ("reason", "old", "new"))
    counts = [head.get("commits"), head.get("strings", 0)]
    ids = [_listed(head.get(name), ID_PATTERN) for name in ("records", "altered")]
    files = _listed(head.get("files"), _HEAD)
    renewed = head.get("renewed", {})
    if not isinstance(reason, str) or not all(isinstance(item, str) and _HEAD.fullmatch(item) for item in (old, new)):
        return None
    if not all(isinstance(count, int) and not isinstance(count, bool) and count >= 0 for count in counts):
        return None
    if None in ids or files is None or not isinstance(renewed, dict):
        return None
    if not all(ID_PATTERN.fullmatch(str(key)) and _HEAD.fullmatch(str(value)) for key, value in renewed.items()):
        return None
    pairs = tuple((str(key), str(value)) for key, value in renewed.items())
    return Tombstone(
        reason, str(old), str(new), int(str(counts[0])), int(str(counts[1])), ids[0] or (), ids[1] or (), files, pairs
    )


def _listed(value: object, pattern: re.Pattern[str]) -> tuple[str, ...] | None:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) and pattern.fullmatch(item) for item in value):
        return None
    return tuple(value)
