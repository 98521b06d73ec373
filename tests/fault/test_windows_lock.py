"""The lock's Windows branch, over an msvcrt of our own that locks as Windows does: one byte, for one handle."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from fsworkbook.store import lock


class Bytes(ModuleType):
    """msvcrt.locking: a byte at the file's position belongs to one descriptor until it lets go."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self):
        super().__init__("msvcrt")
        self.held = {}

    def locking(self, handle, mode, count):
        assert count == 1
        key = (os.fstat(handle).st_ino, os.lseek(handle, 0, os.SEEK_CUR))
        if mode == self.LK_UNLCK:
            if self.held.pop(key, None) != handle:
                raise PermissionError(13, "not locked by this handle")
        elif key in self.held:
            raise OSError(36, "Resource deadlock avoided")
        else:
            self.held[key] = handle


@pytest.fixture
def windows(monkeypatch):
    """The module as Windows would load it."""
    system = Bytes()
    monkeypatch.setitem(sys.modules, "msvcrt", system)
    monkeypatch.setattr(sys, "platform", "win32")
    spec = importlib.util.spec_from_file_location("lock_on_windows", Path(lock.__file__))
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "lock_on_windows", module)
    spec.loader.exec_module(module)
    monkeypatch.undo()
    return module, system


def test_one_holds_it_and_another_waits_and_gives_up(windows, tmp_path):
    module, system = windows
    told = []
    with module.held(tmp_path / "lock") as first:
        assert first.cut_off is None
        assert (tmp_path / "lock").stat().st_size > 0
        with pytest.raises(module.Busy), module.held(tmp_path / "lock", lambda: told.append(1), patience=0.7):
            pass
    assert told == [1]
    assert system.held == {}
    assert (tmp_path / "lock").stat().st_size == 0
    with module.held(tmp_path / "lock", patience=0) as again:
        assert again.cut_off is None


def test_the_mark_of_one_that_died_can_be_read_while_another_holds_the_lock(windows, tmp_path):
    """What Windows locks cannot be read by others: so the byte that is locked lies far behind the mark."""
    module, system = windows
    (tmp_path / "lock").write_bytes(b"at work")
    with module.held(tmp_path / "lock") as held:
        assert held.cut_off is not None
        ((_, place),) = system.held
        assert place > (tmp_path / "lock").stat().st_size
