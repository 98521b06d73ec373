"""`doctor --mend`: each mend in turn, asked for first; the folder is looked at again after each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.cli.frame.output import Piece, say, tell, wrap
from fsworkbook.cli.history.doctorpage import show_finding
from fsworkbook.errors import WorkbookError
from fsworkbook.store.soundness.finding import LOOK, SOUND, Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.history.doctorrounds import Round

_LABEL: Final = "    Put it right?"


class Mended(NamedTuple):
    """A mend that was done: in which round, of which finding, and what was done, in a sentence."""

    round: str
    check: str
    done: str


def mend(
    desk: Desk, rounds: list[tuple[Round, list[Finding]]], agree: Callable[[Finding], bool], *, quiet: bool
) -> tuple[list[tuple[Round, list[Finding]]], list[Mended]]:
    """Go through what can be put right, and return what is found afterwards, and what was done.

    Args:
        desk: where one works.
        rounds: what was looked at, and what was found.
        agree: says whether a finding is to be mended.
        quiet: whether nothing is printed on the way.
    """
    after, done = [], []
    for one, found in rounds:
        left, mended = _round(desk, one, found, agree, quiet=quiet)
        after.append((one, left))
        done += mended
    return after, done


def asking(desk: Desk) -> Callable[[Finding], bool]:
    """Return what agrees to a mend: whoever sits here; where nobody can be asked, to the safe ones alone."""
    if not desk.can_ask:
        return lambda item: item.mend is not None and item.mend.safe
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only where somebody is asked
    from fsworkbook.cli.talk.ways import Back  # noqa: PLC0415 - likewise

    asker = Asker.at(desk)

    def ask(item: Finding) -> bool:
        if item.mend is None:
            return False
        # Above the list, where there is room for it: beside the hint how to choose there is not.
        say(desk, *wrap(item.mend.question, desk.width, "    "))
        try:
            return asker.yes(_LABEL, default=True if item.mend.safe else None)
        except Back:
            return False

    return ask


def _round(
    desk: Desk, one: Round, found: list[Finding], agree: Callable[[Finding], bool], *, quiet: bool
) -> tuple[list[Finding], list[Mended]]:
    """Mend one round's findings, the first first: what comes after may rest on it, or be gone with it."""
    shown = {item.key for item in found}
    settled: set[tuple[str, str]] = set()
    done: list[Mended] = []
    while item := next((item for item in found if item.mend is not None and item.key not in settled), None):
        settled.add(item.key)
        if not quiet:
            say(desk, "", *([[Piece(f"Mending {one.title}", "strong")]] if len(settled) == 1 else []))
            show_finding(desk, item if item.key not in shown else item._replace(advice=""))
        if not agree(item):
            _left(desk, quiet=quiet)
            continue
        outcome = _do(item)
        if not quiet:
            show_finding(desk, outcome)
        if outcome.mark == SOUND:
            done.append(Mended(one.title, item.name, outcome.text))
        found = one.inspect()
    for item in found if not quiet else []:  # what only a mend has brought to light
        if item.mark != SOUND and item.key not in shown and item.key not in settled:
            show_finding(desk, item)
    return found, done


def _left(desk: Desk, *, quiet: bool) -> None:
    if not quiet and not desk.can_ask:
        tell(desk, *wrap("Left as it is: this one is done only where somebody can be asked.", desk.width - 4, "    "))


def _do(item: Finding) -> Finding:
    """Do a mend, and return what came of it."""
    if item.mend is None:
        return item
    try:
        return Finding(item.name, SOUND, item.mend.run())
    except WorkbookError as problem:
        return Finding(item.name, LOOK, str(problem))
    except OSError as problem:
        return Finding(item.name, LOOK, f"It could not be done: {problem.strerror}.", "Nothing is lost.")
