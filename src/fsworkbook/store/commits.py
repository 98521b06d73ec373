"""Commits made and read: the working folder's state, one commit of some paths, and the history as a list."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import seen
from fsworkbook.store.change import Commit, HandEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fsworkbook.store.change import Author
    from fsworkbook.store.git import Git, Started

BY_HAND: Final = "edit-by-hand"
"""The action of a commit that holds what somebody edited without the program."""

_WORD: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")
_LINE: Final = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,200}")
_CRUD: Final = re.compile(r"[<>\x00-\x1f\x7f\ud800-\udfff]")
_STATES: Final[dict[str, Literal["changed", "new", "gone"]]] = {
    "M": "changed", "T": "changed", "D": "gone", "A": "new",
}  # fmt: skip
_STATUS: Final = (
    *("status", "--ignore-submodules=all", "--porcelain=v2", "--branch", "--no-ahead-behind", "--no-renames"),
    *("--untracked-files=all", "-z"),
)
_REFRESH: Final = {"GIT_OPTIONAL_LOCKS": "1"}
_FIELDS: Final = 10
_LONG: Final = 256 << 10
"""Bytes of git's index above which it is split: some two thousand records."""
_PART: Final = 64
_GROWTH: Final = 8
_TRAILERS: Final = ("Workbook-Author", "Workbook-Role", "Workbook-Action", "Workbook-Record")
_FORMAT: Final = "%x00".join(
    ("%H", "%P", "%at", "%an", "%ae", "%s", *(f"%(trailers:key={key},valueonly,separator=%x20)" for key in _TRAILERS))
)


class State(NamedTuple):
    """How a family's folder stands to its last commit: that commit's id ("" before the first), and what differs.

    `staged` are paths of which git's index alone says something else than the folder and the commit may say.
    """

    head: str
    edits: tuple[HandEdit, ...]
    staged: tuple[str, ...]


class Signature(NamedTuple):
    """Who signs a commit, when, and with which SSH key, as git takes it ("" for none)."""

    name: str
    email: str
    when: int
    key: str = ""

    @classmethod
    def of(cls, author: Author, when: datetime, key: str = "") -> Signature:
        """Return the signature of somebody on the team."""
        name = _CRUD.sub("", author.name).strip(" .,;:'\"\\") or author.key
        return cls(name, _CRUD.sub("", author.email).strip(), int(when.timestamp()), key)

    def environment(self) -> dict[str, str]:
        """Return the variables by which git learns of it."""
        date = f"@{self.when} +0000"
        return {
            "GIT_AUTHOR_NAME": self.name,
            "GIT_AUTHOR_EMAIL": self.email,
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_NAME": self.name,
            "GIT_COMMITTER_EMAIL": self.email,
            "GIT_COMMITTER_DATE": date,
        }


def message(subject: str, action: str, author: Author, records: Iterable[str]) -> str:
    """Return a commit's message: the subject, and the trailers that `log` and `audit verify` read.

    Raises:
        BadInput: the subject is no single line, or the action, role or key is no plain word.
    """
    if not _LINE.fullmatch(subject):
        raise BadInput("The subject of a commit must be one line of at most 200 characters.")
    for name, word in (("action", action), ("role", author.role), ("key", author.key)):
        if not _WORD.fullmatch(word):
            raise BadInput(f"The {name} under which you record must be a plain word in lower case.")
    # From the environment itself, so that no command can forget to say it.
    clock_set = os.environ.get("FSWORKBOOK_NOW", "").strip()
    trailers = [
        f"Workbook-Action: {action}",
        *(f"Workbook-Record: {record}" for record in records),
        f"Workbook-Role: {author.role}",
        f"Workbook-Author: {author.key}",
        *(["Workbook-Clock: set"] if clock_set else []),
    ]
    return "\n".join([subject, "", *trailers, ""])


def state(git: Git, *, refresh: bool = False) -> State:
    """Return how the folder stands to its last commit; `refresh` lets git remember what it found unchanged.

    Raises:
        StoreTrouble: a merge is unfinished, the folder is on no branch, or git failed.
    """
    return read_state(git, git.run(*_STATUS, extra=_REFRESH if refresh else None))


def begin_state(git: Git) -> Started:
    """Let git begin to look how the folder stands, and to remember what it finds unchanged; `read_state` reads it.

    Raises:
        StoreTrouble: git is missing, or cannot be started.
    """
    return git.start(*_STATUS, extra=_REFRESH)


def read_state(git: Git, output: bytes) -> State:
    """Return how the folder stands, from what git printed.

    Raises:
        StoreTrouble: a merge is unfinished, or the folder is on no branch.
    """
    return parse_state(git.folder.name, output.decode("utf-8", errors="surrogateescape"))


def parse_state(name: str, output: str) -> State:
    """Return what `git status --porcelain=v2 --branch -z` printed.

    Raises:
        StoreTrouble: a merge is unfinished, or the folder is on no branch.
    """
    head, edits, staged = "", [], []
    for line in output.split("\0"):
        mark, _, rest = line.partition(" ")
        if line.startswith("# branch.oid ") and not line.endswith("(initial)"):
            head = line.rpartition(" ")[2]
        elif line == "# branch.head (detached)":
            raise StoreTrouble(f"{name} is on no branch, so git would lose what is recorded. Run `git switch main`.")
        elif mark == "u":
            raise StoreTrouble(f"A merge in {name} is unfinished. Finish it with `fsworkbook sync` and try again.")
        elif mark == "1":
            code, path = rest[:2], rest.split(" ", 7)[7]
            if code == "AD":
                staged.append(path)  # left in git's index by a recording that was taken back
            else:
                edits.append(HandEdit(path, _STATES.get(code[1], _STATES.get(code[0], "changed"))))
        elif mark == "?" and not rest.endswith("/"):
            edits.append(HandEdit(rest, "new"))
    # Gone from git's index and yet there: the index is behind, and the file may be as it was committed.
    staged += {edit.path for edit in edits if edit.state == "gone"} & {
        edit.path for edit in edits if edit.state == "new"
    }
    return State(head, tuple(edit for edit in edits if edit.path not in staged), tuple(staged))


def commit(git: Git, head: str, paths: Sequence[str], text: str, signature: Signature) -> str:
    """Commit `paths` as they lie in the folder, on top of `head`, and return the commit's id.

    git's own small commands instead of `git commit`, which looks at every file of the family again: what comes in
    between fails at the last step, where the branch moves from `head` and from nowhere else.

    Raises:
        StoreTrouble: git failed; the branch has not moved.
    """
    stage(git, paths)
    tree = git.run("write-tree", "--missing-ok").decode().strip()
    made = make(git, tree, (head,) if head else (), text, signature)
    git.run("update-ref", "-m", "fsworkbook", "HEAD", made, head or "0" * len(made), extra=signature.environment())
    seen.note(git.folder / ".git" / "fsworkbook", made)
    return made


def make(git: Git, tree: str, parents: Sequence[str], text: str, signature: Signature) -> str:
    """Make a commit that no branch holds yet, and return its id.

    Raises:
        StoreTrouble: git failed.
    """
    above = [word for parent in parents for word in ("-p", parent)]
    made = git.run(*_signing(signature.key), "commit-tree", tree, *above, *_sign(signature.key), feed=text.encode(),
                   extra=signature.environment())  # fmt: skip
    return made.decode().strip()


def stage(git: Git, paths: Sequence[str]) -> None:
    """Make git's index hold `paths` as they lie in the folder: added, changed, or gone.

    Raises:
        StoreTrouble: git failed.
    """
    feed = "\0".join(paths).encode("utf-8", errors="surrogateescape")
    git.run(*_splitting(git), "update-index", "--add", "--remove", "-z", "--stdin", feed=feed)


def _splitting(git: Git) -> tuple[str, ...]:
    """Let git write a long index as what changed beside the rest: ten thousand lines are not written twice for one.

    Short ones stay whole, because other programs than git cannot read a split one.
    """
    try:
        long = (git.folder / ".git" / "index").stat().st_size > _LONG
    except OSError:
        long = False
    return ("-c", "core.splitIndex=true") if long else ()


def history(git: Git, limit: int | None, patterns: Sequence[str]) -> tuple[Commit, ...]:
    """Return the commits that touched `patterns` (git pathspecs; all commits where there are none), newest first.

    Raises:
        StoreTrouble: git failed.
    """
    arguments = ["-z", f"--format={_FORMAT}", *(() if limit is None else (f"--max-count={int(limit)}",))]
    output = git.history(*arguments, "HEAD", "--", *patterns).decode("utf-8", errors="replace")
    fields = output.removesuffix("\0").split("\0") if output else []
    return tuple(_parsed(fields[place : place + _FIELDS]) for place in range(0, len(fields), _FIELDS))


def walk(git: Git) -> Iterator[tuple[Commit, ...]]:
    """Yield all commits in parts, each larger than the one before; the newest first, none before what follows it.

    Raises:
        StoreTrouble: git failed.
    """
    tip, done, size = "HEAD", 0, _PART
    while True:
        arguments = ("--date-order", f"--skip={done}", f"--max-count={size}", "--end-of-options", tip, "--")
        output = git.run("log", "-z", f"--format={_FORMAT}", *arguments).decode("utf-8", errors="replace")
        fields = output.removesuffix("\0").split("\0") if output else []
        part = tuple(_parsed(fields[place : place + _FIELDS]) for place in range(0, len(fields), _FIELDS))
        if part:
            yield part
        if len(part) < size:
            return
        # What is recorded meanwhile must not move the places of the others.
        tip, done, size = part[0].id if not done else tip, done + size, size * _GROWTH


def _parsed(fields: Sequence[str]) -> Commit:
    oid, parents, when, name, email, subject, key, role, action, records = fields
    return Commit(
        id=oid,
        parents=tuple(parents.split()),
        when=datetime.fromtimestamp(int(when), UTC),
        key=key,
        name=name,
        email=email,
        role=role,
        action=action,
        records=tuple(records.split()),
        subject=subject,
    )


def _signing(key: str) -> tuple[str, ...]:
    return ("-c", "gpg.format=ssh", "-c", "gpg.ssh.program=ssh-keygen", "-c", f"user.signingKey={key}") if key else ()


def _sign(key: str) -> tuple[str, ...]:
    return ("-S",) if key else ()
