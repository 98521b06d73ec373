"""How the folder stands to the colleagues' copy, as this folder knows it: nothing is fetched to find out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from fsworkbook.store import seen
from fsworkbook.store.soundness import refs
from fsworkbook.store.soundness.finding import LOOK, SOUND, Finding, Inspected, many
from fsworkbook.workbook.audit.clone import HERE

_TOLERANCE: Final = 300
"""Seconds by which another computer's clock may be ahead."""


def check(case: Inspected) -> list[Finding]:
    """Return what is to be said of the last commit's time, and of what is not shared yet."""
    return [*_clock(case), *_seen(case), *_shared(case)]


def _clock(case: Inspected) -> list[Finding]:
    stamp = case.git.attempt("log", "-1", "--format=%ct", "HEAD").output.decode().strip()
    if not stamp.isdecimal() or int(stamp) <= datetime.now(UTC).timestamp() + _TOLERANCE:
        return []
    when = datetime.fromtimestamp(int(stamp), UTC)
    text = f"The newest record is from {when.day} {when:%B %Y, %H:%M} UTC, which has not come yet by this clock."
    advice = "Set this computer’s clock; times that run backwards are findings of “fsworkbook audit verify”."
    return [Finding("clock", LOOK, text, advice)]


def _seen(case: Inspected) -> list[Finding]:
    """Return a finding where the history does not hold the last commit that this folder is known to have stood at."""
    heads = [item.commit for item in seen.sightings(case.private) if item.place == HERE]
    # One that the disk has lost is no sign that somebody turned it back; `audit verify` tells of it all the same.
    if not heads or not case.git.attempt("cat-file", "-e", f"{heads[-1]}^{{commit}}").worked:
        return []
    if case.git.attempt("merge-base", "--is-ancestor", heads[-1], "HEAD").worked:
        return []
    text = "The history was turned back: it does not hold a commit that this folder stood at before."
    advice = "“fsworkbook audit verify” says which, and what to do. What is in the folder stays readable."
    return [Finding("turned-back", LOOK, text, advice)]


def _shared(case: Inspected) -> list[Finding]:
    address = case.git.attempt("config", "--get-regexp", r"^remote\..*\.url$").output.strip()
    if not address:
        return [Finding("sharing", SOUND, "Not shared with anybody yet; “fsworkbook sync” does that")]
    theirs = _theirs(case)
    if not theirs:
        return [Finding("sharing", SOUND, "Has an address to share at, but has not been shared from here yet")]
    counts = case.git.attempt("rev-list", "--left-right", "--count", f"HEAD...{theirs}").output.decode().split()
    if len(counts) != 2:  # noqa: PLR2004 - ours and theirs
        return []
    ours, others = (int(count) for count in counts)
    words = [f"{many(ours, 'commit')} of yours to share"] if ours else []
    words += [f"{many(others, 'commit')} of colleagues’ to take in"] if others else []
    text = " and ".join(words) + "; “fsworkbook sync” does it" if words else "Shared with colleagues, all of it"
    return [Finding("sharing", SOUND, text)]


def _theirs(case: Inspected) -> str:
    name = refs.branch(case.inside).removeprefix("refs/heads/")
    listed = case.git.attempt("for-each-ref", "--format=%(refname)", f"refs/remotes/*/{name}").output.decode().split()
    return listed[0] if listed else ""
