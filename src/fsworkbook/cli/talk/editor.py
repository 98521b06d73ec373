"""A long answer in one's own editor; what is saved there is kept as one goes."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fsworkbook.cli.frame.desk import Desk

_LOOK: Final = 0.5


def edit(desk: Desk, text: str, keep: Callable[[str], object] | None = None) -> str:
    """Open `text` in the editor and return what it became.

    While the editor is open, what is saved in it is handed to `keep` every half second, so that a killed terminal
    loses nothing that was saved.

    Raises:
        BadInput: there is no editor, or it failed; what was saved in it was handed to `keep`.
    """
    command = chosen(desk)
    folder = Path(tempfile.mkdtemp(prefix="fsworkbook-"))  # mkdtemp lets nobody else in
    path = folder / "answer.md"
    try:
        path.write_text(text, encoding="utf-8")
        code = _run([*command, str(path)], path, text, keep)
        written = _read(path, text)
        if keep is not None and written != text:
            keep(written)
    except OSError as error:
        raise BadInput(f"the editor {command[0]} could not be used: {error.strerror}. Write here.") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if code != 0:
        if written != text:
            return written
        raise BadInput(f"the editor {command[0]} ended with an error ({code}). What stood here is as it was.")
    return written


def chosen(desk: Desk) -> list[str]:
    """Return the command of the editor that long answers open in, and its options.

    Raises:
        BadInput: none is named, and none was found.
    """
    for value in (desk.env.get("VISUAL"), desk.env.get("EDITOR"), desk.settings.editor):
        if value and value.strip():
            return _split(value)
    for name in ("notepad",) if os.name == "nt" else ("nano", "vi"):
        if shutil.which(name):
            return [name]
    raise BadInput("no editor was found. Write here, or name one in EDITOR.")


def _split(value: str) -> list[str]:
    """Return an editor's command and its options; a Windows path keeps its backslashes and its spaces."""
    if Path(value).exists():
        return [value]
    return [part.strip('"') for part in shlex.split(value, posix=os.name != "nt")]


def _run(command: list[str], path: Path, text: str, keep: Callable[[str], object] | None) -> int:
    with _interrupts_are_the_editors(), subprocess.Popen(command) as process:  # noqa: S603 - the user's own editor
        last = text
        while True:
            try:
                return process.wait(_LOOK)
            except subprocess.TimeoutExpired:
                now = _read(path, last)
                if keep is not None and now != last:
                    keep(now)
                last = now


def _read(path: Path, otherwise: str) -> str:
    """Return the file's text; what stood there before, while an editor is half way through writing it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return otherwise
    return text.replace("\r\n", "\n").rstrip("\n")


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Leave Ctrl-C to the editor while it is open."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
