"""A text in sentences: where each begins and ends, quotations and headings left out of account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.plainness.quotation import Span, blanked, quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD: Final = re.compile(r"\b[A-Za-z]/[A-Za-z]\b|[^\W_]+(?:['’][^\W_]+)*")
"""A word; an apostrophe inside belongs to it, and so does the stroke of `T/C`."""

HEADING: Final = re.compile(r"^[ \t]*#{1,6}(?:[ \t].*)?$", re.MULTILINE)
"""A line that is a heading in Markdown."""

_STOP: Final = re.compile(r"[.!?…]+[)\]*_”’\"'»]*(?=\s|$)")
_ITEM: Final = re.compile(r"\n(?=[ \t]*(?:[-*•+–]|\d{1,3}[.)])[ \t])")
_GAP: Final = re.compile(r"\n[^\S\n]*\n")
_SHORT_LINE: Final = 50
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|St|Sgt|Insp|approx|No|Nos|tel|ext|vs|cf|e\.g|i\.e|eg|ie|a\.m|p\.m|dept|appt)"
    r"|\b[A-Z]|\d)\.$"
)
_GOES_ON: Final = re.compile(r"\s*[a-z(;,:–—]")


def own_words(text: str) -> str:
    """Return a text with spaces in the place of quotations and headings, as long as it was: the writer's own words."""
    spans = [*quotations(text), *(Span(*found.span()) for found in HEADING.finditer(text))]
    return blanked(text, tuple(_apart(sorted(spans))))


def sentences(own: str) -> tuple[Span, ...]:
    """Return the sentences of a text of which `own_words` are given, in order; a sentence without a word is none."""
    found: list[Span] = []
    start = 0
    for end in sorted({*_ends(own), len(own)}):
        piece = own[start:end]
        if WORD.search(piece):
            lead = len(piece) - len(piece.lstrip())
            found.append(Span(start + lead, start + len(piece.rstrip())))
        start = end
    return tuple(found)


def _apart(spans: list[Span]) -> Iterator[Span]:
    done = 0
    for span in spans:
        if span.start >= done:
            yield span
            done = span.end


def _ends(own: str) -> Iterator[int]:
    """Yield where a sentence may end: at a stop, an empty line, a new item of a list, a short line by itself."""
    for found in _STOP.finditer(own):
        is_dot = found[0].startswith(".") and not found[0].startswith("..")
        short = is_dot and _ABBREVIATED.search(own, max(0, found.start() - 8), found.start() + 1)
        after = re.compile(r"\s+\d").match(own, found.end()) if short else None
        if short and (own[found.start() - 1].isalpha() or after):
            continue
        if not _GOES_ON.match(own, found.end()):
            yield found.end()
    yield from (found.end() for found in _GAP.finditer(own))
    yield from (found.end() for found in _ITEM.finditer(own))
    line = 0
    for found in re.finditer(r"\n", own):
        if found.start() - line < _SHORT_LINE and own[found.end() : found.end() + 1].isupper():
            yield found.end()
        line = found.end()
