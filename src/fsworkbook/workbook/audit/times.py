"""Time: what a commit and its records say of it, held against each other and against what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.audit.conduct import BY_HAND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.workbook.audit.conduct import Said
    from fsworkbook.workbook.audit.facts import Commit, Head

SKEW: Final = 15 * 60
"""Seconds by which the clocks of two computers may differ."""

FAR: Final = 60 * 60
"""Seconds by which a record's time may differ from its commit's; the program writes the same for both."""

SET: Final = "set"
"""What the trailer `Workbook-Clock` says where FSWORKBOOK_NOW set the clock."""


class Moment(NamedTuple):
    """When a commit comes: the latest time of its parents, now where that is known, and whether time says anything.

    On a training family a set clock is lawful, and says nothing about order.
    """

    before: int | None
    now: int | None
    free: bool


def of_commit(commit: Commit, at: Moment) -> Iterator[Said]:
    """Yield what is wrong with a commit's own time."""
    author, committer = commit.author, commit.committer
    if author != committer:
        what = "at another time" if author[:2] == committer[:2] else "by somebody else"
        yield "rewritten", f"it was put into the history {what} than it was made"
    if at.free:
        return
    if at.before is not None and author.when < at.before - SKEW:
        yield "clock", f"{_span(at.before - author.when)} before the one that it follows"
    if at.now is not None and author.when > at.now + SKEW:
        yield "clock", f"{_span(author.when - at.now)} ahead of now"


def of_record(commit: Commit, head: Head, at: Moment) -> Iterator[Said]:
    """Yield what is wrong with when a record says that it was recorded.

    One that was written by hand was written some time between its commit and the one before.
    """
    if head.recorded is None or at.free:
        return
    recorded = int(head.recorded.timestamp())
    after, made = recorded - commit.author.when, commit.author.when
    if commit.trailers.action == BY_HAND:
        early = at.before is not None and recorded < at.before - SKEW
        if early or after > SKEW:
            yield "backdated", f"{_span(abs(after))} {'later' if after > 0 else 'earlier'} than its commit"
    elif not -FAR <= after <= FAR:
        yield "backdated", f"{_span(abs(recorded - made))} {'later' if after > 0 else 'earlier'} than its commit"


def _span(seconds: int) -> str:
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        count = seconds // size
        if count:
            return f"{count} {name}{'' if count == 1 else 's'}"
    return "less than a minute"
