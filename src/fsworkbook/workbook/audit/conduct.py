"""Who made a commit, and whether they may: names, trailers, roles, and what each record says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.audit.roll import left
from fsworkbook.workbook.forms.catalogue import KINDS
from fsworkbook.workbook.gitnames import signed_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from fsworkbook.workbook.audit.facts import Commit, Hand, Head
    from fsworkbook.workbook.audit.roll import Roll
    from fsworkbook.workbook.audit.rules import Rules

BY_HAND: Final = "edit-by-hand"
"""The action of a commit that holds what somebody edited without the program."""

OPENING: Final = frozenset({"open-family", "open-workbook", "new-family"})
"""The actions of a first commit: a family opened by the command, or built as a whole."""

UNLIKE: Final = "the records that it names are not those that it holds"
"""What is said of a commit that names other records than it holds."""

Said = tuple[str, str]
"""A kind of finding, and the words for it."""


class Member(NamedTuple):
    """A member of the team on a day, as the team counted before a commit.

    Attributes:
        there: whether they were on the team at all.
        left: whether they had left before that day.
        names: the names and addresses under which they may commit: as before, and as that commit may lawfully say.
        roles: the roles in which they may act.
        claims: the roles that a commit of theirs may name.
    """

    there: bool
    left: bool
    names: frozenset[tuple[str, str]]
    roles: frozenset[str]
    claims: frozenset[str]

    @classmethod
    def of(cls, key: str, roll: Roll, after: Roll, day: date) -> Member:
        """Return the member with a key, before a commit (`roll`) and as it leaves the team (`after`)."""
        rows = [rows[key] for rows in (roll.team, after.team) if key in rows]
        roles = roll.roles(key, day)
        return cls(
            key in roll.team,
            key in roll.team and left(roll.team[key], day),
            frozenset(signed_as(key, row.get("name"), row.get("email")) for row in rows),
            roles,
            roles | {str(row.get("role")) for row in rows},
        )


class Standing(NamedTuple):
    """Where a commit stands.

    Attributes:
        roll: the team as it counts at its parent; its own where it is the first.
        member: whom its trailer names.
        brings: whether it brings anything that none of its parents holds.
    """

    roll: Roll
    member: Member
    brings: bool


def author_key(commit: Commit, roll: Roll) -> str:
    """Return the key of the member in whose name a commit stands: by its trailer, else by its e-mail address."""
    key = commit.trailers.author
    if key:
        return key if key in roll.team else ""
    return by_email(commit.author, roll)


def by_email(hand: Hand, roll: Roll) -> str:
    """Return the key of the member with an e-mail address; "" where nobody has it."""
    wanted = hand.email.casefold()
    found = (
        key
        for key, row in roll.team.items()
        if signed_as(key, row.get("name"), row.get("email"))[1].casefold() == wanted
    )
    return next(found, "")


def of_commit(commit: Commit, at: Standing, made: Mapping[str, Head]) -> Iterator[Said]:
    """Yield what is wrong with who made a commit and with what it says of itself; `made` are its new records."""
    said = commit.trailers
    merge = len(commit.parents) > 1
    if not said.any:
        if not by_email(commit.author, at.roll):
            yield "stranger", "nobody on the team has that e-mail address"
        if at.brings or not merge:
            yield "foreign", "it says nothing of what it recorded" if made else ""
    elif not said.whole:
        yield "trailers", "some of the lines that the program writes at the end are missing, or stand there twice"
    else:
        yield from _named(commit, at)
    if said.any and not merge:
        yield from _listed(commit, made)
    if not commit.parents and said.action not in OPENING:
        yield "opening", "the first commit does not open a workbook"


def _named(commit: Commit, at: Standing) -> Iterator[Said]:
    key, member = commit.trailers.author, at.member
    if not member.there:
        yield "stranger", f"“{key}” was not on the team" if key.isprintable() else "its author was not on the team"
        return
    if member.left:
        yield "stranger", f"“{key}” had left the team"
    if commit.author[:2] not in member.names:
        other = by_email(commit.author, at.roll)
        yield (
            "identity",
            f"it says “{key}”, and came from " + (f"“{other}”" if other not in {"", key} else "another name"),
        )
    if commit.trailers.role not in member.claims:
        yield "role", f"it claims {_word(commit.trailers.role)}"


def _listed(commit: Commit, made: Mapping[str, Head]) -> Iterator[Said]:
    """Hold the records that a commit names against those that it brings."""
    said = commit.trailers
    if said.action == BY_HAND or not said.whole:
        return
    if set(made) - set(said.records):
        yield "trailers", UNLIKE
    kinds = {head.kind for head in made.values()}
    if said.action in KINDS and kinds and said.action not in kinds:
        yield "trailers", f"it says {_word(said.action)}, and holds another kind of record"


def absent(commit: Commit, made: Mapping[str, Head]) -> frozenset[str]:
    """Return the records that a commit names and does not hold; none where it holds others, which is told by itself."""
    said = commit.trailers
    if said.action == BY_HAND or not said.whole or len(commit.parents) > 1 or set(made) - set(said.records):
        return frozenset()
    return frozenset(said.records) - made.keys()


def of_record(record: str, head: Head, key: str) -> Iterator[Said]:
    """Yield what is wrong with what a record says of itself; `key` is the commit's author."""
    if head.fault:
        yield "unreadable", head.fault
        return
    if f"{head.on}-{head.by}-" != record[:-10]:
        yield "misnamed", "its day or its author is another than its name says"
    if key and head.by != key:
        yield "author", f"it says “{head.by}”, and “{key}” recorded it"


def of_power(head: Head, key: str, roles: frozenset[str], rules: Rules, kept: Kept) -> Iterator[Said]:
    """Yield where a record needs another role, or another person, than its author."""
    if head.fault or not key:
        return
    if not rules.allows(head, roles):
        kind = f"{head.kind}, {head.step}" if head.step else head.kind
        yield "permission", f"{_word(kind)}, by {', '.join(sorted(_word(role) for role in roles)) or 'no role'}"
    if head.kind == "supervision" and head.step == "approved" and key in kept.minuted.get(head.meeting, ()):
        yield "approval", ""
    if head.kind == "copy" and head.step and key in kept.wrote(head):
        yield "approval", "a copy"
    for target in (*head.corrects, *([head.strikes] if head.strikes else [])):
        other = kept.heads.get(target)
        if other is not None and rules.is_own(other.kind) and other.by != key:
            yield "own", f"it is about {target}, by “{other.by}”"


class Kept:
    """What the rules need to know of records before: their heads, and who wrote the minutes of which meeting."""

    def __init__(self) -> None:
        self.heads: dict[str, Head] = {}
        self.minuted: dict[str, set[str]] = {}

    def wrote(self, head: Head) -> frozenset[str]:
        """Return who wrote or made the copy that a record lets go: its own, or the one that it names (B.71)."""
        if not head.releases:
            return frozenset(head.authors)
        copy = self.heads.get(head.releases)
        return frozenset((*copy.authors, copy.by)) if copy is not None else frozenset()

    def add(self, record: str, head: Head) -> None:
        """Take a record along."""
        self.heads[record] = head
        if head.kind == "supervision" and head.step == "minutes":
            self.minuted.setdefault(head.meeting, set()).add(head.by)


def _word(text: str) -> str:
    """Return a word of the program's own as it may be printed; anything else is not repeated."""
    return text if len(text) <= 64 and text.replace("-", "").replace(", ", "").isalnum() else "something else"  # noqa: PLR2004
