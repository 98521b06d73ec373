"""Tombstones in a history: which of them count, and what they explain: records gone, and signatures lost.

A tombstone counts that was laid by who may expunge, in a commit of its own right after the history that it names, and
with nothing back that it took out. Whether that was all that changed shows only to whoever has the old history too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.disclosure.tombstones import ACTION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from fsworkbook.workbook.audit.facts import Commit
    from fsworkbook.workbook.audit.finding import Finding
    from fsworkbook.workbook.disclosure.tombstones import Tombstone

SERIOUS = frozenset({
    *("permission", "stranger", "identity", "role", "trailers", "foreign", "author", "misnamed", "unreadable", "team"),
    *("rewritten", "damaged", "changed", "duplicate", "tombstone", "broken-signature", "wrong-signature"),
    *("revoked-signature", "unknown-signature"),
})  # fmt: skip
"""Kinds of finding about its commit with which a tombstone does not count."""


class Laid(NamedTuple):
    """A tombstone in the history: its record's id, what it says, its commit, and whether its author may expunge."""

    record: str
    says: Tombstone | None
    commit: Commit
    allowed: bool


class Tombs:
    """The tombstones of a history, with the commits that stand before each."""

    def __init__(self, laid: Sequence[Laid], parents: Mapping[str, tuple[str, ...]], known: Collection[str]) -> None:
        """Take the tombstones in the order of the history, each commit's parents, and the ids of all its records."""
        self._laid = tuple(laid)
        self._parents = parents
        self._before = {one.record: self._reached(one.commit.parents) for one in self._laid}
        self._known = known
        self._wrong = {one.record: tuple(self._faults(one)) for one in self._laid}
        self._barred: set[str] = set()

    def faults(self) -> Iterator[tuple[Laid, str, str]]:
        """Yield what is wrong with each tombstone: in words, and the record that it is about ("": the tombstone)."""
        for one in self._laid:
            yield from ((one, words, record) for words, record in self._wrong[one.record])

    def bar(self, findings: Collection[Finding], unsigned: Collection[str] = frozenset()) -> None:
        """Let no tombstone count whose own commit has a serious finding.

        Nor one whose commit lacks a signature that it should have (`unsigned`), unless a later one stands for that.
        """
        wrong = {item.commit for item in findings if item.kind in SERIOUS}
        self._barred = {one.record for one in self._laid if one.commit.id in wrong}
        for one in reversed(self._laid):
            if one.commit.id in unsigned and not self.vouch(one.commit):
                self._barred.add(one.record)

    def counting(self) -> tuple[Laid, ...]:
        """Return the tombstones that count."""
        return tuple(one for one in self._laid if self._counts(one))

    def explain(self, commit: str, records: Collection[str]) -> bool:
        """Return whether it is explained that a commit names records which are not there."""
        gone: set[str] = set()
        for one in self.counting():
            if commit in self._before[one.record] and one.says is not None:
                gone |= set(one.says.records)
        return gone.issuperset(records)

    def vouch(self, commit: Commit) -> bool:
        """Return whether a tombstone stands for the signature that a commit lost."""
        return any(
            one.record == commit.trailers.vouched and commit.id in self._before[one.record] for one in self.counting()
        )

    def _counts(self, one: Laid) -> bool:
        return one.says is not None and not self._wrong[one.record] and one.record not in self._barred

    def _reached(self, commits: Sequence[str]) -> frozenset[str]:
        found: set[str] = set()
        waiting = list(commits)
        while waiting:
            commit = waiting.pop()
            if commit not in found:
                found.add(commit)
                waiting += self._parents.get(commit, ())
        return frozenset(found)

    def _faults(self, one: Laid) -> Iterator[tuple[str, str]]:
        says, before = one.says, self._before[one.record]
        if says is None:
            yield "it does not say what was taken out", ""
            return
        if not one.allowed:
            yield "it was laid by somebody who may not", ""
        said = one.commit.trailers
        if said.action != ACTION or len(one.commit.parents) != 1 or len(said.records) != 1:
            yield "its commit is not one that lays a tombstone and nothing else", ""
        elif self._follows(one) != one.commit.parents[0]:
            yield "it names another history than it follows", ""
        if says.old in self._parents or says.old == says.new:
            yield "the history still holds the one that it says is gone", ""
        if says.commits > len(before):
            yield "it says that more commits changed than there are", ""
        yield from (("it was taken out, and is back", record) for record in says.records if record in self._known)

    def _follows(self, one: Laid) -> str:
        """Return the commit that a tombstone must follow: the one that it names, or what a later one made of it."""
        found = one.says.new if one.says is not None else ""
        for later in self._laid:
            if later.says is not None and one.commit.id in self._before[later.record]:
                found = dict(later.says.renewed).get(one.record, found)
        return found
