"""The answers of a conversation, in one table of tables: where each stands there, and how it reads at the end."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from datetime import date, datetime, time
from typing import Any

from fsworkbook.workbook.clock import spoken

Table = dict[str, Any]
Key = tuple[str, ...]
"""The way to an answer in the table."""

_JOINT = "\x1f"
"""Nobody can type it."""


def name_of(path: Key) -> str:
    """Return a way to an answer as one word, for a draft."""
    return _JOINT.join(path)


def path_of(name: str) -> Key:
    """Return the way that a name stands for."""
    return tuple(part for part in name.split(_JOINT) if part)


def get(table: Mapping[str, Any], path: Key) -> Any:  # noqa: ANN401 - whatever an answer is
    """Return the answer that stands there, or None."""
    value: Any = table
    for part in path:
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    return value


def put(table: MutableMapping[str, Any], path: Key, value: object) -> None:
    """Let an answer stand there."""
    for part in path[:-1]:
        table = table.setdefault(part, {})
    table[path[-1]] = value


def take(table: MutableMapping[str, Any], path: Key) -> Any:  # noqa: ANN401 - whatever an answer is
    """Take the answer out of the table and return it, with tables that it leaves empty."""
    if not path or path[0] not in table:
        return None
    if len(path) == 1:
        return table.pop(path[0])
    below = table[path[0]]
    if not isinstance(below, dict):
        return None
    value = take(below, path[1:])
    if not below:
        del table[path[0]]
    return value


def told(value: object) -> str:
    """Return an answer as it is read at the end, where its step says nothing else."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, Mapping):
        if set(value) == {"not_applicable"}:
            return f"does not apply: {value['not_applicable']}"
        return "\n".join(f"{key}: {told(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(told(item) for item in value)
    return _word(value)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | time):
        return f"{value:%H:%M}"
    return spoken(value) if isinstance(value, date) else str(value)
