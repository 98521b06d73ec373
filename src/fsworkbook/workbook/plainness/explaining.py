"""Whether a term is explained where it stands: in brackets behind it, as the bracket itself, or by what follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fsworkbook.workbook.plainness.passage import Passage

_BEHIND: Final = re.compile(
    r"(?:\s+[a-z’'-]+){0,2}\s*\((?=[^)]*\w\s+\w)[^)]+\)"
    r"|,?\s+(?:which|that)\s+(?:is|are|means)\b"
    r"|\s+(?:means|stands\s+for|is\s+short\s+for)\b"
    r"|,\s+(?:that\s+is|meaning|in\s+other\s+words|or\s+the)\b"
    r"|\s*[:–—]\s+(?:an?|the|when|where|what|help|how)\s+\w"
)
_AS_BRACKET: Final = re.compile(r"\w[\w’'-]*\s+\w[\w’'-]*\s*\((?:the\s+|an?\s+|called\s+|known\s+as\s+)?[“\"‘']?$")
_CLOSES: Final = re.compile(r"s?[”\"’']?\)")
_NEAR: Final = 80


def explained(passage: Passage, first: int, last: int) -> bool:
    """Return whether the term between two words of a text is explained there.

    Args:
        passage: the text.
        first: the number of its first word.
        last: the number of the word after its last.
    """
    start, end = passage.words[first].start, passage.words[last - 1].end
    if _BEHIND.match(passage.text, end):
        return True
    before = passage.text[max(0, start - _NEAR) : start]
    return bool(_AS_BRACKET.search(before) and _CLOSES.match(passage.text, end))
