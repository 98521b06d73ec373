"""A long answer in one's own editor; what is saved there is kept as one goes."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fsworkbook.cli.frame.desk import Desk

_LOOK: Final = 0.5
_PATIENCE: Final = 2.0
_PARTED: Final = "\n\n"


class Edited(NamedTuple):
    """What became of a text in the editor, and what the practitioner should know about it ("" where all went well)."""

    text: str
    remark: str = ""


def edit(desk: Desk, text: str, keep: Callable[[str], object] | None = None, paper: Path | None = None) -> Edited:
    """Open `text` in the editor and return what it became; nothing that stood there is lost by an editor that fails.

    While the editor is open, what is saved in it is handed to `keep` every half second, so that a killed terminal
    loses nothing that was saved.

    Args:
        desk: whose editor it is.
        text: what stands there already.
        keep: keeps what was saved.
        paper: the file that is edited, where it outlives the program; a temporary one where it is None.

    Raises:
        BadInput: there is no editor, or it could not be started.
    """
    command = chosen(desk)
    folder = None if paper is not None else Path(tempfile.mkdtemp(prefix="fsworkbook-"))  # mkdtemp lets nobody else in
    path = paper if paper is not None else Path(folder or "") / "answer.md"
    over = False
    try:
        _lay(path, text)
        code, over = _run([*command, str(path)], path, text, keep), True
    except OSError as error:
        over = True
        raise BadInput(f"the editor {command[0]} could not be used: {error.strerror}. Write here.") from None
    finally:
        written = read_paper(path)
        if keep is not None and written.strip() and written != text:
            keep(written)
        if over:
            clear_paper(path)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
    return _settled(command[0], text, written, code)


def read_paper(path: Path) -> str:
    """Return the text of a file that was open in an editor, or what the editor rescued of it; "" for none."""
    places = [place for place in (path, path.with_name(f"{path.name}.save")) if place.is_file()]
    texts = [text for place in sorted(places, key=_age) if (text := _read(place, "")).strip()]
    return texts[0] if texts else ""


def clear_paper(path: Path) -> None:
    """Remove a file that was open in an editor, and the copies that editors leave beside it."""
    for place in (path, *(path.with_name(f"{path.name}{ending}") for ending in (".save", "~", ".bak"))):
        with suppress(OSError):
            place.unlink()


def _lay(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text.encode("utf-8", errors="replace"))


def _settled(editor: str, text: str, written: str, code: int) -> Edited:
    """Return which text holds: what the editor left, unless that would lose what stood there."""
    failed = f"The editor {editor} ended with an error ({code})."
    if not written.strip():
        if not text.strip():
            return Edited("", failed if code else "")
        return Edited(text, f"{failed if code else f'The editor {editor} left nothing.'} What stood here is as it was.")
    if code == 0:
        return Edited(written)
    if written == text:
        return Edited(text, f"{failed} What stood here is as it was.")
    if text in written:
        return Edited(written, f"{failed} What it had saved is here.")
    return Edited(f"{text}{_PARTED}{written}", f"{failed} What stood here comes first, what it had saved after it.")


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
    with _interrupts_are_the_editors():
        process = subprocess.Popen(command)  # noqa: S603 - the user's own editor
        last = text
        try:
            while True:
                try:
                    return process.wait(_LOOK)
                except subprocess.TimeoutExpired:
                    now = _read(path, last)
                    if keep is not None and now != last and now.strip():
                        keep(now)
                    last = now
        except BaseException:
            _close(process)
            raise


def _close(process: subprocess.Popen[bytes]) -> None:
    """Let an editor close as it does when its window goes: many save what was not saved yet."""
    with suppress(OSError, subprocess.TimeoutExpired):
        process.send_signal(getattr(signal, "SIGHUP", signal.SIGTERM))
        process.wait(_PATIENCE)
    if process.poll() is None:
        process.returncode = 0  # it goes on by itself; its file stays, and is taken up with the answer


def _age(path: Path) -> float:
    return -path.stat().st_mtime


def _read(path: Path, otherwise: str) -> str:
    """Return the file's text, in whatever letters the editor wrote it; `otherwise` where it cannot be read just now."""
    try:
        data = path.read_bytes()
    except OSError:
        return otherwise
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").rstrip("\n")


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Leave Ctrl-C to the editor while it is open: heard here without effect, as an editor would inherit deafness."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
