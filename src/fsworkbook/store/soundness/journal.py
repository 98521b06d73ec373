"""A recording that was cut off: the journal that finishes it, and one that is damaged."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import arrival, lock, pending, recording
from fsworkbook.store.soundness.finding import BROKEN, LOOK, Finding, Inspected, Mend, many

if TYPE_CHECKING:
    from pathlib import Path

UNFINISHED: Final = ("unfinished-sync", "unfinished-recording")
"""Findings after which the folder's files are not yet what the history says."""

_MOMENT: Final = 2.0
"""Seconds that a recording takes at most, where nothing holds it up."""


def check(case: Inspected) -> list[Finding]:
    """Return what a recording that was cut off has left."""
    found = []
    taking_in = case.private / arrival.NAME
    if taking_in.exists() and not _recording_now(taking_in):
        text = "What colleagues shared was being taken in when it was cut off."
        advice = "Nothing is lost, and the next command finishes it; or let it be finished now."
        mend = Mend("Finish it now?", lambda: _finish(case), True)
        found.append(Finding(UNFINISHED[0], LOOK, text, advice, mend))
    place = case.private / pending.NAME
    if place.exists() and not _recording_now(place):
        found.append(_damaged(case, place) if _unreadable(place) else _unfinished(case, place))
    earlier = case.private / f"{pending.NAME}.damaged"
    if earlier.exists():
        found.append(_damaged(case, earlier))
    return found


def _unfinished(case: Inspected, place: Path) -> Finding:
    files = many(len(pending.decode(place.read_bytes()).entries), "file")
    when = datetime.fromtimestamp(place.stat().st_mtime, UTC)
    text = f"A recording of {files} was cut off on {when.day} {when:%B} before it reached the history."
    advice = "It is kept whole, and the next command that records finishes it; or let it be finished now."
    return Finding(UNFINISHED[1], LOOK, text, advice, Mend("Finish it now?", lambda: _finish(case), True))


def _damaged(case: Inspected, place: Path) -> Finding:
    text = f"The journal of a recording that was cut off is damaged (.git/fsworkbook/{place.name})."
    advice = (
        "What was recorded before is safe, and a file that reached its place is taken in by the next recording. "
        "The journal's words can be read with any editor: look whether something there must be recorded again."
    )
    mend = Mend("Keep it aside, to be read there?", lambda: _put_aside(case, place), True)
    return Finding("damaged-journal", BROKEN, text, advice, mend)


def _finish(case: Inspected) -> str:
    shown = recording.settle(case.root)
    if any((case.private / name).exists() for name in (pending.NAME, arrival.NAME)):
        raise StoreTrouble("Somebody is recording in this folder just now. Run the doctor again later.")
    return f"Finished: {', '.join(shown)}." if shown else "It was finished already."


def _put_aside(case: Inspected, place: Path) -> str:
    with lock.held(recording.private_folder(case.root) / "lock"):
        if place.exists() and (place.name != pending.NAME or _unreadable(place)):
            case.aside.move(place)
    return f"The damaged journal can be read in {case.aside.shown}."


def _recording_now(place: Path) -> bool:
    """Return whether the journal is so young that its recording may be going on; the lock is left alone here."""
    return time.time() - place.stat().st_mtime < _MOMENT


def _unreadable(place: Path) -> bool:
    try:
        pending.decode(place.read_bytes())
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        return True
    return False
