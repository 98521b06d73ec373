"""Lists without arrows, for screen readers and the plainest terminals: numbered lines, answered by number or name.

In use where TERM is `dumb` or FSWORKBOOK_PLAIN is set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.output import say
from fsworkbook.cli.prompts import ask_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.desk import Desk
    from fsworkbook.cli.ways import Choice


def is_plain(env: Mapping[str, str]) -> bool:
    """Return whether lists are to be read line by line."""
    return bool(env.get("FSWORKBOOK_PLAIN")) or env.get("TERM") == "dumb"


def pick_one(desk: Desk, label: str, choices: Sequence[Choice], *, default: str | None) -> str:
    """Ask for one of `choices` by its number or the beginning of its name; ↵ alone takes the default."""
    _show(desk, label, choices)
    standing = next((str(at) for at, choice in enumerate(choices, 1) if choice.value == default), "")

    def wrong(text: str) -> str:
        return "" if len(_meant(text, choices)) == 1 else "Type the number of one line."

    return _meant(ask_line(desk, "Number", default=standing, wrong=wrong), choices)[0]


def pick_several(desk: Desk, label: str, choices: Sequence[Choice], *, ticked: Sequence[str]) -> list[str]:
    """Ask for any of `choices` by their numbers with commas between them; nothing is an answer too."""
    _show(desk, label, choices)
    standing = ", ".join(str(at) for at, choice in enumerate(choices, 1) if choice.value in ticked)

    def wrong(text: str) -> str:
        each = [part for part in text.split(",") if part.strip()]
        return "" if all(len(_meant(part, choices)) == 1 for part in each) else "Type numbers, such as 1, 3."

    text = ask_line(desk, "Numbers, with commas", default=standing, wrong=wrong)
    picked = {_meant(part, choices)[0] for part in text.split(",") if part.strip()}
    return [choice.value for choice in choices if choice.value in picked]


def _show(desk: Desk, label: str, choices: Sequence[Choice]) -> None:
    say(desk, label, *(f"  {at}  {choice.title}" for at, choice in enumerate(choices, 1)))


def _meant(text: str, choices: Sequence[Choice]) -> list[str]:
    """Return the values that `text` fits: by number, else by how the title begins."""
    word = text.strip().casefold()
    if word.isdecimal():
        return [choices[int(word) - 1].value] if 1 <= int(word) <= len(choices) else []
    return [choice.value for choice in choices if word and choice.title.casefold().startswith(word)]
