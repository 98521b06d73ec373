"""The doctor's page: a line for each check, its mark first, and under it what it means and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import Piece, say, wrap
from fsworkbook.store.soundness.finding import BROKEN, LOOK, SOUND, Finding, many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.history.doctorrounds import Round

_MARKS: Final = {SOUND: ("✓", "ok", "green"), LOOK: ("!", "!", "amber"), BROKEN: ("×", "x", "red")}
"""The sign of each mark, the one where a terminal has not got that, and its colour."""

_LEAD: Final = 4


def show_round(desk: Desk, one: Round, found: Sequence[Finding], *, brief: bool) -> None:
    """Print what was found in one round; `brief` lets a folder that is sound take one line."""
    if brief and one.path is not None and all(item.mark == SOUND for item in found):
        show_finding(desk, Finding("family", SOUND, f"{one.title}: the history is whole, and everything can be read"))
        return
    say(desk, *([] if one.path is None else [""]), [Piece(one.title, "strong")])
    for item in found:
        show_finding(desk, item)


def show_finding(desk: Desk, item: Finding) -> None:
    """Print one finding."""
    sign, plain, colour = _MARKS[item.mark]
    mark = sign if _can_show(desk, sign) else plain
    first, *rest = wrap(item.text, desk.width - _LEAD) or [""]
    say(desk, [" " * (_LEAD - 1 - len(mark)), Piece(mark, colour), " ", first], *(" " * _LEAD + line for line in rest))
    if item.advice:
        for line in wrap(item.advice, desk.width - _LEAD):
            say(desk, [" " * _LEAD, Piece(line, "quiet")])


def show_end(desk: Desk, found: Sequence[Finding], *, mended: bool, kept: Sequence[str] = ()) -> None:
    """Print how it stands in a sentence, and what can be done next; `kept` is where mends kept what they replaced."""
    for place in kept:
        say(desk, "", *wrap(f"What was replaced is kept in {place}", desk.width))
    broken = sum(item.mark == BROKEN for item in found)
    look = sum(item.mark == LOOK for item in found)
    if not broken and not look:
        say(desk, "", [Piece("Everything is sound.", "green")])
        return
    words = [f"{broken} broken"] if broken else []
    words += [f"{many(look, 'thing')} to look at"] if look else []
    say(desk, "", [Piece(f"{' and '.join(words)}.", "strong")])
    can = sum(item.mend is not None for item in found)
    if can and not mended:
        some = "one of them" if can == 1 else f"{can} of them"
        them = some if can < broken + look else "it" if can == 1 else "them"
        say(desk, f"“fsworkbook doctor --mend” can put {them} right, and asks before each.")


def told(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return what was found in one round for other programs."""
    return [
        {
            "check": item.name,
            "mark": item.mark,
            "text": item.text,
            "advice": item.advice,
            "mend": None if item.mend is None else "safe" if item.mend.safe else "asked",
        }
        for item in found
    ]


def _can_show(desk: Desk, sign: str) -> bool:
    try:
        sign.encode(getattr(desk.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
