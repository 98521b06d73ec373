"""Drafts of conversations: what a conversation holds, put into the store's drafts and read back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from fsworkbook.store.drafts import Drafts

_TYPES: Final[tuple[tuple[str, Any], ...]] = (("moment", datetime), ("day", date), ("time", time))
"""A datetime is a date too, so it comes first."""
_MARK: Final = "\x00"
"""Begins the one key of a table that stands for a day or a time; nobody can type it."""


class KeptDrafts:
    """The drafts that `Conversation` asks for, over `store.drafts.Drafts`."""

    def __init__(self, drafts: Drafts) -> None:
        self.drafts = drafts

    def save(self, name: str, draft: Mapping[str, Any]) -> None:
        """Keep a draft; it is on the disk when this returns."""
        self.drafts.save(name, packed(draft), title=str(draft.get("title", "")), ids=draft.get("ids", ()))

    def load(self, name: str) -> Mapping[str, Any] | None:
        """Return a draft as it was kept, or None where there is none."""
        found = self.drafts.load(name)
        return unpacked(found.data) if found else None

    def drop(self, name: str) -> None:
        """Let a draft go for good."""
        self.drafts.drop(name)


def packed(value: Any) -> Any:  # noqa: ANN401 - whatever a table can hold
    """Return a value in JSON's own types."""
    for name, shape in _TYPES:
        if isinstance(value, shape):
            return {f"{_MARK}{name}": value.isoformat()}
    if isinstance(value, Mapping):
        return {str(key): packed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [packed(item) for item in value]
    return value


def unpacked(value: Any) -> Any:  # noqa: ANN401 - whatever a table can hold
    """Return what `packed` was given."""
    if isinstance(value, Mapping):
        for name, shape in _TYPES:
            if set(value) == {f"{_MARK}{name}"}:
                return shape.fromisoformat(value[f"{_MARK}{name}"])
        return {key: unpacked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [unpacked(item) for item in value]
    return value
