"""What flows to and from a git command while it runs: a long input piece by piece, and its progress."""

from __future__ import annotations

import os
import re
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable

    Progress = Callable[[str, int], None]
    """Told a stage in git's words, and how many per cent of it are done."""

_PROGRESS: Final = re.compile(r"([A-Z][a-z]+ing [a-z]+): +([0-9]{1,3})%")
_SAID: Final = 16384
"""How many bytes of the last that it said are enough to find its reason in."""


def poured(process: subprocess.Popen[bytes], feed: Iterable[bytes]) -> tuple[bytes, bytes]:
    """Feed a git command piece by piece while what it says is read; return its output and its complaints."""
    taken: dict[str, bytes] = {}
    streams = {"output": process.stdout, "said": process.stderr}
    readers = [
        threading.Thread(target=lambda name=name, stream=stream: taken.update({name: stream.read()}))
        for name, stream in streams.items()
        if stream is not None
    ]
    for reader in readers:
        reader.start()
    if process.stdin is not None:
        with suppress(BrokenPipeError):  # it failed, and says why
            for piece in feed:
                process.stdin.write(piece)
        with suppress(BrokenPipeError):
            process.stdin.close()
    for reader in readers:
        reader.join()
    process.wait()
    return taken.get("output", b""), taken.get("said", b"")


def followed(process: subprocess.Popen[bytes], on_progress: Progress | None) -> tuple[bytes, str]:
    """Read what a git command prints, telling of its progress, until it ends; return its output and its complaints."""
    taken: list[bytes] = []
    reader = threading.Thread(target=lambda: taken.append(process.stdout.read() if process.stdout else b""))
    reader.start()
    said = b""
    while process.stderr is not None and (piece := os.read(process.stderr.fileno(), 4096)):
        said = (said + piece)[-_SAID:]
        if on_progress is not None and (stages := _PROGRESS.findall(piece.decode("utf-8", errors="replace"))):
            on_progress(stages[-1][0], min(int(stages[-1][1]), 100))
    reader.join()
    process.wait()
    return b"".join(taken), said.decode("utf-8", errors="replace")
