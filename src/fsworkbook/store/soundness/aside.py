"""Where a mend keeps what it replaces: `.git/fsworkbook/aside/<time>/`, for the folder's owner, never in a commit."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from fsworkbook.store import files

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


class Aside:
    """A place of its own for one run of `doctor --mend`; made when something is put there."""

    def __init__(self, root: Path, now: datetime) -> None:
        self.root = root
        self.stamp = f"{now:%Y-%m-%dT%H-%M-%SZ}"
        self.place = root / ".git" / "fsworkbook" / "aside" / self.stamp

    @property
    def shown(self) -> str:
        """The place as it is told: from the family's folder."""
        return self.place.relative_to(self.root).as_posix()

    def move(self, path: Path) -> None:
        """Move a file or a folder of the family's folder aside; nothing happens where it is gone already.

        Of a link, a pipe or a device only a note is kept, of what it was: nothing that leads elsewhere may lie there.

        Raises:
            StoreTrouble: the disk refused; it is where it was.
        """
        if not path.exists() and not path.is_symlink():
            return
        try:
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                kind = f"a link to {os.fsencode(path.readlink())!r}" if path.is_symlink() else "no plain file"
                self._free(path).write_text(f"{path.name} was {kind}.\n", encoding="utf-8")
                path.unlink()
            else:
                path.rename(self._free(path))
            files.sync_folder(path.parent)
        except OSError as problem:
            raise files.trouble(path, problem) from None

    def copy(self, path: Path) -> None:
        """Keep a copy of a file of the family's folder; nothing happens where there is none.

        Raises:
            StoreTrouble: the disk refused.
        """
        if not path.is_file() or path.is_symlink():
            return
        try:
            shutil.copy2(path, self._free(path))
        except OSError as problem:
            raise files.trouble(path, problem) from None

    def _free(self, path: Path) -> Path:
        """Return where `path` goes: as it lies in the folder, under a name that is not taken."""
        inner = path.relative_to(self.root)
        parts = ["git" if part == ".git" else part for part in inner.parts]
        private = self.root / ".git" / "fsworkbook"
        private.mkdir(mode=0o700, exist_ok=True)
        target = self.place.joinpath(*parts)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = 1
        while target.exists() or target.is_symlink():
            number += 1
            target = target.with_name(f"{parts[-1]}.{number}")
        return target
