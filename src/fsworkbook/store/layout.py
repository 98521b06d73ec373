"""Where a record's file lies, and what it is called (format.md "The folder").

The folder is for people: nothing is ever read from it. Every name here is safe on Windows too.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.record import KEY_PATTERN

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.workbook.record import Record

FAMILY_FILE: Final = "family.toml"
"""Who is who; what makes a folder a family's folder."""

ATTACHMENTS: Final = "attachments"
"""Drawings and letters, in a folder for each record; never records themselves."""

HANDED: Final = "handed-over"
"""The file in `.git/fsworkbook` that marks a copy from another team (handed.py)."""

JOURNAL: Final = "pending"
"""The file in `.git/fsworkbook` that holds a recording until it is committed (pending.py)."""

ARRIVING: Final = "arriving"
"""The one that says which commits of colleagues are being taken in (arrival.py)."""

EXPUNGING: Final = "expunging"
"""The one that says how the history is being written anew (expunging/journal.py)."""

OTHER: Final = "other"
"""The folder of kinds that this version does not know."""

FOLDERS: Final = {
    "module": "modules",
    "visit": "visits",
    "chronology": "chronology",
    "consent": "consents",
    "restriction": "restrictions",
    "rating": "ratings",
    "summary": "summaries",
    "case-summary": "summaries",
    "supervision": "supervisions",
    "status": "statuses",
    "threshold": "thresholds",
    "meeting": "meetings",
    "action": "actions",
    "request": "requests",
    "closing": "closings",
    "handover": "handovers",
    "goal": "goals",
    "diary": "diary",
    "review": "reviews",
    "measure": "measures",
    "risk": "risks",
    "extension": "extensions",
    "plan": "plans",
    "analysis": "analysis",
    "version": "versions",
    "paper": "papers",
    "checklist": "checklists",
    "reply": "replies",
    "copy": "copies",
    "tombstone": "tombstones",
    "note": "notes",
    "acceptance": "acceptances",
}
"""The folder of each kind of record."""

TAIL: Final = 10
"""How many random base32 characters end an id."""

ENTROPY: Final = 7
"""How many random bytes `new_id` needs."""

_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz234567"
_MODULE: Final = re.compile(r"[A-Za-z]{0,8}([0-9]{1,3})(?![A-Za-z0-9])")
_RESERVED: Final = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def path_of(record: Record) -> PurePosixPath:
    """Return where the file lies, from the family's folder: `modules/3/kerry/<id>.md`, `visits/<id>.md`."""
    return PurePosixPath(FOLDERS.get(record.kind, OTHER), *_below(record), f"{record.id}.md")


def new_id(on: date, by: str, entropy: bytes) -> str:
    """Return a record's id: the day of the work, the author's key, and ten characters out of `entropy`.

    Raises:
        ValueError: `entropy` is shorter than seven bytes, or `by` is no key.
    """
    if len(entropy) < ENTROPY or not KEY_PATTERN.fullmatch(by):
        raise ValueError("an id needs an author's key and seven random bytes")
    number = int.from_bytes(entropy[:ENTROPY], "big")
    tail = "".join(_ALPHABET[number >> 5 * place & 31] for place in range(TAIL))
    return f"{on.isoformat()}-{by}-{tail}"


def _below(record: Record) -> tuple[str, ...]:
    if record.kind != "module":
        return ()
    number = _module(record)
    return (number, *_person(record)) if number else ()


def _module(record: Record) -> str:
    named = record.head.get("module", "")
    for word in (str(named), *record.questions[:1]):
        found = _MODULE.match(word)
        if found:
            return str(int(found[1]))
    return ""


def _person(record: Record) -> tuple[str, ...]:
    """Return the folder of whom it is about, else of the first child; one that Windows reserves gains `_`."""
    for key in (*record.about, *record.children):
        if KEY_PATTERN.fullmatch(key):
            return (f"{key}_",) if _RESERVED.fullmatch(key) else (key,)
    return ()
