"""The place where a family is shared, asked through git: what it holds, taking it, and adding to it.

Whatever goes wrong there becomes one or two sentences without git's words; nothing here is ever forced.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import address, files, guard, toml
from fsworkbook.store.recording import private_folder

if TYPE_CHECKING:
    from pathlib import Path

    from fsworkbook.store.address import Address
    from fsworkbook.store.git import Git, Outcome
    from fsworkbook.store.streams import Progress

NAME: Final = "origin"
"""The remote's name in the folder's git settings: git's own, so that a person with git finds it."""

BRANCH: Final = "refs/heads/main"
"""The one line of history that is shared."""

TRACKED: Final = "refs/remotes/origin/main"
"""What was last fetched."""

_ABSENT: Final = "couldn't find remote ref"
_TRUSTED: Final = "shared-folder.gitconfig"

_SAFE: Final = "Nothing is lost: what you recorded is in your folder, and goes out with the next sync."
_AWAY: Final = (
    r"Could not resolve host|Temporary failure in name resolution|Name or service not known|unreachable|timed out"
    r"|connection (?:refused|reset|closed)|Failed to connect|Couldn't connect|too slow|No route to host|nodename nor"
)
_STRANGER: Final = (
    r"Permission denied \(|Authentication failed|Access denied|could not read (?:Username|Password)|HTTP Basic"
    r"|terminal prompts disabled|Invalid username|error: 40[13]|Permission to .* denied|not authori[sz]ed"
)
_CLOSED: Final = (
    r"insufficient permission for adding|unable to create temporary|unable to write|Read-only file system"
    r"|Permission denied|unpacker error|Operation not permitted"
)
_NOTHING: Final = (
    r"not found|does not appear to be a git repository|No such file or directory|does not exist|error: 404"
    r"|not a git repository|Could not read from remote repository"
)
_REASONS: Final[dict[str, str]] = {
    _AWAY: "{place} cannot be reached just now. Check the network, or the VPN, and try again.",
    r"Host key verification failed|REMOTE HOST IDENTIFICATION": "This computer does not know the server {place} for "
    "certain. Ask your IT for its key, connect to it once with ssh, and try again.",
    r"SSL certificate|certificate verif|server certificate|self.signed certificate|CAfile": "The certificate of "
    "{place} cannot be trusted from this computer. Ask your IT; do not go round it.",
    _STRANGER: "{place} does not let you in. Ask whoever gives access to this family, or sign in to it again.",
    r"(?:remote|unpack).*(?:No space left|quota)": "{place} has no room left. Tell whoever looks after it.",
    _CLOSED: "You may not write to {place}, or there is no room left. Ask whoever looks after it.",
    r"No space left on device|Disk quota exceeded": "Your disk is full. Make room and try again.",
    _NOTHING: "There is no family at {place}, or you may not see it. Check the address with whoever shared it.",
    r"hook declined|protected branch|GH\d+|remote rejected|denied": "The rules of {place} refuse what was sent. "
    "Ask whoever looks after it to let the team add to “main”.",
    r"fsck|bad object|invalid|corrupt|unpack-objects abnormal|index-pack": "What {place} sent is damaged, so it was "
    "not taken. Tell whoever looks after it.",
}
"""What git says, in the order in which it is looked for, and what that means to a practitioner."""

_COMPILED: Final = tuple((re.compile(pattern, re.IGNORECASE), sentence) for pattern, sentence in _REASONS.items())
_OVERTAKEN: Final = re.compile(
    r"fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref|already exists|reference is at"
    r"|failed to lock|incorrect old value",
)
_LIFTED: Final = "--receive-pack=git -c receive.denyNonFastForwards=false receive-pack"
_KEPT: Final = re.compile(
    r"denying non-fast-forward|protected branch|not allowed to force|force.push|GH00[36]|pre-receive hook declined"
    r"|hook declined",
    re.IGNORECASE,
)
_BARE: Final = (
    *("core.bare", "core.sharedrepository", "core.repositoryformatversion", "core.filemode", "core.ignorecase"),
    *("core.precomposeunicode", "core.logallrefupdates", "core.symlinks", "core.hidedotfiles", "core.compression"),
    *("extensions.objectformat", "receive.denynonfastforwards", "receive.denydeletes", "receive.fsckobjects"),
    *("receive.autogc", "transfer.fsckobjects", "gc.auto", "gc.pruneexpire", "receive.denycurrentbranch"),
    *("user.name", "user.email", "core.packedgitlimit", "pack.windowmemory", "gc.reflogexpire"),
)


class Overtaken(StoreTrouble):
    """A colleague was faster: the place has moved on since it was asked."""


class Unreachable(StoreTrouble):
    """The place cannot be reached just now; `host` is its server, "" for a folder."""

    host = ""


class Remote(NamedTuple):
    """The place where one family is shared.

    Attributes:
        git: git in the family's folder.
        address: where it is.
        asks: whether git may ask for a password on the terminal.
        on_progress: told how far a long transfer is.
        safe: the sentence that ends each trouble: what is certain all the same.
    """

    git: Git
    address: Address
    asks: bool = False
    on_progress: Progress | None = None
    safe: str = _SAFE

    @property
    def place(self) -> str:
        """What it is called in a sentence: the server, or the folder."""
        return self.address.host or self.address.text

    def head(self) -> str:
        """Return the commit that is shared; "" where nothing is yet.

        Raises:
            StoreTrouble: it cannot be asked.
        """
        output = self._asked("ls-remote", "--", self.address.text, BRANCH).output.decode("utf-8", errors="replace")
        found = [line.split("\t") for line in output.splitlines()]
        return next((parts[0] for parts in found if parts[-1] == BRANCH), "")

    def is_empty(self) -> bool:
        """Return whether nothing at all was ever sent there.

        Raises:
            StoreTrouble: it cannot be asked.
        """
        return not self._asked("ls-remote", "--", self.address.text).output.strip()

    def fetch(self) -> str:
        """Take what is shared, and return its commit; "" where nothing is shared yet. No file of the family changes.

        Raises:
            StoreTrouble: it cannot be taken.
        """
        quiet = ("--no-tags", "--no-auto-maintenance", "--no-recurse-submodules", "--progress")
        done = self._reach("fetch", *quiet, "--refmap=", "--", self.address.text, BRANCH)
        if not done.worked and _ABSENT in done.said:
            return ""
        if not done.worked:
            raise self._trouble(done.said)
        return self.git.run("rev-parse", "--verify", "--quiet", "FETCH_HEAD^{commit}").decode().strip()

    def accept(self, commit: str) -> None:
        """Remember what is shared, once it was looked over, under the name that a person with git looks for.

        Raises:
            StoreTrouble: git failed.
        """
        self.git.run("update-ref", TRACKED, commit)

    def push(self, commit: str) -> None:
        """Add to what is shared.

        Raises:
            Overtaken: a colleague was faster; nothing was sent.
            StoreTrouble: it cannot be sent.
        """
        self._push(commit, ())

    def replace(self, commit: str, instead_of: str) -> None:
        """Put a history that something was expunged from in the place of one commit, and of no other.

        Raises:
            Overtaken: a colleague was faster; nothing was sent.
            StoreTrouble: it cannot be sent.
        """
        # A folder refuses to be rewritten; for this one push that is lifted, and its own settings stay.
        lifted = (_LIFTED,) if self.address.kind == "folder" else ()
        self._push(commit, (f"--force-with-lease={BRANCH}:{instead_of}", *lifted))

    def _push(self, commit: str, forced: tuple[str, ...]) -> None:
        quiet = ("--no-verify", "--no-follow-tags", "--no-recurse-submodules", "--no-signed", "--progress")
        done = self._reach("push", "--porcelain", *forced, *quiet, "--", self.address.text, f"{commit}:{BRANCH}")
        if done.worked:
            return
        said = f"{done.output.decode('utf-8', errors='replace')}\n{done.said}"
        if forced and _KEPT.search(said):
            raise StoreTrouble(
                f"{self.place} does not let its history be rewritten, as is right on every other day. Ask whoever "
                "looks after it to allow it once for “main”, sync again, and let them forbid it again. Until then it "
                f"holds what you took out. {self.safe}"
            )
        if _OVERTAKEN.search(said) and "hook declined" not in said:
            raise Overtaken(f"{self.place} was busy with what colleagues sent, each time. {self.safe} Sync again.")
        raise self._trouble(said)

    def _asked(self, *arguments: str) -> Outcome:
        done = self._reach(*arguments)
        if not done.worked:
            raise self._trouble(done.said)
        return done

    def _reach(self, *arguments: str) -> Outcome:
        trusts = None
        if self.address.kind == "folder":
            look_over(self.git, self.address.folder, self.safe)
            trusts = _trusted(self.git, self.address.folder)
        return self.git.reach(*arguments, asks=self.asks, trusts=trusts, on_progress=self.on_progress)

    def _trouble(self, said: str) -> StoreTrouble:
        for pattern, sentence in _COMPILED:
            if pattern.search(said):
                text = f"{sentence.format(place=self.place)} {self.safe}"
                if sentence is _REASONS[_AWAY]:
                    away = Unreachable(text)
                    away.host = self.address.host
                    return away
                return StoreTrouble(text)
        return StoreTrouble(f"{self.place} could not be asked, and git gave no reason that is known here. {self.safe}")


def of(git: Git, *, asks: bool = False, on_progress: Progress | None = None) -> Remote | None:
    """Return the place where a family is shared, or None where it is not.

    Raises:
        StoreTrouble: its address is none that can be used.
    """
    found = git.attempt("config", "--local", "--get", f"remote.{NAME}.url")
    text = found.output.decode("utf-8", errors="replace").removesuffix("\n")
    if not found.worked or not text:
        return None
    try:
        return Remote(git, address.stored(text), asks, on_progress)
    except BadInput:
        raise StoreTrouble(
            f"{git.folder.name} is shared at an address that cannot be used. Give the right one: fsworkbook sync init."
        ) from None


def keep(git: Git, place: Address) -> None:
    """Keep in the folder's git settings where the family is shared.

    Raises:
        StoreTrouble: they cannot be written.
    """
    git.run("config", "--local", "--replace-all", f"remote.{NAME}.url", place.text)
    git.run("config", "--local", "--replace-all", f"remote.{NAME}.fetch", f"+refs/heads/*:refs/remotes/{NAME}/*")


def look_over(git: Git, folder: Path, safe: str = "") -> None:
    """Refuse a shared folder that is none, or that could run somebody's program on this computer.

    Raises:
        StoreTrouble: it is, or it cannot be read.
    """
    try:
        if not (folder / "HEAD").is_file() or not (folder / "objects").is_dir():
            what = f"There is no family at {folder}, or the disk is not connected."
            raise StoreTrouble(f"{what} Check it, and try again. {safe}".rstrip())
        hooks = folder / "hooks"
        active = [hook for hook in hooks.iterdir() if hook.suffix != ".sample"] if hooks.is_dir() else []
        listed = git.attempt("config", "--file", str(folder / "config"), "--no-includes", "-z", "--list")
    except OSError as problem:
        raise StoreTrouble(f"{folder} cannot be read ({problem.strerror}). Ask whoever looks after it.") from None
    keys = [key for key, _ in guard.git_entries(listed.output)]
    strange = [key for key in keys if key not in _BARE]
    if active or strange or not listed.worked:
        what = "holds a hook" if active else "has git settings"
        raise StoreTrouble(
            f"{folder} {what} that could run a program on this computer, so it is not used. "
            "Ask whoever looks after it to take that out."
        )


def _trusted(git: Git, folder: Path) -> Path:
    """Return git settings for the git at the other end: a looked-over folder is trusted, whoever owns it."""
    place = private_folder(git.folder) / _TRUSTED
    path = toml.pair("directory", folder.as_posix())
    text = f"[safe]\n\t{path}\n[core]\n\thooksPath = /dev/null\n\tfsync = committed\n[receive]\n\tautogc = false\n"
    if not place.exists() or place.read_text("utf-8") != text:
        files.put(place, text.encode(), place.parent, files.PRIVATE)
    return place
