"""Where in a text somebody else is speaking: quotations, straight and curly, of one line or many (K.R16).

A quotation that is never closed is taken to go on to the end of its paragraph, and one whose end can be read in two
ways to the later: what somebody said is never read as the writer's own words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Span(NamedTuple):
    """A stretch of a text, from `start` up to `end`, in characters."""

    start: int
    end: int


_DOUBLE: Final = {"“": "”", "„": "“”", "«": "»", '"': '"', "＂": "＂"}
_SINGLE: Final = {"‘": "’", "'": "'", "‚": "‘"}
_OPENING: Final = re.compile(r"""[“„«"＂]|(?<!\w)[‘'‚](?=\w|[“"(…])""")
_LINE_QUOTED: Final = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_PARAGRAPH_END: Final = re.compile(r"\n[^\S\n]*\n")
_MEASURE: Final = re.compile(r"\d\s?$")
_CONTRACTED: Final = re.compile(r"'(?:til|tis|twas|em|cause|bout|n|\d\ds?)\b", re.IGNORECASE)


def quotations(text: str) -> tuple[Span, ...]:
    """Return every quotation of a text with its marks, in order, none inside another."""
    spans = sorted([*_marked(text), *(Span(*found.span()) for found in _LINE_QUOTED.finditer(text))])
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def blanked(text: str, spans: tuple[Span, ...]) -> str:
    """Return a text with spaces in the place of some stretches, as long as it was.

    Line ends stay, and so does the stop that ends a quotation, because a sentence ends there.
    """
    parts: list[str] = []
    done = 0
    for span in spans:
        parts.append(text[done : span.start])
        parts.append(_blank(text[span.start : span.end]))
        done = span.end
    parts.append(text[done:])
    return "".join(parts)


def _blank(quoted: str) -> str:
    kept = re.sub(r"[^\n]", " ", quoted)
    inner = quoted.rstrip("”’\"'»“＂ \n")
    if inner and inner[-1] in ".!?…" and len(inner) < len(quoted):
        return kept[: len(inner) - 1] + inner[-1] + kept[len(inner) :]
    return kept


def _marked(text: str) -> Iterator[Span]:
    at = 0
    while found := _OPENING.search(text, at):
        end = _end_of(text, found.start(), found[0])
        if end is None:
            at = found.end()
            continue
        yield Span(found.start(), end)
        at = end


def _end_of(text: str, start: int, mark: str) -> int | None:
    """Return where a quotation that a mark opens has its end; None where the mark opens none."""
    if mark in _SINGLE:
        return _single_end(text, start, mark)
    if mark == '"' and _MEASURE.search(text[max(0, start - 2) : start]):
        return None  # a length in inches
    closing = re.compile(f"[{_DOUBLE[mark]}]")
    paragraph = _paragraph_end(text, start)
    found = closing.search(text, start + 1)
    if found is None:
        return paragraph
    again = text.find(mark, start + 1) if mark not in _DOUBLE[mark] else -1
    if found.start() > paragraph and 0 <= again < found.start():
        return paragraph  # each paragraph of a long quotation opens it anew
    return found.end()


def _single_end(text: str, start: int, mark: str) -> int | None:
    """Return where a quotation in single marks ends, which look like apostrophes; None where it is one of those."""
    if mark == "'" and _CONTRACTED.match(text, start):
        return None
    paragraph = _paragraph_end(text, start)
    ends = [
        found.start()
        for found in re.finditer(rf"(?<=[\w.,!?…;:)”\"])[{_SINGLE[mark]}](?!\w)", text[:paragraph])
        if found.start() > start
    ]
    if not ends:
        return None
    again = _OPENING.search(text, ends[0] + 1, paragraph)
    limit = again.start() if again else paragraph
    for end in ends:
        if end > limit:
            break
        if text[end - 1] != "s" or not any(end < other <= limit for other in ends):
            return end + 1
    return ends[0] + 1


def _paragraph_end(text: str, start: int) -> int:
    found = _PARAGRAPH_END.search(text, start)
    return found.start() if found else len(text)
