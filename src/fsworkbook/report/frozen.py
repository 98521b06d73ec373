"""A paper's tree as text, and back: what is kept of a version, so that any format can be made of it again (G.09).

The text is JSON with a line for each block. It names the tree's own nouns and nothing else, so reading one back can
make a paper and do no more; the same tree gives the same text.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime
from typing import Any, Final

from fsworkbook.errors import BadInput
from fsworkbook.report import document as tree
from fsworkbook.report import drawing
from fsworkbook.report.document import Document

FORMAT: Final = 1

_IS, _DAY = "is", "day"
_NOUNS: Final = {
    name: noun
    for module in (tree, drawing)
    for name, noun in vars(module).items()
    if isinstance(noun, type) and noun.__module__ == module.__name__ and not name.startswith("_")
}


def _usual(noun: type) -> dict[str, Any]:
    """Return what the fields of a noun hold where nothing is said of them."""
    if not dataclasses.is_dataclass(noun):
        return dict(getattr(noun, "_field_defaults", {}))
    return {each.name: each.default for each in dataclasses.fields(noun) if each.default is not dataclasses.MISSING}


_USUAL: Final = {name: _usual(noun) for name, noun in _NOUNS.items()}


def packed(document: Document) -> bytes:
    """Return a paper as text that `unpacked` reads: a head, then a line for each block."""
    head = _plain(document._replace(blocks=()))
    lines = [_line(_plain(block)) for block in document.blocks]
    opening = f'{{"format": {FORMAT}, "paper": {_line(head)}, "blocks": ['
    return "\n".join([opening, ",\n".join(lines), "]}", ""]).encode()


def unpacked(data: bytes) -> Document:
    """Return the paper that a text holds.

    Raises:
        BadInput: it is none, or one of a newer program.
    """
    try:
        held = json.loads(data)
        if held["format"] > FORMAT:
            raise BadInput("this paper was kept by a newer fsworkbook. Bring the program up to date.")
        made = _noun(held["paper"])
        blocks = tuple(_noun(block) for block in held["blocks"])
    except (ValueError, KeyError, TypeError):
        raise BadInput("the kept paper cannot be read: its file was changed. See “fsworkbook audit verify”.") from None
    if not isinstance(made, Document):
        raise BadInput("the kept paper cannot be read: its file was changed. See “fsworkbook audit verify”.")
    return made._replace(blocks=blocks)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a field of the tree holds
    """Return a value of the tree as JSON has it; what a noun has by default is left out."""
    noun = type(value)
    if _NOUNS.get(noun.__name__) is noun:
        usual = _USUAL[noun.__name__]
        held = {name: getattr(value, name) for name in getattr(noun, "__match_args__", ())}
        return {_IS: noun.__name__} | {
            name: _plain(part) for name, part in held.items() if name not in usual or part != usual[name]
        }
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return {_DAY: value.isoformat()}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    return value


def _noun(value: Any) -> Any:  # noqa: ANN401 - whatever a field of the tree holds
    if isinstance(value, list):
        return tuple(_noun(item) for item in value)
    if not isinstance(value, dict):
        return value
    if set(value) == {_DAY}:
        return datetime.fromisoformat(value[_DAY]) if "T" in value[_DAY] else date.fromisoformat(value[_DAY])
    noun = _NOUNS[value[_IS]]
    return noun(**{name: _noun(item) for name, item in value.items() if name != _IS})
