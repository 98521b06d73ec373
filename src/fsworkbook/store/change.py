"""What goes into a recording and what comes out of the history: plain values, no files and no git.

Named tuples: a frozen data class takes a millisecond of every command just to be defined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from fsworkbook.workbook.record import Record


class Author(NamedTuple):
    """Who records: the team's key, name, e-mail address and role (format.md "Commits")."""

    key: str
    name: str
    email: str
    role: str


class Change(NamedTuple):
    """Everything that one command records; it becomes one commit, or nothing does.

    Attributes:
        action: the command's word, such as `module` or `supervision-hold`; the trailer `Workbook-Action`.
        subject: the commit's first line: kind, keys and date only (format.md "Commits").
        author: who records.
        now: when, in UTC; the commit's dates.
        records: new records; none of their ids may exist yet.
        family: the new text of family.toml, or None where it stays.
        family_before: the text that `family` was made from. Where it is None, the text that the same Folder gave
            out last; a family.toml that has changed since is never overwritten.
        attachments: paths below `attachments/` and their bytes; none may exist yet.
        signing_key: the SSH key that git signs the commit with, or None for no signature.
    """

    action: str
    subject: str
    author: Author
    now: datetime
    records: tuple[Record, ...] = ()
    family: str | None = None
    family_before: str | None = None
    attachments: tuple[tuple[str, bytes], ...] = ()
    signing_key: Path | None = None


class HandEdit(NamedTuple):
    """A file that somebody changed, added or removed without the program; `path` is from the family's folder."""

    path: str
    state: Literal["changed", "new", "gone"]


class Fault(NamedTuple):
    """A file that cannot be read: its path from the family's folder, the line (from 1), and what to do."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        """Return the sentence with the file and the line in front."""
        return f"{self.path}, line {self.line}: {self.text}"


class Written(NamedTuple):
    """What a recording did.

    Attributes:
        commit: the commit's id.
        hand_edits: what was edited by hand before, and is now committed in a commit of its own.
        finished: ids of the records (or `family.toml`) of an interrupted recording that was finished first.
    """

    commit: str
    hand_edits: tuple[HandEdit, ...] = ()
    finished: tuple[str, ...] = ()


class Commit(NamedTuple):
    """One commit of a family's history.

    Attributes:
        id: git's name for it.
        parents: ids of the commits that it follows; two where `sync` merged.
        when: the author's date, in UTC.
        key: the author's key on the team, or "" for a commit that fsworkbook did not make.
        name: the author's name.
        email: the author's e-mail address.
        role: the role in which it was recorded.
        action: the command's word, or "" for a commit that fsworkbook did not make.
        records: ids of the records that it added, or that were edited by hand.
        subject: its first line.
    """

    id: str
    parents: tuple[str, ...]
    when: datetime
    key: str
    name: str
    email: str
    role: str
    action: str
    records: tuple[str, ...]
    subject: str
