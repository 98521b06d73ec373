"""Editing family.toml as text: what is not edited stays byte for byte, comments too (format.md "family.toml").

Done on the text itself. tomlkit would cost 29 ms, and moves arrays of tables that other tables split (its PR#601);
here every edit takes out one span or puts one in, and is then held against tomllib: the new data must be the old
data with exactly that change, or the edit is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.errors import BadInput
from fsworkbook.store import tables, toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ORDER: Final = (
    "format", "reference", "surname", "opened", "decision", "training", "practice", "person", "relation", "couple",
    "household", "assessment", "order", "team", "cover", "policy",
)  # fmt: skip
"""The order of a fresh family.toml."""

_REMARKS: Final = {
    "format": "Who is who in this family. Edit it through the program or by hand; comments stay.",
    "decision": "Who decided that the team is needed, and when.",
    "training": "A made-up family: every output says so.",
    "practice": "The practice model that this family's work follows.",
    "person": "The family, and people close to it.",
    "relation": "a is b's …",
    "couple": "Who are or were a couple.",
    "household": "Who lives or lived together, and where.",
    "assessment": "Who is assessed, and for which children.",
    "order": "Court orders and bail conditions that keep people apart.",
    "team": "Who works with the family.",
    "cover": "Who stands in for a role, and when.",
    "policy": "What the team has agreed for this family.",
}
_SINGLE: Final = frozenset({"practice", "policy"})
"""Tables that stand once, under a header of their own."""

# One token: a comment, a string of any of the four kinds, a bracket, a newline, or a run of anything else.
_TOKEN: Final = re.compile(
    r'#[^\n]*|"""(?:\\.|[^\\])*?"""+|\'\'\'.*?\'\'\'+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|[\[\]{}]|\n|[^#"\'\[\]{}\n]+',
    re.DOTALL,
)
_HEADER: Final = re.compile(r"[ \t]*(\[\[?)[ \t]*([^\[\]\n]+?)[ \t]*\]\]?")
_KEY: Final = re.compile(r"[ \t]*([A-Za-z0-9_-]+)[ \t]*=[ \t]*")


@dataclass(frozen=True, slots=True)
class _Statement:
    """One header or `key = value` of the file, from the start of its line to the newline that ends it, included.

    `value` is the span of the value alone, without a comment after it; empty for a header.
    """

    start: int
    end: int
    header: str
    array: bool
    key: str
    value: tuple[int, int]


class Header(NamedTuple):
    """One `[table]` or `[[table]]` (`array`) of a text, and where it starts: at the first remark right above it."""

    name: str
    array: bool
    start: int


def append(text: str, table: str, values: Mapping[str, Any]) -> str:
    """Return `text` with one more `[[table]]`, after the last of its kind.

    Raises:
        BadInput: the text is not valid TOML, a value cannot stand in it, or `table` is something else there.
    """
    statements = tuple(_statements(text))
    block = _block(table, values)
    last = _last_of(statements, table)
    place = len(text) if last is None else _past_remarks(text, last.end)
    before, after = _ended(text[:place]), text[place:]
    gap = "" if _blank_end(before) else _newline(text)
    new = f"{before}{gap}{block}{'' if _blank_start(after) else _newline(text)}{after}"

    def expected(data: dict[str, Any]) -> None:
        found = data.setdefault(table, [])
        if isinstance(found, list):
            found.append(_plain(values))

    return _checked(text, new, expected)


def change(text: str, table: str, key: str, values: Mapping[str, Any]) -> str:
    """Return `text` with `values` set in the `[[table]]` whose `key` is `key`; None takes a value away.

    Raises:
        BadInput: there is no such table, the text is not valid TOML, or the change cannot be made without touching
            something else.
    """
    data = tables.parse(text.encode())
    found = data.get(table)
    keys = [item.get("key") if isinstance(item, dict) else None for item in found] if isinstance(found, list) else []
    if key not in keys:
        raise BadInput(f"family.toml has no [[{table}]] with that key. See who is who with `fsworkbook person`.")
    place = keys.index(key)
    new = text
    for name, value in values.items():
        new = _set(new, _nth(new, table, place), name, value)

    def expected(after: dict[str, Any]) -> None:
        _update(after[table][place], values)

    return _checked(text, new, expected)


def set_top(text: str, name: str, value: object) -> str:
    """Return `text` with the value of a key above the first table set; None takes it away.

    Raises:
        BadInput: the text is not valid TOML, or the change cannot be made without touching something else.
    """
    new = _set(text, _Span(None, 0), name, value)
    return _checked(text, new, lambda data: _update(data, {name: value}))


def headers(text: str) -> list[Header]:
    """Return the headers of a text that is valid TOML, in their order, each with the remarks right above it."""
    found = [statement for statement in _statements(text) if statement.header]
    return [Header(statement.header, statement.array, _remarks_start(text, statement.start)) for statement in found]


def set_single(text: str, table: str, name: str, value: object) -> str:
    """Return `text` with the value of a key of a single `[table]` set; a table that is not there comes at the end.

    Raises:
        BadInput: the text is not valid TOML, or the change cannot be made without touching something else.
    """
    header = next((found for found in _statements(text) if found.header == table and not found.array), None)
    if header is None:
        before = _ended(text)
        gap = "" if not before or _blank_end(before) else _newline(text)
        remark = f"# {_REMARKS[table]}{_newline(text)}" if table in _REMARKS else ""
        new = f"{before}{gap}{remark}[{_name(table)}]{_newline(text)}{toml.pair(name, value)}{_newline(text)}"
    else:
        new = _set(text, _Span(header, header.end), name, value)
    return _checked(text, new, lambda data: _update(data.setdefault(table, {}), {name: value}))


def compose(table: Mapping[str, Any]) -> str:
    """Return a fresh family.toml that says `table`, laid out and with remarks, in format.md's order.

    What is None or an empty list is left out.

    Raises:
        BadInput: something in it cannot stand in TOML.
    """
    table = {name: value for name, value in _plain(table).items() if value != []}
    names = sorted(table, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))
    tops = [name for name in names if not _is_table(name, table[name])]
    parts = ["".join(_top(name, table[name]) for name in tops)] if tops else []
    for name in names:
        if name not in tops:
            parts.extend(_tables(name, table[name]))
    text = "\n".join(parts)
    if not _same(tables.parse(text.encode()), table):
        raise BadInput("This family cannot be written as a family.toml. Check the names of its keys.")
    return text


@dataclass(frozen=True, slots=True)
class _Span:
    """One table: its header's statement (None: the top of the file) and where its keys begin."""

    header: _Statement | None
    start: int


def _top(name: str, value: object) -> str:
    remark = _REMARKS.get(name)
    above = f"# {remark}\n" if name == "format" else ""
    beside = f"  # {remark}" if remark and not above else ""
    return f"{above}{toml.pair(name, value)}{beside}\n"


def _is_table(name: str, value: object) -> bool:
    if isinstance(value, list | tuple):
        return bool(value) and all(isinstance(item, dict) for item in value)
    return isinstance(value, dict) and name in _SINGLE


def _tables(name: str, value: Any) -> list[str]:  # noqa: ANN401 - a table, or a list of them
    remark = f"# {_REMARKS[name]}\n" if name in _REMARKS else ""
    if isinstance(value, dict):
        return [f"{remark}[{_name(name)}]\n{_pairs(value)}"]
    return [f"{remark if place == 0 else ''}{_block(name, item)}" for place, item in enumerate(value)]


def _name(name: str) -> str:
    return toml.pair(name, 0).removesuffix(" = 0")


def _block(table: str, values: Mapping[str, Any]) -> str:
    return f"[[{_name(table)}]]\n{_pairs(values)}"


def _pairs(values: Mapping[str, Any]) -> str:
    return "".join(f"{toml.pair(key, value)}\n" for key, value in values.items() if value is not None)


def _plain(values: Any) -> Any:  # noqa: ANN401 - whatever TOML can say
    """Return values as tomllib would give them back: lists, no tuples, and no None among a table's values."""
    if isinstance(values, list | tuple):
        return [_plain(item) for item in values]
    if hasattr(values, "items"):
        return {key: _plain(value) for key, value in values.items() if value is not None}
    return values


def _update(table: dict[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value is None:
            table.pop(name, None)
        else:
            table[name] = _plain(value)


def _checked(text: str, new: str, expect: Callable[[dict[str, Any]], None]) -> str:
    """Return `new` if it says what the old text said with just the change, and refuse it otherwise."""
    wanted = tables.parse(text.encode())
    expect(wanted)
    try:
        same = _same(tables.parse(new.encode()), wanted)
    except BadInput:
        same = False
    if not same:
        raise BadInput("family.toml is laid out in a way that this change cannot be made in. Make it in an editor.")
    return new


def _same(one: object, other: object) -> bool:
    """Return whether two values of TOML are the same, in type too, whatever the order of keys."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def _set(text: str, table: _Span, name: str, value: object) -> str:
    """Return `text` with one value of one table replaced, added or taken away."""
    own = tuple(_own(text, table))
    found = next((statement for statement in own if statement.key == name), None)
    if found is None and value is None:
        return text
    if value is None and found is not None:
        return text[: found.start] + text[found.end :]
    line = toml.pair(name, _plain(value))
    if found is not None:
        start, end = found.value
        return text[:start] + line[len(_name(name)) + 3 :] + text[end:]
    place = own[-1].end if own else table.header.end if table.header else _head_end(text)
    before = _ended(text[:place])
    return f"{before}{line}{_newline(text)}{text[place:]}"


def _own(text: str, table: _Span) -> Iterator[_Statement]:
    """Yield the `key = value` statements of one table, up to the next header."""
    for statement in _statements(text):
        if statement.start >= table.start:
            if statement.header:
                return
            yield statement


def _nth(text: str, table: str, place: int) -> _Span:
    headers = [found for found in _statements(text) if found.array and found.header == table]
    if place >= len(headers):
        raise BadInput(f"[[{table}]] of family.toml is written in another way. Make this change in an editor.")
    return _Span(headers[place], headers[place].end)


def _last_of(statements: tuple[_Statement, ...], table: str) -> _Statement | None:
    """Return the last statement that belongs to the last `[[table]]`, its sub-tables included."""
    last, inside = None, False
    for statement in statements:
        if statement.header:
            inside = statement.header == table or (inside and statement.header.startswith(f"{table}."))
        if inside:
            last = statement
    return last


def _statements(text: str) -> Iterator[_Statement]:
    """Yield every header and `key = value` of a text that is valid TOML."""
    place = 1 if text.startswith("\ufeff") else 0
    while place < len(text):
        end, comment = _statement_end(text, place)
        if found := _HEADER.match(text, place, comment):
            name = found[2].replace('"', "").replace("'", "").replace(" ", "").replace("\t", "")
            yield _Statement(place, end, name, found[1] == "[[", "", (end, end))
        elif text[place:comment].strip():
            key = _KEY.match(text, place, comment)
            start = key.end() if key else comment
            stop = start + len(text[start:comment].rstrip(" \t\r\n"))
            yield _Statement(place, end, "", array=False, key=key[1] if key else "", value=(start, stop))
        place = end


def _statement_end(text: str, start: int) -> tuple[int, int]:
    """Return where the statement that begins at `start` ends (after its newline), and where its comment begins."""
    depth, place, comment = 0, start, -1
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:  # a quote that nothing closes: no valid TOML
            place += 1
            continue
        place = token.end()
        if token[0] in {"[", "{"}:
            depth += 1
        elif token[0] in {"]", "}"}:
            depth -= 1
        elif token[0] == "\n" and depth <= 0:
            return place, token.start() if comment < 0 else comment
        elif token[0].startswith("#") and depth <= 0:
            comment = token.start()
    return place, place if comment < 0 else comment


def _head_end(text: str) -> int:
    """Return where the first key of a file may go: before its first table, else at the end."""
    first = next(iter(_statements(text)), None)
    return first.start if first else len(text)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") or text == "\ufeff" else text + _newline(text)


def _past_remarks(text: str, place: int) -> int:
    """Return where the remarks end that stand right below a table and above nothing else."""
    end = place
    while text.startswith("#", end):
        end = text.find("\n", end) + 1 or len(text)
    return end if _blank_start(text[end:]) else place


def _remarks_start(text: str, place: int) -> int:
    """Return where the remarks begin that stand right above `place`; `place` itself where there are none."""
    while place > 0:
        start = text.rfind("\n", 0, place - 1) + 1
        if not text[start:place].lstrip(" \t").startswith("#"):
            break
        place = start
    return place


def _blank_start(text: str) -> bool:
    return not text or text.startswith(("\n", "\r\n"))


def _blank_end(text: str) -> bool:
    return not text or text.endswith(("\n\n", "\n\r\n"))
