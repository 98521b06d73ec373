"""The one module that runs git: by argument list, with everything overridden that could run another program.

Plain `git` where a practitioner waits; GitPython, imported when it is needed (92 ms), for reading history.
"""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import guard, programs
from fsworkbook.store.gittrouble import BUSY, failed, missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.store.streams import Progress

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
    # Looking at the files by twenty threads takes longer than by one, except where each look is slow.
    *(() if os.name == "nt" else ("core.preloadIndex=false",)),
    "core.precomposeUnicode=false",
    "core.protectHFS=true",
    "core.protectNTFS=true",
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
_PAUSE: Final = 0.05


_REACHING: Final = (
    "core.fsync=loose-object,pack,pack-metadata,reference",
    "fetch.fsckObjects=true",
    "http.followRedirects=initial",
    "http.lowSpeedLimit=100",
    "http.lowSpeedTime=30",
)


class Outcome(NamedTuple):
    """How a git command went: whether it did what it was asked, what it printed, and what it said of trouble."""

    worked: bool
    output: bytes
    said: str


class Started:
    """A git command that runs beside us."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._output: bytes | None = None

    def finish(self) -> bytes | None:
        """Wait for it, and return what it printed; None where it failed."""
        if self._process.returncode is None:
            self._output, _ = self._process.communicate()
        return self._output if self._process.returncode == 0 else None


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
            if not BUSY.search(said) or time.monotonic() > give_up:
                raise failed(self.folder.name, _command(arguments), said)
            time.sleep(_PAUSE)

    def start(self, *arguments: str, extra: Mapping[str, str] | None = None) -> Started:
        """Let `git *arguments` begin, and return it as it runs.

        Raises:
            StoreTrouble: git is missing, could not be started, or the folder could run somebody's program.
        """
        self.look()
        try:
            return Started(
                subprocess.Popen(  # noqa: S603 - an argument list, never a shell
                    [programs.found("git", os.environ), *_OPTIONS, *arguments],
                    cwd=self.folder,
                    env=self.environment(extra),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    pass_fds=self.holding,
                )
            )
        except FileNotFoundError:
            raise missing() from None
        except OSError as problem:
            raise StoreTrouble(f"git could not be started ({problem.strerror}). Nothing was recorded.") from None

    def pour(self, *arguments: str, feed: Iterable[bytes]) -> bytes:
        """Run `git *arguments`, fed piece by piece, and return what it printed.

        Raises:
            StoreTrouble: git is missing or failed.
        """
        from fsworkbook.store.streams import poured  # noqa: PLC0415 - only where a history is written anew

        self.look()
        try:
            process = subprocess.Popen(  # noqa: S603 - an argument list, never a shell
                [programs.found("git", os.environ), *_OPTIONS, *arguments],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=self.holding,
            )
        except FileNotFoundError:
            raise missing() from None
        except OSError as problem:
            raise StoreTrouble(f"git could not be started ({problem.strerror}). Nothing was changed.") from None
        with process:
            try:
                output, said = poured(process, feed)
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            raise failed(self.folder.name, _command(arguments), said.decode("utf-8", errors="replace"))
        return output

    def attempt(self, *arguments: str, feed: bytes = b"") -> Outcome:
        """Run `git *arguments` once and return how it went, whatever it was; for `doctor`, who asks what is wrong.

        Raises:
            StoreTrouble: git is missing, or the folder could run somebody's program.
        """
        self.look()
        done = self._process(arguments, feed, None)
        said = done.stderr.decode("utf-8", errors="replace")
        return Outcome(done.returncode == 0, done.stdout, said)

    def reach(
        self, *arguments: str, asks: bool = False, trusts: Path | None = None, on_progress: Progress | None = None
    ) -> Outcome:
        """Run a git command that talks to the place where the family is shared, and return how it went.

        It honours the user's own credential helpers, SSH settings, proxy and certificates, never the folder's.

        Args:
            arguments: the command; a remote address stands in it only where no option could.
            asks: whether git and ssh may ask for a password on the terminal.
            trusts: a file of git settings for the other end, where that is a folder that was looked over.
            on_progress: told the stage (git's word) and how many per cent of it are done.

        Raises:
            StoreTrouble: git is missing, or the folder could run somebody's program.
        """
        from fsworkbook.store.streams import followed  # noqa: PLC0415 - only where colleagues are asked

        self.look()
        options = [word for pair in _REACHING for word in ("-c", pair)]
        place = self.environment() | connection(asks=asks)
        if trusts is not None:
            place["GIT_CONFIG_GLOBAL"] = str(trusts)
        try:
            process = subprocess.Popen(  # noqa: S603 - an argument list, never a shell
                ["git", *_OPTIONS, *options, *arguments],  # noqa: S607 - as in _process
                cwd=self.folder,
                env=place,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=not asks,  # without a terminal of its own nothing below can ask
            )
        except FileNotFoundError:
            raise missing() from None
        except OSError as problem:
            raise StoreTrouble(f"git could not be started ({problem.strerror}). Nothing was lost.") from None
        with process:
            try:
                output, said = followed(process, on_progress)
            except BaseException:
                process.terminate()
                raise
        return Outcome(process.returncode == 0, output, said)

    def history(self, *arguments: str) -> bytes:
        """Run `git log *arguments` through GitPython and return what it printed.

        Raises:
            StoreTrouble: git is missing or failed.
        """
        self.look()
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        os.environ["GIT_PYTHON_GIT_EXECUTABLE"] = programs.found("git", os.environ)
        from git import Git as Commands  # noqa: PLC0415 - 92 ms, for those who read history only
        from git.exc import GitCommandError, GitCommandNotFound  # noqa: PLC0415

        command = [programs.found("git", os.environ), *_OPTIONS, "log", *arguments]
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
        inherited["PATH"] = programs.search_path(inherited)
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
                [programs.found("git", os.environ), *_OPTIONS, *arguments],
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


def begin_bare(folder: Path, settings: Mapping[str, str]) -> None:
    """Make `folder`, which is there, a place to share a family at, with some settings; one that is one already stays.

    Raises:
        StoreTrouble: git is missing or failed.
    """
    place = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | _ENVIRONMENT
    start = ("init", "--quiet", "--bare", "--shared=group", "--template=", "--initial-branch=main", "--", str(folder))
    file = str(folder / "config")
    for command in (start, *(("config", "--file", file, key, value) for key, value in settings.items())):
        try:
            done = subprocess.run(["git", *command], env=place, capture_output=True, check=False)  # noqa: S603, S607
        except OSError:
            raise missing() from None
        if done.returncode:
            raise failed(folder.name, command[0], done.stderr.decode("utf-8", errors="replace"))


def connection(*, asks: bool) -> dict[str, str]:
    """Return the variables by which a connection takes what it may from the user's own git settings and environment.

    Raises:
        StoreTrouble: git is missing or cannot be started.
    """
    from fsworkbook.store.connection import variables  # noqa: PLC0415 - only where colleagues are asked

    return variables(_own_settings(), asks=asks)


def _own_settings() -> list[tuple[str, str]]:
    """Return the machine's and the user's own git settings in git's order; read where no folder is."""
    quiet = {key: value for key, value in os.environ.items() if not key.startswith("GIT_CONFIG_") or key in _WHOSE}
    place = quiet | {"GIT_DIR": os.devnull, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            ["git", "config", "--includes", "-z", "--list"],  # noqa: S607 - as in _process
            cwd=os.path.abspath(os.sep),  # noqa: PTH100 - a place that is no family's folder
            env=place,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise missing() from None
    except OSError as problem:
        raise StoreTrouble(f"git could not be started ({problem.strerror}). Nothing was lost.") from None
    return [] if done.returncode else list(guard.git_entries(done.stdout))


_WHOSE: Final = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")


def version() -> str:
    """Return what git says of its version, such as `git version 2.39.5`.

    Raises:
        StoreTrouble: git is missing or cannot be started.
    """
    try:
        command = [programs.found("git", os.environ), "--version"]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - an argument list, never a shell
    except FileNotFoundError:
        raise missing() from None
    except OSError as problem:
        raise StoreTrouble(f"git could not be started ({problem.strerror}).") from None
    return done.stdout.decode("utf-8", errors="replace").strip()
