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
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOADED = (
    "fsworkbook.cli.main",
    "fsworkbook.cli.frame.recording",
    "fsworkbook.cli.frame.taking",
    "fsworkbook.cli.frame.source",
    "fsworkbook.cli.quality.vetting",
    "fsworkbook.practice.checking",
    "fsworkbook.store.folder",
    "fsworkbook.store.recording",
    "fsworkbook.store.index",
    "fsworkbook.workbook.coverage",
    "fsworkbook.workbook.forms.catalogue",
    "fsworkbook.workbook.disclosure.edition",
    "fsworkbook.report.assessment",
    "fsworkbook.report.markdown",
    "fsworkbook.report.pdf",
    "holidays",
    "rich.console",
    "tomllib",
    "tomlkit",
    "typer",
    "typst",
    "zoneinfo",
)
"""What the mother imports: none of it does anything by being imported."""


def run(words, *, env, cwd, stdin="", program="fsworkbook"):
    """Run `fsworkbook` with some words, and nothing of this process's environment; returns the finished process.

    Output is text, in UTF-8. `program` is what it takes itself to be called.
    """
    words = [str(word) for word in words]
    if not hasattr(os, "fork") or os.environ.get("FSWORKBOOK_TORTURE") or "PYTHONHASHSEED" in env:
        command = [shutil.which("fsworkbook", path=str(Path(sys.executable).parent)), *words]
        return subprocess.run(
            command, input=stdin, env=env, cwd=cwd, capture_output=True, encoding="utf-8", check=False
        )
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin.encode("utf-8"))
        given.seek(0)
        code = _mother().fork([program, *words], {str(k): str(v) for k, v in env.items()}, str(cwd), (given, out, err))
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8"))
    return subprocess.CompletedProcess([program, *words], code, *texts)


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
        atexit.register(self.end)

    def fork(self, words, env, cwd, files):
        """Have a child run a command with three files for what it reads and says; returns its exit code."""
        order = json.dumps([words, env, cwd]).encode("utf-8")
        socket.send_fds(self.line, [len(order).to_bytes(8, "big")], [file.fileno() for file in files])
        self.line.sendall(order)
        return int.from_bytes(_exactly(self.line, 8), "big", signed=True)

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


def _exactly(line, size):
    data = b""
    while len(data) < size:
        part = line.recv(size - len(data))
        if not part:
            raise EOFError
        data += part
    return data


# In the mother, and in her children


def _serve(line):
    """Fork for each command until nobody is on the line."""
    while True:
        head, files, _, _ = socket.recv_fds(line, 8, 3)
        if not head:
            return
        size = int.from_bytes(head + (_exactly(line, 8 - len(head)) if len(head) < 8 else b""), "big")
        order = json.loads(_exactly(line, size))
        child = os.fork()
        if child == 0:
            line.close()
            _become(order, files)
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        line.sendall(os.waitstatus_to_exitcode(status).to_bytes(8, "big", signed=True))


def _become(order, files):
    """Be the command: its words, environment, folder and files; never returns."""
    words, env, cwd = order
    for place, file in enumerate(files):
        os.dup2(file, place)
        os.close(file)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    if hasattr(time, "tzset"):
        time.tzset()
    sys.argv = words
    code = 1
    try:
        importlib.import_module("fsworkbook.cli.main").main()
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


def _load():
    for name in LOADED:
        importlib.import_module(name)
    gc.freeze()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _load()
    _serve(socket.socket(fileno=int(sys.argv[1])))
