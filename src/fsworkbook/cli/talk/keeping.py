"""Drafts of conversations: what a conversation holds, put into the store's drafts and read back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from fsworkbook.cli.frame.settings import settings_path
from fsworkbook.errors import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.store.drafts import Drafts
    from fsworkbook.store.folder import Folder

_TYPES: Final[tuple[tuple[str, Any], ...]] = (("moment", datetime), ("day", date), ("time", time))
"""A datetime is a date too, so it comes first."""
PROMPT: Final = "\x1e"
"""Parts the name of a question from that of its prompt where a line was being typed there."""
FAMILY: Final = "family"
"""Where a draft says of which family's folder it is."""
BY: Final = "by"
"""Where it says by the key of which member of the team."""
_MARK: Final = "\x00"
"""Begins the one key of a table that stands for a day or a time; nobody can type it."""


class KeptDrafts:
    """The drafts that `Conversation` asks for, over `store.drafts.Drafts`.

    Where the family's own folder cannot be written, they are kept in the second place, one's own configuration folder.
    """

    def __init__(self, drafts: Drafts, second: Drafts | None = None, *, of: Mapping[str, str] | None = None) -> None:
        """Take the place for drafts, another for when it cannot be written, and what else is to stand in each."""
        self.drafts = drafts
        self._places = (drafts,) if second is None else (drafts, second)
        self._of = dict(of or {})

    def save(self, name: str, draft: Mapping[str, Any]) -> None:
        """Keep a draft; it is on the disk when this returns.

        Raises:
            StoreTrouble: no disk took it.
        """
        title, ids = str(draft.get("title", "")), draft.get("ids", ())
        data = packed(draft) | self._of
        trouble: StoreTrouble | None = None
        for place in self._places:
            try:
                place.save(name, data, title=title, ids=ids)
            except StoreTrouble as problem:
                trouble = trouble or problem
            else:
                self._forget(name, [other for other in self._places if other is not place])
                return
        if trouble is not None:
            raise trouble

    def load(self, name: str) -> Mapping[str, Any] | None:
        """Return a draft as it was kept last, or None where there is none.

        Raises:
            StoreTrouble: it is damaged.
        """
        found = [draft for place in self._places if (draft := place.load(name)) is not None]
        if not found:
            return None
        last = max(reversed(found), key=lambda draft: draft.saved)
        return {key: value for key, value in unpacked(last.data).items() if key not in self._of}

    def drop(self, name: str) -> None:
        """Let a draft go for good."""
        for place in self._places:
            place.drop(name)

    def set_aside(self, name: str) -> None:
        """Move what cannot be read of a draft out of the way; its file stays, under another name."""
        for place in self._places:
            try:
                place.load(name)
            except StoreTrouble:
                place.set_aside(name)

    def elsewhere(self) -> tuple[Path, ...]:
        """Return the folder where drafts lie that the family's own could not take; none where there is none."""
        return tuple(drafts.folder for drafts in self._places[1:])

    def paper(self, name: str) -> Path | None:
        """Return where an answer may lie while it is open in an editor; None where nothing can be written."""
        for place in self._places:
            with suppress(StoreTrouble):
                return place.paper(name)
        return None

    @staticmethod
    def _forget(name: str, places: Sequence[Drafts]) -> None:
        """Remove what was kept elsewhere before; what cannot be removed is older, and never taken."""
        for place in places:
            with suppress(StoreTrouble, OSError):
                place.forget(name)


def kept_for(desk: Desk, folder: Folder, by: str) -> KeptDrafts:
    """Return the drafts of a family, by a member of its team: in its own folder, else in the configuration folder."""
    from fsworkbook.store.drafts import Drafts  # noqa: PLC0415 - only for conversations

    mine = own_place(desk) / f"{folder.name.casefold()}-{crc32(str(folder.path).encode()):08x}"
    return KeptDrafts(
        Drafts(folder.path / ".git" / "fsworkbook" / "drafts", folder.recorded),
        Drafts(mine, folder.recorded),
        of={FAMILY: str(folder.path), BY: by},
    )


def own_place(desk: Desk) -> Path:
    """Return where drafts lie that are of no family yet, and in folders beside them those of families."""
    return settings_path(desk.env).parent / "drafts"


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
