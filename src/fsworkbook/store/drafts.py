"""Unfinished conversations: saved as they go, outside the commits, for their owner alone (design.md section 8)."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_ENDING: Final = ".json"
_PAPER: Final = ".md"
_ROOM: Final = ".room"
_SIZE: Final = 1 << 17


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished conversation.

    Attributes:
        name: by which it is saved and taken up again.
        title: what a list shows: kind, keys and date, never a typed word.
        saved: when it was last saved, in UTC.
        data: what was given to `save`.
        ids: ids of the records that it will become; once one of them is recorded, the draft is finished.
    """

    name: str
    title: str
    saved: datetime
    data: Mapping[str, Any]
    ids: tuple[str, ...] = ()


class Drafts:
    """The drafts in one folder, a family's `.git/fsworkbook/drafts` or any other.

    A finished draft never comes back: not after `drop`, though a timer saves once more, and not after a crash
    between the recording and the drop, because its ids tell.
    """

    def __init__(self, folder: Path, recorded: Callable[[str], bool] | None = None) -> None:
        """Take the folder (made when it is needed), and what tells whether an id is recorded (`Folder.has`)."""
        self.folder = folder
        self._recorded = recorded or (lambda _: False)
        self._dropped: set[str] = set()

    def save(
        self,
        name: str,
        data: Mapping[str, Any],
        *,
        title: str = "",
        ids: Sequence[str] = (),
        now: datetime | None = None,
    ) -> None:
        """Save a draft whole, over the one of the same name; nothing happens once `name` was dropped here.

        Raises:
            BadInput: the name is no plain word, or `data` holds what JSON cannot.
            StoreTrouble: the disk did not take it; the draft saved before is still there.
        """
        place = self._place(name)
        if name in self._dropped:
            return
        saved = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
        table = {"title": title, "saved": saved.isoformat(), "ids": list(ids), "data": dict(data)}
        try:
            # ASCII only, so that even half a character pair, pasted by accident, is kept.
            text = json.dumps(table, ensure_ascii=True, indent=1)
        except (TypeError, ValueError):
            raise BadInput(f"The draft `{name}` holds something that cannot be saved.") from None
        self._make()
        try:
            files.put(place, text.encode(), self.folder, files.PRIVATE)
        except StoreTrouble:
            if not self._give_room():
                raise
            files.put(place, text.encode(), self.folder, files.PRIVATE)
        else:
            self._take_room()

    def load(self, name: str) -> Draft | None:
        """Return the draft of that name, or None where there is none or it is finished.

        Raises:
            BadInput: the name is no plain word.
            StoreTrouble: its file is damaged; it is left as it is.
        """
        try:
            data = files.take(self._place(name))
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise StoreTrouble(f"The draft `{name}` cannot be read ({files.reason(problem)}).") from None
        draft = _decoded(name, data)
        if draft is None:
            raise StoreTrouble(
                f"The draft `{name}` is damaged and is left as it is; what can be read of it is in {name}{_ENDING}."
            )
        if any(self._recorded(record) for record in draft.ids):
            self.drop(name)
            return None
        return draft

    def list(self) -> tuple[Draft, ...]:
        """Return the drafts that can be taken up again, the last saved first; damaged ones are in `damaged`."""
        found = [draft for name in self._names() if (draft := self._loaded(name)) is not None]
        return tuple(sorted(found, key=lambda draft: (draft.saved, draft.name), reverse=True))

    def damaged(self) -> tuple[str, ...]:
        """Return the names of drafts whose files cannot be read; their files are left as they are."""
        return tuple(name for name in self._names() if self._is_damaged(name))

    def drop(self, name: str) -> None:
        """Remove a draft for good, if it is there; saving it again through this object does nothing.

        Raises:
            BadInput: the name is no plain word.
            StoreTrouble: its file cannot be removed.
        """
        self._dropped.add(name)
        place = self._place(name)
        if place.exists():
            files.drop(place)
        if place.parent.is_dir() and not self._names():
            self._give_room()

    def forget(self, name: str) -> None:
        """Remove a draft that is kept elsewhere by now, if it is there; it may be saved here again.

        Raises:
            BadInput: the name is no plain word.
            StoreTrouble: its file cannot be removed.
        """
        place = self._place(name)
        if place.exists():
            files.drop(place)

    def set_aside(self, name: str) -> Path:
        """Move a damaged draft out of the way, and return where it lies now.

        Raises:
            StoreTrouble: it cannot be moved.
        """
        place = self._place(name)
        aside = place.with_name(f"{place.name}.{int(datetime.now(UTC).timestamp())}.damaged")
        try:
            place.replace(aside)
        except OSError as problem:
            raise files.trouble(place, problem) from None
        return aside

    def paper(self, name: str) -> Path:
        """Return where the answer that is being written in an editor lies, for its owner alone; the folder is made.

        Raises:
            BadInput: the name is no plain word.
            StoreTrouble: nothing can be written there.
        """
        place = self._place(name).with_suffix(_PAPER)
        self._make()
        if not os.access(self.folder, os.W_OK):
            raise StoreTrouble("You may not write there. Ask whoever looks after the folder.")
        return place

    def _make(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as problem:
            raise files.trouble(self.folder, problem) from None

    @property
    def _room(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}{_ROOM}")

    def _take_room(self) -> None:
        """Hold some room on the disk, so that what is typed can still be kept when others have filled it."""
        place = self._room
        if place.exists():
            return
        with suppress(OSError):
            place.write_bytes(os.urandom(_SIZE))  # what is all noughts takes no room on some disks

    def _give_room(self) -> bool:
        """Let go of the room that was held; whether there was any."""
        try:
            self._room.unlink()
        except OSError:
            return False
        return True

    def _is_damaged(self, name: str) -> bool:
        try:
            return _decoded(name, files.take(self._place(name))) is None
        except OSError:
            return True

    def _loaded(self, name: str) -> Draft | None:
        try:
            return self.load(name)
        except StoreTrouble:
            return None

    def _names(self) -> tuple[str, ...]:
        names = sorted(path.name.removesuffix(_ENDING) for path in self.folder.glob(f"*{_ENDING}"))
        return tuple(name for name in names if _NAME.fullmatch(name))

    def _place(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise BadInput("A draft's name must be one word of lower-case letters, figures, dots and dashes.")
        return self.folder / f"{name}{_ENDING}"


def _decoded(name: str, data: bytes) -> Draft | None:
    """Return the draft in a file, or None where the file is damaged."""
    try:
        table = json.loads(data)
        saved = datetime.fromisoformat(table["saved"])
        return Draft(name, str(table["title"]), saved, dict(table["data"]), tuple(table["ids"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
