"""Signatures: what each is worth, as the keys stood at the commit's parent, and where one is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.audit.finding import finding_of
from fsworkbook.workbook.signers import UNSIGNED, Past, demanded, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from fsworkbook.workbook.audit.facts import Commit
    from fsworkbook.workbook.audit.finding import Finding
    from fsworkbook.workbook.signers import Keys, Seal

KINDS: Final = {
    "missing": "unsigned",
    "broken": "broken-signature",
    "wrong": "wrong-signature",
    "revoked": "revoked-signature",
    "unknown": "unknown-signature",
}
"""The kind of finding for each verdict that is not good."""

_ALWAYS: Final = frozenset({"broken", "wrong", "revoked"})


class Sealing(NamedTuple):
    """A commit that is signed, or that the family asks to be.

    Attributes:
        commit: the commit.
        author: the key of the member in whose name it stands.
        on: the British day on which it was made.
        keys: the team's keys as they count at its parent.
        approves: whether it approves something or shifts power.
    """

    commit: Commit
    author: str
    on: date
    keys: Keys
    approves: bool

    @property
    def demanded(self) -> bool:
        """Whether the family asks for a signature; a merge that brings nothing of its own decides nothing."""
        return demanded(self.keys.signed, approves=self.approves)


def findings(
    sealings: Sequence[Sealing],
    seals: Mapping[str, Seal],
    versions: Sequence[Keys],
    vouched: Callable[[Commit], bool] = lambda _commit: False,
) -> Iterator[Finding]:
    """Yield what is wrong with the signatures.

    Args:
        sealings: the commits to look at.
        seals: what each one's signature is in itself.
        versions: the keys in every version of `family.toml` that counts, the last one last.
        vouched: tells whether somebody stands for a signature that is missing.
    """
    past = Past.of(versions, versions[-1]) if versions else Past()
    for sealing in sealings:
        seal = seals.get(sealing.commit.id, UNSIGNED)
        verdict = judge(seal, sealing.author, sealing.on, sealing.keys, past)
        if verdict.word == "good" or not (sealing.demanded or verdict.word in _ALWAYS):
            continue
        if verdict.word == "missing" and vouched(sealing.commit):
            continue
        words = f"it is “{verdict.holder}”’s key" if verdict.holder else verdict.fingerprint
        yield finding_of(sealing.commit, sealing.author, KINDS[verdict.word], words)


def good(sealings: Sequence[Sealing], seals: Mapping[str, Seal], versions: Sequence[Keys]) -> frozenset[str]:
    """Return git's names for the commits whose signature is good."""
    past = Past.of(versions, versions[-1]) if versions else Past()
    return frozenset(
        one.commit.id
        for one in sealings
        if one.commit.id in seals and judge(seals[one.commit.id], one.author, one.on, one.keys, past).word == "good"
    )
