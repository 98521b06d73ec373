"""A finding: what is not as the program leaves it, where, by whom, and what to do. Never a word that was typed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.workbook.audit.facts import Commit


class Kind(NamedTuple):
    """A kind of finding: its heading, and what to do about it."""

    title: str
    advice: str


class Finding(NamedTuple):
    """One finding.

    Attributes:
        kind: a key of `KINDS`.
        words: what was found, in a clause.
        commit: git's name for the commit, whole; "" where none is to blame.
        record: the record's id; "" where it is about none.
        path: the file, from the family's folder.
        person: the key of the member in whose name the commit stands; "" where nobody on the team has it.
        name: that name, as the commit says it.
        when: when the commit was made, as it says, in UTC.
    """

    kind: str
    words: str
    commit: str = ""
    record: str = ""
    path: str = ""
    person: str = ""
    name: str = ""
    when: datetime | None = None

    @property
    def short(self) -> str:
        """The commit's name as people write it."""
        return self.commit[:10]


_ASK: Final = "Ask the person named whether they did it, and why."
_FIRST: Final = "Read what was first recorded with “git show COMMIT^:FILE”"
_CLONE: Final = "Take the folder again from a colleague, and compare the two, before you record in this one."

KINDS: Final[dict[str, Kind]] = {
    # Records
    "changed": Kind(
        "A record was changed after it was recorded",
        f"{_FIRST} and put that back into the file. If the new words are right, record them with “fsworkbook correct”.",
    ),
    "removed": Kind(
        "A record was taken away after it was recorded",
        f"{_FIRST} and put the file back. If it should not stand, withdraw it with “fsworkbook strike”.",
    ),
    "dropped": Kind(
        "A merge left out or altered what one side had recorded",
        "Read what each side holds with “git show COMMIT^1:FILE” and “git show COMMIT^2:FILE”, and put back what is "
        "missing.",
    ),
    "misnamed": Kind(
        "A record’s name and what stands at its head do not fit",
        f"{_ASK} Withdraw it with “fsworkbook strike”, and record it again with the command for it.",
    ),
    "author": Kind(
        "A record stands under another name than its commit",
        "Ask both people. If it is not the work of whom it names, withdraw it with “fsworkbook strike”.",
    ),
    "duplicate": Kind(
        "Two files have the same record’s name",
        "Keep the one that was recorded first, and take the other out of the folder.",
    ),
    "unreadable": Kind(
        "A file cannot be read as what it should be",
        "Read how it was before with “git show COMMIT^:FILE”, and put the line right in an editor.",
    ),
    # Who
    "foreign": Kind(
        "A commit was made without fsworkbook",
        f"{_ASK} Look at what it holds with “git show COMMIT”; what should stand is recorded again with a command.",
    ),
    "stranger": Kind(
        "A commit is by nobody who was on the team",
        "Find out who had the folder. Treat what it holds as if nobody had recorded it.",
    ),
    "identity": Kind(
        "A commit is in the name of somebody else than it says",
        "Ask both people which of them made it.",
    ),
    "role": Kind(
        "A commit claims a role that its author did not have",
        "Who holds which role is for the manager to say: fsworkbook team, fsworkbook cover.",
    ),
    "trailers": Kind(
        "What a commit says of itself does not fit what it holds",
        f"{_ASK} Look at it with “git show COMMIT”.",
    ),
    "permission": Kind(
        "A record is of a kind that its author’s role may not make",
        "Ask somebody whose role may to look at it and to record it again; withdraw this one with “fsworkbook strike”.",
    ),
    "approval": Kind(
        "Minutes were approved, or a copy let go, by who wrote it",
        "Ask the manager, or who covers, to approve minutes (fsworkbook supervision approve) or to look at the copy.",
    ),
    "own": Kind(
        "Somebody’s own record was put right or withdrawn by another",
        "Ask the author to say what should stand.",
    ),
    "team": Kind(
        "Roles, cover or keys were changed by somebody who may not",
        "It does not count here, nor does what was recorded by it. The manager makes the change, or puts it back, with "
        "“fsworkbook team” or “fsworkbook cover”.",
    ),
    "opening": Kind(
        "The opening of the workbook is not as the program makes it",
        "Ask a colleague for the folder as it was opened, and compare the first commits with “git log --reverse”.",
    ),
    # When
    "clock": Kind(
        "A commit is dated before what it follows, or ahead of today",
        "Look at the clock of that person’s computer. If it is right, ask them how the commit was made.",
    ),
    "backdated": Kind(
        "A record says that it was recorded at another time than its commit",
        "Take the commit’s time for the true one. When work was done is “on”, which may be earlier.",
    ),
    "set-clock": Kind(
        "A record was made with a clock that was set by hand",
        "FSWORKBOOK_NOW is for training families. Take it out of that person’s settings; when it was truly recorded is "
        "not known.",
    ),
    # The history itself
    "rewritten": Kind(
        "A commit was made again after it was first made",
        "The history was changed here: amended, put in another order or made one of several. Compare it with a "
        "colleague’s folder.",
    ),
    "lost-head": Kind(
        "The history no longer holds what this folder once held",
        "Somebody turned the history back or wrote it anew. The old one may still be here: “git log COMMIT”. Sync with "
        "nobody until it is found.",
    ),
    "shared": Kind(
        "The shared copy no longer holds what it once held",
        "Somebody rewrote the shared copy. Do not sync; this folder still holds the history. Tell whoever looks after "
        "the server.",
    ),
    "tombstone": Kind(
        "Something was taken out of the history in a way that does not count",
        "Only who leads the team takes something out, with “fsworkbook expunge”. Compare the history with the folder "
        "of a colleague who has not synced since.",
    ),
    "beside": Kind(
        "Commits lie beside the family’s history",
        "Nobody sees what they hold. Look with “git log NAME”; what should stand is recorded again, then delete NAME.",
    ),
    "roots": Kind(
        "The history has more than one beginning",
        "Another folder’s history was mixed in. Ask who merged it, and compare with a colleague’s folder.",
    ),
    "damaged": Kind(
        "A part of the history is damaged or forged",
        _CLONE,
    ),
    "replaced": Kind(
        "git is told to show other contents than those recorded",
        "The audit looked past it. Delete each with “git replace -d NAME”, and ask who set it up.",
    ),
    "graft": Kind(
        "git is told of another order of commits than the recorded one",
        "The audit looked past it. Delete .git/info/grafts, and ask who put it there.",
    ),
    "shallow": Kind("The folder holds only the end of the history", "Fetch the rest: “git fetch --unshallow”."),
    "partial": Kind("The folder holds only a part of the files’ contents", _CLONE),
    "borrowed": Kind(
        "The folder borrows its history from another place",
        "If that place changes, this history does. Take the folder again from a colleague.",
    ),
    "settings": Kind(
        "The folder’s own settings keep the history from being looked at",
        "“fsworkbook doctor” says what can be done. Nothing else was looked at here.",
    ),
    # What lies in the folder
    "mode": Kind(
        "A file is marked as a program",
        "No file of a workbook is one. Do not start it; ask who added it.",
    ),
    "link": Kind(
        "A link stands in the place of a file",
        "What it shows is no part of the record. Take it out, and put back the file from “git show COMMIT^:FILE”.",
    ),
    "submodule": Kind("Another history is tied into this one", "Take it out of the folder, and ask who put it there."),
    "twin": Kind(
        "Two names differ only in capitals or in how a letter is made",
        "On some computers the one hides the other. Keep the one that was recorded first.",
    ),
    "stray": Kind(
        "A file is none of the workbook’s",
        "Move it elsewhere. A drawing or a letter is added with “fsworkbook attach”.",
    ),
    "rules": Kind(
        "The folder’s rules for git were changed",
        "They could hide a file or change its words. Put back .gitattributes and .gitignore from the first commit.",
    ),
    "unsaved": Kind(
        "A file in the folder is not as it was recorded",
        "Nobody’s name stands under it. Put it back with “git restore FILE”, or, in family.toml alone, let the next "
        "recording take it along.",
    ),
    "missing": Kind("A recorded file is missing from the folder", "Put it back with “git restore FILE”."),
    "unrecorded": Kind(
        "A file lies in the folder that nobody recorded",
        "Move it away, or record what it holds with the command for it.",
    ),
    "hidden": Kind(
        "A file is kept from git’s sight",
        "Its changes would go unseen. Show it again: “git update-index --no-assume-unchanged --no-skip-worktree FILE”.",
    ),
    # Signatures
    "unsigned": Kind("A signature is missing where the family asks for one", _ASK),
    "broken-signature": Kind(
        "A commit was changed after it was signed", "Treat what it holds as if nobody had signed."
    ),
    "wrong-signature": Kind("A commit is signed with somebody else’s key", "Ask both people which of them made it."),
    "revoked-signature": Kind(
        "A commit is signed with a key that no longer counted",
        "If the key was lost, treat what it holds as if nobody had signed.",
    ),
    "unknown-signature": Kind(
        "A commit is signed with a key that nobody on the team has",
        "Ask its author for the key, and let the manager add it: fsworkbook team change.",
    ),
    "unchecked-signature": Kind(
        "Signatures could not be checked on this computer",
        "Install what is missing, and verify again.",
    ),
}
"""Every kind of finding, in the order in which they are told."""


def finding_of(commit: Commit, key: str, kind: str, words: str, record: str = "", path: str = "") -> Finding:
    """Return a finding about a commit; `key` is its author's, "" where nobody on the team is that."""
    try:
        when = datetime.fromtimestamp(commit.author.when, UTC)
    except (OverflowError, ValueError, OSError):
        when = None
    return Finding(kind, words, commit.id, record, path, key, commit.author.name, when)


def by_kind(findings: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield the findings by kind, in the order in which kinds are told."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.kind, []).append(finding)
    yield from ((kind, found[kind]) for kind in KINDS if kind in found)
