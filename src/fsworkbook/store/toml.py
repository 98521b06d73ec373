"""TOML on one line: write the values of a front matter, and read the plain ones at speed.

Our own writer, because the two usual ones do not fit: tomlkit costs 29 ms of start-up, and tomli-w breaks
every list over lines. Reading is tomllib's work; a test holds that it reads back whatever is written here, and
that `plain` says the same as tomllib wherever it says anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from fsworkbook.errors import BadInput

_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
# Whatever ends a line in some editor is escaped too, so that one value is one line in all of them.
_UNSAFE: Final = '["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029]'
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_SHORT: Final = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
# A line as this module writes it, of the types that nearly every line has: text and lists of text without escapes,
# days, moments in UTC, whole numbers, true and false.
_TEXT: Final = r'"[^"\\\x00-\x08\x0a-\x1f\x7f]*"'
_PLAIN: Final = re.compile(
    rf"([A-Za-z0-9_-]+) = (?:({_TEXT})|\[((?:{_TEXT}(?:, {_TEXT})*)?)\]|([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
    r"(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?|(0|[1-9][0-9]{0,17})|(true|false))\n"
)
_ITEM: Final = re.compile(_TEXT)
_PLACE: Final = re.compile(r"at line (\d+)")
_NOT_TOML: Final = "this is not valid TOML (key = value). Put the line right in an editor."
_TOO_DEEP: Final = "this is nested far too deeply. Put the line right in an editor."
_TOO_LONG: Final = "a number there is longer than TOML allows. Put it right in an editor."
_DEEPEST: Final = 40
_SHORT_TEXT: Final = 32 << 10
_LONG_KEY: Final = re.compile(
    r"""(?:^|[{,])[ \t]*\[{0,2}[ \t]*(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){256}""", re.MULTILINE
)
_INTEGER_LIMIT: Final = 2**63


def pair(key: str, value: object) -> str:
    """Return `key = value` as one line without its end (format.md "A record").

    Raises:
        BadInput: the key is no text, or the value cannot stand in TOML (None, a lone surrogate, NUL …).
    """
    if not isinstance(key, str):
        raise BadInput("A key of a record must be text. Give every key a name.")
    try:
        return f"{_key(key)} = {_value(value)}"
    except _CannotStandError as problem:
        raise BadInput(f"The value under `{_shown(key)}` {problem}. Change it and try again.") from None


def plain(text: str) -> dict[str, Any] | None:
    """Return the table that `text` says, or None where only tomllib can tell: it is several times slower.

    Every view reads every record, and a caseload has a quarter of a million.
    """
    table: dict[str, Any] = {}
    place = 0
    while place < len(text):
        found = _PLAIN.match(text, place)
        if found is None or found[1] in table:
            return None
        try:
            table[found[1]] = _plain_value(found)
        except ValueError:
            return None
        place = found.end()
    return table


class Unparsable(ValueError):  # noqa: N818 - reads as the sentence that it is
    """A text is no TOML that can be worked with; `line` counts from 1, and `reason` repeats nothing of it."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def parse(text: str) -> dict[str, Any]:
    """Return the table that `text` says, as tomllib reads it.

    Raises:
        Unparsable: it is no valid TOML, holds a number that no computer counts to, or is nested beyond all use.
    """
    import tomllib  # noqa: PLC0415 - 14 ms that a command which only writes does not need

    long = _LONG_KEY.search(text) if len(text) > _SHORT_TEXT else None
    if long is not None:  # tomllib would take hours over it
        raise Unparsable(text.count("\n", 0, long.end()) + 1, _TOO_DEEP)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = _PLACE.search(str(problem))
        raise Unparsable(int(found[1]) if found else text.count("\n") + 1, _NOT_TOML) from None
    except RecursionError as problem:
        raise Unparsable(_line_of(problem), _TOO_DEEP) from None
    except ValueError as problem:
        raise Unparsable(_line_of(problem), _TOO_LONG) from None
    key, reason = _beyond_use(table)
    if reason:
        from fsworkbook.practice.lines import line_of, places  # noqa: PLC0415 - only where something is wrong

        raise Unparsable(line_of(places(text), (key,)), reason)
    return table


def _line_of(problem: BaseException) -> int:
    """Return the line where tomllib had come to when it gave up without saying where."""
    step = problem.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_name == "loads":
            here = step.tb_frame.f_locals
            return str(here.get("src", "")).count("\n", 0, int(here.get("pos", 0))) + 1
        step = step.tb_next
    return 1


def _beyond_use(table: dict[str, Any]) -> tuple[str, str]:
    """Return the first key under which something is nested or counted beyond what TOML may hold, and what it is."""
    for key, value in table.items():
        layer = [value]
        for _ in range(_DEEPEST):
            if any(isinstance(one, int) and not -_INTEGER_LIMIT <= one < _INTEGER_LIMIT for one in layer):
                return key, _TOO_LONG
            layer = [item for one in layer if isinstance(one, dict | list) for item in _held(one)]
            if not layer:
                break
        else:
            return key, _TOO_DEEP
    return "", ""


def _held(value: dict[str, Any] | list[Any]) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value


def storable(text: str) -> bool:
    """Return whether `text` can be kept in a file: it holds no NUL and no half of a character pair."""
    return _UNSTORABLE.search(text) is None


def _plain_value(found: re.Match[str]) -> object:
    _, word, items, day, moment, number, truth = found.groups()
    if word is not None:
        return word[1:-1]
    if items is not None:
        return [item[1:-1] for item in _ITEM.findall(items)]
    if day is not None:
        return datetime.fromisoformat(day + moment) if moment else date.fromisoformat(day)
    return int(number) if number is not None else truth == "true"


class _CannotStandError(ValueError):
    """Says why a value cannot be written; it never holds the value."""


def _shown(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else "a key that is no plain word"


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise _CannotStandError("holds a key that is no text")
    return key if _BARE_KEY.fullmatch(key) else _string(key)


def _value(value: object) -> str:  # noqa: PLR0911 - one return for each type that TOML has
    # bool before int and datetime before date: each is a subclass of the other.
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _time(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    raise _CannotStandError("is of a kind that TOML does not have")


def _string(text: str) -> str:
    if not storable(text):
        raise _CannotStandError("holds a character that no file can keep (NUL, or half of a pair)")
    plain = text.isprintable() and '"' not in text and "\\" not in text
    return f'"{text}"' if plain else f'"{re.sub(_UNSAFE, _escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


def _integer(value: int) -> str:
    if not -_INTEGER_LIMIT <= value < _INTEGER_LIMIT:
        raise _CannotStandError("is a number too large for TOML")
    return str(int(value))


def _moment(value: datetime) -> str:
    offset = value.utcoffset()
    if offset is not None and offset % timedelta(minutes=1):
        raise _CannotStandError("has an offset from UTC that is no whole minute")
    text = value.isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def _time(value: time) -> str:
    if value.tzinfo is not None:
        raise _CannotStandError("is a time of day with an offset, which TOML does not have")
    return value.isoformat()
