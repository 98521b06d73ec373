"""The one module that runs git: by argument list, with everything overridden that could run another program.

Plain `git` where a practitioner waits; GitPython, imported when it is needed (92 ms), for reading history.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import guard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PATIENCE: Final = 5.0
"""Seconds to wait for another program's git, an editor's say, to let go of the folder."""

# A file system monitor, hook, pager, editor, signature or filter would be a program of somebody's choosing.
_OVERRIDES: Final = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    f"core.attributesFile={os.devnull}",
    f"core.excludesFile={os.devnull}",
    "core.autocrlf=false",
    "core.eol=lf",
    "core.safecrlf=false",
    "core.pager=cat",
    "core.editor=false",
    "core.askPass=",
    "core.quotePath=false",
    # Which folders hold nothing new is remembered by their times, so that ten thousand records cost a look at each
    # file and none at each folder; every file is still looked at, and an edit by hand is seen.
    "core.untrackedCache=true",
    "core.precomposeUnicode=false",
    "core.fsync=loose-object,reference",
    "commit.gpgSign=false",
    "diff.external=",
    "gc.auto=0",
    "gpg.program=false",
    "i18n.commitEncoding=utf-8",
    "i18n.logOutputEncoding=utf-8",
    "log.showSignature=false",
    "protocol.ext.allow=never",
    "status.showUntrackedFiles=all",
    "status.submoduleSummary=false",
    "submodule.recurse=false",
    "trailer.ifexists=addIfDifferent",
)
_OPTIONS: Final = tuple(word for pair in _OVERRIDES for word in ("-c", pair))
_ENVIRONMENT: Final = {
    "GIT_ALLOW_PROTOCOL": "file:ssh:https",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_EDITOR": "false",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "C",
}
_BUSY: Final = re.compile(r"\.lock': File exists")
_FATAL: Final = re.compile(r"^(?:fatal|error): (.*)$", re.MULTILINE)
_FULL: Final = re.compile(r"No space left on device|Disk quota exceeded|File too large")
_FORBIDDEN: Final = re.compile(r"Permission denied|Read-only file system|Operation not permitted")
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_PAUSE: Final = 0.05


class Outcome(NamedTuple):
    """How a git command went: whether it did what it was asked, what it printed, and what it said of trouble."""

    worked: bool
    output: bytes
    said: str


class Git:
    """Git in one family's folder; each instance looks the folder over before its first command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.holding: tuple[int, ...] = ()
        """Descriptors that a git process keeps open: the lock lasts as long as a git that outlives a killed program."""
        self._looked = False

    def look(self) -> None:
        """Refuse a folder that could run somebody's program (guard.py); done once, before anything runs.

        Raises:
            StoreTrouble: it could, or its configuration cannot be read.
        """
        if self._looked:
            return
        try:
            guard.check(self.folder, self.settings)
        except OSError as problem:
            raise StoreTrouble(
                f"{self.folder.name}/.git/config could not be read ({problem.strerror}). "
                "`fsworkbook doctor` says what can be done."
            ) from None
        self._looked = True

    def run(self, *arguments: str, feed: bytes = b"", extra: Mapping[str, str] | None = None) -> bytes:
        """Run `git *arguments` and return what it printed; waits a while where another git holds the folder.

        Raises:
            StoreTrouble: git is missing or failed; the message has git's reason without any name it quoted.
        """
        self.look()
        give_up = time.monotonic() + PATIENCE
        while True:
            done = self._process(arguments, feed, extra)
            if done.returncode == 0:
                return done.stdout
            said = done.stderr.decode("utf-8", errors="replace")
            if not _BUSY.search(said) or time.monotonic() > give_up:
                raise failed(self.folder.name, _command(arguments), said)
            time.sleep(_PAUSE)

    def attempt(self, *arguments: str, feed: bytes = b"") -> Outcome:
        """Run `git *arguments` once and return how it went, whatever it was; for `doctor`, who asks what is wrong.

        Raises:
            StoreTrouble: git is missing, or the folder could run somebody's program.
        """
        self.look()
        done = self._process(arguments, feed, None)
        said = done.stderr.decode("utf-8", errors="replace")
        return Outcome(done.returncode == 0, done.stdout, said)

    def history(self, *arguments: str) -> bytes:
        """Run `git log *arguments` through GitPython and return what it printed.

        Raises:
            StoreTrouble: git is missing or failed.
        """
        self.look()
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        from git import Git as Commands  # noqa: PLC0415 - 92 ms, for those who read history only
        from git.exc import GitCommandError, GitCommandNotFound  # noqa: PLC0415

        command = ["git", *_OPTIONS, "log", *arguments]
        try:
            output = Commands(self.folder).execute(
                command,
                env=self.environment(),
                stdout_as_string=False,
                strip_newline_in_stdout=False,
                with_extended_output=False,
            )
        except GitCommandNotFound:
            raise missing() from None
        except GitCommandError as problem:
            raise failed(self.folder.name, "log", str(problem.stderr)) from None
        return output if isinstance(output, bytes) else str(output).encode()

    def settings(self) -> bytes:
        """Return the folder's configuration as `git config -z --list` prints it; this runs nothing that it names.

        Raises:
            StoreTrouble: git is missing, or cannot read it.
        """
        return self._config("--no-includes", "-z", "--list")

    def forget(self, key: str) -> None:
        """Take a key out of the folder's configuration, as often as it stands there; this runs nothing either.

        Raises:
            StoreTrouble: git is missing, or could not do it.
        """
        self._config("--unset-all", key)

    def environment(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the environment of a git process: nothing of an outer git's, and no other folder than this."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        place = {"GIT_DIR": str(self.folder / ".git"), "GIT_WORK_TREE": str(self.folder)}
        return inherited | _ENVIRONMENT | place | dict(extra or {})

    def _config(self, *arguments: str) -> bytes:
        done = self._process(("config", "--file", ".git/config", *arguments), b"", {"GIT_DIR": os.devnull})
        if done.returncode:
            raise failed(self.folder.name, "config", done.stderr.decode("utf-8", errors="replace"))
        return done.stdout

    def _process(
        self, arguments: Sequence[str], feed: bytes, extra: Mapping[str, str] | None
    ) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603 - an argument list, never a shell
                ["git", *_OPTIONS, *arguments],  # noqa: S607 - git is where the user's path finds it
                cwd=self.folder,
                env=self.environment(extra),
                input=feed,
                capture_output=True,
                check=False,
                pass_fds=self.holding,
            )
        except FileNotFoundError:
            raise missing() from None
        except OSError as problem:
            raise StoreTrouble(f"git could not be started ({problem.strerror}). Nothing was recorded.") from None


def _command(arguments: Sequence[str]) -> str:
    """Return the name of git's command, after any settings for it alone."""
    words = iter(arguments)
    word = next(words)
    while word == "-c":
        next(words)
        word = next(words)
    return word


def begin(folder: Path) -> Git:
    """Make `folder`, which must be new and empty, a git repository of its own, and return git in it.

    Raises:
        StoreTrouble: git is missing or failed.
    """
    git = Git(folder)
    done = git._process(("init", "--quiet", "--template=", "--initial-branch=main"), b"", None)  # noqa: SLF001
    if done.returncode:
        raise failed(folder.name, "init", done.stderr.decode("utf-8", errors="replace"))
    return git


def version() -> str:
    """Return what git says of its version, such as `git version 2.39.5`.

    Raises:
        StoreTrouble: git is missing or cannot be started.
    """
    try:
        done = subprocess.run(["git", "--version"], capture_output=True, check=False)  # noqa: S607 - as in _process
    except FileNotFoundError:
        raise missing() from None
    except OSError as problem:
        raise StoreTrouble(f"git could not be started ({problem.strerror}).") from None
    return done.stdout.decode("utf-8", errors="replace").strip()


def missing() -> StoreTrouble:
    """Return the sentence for a machine without git."""
    return StoreTrouble(
        "git is not installed on this machine, and a family's history needs it. "
        "Install it from https://git-scm.com and try again; nothing was lost."
    )


def failed(name: str, what: str, said: str) -> StoreTrouble:
    """Return the sentence for a git command that failed: git's first reason, without what it quotes."""
    if _BUSY.search(said):
        return StoreTrouble(
            f"Another git is at work in {name}, or one was cut off there. Close it and try again; "
            "if there is none, `fsworkbook doctor --mend` puts it right."
        )
    if _FULL.search(said):
        return StoreTrouble(f"The disk with {name} is full, or your share of it. Make room and try again.")
    if _FORBIDDEN.search(said):
        return StoreTrouble(f"You may not write in {name}, or in a part of it. Ask whoever looks after the folder.")
    found = _FATAL.search(said)
    reason = _QUOTED.sub("…", found[1])[:200].rstrip(".") if found else "it gave no reason"
    return StoreTrouble(f"git {what} did not work in {name}: {reason}. `fsworkbook doctor` says what can be done.")
