"""A terminal for a process that is forked from one that is loaded (tests/running.py)."""

import os
import pty
import signal
import termios

from pexpect.fdpexpect import fdspawn

from tests import running


class Forked(fdspawn):
    """A forked process on a terminal of its own, with what a test needs of `pexpect.spawn`."""

    def __init__(self, command, env, cwd, dimensions):
        ours, theirs = pty.openpty()
        try:
            termios.tcsetwinsize(theirs, dimensions)
            self.process = running.Child(command, env, cwd, (theirs, theirs, theirs), terminal=True)
        finally:
            os.close(theirs)
        super().__init__(ours, timeout=20)
        self.pid = self.process.pid

    def isalive(self):
        code = self.process.wait(0)
        if code is not None:
            self.exitstatus, self.signalstatus = (code, None) if code >= 0 else (None, -code)
        return code is None

    def close(self, force=True):
        """Close the terminal, as somebody closes a window; whoever does not end then is ended."""
        if self.child_fd >= 0:
            os.close(self.child_fd)
            self.child_fd, self.closed = -1, True
        for number in (signal.SIGHUP, signal.SIGCONT, signal.SIGINT, *([signal.SIGKILL] if force else [])):
            if self.process.wait(0.2) is not None:
                break
            os.kill(self.pid, number)
        self.process.wait(5 if force else 0)
        self.isalive()
