"""What a sentence may repeat of what was typed: a word that reads as a key, an id or a name, and nothing longer."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[\w+-][\w.:+'’/-]{0,39}")


def plain(value: object) -> bool:
    """Return whether a value is one short word, as keys, ids and first names are; somebody's words are not."""
    return isinstance(value, str) and _WORD.fullmatch(value) is not None


def quoted(value: object, otherwise: str) -> str:
    """Return a word in quotation marks where it may be repeated, else what stands for it in the sentence."""
    return f"“{value}”" if plain(value) else otherwise


def bare(value: object, otherwise: str) -> str:
    """Return a key as it is where it may be repeated, else what stands for it in the sentence."""
    return str(value) if plain(value) else otherwise


def listed(values: object, otherwise: str = "a key that is no plain word") -> str:
    """Return keys side by side, each once, without any that may not be repeated."""
    found = values if isinstance(values, list | tuple) else [values]
    return ", ".join(dict.fromkeys(bare(value, otherwise) for value in found))
