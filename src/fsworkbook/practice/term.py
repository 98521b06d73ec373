"""A word of a closed list."""

from __future__ import annotations

from typing import NamedTuple

from fsworkbook.practice.page import ID, form, matching


@form(id=matching(ID, "early-help"))
class Term(NamedTuple):
    """A word of a closed list, in plain words."""

    id: str
    name: str
    source: str
    inventory: str = ""
    note: str = ""
