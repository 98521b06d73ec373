"""The facts of a history, as an edge reads them from git: commits, what each changed, and the heads of records."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from fsworkbook.workbook.disclosure.tombstones import Tombstone

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})

FILE: Final = "100644"
"""The one mode that a file of a workbook has."""

MODES: Final = {"100755": "mode", "100664": "mode", "120000": "link", "160000": "submodule"}
"""The other modes that git knows, and the kind of finding for each."""


class Hand(NamedTuple):
    """Whom git names as author or committer of a commit, and when: seconds since 1970, UTC."""

    name: str
    email: str
    when: int


class Delta(NamedTuple):
    """One file by which a commit differs from one of its parents.

    Attributes:
        path: from the family's folder.
        state: A (new), M (changed), D (gone) or T (of another type).
        mode: git's mode of the file, as six digits; that before it, where the file is gone.
        blob: git's name for its bytes; "" where it is gone.
    """

    path: str
    state: str
    mode: str
    blob: str


class Head(NamedTuple):
    """What the audit needs of a record's front matter; `fault` says in a sentence why it cannot be read.

    `tombstone` is what a tombstone says; None for every other record, and for one that says too little. Of a copy,
    `step` is `released` where it lets one go, itself or the one that `releases` names; `authors` never let it go.
    `lets` says whether it lets somebody have what a restriction keeps back: it lifts one, or lets a hit pass (B.70).
    """

    kind: str = ""
    on: date | None = None
    recorded: datetime | None = None
    by: str = ""
    step: str = ""
    meeting: str = ""
    corrects: tuple[str, ...] = ()
    strikes: str = ""
    fault: str = ""
    tombstone: Tombstone | None = None
    releases: str = ""
    authors: tuple[str, ...] = ()
    lets: bool = False


class Trailers(NamedTuple):
    """What a commit's message says at its end (format.md "Commits").

    Attributes:
        action: the command's word; "" for a commit that fsworkbook did not make.
        role: the role in which it was recorded.
        author: the author's key.
        records: ids of its records.
        clock: what `Workbook-Clock` says; `set` where the clock was set by hand.
        whole: whether action, role and author stand there once each.
        vouched: the tombstone that stands for a signature that was lost; "" for none.
    """

    action: str = ""
    role: str = ""
    author: str = ""
    records: tuple[str, ...] = ()
    clock: str = ""
    whole: bool = False
    vouched: str = ""

    @property
    def any(self) -> bool:
        """Whether there is any of them."""
        return bool(self.action or self.role or self.author or self.records or self.clock)


class Commit(NamedTuple):
    """One commit.

    Attributes:
        id: git's name for it.
        parents: those of the commits that it follows.
        author: who made it, as git says.
        committer: who put it into the history, as git says; the program writes the same for both.
        trailers: what its message says at its end.
        deltas: what it changed, for each parent in their order; for the first commit against nothing.
        signed: whether it carries a signature.
        true: whether its bytes are those that its id stands for.
    """

    id: str
    parents: tuple[str, ...]
    author: Hand
    committer: Hand
    trailers: Trailers
    deltas: tuple[tuple[Delta, ...], ...]
    signed: bool = False
    true: bool = True


class Contents(NamedTuple):
    """What stands in files, by git's name for their bytes.

    Attributes:
        heads: of records.
        families: `family.toml` as a table; None where it cannot be read.
        forged: blobs whose bytes are not those that their name stands for, or that are missing.
    """

    heads: Mapping[str, Head] = _NOTHING
    families: Mapping[str, Mapping[str, Any] | None] = _NOTHING
    forged: frozenset[str] = frozenset()
