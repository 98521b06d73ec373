"""A word of a closed list."""

from __future__ import annotations

from dataclasses import dataclass, field

from fsworkbook.practice.page import ID, matching


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a closed list, in plain words."""

    id: str = field(metadata=matching(ID, "early-help"))
    name: str
    source: str
    inventory: str = ""
    note: str = ""
