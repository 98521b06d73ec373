"""Run the program as a user does, in a process of its own; on POSIX that process is forked from one that is loaded.

Most of a short command's time goes into starting Python and importing: a test suite of thousands of commands pays it
thousands of times. So a mother process imports the program once, runs nothing, and forks for each command: what
the command then does, reads, writes and leaves behind is what it would in a fresh interpreter. `make torture` and
machines without fork start a fresh one each time, and so do the tests of start-up.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, "-c", "from fsworkbook.cli.main import main; main()"]
"""The program as a fresh Python would start it, wherever it is installed."""
LOADED = (
    "ctypes",
    "dateutil.easter",
    "git",
    "holidays.countries",
    "prompt_toolkit.input.vt100",
    "questionary",
    "rich.console",
    "tomllib",
    "tomlkit",
    "typer",
    "typst",
    "zoneinfo",
)
"""What the mother imports besides the whole program: none of it does anything by being imported."""
_FORKS = hasattr(os, "fork") and not os.environ.get("FSWORKBOOK_TORTURE")
_INDIFFERENT = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONUNBUFFERED"}
"""What Python is told of in its environment that makes no difference to a process that is forked."""


def run(words, *, env, cwd, stdin="", program="fsworkbook"):
    """Run `fsworkbook` with some words, and nothing of this process's environment; returns the finished process.

    Output is text, in UTF-8. `program` is what it takes itself to be called.
    """
    words = [str(word) for word in words]
    if _FORKS and not _of_its_own(env):
        done = _forked([program, *words], env, cwd, stdin.encode("utf-8"))
    else:
        command = [shutil.which("fsworkbook", path=str(Path(sys.executable).parent)), *words]
        done = subprocess.run(command, input=stdin.encode("utf-8"), env=env, cwd=cwd, capture_output=True, check=False)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def python(command, *, env, cwd, stdin=b""):
    """Run a command that begins with this Python, as `subprocess.run` would; returns the finished process, in bytes.

    `command` goes on with `-c` and a program, with `-m` and a module, or with a file, and what they are told.
    """
    command = [str(word) for word in command]
    if forks(command, env):
        return _forked(command, env, cwd, stdin)
    return subprocess.run(command, input=stdin, env=env, cwd=cwd, capture_output=True, check=False)


def forks(command, env):
    """Return whether a command is one that a forked process can be, in an environment."""
    return _FORKS and command[0] == sys.executable and not _of_its_own(env)


def _of_its_own(env):
    """Return whether an environment tells Python itself something, so that it must be a fresh one."""
    told = {key for key in env if key.startswith("PYTHON")} - _INDIFFERENT
    letters = str(env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "C").lower().replace("-", "")
    return bool(told) or not (letters in {"c", "posix"} or letters.endswith("utf8"))


def _forked(words, env, cwd, stdin):
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        code = Child(words, env, cwd, (given.fileno(), out.fileno(), err.fileno())).wait()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(words, code, out.read(), err.read())


class Child:
    """A process that the mother forked: `pid`, and `returncode` once it has ended (minus the signal that ended it)."""

    def __init__(self, words, env, cwd, files, *, terminal=False):
        self.returncode = None
        self.line, hers = socket.socketpair()
        with hers:
            order = [words, {str(key): str(value) for key, value in env.items()}, str(cwd), terminal]
            _mother().order(order, [*files, hers.fileno()])
        self.pid = self._number()

    def wait(self, patience=None):
        """Wait for its end, for so many seconds; returns its exit code, or None where it goes on."""
        if self.returncode is None:
            self.line.settimeout(patience)
            with suppress(TimeoutError, BlockingIOError):
                self.returncode = self._number()
                self.line.close()
        return self.returncode

    def _number(self):
        data = self.line.recv(8, socket.MSG_WAITALL)
        if len(data) < 8:
            raise EOFError("The mother of the tests’ processes has ended.")
        return int.from_bytes(data, "big", signed=True)


def on_terminal(command, *, env, cwd, dimensions):
    """Begin a command on a terminal of its own, of so many rows and columns; returns what pexpect calls a child."""
    if forks(command, env):
        from tests.terminals import Forked  # noqa: PLC0415 - where there is no fork, there are none of these either

        return Forked(command, env, cwd, dimensions)
    import pexpect  # noqa: PLC0415 - the mother runs no terminal

    return pexpect.spawn(command[0], command[1:], env=env, dimensions=dimensions, cwd=cwd, timeout=20)


class Mother:
    """The process that is loaded, and the line to it."""

    def __init__(self):
        mine, hers = socket.socketpair()
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("FSWORKBOOK", "COV", "PYTEST"))}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.running", str(hers.fileno())], pass_fds=[hers.fileno()], cwd=ROOT, env=clean
        )
        hers.close()
        self.line = mine
        self.owner = os.getpid()
        self.one = threading.Lock()
        atexit.register(self.end)

    def order(self, order, files):
        """Have a child run a command with three files for what it reads and says, and a line on which she tells."""
        order = json.dumps(order).encode("utf-8")
        with self.one:
            socket.send_fds(self.line, [len(order).to_bytes(8, "big")], files)
            self.line.sendall(order)

    def end(self):
        """Let the mother end, which does when nobody is on the line."""
        if os.getpid() == self.owner:
            self.line.close()
            self.process.wait()


_mothers = {}


def _mother():
    """Return this process's own mother; a fork of a test has another."""
    if os.getpid() not in _mothers:
        _mothers[os.getpid()] = Mother()
    return _mothers[os.getpid()]


# In the mother, and in her children


def _serve(line):
    """Fork for each command until nobody is on the line, and tell each one's end to whoever wants to know it."""
    ended, rung = socket.socketpair()
    rung.setblocking(False)
    signal.set_wakeup_fd(rung.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    selector = selectors.DefaultSelector()
    selector.register(line, selectors.EVENT_READ)
    selector.register(ended, selectors.EVENT_READ)
    running = {}
    while True:
        for key, _ in selector.select():
            if key.fileobj is ended:
                ended.recv(4096)
                _bury(running)
            elif not _born(line, running):
                return


def _born(line, running):
    """Fork for one command; returns False where nobody is on the line any more."""
    head, files, _, _ = socket.recv_fds(line, 8, 4)
    if not head:
        return False
    head += line.recv(8 - len(head), socket.MSG_WAITALL) if len(head) < 8 else b""
    order = json.loads(line.recv(int.from_bytes(head, "big"), socket.MSG_WAITALL))
    *files, teller = files
    child = os.fork()
    if child == 0:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _become(order, files)
    for file in files:
        os.close(file)
    running[child] = socket.socket(fileno=teller)
    running[child].sendall(child.to_bytes(8, "big", signed=True))
    return True


def _bury(running):
    """Tell the end of every child that has ended."""
    for child in [*running]:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            with suppress(OSError), running.pop(child) as teller:  # nobody need want to know it
                teller.sendall(os.waitstatus_to_exitcode(status).to_bytes(8, "big", signed=True))


def _become(order, files):
    """Be the command: its words, environment, folder and files; never returns."""
    words, env, cwd, terminal = order
    for place, file in enumerate(files):
        os.dup2(file, place)
    os.closerange(3, _HIGHEST)
    if terminal:
        _sit_down()
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    if hasattr(time, "tzset"):
        time.tzset()
    code = 1
    try:
        _execute(words)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:  # noqa: BLE001 - as the interpreter does at its end
        sys.excepthook(*sys.exc_info())
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                code = code or 120
        os._exit(code)


def _sit_down():
    """Take the terminal that stands ready as one's own, and read and write as Python does at one."""
    import fcntl  # noqa: PLC0415 - nowhere but where there are terminals
    import termios  # noqa: PLC0415 - likewise

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process lives
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - likewise
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - likewise


def _execute(words):
    """Do what Python would that is started with some words."""
    program, *rest = words
    sys.argv = words
    if program != sys.executable:
        importlib.import_module("fsworkbook.cli.main").main()
    elif rest[0] == "-c":
        sys.argv = ["-c", *rest[2:]]
        exec(compile(rest[1], "<string>", "exec"), {"__name__": "__main__"})  # noqa: S102 - a test’s own program
    elif rest[0] == "-m":
        sys.argv = rest[1:]
        runpy.run_module(rest[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = rest
        sys.path[0] = str(Path(rest[0]).parent)
        runpy.run_path(rest[0], run_name="__main__")


_HIGHEST = 256
"""No file of the mother’s has a higher number."""


def _load():
    program = importlib.import_module("fsworkbook")
    ours = (found.name for found in pkgutil.walk_packages(program.__path__, "fsworkbook."))
    for name in (*LOADED, *ours):
        if not name.endswith("__main__"):
            importlib.import_module(name)
    parsed = importlib.import_module("tests.parsed")
    parsed.remember()
    parsed.warm()
    gc.freeze()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _load()
    _serve(socket.socket(fileno=int(sys.argv[1])))
