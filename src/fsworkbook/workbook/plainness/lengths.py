"""Sentences and paragraphs that are too long (K.L04, H50), and entries that are a log of messages (K.L10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.workbook.plainness.passage import Passage

_PARAGRAPH: Final = re.compile(r"(?:[^\n]|\n(?![^\S\n]*(?:\n|$)))+")
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TIME: Final = re.compile(
    r"(?<![\w£$€.:])(?:[01]?\d|2[0-3])(?:[:.][0-5]\d(?:\s?[ap]\.?m\b)?|\s?[ap]\.?m\b)(?![\w%:]|\.\d)",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(r"[ \t]*(?:[-*•][ \t]*)?")


def long_sentences(passage: Passage, most: int) -> Iterator[tuple[int, int, int]]:
    """Yield sentences of more words of the writer's own than `most`: start, end, and how many there are."""
    for number, span in enumerate(passage.sentences):
        count = len(passage.words_of(number))
        if count > most:
            yield span.start, span.end, count


def long_paragraphs(passage: Passage, most: int) -> Iterator[tuple[int, int, int]]:
    """Yield paragraphs of more words of the writer's own than `most`: start, end, and how many there are."""
    for found in _PARAGRAPH.finditer(passage.own):
        count = len(_WORD.findall(found[0]))
        if count > most:
            lead = len(found[0]) - len(found[0].lstrip())
            yield found.start() + lead, found.start() + len(found[0].rstrip()), count


def is_log(passage: Passage, most: int) -> bool:
    """Return whether a text is a log: `most` clock times or more, or more than half its lines begin with one."""
    own = passage.own
    if sum(1 for _ in _TIME.finditer(own)) >= most:
        return True
    lines = [line for line in own.split("\n") if line.strip()]
    timed = [line for line in lines if _TIME.match(line, _lead(line))]
    return len(lines) > _FEW and 2 * len(timed) > len(lines)


def _lead(line: str) -> int:
    found = _LEADING.match(line)
    return found.end() if found else 0


_FEW: Final = 2
"""So few lines are no log, whatever they begin with."""
