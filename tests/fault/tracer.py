"""Runs a command with all the processes that it starts, and stops it, or lets a call fail, at any call on files.

Through ptrace and a seccomp filter, with one count over the whole tree of processes, so that "the 97th call that
touches this folder" is the same call again as long as the command does the same again. Linux only.
"""

import ctypes
import errno
import os
import signal
import struct
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tests.fault.calls import ALWAYS, CALLS, WRITES

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_libc.ptrace.restype = ctypes.c_long
_TRACEME, _CONT, _GETREGS, _SETREGS, _OPTIONS, _CALL_INFO = 0, 7, 12, 13, 0x4200, 0x420E
_GETREGSET, _SETREGSET, _PRSTATUS, _SYSTEM_CALL = 0x4204, 0x4205, 1, 0x404
_EVENT_SECCOMP, _WALL = 7, 0x40000000
# fork, vfork, clone, exec, seccomp, and the end of the tracer ends the traced.
_FOLLOW = 0x2 | 0x4 | 0x8 | 0x10 | 0x80 | 0x100000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _TRACE = 0x7FFF0000, 0x7FF00000
_X86_RESULT, _X86_NUMBER = 10, 15
_INFO = struct.Struct("=B3xIQQQ6Q")
_AT_FDCWD = 0xFFFFFF9C
_PATIENCE = 60


class Stop(NamedTuple):
    """One call on the folder: what it is, what it is about, whether it changes anything, and whose it is."""

    name: str
    path: str
    changes: bool
    pid: int


class Ran(NamedTuple):
    """How a command ended (minus the signal), what it said, the calls that it made, and the one that failed."""

    code: int
    out: str
    err: str
    calls: tuple[Stop, ...]
    hit: Stop | None = None


class Fault(NamedTuple):
    """What happens at the call `at` (from 1; among all calls, or those that change something).

    `error` lets that call fail with an errno, and with `lasting` every later one of the same kind on the folder;
    without it, the tree of processes is killed before the call, or, with `alone`, only the program itself.
    """

    at: int
    error: int = 0
    lasting: bool = False
    alone: bool = False


def run(command, folders, *, fault=None, changes=False, **more):
    """Run a command; `folders` are those that count. `changes` counts only the calls that change something."""
    return _Tracer([os.fsencode(place) for place in folders], fault, changes=changes).run(command, **more)


class _Tracer:
    def __init__(self, folders, fault, *, changes):
        self.folders = folders
        self.fault = fault
        self.changes = changes
        self.calls = []
        self.pids = set()
        self.main = 0
        self.hit = None

    def run(self, command, *, env, cwd, stdin="", patience=_PATIENCE):
        import tempfile  # noqa: PLC0415

        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(stdin.encode())
            given.seek(0)
            process = subprocess.Popen(
                command,
                stdin=given,
                stdout=out,
                stderr=err,
                env=env,
                cwd=cwd,
                close_fds=False,
                preexec_fn=_be_traced,  # noqa: PLW1509 - the test has one thread
            )
            self.main = process.pid
            code = self._follow(time.monotonic() + patience)
            process.returncode = code
            said = []
            for stream in (out, err):
                stream.seek(0)
                said.append(stream.read().decode(errors="replace"))
        return Ran(code, *said, tuple(self.calls), self.hit)

    def _follow(self, until):
        code = None
        self.pids = {self.main}
        fresh = True
        while self.pids:
            if time.monotonic() > until:
                self._kill()
            try:
                pid, status = os.waitpid(-1, _WALL)
            except ChildProcessError:
                break
            if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                self.pids.discard(pid)
                if pid == self.main:
                    code = os.waitstatus_to_exitcode(status)
                continue
            self.pids.add(pid)
            if fresh:
                _ptrace(_OPTIONS, pid, data=_FOLLOW)
                fresh = False
            self._stopped(pid, os.WSTOPSIG(status), status >> 16)
        assert code is not None
        return code

    def _stopped(self, pid, number, event):
        if event == _EVENT_SECCOMP:
            self._call(pid)
            number = 0
        elif event or number in {signal.SIGTRAP, signal.SIGSTOP}:
            number = 0  # a process began, or another program in it
        with suppress(ProcessLookupError):
            _ptrace(_CONT, pid, data=number)

    def _call(self, pid):
        buffer = ctypes.create_string_buffer(128)
        try:
            _ptrace(_CALL_INFO, pid, address=len(buffer), data=ctypes.addressof(buffer))
            stop = self._stop(pid, _INFO.unpack_from(buffer))
        except (ProcessLookupError, FileNotFoundError):
            return
        if stop is None or (self.changes and not stop.changes):
            return
        self.calls.append(stop)
        fault = self.fault
        if fault is None:
            return
        if fault.error:
            self._fail(pid, stop, fault)
        elif len(self.calls) == fault.at:
            if fault.alone:
                os.kill(self.main, signal.SIGKILL)
            else:
                self._kill()

    def _fail(self, pid, stop, fault):
        """Let a call fail: the one, and, where it lasts, all that are like it."""
        if len(self.calls) == fault.at:
            self.hit = stop
        elif not (fault.lasting and self.hit is not None and _alike(stop, self.hit)):
            return
        _answer(pid, -fault.error)

    def _stop(self, pid, info):
        number, args = info[4], info[5:]
        call = CALLS[number]
        if call.place is not None:
            paths = [_link(pid, args[call.place])]
        else:
            paths = [_path(pid, args[call.path], None if call.folder is None else args[call.folder])]
            if call.other is not None:
                paths.append(
                    _path(pid, args[call.other], None if call.other_folder is None else args[call.other_folder])
                )
        inside = [
            path for path in paths if any(path == place or path.startswith(place + b"/") for place in self.folders)
        ]
        if not inside:
            return None
        flags = args[2] if call.name == "openat" else args[1] if call.name == "open" else 0
        return Stop(call.name, os.fsdecode(inside[-1]), call.name in ALWAYS or bool(flags & WRITES), pid)

    def _kill(self):
        for pid in tuple(self.pids):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _alike(one, other):
    """Return whether a disk that refuses `other` refuses `one` as well: a full one lets files be opened and removed."""
    if other.name in {"write", "writev", "pwrite64"}:
        return one.name in {"write", "writev", "pwrite64"}
    return one.name == other.name and one.changes == other.changes


def _be_traced():
    """In the child: hand itself to its parent, and name the calls that stop it."""
    _ptrace(_TRACEME, 0)
    _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    numbers = sorted(CALLS)
    # Load the call's number; jump to the last line where it is one of ours, else let it go.
    lines = [struct.pack("=HBBI", 0x20, 0, 0, 0)]
    lines += [struct.pack("=HBBI", 0x15, len(numbers) - at, 0, number) for at, number in enumerate(numbers)]
    lines += [struct.pack("=HBBI", 0x06, 0, 0, _ALLOW), struct.pack("=HBBI", 0x06, 0, 0, _TRACE)]
    program = ctypes.create_string_buffer(b"".join(lines))
    head = ctypes.create_string_buffer(struct.pack("@HxxxxxxQ", len(lines), ctypes.addressof(program)))
    # Until the tracer follows, such calls fail; nothing but execve comes before that.
    if _libc.prctl(_SECCOMP, _FILTER, ctypes.c_void_p(ctypes.addressof(head)), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


def _ptrace(request, pid, address=0, data=0):
    result = _libc.ptrace(request, pid, address, data)
    if result == -1 and ctypes.get_errno():
        number = ctypes.get_errno()
        ctypes.set_errno(0)
        if number == errno.ESRCH:
            raise ProcessLookupError(pid)
        raise OSError(number, os.strerror(number))
    return result


def _answer(pid, value):
    """Skip the call that a process has begun, and give it `value` as its result."""
    if os.uname().machine == "x86_64":
        registers = (ctypes.c_longlong * 27)()
        _ptrace(_GETREGS, pid, data=ctypes.addressof(registers))
        registers[_X86_NUMBER], registers[_X86_RESULT] = -1, value
        _ptrace(_SETREGS, pid, data=ctypes.addressof(registers))
        return
    none = ctypes.c_int(-1)
    part = (ctypes.c_void_p * 2)(ctypes.addressof(none), ctypes.sizeof(none))
    _ptrace(_SETREGSET, pid, address=_SYSTEM_CALL, data=ctypes.addressof(part))
    registers = (ctypes.c_longlong * 34)()
    part = (ctypes.c_void_p * 2)(ctypes.addressof(registers), ctypes.sizeof(registers))
    _ptrace(_GETREGSET, pid, address=_PRSTATUS, data=ctypes.addressof(part))
    registers[0] = value
    _ptrace(_SETREGSET, pid, address=_PRSTATUS, data=ctypes.addressof(part))


def _link(pid, number):
    """Return what a descriptor of a process stands for; nothing where it is no file."""
    try:
        return os.readlink(b"/proc/%d/fd/%d" % (pid, number & 0xFFFFFFFF)).removesuffix(b" (deleted)")  # noqa: PTH115 - bytes
    except OSError:
        return b""


def _path(pid, address, folder):
    """Return the path that stands at an address of a process, from the folder that it is relative to."""
    if not address:
        return _link(pid, folder) if folder is not None else b""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        memory.seek(address)
        text = b""
        while b"\0" not in text and len(text) < 4096:
            more = memory.read(min(256, 4096 - address % 4096 if not text else 256))
            address += len(more)
            text += more
    path = text.partition(b"\0")[0]
    if not path.startswith(b"/"):
        base = (
            os.readlink(b"/proc/%d/cwd" % pid)  # noqa: PTH115 - bytes
            if folder is None or folder & 0xFFFFFFFF == _AT_FDCWD
            else _link(pid, folder)
        )
        path = os.path.join(base, path)  # noqa: PTH118 - bytes
    return os.path.normpath(path)
