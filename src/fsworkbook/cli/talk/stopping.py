"""What happens when somebody, or the system, stops a conversation: what is being typed is kept, and then it ends."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from fsworkbook.cli.talk.asking import Asker

# A closed lid or window sends SIGHUP, a shutdown SIGTERM; Windows knows only the second, and SIGBREAK.
_NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def stops_kept(asker: Asker) -> Iterator[None]:
    """Within this, SIGTERM and SIGHUP keep what is being typed and then end the conversation as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        asker.flush()
        _leave()

    signals = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = [(number, signal.signal(number, stop)) for number in signals]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)


def _leave() -> None:
    """End the prompt that is open, so that the terminal is put right; without one, end what runs."""
    from prompt_toolkit.application import get_app_or_none  # noqa: PLC0415 - a conversation has it already

    application = get_app_or_none()
    loop = application.loop if application is not None else None
    if application is None or loop is None or not application.is_running:
        raise KeyboardInterrupt
    open_one = application

    def leave() -> None:
        if open_one.is_running and not open_one.is_done:
            open_one.exit(exception=KeyboardInterrupt())

    loop.call_soon_threadsafe(leave)
