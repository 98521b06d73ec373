"""On which line of family.toml a fault stands: by the table and the key that its sentence opens with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_PLACED: Final = re.compile(r"\[\[(\w+)\]\] (?:number (\d+)|(\S+?))(?: \(\S+\))?: (\w+)?")
_TOP: Final = re.compile(r"(\w+)(?:: (\w+))?")
_MOST: Final = 20


class Located(dict[str, Any]):
    """A table that was read from a text, and the text, so that a fault in it can be placed."""

    def __init__(self, table: Mapping[str, Any], text: str) -> None:
        super().__init__(table)
        self.text = text


def line_of_fault(
    fault: str, found: Mapping[tuple[str | int, ...], int], table: Mapping[str, Any], rows: Sequence[Any] = ()
) -> int:
    """Return the line (from 1) that a fault is about; 0 where it is about nothing that stands in the text.

    Args:
        fault: the sentence, as `read_family` and `fitness` begin it.
        found: the lines of the text (`practice.lines.places`).
        table: what the text says.
        rows: the tables of the fault's kind, where they are no longer in `table`.
    """
    from fsworkbook.practice.lines import line_of  # noqa: PLC0415 - only where something is wrong

    match = _PLACED.match(fault)
    if match is None:
        return _line_of_top(fault, found)
    kind, number, key, word = match.groups()
    if ": a key " in fault:
        word = "key"
    if number:
        return line_of(found, (kind, int(number) - 1, word or ""))
    held = rows or table.get(kind, [])
    tables = [row if isinstance(row, dict) else {} for row in held] if isinstance(held, list | tuple) else []
    at = [place for place, row in enumerate(tables) if row.get("key") == key]
    if word == "the" and at:  # a key that is used twice is wrong where it comes again
        return line_of(found, (kind, at[-1], "key"))
    wanting = f"{word} is missing" in fault
    fitting = [place for place in at if (word not in tables[place]) == wanting] or at
    return line_of(found, (kind, *fitting[:1], word or "")) if fitting else line_of(found, (kind,))


def account(faults: Iterable[str], table: Mapping[str, Any]) -> list[str]:
    """Return faults with the lines on which they stand, in the order of the file; not more than anybody would read."""
    listed = list(dict.fromkeys(faults))
    if isinstance(table, Located):
        from fsworkbook.practice.lines import places  # noqa: PLC0415 - only where something is wrong

        found = places(table.text)
        placed = sorted(
            ((line_of_fault(fault, found, table) or 1, fault) for fault in listed), key=lambda item: item[0]
        )
        listed = [f"line {line}: {fault}" for line, fault in placed]
    rest = len(listed) - _MOST
    return [*listed[:_MOST], f"and {rest} more."] if rest > 0 else listed


def _line_of_top(fault: str, found: Mapping[tuple[str | int, ...], int]) -> int:
    from fsworkbook.practice.lines import line_of  # noqa: PLC0415 - likewise

    top = _TOP.match(fault)
    place = tuple(part for part in top.groups() if part) if top else ()
    return line_of(found, place) if place[:1] in found else 0
