"""Lists without arrows, for screen readers and the plainest terminals: numbered lines, answered by number or name.

In use where TERM is `dumb` or FSWORKBOOK_PLAIN is set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.cli.frame.output import say
from fsworkbook.cli.talk.prompts import ask_line
from fsworkbook.cli.talk.ways import Aside, Back, More

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.talk.ways import Choice

_CALLS: Final[dict[str, type[Exception]]] = {"b": Back, "?": More, "a": Aside}
_NONE: Final = "-"


def is_plain(env: Mapping[str, str]) -> bool:
    """Return whether lists are to be read line by line."""
    return bool(env.get("FSWORKBOOK_PLAIN")) or env.get("TERM") == "dumb"


def pick_one(desk: Desk, label: str, choices: Sequence[Choice], *, default: str | None) -> str:
    """Ask for one of `choices` by its number or the beginning of its name; ↵ alone takes the default."""
    _show(desk, label, choices)
    standing = next((str(at) for at, choice in enumerate(choices, 1) if choice.value == default), "")

    def wrong(text: str) -> str:
        fits = text in _CALLS or len(_meant(text or standing, choices)) == 1
        return "" if fits else "Type the number of one line."

    asked = f"Number (↵ for {standing})" if standing else "Number"
    return _meant(_heeded(ask_line(desk, asked, wrong=wrong)) or standing, choices)[0]


def pick_several(desk: Desk, label: str, choices: Sequence[Choice], *, ticked: Sequence[str]) -> list[str]:
    """Ask for any of `choices` by their numbers with commas between them; `-` is none of them."""
    _show(desk, label, choices)
    standing = ", ".join(str(at) for at, choice in enumerate(choices, 1) if choice.value in ticked)

    def wrong(text: str) -> str:
        fits = text in {*_CALLS, _NONE} or all(len(_meant(part, choices)) == 1 for part in _parts(text))
        return "" if fits else "Type numbers, such as 1, 3."

    asked = f"Numbers, with commas (↵ for {standing}, - for none)" if standing else "Numbers, with commas"
    text = _heeded(ask_line(desk, asked, wrong=wrong)) or standing
    picked = {_meant(part, choices)[0] for part in _parts(text) if text != _NONE}
    return [choice.value for choice in choices if choice.value in picked]


def _heeded(text: str) -> str:
    """Return what was typed; the calls that every question takes are heeded instead."""
    if text in _CALLS:
        raise _CALLS[text]
    return text.strip()


def _parts(text: str) -> list[str]:
    return [part for part in text.split(",") if part.strip()]


def _show(desk: Desk, label: str, choices: Sequence[Choice]) -> None:
    say(desk, label, *(f"  {at}  {choice.title}" for at, choice in enumerate(choices, 1)))


def _meant(text: str, choices: Sequence[Choice]) -> list[str]:
    """Return the values that `text` fits: by number, else by how the title begins."""
    word = text.strip().casefold()
    if word.isdecimal():
        return [choices[int(word) - 1].value] if 1 <= int(word) <= len(choices) else []
    return [choice.value for choice in choices if word and choice.title.casefold().startswith(word)]
