"""Calling a command without typer, whose import alone costs more than a recording.

Only what is beyond doubt is taken here: a command by its full name, its options by theirs, each said once and each
with a value that cannot be mistaken. Everything else (`--help`, a slip, a missing word, anything a command spells in
typer's own words) is left to typer, so that there is one place where a line can be wrong.
tests/cli/test_direct.py holds that both understand every line alike.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from fsworkbook.cli.commands import entries
from fsworkbook.cli.frame.calling import Command, Group
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fsworkbook.cli.frame.calling import Taken
    from fsworkbook.cli.frame.desk import Desk

_LONGEST = 9
"""Digits of a number that is taken here."""


class Plain(NamedTuple):
    """A line that is beyond doubt: the commands that it calls, one after the other, each with what was said to it."""

    steps: tuple[tuple[Command, dict[str, Any], bool], ...]

    def call(self, desk: Desk) -> int:
        """Call them at `desk` and return the exit code."""
        result = None
        for command, said, bare in self.steps:
            result = command.call(desk, said, bare=bare)
        return result if isinstance(result, int) and not isinstance(result, bool) else 0


def understand(arguments: Sequence[str]) -> Plain | None:
    """Return what a line calls, where that is beyond doubt; None where typer is to read it."""
    entry = entries().get(arguments[0]) if arguments else None
    if entry is None:
        return None
    module = import_module(f"fsworkbook.cli.{entry[1]}")
    rest = arguments[1:]
    group = getattr(module, "group", None)
    if group is None:
        return _plain((getattr(module, "command", None), rest, True))
    if not isinstance(group, Group):
        return None
    if rest and rest[0] in group.words:
        return _plain((group.itself, (), False), (group.words[rest[0]], rest[1:], True))
    return _plain((group.itself, rest, True))


def _plain(*steps: tuple[object, Sequence[str], bool]) -> Plain | None:
    found = []
    for command, words, bare in steps:
        if not isinstance(command, Command):
            return None
        try:
            found.append((command, _said(command.taken(), words), bare))
        except _DoubtError:
            return None
    return Plain(tuple(found))


class _DoubtError(Exception):
    """Something that typer is to read."""


def _said(taken: Iterable[Taken], words: Sequence[str]) -> dict[str, Any]:
    """Return a value for everything that a command takes.

    Raises:
        _DoubtError: that would be a guess.
    """
    options: dict[str, Taken] = {}
    places: list[Taken] = []
    for item in taken:
        if item.spelling is None:
            raise _DoubtError
        if isinstance(item.spelling, Option):
            options |= dict.fromkeys(item.spelling.names, item)
        else:
            places.append(item)
    given: dict[str, list[str | bool]] = {}
    left = iter(words)
    for word in left:
        name, is_, value = word.partition("=")
        if name not in options:
            if not places or not _is_value(word):
                raise _DoubtError
            given[places.pop(0).name] = [word]
            continue
        item = options[name]
        if is_ and (item.type is bool or not name.startswith("--")):
            raise _DoubtError
        if item.type is bool:
            given.setdefault(item.name, []).append(True)
        else:
            given.setdefault(item.name, []).append(_value(value if is_ else next(left, "")))
    return {item.name: _read(item, given.get(item.name, [])) for item in taken}


def _read(item: Taken, given: list[str | bool]) -> Any:  # noqa: ANN401 - of the item's own type
    """Return one value of what was given for it.

    Raises:
        _DoubtError: it is missing, it was said twice, or it is of a type that only typer reads.
    """
    if item.type == list[str] | None:
        return given or item.default
    if len(given) > 1 or (not given and item.default is ...):
        raise _DoubtError
    if not given:
        return item.default
    (value,) = given
    if item.type in (bool, str, str | None):
        return value
    if item.type == Path | None:
        return Path(str(value))
    if item.type == int | None and isinstance(value, str) and _is_number(value):
        return int(value)
    raise _DoubtError


def _value(word: str) -> str:
    if not _is_value(word):
        raise _DoubtError
    return word


def _is_value(word: str) -> bool:
    """Whether a word is a value and cannot have been meant as an option; `-` is standard input."""
    return word == "-" or (word != "" and not word.startswith("-"))


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= _LONGEST
