"""A practice model's folder, and the reading of one of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from fsworkbook.errors import BadInput
from fsworkbook.practice.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


class Reader:
    """Reads the files of one model; each part raises BadInput, listing every defect of its file, when first read."""

    def __init__(self, folder: Path) -> None:
        """Take the model's folder; nothing is read yet."""
        self.folder = folder

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.folder.name!r})"

    def _read(self, file: str, part: Callable[[Page], T | None]) -> T:
        page = Page(self.folder, file)
        made = part(page)
        page.close()
        if made is None:  # pragma: no cover - a part that could not be made has said why
            raise BadInput(f"{file} could not be read.")
        return made
