"""What a path in a family's folder is: a record, an attachment, a file of the workbook's own, or none of these."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from fsworkbook.workbook.record import ID_PATTERN

FAMILY: Final = "family.toml"
"""Who is who."""

RULES: Final = frozenset({".gitattributes", ".gitignore"})
"""The rules for git that the program lays down with the first commit."""

_ID: Final = ID_PATTERN.pattern.replace("?P<on>", "?:").replace("?P<by>", "?:").replace("?P<tail>", "?:")
_RECORD: Final = re.compile(rf"(?!attachments/)(?:[^/]+/)+({_ID})\.md")
_ATTACHMENT: Final = re.compile(rf"attachments/({_ID})/[^/]+")
_LITTER: Final = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|.*~|~\$.*|\.~lock\..*#|\..*\.sw.")


class Place(NamedTuple):
    """What a path is, and the id of the record that it belongs to ("" for none)."""

    kind: Literal["record", "attachment", "family", "rules", "stray"]
    record: str = ""


_OWN: Final = {FAMILY: Place("family")} | dict.fromkeys(RULES, Place("rules"))
_STRAY: Final = Place("stray")


@lru_cache(maxsize=65_536)
def place_of(path: str) -> Place:
    """Return what a path, from the family's folder, is."""
    found = _RECORD.fullmatch(path)
    if found:
        return Place("record", found[1])
    if path in _OWN:
        return _OWN[path]
    found = _ATTACHMENT.fullmatch(path)
    return Place("attachment", found[1]) if found else _STRAY


def is_litter(path: str) -> bool:
    """Return whether a file is what editors and systems leave lying about, by the names that the program knows."""
    return _LITTER.fullmatch(path.rpartition("/")[2]) is not None


def folded(path: str) -> str:
    """Return a path as a disk sees it that knows no capitals and one way to make each letter."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", path).casefold()
